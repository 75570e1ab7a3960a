"""The pulse: five figures with a light each, and the verdict (finance: pulse). Bounds are the plan's own criteria."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from workbench.engine.break_even_said import break_even_sentence, shortfall_said
from workbench.engine.projection import Projection, Value
from workbench.engine.reasons import reason_text
from workbench.engine.uncounted import uncounted
from workbench.formats import NOTHING, Formats
from workbench.i18n import N_, _, language

State = Literal["holds", "risk", "fails"]
"""A light; the theme has a colour and a shape of the same name."""
WORST_FIRST: tuple[State, ...] = ("fails", "risk", "holds")
SMALLEST = 0.5
"""What is less is no amount of money to speak of."""
WORDS: dict[State, str] = {"holds": N_("Se sostiene"), "risk": N_("En riesgo"), "fails": N_("No se sostiene")}
STRUCTURE_BENCHMARK = (0.86, 0.14)
"""Public and private share of operating structure in 100 cluster initiatives: SSME wave IV, 2021 data (source 003)."""
PROJECTS_BENCHMARK = (0.84, 0.16)
"""The same for projects."""


TESTS = 4
"""The figures of the pulse that a plan is judged by."""


@dataclass(frozen=True)
class Light:
    """One figure of the pulse: ``text`` is its value in words, ``sentence`` what it says where that is not enough.

    Public/private has no state: no source sets a norm.
    """

    id: str
    label: str
    text: str
    state: State | None
    word: str
    benchmark: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Verdict:
    """The worst light, in a sentence that names the figure; without a state while there is nothing to judge."""

    state: State | None
    sentence: str


def formats_of(projection: Projection) -> Formats:
    """How the plan's own country writes."""
    return Formats(projection.plan.project.country, language())


def pulse(projection: Projection, formats: Formats | None = None) -> tuple[Light, ...]:
    """The five figures, in their fixed order; ``formats``: how the reader's country writes, the plan's if none."""
    how = formats or formats_of(projection)
    lights = tuple(
        make(projection, how) for make in (_break_even, _gap, _self_sufficiency, _guaranteed, _public_private)
    )
    if not started(projection):
        return tuple(replace(light, text=NOTHING, state=None, word="", sentence="") for light in lights)
    return lights if costed(projection) else tuple(replace(light, state=None, word="") for light in lights)


def started(projection: Projection) -> bool:
    """Whether any money has been entered: the zeros of an empty plan are no good news."""
    return any(projection.array(name).any() for name in ("stream_revenue", "cost_value", "source_received"))


def costed(projection: Projection) -> bool:
    """Whether any cost has been entered: income alone proves nothing."""
    return bool(projection.array("cost_value").any())


def _light(id_: str, label: str, text: str, state: State) -> Light:
    return Light(id_, _(label), text, state, _(WORDS[state]))


def _break_even(projection: Projection, formats: Formats) -> Light:
    return replace(_break_even_light(projection, formats), sentence=break_even_sentence(projection, formats))


def _break_even_light(projection: Projection, formats: Formats) -> Light:
    found = projection.value("break_even.month.held_from")
    label = N_("Punto de equilibrio")
    if found.number is None:
        never = found.reason == "never_reached"
        return _light("break_even.month.held_from", label, reason_text(found.reason), "fails" if never else "risk")
    limit = projection.grid.project_end + projection.plan.criteria.break_even_months
    on_time = found.number <= limit and not _unproven(projection)
    start = found.reason == "from_the_start"
    text = _("desde el inicio") if start else formats.month(projection.grid.month(int(found.number)))
    return _light("break_even.month.held_from", label, text, "holds" if on_time else "risk")


def _unproven(projection: Projection) -> bool:
    """Whether fewer than twelve months remain to show that break-even holds."""
    return bool(projection.array("fewer_than_12_left")[0, 0, 0] > 0)


def _gap(projection: Projection, formats: Formats) -> Light:
    p, months = projection.grid.project_end, projection.grid.months
    if p >= months - 1:
        return Light("funding.gap.committed", _("Brecha firmada"), reason_text("no_sustained_phase"), None, "")
    committed = float(projection.monthly("gap", "committed")[p + 1 : months].sum())
    closed = {view: projection.array("never_short", view)[0, 0, 0] > 0 for view in ("planned", "committed")}
    state: State = "holds" if closed["committed"] else "risk" if closed["planned"] else "fails"
    text = formats.money(0 if closed["committed"] else committed, projection.plan.basis.currency, 0)
    light = _light("funding.gap.committed", N_("Brecha firmada"), text, state)
    before = float(projection.monthly("gap", "committed")[: p + 1].sum())
    if before <= SMALLEST:
        return light
    said = _("Cuenta los meses después del proyecto. Durante el proyecto a la caja le faltan {amount}, según su curva.")
    return replace(light, sentence=said.format(amount=formats.money(before, projection.plan.basis.currency, 0)))


def _self_sufficiency(projection: Projection, formats: Formats) -> Light:
    found = projection.value("self_sufficiency.full", "after12")
    label = N_("Autosuficiencia")
    if found.number is None:  # without costs, or without a whole year after the project, nothing is said of it
        return Light("self_sufficiency.full", _(label), reason_text(found.reason), None, "")
    floor = float(projection.plan.criteria.self_sufficiency_floor)
    state: State = "holds" if found.number >= 1 - 1e-9 else "risk" if found.number >= floor else "fails"
    return _light("self_sufficiency.full", label, covered_said(found.number, formats), state)


