"""The charts of a portfolio. Titles say the finding; each mark stands for plans that can be looked at alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.formats import Formats, capital
from workbench.i18n import N_, _
from workbench.model.chart import Chart, Series
from workbench.portfolio.consolidation import CLASSES, Consolidation, Funds, consolidate
from workbench.portfolio.entry import Mix
from workbench.portfolio.selection import NEVER_HELD, NOT_TOLD, Group, Names, Shown, Wanted, grouped
from workbench.portfolio.told import FUNDED, HORIZON_NAMES, NONE, SSME, amount_said, why

PUBLISHED = "published"
"""What a series holds that is of others, and stands for none of the plans."""
MOST = 12
"""Groups that have a bar of their own; the smaller ones stand together."""
SECTORS = (("public", N_("Público"), "series1"), ("private", N_("Privado"), "series2"),
           ("international", N_("Internacional"), "series7"))  # fmt: skip
APPROVED = (
    ("fomin", N_("FOMIN"), "series1"),
    ("cash", N_("Contrapartida en efectivo"), "series2"),
    ("in_kind", N_("Contrapartida en especie"), "series3"),
)


@dataclass(frozen=True)
class Facet:
    """Some plans of a portfolio: the field or the facet of ``Wanted`` that chooses them, and its value."""

    field: str
    value: str


def facet_said(wanted: Wanted) -> str:
    """What the plans of a chart's mark have in common; '' where none was chosen."""
    if wanted.facet == "horizon":
        return _("horizonte: {name}").format(name=_(HORIZON_NAMES[wanted.value]))
    if wanted.facet == "gap":
        return _("con brecha en {year}").format(year=wanted.value)
    if wanted.facet == "break_even":
        told = {NEVER_HELD: _("nunca"), NOT_TOLD: _("sin dato")}
        return _("equilibrio: {when}").format(when=told.get(wanted.value) or quarter_said(wanted.value))
    return ""


@dataclass(frozen=True)
class Drawn:
    """A chart, and the plans each of its x labels stands for, where it stands for some."""

    chart: Chart
    facets: dict[int, Facet] = field(default_factory=dict)


def charts(shown: Shown, by: str, names: Names, formats: Formats) -> dict[str, Drawn]:
    """Every chart by its id; ``by``: what approved amounts are told by, countries where it is ''."""
    whole = shown.whole
    groups = shown.groups or tuple(
        (each, consolidate(each.entries, whole.currency)) for each in grouped(shown.entries, by or "country", names)
    )
    return {
        "approved": _approved(whole, groups, by or "country", formats),
        "funding": _funding(whole, formats),
        "horizon": _horizon(whole, formats),
        "gaps": _gaps(whole, formats),
        "break_even": _break_even(whole, formats),
    }


def _approved(
    whole: Consolidation, groups: Sequence[tuple[Group, Consolidation]], by: str, formats: Formats
) -> Drawn:
    title = _("Todavía no hay montos aprobados")
    if whole.fomin_share is not None:
        said = _("De lo aprobado, {fomin} es del FOMIN y {counterpart} de contrapartida")
        fomin, other = formats.percent(whole.fomin_share, 1), formats.percent(1 - whole.fomin_share, 1)
        title = said.format(fomin=fomin, counterpart=other)
    ranked = sorted(groups, key=lambda each: each[1].fomin + each[1].counterpart, reverse=True)
    bars = [(each.label or _(NONE[by]), sums, Facet(by, each.key)) for each, sums in ranked[:MOST]]
    rest = [sums for _group, sums in ranked[MOST:]]
    labels = [label for label, _sums, _facet in bars] + [_("Los demás")] * bool(rest)

    def values(name: str) -> tuple[float, ...]:
        told = [getattr(sums, name) for _label, sums, _facet in bars]
        return tuple(told + ([sum(getattr(sums, name) for sums in rest)] if rest else []))

    series = tuple(Series(_(text), values(name), role, what=name) for name, text, role in APPROVED)
    alt = _("{title}: FOMIN {fomin}, contrapartida {counterpart}.").format(
        title=title,
        fomin=amount_said(whole.fomin, whole.currency, formats),
        counterpart=amount_said(whole.counterpart, whole.currency, formats),
    )
    subtitle = _(MEASURES[by]).format(currency=whole.currency)
    facets = {at: facet for at, (_label, _sums, facet) in enumerate(bars) if facet.value}
    return Drawn(Chart(title, subtitle, "stacked_bars", tuple(labels), series, alt), facets)


MEASURES = {
    "country": N_("Aprobado por país, {currency}"),
    "sector": N_("Aprobado por sector, {currency}"),
    "stage": N_("Aprobado por etapa, {currency}"),
}


