"""The tables by line and year add up to the statements, and the method annex can be followed to the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from generator import edge_plans, random_plan
from test_reference import on, plan

from workbench.engine.explain import beneath
from workbench.engine.projection import Projection, project, published
from workbench.engine.registry import FIGURES
from workbench.exchange import plan_file
from workbench.model.costs import Fixed, OneOff, ShareCost, Staff
from workbench.model.financing import Carry, CashSource, InKindSource
from workbench.model.plan import Plan
from workbench.model.project import Appraisal
from workbench.model.types import Every, ShareBase, SourceUse, Status
from workbench.paths import resource
from workbench.report.blocks import Cell, Run, Table
from workbench.report.material import Material
from workbench.report.method import OVER
from workbench.report.plan_report import plan_blocks
from workbench.report.results import INDENT
from workbench.report.values import title
from workbench.report.yearly import YEARLY

PLANS: dict[str, Plan] = {
    "sample": plan_file.read(resource("samples/farmacias.json")),
    **{f"seed {seed}": random_plan(seed) for seed in range(12)},
    **edge_plans(),
}


@pytest.fixture(params=PLANS)
def material(request: pytest.FixtureRequest) -> Material:
    return Material(project(PLANS[request.param]))


def words(cell: Cell) -> str:
    """What a cell says, without indents and marks."""
    parts = cell if isinstance(cell, tuple) else (cell,)
    return "".join(part.text if isinstance(part, Run) else str(part) for part in parts).replace(INDENT, "")


def table(projection: Projection, caption: str) -> Table | None:
    """The table whose caption begins so, as the report has it."""
    yearly = [block for make in YEARLY.values() for block in make(Material(projection))]
    blocks = yearly if "y año" in caption else plan_blocks(projection).blocks
    found = (block for block in blocks if isinstance(block, Table))
    return next((block for block in found if block.caption.startswith(caption)), None)


def amounts(material: Material, caption: str, row: str) -> Sequence[float]:
    """A row's amounts by year in whole units; the last row of that name."""
    shown = table(material.projection, caption)
    rows = [] if shown is None else [one for one in shown.rows if words(one.cells[0]) == row]
    years = len(material.periods("year"))
    if not rows:
        return [0.0] * years
    *yearly, total = (float(cell) * material.scale.factor for cell in rows[-1].cells[1:])  # type: ignore[arg-type]
    assert total == pytest.approx(sum(yearly), abs=0.02)
    assert len(yearly) == years
    return yearly


def years_of(material: Material, statement: str, *names: str) -> np.ndarray:
    lines = [line for line in material.projection.statements() if line.statement == statement and line.id in names]
    assert len(lines) == len(names)
    return np.sum([material.projection.by_year(line) for line in lines], axis=0)


def figure_by_year(material: Material, name: str) -> np.ndarray:
    months = material.projection.monthly(name)
    return np.array([months[year.first : year.last + 1].sum() for year in material.periods("year")])


def continuing(material: Material, caption: str, total: str) -> Sequence[float]:
    """The row of what continues, which is the total where nothing is only the project's."""
    shown = table(material.projection, caption)
    split = shown is not None and any(words(row.cells[0]) == "De la operación que continúa" for row in shown.rows)
    return amounts(material, caption, "De la operación que continúa" if split else total)


def test_streams_add_up_to_revenue(material: Material) -> None:
    told = continuing(material, "Ingresos por línea y año", "Ingresos")
    assert told == pytest.approx(years_of(material, "operating", "revenue"), abs=0.05)


def test_costs_add_up_to_those_of_the_statement(material: Material) -> None:
    told = continuing(material, "Costos por línea y año", "Costos")
    stated = -years_of(material, "operating", "variable_costs", "direct_fixed_costs", "structural_costs")
    assert told == pytest.approx(stated - figure_by_year(material, "bad_debt_costs"), abs=0.05)


def test_sources_add_up_to_both_statements(material: Material) -> None:
    caption = "Aportes por fuente y año"
    given = amounts(material, caption, "Aportes")
    names = [f"contributions_{status.value}" for status in Status]
    assert given == pytest.approx(years_of(material, "sources_uses", *names), abs=0.05)
    cash = years_of(material, "cash", "contributions")
    assert amounts(material, caption, "En efectivo") == pytest.approx(cash, abs=0.05)
    in_kind = figure_by_year(material, "contributions_in_kind")
    assert amounts(material, caption, "En especie") == pytest.approx(in_kind, abs=0.05)


def test_every_line_has_its_row(material: Material) -> None:
    plan = material.plan
    for caption, lines in (
        ("Ingresos por línea y año", plan.streams), ("Costos por línea y año", plan.costs),
        ("Inversiones por línea y año", plan.investments), ("Aportes por fuente y año", plan.sources),
    ):  # fmt: skip
        shown = table(material.projection, caption)
        assert (shown is None) == (not lines)
        named = [] if shown is None else [words(row.cells[0]) for row in shown.rows if row.kind == "plain"]
        assert all(any(name.startswith(title(line)) for name in named) for line in lines)


