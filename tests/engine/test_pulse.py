"""The pulse's lights at each bound, and the verdict, which is the worst of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from generator import random_plan
from test_reference import on, plan, sales

from workbench.engine.projection import project
from workbench.engine.pulse import WORST_FIRST, Light, pulse, verdict
from workbench.exchange.samples import load
from workbench.model.costs import Fixed, OneOff, Staff
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.project import Criteria, Opening
from workbench.model.revenue import Contract
from workbench.model.types import Provider, SourceUse, Status

BREAK_EVEN, GAP, SELF, MONTHS, SHARES = (
    "break_even.month.held_from", "funding.gap.committed", "self_sufficiency.full",
    "funding.guaranteed_months.committed", "funding.public_share.structure",
)  # fmt: skip


def light(one: Plan, id_: str) -> Light:
    return next(each for each in pulse(project(one)) if each.id == id_)


def from_month(start: int, months: int = 60) -> Plan:
    """−1 a month until ``start``, +1 after; the project ends in month 11. R12 is 0 first in month start + 5."""
    earned = Contract(amounts=on(dict.fromkeys(range(start, months), 2)))
    return plan(months, end=11, streams=(earned,), costs=(Fixed(amount=Decimal(1)),))


def late(month: int) -> Plan:
    """Held from a month on: the twelve months before it lose."""
    return from_month(month - 5)


def first_gap(month: int, months: int = 60) -> Plan:
    """The signed money lasts until the month before ``month``; the project ends in month 11."""
    opening = Opening(cash=Decimal(month))
    return plan(months, end=11, costs=(Fixed(amount=Decimal(1)),), opening=opening)


def sufficient(percent: float) -> Plan:
    sold, spent = dict.fromkeys(range(12, 24), percent), dict.fromkeys(range(12, 24), 100)
    return plan(24, end=11, streams=(Contract(amounts=on(sold)),), costs=(OneOff(amounts=on(spent)),))


def closed_by(status: Status | None) -> Plan:
    given = (CashSource(status=status, amounts=on({20: 10})),) if status else ()
    return plan(60, end=11, costs=(OneOff(amounts=on({20: 10})),), sources=given)


# ---------------------------------------------------------------- each light


@pytest.mark.parametrize(("month", "state"), [(22, "holds"), (23, "holds"), (24, "risk"), (40, "risk")])
def test_break_even_is_due_twelve_months_after_the_project(month: int, state: str) -> None:
    one = late(month)
    assert project(one).value(BREAK_EVEN).number == month
    assert light(one, BREAK_EVEN).state == state


def test_break_even_that_is_lost_or_unproven_is_at_risk() -> None:
    lost = plan(60, end=11, streams=(sales(1, 60),), costs=(OneOff(amounts=on({55: 100})),))
    assert light(lost, BREAK_EVEN).state == "risk"
    assert light(lost, BREAK_EVEN).text == "se pierde al final del horizonte"
    # Held from month 13 of 24: in time, but fewer than twelve months are left to show it.
    unproven = plan(24, end=11, costs=(OneOff(amounts=on({1: 1})),))
    assert light(unproven, BREAK_EVEN).state == "risk"


def test_break_even_never_reached_fails() -> None:
    assert light(plan(60, end=11, costs=(Fixed(amount=Decimal(1)),)), BREAK_EVEN).state == "fails"


@pytest.mark.parametrize(
    ("status", "state"),
    [(Status.COMMITTED, "holds"), (Status.NEGOTIATION, "risk"), (Status.PROSPECT, "risk"), (None, "fails")],
)
def test_the_gap_is_judged_after_the_project(status: Status | None, state: str) -> None:
    found = light(closed_by(status), GAP)
    assert found.state == state
    assert found.text.endswith("0" if state == "holds" else "10")


def test_a_gap_of_the_project_phase_leaves_the_light_green() -> None:
    one = plan(60, end=11, costs=(OneOff(amounts=on({5: 10})),))
    assert project(one).value("funding.peak_gap.committed").number == 10
    assert light(one, GAP).state == "holds"
    assert light(one, GAP).sentence.startswith("Cuenta los meses después del proyecto. Durante el proyecto")
    assert light(plan(60, end=11, costs=()), GAP).sentence == ""


@pytest.mark.parametrize(
    ("percent", "state"), [(101, "holds"), (100, "holds"), (99.9, "risk"), (60, "risk"), (59.9, "fails")]
)
def test_self_sufficiency_has_two_bounds(percent: float, state: str) -> None:
    assert light(sufficient(percent), SELF).state == state


@pytest.mark.parametrize(
    ("percent", "said"), [(100.4, "100"), (100, "100"), (99.97, "99,97"), (99.6, "99,6"), (98.6, "99")]
)
def test_what_does_not_cover_its_costs_never_reads_as_if_it_did(percent: float, said: str) -> None:
    assert light(sufficient(percent), SELF).text.split()[0].replace(".", ",") == said


def test_the_floor_is_the_plans_own() -> None:
    strict = sufficient(60).with_(criteria=Criteria(self_sufficiency_floor=Decimal("0.7")))
    assert light(strict, SELF).state == "fails"


@pytest.mark.parametrize(("months", "state"), [(37, "holds"), (36, "risk"), (13, "risk"), (12, "fails"), (0, "fails")])
def test_guaranteed_months_have_two_bounds(months: int, state: str) -> None:
    one = first_gap(12 + months)
    assert project(one).value(MONTHS).number == months
    assert light(one, MONTHS).state == state
    assert light(one, MONTHS).text == str(months)


def test_the_horizon_is_told_as_at_least() -> None:
    assert light(first_gap(100), MONTHS).text == "al menos 48"


def test_public_and_private_have_no_light_but_a_benchmark() -> None:
    given = tuple(
        CashSource(provider_class=kind, use=SourceUse.STRUCTURE, amounts=on({13: part}), status=Status.COMMITTED)
        for kind, part in ((Provider.GOVERNMENT, 3), (Provider.FIRMS, 1))
    )
    found = light(plan(36, end=11, sources=given), SHARES)
    assert (found.state, found.word) == (None, "")
    assert found.text == "75 : 25"
    assert found.benchmark == "SSME: 86 : 14"


def test_a_light_without_a_figure_says_why() -> None:
    # The project ends in the last year: the year after it is not planned.
    late_end = plan(24, end=20, costs=(Fixed(amount=Decimal(1)),))
    assert light(late_end, SELF).text == "el horizonte termina antes de doce meses después del proyecto"
    assert light(late_end, SELF).state is None  # nothing was computed that could fail
    to_the_end = plan(24, end=23, costs=(Fixed(amount=Decimal(1)),))
    assert (light(to_the_end, MONTHS).text, light(to_the_end, MONTHS).state) == (
        "el horizonte termina con el proyecto",
        None,
    )
    # Without a month after the project there is nothing the gap could say, good or bad.
    assert (light(to_the_end, GAP).text, light(to_the_end, GAP).state) == ("el horizonte termina con el proyecto", None)


# ---------------------------------------------------------------- the whole

ORDER = [BREAK_EVEN, GAP, SELF, MONTHS, SHARES]


@pytest.mark.parametrize("seed", range(12))
def test_the_verdict_is_the_worst_light_and_names_it(seed: int) -> None:
    projection = project(random_plan(seed))
    lights = pulse(projection)
    assert [each.id for each in lights] == ORDER
    judged = [each for each in lights if each.state]
    worst = min(judged, key=lambda each: WORST_FIRST.index(each.state or "holds"))
    found = verdict(projection)
    assert found.state == worst.state
    assert all((each.word != "") == (each.state is not None) for each in lights)
    assert all(each.text for each in lights)
    if worst.id != BREAK_EVEN and worst.state != "holds":
        assert worst.text in found.sentence


@pytest.mark.parametrize(
    ("one", "state", "named"),
    [
        (plan(60, end=11, costs=(Fixed(amount=Decimal(1)),)), "fails", "punto de equilibrio"),
        (late(40).with_(opening=Opening(cash=Decimal(100))), "fails", "autosuficiencia"),
        (late(24).with_(opening=Opening(cash=Decimal(100))), "risk", "punto de equilibrio"),
        (plan(60, end=11, streams=(sales(1, 60),), costs=(OneOff(amounts=on({40: 500})),)), "fails", "brecha"),
        (plan(60, end=11, streams=(sales(1, 60),), costs=(Fixed(amount=Decimal("0.5")),)), "holds", "cuatro pruebas"),
    ],
)
def test_the_verdict_says_which_figure_decides(one: Plan, state: str, named: str) -> None:
    found = verdict(project(one))
    assert found.state == state, found.sentence
    assert named in found.sentence


def test_an_empty_plan_is_not_judged() -> None:
    empty = project(plan(24, end=11))
    assert {(each.text, each.state, each.word) for each in pulse(empty)} == {("–", None, "")}
    assert verdict(empty).state is None


def test_the_pulse_computes_no_more_than_what_moves() -> None:
    """Typing waits for the pulse alone: the figures of tables and reports are left for later."""
    projection = project(load("farmacias"))
    pulse(projection)
    verdict(projection)
    assert "organisation_funding" not in projection.computed
    assert projection.value("funding.concentration", "after12").number is not None
    assert "organisation_funding" in projection.computed


def test_income_alone_is_not_judged() -> None:
    found = verdict(project(plan(36, end=11, streams=(sales(1, 10),))))
    assert (found.state, found.sentence) == (None, "Todavía no hay costos: el plan se juzga cuando los tenga.")


def test_a_verdict_does_not_hold_where_a_test_could_not_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    good = [
        Light(id_, "", "", state, "") for id_, state in zip(ORDER, ("holds", "holds", None, "holds", None), strict=True)
    ]
    monkeypatch.setattr("workbench.engine.pulse.pulse", lambda *_given: tuple(good))
    projection = project(plan(24, end=20, costs=(Fixed(amount=Decimal(1)),)))
    assert verdict(projection).state == "risk"
    assert "faltan pruebas" in verdict(projection).sentence


def test_a_verdict_does_not_hold_while_a_cost_counts_nothing() -> None:
    sound = plan(60, end=11, streams=(sales(1, 60),), costs=(Fixed(amount=Decimal(1)),))
    assert verdict(project(sound)).state == "holds"
    unsaid = verdict(project(sound.with_(costs=(*sound.costs, Staff(pay=Decimal(1))))))
    assert unsaid.state == "risk"
    assert "cuenta como cero" in unsaid.sentence