def _funding(whole: Consolidation, formats: Formats) -> Drawn:
    own = [_percents(funds.shares) for funds in (whole.structure, whole.services)]
    measured = [(100 * public, 100 * private, 0.0) for public, private in FUNDED.values()]
    columns = [own[0], measured[0], own[1], measured[1]]
    series = tuple(
        Series(_(label), tuple(None if column is None else column[at] for column in columns), role, what=sector)
        for at, (sector, label, role) in enumerate(SECTORS)
        if at < 2 or any(column and column[at] for column in columns)
    )
    title = _structure_said(whole.structure, formats)
    alt = _("{title}. En las iniciativas medidas por SSME: {structure} de la estructura y {projects} de los proyectos.")
    public = [formats.percent(public) for public, _private in FUNDED.values()]
    return Drawn(
        Chart(
            title,
            _("Doce meses después de cada proyecto, % de los fondos (planes: {n}); SSME, ola IV, datos de 2021").format(
                n=max(whole.structure.plans, whole.services.plans)
            ),
            "stacked_bars",
            (_("Estructura"), _("SSME: estructura"), _("Servicios"), _("SSME: proyectos")),
            series,
            alt.format(title=title, structure=public[0], projects=public[1]),
        )
    )


def _structure_said(funds: Funds, formats: Formats) -> str:
    shares = funds.shares
    if shares is None:
        return _("No se sabe quién sostiene las estructuras después de los proyectos")
    text = _("Lo público sostiene {share} de las estructuras después de los proyectos")
    return text.format(share=formats.percent(shares[0]))


def _percents(shares: Mix | None) -> Mix | None:
    return None if shares is None else (100 * shares[0], 100 * shares[1], 100 * shares[2])


def _horizon(whole: Consolidation, formats: Formats) -> Drawn:
    own = [whole.horizon_share(name) for name in CLASSES]
    published = tuple(100 * SSME[name] if name in SSME else None for name in CLASSES)
    long = whole.horizon_share("long")
    title = _("Todavía no hay planes con cifras")
    if long is not None:
        text = _("Tiene un horizonte largo {own} de los planes; en SSME, {published}")
        title = text.format(own=formats.percent(long), published=formats.percent(SSME["long"]))
    names = [capital(_(HORIZON_NAMES[name])) for name in CLASSES]
    told = ", ".join(f"{name} {formats.percent(share)}" for name, share in zip(names, own, strict=True) if share)
    return Drawn(
        Chart(
            title,
            _("Planes según lo que tienen garantizado, %; SSME, ola IV, datos de 2021"),
            "bars",
            tuple(names),
            (
                Series(_("Esta cartera"), tuple(None if s is None else 100 * s for s in own), "series1"),
                Series("SSME", published, "series7", "hatched", PUBLISHED),
            ),
            f"{title}. {told}." if told else f"{title}.",
        ),
        {at: Facet("horizon", name) for at, name in enumerate(CLASSES) if whole.horizon[name]},
    )


def quarter_said(quarter: str) -> str:
    """*2028-2* as *T2 2028*."""
    return _("T{quarter} {year}").format(quarter=quarter[5:], year=quarter[:4])


def _break_even(whole: Consolidation, formats: Formats) -> Drawn:
    """The calendar, and apart from it the plans that never hold break-even and those that cannot tell."""
    reached = sum(whole.quarters.values())
    untold = whole.plans - reached - whole.never
    title = _("Ningún plan llega todavía al equilibrio")
    if reached:
        last = quarter_said(max(quarter for quarter, plans in whole.quarters.items() if plans))
        text = _("Planes que llegan al equilibrio: {n} de {every}; el último, en {quarter}")
        title = text.format(n=reached, every=whole.plans, quarter=last)
    columns = [(quarter, quarter_said(quarter), plans) for quarter, plans in whole.quarters.items()]
    columns += [(NOT_TOLD, _("Sin dato"), untold), (NEVER_HELD, _("Nunca"), whole.never)]
    reasons = (f"{why(code)}, {plans}" for code, plans in whole.missing.items())
    alt = _("{title}. Los demás: {reasons}.").format(title=title, reasons="; ".join(reasons) or 0)
    return Drawn(
        Chart(
            title,
            _("Planes según el trimestre en que llegan al equilibrio para quedarse, número"),
            "bars",
            tuple(label for _code, label, _plans in columns),
            (Series(_("Planes"), tuple(float(plans) for _code, _label, plans in columns), "series1"),),
            alt,
            apart=2,
        ),
        {at: Facet("break_even", code) for at, (code, _label, plans) in enumerate(columns) if plans},
    )


def _gaps(whole: Consolidation, formats: Formats) -> Drawn:
    title = _("Con lo firmado no falta nada después de los proyectos")
    if not whole.gapped:
        title = _("Todavía no hay planes con cifras")
    elif whole.gap > 0:
        worst = max(whole.gaps, key=lambda year: whole.gaps[year][0])
        text = _("Con lo firmado faltan {amount} después de los proyectos; sobre todo en {year}")
        title = text.format(amount=amount_said(whole.gap, whole.currency, formats), year=worst)
    planned = sum(gap for _committed, gap in whole.gaps.values())
    alt = _("{title}. Con todas las fuentes planeadas faltan {amount}.")
    return Drawn(
        Chart(
            title,
            _("Brecha de cada año después de los proyectos, {currency}").format(currency=whole.currency),
            "bars",
            tuple(whole.gaps),
            (
                Series(_("Solo con las firmadas"), tuple(gap[0] for gap in whole.gaps.values()), "series2"),
                Series(_("Con todas las fuentes"), tuple(gap[1] for gap in whole.gaps.values()), "series1", "hatched"),
            ),
            alt.format(title=title, amount=amount_said(planned, whole.currency, formats)),
        ),
        {at: Facet("gap", year) for at, year in enumerate(whole.gaps) if any(whole.gaps[year])},
    )
