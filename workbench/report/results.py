"""What is computed, as blocks: the views of the guide, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from forms.page_19_appraisal import FLOWS, RESULTS
from workbench.engine.break_even_said import break_even_sentences
from workbench.engine.exact import one_stream, step_lines
from workbench.engine.exact_said import SEARCHED, exact_sentence, lost_said
from workbench.engine.inputs import STANDING_LABELS, STANDINGS
from workbench.engine.projection import EXACT, month_id, published
from workbench.engine.pulse import PROJECTS_BENCHMARK, STRUCTURE_BENCHMARK, costed
from workbench.engine.reasons import reason_text
from workbench.engine.timeline import NOTHING_YET, timeline
from workbench.engine.told import STATEMENTS, figure_label, figure_text, line_label
from workbench.formats import capital
from workbench.i18n import N_, _
from workbench.model.chart import Chart
from workbench.model.grid import Period
from workbench.report import checks, figures
from workbench.report.blocks import Block, Bullets, Column, Row, Run, Table, Text, Words
from workbench.report.material import Material
from workbench.report.survey_result import latest_survey

IN_MONEY = ("break_even", "cash", "sources_uses", "payback")
SSME = N_("SSME, cuarta ola, datos de 2021 de 100 iniciativas clúster (documento 003)")
ROUNDED = N_("Por el redondeo, la última cifra de un total puede diferir en 1.")
ACCRUED = N_(
    "Los fondos públicos, privados e internacionales cuentan los ingresos cuando se ganan y los aportes cuando llegan; "
    "por eso no suman lo mismo que las fuentes."
)
ENOUGH = N_("Menos de 100 %: con parte de lo planeado basta. Más de 100 %: lo planeado no alcanza.")
CONTRACTED = N_(
    "Las dos cuentas de meses miran solo los aportes firmados; la primera cuenta también las ventas previstas, y la "
    "segunda, después del proyecto, solo las que ya tienen contrato."
)
ALWAYS = ("not_yet_found", "restricted_cash")
"""Lines of a statement that are told even where they are nothing; other parts without an amount are left out."""
INDENT = "\N{NO-BREAK SPACE}" * 3


def chart(material: Material, name: str) -> Chart:
    """A chart of the results; its amounts in the unit of the tables."""
    found = material.charts[name]
    if name not in IN_MONEY:
        return found
    factor = material.scale.factor
    series = tuple(
        replace(one, values=tuple(None if value is None else value / factor for value in one.values))
        for one in found.series
    )
    subtitle = found.subtitle.removesuffix(material.currency) + material.unit
    return replace(found, series=series, subtitle=subtitle)


def break_even(material: Material) -> Iterator[Block]:
    """The sentences, the chart, the months, the sales and the services."""
    yield from break_even_words(material)
    yield chart(material, "break_even")
    yield _months(material)
    yield _sales(material)
    if step_lines(material.projection):
        yield from _exact(material)
    if material.plan.services:
        yield _services(material)


def break_even_words(material: Material) -> Iterator[Block]:
    """When the operation covers its costs, one sentence for each way to count; nothing while there are no costs."""
    if costed(material.projection):
        yield Text((Bullets(break_even_sentences(material.projection, material.formats)),))


def _months(material: Material) -> Table:
    columns = (
        Column(_("Doce meses que terminan en")),
        Column(_("Se alcanza")),
        Column(_("Se mantiene desde")),
        Column(_("Recaídas")),
    )
    rows = []
    for at, name in enumerate(STANDINGS):
        months = (_month(material, month_id(name, end)) for end in ("reached", "held_from"))
        rows.append(Row((capital(_(STANDING_LABELS[at])), *months, _relapses(material, at))))
    return Table(columns, tuple(rows), _("Mes de equilibrio"))


def _month(material: Material, figure_id: str) -> Words:
    return figures.words(material, material.projection.value(figure_id), "month")


def _relapses(material: Material, standing: int) -> str:
    spells = material.projection.relapses(standing)
    return "; ".join(material.span(spell) for spell in spells) or _("ninguna")


def _sales(material: Material) -> Table:
    wanted = (
        "contribution_ratio", "break_even.sales", "break_even.sales.with_support", "break_even.sales.cash",
        "break_even.sales.without_in_kind", "break_even.sales.target", "margin_of_safety",
        "self_sufficiency.full", "self_sufficiency.cash", "self_sufficiency.without_public",
    )  # fmt: skip
    return _phases_table(material, wanted, _("Ventas de equilibrio y autosuficiencia"))


def _phases_table(material: Material, wanted: Sequence[str], caption: str) -> Table:
    """Some figures in the phases."""
    columns = [Column(_("Cifra")), Column(_("Unidad"))]
    columns += [Column(material.head(period), "number") for period in material.phases]
    rows, notes = [], figures.Notes()
    for figure_id in wanted:
        told = published()[figure_id]
        values = [material.projection.value(figure_id, period.id) for period in material.phases]
        cells = [figures.words(material, value, told.figure.unit, notes) for value in values]
        rows.append(Row((figure_label(told), figures.unit_word(material, told.figure.unit), *cells)))
    return Table(tuple(columns), tuple(rows), caption, notes=notes.sentences)


def _exact(material: Material) -> Iterator[Block]:
    """With step costs: the sentence of the twelve months after the project, and the figures of each phase."""
    if said := exact_sentence(material.projection, material.formats):
        yield Text((said,))
    columns = [Column(_("Cifra")), Column(_("Unidad"))]
    columns += [Column(material.head(period), "number") for period in material.phases]
    rows, notes = [], figures.Notes()
    for figure_id, (label, unit) in EXACT.items():
        if unit == "number" and one_stream(material.projection) is None:
            continue
        values = [material.projection.exact_value(figure_id, period.id) for period in material.phases]
        cells = [figures.words(material, value, unit, notes) for value in values]
        rows.append(Row((_(label), figures.unit_word(material, unit), *cells)))
    losing = [lost_said(material.projection.exact(period.id), material.formats) for period in material.phases]
    if any(losing):
        rows.append(Row((_("Por encima, con lo planeado como 100 %"), "", *losing)))
    caption = _("Equilibrio exacto con costos por tramos")
    yield Table(tuple(columns), tuple(rows), caption, notes=(capital(_(SEARCHED)) + ".", *notes.sentences))


def _services(material: Material) -> Table:
    """Break-even of every service in the twelve months after the project."""
    parts = (
        (_("Cubre sus costos propios"), ("own", "own.units")),
        (_("Cubre el costo total"), ("full", "full.units", "full.sales")),
    )
    heads = {"own": _("% de lo planeado"), "own.units": _("Unidades"), "full": _("% de lo planeado"),
             "full.units": _("Unidades"), "full.sales": _("Ventas, {unit}").format(unit=material.unit)}  # fmt: skip
    columns = (Column(_("Servicio")), *(Column(heads[part], "number") for _label, group in parts for part in group))
    rows, notes = [], figures.Notes()
    for service in material.plan.services:
        cells = []
        for part in (part for _label, group in parts for part in group):
            figure_id = f"break_even.activity.{part}"
            value = material.projection.value(figure_id, "after12", service.id)
            cells.append(figures.words(material, value, published()[figure_id].figure.unit, notes))
        rows.append(Row((service.name or _("Sin nombre"), *cells)))
    after = next(period for period in material.phases if period.kind == "after12")
    return Table(
        columns,
        tuple(rows),
        _("Punto de equilibrio por servicio, {span}").format(span=material.span(after)),
        groups=(("", 1), *((label, len(group)) for label, group in parts)),
        notes=(_(ENOUGH), *notes.sentences),
    )


def cash(material: Material) -> Iterator[Block]:
    """The chart, and year by year the free cash, the gaps and the reserve."""
    yield chart(material, "cash")
    years = material.periods("year")
    free = {line.id: line for line in material.projection.statements() if line.statement == "cash"}["free_cash"]
    rows = [Row((_("Caja libre al final"), *map(material.scaled, material.projection.by_year(free))))]
    notes = figures.Notes()
    rows += [
        _yearly(material, years, f"{name}.{view}", notes)
        for name in ("funding.gap", "cash.reserve_months")
        for view in ("planned", "committed")
    ]
    unit = _("{unit}; la reserva, en meses de pagos")
    if material.projection.value("dscr.minimum").number is not None:
        rows.append(_yearly(material, years, "dscr", notes))
        unit = _("{unit}; la reserva, en meses de pagos; la cobertura de la deuda, en veces")
    columns = (Column(_("Cifra")), *(material.money(material.head(year)) for year in years))
    unit = unit.format(unit=material.unit)
    yield Table(columns, tuple(rows), _("Caja y brecha por año"), unit, notes=notes.sentences)


def _yearly(material: Material, years: Sequence[Period], figure_id: str, notes: figures.Notes) -> Row:
    told = published()[figure_id]
    values = [material.projection.value(figure_id, year.id) for year in years]
    return Row((figure_label(told), *(figures.words(material, value, told.figure.unit, notes) for value in values)))


def sources_uses(material: Material) -> Iterator[Block]:
    """The chart; its table is the statement of sources and uses."""
    yield chart(material, "sources_uses")
    wanted = ("funding.cash_share", "funding.in_kind_share", "funding.committed_share", "funding.expected",
              "funding.concentration.largest_share", "funding.concentration")  # fmt: skip
    yield _phases_table(material, wanted, _("De qué están hechos los aportes"))


def public_private(material: Material) -> Iterator[Block]:
    """The chart and its shares, beside those published."""
    yield chart(material, "public_private")
    after = next(period for period in material.phases if period.kind == "after12")
    sectors = ("public", "private", "international")
    columns = (Column(""), *(Column(head, "percent", 0) for head in (_("Público"), _("Privado"), _("Internacional"))))
    rows = []
    for name, part, benchmark in (
        (_("Estructura"), "structure", STRUCTURE_BENCHMARK),
        (_("Servicios"), "services", PROJECTS_BENCHMARK),
    ):
        values = [material.projection.value(f"funding.{sector}_share.{part}", after.id) for sector in sectors]
        rows.append(Row((name, *(figures.words(material, value, "share") for value in values))))
        rows.append(Row(((Run(_("{part}, SSME").format(part=name), muted=True),), *benchmark, None)))
    source = _("{source}. SSME llama «proyectos» a lo que aquí son servicios; no es una norma.").format(source=_(SSME))
    caption = _("Quién financia, {span}").format(span=material.span(after))
    yield Table(columns, tuple(rows), caption, notes=(source,))


def horizon(material: Material) -> Iterator[Block]:
    """The chart and the figures of the guaranteed horizon, with and without the sales that have no contract."""
    yield chart(material, "horizon")
    names = ("funding.guaranteed_months.committed", "funding.guaranteed_months.contracted",
             "funding.guaranteed_horizon")  # fmt: skip
    rows = tuple(_once(material, name) for name in names)
    yield Table((Column(_("Cifra")), Column(_("Valor"), "number")), rows, _("Cuánto alcanza lo seguro"))
    yield Text((_(CONTRACTED),))
    criteria = material.plan.criteria
    bounds = _("Corto hasta {short} meses, medio hasta {medium}, largo desde ahí: criterio interno. Fuente: {source}.")
    yield Text((bounds.format(
        short=criteria.guaranteed_short, medium=criteria.guaranteed_medium, source=_(SSME)),), muted=True)  # fmt: skip


def in_time(material: Material) -> Iterator[Block]:
    """The actions from their first day to their last."""
    found = timeline(material.plan, material.formats)
    yield found or Text((_(NOTHING_YET),), muted=True)


def _once(material: Material, figure_id: str) -> Row:
    """A figure that has one value, with its unit and what must be said beside it."""
    told, value = published()[figure_id], material.projection.value(figure_id)
    if value.number is None:
        return Row((figure_label(told), figures.words(material, value, told.figure.unit)))
    text = figure_text(value.number, told.figure.unit, material.projection, material.formats)
    note = Run(f" ({reason_text(value.reason)})", muted=True) if value.reason else ""
    return Row((figure_label(told), (text, note) if note else text))


def who_pays(material: Material) -> Iterator[Block]:
    """Cost groups and their payers, with the project and without it."""
    columns, years = [Column(_("Costo y quién lo paga"))], []
    for year in material.projection.grid.handover:
        head = _(HANDOVER[year.id][year.months > 1]).format(n=year.months)
        columns.append(material.money(f"{head}\n{material.span(year)}"))
        years.append(material.projection.who_pays(year.first, year.last))
    everything = [[sum(column) for column in zip(*year.values, strict=True)] for year in years]
    rows = list(_group(material, _("Todos los costos"), years[0].payers, everything))
    for g, group in enumerate(years[0].groups):
        rows += _group(material, _(group), years[0].payers, [year.values[g] for year in years])
    yield Table(tuple(columns), tuple(rows), _("Quién paga qué"), material.unit, notes=(_(ROUNDED),), whole=True)


def _group(material: Material, name: str, payers: Sequence[str], years: Sequence[Sequence[float]]) -> Iterator[Row]:
    if not any(abs(value) > 0 for year in years for value in year):
        return
    yield Row((name, *(material.scaled(sum(year)) for year in years)), "section")
    for p, payer in enumerate(payers):
        values = [material.scaled(year[p]) for year in years]
        if any(values):
            yield Row((INDENT + _(payer), *values))


def statements(material: Material) -> Iterator[Block]:
    """The statements by year; the position stands in the annex."""
    for name in ("operating", "cash", "sources_uses"):
        yield statement(material, name)


def statement(material: Material, name: str) -> Table:
    """One statement by year."""
    columns = (Column(_("Concepto")), *(material.money(material.head(year)) for year in material.periods("year")))
    rows = []
    for line in material.projection.statements():
        amounts = [material.scaled(amount) for amount in material.projection.by_year(line)]
        if line.statement == name and (any(amounts) or line.level == 0 or line.id in ALWAYS):
            label = INDENT * line.level + line_label(line)
            rows.append(Row((label, *amounts), "plain" if line.level else "total"))
    notes = (_(ROUNDED), _(ACCRUED)) if name == "sources_uses" else (_(ROUNDED),)
    return Table(columns, tuple(rows), _(STATEMENTS[name]), material.unit, notes=notes, whole=True)


def appraisal(material: Material) -> Iterator[Block]:
    """What a bank asks for."""
    rows = tuple(_once(material, told.id) for told in material.projection.told() if told.figure.switch)
    columns = (Column(_("Cifra")), Column(_("Valor"), "number"))
    yield Table(columns, rows, _("Evaluación financiera"), notes=(_(RESULTS.intro), _(FLOWS.intro)))


def payback(material: Material) -> Iterator[Block]:
    """What has come back of what was put in."""
    yield chart(material, "payback")


def flows(material: Material) -> Iterator[Block]:
    """The flows that are appraised, by year."""
    yield statement(material, "flows")


def all_figures(material: Material) -> Iterator[Block]:
    """Every figure with its period and, where there is none, the reason."""
    yield from figures.tables(material)


HANDOVER = {
    "before": (N_("Último mes del proyecto"), N_("Últimos {n} meses del proyecto")),
    "after": (N_("Primer mes después"), N_("Primeros {n} meses después")),
}
"""The months before and after the project ends: one, or several."""
VIEWS: Mapping[str, Callable[[Material], Iterator[Block]]] = {
    "break_even": break_even,
    "cash": cash,
    "sources_uses": sources_uses,
    "public_private": public_private,
    "horizon": horizon,
    "who_pays": who_pays,
    "statements": statements,
    "figures": all_figures,
    "appraisal": appraisal,
    "payback": payback,
    "flows": flows,
    "latest_survey": latest_survey,
    "timeline": in_time,
    "findings": checks.unresolved,
    "completeness": checks.completeness,
}
