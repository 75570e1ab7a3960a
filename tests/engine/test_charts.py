"""The charts of the results hold what the Projection says, and their alternative text tells their main figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from generator import edge_plans, random_plan
from test_reference import on, plan

from workbench.engine.charts import HORIZON_BENCHMARK, charts
from workbench.engine.projection import Projection, project
from workbench.engine.pulse import PROJECTS_BENCHMARK, STRUCTURE_BENCHMARK
from workbench.formats import Formats
from workbench.model.chart import Chart, Series
from workbench.model.costs import OneOff
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.types import Provider, SourceUse, Status

WRITTEN = Formats("CO", "es")
PLANS: dict[str, Plan] = {f"seed {seed}": random_plan(seed) for seed in range(10)} | edge_plans()
EMPTY = PLANS.pop("nothing")
IDS = ["break_even", "cash", "sources_uses", "public_private", "horizon"]


@dataclass(frozen=True)
class Told:
    """A projection and its charts."""

    projection: Projection
    charts: dict[str, Chart]

    def money(self, amount: float) -> str:
        return WRITTEN.money(amount, self.projection.plan.basis.currency, 0)

    def month(self, index: float) -> str:
        return WRITTEN.month(self.projection.grid.month(int(index)))

    def sum_of(self, figure: str, first: int, last: int) -> float:
        return float(self.projection.monthly(figure)[first : last + 1].sum())

    def year_sums(self, figure: str) -> list[float]:
        return [self.sum_of(figure, p.first, p.last) for p in self.projection.grid.periods if p.kind == "year"]


@pytest.fixture(params=PLANS)
def told(request: pytest.FixtureRequest) -> Told:
    projection = project(PLANS[request.param])
    return Told(projection, charts(projection, WRITTEN))


def series(chart: Chart, label: str) -> Series:
    return next(each for each in chart.series if each.label == label)


def test_every_chart_is_whole(told: Told) -> None:
    appraised = ["payback"] if told.projection.plan.appraisal.shown else []
    assert list(told.charts) == [*IDS, *appraised]
    for chart in told.charts.values():
        assert chart.title
        assert chart.subtitle
        assert chart.alt.startswith(f"{chart.title}.")
        assert "  " not in chart.alt
        assert "None" not in chart.alt
        assert chart.series or not told.projection.plan.costs
        assert all(len(each.values) == len(chart.x) for each in chart.series)
        assert all(value is None or np.isfinite(value) for each in chart.series for value in each.values)


def test_the_project_end_is_marked_where_it_falls_inside(told: Told) -> None:
    p, months = told.projection.grid.project_end, told.projection.grid.months
    marked = [rule.x for rule in told.charts["cash"].rules if rule.label == "Fin del proyecto"]
    assert marked == ([p] if 0 <= p < months else [])


def test_break_even_is_twelve_months_of_revenue_and_costs(told: Told) -> None:
    chart, last = told.charts["break_even"], told.projection.grid.months - 1
    for label, figure in (("Ingresos", "revenue"), ("Costos", "all_costs")):
        values = series(chart, label).values
        assert values[:11] == (None,) * 11
        for at in (11, last):
            assert values[at] == pytest.approx(told.sum_of(figure, at - 11, at))
        assert told.money(told.sum_of(figure, last - 11, last)) in chart.alt
    held = told.projection.value("break_even.month.held_from").number
    assert [rule.x for rule in chart.rules if rule.label == "Equilibrio"] == ([] if held is None else [held])
    assert held is None or told.month(held) in chart.alt


def test_cash_is_free_cash_in_both_views(told: Told) -> None:
    chart = told.charts["cash"]
    planned, committed = (told.projection.monthly("free_cash", view) for view in ("planned", "committed"))
    assert series(chart, "Con todas las fuentes").values == pytest.approx(planned)
    assert series(chart, "Solo con las firmadas").values == pytest.approx(committed)
    peak = told.projection.value("funding.peak_gap.planned").number or 0.0
    lowest = told.month(int(planned.argmin()))
    for said in (lowest, told.money(planned[-1]), told.money(committed[-1])):
        assert said in chart.alt
    assert told.money(peak if peak else planned.min()) in chart.title


def test_sources_and_uses_are_those_of_the_years(told: Told) -> None:
    chart = told.charts["sources_uses"]
    figures = {
        "Clientes": "client_money", "Firmados": "contributions_committed", "Por conseguir": "gap",
        "En negociación": "contributions_negotiation", "Posibles": "contributions_prospect",
        "Préstamos": "loans_drawn",
    }  # fmt: skip
    there = {each.label: each for each in chart.series}
    for label, figure in figures.items():
        expected = told.year_sums(figure)
        assert label in there or not any(expected)
        if label in there:
            assert there[label].values == pytest.approx(expected)
    spent = [each.values for each in chart.series if each.label in ("Estructura", "Servicios", "Inversión", "Deuda")]
    owed = [told.year_sums(name) for name in ("opening_payments", "fomin_returned")]
    uses = np.array(told.year_sums("uses_total")) - np.sum(owed, axis=0)
    told_uses = np.array(spent, dtype=float).reshape(-1, len(uses)).sum(axis=0)
    assert told_uses == pytest.approx(-uses)
    for figure in ("sources_total", "client_money", "contributions_committed"):
        assert told.money(sum(told.year_sums(figure))) in chart.alt
    missing = sum(told.year_sums("gap"))
    assert (told.money(missing) in chart.title) == (missing > 0)


def test_uncommitted_money_looks_otherwise() -> None:
    given = tuple(CashSource(status=status, amounts=on({0: 1})) for status in Status)
    chart = charts(project(plan(sources=given)))["sources_uses"]
    styles = {each.label: each.style for each in chart.series}
    assert styles == {"Firmados": "solid", "En negociación": "hatched", "Posibles": "outlined"}


def test_public_and_private_stand_beside_the_measured(told: Told) -> None:
    chart = told.charts["public_private"]
    for label, sector, at in (("Público", "public", 0), ("Privado", "private", 1)):
        own = [
            told.projection.value(f"funding.{sector}_share.{part}", "after12").number
            for part in ("structure", "services")
        ]
        values = series(chart, label).values
        assert values[1::2] == pytest.approx((100 * STRUCTURE_BENCHMARK[at], 100 * PROJECTS_BENCHMARK[at]))
        for found, share in zip(values[::2], own, strict=True):
            assert (found is None) == (share is None)
            if share is not None:
                assert found == pytest.approx(100 * share)
                assert WRITTEN.percent(share) in chart.alt
        assert WRITTEN.percent(STRUCTURE_BENCHMARK[at]) in chart.alt
        assert WRITTEN.percent(PROJECTS_BENCHMARK[at]) in chart.alt


@pytest.mark.parametrize(("end", "said"), [(11, "Nadie financia"), (20, "el horizonte termina antes de doce meses")])
def test_who_sustains_the_structure_or_why_it_is_not_known(end: int, said: str) -> None:
    one = plan(36 if end == 11 else 24, end=end, costs=(OneOff(amounts=on({0: 1})),))
    assert said in charts(project(one))["public_private"].title


def test_a_share_is_told_in_the_title() -> None:
    given = tuple(
        CashSource(provider_class=kind, use=SourceUse.STRUCTURE, amounts=on({13: part}))
        for kind, part in ((Provider.GOVERNMENT, 3), (Provider.FIRMS, 1))
    )
    chart = charts(project(plan(36, end=11, sources=given)), WRITTEN)["public_private"]
    assert WRITTEN.percent(0.75) in chart.title
    assert [each.label for each in chart.series] == ["Público", "Privado"]


def test_the_horizon_is_that_of_the_plan(told: Told) -> None:
    chart = told.charts["horizon"]
    months = told.projection.value("funding.guaranteed_months.committed")
    found = told.projection.value("funding.guaranteed_horizon")
    marked = [rule.x for rule in chart.rules]
    assert marked == ([found.number - 1] if found.number else [])
    if months.number:
        assert WRITTEN.number(int(months.number)) in chart.title
        assert ("al menos" in chart.title) == (months.reason == "at_least")
        assert ("ninguno", "corto", "medio", "largo")[int(found.number or 0)] in chart.alt
    assert chart.series[0].values == pytest.approx([100 * share for share in HORIZON_BENCHMARK])
    assert all(WRITTEN.percent(share) in chart.alt for share in HORIZON_BENCHMARK)


def test_the_zeros_of_an_empty_plan_are_no_finding() -> None:
    made = charts(project(EMPTY), WRITTEN)
    assert list(made) == IDS
    assert {chart.title for chart in made.values()} == {"Todavía no hay ingresos ni costos"}
    assert all(chart.alt.startswith(chart.title) for chart in made.values())
    assert not [rule for chart in made.values() for rule in chart.rules if rule.label != "Fin del proyecto"]


def test_one_month_is_one_month() -> None:
    one = plan(36, end=11, costs=(OneOff(amounts=on({13: 1})),))
    assert " 1 mes después" in charts(project(one), WRITTEN)["horizon"].title


def test_no_month_at_all_is_said_in_words() -> None:
    one = plan(36, end=11, costs=(OneOff(amounts=on({12: 1})),))
    title = charts(project(one), WRITTEN)["horizon"].title
    assert title == "Lo firmado no alcanza ni para el primer mes después del proyecto"
