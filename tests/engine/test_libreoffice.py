"""LibreOffice recalculates whole plans from their formulas and agrees with the engine, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from appraised import SHAPES
from generator import edge_plans, random_plan
from live_changes import put_changed
from lo_run import recalculated
from workbooks import Expected, expected, put, whole_steps

from workbench.engine.expr import WORDS
from workbench.engine.program import Step
from workbench.engine.projection import Projection, project
from workbench.engine.reasons import reason_text
from workbench.engine.registry import FIGURES
from workbench.exchange import calculation, samples
from workbench.exchange.cells import Row
from workbench.exchange.workbook import Book
from workbench.model.costs import OneOff
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan
from workbench.model.project import Basis
from workbench.model.revenue import Dated, Driver, Fee

pytestmark = pytest.mark.needs("soffice")

SIZE = {"streams": 6, "costs": 12, "investments": 2, "sources": 6, "loans": 2, "services": 3}
MONTHS = (12, 18, 24, 30, 13)
CHANGES = 5
SEEDS = range(12)
FAULTY = ("random 00", "random 01", "relapse", "every sale loses", "appraised, one root")
FAULTS = {
    "add": ("+", "-"),
    "sub": ("{a}-{b}", "{b}-{a}"),
    "mul": ("*", "/"),
    "truediv": ("/", "*"),
    "pow": ("{a}^{b}", "{b}^{a}"),
    "neg": ("-{a}", "{a}"),
    "ge": (">=", ">"),
    "gt": (">", "<="),
    "le": ("<=", "<"),
    "lt": ("<", ">="),
    "eq": ("{a}={b}", "{a}>={b}"),
    "and_": ("AND", "OR"),
    "or_": ("OR", "AND"),
    "floor": ("INT({x})", "ROUND({x},0)"),
    "remainder": ("{y}", "{y}+1"),
    "minimum": ("MIN", "MAX"),
    "maximum": ("MAX", "MIN"),
    "where": ("{yes},{no}", "{no},{yes}"),
    "unless": ("IF({test}", "IF(NOT({test})"),
    "pick": ("MIN({k},", "MIN({k}+1,"),
    "average": ("AVERAGE", "MAX"),
    "indexed": ("^", "*"),
    "blocks": ("ROUNDUP", "ROUND"),
    "principal_part": ("{k}", "{k}+1"),
    "present_value": ("*(1+{rate})", ""),
    "rate_of_return": ("({low}+{high})/2", "({low}+{high}),1"),
    "lag": ("{now}-", "{now}-1-"),
    "arriving": ("{now}", "{now}+1"),
    "carry": ("*{keep:tight}+{add}", "+{add}"),
    "running_total": ("{before}+", ""),
    "highest_so_far": ("{before},", ""),
    "trailing": ('"<="', '"<"'),
    "following": ('">"', '">="'),
    "of_year": ("{year}", "{year}+1"),
    "lowest": ("MIN", "MAX"),
    "total": ("SUM({x:row})", "(1+SUM({x:row}))"),
    "first_month": ("-1)", ")"),
    "month_after_last": ("+1)", ")"),
    "sum_rows": ("SUM", "MAX"),
    "sum_rows_if": (",1,", ",0,"),
    "sum_matching": (",{own},", ",{own}+1,"),
    "highest_row": ("MAX", "MIN"),
    "linked": ("{x:linked}", "2*{x:linked}"),
    "stacked": ("{parts:same}", "0*{parts:same}"),
}


def _thin(plan: Plan) -> Plan:
    """The same plan at a quarter of its prices and without opening cash: short of money in many months."""
    price = {"fee": "price", "membership": "dues", "commission": "rate"}
    streams = tuple(
        line.with_(**{price[line.kind]: getattr(line, price[line.kind]) / 4}) if line.kind in price else line
        for line in plan.streams
    )
    return plan.with_(streams=streams, opening=plan.opening.with_(cash=None))


def _loses(months: range) -> Plan:
    """+100 a month but −150 in some: in months 40 to 45, break-even at 11, lost from 44 to 52, held from 53."""
    sales = Fee(price=Decimal(100), units=Driver(first=Decimal(1)))
    losses = tuple(Dated(month=month_of(number_of("2027-01") + at), amount=Decimal(250)) for at in months)
    return Plan(basis=Basis(start="2027-01", months=72), streams=(sales,), costs=(OneOff(amounts=losses),))


def _plans() -> dict[str, Plan]:
    """The samples, random plans, every other one short of money, and those at the limits of what can be said."""
    found = {each.id: samples.load(each.id) for each in samples.samples()}
    for seed in SEEDS:
        plan = random_plan(seed, MONTHS[seed % len(MONTHS)], **SIZE)
        found[f"random {seed:02}"] = _thin(plan) if seed % 2 else plan
    edges = edge_plans() | {"240 months": random_plan(6, 240, 2, 4, 1, 2, 1, 1), "relapse": _loses(range(40, 46))}
    edges["lost at the end"] = _loses(range(60, 72))
    return found | edges | {f"appraised, {name}": plan for name, plan in SHAPES.items()}


@contextmanager
def _planted(key: str) -> Iterator[None]:
    """The word a key names after its ``!`` has a fault while its formula is printed."""
    _key, _mark, word = key.partition("!")
    good = WORDS.get(word)
    if good:
        right, wrong = FAULTS[word]
        assert right in good.cell, word
        WORDS[word] = replace(good, cell=good.cell.replace(right, wrong))
    yield
    if good:
        WORDS[word] = good


class Faulty(Row):
    """A row that is printed with the fault its step's key names."""

    def formula(self) -> str:
        with _planted(self.key):
            return super().formula()

    def opening(self) -> str | None:
        with _planted(self.key):
            return super().opening()


