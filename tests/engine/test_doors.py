"""Every value on screen opens: the number is the one shown, and what was typed stands on a page of the guide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from generator import edge_plans, random_plan

from forms import GUIDE
from forms.places import page_of
from workbench.engine.charts import charts
from workbench.engine.doors import (
    Door,
    Given,
    Place,
    Told,
    by_month,
    grouped,
    light_door,
    mark_door,
    payer_door,
    statement_door,
)
from workbench.engine.explain import Explainer, Trace
from workbench.engine.fields import FIELDS
from workbench.engine.findings import findings
from workbench.engine.projection import Projection, project
from workbench.engine.pulse import formats_of, pulse
from workbench.exchange import samples
from workbench.model.base import get
from workbench.model.plan import Plan

PLANS = edge_plans() | {"sample": samples.load("farmacias"), "random": random_plan(3, 60)}
DEEP = 100
"""Values that a walk from one door looks at."""


def _opened(name: str) -> tuple[Projection, Explainer]:
    projection = project(PLANS[name])
    return projection, Explainer(projection, formats_of(projection))


def _same(trace: Trace, value: float) -> bool:
    return trace.number is not None and trace.number == pytest.approx(value, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("name", PLANS)
def test_every_cell_of_every_statement_opens_with_its_number(name: str) -> None:
    projection, explainer = _opened(name)
    for kind in ("year", "quarter", "month"):
        periods = [period for period in projection.grid.periods if period.kind == kind]
        for line in projection.statements():
            for period, value in zip(periods, projection.by_period(line, kind), strict=True):
                trace = statement_door(projection, line, period).open(explainer)
                assert _same(trace, value), (line.id, period.id, trace.number, value)
                assert trace.label
                assert trace.sentence or page_of(GUIDE, trace.path)
                assert trace.when


@pytest.mark.parametrize("name", PLANS)
def test_every_cell_of_who_pays_what_opens_with_its_number(name: str) -> None:
    projection, explainer = _opened(name)
    for span in projection.grid.handover:
        paid = projection.who_pays(span.first, span.last)
        for g, group in enumerate(paid.groups):
            total = payer_door(g, None, span, group).open(explainer)
            assert _same(total, sum(paid.values[g]))
            assert total.label
            for p, value in enumerate(paid.values[g]):
                assert _same(payer_door(g, p, span).open(explainer), value)


@pytest.mark.parametrize("name", PLANS)
def test_every_mark_of_every_chart_opens_with_its_number(name: str) -> None:
    projection, explainer = _opened(name)
    for id_, chart in charts(projection).items():
        for s, series in enumerate(chart.series):
            for x, value in enumerate(series.values):
                door = mark_door(projection, id_, chart, s, x)
                if value is None:
                    assert door is None
                    continue
                assert door is not None
                trace = door.open(explainer)
                assert _same(trace, value / 100 if trace.unit == "share" else value), (id_, series.label, x)
                assert trace.sentence


@pytest.mark.parametrize("name", PLANS)
def test_every_figure_and_every_light_opens(name: str) -> None:
    projection, explainer = _opened(name)
    for row in projection.rows():
        if row.period.kind not in ("quarter", "month"):
            trace = Told(row.id, row.period.id, row.service).open(explainer)
            assert (trace.number, trace.reason) == (row.value.number, row.value.reason)
    for finding in findings(projection):
        if finding.figure:
            assert Told(finding.figure, finding.period).open(explainer).number is not None
    for light in pulse(projection):
        trace = light_door(projection, light).open(explainer)
        assert trace.label
        assert trace.value


@pytest.mark.parametrize("name", PLANS)
def test_every_field_a_trace_may_end_at_stands_on_a_page(name: str) -> None:
    projection, explainer = _opened(name)
    found = set()
    for field in FIELDS:
        table = field.rpartition("__")[0]
        for row in range(len(projection.inputs.lines[table]) if table else 1):
            path = explainer.lines.origin(field, row)
            if path:
                get(projection.plan, path)
                found.add(page_of(GUIDE, path).number)
    assert len(found) >= (5 if name in ("sample", "random") else 1)


def _walk(trace: Trace, explainer: Explainer) -> Iterator[Trace]:
    seen, waiting = set(), [trace]
    while waiting and len(seen) < DEEP:
        one = waiting.pop(0)
        if (one.label, one.when) not in seen:
            seen.add((one.label, one.when))
            yield one
            waiting += grouped(one.parts, explainer)


def _doors(projection: Projection) -> Iterator[Door]:
    years = [period for period in projection.grid.periods if period.kind == "year"]
    for line in projection.statements():
        yield statement_door(projection, line, years[len(years) // 2])
    for id_, chart in charts(projection).items():
        yield from (door for s in range(len(chart.series))
                    if (door := mark_door(projection, id_, chart, s, len(chart.x) - 1)))  # fmt: skip
    yield from (light_door(projection, light) for light in pulse(projection))


@pytest.mark.parametrize("name", ["sample", "no sales"])
def test_a_tree_ends_at_typed_fields_and_constants(name: str) -> None:
    projection, explainer = _opened(name)
    paths = set()
    for door in _doors(projection):
        for trace in _walk(door.open(explainer), explainer):
            assert trace.label
            if trace.path:
                assert page_of(GUIDE, trace.path)
                assert not trace.parts
                paths.add(trace.path.split("/")[0])
    assert paths >= {"costs", "basis"}


def test_lines_and_months_are_grouped_and_add_up() -> None:
    _projection, explainer = _opened("240 months")
    plan = project(random_plan(2, 60, streams=40))
    many = Explainer(plan)
    line = next(each for each in plan.statements() if each.id == "revenue")
    year = next(period for period in plan.grid.periods if period.kind == "year")
    whole = statement_door(plan, line, year).open(many).parts[0]
    assert len(whole.parts) > 12
    [group] = grouped(whole.parts, many)
    assert group.label == f"Ingreso ganado: {len(whole.parts)} líneas"
    assert _same(group, whole.number or 0)
    assert grouped(whole.parts[:12], many) == whole.parts[:12]

    months = by_month(statement_door(plan, line, year).open(many), many)
    assert months is not None
    assert months.label == f"Mes a mes: {year.months} meses"
    assert sum(part.number or 0 for part in months.parts) == pytest.approx(months.number)

    gap = Told("funding.gap.planned", "single").open(explainer)
    assert by_month(gap, explainer) is None
    assert 2 <= len(gap.parts) <= 21
    assert all(len(year.parts) <= 12 for year in gap.parts)


def test_a_cost_is_shown_with_its_sign_turned() -> None:
    projection, explainer = _opened("sample")
    line = next(each for each in projection.statements() if each.id == "structural_costs")
    year = next(period for period in projection.grid.periods if period.kind == "year")
    trace = statement_door(projection, line, year).open(explainer)
    assert trace.label == "Costos de estructura"
    assert trace.sentence.startswith("−«Costos de estructura» [")
    assert (trace.number or 0) == -(trace.parts[0].number or 0)


def test_what_others_published_says_so() -> None:
    projection, explainer = _opened("sample")
    door = mark_door(projection, "horizon", charts(projection)["horizon"], 0, 0)
    assert isinstance(door, Given)
    assert "SSME" in door.open(explainer).sentence


def test_a_door_of_a_line_that_is_gone_says_so() -> None:
    projection, _explainer = _opened("sample")
    line = next(each for each in projection.statements() if each.id.startswith("stream:"))
    year = next(period for period in projection.grid.periods if period.kind == "year")
    door = statement_door(projection, line, year)
    assert isinstance(door, Place)
    with pytest.raises((KeyError, IndexError, ValueError)):
        door.open(Explainer(project(Plan())))
