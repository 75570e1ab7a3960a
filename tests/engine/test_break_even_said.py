"""Break-even as a sentence: every way it can go, for each way to count, with month and year."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_reference import month, on, plan, sales

from workbench.engine.break_even_said import READINGS, break_even_sentence, break_even_sentences
from workbench.engine.projection import project
from workbench.engine.pulse import pulse
from workbench.formats import NO_BREAK, Formats
from workbench.i18n import speaking
from workbench.model.costs import Fixed, OneOff
from workbench.model.financing import Carry, CashSource, InKindSource
from workbench.model.plan import Plan
from workbench.model.types import Provider, SourceUse, Status

D = Decimal
FORMATS = Formats("CO")
OWN = "Con sus propios ingresos: "


def losing(months: dict[int, float], last: int = 72) -> Plan:
    """+100 a month, less these amounts in their months."""
    return plan(last, end=5, streams=(sales(100, last),), costs=(OneOff(amounts=on(months)),))


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def said(one: Plan, standing: int = 0) -> str:
    return plain(break_even_sentence(project(one), FORMATS, standing))


CASES = {
    "from_the_start": (
        losing({40: 10}),
        "cubre sus costos desde el inicio del plan, en los doce meses que terminan en diciembre de 2027 y siempre "
        "después.",
    ),
    "held": (
        losing({0: 2_000}),
        "cubre sus costos en los doce meses que terminan en enero de 2028 y no vuelve a perder.",
    ),
    "regained": (
        losing(dict.fromkeys(range(40, 46), 250)),
        "cubre sus costos en los doce meses que terminan en diciembre de 2027, recae de septiembre de 2030 a mayo de "
        "2031 y se mantiene desde junio de 2031.",
    ),
    "lost": (
        losing({20: 1_250, 31: 100, 62: 5_000}),
        "cubre sus costos en los doce meses que terminan en diciembre de 2027, pero recae de septiembre de 2028 a "
        "agosto de 2029 y de marzo de 2032 a diciembre de 2032; en los últimos doce meses del plan faltan COP 3.800.",
    ),
    "never": (
        losing(dict.fromkeys(range(72), 110)),
        "nunca cubre los costos de doce meses seguidos; en los últimos doce meses del plan faltan COP 120.",
    ),
}


@pytest.mark.parametrize("reading", READINGS)
def test_every_way_it_can_go_is_a_sentence(reading: str) -> None:
    one, rest = CASES[reading]
    one = one.with_(basis=one.basis.with_(currency="COP"))
    assert said(one) == OWN + rest


def test_a_spell_of_one_month_has_no_last() -> None:
    # The window that ends in January 2029 alone holds both: 1,200 − 600 − 700.
    one = losing({13: 600, 24: 700})
    assert "recae en enero de 2029 y se mantiene" in said(one)


def test_what_has_few_months_to_show_itself_says_so() -> None:
    few = "Quedan menos de doce meses para mostrar que se mantiene."
    assert said(losing({0: 2_000}, last=23)).endswith(few)
    assert said(plan(22, streams=(sales(1, 22),))).endswith(few)
    assert not said(losing({0: 2_000}, last=24)).endswith(few)
    assert few not in said(losing(dict.fromkeys(range(12), 110), last=12))


def helped() -> Plan:
    """Without anyone −10 a month; signed money of others gives 15, FOMIN's more; an office of 30 is in kind."""
    office = Fixed(amount=D(30), in_kind=True)
    others = CashSource(amounts=on(dict.fromkeys(range(36), 15)), use=SourceUse.STRUCTURE, status=Status.COMMITTED)
    fomin = CashSource(
        provider_class=Provider.FOMIN, amounts=on({0: 9_000}), use=SourceUse.STRUCTURE, status=Status.COMMITTED
    )
    lends = InKindSource(carries=(Carry(line=office.id, end=month(23)),), status=Status.PROSPECT)
    sold, rent = sales(100, 36), Fixed(amount=D(80))
    return plan(36, end=11, streams=(sold,), costs=(office, rent), sources=(others, fomin, lends))


def test_with_and_without_the_donor_and_what_is_in_kind() -> None:
    told = [plain(each) for each in break_even_sentences(project(helped()), FORMATS)]
    assert told == [
        OWN + "nunca cubre los costos de doce meses seguidos; en los últimos doce meses del plan faltan USD 120.",
        "Con los aportes firmados, sin el FOMIN: cubre sus costos desde el inicio del plan, en los doce meses que "
        "terminan en diciembre de 2027 y siempre después.",
        "Sin lo que es en especie: cubre sus costos en los doce meses que terminan en diciembre de 2027, pero recae de "
        "septiembre de 2029 a diciembre de 2029; en los últimos doce meses del plan faltan USD 120.",
    ]  # fmt: skip


def test_what_changes_nothing_is_not_said_again() -> None:
    assert len(break_even_sentences(project(losing({})), FORMATS)) == 1


def test_the_pulse_says_the_sentence() -> None:
    one = losing({0: 2_000})
    light = pulse(project(one), FORMATS)[0]
    assert plain(light.sentence) == OWN + CASES["held"][1]
    assert pulse(project(Plan()), FORMATS)[0].sentence == ""


def test_months_are_named_in_the_language_that_is_spoken() -> None:
    with speaking("en"):
        assert "January 2028" in break_even_sentence(project(losing({0: 2_000})), Formats("CO", "en"))
