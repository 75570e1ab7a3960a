"""The second sample, of Brazil: reais and dollars, a loan of equal principal, an appraisal; its figures by hand."""

from __future__ import annotations

from functools import cache

import pytest

from forms import GUIDE
from forms.completeness import of_plan
from workbench import paths
from workbench.engine.findings import findings
from workbench.engine.projection import Projection, project
from workbench.engine.pulse import verdict
from workbench.exchange import samples
from workbench.formats import Formats
from workbench.model import payload
from workbench.model.rules import refusals

FIRST = slice(0, 12)


@cache
def projected() -> Projection:
    return project(samples.load("posadas"))


def single(figure: str) -> float:
    (found,) = (row.value.number for row in projected().rows() if row.id == figure and row.period.id == "single")
    assert found is not None
    return found


def test_bytes_are_canonical_and_the_plan_is_whole_and_sound() -> None:
    file = paths.resource("samples/posadas.json")
    plan = payload.load(file.read_bytes())
    assert payload.dump(plan) == file.read_bytes()
    assert of_plan(plan, GUIDE).missing == ()
    assert list(refusals(plan)) == []
    assert findings(project(plan), Formats("BR")) == ()
    assert "ilustrativo" in plan.project.name


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        ("streams", "Auditoría anual", 12 * 10.5 * 1_350),
        ("streams", "Comisión por reservas", 12 * 205_000 * 0.1),  # the season's factors come to twelve
        ("streams", "Cupos para una operadora de Chile", 2 * 5_500 * 5.4),  # dollars at the first year's rate
        ("costs", "Dirección", 8_200 * 1.42 * 13.33),
        ("costs", "Programa de reservas en la nube", 12 * 480 * 5.4),
        ("costs", "Auditor por visita", 12 * 10.5 * 560),
        ("costs", "Evaluación final", 9_000 * 5.4),
    ],
)
def test_first_year_by_hand(table: str, name: str, expected: float) -> None:
    figure = {"streams": "stream_revenue", "costs": "cost_value"}[table]
    (line,) = (line for line in getattr(projected().plan, table) if line.name == name)
    assert projected().lines(figure)[line.id][FIRST].sum() == pytest.approx(expected)


def test_the_loan_is_paid_in_equal_parts_after_its_grace() -> None:
    interest = 170_000 * (1.145 ** (1 / 12) - 1)
    (loan,) = projected().plan.loans
    paid = projected().lines("loan_repaid")[loan.id]
    assert projected().lines("loan_interest")[loan.id][8] == pytest.approx(interest)  # September 2027
    assert paid[:14].sum() == 0
    assert paid[14:50] == pytest.approx([170_000 / 36] * 36)


def test_it_comes_to_itself_late_and_is_worth_it() -> None:
    judged = verdict(projected(), Formats("BR"))
    assert judged.sentence == "En riesgo: el punto de equilibrio llega tarde (jun 2029)."
    assert single("npv") == pytest.approx(144_493, abs=1)
    assert single("irr") == pytest.approx(0.394, abs=0.001)
    assert single("payback") == pytest.approx(37.9, abs=0.1)
