"""Every reason and note is provoked, with a sentence; nothing else ever stands where a figure does not exist."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from appraised import ON, SHAPES
from generator import edge_plans, hard_plans, random_plan
from test_reference import each_month, on, plan, sales
from transforms import scaled

from workbench.engine.projection import Value, project, published
from workbench.engine.reasons import NOTES, REASONS, reason_text
from workbench.engine.registry import FIGURES
from workbench.model.costs import Fixed, OneOff, Variable
from workbench.model.financing import CashSource, Loan
from workbench.model.plan import Plan
from workbench.model.project import Agreement
from workbench.model.revenue import Fee
from workbench.model.services import Service
from workbench.model.types import Status

EMPTY = plan(24, end=0)
ONE = Decimal(1)
SOLD = sales(10, 24)
SERVICE = Service()
FEE = Fee(service=SERVICE.id, price=ONE, units=each_month(10))
OTHER_FEE = Fee(service=SERVICE.id, price=ONE, units=each_month(10))
DEAR = Variable(stream=FEE.id, unit_cost=Decimal(2))
RENT = Fixed(amount=Decimal(3))
SUNK = OneOff(amounts=on({20: 1_000}))
GRANT = CashSource(amounts=on({0: 5, 13: 5}), status=Status.COMMITTED)
WANTED = {"wanted_surplus": Decimal(1_200)}
LOAN = Loan(month="2027-01", principal=Decimal(1_000), term=6)
APPROVED = Agreement(fomin_approved=ONE, cash_approved=ONE)
PAID = APPROVED.with_(cash_to_date=ONE)

SEARCHED = {"no_steps", "steps_take_margin"}
"""What only the search for the exact break-even says: ``test_exact.py`` provokes it."""
Case = tuple[str, Plan, Plan, str, str, bool]
"""A figure, a plan without it, one with it, the period, the code, whether it is told of a service."""

CASES: tuple[Case, ...] = (
    ("break_even.sales", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_sales", False),
    ("margin_of_safety", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_sales", False),
    ("contribution_ratio", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_sales", False),
    ("break_even.sales.without_in_kind", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_sales", False),
    ("break_even.sales", plan(24, streams=(FEE,), services=(SERVICE,), costs=(DEAR,)), plan(24, streams=(SOLD,)),
     "after12", "margin_not_positive", False),
    ("margin_of_safety", plan(24, streams=(FEE,), services=(SERVICE,), costs=(DEAR,)), plan(24, streams=(SOLD,)),
     "after12", "margin_not_positive", False),
    ("break_even.activity.own", plan(24, services=(SERVICE,), streams=(FEE,), costs=(DEAR,)),
     plan(24, services=(SERVICE,), streams=(FEE,)), "after12", "margin_not_positive", True),
    ("break_even.activity.full", plan(24, services=(SERVICE,)), plan(24, services=(SERVICE,), streams=(FEE,)),
     "after12", "no_sales", True),
    ("break_even.activity.own.units", plan(24, services=(SERVICE,), streams=(FEE, OTHER_FEE)),
     plan(24, services=(SERVICE,), streams=(FEE,)), "after12", "several_units", True),
    ("break_even.activity.full.units", plan(24, services=(SERVICE,), streams=(FEE, OTHER_FEE)),
     plan(24, services=(SERVICE,), streams=(FEE,)), "after12", "several_units", True),
    ("self_sufficiency.full", EMPTY, plan(24, costs=(RENT,)), "after12", "no_costs", False),
    ("self_sufficiency.cash", EMPTY, plan(24, costs=(RENT,)), "after12", "no_costs", False),
    ("self_sufficiency.without_public", EMPTY, plan(24, costs=(RENT,)), "after12", "no_costs", False),
    ("break_even.month.reached", plan(24, costs=(RENT,)), EMPTY, "single", "never_reached", False),
    ("break_even.month.held_from", plan(24, costs=(RENT,)), EMPTY, "single", "never_reached", False),
    ("break_even.month.held_from", plan(24, streams=(SOLD,), costs=(SUNK,)), EMPTY, "single", "lost_at_end", False),
    ("break_even.month.with_support.held_from", plan(24, streams=(SOLD,), costs=(SUNK,)), EMPTY, "single",
     "lost_at_end", False),
    ("funding.public_share", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_funding", False),
    ("funding.public_of_two.services", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_funding", False),
    ("funding.concentration", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_funding", False),
    ("funding.concentration.largest_share", EMPTY, plan(24, sources=(GRANT,)), "after12", "no_funding", False),
    ("funding.concentration.largest_share", plan(24, streams=(SOLD,)), plan(24, sources=(GRANT,)), "after12",
     "no_organisation", False),
    ("funding.expected", plan(24, streams=(SOLD,)), plan(24, sources=(GRANT,)), "after12", "no_contributions", False),
    ("funding.committed_share", plan(24, streams=(SOLD,)), plan(24, sources=(GRANT,)), "after12", "no_contributions",
     False),
    ("agreement.fomin_share", EMPTY, plan(agreement=APPROVED), "single", "no_fomin", False),
    ("agreement.leverage", EMPTY, plan(agreement=APPROVED), "single", "no_fomin", False),
    ("counterpart.pari_passu", EMPTY, plan(agreement=PAID), "single", "no_fomin", False),
    ("counterpart.pari_passu", plan(agreement=APPROVED), plan(agreement=PAID), "single", "nothing_to_date", False),
    ("counterpart.delivered", EMPTY, plan(agreement=PAID), "single", "no_counterpart_approved", False),
    ("counterpart.cash_share", plan(agreement=APPROVED), plan(agreement=PAID), "single", "no_counterpart", False),
    ("cash.reserve_months.planned", EMPTY, plan(24, costs=(RENT,)), "year:2027", "no_payments", False),
    ("cash.reserve_months.committed", plan(24, costs=(RENT,)), plan(36, costs=(RENT,)), "year:2028",
     "fewer_months_follow", False),
    ("self_sufficiency.full", plan(24, end=12, costs=(RENT,)), plan(24, end=11, costs=(RENT,)), "after12",
     "after12_incomplete", False),
    ("funding.gap.planned", plan(24, end=12, costs=(RENT,)), plan(24, end=11, costs=(RENT,)), "after12",
     "after12_incomplete", False),
    ("break_even.sales.cash", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_sales", False),
    ("break_even.sales.with_support", EMPTY, plan(24, streams=(SOLD,)), "after12", "no_sales", False),
    ("break_even.sales.target", plan(24, streams=(SOLD,)), plan(24, streams=(SOLD,), basis=WANTED), "after12",
     "no_target", False),
    ("break_even.sales.target", plan(24, streams=(FEE,), services=(SERVICE,), costs=(DEAR,), basis=WANTED),
     plan(24, streams=(SOLD,), basis=WANTED), "after12", "margin_not_positive", False),
    ("dscr", plan(24, loans=(LOAN,)), plan(24, loans=(LOAN,)).with_(loans=(LOAN.with_(month="2028-01"),)),
     "year:2028", "no_debt", False),
    ("dscr.minimum", EMPTY, plan(24, loans=(LOAN,)), "single", "no_debt", False),
    ("funding.guaranteed_months.committed", plan(end=11), plan(end=10), "single", "no_sustained_phase", False),
    *(
        (figure, SHAPES[shape], SHAPES["one root"], "single", code, False)
        for shape, code, figures in (
            ("no rate", "no_discount_rate", ("npv", "mirr", "discounted_payback", "benefit_cost")),
            ("one sign", "no_sign_change", ("irr", "irr.roots", "irr_real", "irr_real.roots", "mirr")),
            ("too high a rate", "no_root_in_range", ("irr", "irr_real")),
            ("two roots", "several_roots", ("irr", "irr_real")),
            ("one sign", "nothing_to_pay_back", ("payback", "discounted_payback")),
            ("only costs", "never_paid_back", ("payback", "discounted_payback")),
            ("one sign", "nothing_paid", ("benefit_cost",)),
        )
        for figure in figures
    ),
    ("funding.guaranteed_horizon", plan(end=30), plan(end=10), "single", "no_sustained_phase", False),
)  # fmt: skip

NOTED: tuple[tuple[str, Plan, Plan, str, float], ...] = (
    ("funding.guaranteed_months.committed", plan(24, end=3), plan(24, end=3, costs=(RENT,)), "at_least", 20),
    ("funding.guaranteed_months.contracted", plan(24, end=3, streams=(SOLD,)), plan(24, end=3, costs=(RENT,)),
     "at_least", 20),
    ("funding.guaranteed_horizon", plan(24, end=3), plan(24, end=3, costs=(RENT,)), "or_longer", 2),
    ("break_even.month.held_from", plan(36), plan(36, costs=(OneOff(amounts=on({0: 1})),)), "from_the_start", 11),
    ("break_even.month.reached", plan(36), plan(36, costs=(OneOff(amounts=on({0: 1})),)), "from_the_start", 11),
    ("break_even.month.held_from", plan(24, costs=(OneOff(amounts=on({1: 1})),)),
     plan(36, costs=(OneOff(amounts=on({1: 1})),)), "fewer_than_12_left", 13),
    # Held from month 24: of 36 months twelve are left to show it, of 35 only eleven.
    ("break_even.month.held_from", plan(35, costs=(OneOff(amounts=on({12: 1})),)),
     plan(36, costs=(OneOff(amounts=on({12: 1})),)), "fewer_than_12_left", 24),
)  # fmt: skip


def found(one: Plan, figure: str, period: str, of_service: bool = False) -> Value:
    return project(one).value(figure, period, one.services[0].id if of_service else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[4]}")
def test_a_figure_that_does_not_exist_says_why(case: Case) -> None:
    figure, without, with_it, period, code, of_service = case
    assert found(without, figure, period, of_service) == Value(None, code)
    assert reason_text(code)
    there = found(with_it, figure, period, of_service)
    assert there.number is not None
    assert there.reason not in REASONS


@pytest.mark.parametrize("case", NOTED, ids=lambda case: f"{case[0]} {case[3]} {case[4]}")
def test_a_note_stands_beside_its_value(case: tuple[str, Plan, Plan, str, float]) -> None:
    figure, noted, bare, code, number = case
    assert found(noted, figure, "single") == Value(number, code)
    assert reason_text(code)
    assert found(bare, figure, "single").reason != code


def test_every_code_is_provoked_above() -> None:
    assert {case[4] for case in CASES} | SEARCHED == set(REASONS)
    assert {case[3] for case in NOTED} == set(NOTES)


def test_every_code_the_figures_name_has_a_sentence() -> None:
    named = {code for f in FIGURES.values() for code in f.reasons}
    assert named | {"after12_incomplete"} | SEARCHED == set(REASONS)
    assert {code for f in FIGURES.values() for code, _ in f.notes} == set(NOTES)
    texts = [reason_text(code) for code in (*REASONS, *NOTES)]
    assert all(texts)
    assert len(set(texts)) == len(texts)
    assert reason_text(None) == ""


def test_every_figure_that_may_not_exist_is_seen_not_to() -> None:
    """Each pair of a published figure and a reason of its own body happens in some plan of the sweep."""
    seen = {(row.id, row.value.reason) for one in SWEPT.values() for row in project(one).rows()}
    never = [(told.id, code) for told in published().values() for code in told.figure.reasons]
    assert [pair for pair in never if pair not in seen] == []


# ---------------------------------------------------------------- never NaN, infinite or silently zero


def swept() -> dict[str, Plan]:
    """Random plans, plans at the limits, amounts near 1e15 and 1e-6, the longest and the shortest, empty tables."""
    random = {f"seed {seed}": random_plan(seed) for seed in range(2_000, 2_012)}
    tables = ("services", "segments", "streams", "costs", "investments", "sources", "loans")
    bare = {f"months {months}": Plan().with_(basis=plan(months).basis) for months in (12, 240)}
    base = random_plan(3, 36)
    empty = {"no lines": base.with_(**dict.fromkeys(tables, ()))}
    large = {"amounts of 1e15": scaled(random_plan(7, 24), Decimal("1e10"))}
    small = {"amounts of 1e-6": scaled(random_plan(8, 24), Decimal("1e-9"))}
    long = {f"seed {seed}, {months} months": random_plan(seed, months) for seed, months in ((9, 240), (10, 12))}
    by_case = {f"{case[0]} {case[4]}": case[1] for case in CASES}
    appraised = {f"{name}, appraised": one.with_(appraisal=ON) for name, one in (random | large | small | long).items()}
    return random | bare | empty | large | small | long | edge_plans() | hard_plans() | by_case | appraised


SWEPT = swept()


@pytest.mark.parametrize("name", SWEPT)
def test_a_value_is_a_number_or_a_reason(name: str) -> None:
    projection = project(SWEPT[name])
    for row in projection.rows():
        number, reason = row.value.number, row.value.reason
        if number is None:
            assert reason in REASONS, row
            assert reason_text(reason)
            continue
        assert math.isfinite(number), row
        assert reason is None or reason in NOTES, row
    for line in projection.statements():
        assert all(map(math.isfinite, line.values)), line.id
    assert projection.rows()


def test_the_sweep_reaches_far() -> None:
    largest = max(abs(row.value.number or 0) for row in project(SWEPT["amounts of 1e15"]).rows())
    assert largest > 1e14
    earned = project(SWEPT["amounts of 1e-6"]).monthly("revenue_all")
    assert 0 < earned.max() < 1e-3
