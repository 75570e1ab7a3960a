"""Two states of a plan compared, and their figures."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from generator import random_plan

from workbench.engine.compare import figure_differences
from workbench.engine.projection import project
from workbench.exchange import samples
from workbench.model import payload
from workbench.model.base import get, replace
from workbench.model.compare import Difference, Kind, differences
from workbench.model.plan import Plan
from workbench.model.revenue import Fee


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A real plan."""
    return samples.load("farmacias")


def fee(plan: Plan) -> Fee:
    """A stream with a price."""
    return next(each for each in plan.streams if isinstance(each, Fee))


def only(before: Plan, after: Plan) -> Difference:
    (found,) = differences(before, after)
    return found


def test_equal_plans_differ_in_nothing(plan: Plan) -> None:
    assert differences(plan, payload.load(payload.dump(plan))) == ()
    assert figure_differences(project(plan), project(payload.load(payload.dump(plan)))) == ()


def test_a_changed_field_is_told_with_its_label_and_place(plan: Plan) -> None:
    stream = fee(plan)
    path = f"streams/{stream.id}/price"
    old = get(plan, path)
    found = only(plan, replace(plan, path, old + 1))
    assert (found.kind, found.path, found.before, found.after) == (Kind.CHANGED, path, old, old + 1)
    assert found.where == (("Ingresos", stream.name),)
    assert found.asked is not None
    assert (found.asked.label, found.asked.unit) == ("Precio", "money")
    assert found.currency == (stream.currency or plan.basis.currency)
    assert only(plan, replace(plan, "project/name", "Otro")).where == ()


def test_a_field_inside_a_part_names_the_part(plan: Plan) -> None:
    stream = fee(plan)
    found = only(plan, replace(plan, f"streams/{stream.id}/units/first", Decimal(7)))
    assert found.path.endswith("/units/first")
    assert found.where[0] == ("Ingresos", stream.name)
    assert len(found.where) == 2
    assert found.after == 7


def test_lines_that_come_go_and_move(plan: Plan) -> None:
    first, second, *others = plan.costs
    added = first.with_(id=uuid4(), name="Nueva")
    found = differences(plan, plan.with_(costs=(*others, second, added)))
    kinds = [(each.kind, each.where[0][1]) for each in found]
    assert kinds == [(Kind.REMOVED, first.name), (Kind.ADDED, "Nueva"), (Kind.MOVED, "")]
    assert (found[0].before, found[0].after) == (first, None)
    assert found[1].path == f"costs/{added.id}"
    back = differences(plan.with_(costs=(*others, second, added)), plan)
    assert [each.kind for each in back] == [Kind.REMOVED, Kind.ADDED, Kind.MOVED]


def test_a_line_that_is_referred_to_is_told_by_its_name(plan: Plan) -> None:
    stream = plan.streams[0]
    renamed = replace(plan, f"services/{plan.services[0].id}/name", "Otro servicio")
    other = next(each for each in plan.services if each.id != stream.service)
    moved = replace(replace(renamed, f"streams/{stream.id}/segment", None), f"streams/{stream.id}/service", other.id)
    found = {each.path.rpartition("/")[2]: each for each in differences(plan, moved)}
    names = {each.id: each.name for each in plan.services}
    after = {each.id: each.name for each in moved.services}
    assert (found["service"].before, found["service"].after) == (names[stream.service], after[other.id])


@pytest.mark.parametrize("seed", range(12))
def test_any_two_plans_can_be_compared_and_every_path_leads_somewhere(seed: int) -> None:
    before, after = random_plan(seed), random_plan(seed + 100)
    found = differences(before, after)
    assert found
    for each in found:
        if each.kind is Kind.CHANGED:
            assert each.before != each.after
            get(after, each.path)
        if each.kind is Kind.ADDED:
            assert get(after, each.path) is each.after
        if each.kind is Kind.REMOVED:
            assert get(before, each.path) is each.before
        assert all(label for label, _line in each.where)


def test_figures_that_differ_are_told_by_period(plan: Plan) -> None:
    stream = fee(plan)
    path = f"streams/{stream.id}/price"
    dearer = replace(plan, path, get(plan, path) * 2)
    before, after = project(plan), project(dearer)
    found = {(each.row.id, each.row.period.id): each for each in figure_differences(before, after)}
    sales = next(each for (id_, _period), each in found.items() if id_.startswith("break_even"))
    assert sales.before != sales.after
    assert {each.row.period.kind for each in found.values()} <= {"single", "phase", "spell", "after12", "year"}
    months = figure_differences(before, after, ("month",))
    assert {each.row.period.kind for each in months} == {"month"}
    shorter = project(dearer.with_(basis=dearer.basis.with_(months=36)))
    gone = [each for each in figure_differences(after, shorter) if each.after is None]
    assert {each.row.period.kind for each in gone} >= {"year"}
