"""Completeness counts what is wanted and visible, from an empty plan to a full one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from forms import GUIDE
from forms.blank import blank_line, blank_plan
from forms.completeness import State, by_page, of_page, of_plan
from forms.fields import field_at
from forms.guide import Lines, Page, Section
from workbench.model.base import get, replace
from workbench.model.costs import Staff
from workbench.model.plan import Plan
from workbench.model.project import Appraisal
from workbench.model.revenue import Contract, Dated, Fee
from workbench.model.services import Service

CODES = ("CO", "in_execution", "phase_down", "fomin", "0", "source")
VALUES: tuple[Any, ...] = ("x", *CODES, "2027-03", date(2027, 3, 1), Decimal("0.5"), (Decimal(1),), uuid4(), (uuid4(),))


def _tables(sections: tuple[Section, ...], above: str = "") -> Iterator[tuple[str, Lines]]:
    for section in sections:
        for item in section.items:
            if isinstance(item, Lines):
                yield above + item.path, item


def full(page: Page, plan: Plan) -> Plan:
    """A plan with a line of each kind in every wanted table of a page, and every missing answer given."""
    for path, table in _tables(page.sections):
        if table.wanted and not get(plan, path):
            plan = replace(plan, path, tuple(blank_line(plan, kind) for kind in table.kinds))
    while missing := of_page(plan, page).missing:
        plan = _answered(plan, page, missing[0])
    return plan


def _answered(plan: Plan, page: Page, path: str) -> Plan:
    above, _, name = path.rpartition("/")
    row = get(plan, above)
    if name in ("amounts", "carries"):
        model = next(kind for _, table in _tables(_form(page, row)) if table.path == name for kind in table.kinds)
        return replace(plan, path, (blank_line(plan, model),))
    for value in VALUES:
        try:
            return replace(plan, path, value)
        except ValueError:
            continue
    raise AssertionError(path, field_at(type(row), name))


def _form(page: Page, row: object) -> tuple[Section, ...]:
    found = [kind for _, table in _tables(page.sections) for kind in table.kinds if kind.model is type(row)]
    return found[0].sections


def test_an_empty_plan_is_empty_everywhere() -> None:
    pages = by_page(Plan(), GUIDE)
    assert of_plan(Plan(), GUIDE).share == 0
    assert {page.state for page in pages.values()} == {State.EMPTY}
    assert set(pages) == {page.number for page in GUIDE.shown(Plan())}


def test_a_full_plan_is_complete_everywhere() -> None:
    plan = Plan(appraisal=Appraisal(shown=True))
    for page in GUIDE.pages:
        plan = full(page, plan)
    assert of_plan(plan, GUIDE).missing == ()
    assert of_plan(plan, GUIDE).share == 1
    assert {page.state for page in by_page(plan, GUIDE).values()} == {State.COMPLETE}


def test_the_results_are_as_complete_as_the_plan() -> None:
    plan = full(GUIDE.page(1), Plan())
    pages = by_page(plan, GUIDE)
    assert pages[1].state is State.COMPLETE
    assert pages[5].state is State.EMPTY
    assert pages[8] == of_plan(plan, GUIDE)
    assert pages[8].state is State.STARTED


def test_one_answer_starts_a_page_and_leaves_the_others() -> None:
    before = by_page(Plan(), GUIDE)
    after = by_page(replace(Plan(), "project/name", "Red de farmacias"), GUIDE)
    assert after[1].state is State.STARTED
    assert set(before[1].missing) - set(after[1].missing) == {"project/name"}
    assert after[5] == before[5]


def test_zero_is_an_answer() -> None:
    assert "opening/cash" in of_page(Plan(), GUIDE.page(1)).missing
    assert "opening/cash" not in of_page(replace(Plan(), "opening/cash", Decimal(0)), GUIDE.page(1)).missing


def test_a_line_wants_its_own_answers() -> None:
    fee = Fee(name="Cuota", price=Decimal(5))
    page = of_page(Plan(streams=(fee,)), GUIDE.page(5))
    assert page.missing == tuple(f"streams/{fee.id}/{name}" for name in ("units/first", "service", "evidence"))
    assert page.wanted == 6


def test_what_is_not_shown_is_not_wanted() -> None:
    grown = Fee(name="Cuota")
    by_year = Fee(name="Cuota", units={"shape": "by_year"})
    assert f"streams/{grown.id}/units/table" not in of_page(Plan(streams=(grown,)), GUIDE.page(5)).missing
    missing = of_page(Plan(streams=(by_year,)), GUIDE.page(5)).missing
    assert f"streams/{by_year.id}/units/table" in missing
    assert f"streams/{by_year.id}/units/first" not in missing


def test_a_table_inside_a_line_is_wanted() -> None:
    empty, delivered = Contract(), Contract(amounts=(Dated(month="2027-03", amount=Decimal(1)),))
    assert f"streams/{empty.id}/amounts" in of_page(Plan(streams=(empty,)), GUIDE.page(5)).missing
    assert f"streams/{delivered.id}/amounts" not in of_page(Plan(streams=(delivered,)), GUIDE.page(5)).missing


def test_a_service_counts_on_each_page_that_asks_it() -> None:
    service = Service(name="Compra conjunta")
    plan = Plan(services=(service,))
    assert f"services/{service.id}/owner" in of_page(plan, GUIDE.page(3)).missing
    assert f"services/{service.id}/need" in of_page(plan, GUIDE.page(4)).missing
    assert f"services/{service.id}/need" not in of_page(plan, GUIDE.page(3)).missing


def test_every_missing_path_is_a_place_in_the_plan() -> None:
    plan = Plan(services=(Service(),), streams=(Fee(), Contract()))
    for path in of_plan(plan, GUIDE).missing:
        assert get(plan, path) in (None, "", ()), path


def test_a_blank_plan_follows_country_and_date() -> None:
    plan = blank_plan("CO", date(2026, 12, 5))
    assert (plan.project.country, plan.basis.currency, plan.basis.start) == ("CO", "COP", "2027-01")
    assert blank_plan("PE", date(2026, 3, 31)).basis.start == "2026-04"
    assert blank_plan("", date(2026, 3, 31)).basis.currency == "USD"
    assert isinstance(plan.id, UUID)
    assert plan.id != blank_plan("CO", date(2026, 12, 5)).id


def test_a_blank_line_with_a_month_starts_with_the_plan() -> None:
    plan = blank_plan("CO", date(2028, 5, 5))
    kinds = {kind.model: kind for page in GUIDE.pages for _, table in _tables(page.sections) for kind in table.kinds}
    months = {model.__name__: getattr(blank_line(plan, kind), "month", None) for model, kind in kinds.items()}
    assert months["OpeningAmount"] == "2028-06"
    assert months["Investment"] is None
    assert months["Loan"] is None


def test_a_blank_post_is_one_person() -> None:
    kind = next(kind for _, table in _tables(GUIDE.page(6).sections) for kind in table.kinds if kind.model is Staff)
    assert blank_line(blank_plan("CO", date(2028, 5, 5)), kind).headcount == 1