def test_the_yearly_tables_follow_the_lines_in_the_report() -> None:
    captions = [block.caption for block in plan_blocks(project(PLANS["sample"])).blocks if isinstance(block, Table)]
    for lines in ("Ingresos", "Costos", "Inversiones", "Fuentes"):
        name = "Aportes por fuente y año" if lines == "Fuentes" else f"{lines} por línea y año"
        assert captions[captions.index(lines) :].index(name) <= 2


def test_a_source_says_how_sure_it_is_and_what_it_is_for() -> None:
    office = Fixed(name="Oficina", amount=5, in_kind=True)
    one = plan(
        24,
        costs=(office,),
        sources=(
            CashSource(
                provider="Alcaldía", status=Status.NEGOTIATION, use=SourceUse.SERVICES, amounts=on({3: 7}), delay=12,
            ),
            CashSource(provider="Gremio", status=Status.COMMITTED, counted=False, amounts=on({3: 9})),
            InKindSource(provider="Cámara", status=Status.COMMITTED, carries=(Carry(line=office.id),)),
        ),
    )  # fmt: skip
    shown = table(project(one), "Aportes por fuente y año")
    assert shown is not None
    assert [(words(row.cells[0]), *row.cells[1:]) for row in shown.rows] == [
        ("En efectivo", 0, 7, 7),
        ("Alcaldía\nEn negociación · Servicios", 0, 7, 7),
        ("Gremio\nFirmada · sin destino fijo · no se cuenta en el plan", 0, 0, 0),
        ("En especie", 60, 60, 120),
        ("Cámara\nFirmada · Oficina", 60, 60, 120),
        ("Aportes", 60, 67, 127),
    ]


def test_the_amount_of_a_cost_says_how_often() -> None:
    costs = (
        Staff(name="Jefa", headcount=1, pay=10),
        *(Fixed(name=every.value, amount=10, every=every) for every in Every),
        ShareCost(name="Tasa", rate=1, base=ShareBase.DIRECT_COSTS),
        OneOff(name="Una", amounts=on({1: 10})),
        OneOff(name="Dos", amounts=on({1: 10, 5: 15})),
    )
    shown = table(project(plan(24, costs=costs)), "Costos")
    assert shown is not None
    at = next(n for n, column in enumerate(shown.columns) if column.head == "Cada cuánto")
    assert [row.cells[at] for row in shown.rows] == [
        "al mes, por persona", "al mes", "al trimestre", "al año", "de los costos directos", "una vez", "en 2 pagos",
    ]  # fmt: skip
    assert [row.cells[at - 1] for row in shown.rows][-2:] == ["10", "25"]


def test_shares_are_written_alike_in_both_places() -> None:
    projection = project(PLANS["sample"])
    shown = table(projection, "Quién financia")
    phases = table(projection, "Cifras por fase")
    assert shown is not None
    assert phases is not None
    for row, part in ((shown.rows[0], "estructura"), (shown.rows[2], "servicios")):
        for cell, sector in zip(row.cells[1:], ("pública", "privada", "internacional"), strict=True):
            other = next(one for one in phases.rows if words(one.cells[0]) == f"Participación {sector} en {part}")
            assert cell == other.cells[-1]


def test_both_counts_of_guaranteed_months_stand_together() -> None:
    shown = table(project(PLANS["sample"]), "Cuánto alcanza lo seguro")
    assert shown is not None
    assert [words(row.cells[1]) for row in shown.rows] == [
        "42 meses (al menos, hasta el final del horizonte)", "2 meses", "largo (o más)",
    ]  # fmt: skip


def test_the_method_defines_every_figure_it_names() -> None:
    projection = project(Plan(appraisal=Appraisal(shown=True)))
    told = {published_one.figure.name for published_one in published().values()}
    under = beneath(told)
    rows = table(projection, "Cómo se llega a ellas")
    assert rows is not None
    sections: dict[str, list[str]] = {}
    for row in rows.rows:
        if row.kind == "section":
            names = sections.setdefault(str(row.cells[0]), [])
        else:
            names.append(str(row.cells[0]))
    expected = {heading: sorted(FIGURES[name].label for name in under if FIGURES[name].over == over)
                for over, heading in OVER.items()}  # fmt: skip
    assert {heading: sorted(names) for heading, names in sections.items()} == expected
    assert sum(map(len, expected.values())) == len(under) > 100
    assert all(len(set(names)) == len(names) for names in sections.values())  # a name is defined once for each thing
    defined = told | set(under)
    needed = {need.rpartition("__")[0] if need.endswith("__committed") else need
              for name in defined for need in FIGURES[name].needs}  # fmt: skip
    assert (needed & FIGURES.keys()) <= defined
