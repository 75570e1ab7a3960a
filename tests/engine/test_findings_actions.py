"""What is found in actions and factors: each case provoked, and its cure makes it go away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from workbench.engine.findings import findings
from workbench.engine.projection import project
from workbench.formats import NO_BREAK, Formats
from workbench.model.actions import Action
from workbench.model.factors import Factors
from workbench.model.financing import CashSource
from workbench.model.findings import Finding, Severity
from workbench.model.plan import Plan
from workbench.model.project import Basis, ExchangeRate
from workbench.model.revenue import Dated
from workbench.model.review import Review
from workbench.model.types import ActionState, PaidFrom, Rating, Status

SOURCE = CashSource(
    provider="Alcaldía", status=Status.COMMITTED, evidence="Convenio 3",
    amounts=(Dated(month="2027-03", amount=Decimal(1000)),),
)  # fmt: skip
BASIS = Basis(currency="COP", start="2027-01", months=24, rates=(ExchangeRate(currency="USD", rates=(Decimal(4),)),))
GOOD: dict[str, Any] = {
    "name": "Firmar", "owner": "Ana", "start": date(2027, 2, 1), "end": date(2027, 6, 30), "cost": Decimal(100),
    "paid_from": PaidFrom.SOURCE, "source": SOURCE.id, "state": ActionState.AGREED,
}  # fmt: skip
OURS = ("action", "factor_")
ACTING = {
    "action_incomplete", "action_end_before_start", "action_overdue", "action_unpaid", "action_source_unsigned",
    "actions_above_source", "factor_without_evidence",
}  # fmt: skip
"""The findings tried here."""


def found(*actions: Action, source: CashSource = SOURCE, **more: Any) -> dict[str, Finding]:
    plan = Plan(basis=BASIS, sources=(source,), actions=actions, **more)
    every = findings(project(plan), Formats("CO"))
    return {each.id: each for each in every if each.id.startswith(OURS)}


def action(**changes: Any) -> Action:
    return Action(**(GOOD | changes))


def test_a_good_action_and_no_action_are_nothing_to_speak_of() -> None:
    assert found(action(), action(cost=Decimal(0), paid_from=None, source=None)) == {}
    assert found() == {}


def test_nobody_and_no_date() -> None:
    one = action(owner="", end=None)
    (finding,) = found(one).values()
    assert finding.sentence == "«Firmar» no tiene responsable ni fecha de fin."
    assert (finding.severity, finding.path) == (Severity.WARNING, f"actions/{one.id}/owner")
    assert found(one.with_(state=ActionState.DROPPED)) == {}


def test_an_end_before_its_start_is_an_error() -> None:
    one = action(end=date(2027, 1, 31))
    (finding,) = found(one).values()
    assert (finding.id, finding.severity) == ("action_end_before_start", Severity.ERROR)
    assert finding.sentence == "«Firmar» termina (31 ene 2027) antes de empezar (1 feb 2027)."


def test_what_should_be_finished_when_the_plan_starts_or_is_approved() -> None:
    early = action(start=date(2026, 3, 1), end=date(2026, 12, 15))
    assert "el 15 dic 2026, antes del 1 ene 2027" in found(early)["action_overdue"].sentence
    assert found(early.with_(state=ActionState.DONE)) == {}
    approved = Review(approved=date(2027, 7, 1))
    assert set(found(action(), review=approved)) == {"action_overdue"}
    assert found(action(end=date(2027, 7, 1)), review=approved) == {}


def test_what_costs_and_nothing_pays() -> None:
    one = action(currency="USD", paid_from=None, source=None)
    (finding,) = found(one).values()
    assert finding.sentence == f"«Firmar» cuesta COP{NO_BREAK}400 y no se sabe con qué se paga."
    assert finding.path == f"actions/{one.id}/paid_from"
    assert set(found(one.with_(paid_from=PaidFrom.SOURCE))) == {"action_unpaid"}
    assert found(one.with_(paid_from=PaidFrom.OPERATION)) == {}
    assert set(found(action(), source=SOURCE.with_(counted=False))) == {"action_unpaid"}


def test_money_nobody_signed_for() -> None:
    promised = SOURCE.with_(status=Status.PROSPECT)
    finding = found(action(), source=promised)["action_source_unsigned"]
    assert (finding.severity, finding.sentence) == (
        Severity.HINT,
        "«Firmar» depende de «Alcaldía», que no está firmada.",
    )


def test_more_than_the_source_brings() -> None:
    assert found(action(cost=Decimal(600)), action(cost=Decimal(400))) == {}
    finding = found(action(cost=Decimal(600)), action(cost=Decimal(401)))["actions_above_source"]
    assert f"suman COP{NO_BREAK}1.001 y esa fuente trae COP{NO_BREAK}1.000" in finding.sentence


def test_a_factor_said_to_work_wants_a_fact() -> None:
    high = found(factors=Factors(trust=Rating.PARTLY, results=Rating.STARTING))
    assert [each.path for each in high.values()] == ["factors/trust_evidence"]
    assert "«Confianza, transparencia y liderazgo» está calificado alto" in high["factor_without_evidence"].sentence
    assert found(factors=Factors(trust=Rating.WORKING, trust_evidence="Acta 12")) == {}


def test_actions_change_no_figure() -> None:
    bare = Plan(basis=BASIS, sources=(SOURCE,))
    with_them = bare.with_(actions=(action(),), factors=Factors(trust=Rating.WORKING))
    assert [row.value for row in project(bare).rows()] == [row.value for row in project(with_them).rows()]
