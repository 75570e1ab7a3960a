"""The cover and the one page for whom has ten minutes: the verdict, the five figures, the summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench import __version__
from workbench.engine.projection import Projection
from workbench.engine.pulse import STRUCTURE_BENCHMARK, WORDS, Light, covered_said, pulse, started, verdict
from workbench.engine.told import HORIZONS
from workbench.formats import NO_BREAK, capital
from workbench.i18n import N_, _
from workbench.model.plan import Plan
from workbench.model.rules import STOPPING
from workbench.report import blocks
from workbench.report.blocks import Block, Cover, Heading, Pulse, Run, Slot, Text, Verdict, Words
from workbench.report.material import Material
from workbench.report.prose import prose
from workbench.report.results import break_even_words
from workbench.report.values import country_name

ON_COVER = 4
"""Places to sign the cover has room for; more of them stand in the last chapter."""
KIND = N_("Plan de sostenibilidad")
NOTES = {
    "break_even.month.held_from": N_("Desde los doce meses que terminan ahí la operación cubre sus costos y no recae."),
    "funding.gap.committed": N_("Lo que falta después del proyecto si solo llega el dinero firmado."),
    "self_sufficiency.full": N_("Ingresos propios entre todos los costos, en los doce meses después del proyecto."),
    "funding.guaranteed_months.committed": N_("Meses después del proyecto que lo firmado alcanza a pagar."),
    "funding.public_share.structure": N_(
        "Quién sostiene la estructura en los doce meses después. {benchmark}; no es una norma."
    ),
}  # fmt: skip


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of eight, four to a line, to be compared by eye."""
    groups = [fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


def cover(material: Material, fingerprint: str, edited: date | None) -> Cover:
    """The first page."""
    plan = material.plan
    project, formats = plan.project, material.formats
    country = country_name(project.country, material.language)
    facts: list[tuple[str, Words]] = [
        (_("Número de la operación"), project.number),
        (_("Entidad ejecutora"), project.executor),
        (_("País y moneda"), " · ".join(filter(None, (country, plan.basis.currency)))),
        (_("Etapa"), _(project.stage.label) if project.stage else ""),
        (_("Período del plan"), material.span(material.projection.grid.period("single"))),
        (_("Fin vigente del proyecto"), formats.long_date(project.current_end) if project.current_end else ""),
        (_("Última modificación"), formats.long_date(edited) if edited else ""),
        (_("Aprobación"), _approval(material)),
        (_("Huella del plan"), grouped(fingerprint)),
    ]  # fmt: skip
    return Cover(
        kind=_(KIND),
        title=project.name or _("Proyecto sin nombre"),
        subtitle=project.theme,
        facts=tuple((label, words) for label, words in facts if words),
        signatures=slots(plan)[:ON_COVER],
        note=_(
            "Hecho con Sustainability Workbench {version}. El plan y sus cifras viajan dentro de este archivo; la "
            "huella dice si lo impreso es ese plan."
        ).format(version=__version__),
    )


def _approval(material: Material) -> Words:
    review = material.plan.review
    told = [
        review.approved_by,
        material.formats.long_date(review.approved) if review.approved else "",
        _("acta {number}").format(number=review.minutes) if review.minutes else "",
    ]
    return ", ".join(filter(None, told)) or Run(_("sin aprobación registrada"), muted=True)


def slots(plan: Plan) -> tuple[Slot, ...]:
    """Who signs; the executor where nobody was named."""
    named = tuple(
        Slot(", ".join(filter(None, (each.role, each.entity))) or _("Firma"), each.name)
        for each in plan.review.signatories
    )
    return named or (Slot(_("Por la entidad ejecutora"), plan.project.executor),)


def summary(material: Material) -> Iterator[Block]:
    """The page for the decision."""
    yield Heading(1, _("Resumen"), anchor="summary")
    judged = verdict(material.projection, material.formats)
    word = _(WORDS[judged.state]) if judged.state else _("Sin cifras")
    sentence = judged.sentence.removeprefix(f"{word}: ")
    lights = pulse(material.projection, material.formats)
    for light in lights:
        sentence = sentence.replace(light.text, light.text.replace(" ", NO_BREAK))
    shown = blocks.Light(judged.state or "none", word)
    yield Verdict(shown, capital(sentence), tuple(map(_pulse, lights)))
    yield from break_even_words(material)
    yield Heading(2, _("Resumen ejecutivo"))
    typed = material.plan.review.summary
    yield Text(prose(typed) if typed else proposal(material))
    if not typed:
        yield Text((_("Propuesta hecha por el programa con las cifras del plan."),), muted=True)


def _pulse(light: Light) -> Pulse:
    shown = blocks.Light(light.state, light.word) if light.state else None
    return Pulse(light.label, light.text, shown, _(NOTES[light.id]).format(benchmark=light.benchmark))


def proposal(material: Material) -> tuple[str, ...]:
    """An executive summary made of the figures, where none was typed."""
    if not started(material.projection):
        return (_("Todavía no hay ingresos ni costos."),)
    first = " ".join(filter(None, (_subject(material), _balance(material))))
    return tuple(filter(None, (first, _money(material), _mix(material))))


def _subject(material: Material) -> str:
    plan, grid = material.plan, material.projection.grid
    going = [service.name for service in plan.services if service.continuation not in STOPPING and service.name]
    sentences = []
    if 0 <= grid.project_end < grid.months:
        sentences.append(_("El proyecto termina en {month}.").format(month=material.month(grid.project_end)))
    if going:
        several = len(going) > 1
        text = _("Después continúan {n} servicios: {services}.") if several else _("Después continúa {services}.")
        sentences.append(text.format(n=len(going), services=material.formats.listed(going)))
    return " ".join(sentences)


def _balance(material: Material) -> str:
    projection = material.projection
    full = projection.value("self_sufficiency.full", "after12")
    text = _("En el primer año sin el proyecto, sus ingresos cubren {share} de sus costos.")
    return "" if full.number is None else text.format(share=covered_said(full.number, material.formats))


def _money(material: Material) -> str:
    projection = material.projection
    sustained = next((period for period in material.phases if period.id == "sustained"), None)
    if sustained is None:
        return ""
    planned, committed = (
        material.scaled(projection.value(f"funding.gap.{view}", sustained.id).number or 0.0)
        for view in ("planned", "committed")
    )
    text = (
        _("Después del proyecto faltan {committed}, también si llega todo lo planeado.")
        if planned and _amount(material, planned) == _amount(material, committed)
        else _(
            "Después del proyecto faltan {committed} si solo llega lo firmado, y {planned} si llega todo lo planeado."
        )
        if planned
        else _(
            "Después del proyecto faltan {committed} si solo llega lo firmado; con todo lo planeado no falta dinero."
        )
        if committed
        else _("Después del proyecto no falta dinero en ningún mes, aunque solo llegue lo firmado.")
    )
    after = text.format(planned=_amount(material, planned), committed=_amount(material, committed))
    return " ".join(filter(None, (_before(material), after, _guaranteed(projection))))


def _before(material: Material) -> str:
    """What must be found before the project ends: the light of the gap looks at what follows only."""
    if not any(period.id == "project" for period in material.phases):
        return ""
    missing = material.scaled(material.projection.value("funding.gap.committed", "project").number or 0.0)
    text = _("Durante el proyecto hay que conseguir {amount} además de lo firmado.")
    return text.format(amount=_amount(material, missing)) if missing else ""


def _amount(material: Material, scaled: float) -> str:
    return material.formats.money(scaled * material.scale.factor, material.currency, 0)


def _guaranteed(projection: Projection) -> str:
    months, horizon = (projection.value(f"funding.guaranteed_{name}") for name in ("months.committed", "horizon"))
    if months.number is None or horizon.number is None:
        return ""
    if months.reason == "at_least":
        text = _("Lo firmado alcanza para al menos {months} meses: un horizonte {word}.")
    elif months.number < 1:
        text = _("Lo firmado no alcanza ni para el primer mes.")
    elif months.number == 1:
        text = _("Lo firmado alcanza para 1 mes: un horizonte {word}.")
    else:
        text = _("Lo firmado alcanza para {months} meses: un horizonte {word}.")
    return text.format(months=round(months.number), word=_(HORIZONS[round(horizon.number)]))


def _mix(material: Material) -> str:
    names = (f"funding.{sector}_share.structure" for sector in ("public", "private"))
    public, private = (material.projection.value(name, "after12").number for name in names)
    if public is None or private is None:
        return ""
    return _(
        "De la estructura del primer año sin el proyecto, {public} es dinero público y {private} privado; en las "
        "iniciativas medidas por SSME, {ssme_public} y {ssme_private}."
    ).format(
        public=material.formats.percent(public),
        private=material.formats.percent(private),
        ssme_public=material.formats.percent(STRUCTURE_BENCHMARK[0]),
        ssme_private=material.formats.percent(STRUCTURE_BENCHMARK[1]),
    )
