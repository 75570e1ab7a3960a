"""Two states of a plan side by side, in words."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from generator import random_plan

from workbench.engine.projection import project
from workbench.exchange import samples
from workbench.formats import Formats
from workbench.model.base import get, replace
from workbench.model.plan import Plan
from workbench.report.comparison import Change, Comparison, compare

COLOMBIA = Formats("CO")


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A real plan."""
    return samples.load("farmacias")


def between(before: Plan, after: Plan) -> Comparison:
    return compare(project(before), project(after), COLOMBIA)


def only(before: Plan, after: Plan) -> Change:
    (found,) = between(before, after).changes
    return found


def test_each_value_is_told_in_its_own_currency_and_words(plan: Plan) -> None:
    stream = next(each for each in plan.streams if hasattr(each, "price"))
    path = f"streams/{stream.id}"
    dollars = replace(replace(plan, f"{path}/currency", "USD"), f"{path}/price", Decimal("2.5"))
    old = get(plan, f"{path}/price")
    found = {each.what: each for each in between(plan, dollars).changes}
    assert found["Precio"].before == f"COP\N{NO-BREAK SPACE}{COLOMBIA.number(old)}"
    assert found["Precio"].after == "USD\N{NO-BREAK SPACE}2,50"
    years = only(plan, replace(plan, "basis/inflation", (Decimal("0.05"),)))
    assert (years.page.number, years.after) == (1, "2027: 5\N{NO-BREAK SPACE}%")


def test_a_line_that_comes_or_goes_is_told_with_what_was_said_of_it(plan: Plan) -> None:
    cost = next(each for each in plan.costs if each.name == "Jefe de compras")
    gone = only(plan, plan.with_(costs=tuple(each for each in plan.costs if each is not cost)))
    assert (gone.where, gone.what, gone.after) == ("Costos › Jefe de compras", "Línea quitada", "–")
    assert "Sueldo mensual: COP\N{NO-BREAK SPACE}4.700.000" in gone.before
    new = only(plan, plan.with_(costs=(*plan.costs, type(cost)(id=uuid4(), name="Otro"))))
    assert (new.where, new.what, new.before, new.after) == ("Costos › Otro", "Línea agregada", "–", "–")


def test_a_month_that_only_moved_with_the_start_of_the_plan_has_not_changed(plan: Plan) -> None:
    earlier = replace(plan, "basis/start", "2026-12")
    months = [each for each in between(plan, earlier).figures if each.told and "month.reached" in each.told.id]
    assert all(each.before != each.after for each in months)
    again = [each for each in between(plan, plan).figures if not each.same]
    assert again == []


def test_a_difference_has_its_sign_and_none_between_currencies(plan: Plan) -> None:
    stream = next(each for each in plan.streams if hasattr(each, "price"))
    dearer = replace(plan, f"streams/{stream.id}/price", get(plan, f"streams/{stream.id}/price") * 2)
    for figure in between(plan, dearer).figures:
        was, now, moved = figure.numbers
        if was is not None and now is not None and moved is not None:
            assert moved == pytest.approx(now - was)
            seen = any(digit in figure.difference for digit in "123456789")
            assert figure.difference[0] in (("+" if moved > 0 else "−–") if seen else "≈–")
    money = [each for each in between(plan, replace(dearer, "basis/currency", "MXN")).figures if "MXN" in each.after]
    assert money
    assert {each.difference for each in money} <= {"–", "igual"}


@pytest.mark.parametrize("seed", range(12))
def test_any_two_plans_can_be_told(seed: int) -> None:
    found = between(random_plan(seed), random_plan(seed + 100))
    assert all(change.where and change.what and change.before and change.after for change in found.changes)
    assert all(figure.before and figure.after and figure.difference for figure in found.figures)
    numbers = [change.page.number for change in found.changes]
    assert numbers == sorted(numbers)


def test_a_surveys_result_is_told_cut_and_with_its_page(plan: Plan) -> None:
    later = only(plan, replace(plan, "latest_survey/overall", Decimal("1.999")))
    assert (later.page.number, later.where, later.before, later.after) == (12, "La última encuesta", "1,72", "1,99")
    source = next(each for each in plan.sources if each.provider == "FOMIN")
    paid = only(plan, replace(plan, f"actions/{plan.actions[0].id}/source", source.id))
    assert (paid.page.number, paid.after) == (15, "FOMIN · Servicios")
