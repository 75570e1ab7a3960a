"""Every shipped instrument, answered at random by a room over two waves, gives results that can be told."""

from __future__ import annotations

import json
import random
from decimal import Decimal

import pytest
from survey.instruments import a_round, answer, sheet

from workbench.i18n import speaking
from workbench.survey import shipped
from workbench.survey.answers import asked, problems
from workbench.survey.instrument import Instrument, Item, Kind
from workbench.survey.results import RoomResults, room_results
from workbench.survey.sheet import Answer
from workbench.survey.told import told

IDS = [each.id for each in shipped.listed()]


def any_answer(item: Item, dice: random.Random) -> Answer:
    if dice.random() < 0.15:
        return answer(dice.choice(["NA", "NS"]))
    if item.kind is Kind.NUMBER:
        base, goal, now = (Decimal(dice.randrange(1000)) for _ in range(3))
        return Answer(number=now, baseline=base, target=goal) if item.tracked else Answer(number=now)
    if item.kind is Kind.CHOICE:
        return Answer(choice=dice.choice(item.options).id)
    return Answer(text="sí") if item.kind is Kind.TEXT else answer(dice.randrange(4))


def any_answers(instrument: Instrument, dice: random.Random) -> dict[str, Answer]:
    """As a person answers: each item when it is asked."""
    given: dict[str, Answer] = {}
    for item in instrument.items.values():
        if item.id in asked(instrument, given):
            given[item.id] = any_answer(item, dice)
    return given


@pytest.mark.parametrize("id", IDS)
def test_a_room_over_two_waves(id: str) -> None:
    instrument, dice = shipped.shipped(id), random.Random(id)
    found: RoomResults | None = None
    for wave in ("2026", "2027"):
        of = a_round(instrument, 12, wave, country="CO", sector="café")
        sheets = [sheet(of, any_answers(instrument, dice), at, f"R{who}") for at in range(12) for who in range(2)]
        assert [problems(instrument, each) for each in sheets] == [()] * len(sheets)
        found = room_results(of, instrument, sheets, found)
    assert found is not None
    with speaking("en"):
        made = json.loads(json.dumps(told(found), allow_nan=False))
    assert (made["schema"], made["respondents"], len(made["projects"])) == ("survey-results/1", 24, 12)
    assert made["left_out"] == []
    scored = instrument.valid_dimensions is not None
    assert (made["change"] is not None) is scored
    assert (made["room"]["overall"]["reason"] is None) is scored
    assert (made["projects"][0]["overall"]["level"] in (1, 2, 3)) is scored
    assert set(made["answers"]) == set(instrument.items)
    assert set(made["numbers"]) == {item.id for item in instrument.items.values() if item.kind is Kind.NUMBER}
    assert {group["projects"] for groups in made["groups"].values() for group in groups} == {12}
    if scored:
        assert sum(each["part"] for each in made["change"]["moved"]) == pytest.approx(made["change"]["by"])
        assert all(len(project["weakest"]) == 3 for project in made["projects"])
