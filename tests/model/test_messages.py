"""Every kind of problem a plan can have has a sentence of its own."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import ValidationError

from workbench import formats, limits, numerals
from workbench.model import messages
from workbench.model.services import Service


def first_error(value: object) -> messages.Error:
    """The problem of a service's share."""
    try:
        Service.model_validate({"structure_share": value})
    except ValidationError as error:
        return error.errors()[0]
    raise AssertionError(value)


def test_bounds_of_a_percentage_are_told_in_percent() -> None:
    assert messages.sentence(first_error("1.5"), "percent") == "Debe ser menor o igual a 100 %."
    assert messages.sentence(first_error("1.5")) == "Debe ser menor o igual a 1."


def test_an_unknown_kind_of_problem_still_has_a_sentence() -> None:
    assert messages.sentence({"type": "unheard_of", "input": 1}) == "El valor no es válido."


def test_a_place_leaves_out_the_kind_of_line() -> None:
    assert messages.place(("sources", 2, "cash", "status")) == "sources/2/status"
    assert messages.place(("costs", 0, "staff", "extra_months", 3)) == "costs/0/extra_months/3"
    assert messages.place(("services", 1, "name")) == "services/1/name"
    assert messages.place(()) == ""


def test_a_value_from_outside_stays_one_short_line() -> None:
    assert messages.short("a\nb\tc\x1b[2J") == "a b c[2J"
    assert len(messages.short("x" * 10_000)) == 40


def test_what_limits_and_formats_say_has_its_sentence() -> None:
    assert messages.limit_sentence("huge", {"most": "20"}) == "Es demasiado grande: se leen hasta 20 MB."
    assert messages.typed_sentence("number", {"text": "doce"}) == "«doce» no es un número."


@pytest.mark.parametrize(("module", "raised", "sentences"), [
    (limits, "Refused", messages._LIMITS), (formats, "NotUnderstood", messages._TYPED),
    (numerals, "NotUnderstood", messages._TYPED),
])  # fmt: skip
def test_every_code_below_has_a_sentence(module: ModuleType, raised: str, sentences: dict[str, str]) -> None:
    codes = set(re.findall(rf'{raised}\("(\w+)"', Path(str(module.__file__)).read_text(encoding="utf-8")))
    assert codes
    assert codes <= set(sentences)