def _with_faults(projection: Projection) -> tuple[Step, ...]:
    """Every figure, and once more, with each word's fault, each that uses the word: nothing rests on those."""
    steps = whole_steps(projection)
    faulty = [
        replace(step, key=f"{step.key}!{word}")
        for word in FAULTS
        for step in steps
        if "@" not in step.key and not step.roll and any(e.word == word for e in step.figure.expr.walk())
    ]
    for step in faulty:
        projection.computed[step.key] = projection.computed[step.key.partition("!")[0]]
    return (*steps, *faulty)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[Expected]]]:
    """A folder of workbooks, and the engine's figures in each."""
    folder = tmp_path_factory.mktemp("books")
    found = {}
    for name, plan in _plans().items():
        if name.startswith("random") and name not in FAULTY:
            found[name], _told = put_changed(folder, name, plan, CHANGES)
            continue
        projection = project(plan)
        with mock.patch.object(calculation, "Row", Faulty):
            book = Book(projection, _with_faults(projection) if name in FAULTY else ())
            data = book.written()
        found[name] = expected(book, data)
        put(folder, name, data, found[name])
    return folder, found


@pytest.fixture(scope="module")
def found(written: tuple[Path, dict[str, list[Expected]]]) -> dict[str, Any]:
    """What LibreOffice makes of them."""
    return recalculated(written[0])


def test_every_figure_is_equal_in_every_cell(
    found: dict[str, Any], written: tuple[Path, dict[str, list[Expected]]], capsys: pytest.CaptureFixture[str]
) -> None:
    differ = {
        (name, key): what for name, book in found.items() for key, what in book["differ"].items() if "!" not in key
    }
    rows = [row for book in written[1].values() for row in book if "!" not in row.key]
    with capsys.disabled():
        print(
            f"\n{len(found)} plans, {len({row.key for row in rows})} figures in their views and periods, "
            f"{sum(len(row.values) for row in rows)} cells recalculated, {len(differ)} rows differ; LibreOffice "
            f"recalculated for {sum(book['compute'] for book in found.values()):.1f} s"
        )
    assert len(found) == len(written[1])
    assert not differ


@pytest.mark.parametrize("key", ["gap@committed", "P:break_even_sales", "loan_interest", "gap@contracted"])
def test_the_figures_asked_for_are_among_them(key: str, written: tuple[Path, dict[str, list[Expected]]]) -> None:
    values = {value for name in written[1] for row in written[1][name] if row.key == key for value in row.values}
    assert len({value for value in values if isinstance(value, float) and value}) > len(SEEDS)


def test_inputs_changed_in_the_plan_and_in_the_cells_agree(found: dict[str, Any]) -> None:
    after = {name: book["after"] for name, book in found.items() if "after" in book}
    assert len(after) == len(SEEDS) - sum(name.startswith("random") for name in FAULTY)
    assert not {name: what for name, what in after.items() if what}


def test_reasons_are_told_in_cells(written: tuple[Path, dict[str, list[Expected]]]) -> None:
    told = {value for book in written[1].values() for row in book for value in row.values if isinstance(value, str)}
    assert {reason_text(code) for f in FIGURES.values() for code in f.reasons} <= told


def test_every_word_has_a_planted_fault() -> None:
    assert set(FAULTS) == set(WORDS)


@pytest.mark.parametrize("word", FAULTS)
def test_a_wrong_template_is_found(word: str, found: dict[str, Any]) -> None:
    assert any(key.endswith(f"!{word}") for book in found.values() for key in book["differ"])
