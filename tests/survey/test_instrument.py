"""Instruments, rounds and sheets as files: what is sound comes back the same, what is not is refused at its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey.instruments import a_round, answer, forty, mixed, scores, sheet

from workbench.i18n import speaking
from workbench.survey import payload, shipped
from workbench.survey.answers import asked, counted, problems
from workbench.survey.instrument import Instrument, Translated
from workbench.survey.payload import SurveyRefused
from workbench.survey.results import room_results
from workbench.survey.rounds import Round
from workbench.survey.rules import faults
from workbench.survey.sheet import NOTHING, Answer, Missing, Sheet

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
Spoil = Callable[[dict[str, Any]], object]


def test_what_is_written_comes_back_the_same() -> None:
    for instrument in (forty(), mixed()):
        assert faults(instrument) == ()
        assert shipped.parse(payload.dump(instrument)) == instrument
    of = a_round(forty(), 3, country="CO")
    assert payload.load(Round, payload.dump(of)) == of
    filled = sheet(of, scores({"D1": [2, "NA", "NS"]})).answered("E4", Answer(score=3, comment="sí"), NOW)
    again = payload.load(Sheet, payload.dump(filled))
    assert (again, payload.fingerprint(again)) == (filled, payload.fingerprint(filled))
    assert again.answered("E4", NOTHING, NOW).answer("E4") == NOTHING


def test_a_text_is_said_in_the_language_of_the_moment() -> None:
    text = Translated(es="hola", pt="olá", en="hello")
    assert str(text) == "hola"
    with speaking("pt"):
        assert str(text) == "olá"
    assert Translated.same("x").said("en") == "x"


def _item(of: dict[str, Any], at: int) -> dict[str, Any]:
    found: dict[str, Any] = of["dimensions"][0]["items"][at]
    return found


SPOILT: dict[str, tuple[Spoil, str, str]] = {
    "unknown schema": (lambda of: of.update(schema="survey/1"), "schema", "survey-instrument/1"),
    "newer schema": (lambda of: of.update(schema="survey-instrument/2"), "schema", "más nuevo"),
    "missing language": (lambda of: of["title"].pop("pt"), "title/pt", "Falta"),
    "empty language": (lambda of: of["title"].update(en=" "), "title/en", "tres idiomas"),
    "unknown field": (lambda of: _item(of, 0).update(points=3), "dimensions/M/items/S1/points", "desconocido"),
    "three anchors": (lambda of: _item(of, 0)["anchors"].pop(), "dimensions/M/items/S1/anchors", "cuatro"),
    "repeated id": (lambda of: _item(of, 1).update(id="S1"), "dimensions", "repetido"),
    "bad id": (lambda of: _item(of, 0).update(id="1 ñ"), "dimensions/M/items/1 ñ/id", "código"),
    "condition on nothing": (lambda of: _item(of, 1)["ask_if"].update(item="S9"), "dimensions/M/items/S2/ask_if", "S9"),
    "circular condition": (
        lambda of: _item(of, 0).update(ask_if={"item": "S3", "at_least": "1"}),
        "dimensions/M/items/S1/ask_if",
        "circular",
    ),
    "condition on a later item": (
        lambda of: _item(of, 0).update(ask_if={"item": "O1", "is": "a"}),
        "dimensions/M/items/S1/ask_if",
        "después",
    ),
    "impossible condition": (
        lambda of: _item(of, 1)["ask_if"].update(at_least="7"),
        "dimensions/M/items/S2/ask_if",
        "no puede",
    ),
    "unknown option": (lambda of: _item(of, 6)["ask_if"].update({"is": "c"}), "dimensions/M/items/T1/ask_if", "puede"),
    "number without unit": (lambda of: _item(of, 3).update(unit=None), "dimensions/M/items/N1/unit", "unidad"),
    "one option": (lambda of: _item(of, 5)["options"].pop(), "dimensions/M/items/O1/options", "dos opciones"),
    "too many dimensions wanted": (lambda of: of.update(valid_dimensions=2), "valid_dimensions", "2 dimensiones"),
    "too many answers wanted": (
        lambda of: of["dimensions"][0].update(least_answered=4),
        "dimensions/M/least_answered",
        "4 respuestas",
    ),
    "benchmark of nothing": (lambda of: of["benchmarks"][0].update(of="Z"), "benchmarks/horizon/of", "Z"),
    "group of nothing": (lambda of: of["groups"].pop(), "dimensions/M/group", "G"),
    "more than all": (
        lambda of: of["benchmarks"][0]["portions"][0].update(share="0.9"),
        "benchmarks/horizon/portions",
        "100 %",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_faulty_instrument_is_refused_at_its_place(name: str) -> None:
    spoil, place, words = SPOILT[name]
    of = json.loads(payload.dump(mixed()))
    spoil(of)
    with pytest.raises(SurveyRefused) as refused:
        shipped.parse(json.dumps(of).encode())
    assert refused.value.place == place
    assert words in refused.value.sentence


SPOIL_VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9)


def _spoilt(of: Any, value: object, data: st.DataObject) -> Any:
    """One place of a file with something else in it."""
    here = of
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        inside = here[key]
        if not isinstance(inside, dict | list) or not inside or data.draw(st.booleans()):
            here[key] = value
            return of
        here = inside


@settings(max_examples=60)
@given(SPOIL_VALUES, st.data())
def test_no_spoilt_instrument_breaks_anything(value: object, data: st.DataObject) -> None:
    of = _spoilt(json.loads(payload.dump(mixed())), value, data)
    with suppress(SurveyRefused):
        assert isinstance(shipped.parse(json.dumps(of).encode()), Instrument)


def test_a_condition_asks_only_where_it_is_met() -> None:
    def there(**values: Answer) -> str:
        return " ".join(asked(mixed(), values))

    assert there() == "S1 N1 N2 O1"
    assert there(S1=answer(1), S2=answer(2), O1=Answer(choice="a")) == "S1 S2 S3 N1 N2 O1 T1"
    assert there(S1=answer(0), S2=answer(2)) == "S1 N1 N2 O1"
    assert there(S1=answer("NS")) == "S1 N1 N2 O1"


SCALES = ("S1", "S2", "S3")


@settings(max_examples=40)
@given(st.lists(st.sampled_from([None, *SCALES, "S9"]), min_size=3, max_size=3))
def test_conditions_look_back_or_are_refused(targets: list[str | None]) -> None:
    of = json.loads(payload.dump(mixed()))
    for at, target in enumerate(targets):
        _item(of, at)["ask_if"] = {"item": target, "at_least": "1"} if target else None
    back = [target is None or target in SCALES[:at] for at, target in enumerate(targets)]
    if all(back):
        assert asked(shipped.parse(json.dumps(of).encode()), {}).keys() >= {"N1"}
        return
    with pytest.raises(SurveyRefused) as refused:
        shipped.parse(json.dumps(of).encode())
    assert refused.value.place.endswith(f"{SCALES[back.index(False)]}/ask_if")
    if targets[back.index(False)] == SCALES[back.index(False)]:
        assert "circular" in refused.value.sentence


@settings(max_examples=60)
@given(SPOIL_VALUES, st.data())
def test_no_spoilt_sheet_breaks_anything(value: object, data: st.DataObject) -> None:
    of = a_round(mixed())
    good = sheet(of, {"S1": answer(2), "N1": Answer(number=Decimal(3)), "O1": Answer(choice="a")})
    read = _spoilt(json.loads(payload.dump(good)), value, data)
    with suppress(SurveyRefused):
        found = payload.load(Sheet, json.dumps(read).encode())
        assert len(room_results(of, mixed(), [found, good]).projects) == 1
        assert all(fault.sentence for fault in problems(mixed(), found))


def test_a_sheet_of_another_version_is_mapped_and_the_rest_is_said() -> None:
    of = a_round(mixed())
    filled = sheet(
        of,
        {
            "S1": answer(0),
            "S2": answer(3),
            "GONE": answer(2),
            "N1": answer(2),
            "O1": Answer(choice="c"),
            "S3": Answer(missing=Missing.NOT_APPLICABLE),
        },
    ).with_(version=9)
    assert list(counted(mixed(), filled)) == ["S1"]
    assert [fault.place for fault in problems(mixed(), filled)] == [
        "answers/GONE",
        "answers/N1",
        "answers/O1",
        "answers/S3",
    ]
    assert "versión 9" in problems(mixed(), filled)[0].sentence
    assert counted(mixed(), filled.with_(consent=False)) == {}
    assert counted(forty(), filled) == {}
    assert [fault.place for fault in problems(forty(), filled)] == ["instrument"]


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"S1": {"score": 4}}, "answers/S1/score"),
        ({"S1": {"score": -1}}, "answers/S1/score"),
        ({"S1": {"score": 1.5}}, "answers/S1/score"),
        ({"S1": {"score": 1, "missing": "na"}}, "answers/S1"),
        ({"S1": {"missing": "nada"}}, "answers/S1/missing"),
        ({"N1": {"number": "1e99"}}, "answers/N1/number"),
        ({"O 1": {}}, "answers/O 1/[key]"),
        ({}, "changed"),
    ],
)
def test_a_faulty_sheet_is_refused_at_its_place(answers: dict[str, Any], place: str) -> None:
    of = json.loads(payload.dump(sheet(a_round(mixed()), {}))) | {"answers": answers}
    of |= {"changed": "2026-11-21T10:00:00"} if place == "changed" else {}  # of no known time zone
    with pytest.raises(SurveyRefused) as refused:
        payload.load(Sheet, json.dumps(of).encode())
    assert refused.value.place == place
    assert refused.value.sentence


@pytest.mark.parametrize("wave", ["", "26", "2026-0", "2026-13", "2026-01", "ola", "2026-1 "])
def test_a_wave_is_a_year_or_a_part_of_it(wave: str) -> None:
    of = json.loads(payload.dump(a_round(mixed()))) | {"wave": wave.strip() if wave != "2026-1 " else "2026-1 x"}
    with pytest.raises(SurveyRefused, match="ola"):
        payload.load(Round, json.dumps(of).encode())


def test_waves_follow_one_another_and_codes_differ() -> None:
    first = a_round(mixed(), 2)
    assert [first.again(wave, 1).order for wave in ("2026-2", "2026-10", "2027")] == [(2026, 2), (2026, 10), (2027, 0)]
    assert first.again("2027", 1).projects == first.projects
    twice = json.loads(payload.dump(first))
    twice["projects"][1]["code"] = "p00"
    with pytest.raises(SurveyRefused, match="p00"):
        payload.load(Round, json.dumps(twice).encode())


def test_every_shipped_instrument_is_sound() -> None:
    for each in shipped.listed():
        instrument = shipped.shipped(each.id)
        assert (instrument.id, instrument.version, len(instrument.items)) == (each.id, each.version, each.items)
        assert Decimal(each.items) > 0
    with pytest.raises(KeyError):
        shipped.shipped("../samples/farmacias")
