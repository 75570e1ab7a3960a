"""Every figure can be said and written in cells, without LibreOffice: what a body may hold, and how it reads."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

import pytest
from generator import edge_plans, random_plan, reference_plan
from workbooks import place_of

from workbench.engine import fields
from workbench.engine.explain import rule
from workbench.engine.expr import WORDS, Expr
from workbench.engine.program import Step, resolve
from workbench.engine.projection import Projection, project
from workbench.engine.reasons import REASONS
from workbench.engine.registry import FIGURES, Figure
from workbench.engine.sentences import say
from workbench.engine.words import (
    carry,
    highest_so_far,
    indexed,
    lag,
    minimum,
    pick,
    running_total,
    sum_rows,
    total,
    unless,
    where,
)
from workbench.exchange.cells import Row, Unprintable
from workbench.exchange.places import Place, letters

LONGEST, DEEPEST = 190, 4
EXCEL_2007 = {
    "AND", "AVERAGE", "COLUMNS", "COUNTIF", "IF", "INDEX", "INT", "IPMT", "IRR", "ISTEXT", "MATCH", "MAX", "MIN", "MOD",
    "NPV", "OR", "PPMT", "ROUNDUP", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT",
}  # fmt: skip
"""No OFFSET or INDIRECT, nothing newer than 2007, no array entry."""
CALENDAR = {"0", "1", "2", "12", "30"}
"""The calendar's own numbers and the square's."""
COMPARISONS = {"ge", "gt", "le", "lt", "eq", "and_", "or_"}
KNOWN = frozenset(fields.FIELDS)


@pytest.fixture(scope="module")
def place() -> Place:
    """Where the largest plan stands: its rows have the longest numbers."""
    return place_of(project(reference_plan()))


@pytest.fixture(scope="module")
def formulas(place: Place) -> dict[str, str]:
    """The formula of the last line of every figure in every view, by month and by period."""
    found = {}
    for step in place.steps:
        lines = place.spots[step.key].lines
        found[step.key] = Row(step, lines - 1, place).formula()
    return found


def _without_texts(formula: str) -> str:
    return re.sub('"[^"]*"', '""', formula)


def _depth(formula: str) -> int:
    """How many functions stand inside one another."""
    calls: list[bool] = []
    deepest = 0
    for at, sign in enumerate(formula):
        if sign == "(":
            calls.append(formula[at - 1].isalpha())
            deepest = max(deepest, sum(calls))
        elif sign == ")":
            calls.pop()
    return deepest


# ---------------------------------------------------------------- bodies


@pytest.mark.parametrize("name", FIGURES)
def test_a_body_is_made_of_words(name: str) -> None:
    expr = FIGURES[name].expr
    assert isinstance(expr, Expr)
    assert {e.word for e in expr.walk()} <= {*WORDS, "name"}
    leaves = {e.parts[0] for e in expr.walk() if e.word == "name"}
    assert leaves == set(FIGURES[name].needs)


def test_every_word_is_used() -> None:
    used = {e.word for f in FIGURES.values() for e in f.expr.walk()}
    assert used == {*WORDS, "name"}


def test_every_input_has_a_name_and_no_name_is_idle() -> None:
    assert set(project(random_plan(0)).inputs.base) == set(fields.FIELDS)


def test_every_input_is_read_by_a_figure() -> None:
    read = {resolve(f.over, need, KNOWN)[0] for f in FIGURES.values() for need in f.needs}
    assert KNOWN - read == {"cost__project_only"}  # by what is carried in kind, when the plan is read


@functools.cache
def _may_lack(name: str) -> bool:
    if name not in FIGURES:
        return False
    f = FIGURES[name]
    return bool(f.reasons) or any(_may_lack(resolve(f.over, need, KNOWN)[0]) for need in f.needs)


def _compared(e: Any, inside: bool = False) -> set[str]:
    """The names a choice hangs on, where a missing value would count as 'no'; the test of ``unless`` may."""
    if not isinstance(e, Expr):
        return set()
    if e.word == "name":
        return {e.parts[0]} if inside else set()
    parts = e.parts[2:] if e.word == "unless" else e.parts
    return set().union(*(_compared(part, inside or e.word in {"where", *COMPARISONS}) for part in parts))


@pytest.mark.parametrize("name", FIGURES)
def test_no_choice_hangs_on_what_may_not_exist(name: str) -> None:
    f = FIGURES[name]
    assert not [need for need in _compared(f.expr) if _may_lack(resolve(f.over, need, KNOWN)[0])]


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize("name", FIGURES)
def test_a_rule_is_a_sentence(name: str) -> None:
    text = rule(name)
    assert text
    assert not re.search(r"[{}_]|\bP:|  |«»", text), text
    assert text.count("(") == text.count(")")
    assert all(code not in text for code in REASONS)
    words = set(re.findall(r"\w+", re.sub("«[^»]*»", "", text)))
    assert not words & {*FIGURES, *(field.rpartition("__")[2] for field in KNOWN)}


@pytest.mark.parametrize("field", fields.FIELDS)
def test_every_input_is_called_something(field: str) -> None:
    assert fields.label(field)
    assert "_" not in fields.label(field)


def _x(name: str) -> Any:
    return Expr("name", (name,))


@pytest.mark.parametrize(
    ("e", "said"),
    [
        (_x("a") - (_x("b") - _x("c")), "a − (b − c)"),
        ((_x("a") - _x("b")) * _x("c"), "(a − b) × c"),
        (_x("a") * _x("b") / _x("c"), "a × b ÷ c"),
        (_x("a") / (_x("b") * _x("c")), "a ÷ (b × c)"),
        (-(_x("a") + _x("b")), "−(a + b)"),
        (minimum(1, _x("a")) * _x("b"), "(lo menor entre 1 y a) × b"),
        (where(_x("a") > 0, _x("b"), 0) + 1, "(si a > 0: b; si no: 0) + 1"),
        ((1 - _x("a")) ** (1 / 12), "(1 − a) elevado a 1/12"),
        (_x("a") ** 2, "a al cuadrado"),
        (lag(_x("a"), 1), "a del mes anterior"),
        (lag(_x("a"), _x("b") + 1), "a de (b + 1) meses antes"),
        (unless(_x("a") <= 0, "no_sales", _x("b")), "b; no existe si a ≤ 0: «no hay ventas en el período»"),
    ],
)
def test_brackets_stand_where_it_would_read_otherwise(e: Expr, said: str) -> None:
    assert say(e, lambda name: name) == said


# ---------------------------------------------------------------- formulas


def test_every_line_of_every_figure_is_a_formula() -> None:
    rows = 0
    for plan in (random_plan(3, 30), *edge_plans().values()):
        standing = place_of(project(plan))
        for step in standing.steps:
            for line in range(standing.lines(step.figure)):
                row = Row(step, line, standing)
                assert row.formula().startswith("=")
                assert (row.opening() is None) == ("{p}" not in row.formula())
                rows += 1
    assert rows > 10_000


def test_formulas_are_short_and_shallow(formulas: dict[str, str]) -> None:
    wide = {key: text.replace("{c}", "DV").replace("{p}", "DU") for key, text in formulas.items()}
    assert not {key: len(text) for key, text in wide.items() if len(text) > LONGEST}
    assert not {key for key, text in wide.items() if _depth(_without_texts(text)) > DEEPEST}


def test_formulas_use_only_functions_excel_has_had_since_2007(formulas: dict[str, str]) -> None:
    used = {name for text in formulas.values() for name in re.findall(r"([A-Z0-9.]+)\(", _without_texts(text))}
    assert used <= EXCEL_2007


def test_formulas_hide_no_constant(formulas: dict[str, str]) -> None:
    number = re.compile(r"(?<![\w$.}])\d+(?:\.\d+)?(?![\w(!:])")
    hidden = {key: set(number.findall(_without_texts(text))) - CALENDAR for key, text in formulas.items()}
    assert not {key: found for key, found in hidden.items() if found}


def test_a_value_without_months_has_no_column_of_its_own(formulas: dict[str, str]) -> None:
    once = {step for step in formulas if FIGURES[step.partition("@")[0].removeprefix("P:")].per == "once"}
    assert once
    assert not {key for key in once if "{" in formulas[key]}


def test_letters_of_columns() -> None:
    assert [letters(at) for at in (0, 25, 26, 51, 52, 245, 702)] == ["A", "Z", "AA", "AZ", "BA", "IL", "AAA"]


# ---------------------------------------------------------------- what the printer refuses


@pytest.fixture(scope="module")
def small() -> Projection:
    return project(random_plan(1, 12))


def _printed(projection: Projection, body: Callable[..., Any], over: str | None = None, per: str = "month") -> str:
    """The formula of a figure that is not in the engine, on its first line."""
    needs = body.__code__.co_varnames[: body.__code__.co_argcount]
    f = Figure("planted", "Plantada", body, tuple(needs), over, per)
    standing = place_of(projection)
    period = per == "period"
    keys = (resolve(over, need, KNOWN)[0] for need in needs)
    operands = tuple(f"P:{key}" if period and f"P:{key}" in standing.spots else key for key in keys)
    step = Step("P:planted" if period else "planted", f, operands)
    return Row(step, 0, Place([*standing.steps, step], projection.inputs)).formula()


@pytest.mark.parametrize(
    ("body", "over", "per", "why"),
    [
        (lambda revenue, fixed_costs: total(revenue - fixed_costs), None, "once", "figure of its own"),
        (lambda stream_revenue: sum_rows(-stream_revenue), None, "month", "figure of its own"),
        (lambda revenue: -running_total(0, revenue), None, "month", "memory"),
        (lambda free_cash: 1 + highest_so_far(free_cash), None, "month", "memory"),
        (lambda activity_own: sum_rows(activity_own), None, "period", "do not exist"),
        (lambda stream_revenue: stream_revenue * 2, "cost", "month", "another table"),
        (lambda revenue: revenue + 1, None, "once", "other columns"),
        (lambda month: month + 1, None, "period", "other columns"),
        (lambda revenue: lag(revenue, 1), None, "period", "months"),
    ],
)
def test_what_no_formula_can_say_is_refused(
    body: Callable[..., Any], over: str | None, per: str, why: str, small: Projection
) -> None:
    with pytest.raises(Unprintable, match=why):
        _printed(small, body, over, per)


@pytest.mark.parametrize(
    ("body", "formula"),
    [
        (lambda tiny, months: tiny - (months - 1), "=tiny-(months-1)"),
        (lambda tiny, months: (tiny + 1) * -months, "=(tiny+1)*-months"),
        (lambda tiny, months: -(tiny**months), "=-(tiny^months)"),
        (lambda tiny, months: (tiny**months) ** 2, "=(tiny^months)^2"),
        (lambda tiny: (1 - tiny) ** (1 / 12), "=(1-tiny)^(1/12)"),
        (lambda tiny, months: indexed(tiny, months + 1) * 2, "=(1+tiny)^MAX((months+1),0)*2"),
        (lambda tiny, months: (tiny > 0) & (months <= 1), "=AND(tiny>0,months<=1)"),
        (lambda tiny, months: carry(tiny, months - 1, 2), "={p}{row}*(months-1)+2"),
        (lambda inflation, year: pick(inflation, year), "=INDEX(inflation,MIN({c}$5,COLUMNS(inflation)))"),
    ],
)
def test_formulas_read_as_they_were_meant(body: Callable[..., Any], formula: str, small: Projection) -> None:
    text, spots = _printed(small, body), place_of(small).spots
    for name in ("tiny", "months", "inflation"):
        text = text.replace(spots[name].name, name)
    assert re.sub(r"\{p\}\d+", "{p}{row}", text) == formula