def covered_said(share: float, formats: Formats) -> str:
    """A share of the costs; what does not reach 100 % never reads as 100 %."""
    decimals = next((d for d in range(5) if round(share, d + 2) != 1), 0) if share < 1 - 1e-9 else 0
    return formats.percent(share, decimals)


def _guaranteed(projection: Projection, formats: Formats) -> Light:
    found = projection.value("funding.guaranteed_months.committed")
    label, criteria = N_("Meses garantizados"), projection.plan.criteria
    if found.number is None:  # the plan ends with the project: nothing is said of what comes after
        return Light("funding.guaranteed_months.committed", _(label), reason_text(found.reason), None, "")
    long, medium = found.number > criteria.guaranteed_medium, found.number > criteria.guaranteed_short
    text = months_said(found, formats)
    return _light(
        "funding.guaranteed_months.committed", label, text, "holds" if long else "risk" if medium else "fails"
    )


def months_said(found: Value, formats: Formats) -> str:
    """A number of months, 'at least' where the horizon ends before they do."""
    number = formats.number(int(found.number or 0))
    return _("al menos {months}").format(months=number) if found.reason == "at_least" else number


def _public_private(projection: Projection, formats: Formats) -> Light:
    shares = [projection.value(f"funding.{sector}_share.structure", "after12") for sector in ("public", "private")]
    missing = next((s for s in shares if s.number is None), None)
    text = reason_text(missing.reason) if missing else " : ".join(f"{100 * (s.number or 0):.0f}" for s in shares)
    benchmark = _("SSME: {public} : {private}").format(
        public=round(100 * STRUCTURE_BENCHMARK[0]), private=round(100 * STRUCTURE_BENCHMARK[1])
    )
    return Light("funding.public_share.structure", _("Público : privado"), text, None, "", benchmark)


SENTENCES: dict[tuple[str, State], str] = {
    ("break_even.month.held_from", "fails"): N_(
        "No se sostiene: nunca llega al punto de equilibrio; en los últimos doce meses del plan faltan {shortfall}."
    ),
    ("break_even.month.held_from", "risk"): N_(
        "En riesgo: el punto de equilibrio llega tarde ({value})."
    ),
    ("funding.gap.committed", "fails"): N_(
        "No se sostiene: después del proyecto faltan recursos aunque todas las fuentes cumplan (brecha: {value})."
    ),
    ("funding.gap.committed", "risk"): N_(
        "En riesgo: después del proyecto la brecha de {value} solo se cierra con dinero que aún no está firmado."
    ),
    ("self_sufficiency.full", "fails"): N_(
        "No se sostiene: el año después del proyecto los ingresos cubren muy poco del costo (autosuficiencia: {value})."
    ),
    ("self_sufficiency.full", "risk"): N_(
        "En riesgo: en los doce meses después del proyecto los ingresos cubren {value} del costo."
    ),
    ("funding.guaranteed_months.committed", "fails"): N_(
        "No se sostiene: lo firmado alcanza para muy poco después del proyecto (meses garantizados: {value})."
    ),
    ("funding.guaranteed_months.committed", "risk"): N_(
        "En riesgo: los recursos firmados se agotan antes de lo deseable (meses garantizados: {value})."
    ),
}


LOST = N_("En riesgo: el punto de equilibrio se pierde; en los últimos doce meses del plan faltan {shortfall}.")
UNPROVEN = N_("En riesgo: el punto de equilibrio no queda probado: después quedan menos de doce meses ({value}).")


def _cause(projection: Projection) -> str:
    """Why break-even is at risk, where it is not for coming late."""
    if projection.value("break_even.month.held_from").reason == "lost_at_end":
        return LOST
    return UNPROVEN if _unproven(projection) else ""


def verdict(
    projection: Projection, formats: Formats | None = None, told: tuple[Light, ...] | None = None
) -> Verdict:
    """The judgement: the worst light decides, the first of the pulse where several are as bad.

    ``told``: the lights of the pulse, where they are known already.
    """
    if not started(projection):
        return Verdict(None, _("Todavía no hay ingresos ni costos: las cifras aparecen al agregarlos."))
    if not costed(projection):
        return Verdict(None, _("Todavía no hay costos: el plan se juzga cuando los tenga."))
    lights = [light for light in told or pulse(projection, formats) if light.state]
    worst = min(lights, key=lambda light: WORST_FIRST.index(light.state or "holds"))
    state = worst.state or "holds"
    if state == "holds" and len(lights) < TESTS:
        untried = _("En riesgo: el plan no llega a doce meses después del proyecto; faltan pruebas por hacer.")
        return Verdict("risk", untried)
    if state == "holds" and any(uncounted(projection.plan)):
        return Verdict("risk", _("En riesgo: el plan cuenta como cero costos sin completar; la revisión los nombra."))
    if state == "holds":
        return Verdict(state, _("Se sostiene: las cuatro pruebas del plan se cumplen después del proyecto."))
    sentence = _cause(projection) if worst.id == "break_even.month.held_from" and state == "risk" else ""
    sentence = sentence or SENTENCES[worst.id, state]
    missing = shortfall_said(projection, formats or formats_of(projection))
    return Verdict(state, _(sentence).format(value=worst.text, shortfall=missing))
