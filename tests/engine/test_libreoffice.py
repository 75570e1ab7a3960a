"""LibreOffice recalculates whole plans from their formulas and agrees with the engine, cell by cell."""

from __future__ import annotations

import json
from dataclasses import astuple
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from book import Book, Expected
from generator import edge_plans, random_plan
from lo_run import recalculated

from workbench.engine.expr import WORDS
from workbench.engine.projection import project
from workbench.engine.reasons import REASONS, reason_text
from workbench.model.costs import OneOff
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan
from workbench.model.project import Basis
from workbench.model.revenue import Dated, Driver, Fee

pytestmark = pytest.mark.needs("soffice")

SIZE = {"streams": 6, "costs": 12, "investments": 2, "sources": 6, "loans": 2, "services": 3}
MONTHS = (12, 18, 24, 30, 13)
SEEDS = range(20)
FAULTY = ("random 00", "random 01", "relapse", "every sale loses")
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


def _relapse() -> Plan:
    """+100 a month but −150 in months 40 to 45: break-even at 11, lost from 44 to 52, held from 53."""
    sales = Fee(price=Decimal(100), units=Driver(first=Decimal(1)))
    losses = tuple(Dated(month=month_of(number_of("2027-01") + at), amount=Decimal(250)) for at in range(40, 46))
    return Plan(basis=Basis(start="2027-01", months=72), streams=(sales,), costs=(OneOff(amounts=losses),))


def _plans() -> dict[str, Plan]:
    """Twenty random plans, every other one short of money, and those at the limits of what can be said."""
    found = {}
    for seed in SEEDS:
        plan = random_plan(seed, MONTHS[seed % len(MONTHS)], **SIZE)
        found[f"random {seed:02}"] = _thin(plan) if seed % 2 else plan
    edges = edge_plans() | {"240 months": random_plan(6, 240, 4, 8, 1, 4, 1, 1), "relapse": _relapse()}
    return found | edges


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[Expected]]]:
    """A folder of workbooks, and the engine's figures in each."""
    folder = tmp_path_factory.mktemp("books")
    expected = {}
    for name, plan in _plans().items():
        expected[name] = Book(project(plan), folder / f"{name}.xlsx").write(FAULTS if name in FAULTY else None)
        (folder / f"{name}.json").write_text(json.dumps([astuple(row) for row in expected[name]]), encoding="utf-8")
    return folder, expected


@pytest.fixture(scope="module")
def found(written: tuple[Path, dict[str, list[Expected]]]) -> dict[str, Any]:
    """What LibreOffice makes of them."""
    return recalculated(written[0])


def test_every_figure_is_equal_in_every_cell(
    found: dict[str, Any], written: tuple[Path, dict[str, list[Expected]]], capsys: pytest.CaptureFixture[str]
) -> None:
    differ = {
        (name, key): what
        for name, book in found.items()
        for key, what in book["differ"].items()
        if "!" not in key
    }  # fmt: skip
    rows = [row for book in written[1].values() for row in book if "!" not in row.key]
    cells = sum(len(row.values) for row in rows)
    with capsys.disabled():
        print(
            f"\n{len(found)} plans, {len({row.key for row in rows})} figures in their views and periods, "
            f"{cells} cells recalculated, {len(differ)} rows differ; LibreOffice recalculated for "
            f"{sum(book['compute'] for book in found.values()):.1f} s"
        )
    assert len(found) == len(written[1])
    assert not differ


@pytest.mark.parametrize("key", ["gap@committed", "P:break_even_sales", "loan_interest", "who_pays"])
def test_the_figures_asked_for_are_among_them(key: str, written: tuple[Path, dict[str, list[Expected]]]) -> None:
    values = {value for name in written[1] for row in written[1][name] if row.key == key for value in row.values}
    assert len({value for value in values if isinstance(value, float) and value}) > len(SEEDS)


def test_reasons_are_told_in_cells(written: tuple[Path, dict[str, list[Expected]]]) -> None:
    told = {value for book in written[1].values() for row in book for value in row.values if isinstance(value, str)}
    never_in_cells = {"after12_incomplete"}
    assert told == {reason_text(code) for code in REASONS if code not in never_in_cells}


def test_every_word_has_a_planted_fault() -> None:
    assert set(FAULTS) == set(WORDS)


@pytest.mark.parametrize("word", FAULTS)
def test_a_wrong_template_is_found(word: str, found: dict[str, Any]) -> None:
    assert any(key.startswith(f"{word}!") for book in found.values() for key in book["differ"])
