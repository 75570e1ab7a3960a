"""What is shown depends on the answers, for every kind of line."""

from __future__ import annotations

import pytest
from forms_walk import kinds, tables

from forms import GUIDE
from forms.blank import blank_line
from forms.fields import kind_of
from forms.guide import Kind, Lines, Show
from workbench.model.base import Frozen, Line, replace
from workbench.model.costs import Fixed, ShareCost, Staff
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.revenue import Contract, Driver, Fee
from workbench.model.services import Service
from workbench.model.types import (
    Billing,
    Continuation,
    DriverShape,
    Indexation,
    Provider,
    ShareBase,
    Status,
    StructureKey,
)

KINDS = [kind for page in GUIDE.pages for kind in kinds(page.sections)]


def table_of(path: str, page: int) -> Lines:
    return next(table for table in tables(GUIDE.page(page).sections) if table.path == path)


def visible(page: int, table: str, line: Line, plan: Plan | None = None) -> set[str]:
    """The paths the form of a line shows."""
    kind = kind_of(table_of(table, page), line)
    items = (item for section in kind.sections for item in section.items)
    return {item.path for item in items if isinstance(item, Show | Lines) and item.visible_when(plan or Plan(), line)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.model.__name__)
def test_every_condition_answers_for_a_new_line(kind: Kind) -> None:
    plan = Plan()
    line = blank_line(plan, kind)
    shown = [
        item.visible_when(plan, line)
        for section in kind.sections
        for item in section.items
        if isinstance(item, Show | Lines)
    ]
    assert set(map(type, shown)) == {bool}
    assert any(shown)


@pytest.mark.parametrize(
    ("page", "table", "line", "path"),
    [
        (3, "services", Service(continuation=Continuation.STOP), "stop_month"),
        (3, "services", Service(continuation=Continuation.TRANSFER), "stop_month"),
        (5, "streams", Fee(payer_class=Provider.OTHER), "sector"),
        (5, "streams", Fee(indexation=Indexation.OWN), "own_rate"),
        (5, "streams", Contract(billing=Billing.QUARTERLY), "billing_month"),
        (5, "streams", Fee(advance="0.5"), "advance_months"),
        (5, "streams", Fee(units=Driver(shape=DriverShape.BY_YEAR)), "units/table"),
        (5, "streams", Fee(units=Driver(shape=DriverShape.BY_MONTH)), "units/table"),
        (6, "costs", Fixed(in_kind=True), "kind_method"),
        (6, "costs", Fixed(vat="0.19"), "vat_recoverable"),
        (6, "costs", Staff(salaries=14), "extra_months"),
        (6, "costs", ShareCost(base=ShareBase.DIRECT_COSTS), "perimeter"),
        (7, "sources", CashSource(provider_class=Provider.OTHER), "sector"),
        (7, "sources", CashSource(status=Status.NEGOTIATION), "since"),
        (7, "sources", CashSource(yearly=(1,)), "yearly_month"),
    ],
)
def test_a_field_appears_with_the_answer_it_belongs_to(page: int, table: str, line: Line, path: str) -> None:
    assert path in visible(page, table, line)
    assert path not in visible(page, table, type(line)())


@pytest.mark.parametrize(
    ("page", "table", "line", "path"),
    [
        (5, "streams", Fee(units=Driver(shape=DriverShape.BY_YEAR)), "units/season"),
        (6, "costs", Fixed(in_kind=True), "days"),
        (6, "costs", ShareCost(base=ShareBase.DIRECT_COSTS), "streams"),
    ],
)
def test_a_field_leaves_with_the_answer_it_does_not_fit(page: int, table: str, line: Line, path: str) -> None:
    assert path not in visible(page, table, line)
    assert path in visible(page, table, type(line)())


def test_a_committed_source_is_not_asked_for_its_probability() -> None:
    assert "probability" in visible(7, "sources", CashSource(status=Status.PROSPECT))
    assert "probability" not in visible(7, "sources", CashSource(status=Status.COMMITTED))


def test_structure_is_typed_by_service_only_under_that_key() -> None:
    table = table_of("services", 6)
    plan: Frozen = Plan()
    assert isinstance(plan, Plan)
    assert not table.visible_when(plan, plan)
    typed = replace(plan, "basis/structure_key", StructureKey.TYPED)
    assert table.visible_when(typed, typed)
