"""Two projections side by side: what differs, what is new and what is gone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from generator import random_plan
from test_tree import shortened

from workbench.engine.compare import figure_differences
from workbench.engine.explain import beneath, may_lack
from workbench.engine.projection import project
from workbench.model.base import replace
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan
from workbench.model.project import Basis
from workbench.model.revenue import Driver, Fee
from workbench.model.services import Service

PLAN = random_plan(3, 20, 4, 9, 2, 5, 2, 2)


def test_a_plan_does_not_differ_from_itself() -> None:
    assert figure_differences(project(PLAN), project(PLAN)) == ()
    cash = replace(PLAN, "opening/cash", Decimal(1_000))
    nearly = replace(PLAN, "opening/cash", Decimal("1000.0000001"))
    assert figure_differences(project(cash), project(nearly)) == ()


def test_what_differs_is_told_with_both_values() -> None:
    more = replace(PLAN, "opening/cash", (PLAN.opening.cash or Decimal(0)) + 1_000_000)
    found = figure_differences(project(PLAN), project(more))
    assert found
    assert {each.row.period.kind for each in found} <= {"single", "phase", "spell", "after12", "year"}
    for each in found:
        assert each.before is not None
        assert each.after is not None
        assert each.before != each.after
        assert each.after == each.row.value
    assert not {"break_even.sales", "self_sufficiency.full"} & {each.row.id for each in found}
    months = figure_differences(project(PLAN), project(more), ("month",))
    assert {each.row.period.kind for each in months} == {"month"}


def test_what_one_of_two_has_stands_alone_and_what_is_gone_comes_last() -> None:
    less = shortened(PLAN, 14)
    found = figure_differences(project(PLAN), project(less))
    gone = [each for each in found if each.after is None]
    assert gone
    assert found[-len(gone) :] == tuple(gone)
    assert {each.row.period.kind for each in gone} == {"year"}
    assert [each.row for each in figure_differences(project(less), project(PLAN)) if each.before is None] == [
        each.row for each in gone
    ]


def _selling(start: str, service: Service) -> Plan:
    fee = Fee(service=service.id, price=Decimal(10), units=Driver(first=Decimal(5)), start="2027-03")
    return Plan(basis=Basis(start=start, months=36, fiscal_start=1), services=(service,), streams=(fee,))


def test_a_month_is_the_same_though_the_plan_begins_earlier() -> None:
    service = Service(name="Uno")
    late, early = _selling("2027-01", service), _selling(month_of(number_of("2027-01") - 1), service)
    found = {each.row.id for each in figure_differences(project(late), project(early))}
    assert project(late).value("break_even.month.reached").number == 11
    assert project(early).value("break_even.month.reached").number == 11
    assert "break_even.month.reached" in found, "another month of the calendar"


def test_a_service_that_is_not_there_has_no_row() -> None:
    service = Service(name="Uno")
    both = project(_selling("2027-01", service)), project(_selling("2027-01", Service(name="Uno")))
    found = figure_differences(*both)
    assert {each.row.service for each in found if each.after is None} == {service.id}


@pytest.mark.parametrize("name", ["break_even_sales", "npv", "guaranteed_months"])
def test_what_lies_beneath_a_figure_is_told_in_order(name: str) -> None:
    found = beneath([name])
    assert name not in found
    assert "stream_revenue" in found
    assert "stream__price" not in found
    assert len(found) == len(set(found))
    assert beneath([name, *found[:1]]) == found[1:]


def test_a_figure_may_lack_for_its_own_reasons_first() -> None:
    assert may_lack("break_even_sales") == ("margin_not_positive", "no_sales")
    assert may_lack("revenue") == ()
