"""In which money and at whose prices the amounts of a statement are shown (finance: currency, real terms)."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from workbench.engine.projection import project
from workbench.engine.scales import SCALES, scale_for, scale_of, showings
from workbench.exchange.samples import load
from workbench.formats import Formats
from workbench.model.plan import Plan
from workbench.model.project import ExchangeRate


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load("farmacias")


def test_dollars_divide_every_month_by_the_one_rate_of_the_first(plan: Plan) -> None:
    rates = (ExchangeRate(currency="USD", rates=(Decimal(4000), Decimal(5000))),)
    found = project(plan.with_(basis=plan.basis.with_(rates=rates)))
    for line in found.statements():
        assert np.allclose(showings(found)["dollars"].line(line).values * 4000, line.values, rtol=1e-12)


def test_real_amounts_have_the_prices_of_the_first_month(plan: Plan) -> None:
    plan = plan.with_(basis=plan.basis.with_(inflation=(Decimal("0.05"), Decimal("0.10")), price_month=1))
    found = project(plan)
    (revenue,) = (line for line in found.statements() if line.id == "revenue" and line.statement == "operating")
    real = showings(found)["own_real"].line(revenue).values
    year, month = 1.10, 12  # the plan starts in January, so prices first move twelve months later, in its second year
    assert real[month - 1] == revenue.values[month - 1]
    assert real[month] == pytest.approx(revenue.values[month] / year)
    assert real[2 * month] == pytest.approx(revenue.values[2 * month] / year**2)


def test_only_what_the_plan_knows_is_offered(plan: Plan) -> None:
    assert list(showings(project(plan))) == ["own", "own_real", "dollars", "dollars_real"]
    bare = plan.basis.with_(inflation=(), rates=())
    assert list(showings(project(Plan(basis=bare)))) == ["own"]
    assert list(showings(project(Plan(basis=bare.with_(currency="USD"))))) == ["own"]


def test_the_rate_and_its_day_are_said(plan: Plan) -> None:
    found, formats = project(plan), Formats("CO")
    dollars = showings(found)["dollars_real"]
    assert dollars.note(found, formats) == (
        "1 USD = COP\N{NO-BREAK SPACE}4.000, tasa de 1 dic 2026 · descontada la inflación desde ene 2027"
    )
    assert dollars.name(found, formats) == "USD de ene 2027"
    assert scale_of(found, formats, dollars).unit(dollars.currency) == "USD"


def test_a_rate_is_said_with_all_its_decimals(plan: Plan) -> None:
    rates = (ExchangeRate(currency="USD", rates=(Decimal("4123.4500"),)),)
    found, formats = project(plan.with_(basis=plan.basis.with_(rates=rates))), Formats("CO")
    assert showings(found)["dollars"].note(found, formats).startswith("1 USD = COP\N{NO-BREAK SPACE}4.123,45, tasa de ")


@pytest.mark.parametrize(
    ("amounts", "scale", "shown"),
    [
        ((), "units", 0), ((999_999, 1), "units", 5), ((1, -1_000_000), "thousands", 0.005),
        ((999_999_999,), "thousands", 0.005), ((5, 1_000_000_000), "millions", 0.000005),
    ],
)  # fmt: skip
def test_the_largest_amount_has_six_digits_or_fewer(amounts: tuple[float, ...], scale: str, shown: float) -> None:
    found = scale_for(amounts)
    assert found == SCALES[scale]
    assert found.scaled(5) == pytest.approx(shown if amounts else 5)
    assert found.scaled(1e-12) == 0
