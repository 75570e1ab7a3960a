"""The instruments that ship: whole in every language, answerable from facts, and the plan's figures they name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from house.catalogues import CASH

from forms import GUIDE
from workbench.engine.projection import published
from workbench.i18n import LANGUAGES
from workbench.survey.instrument import Instrument, Translated
from workbench.survey.shipped import listed, shipped

IDS = [each.id for each in listed()]
FORTY = {
    "D1": "E1★ E2 E3 E4 E5",
    "D2": "G1★ G2 G3 G4 G5",
    "D3": "I1 I2★ I3 I4 I5",
    "D4": "C1 C2★ C3 C4 C5",
    "D5": "F1★ F2 F3 F4 F5",
    "D6": "V1 V2★ V3 V4 V5",
    "D7": "P1 P2 P3 P4 P5★",
    "D8": "R1 R2 R3 R4 R5",
}
FROM_THE_PLAN = {"E2", "E4", "C2", "C3", "C5", "F1", "F2", "F3", "F4"}
STEPS = 19
LONGEST = 160
"""An anchor is read aloud: two lines in the booklet, no more."""
VAGUE = {
    "es": r"buen[oa]?s?|mal[oa]s?|adecuad\w+|(?:in)?suficientes?|fuertes?|débil\w*|sólid\w+|eficaz|eficientes?"
    r"|excelentes?|aceptables?|satisfactori\w+|óptim\w+|limitad\w+|clar[oa]s?|important\w+",
    "pt": r"bo[am]s?|bons|ma[lu]s?|adequad\w+|(?:in)?suficientes?|fortes?|frac[oa]s?|sólid\w+|eficaz|eficientes?"
    r"|excelentes?|aceitáve\w+|satisfatóri\w+|ótim\w+|limitad\w+|clar[oa]s?|important\w+",
    "en": r"good|bad|poor|adequate|(?:in)?sufficient|strong|weak|solid|effective|efficient|excellent|acceptable"
    r"|satisfactory|optimal|limited|clear|important",
}
"""Words two people would grade differently."""


def texts(part: object) -> Iterator[Translated]:
    """Every translated text inside a part of an instrument."""
    if isinstance(part, Translated):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)
    elif hasattr(part, "model_fields_set"):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name))


def anchors(instrument: Instrument) -> Iterator[tuple[str, str, list[str]]]:
    """(item, language, its four levels) of every scale item."""
    for _dimension, item in instrument.walk():
        if item.anchors:
            for code in LANGUAGES:
                yield item.id, code, [anchor.said(code) for anchor in item.anchors]


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


@pytest.mark.parametrize("id", IDS)
def test_every_language_says_the_same_numbers(id: str) -> None:
    for text in texts(shipped(id)):
        assert len({tuple(numbers(text.said(code))) for code in LANGUAGES}) == 1, text
        assert not CASH.search(text.pt), text
        assert all(text.said(code) == " ".join(text.said(code).split()) for code in LANGUAGES), text


@pytest.mark.parametrize("id", IDS)
def test_a_level_is_a_fact_of_its_own(id: str) -> None:
    for item, code, levels in anchors(shipped(id)):
        assert len({level.casefold() for level in levels}) == len(levels), (item, code)
        for level in levels:
            assert len(level) <= LONGEST, (item, code, len(level))
            assert level.endswith("."), (item, code, level)
            assert not re.search(rf"\b(?:{VAGUE[code]})\b", level, re.IGNORECASE), (item, code, level)


@pytest.mark.parametrize("id", IDS)
def test_an_item_asks_one_thing_and_says_where_it_comes_from(id: str) -> None:
    for item in shipped(id).items.values():
        assert item.question.es.count("?") <= 1, item.id
        assert item.source is not None, item.id


@pytest.mark.parametrize("id", [id for id in IDS if shipped(id).valid_dimensions])
def test_a_weak_answer_leads_to_a_step(id: str) -> None:
    for item in shipped(id).items.values():
        if item.anchors:
            assert item.action is not None, item.id
            assert not any(item.action.said(code).endswith(".") for code in LANGUAGES), item.id


@pytest.mark.parametrize("id", IDS)
def test_the_figures_an_item_names_are_published(id: str) -> None:
    named = {figure for item in shipped(id).items.values() if item.proposal for figure in item.proposal.figures}
    assert named <= published().keys()


def test_the_forty_items_are_the_designs() -> None:
    survey = shipped("sustainability")
    said = {
        dimension.id: " ".join(f"{item.id}{'★' * item.critical}" for item in dimension.items)
        for dimension in survey.dimensions
    }
    assert said == FORTY
    assert {dimension.weight for dimension in survey.dimensions} == {1}
    assert {dimension.least_answered for dimension in survey.dimensions} == {3}
    assert survey.valid_dimensions == 6
    assert {item.id for item in survey.items.values() if item.proposal} == FROM_THE_PLAN


def test_the_published_horizon_leaves_a_remainder_without_data() -> None:
    (horizon,) = shipped("sustainability").benchmarks
    assert [str(portion.share) for portion in horizon.portions] == ["0.37", "0.26", "0.27"]
    assert str(horizon.no_data) == "0.10"


def test_the_review_asks_for_every_step_of_the_plan() -> None:
    asked = shipped("plan-review").items
    assert sorted(asked) == [f"S{number:02}" for number in range(1, STEPS + 1)]
    from_the_plan = {int(id[1:]) for id, item in asked.items() if item.proposal}
    assert {page.number for page in GUIDE.pages} <= from_the_plan, "a page that exists answers by itself"
