"""The score of a project: the survey's own check, what is too little, several respondents, and what moved."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey.instruments import CHECK, a_round, answer, forty, mixed, scores, sheet

from workbench.formats import Formats
from workbench.model.types import Level
from workbench.survey.change import Change, RoomChange, changed
from workbench.survey.instrument import Instrument
from workbench.survey.scoring import Insufficient, Scored, said, scored, truncated
from workbench.survey.sheet import Answer

FORTY = forty()
ROUND = a_round(FORTY)
US = Formats("US", "es")
IDS = tuple(FORTY.items)


def result(*given: Mapping[str, Answer], instrument: Instrument = FORTY) -> Scored:
    """The result of one project from the answers of its respondents."""
    of = a_round(instrument)
    sheets = [sheet(of, answers, respondent=f"R{at}") for at, answers in enumerate(given)]
    return scored(instrument, of.projects[0], sheets)


def test_the_check() -> None:
    found = result(scores(CHECK))
    assert found.dimensions == {
        "D1": Fraction(2),
        "D2": Fraction("1.4"),
        "D3": Fraction(1),
        "D4": Fraction("1.4"),
        "D5": Fraction("0.75"),
        "D6": Fraction("1.8"),
        "D7": Insufficient("answers", 2, 3),
        "D8": Fraction("2.2"),
    }
    assert found.overall == Fraction("10.55") / 7
    assert said(found.overall, US) == "Nivel 2 · 1.50 de 3.00"
    assert [item.id for item in found.alerts] == ["I2"]
    assert (found.items["F5"].not_known, found.items["P1"].not_applicable) == (1, 1)
    # equal means: the critical first, then in the instrument's order
    assert [item.id for item in found.weakest] == ["I2", "F2", "F3"]


def test_too_little_is_no_number() -> None:
    five = {id: row for id, row in CHECK.items() if id in ("D1", "D2", "D3", "D4", "D5")}
    found = result(scores(five))
    assert found.overall == Insufficient("dimensions", 5, 6)
    assert said(found.overall, US) == "Insuficiente: 5 de 6 dimensiones necesarias."
    assert "2 de 3 respuestas" in str(result(scores({"D7": CHECK["D7"]})).dimensions["D7"])
    assert result().dimensions["D1"] == Insufficient("answers", 0, 3)
    assert result().weakest == ()
    without = FORTY.with_(valid_dimensions=None)
    assert result(scores(CHECK), instrument=without).overall == Insufficient("unscored")


def test_an_item_that_is_not_asked_is_not_counted() -> None:
    found = result({"S1": answer(0), "S2": answer(3)}, instrument=mixed())
    assert (found.overall, found.items["S2"].scores) == (Fraction(0), ())


@pytest.mark.parametrize(
    ("score", "level", "shown"),
    [
        (Fraction(999999, 10**6), "1", "0.99"),
        (Fraction(1), "2", "1.00"),
        (Fraction("1.996"), "2", "1.99"),
        (Fraction(2), "3", "2.00"),
        (Fraction(3), "3", "3.00"),
    ],
)
def test_a_level_is_never_shown_that_was_not_reached(score: Fraction, level: str, shown: str) -> None:
    assert said(score, US) == f"Nivel {level} · {shown} de 3.00"
    assert Level.of(score).label in ("incipiente", "en desarrollo", "consolidado")


def test_several_respondents() -> None:
    found = result(
        {"E1": answer(3), "E2": answer(1), "E3": answer("NS"), "E4": answer(2)},
        {"E1": answer(0), "E2": answer(2), "E3": answer(1)},
        {"E1": answer(2)},
    )
    assert found.items["E1"].mean == Fraction(5, 3)
    assert (found.items["E2"].mean, found.items["E3"].mean, found.items["E3"].not_known) == (Fraction(3, 2), 1, 1)
    assert [item.id for item in found.disagreements] == ["E1"]
    assert [item.id for item in found.alerts] == ["E1"]
    assert found.items["E1"].range == 3
    assert found.dimensions["D1"] == (Fraction(5, 3) + Fraction(3, 2) + 1 + 2) / 4
    assert found.respondents == 3


def test_weights_are_the_instruments() -> None:
    heavy = tuple(each.with_(weight=Decimal(3) if each.id == "D8" else Decimal(1)) for each in FORTY.dimensions)
    found = result(scores(CHECK), instrument=FORTY.with_(dimensions=heavy))
    assert found.overall == (Fraction("10.55") + 2 * Fraction("2.2")) / 9


ANSWERS = st.dictionaries(st.sampled_from(IDS), st.sampled_from([0, 1, 2, 3, "NA", "NS"]).map(answer), max_size=40)
FULL = st.tuples(*[st.sampled_from([0, 1, 2, 3, "NA"]).map(answer)] * 40).map(
    lambda row: dict(zip(IDS, row, strict=True))
)


@settings(max_examples=40)
@given(st.lists(ANSWERS | FULL, max_size=3))
def test_every_score_is_within_its_bounds_or_says_why_not(given: list[dict[str, Answer]]) -> None:
    found = result(*given)
    for score in (found.overall, *found.dimensions.values()):
        assert str(score) if isinstance(score, Insufficient) else 0 <= score <= 3
    if isinstance(found.overall, Fraction):
        means = [found.items[id].mean or Fraction(0) for id in found.shares]
        assert sum(found.shares.values()) == 1
        assert sum(share * mean for share, mean in zip(found.shares.values(), means, strict=True)) == found.overall
        assert 0 <= found.overall - Fraction(truncated(found.overall)) < Fraction(1, 100)
    assert found.weakest == result(*reversed(given)).weakest
    assert found.overall == result(*reversed(given)).overall


@settings(max_examples=40)
@given(FULL, FULL)
def test_the_parts_sum_to_the_change(before: dict[str, Answer], now: dict[str, Answer]) -> None:
    change = changed(result(before), result(now))
    back = changed(result(now), result(before))
    if change is None or back is None:
        assert change is back
        return
    assert change.by == -back.by
    assert sum(moved.part for moved in change.moved) == pytest.approx(float(change.by), abs=1e-12)
    parts = {moved.item.id: moved.part for moved in change.moved}
    assert parts == pytest.approx({moved.item.id: -moved.part for moved in back.moved}, abs=1e-12)


def test_what_moved() -> None:
    better = scores(CHECK) | {"I2": answer(2), "E4": answer(0)}
    change = changed(result(scores(CHECK)), result(better))
    assert isinstance(change, Change)
    by = {moved.item.id: moved for moved in change.moved}
    assert (by["I2"].before, by["I2"].now, by["I2"].part) == (0, 2, pytest.approx(2 / 35))
    # E4 was not applicable: counted at 0, below the whole, it lowers; the others of D1 weigh a little less
    assert (by["E4"].before, by["E4"].now) == (None, 0)
    assert by["E4"].part < 0
    assert change.moved[0].item.id in ("I2", "E4")
    assert changed(result(), result(better)) is None
    room = RoomChange((change, change))
    assert room.by == change.by
    assert room.moved == tuple((moved.item, moved.part) for moved in change.moved)
