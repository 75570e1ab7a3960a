"""The appraisal worked by hand, by published examples, and beside numpy-financial; and what has no figure says why."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import numpy_financial as npf
import pytest
from appraised import ON, SHAPES, flows
from generator import edge_plans, random_plan
from test_reference import plan, sales
from transforms import scaled

from workbench.engine.charts import charts
from workbench.engine.findings import findings
from workbench.engine.projection import Projection, project
from workbench.engine.pulse import formats_of, pulse
from workbench.engine.words import rate_of_return
from workbench.model.costs import Fixed, Investment
from workbench.model.financing import Carry, InKindSource
from workbench.model.plan import Plan
from workbench.model.project import Appraisal, OpeningAsset
from workbench.model.types import Perimeter, Status

FIGURES = ("npv", "irr", "irr.roots", "irr_real", "irr_real.roots", "mirr", "payback", "discounted_payback",
           "benefit_cost")  # fmt: skip


def number(projection: Projection, id_: str) -> float:
    found = projection.value(id_).number
    assert found is not None, projection.value(id_)
    return found


def a_year(rate: float) -> float:
    """The annual rate that is so much a month: a published period is a month here."""
    return (1 + rate) ** 12 - 1


def yearly(amounts: tuple[float, ...], rate: float | None = None) -> Projection:
    """Flows a year apart."""
    spread = np.zeros(12 * len(amounts))
    spread[::12] = amounts
    return project(flows(tuple(spread.tolist()), rate))


# ---------------------------------------------------------------- published


def test_published_net_present_values() -> None:
    first = project(flows((-40_000, 5_000, 8_000, 12_000, 30_000), round(a_year(0.08), 12)))
    assert number(first, "npv") == pytest.approx(3_065.22267)
    later = project(flows((0, -10_000, 3_000, 4_200, 6_800), round(a_year(0.1), 12)))
    assert number(later, "npv") == pytest.approx(1_188.4434123352)


@pytest.mark.parametrize(
    ("amounts", "irr", "near"),
    [
        ((-250_000, 100_000, 150_000, 200_000, 250_000, 300_000), 0.5672303344, 1e-9),
        ((-100, 39, 59, 55, 20), 0.28095, 5e-6),
        ((-100, 0, 0, 74), -0.0955, 5e-5),
    ],
)
def test_published_internal_rates(amounts: tuple[float, ...], irr: float, near: float) -> None:
    assert number(yearly(amounts), "irr") == pytest.approx(irr, abs=near)


def test_published_payback() -> None:
    found = project(flows((-200, 50, 60, 70, 200), round(a_year(0.1), 12)))
    assert number(found, "npv") == pytest.approx(84.236, abs=5e-4)
    assert number(found, "payback") == pytest.approx(3.10)
    owed = 200 - 50 / 1.1 - 60 / 1.1**2 - 70 / 1.1**3
    assert number(found, "discounted_payback") == pytest.approx(3 + owed / (200 / 1.1**4))


# ---------------------------------------------------------------- by hand


def test_payback_is_linear_inside_and_stays() -> None:
    assert number(project(SHAPES["at zero"]), "payback") == pytest.approx(2.0)
    assert number(project(flows((-100, 80, 40))), "payback") == pytest.approx(1.5)
    # Back at 1, lost again at 2, back for good at 4.5.
    assert number(project(flows((-100, 120, -60, 10, 20, 20))), "payback") == pytest.approx(4.5)


def test_one_root_is_what_the_flows_yield() -> None:
    found = project(SHAPES["one root"])
    month = float(np.roots([-100, 60, 60]).max()) - 1
    assert number(found, "irr") == pytest.approx(a_year(month))
    assert number(found, "irr.roots") == 1
    reinvested = (60 / 1.1 ** (1 / 12) + 60 / 1.1 ** (2 / 12)) / 100
    assert number(found, "mirr") == pytest.approx(reinvested ** (12 / 11) * 1.1 - 1)
    assert number(found, "benefit_cost") == pytest.approx(reinvested)
    assert number(found, "npv") == pytest.approx(100 * (reinvested - 1))


@pytest.mark.parametrize(("shape", "roots"), [("two roots", 2), ("three roots", 3), ("too high a rate", 0)])
def test_all_roots_are_counted(shape: str, roots: int) -> None:
    assert number(project(SHAPES[shape]), "irr.roots") == roots


def test_mirr_is_that_of_numpy_financial() -> None:
    amounts = np.array([-50, 10, -20, 15, 40, -5, 30, 12, 0, 7, 3, 2], dtype=float)
    found = project(flows(tuple(amounts.tolist()), 0.2))
    month = 1.2 ** (1 / 12) - 1
    assert number(found, "mirr") == pytest.approx(a_year(npf.mirr(amounts, month, month)))


def test_irr_is_that_of_numpy_financial() -> None:
    made = np.random.default_rng(4)
    for _case in range(30):
        amounts = made.uniform(1, 10, int(made.integers(12, 240)))
        amounts[: made.integers(1, 12)] *= -made.uniform(1, 20)
        found = project(flows(tuple(np.round(amounts, 3).tolist()))).value("irr")
        expected = a_year(npf.irr(np.round(amounts, 3)))
        if -0.99 < expected < 10:
            assert found.number == pytest.approx(expected, rel=1e-9, abs=1e-10)
        else:
            assert found.reason == "no_root_in_range"


def test_a_rate_is_found_wherever_it_lies_in_its_bracket() -> None:
    months = np.arange(240)
    for rate in (-0.3, -0.001, 0.0, 0.01, 0.2):
        x = np.where(months > 0, 1.0, -((1 + rate) ** -months[1:].astype(float)).sum()).reshape(1, 1, -1)
        low, high = (np.full((1, 1, 1), rate + by) for by in (-0.02, 0.015))
        assert rate_of_return(x, low, high).item() == pytest.approx(rate, abs=1e-12)


def test_real_is_without_inflation() -> None:
    amounts = (-100, *[0] * 11, 121, *[0] * 11)
    found = project(flows(amounts, inflation=(Decimal(0), Decimal("0.1"))))
    assert number(found, "irr") == pytest.approx(0.21)
    assert number(found, "irr_real") == pytest.approx(0.1)


# ---------------------------------------------------------------- the flows


def residual(one: Plan) -> float:
    return float(project(one).monthly("residual")[-1])


def test_the_residual_has_what_was_paid_for_and_is_switched_off() -> None:
    bought = Investment(name="Frío", month="2027-01", amount=Decimal(240), life=24)
    given = bought.with_(id=Investment().id, in_kind=True)
    gift = InKindSource(status=Status.COMMITTED, carries=(Carry(line=given.id, share=Decimal("0.25")),))
    one = plan(investments=(bought,), appraisal=ON)
    assert residual(one) == pytest.approx(240 - 11 * 10)
    assert residual(one.with_(appraisal=Appraisal(shown=True, residual=False))) == 0
    both = one.with_(investments=(bought, given), sources=(gift,))
    assert residual(both) == pytest.approx((1 + 0.75) * 130)
    project_only = bought.with_(perimeter=Perimeter.PROJECT)
    assert residual(plan(end=6, investments=(project_only,), appraisal=ON)) == 0


def test_the_residual_has_what_is_owed() -> None:
    sold = sales(10, days=45)
    rent = Fixed(amount=Decimal(4), days=30)
    has = OpeningAsset(book_value=Decimal(100), months_left=24)
    one = plan(streams=(sold,), costs=(rent,), appraisal=ON)
    assert residual(one) == pytest.approx(15 - 4)
    assert residual(one.with_(opening=one.opening.with_(assets=(has,)))) == pytest.approx(15 - 4 + 50)


def test_the_flows_are_those_of_the_operation_that_goes_on() -> None:
    rent = Fixed(amount=Decimal(4))
    audit = Fixed(amount=Decimal(9), perimeter=Perimeter.PROJECT)
    project_sales = sales(5, 6, perimeter=Perimeter.PROJECT)
    one = project(plan(end=6, streams=(sales(10), project_sales), costs=(rent, audit), appraisal=ON))
    assert one.monthly("flow") == pytest.approx([6] * 12)
    lines = {line.id: line for line in one.statements() if line.statement == "flows"}
    assert sum(one.by_year(lines["collections"])) == pytest.approx(120)
    assert one.by_year(lines["flow"]) == pytest.approx([72])


def test_what_cancels_is_no_change_of_sign() -> None:
    cost = Fixed(amount=Decimal("0.3"))
    streams = (sales(0.1), sales(0.2))
    found = project(plan(streams=streams, costs=(cost,), appraisal=ON))
    assert found.value("irr").reason == "no_sign_change"
    assert found.value("payback").reason == "nothing_to_pay_back"


# ---------------------------------------------------------------- any plan


@pytest.mark.parametrize("seed", range(3_000, 3_012))
def test_any_plan_has_a_number_or_a_reason(seed: int) -> None:
    months = (12, 240, None)[seed % 3]
    one = random_plan(seed, months).with_(appraisal=Appraisal(shown=True, residual=bool(seed % 2)))
    one = one.with_(basis=one.basis.with_(discount_rate=(None, Decimal(0), Decimal("0.14"), Decimal(100))[seed % 4]))
    for each in (one, scaled(one, Decimal("1e9")), scaled(one, Decimal("1e-9"))):
        values = {id_: project(each).value(id_) for id_ in FIGURES}
        for value in values.values():
            assert (value.number is None) != (value.reason is None)
            assert value.number is None or math.isfinite(value.number)
        if values["npv"].number is not None and values["benefit_cost"].number is not None:
            gross = float(project(each).monthly("gross_present").sum())
            close = abs(values["npv"].number) < 1e-9 * gross
            assert close or (values["npv"].number >= 0) == (values["benefit_cost"].number >= 1)


@pytest.mark.parametrize("name", ["no sales", "nothing", "12 months"])
def test_nothing_is_told_while_it_is_off(name: str) -> None:
    one = edge_plans()[name]
    off, on_ = project(one.with_(appraisal=Appraisal())), project(one.with_(appraisal=ON))
    told = {row.id for row in off.rows()}
    assert not told & set(FIGURES)
    assert {row.id for row in on_.rows()} == told | set(FIGURES)
    assert {line.statement for line in on_.statements()} - {line.statement for line in off.statements()} == {"flows"}
    assert "payback" not in charts(off)
    assert charts(on_)["payback"].title
    assert findings(off) == findings(on_)
    assert pulse(off, formats_of(off)) == pulse(on_, formats_of(on_))


def test_an_irr_of_zero_is_a_value() -> None:
    assert number(project(SHAPES["at zero"]), "irr") == pytest.approx(0, abs=1e-12)
    assert number(project(SHAPES["below zero"]), "irr") == pytest.approx(0.74**4 - 1)
