"""The annexes: position, method, limits, words, documents, and the index of the figures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from forms import GUIDE
from forms.documents import DOCUMENTS
from forms.fields import ask_at
from forms.glossary import GLOSSARY
from forms.guide import View
from workbench.engine.explain import beneath, rule
from workbench.engine.projection import Published
from workbench.engine.registry import FIGURES
from workbench.engine.sources import INTERNAL
from workbench.engine.told import figure_label
from workbench.i18n import N_, _
from workbench.model.grid import Period
from workbench.model.plan import Plan
from workbench.model.project import Criteria, Limit, SectorMap
from workbench.report.blocks import Block, Column, Heading, Row, Run, Table, Text, Words
from workbench.report.figures import FAMILIES, Notes, family, unit_word, words
from workbench.report.material import PHASES, Material
from workbench.report.results import statement
from workbench.report.values import Values

METHOD = (
    N_("Todo se calcula mes a mes, en la moneda del plan, y se suma por año y por fase; las razones se calculan otra "
       "vez con las sumas, nunca se promedian. Se redondea solo al imprimir."),
    N_("El punto de equilibrio, el margen de seguridad y la autosuficiencia miran solo la operación que continúa, "
       "antes de cualquier aporte. La brecha y los meses garantizados miran también lo que es solo del proyecto."),
    N_("Los montos están a precios del primer mes del plan y cambian cada año como dice su línea; los contratos y los "
       "aportes son nominales. Lo que está en otra moneda usa la tasa de cambio del mes en que se causa."),
    N_("Los cuadros cuentan todas las fuentes del plan; las luces y las cifras «solo con las firmadas» cuentan solo "
       "las que tienen documento. Una fuente en especie vale lo que valen los costos que cubre."),
    N_("No se modelan el momento de pago del IVA, el impuesto a los excedentes, los inventarios (la mercancía es costo "
       "cuando se vende), las diferencias de cambio, las donaciones de capital por devengar ni los intereses de "
       "sobregiro."),
)  # fmt: skip
PLACES = (
    ("funding.gap", "cash"), ("funding.peak_gap", "cash"), ("cash.", "cash"), ("funding.guaranteed", "horizon"),
    ("funding.public", "public_private"), ("funding.private", "public_private"),
    ("funding.international", "public_private"), ("funding.", "sources_uses"), ("agreement.", "figures"),
    ("counterpart.", "figures"), *((start, "appraisal") for start in FAMILIES[-1][1]), ("", "break_even"),
)  # fmt: skip
"""The view that shows the figures whose code begins so."""
OVER: dict[str | None, str] = {
    None: N_("De todo el plan"), "service": N_("De cada servicio"), "standing": N_("De cada equilibrio que se prueba"),
    "use": N_("De cada destino: estructura, servicios, inversión"),
    "sector": N_("De cada sector: público, privado, internacional"),
    "organisation": N_("De cada organización que paga o aporta"), "stream": N_("De cada ingreso"),
    "staff": N_("De cada puesto"), "fixed": N_("De cada costo fijo"), "variable": N_("De cada costo variable"),
    "step": N_("De cada costo por tramos"), "line": N_("De cada costo, menos los de porcentaje"),
    "share": N_("De cada costo de porcentaje"), "asset": N_("De cada inversión"),
    "cost": N_("De cada costo o inversión"), "opening_asset": N_("De cada activo existente"),
    "loan": N_("De cada préstamo"), "source": N_("De cada fuente en efectivo"),
    "carry": N_("De cada costo que cubre una fuente en especie"),
    "trial": N_("De cada par de tasas que se prueba"), "currency": N_("De cada moneda"),
}  # fmt: skip
"""What a figure is of, by its table."""
BENEATH = N_(
    "Con estas reglas se llega de los datos a las cifras publicadas. Lo que va entre «comillas» y no se define en este "
    "anexo es un dato del plan o se saca de uno, como el sector de quien aporta o el mes. «De todas las líneas» y «de "
    "las líneas con» hablan de los ingresos, los costos o las fuentes; sus montos por año están en los capítulos 5 a 7."
)


def annexes(material: Material) -> Iterator[Block]:
    """All of them, lettered."""
    makers = (
        ("position", _("Situación por año"), _position),
        ("method", _("Método"), _method),
        ("limits", _("Límites y clasificaciones"), _limits),
        ("glossary", _("Glosario"), _glossary),
        ("index", _("Índice de cifras"), _index),
    )
    for letter, (anchor, title, make) in zip("ABCDE", makers, strict=True):
        yield Heading(1, title, letter, anchor=anchor)
        yield from make(material)


def _position(material: Material) -> Iterator[Block]:
    yield Text((_("Lo que la operación tiene y debe al final de cada año; activos en positivo, deudas en negativo."),))
    yield statement(material, "position")


def _method(material: Material) -> Iterator[Block]:
    yield Text(tuple(map(_, METHOD)))
    yield Heading(2, _("Cifras publicadas"), "B.1")
    columns = (Column(_("Cifra")), Column(_("Cómo se calcula")), Column(_("Unidad")), Column(_("Fuente")))
    rows: list[Row] = []
    for number, (title, _starts) in enumerate(FAMILIES):
        told = tuple(_rules(material, number))
        rows += (Row((_(title),), "section"), *told) if told else ()
    yield Table(columns, tuple(rows), _("Cómo se calcula cada cifra"))
    yield Heading(2, _("Cifras en que se apoyan"), "B.2")
    yield Text((_(BENEATH),))
    yield _beneath(material)
    yield Heading(2, _("Documentos citados"), "B.3")
    documents = tuple(Row((number, _(title))) for number, title in DOCUMENTS.items())
    yield Table((Column(_("Número")), Column(_("Documento"))), documents)


def _beneath(material: Material) -> Table:
    """What the published figures rest on, by what it is of, in the order of the alphabet."""
    under = beneath({told.figure.name for told in material.projection.told()})
    rows: list[Row] = []
    for over, title in OVER.items():
        names = [name for name in under if FIGURES[name].over == over]
        told = ((_(FIGURES[name].label), rule(name)) for name in names)
        rows += [Row((_(title),), "section")] if names else []
        rows += map(Row, sorted(told, key=lambda each: _letters(each[0])))
    heads = (Column(_("Cifra")), Column(_("Cómo se calcula")))
    return Table(heads, tuple(rows), _("Cómo se llega a ellas"), small=True)


def _letters(text: str) -> str:
    """A text by which it finds its place in the alphabet, whatever its accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()


def _rules(material: Material, number: int) -> Iterator[Row]:
    """The figures of a family, each once whatever the sources it counts."""
    told_of = {told.figure.name: told for told in reversed(material.projection.told()) if family(told.id) == number}
    for name, told in reversed(told_of.items()):
        yield Row((_(told.figure.label), rule(name), unit_word(material, told.figure.unit), _(told.figure.source)))


def _limits(material: Material) -> Iterator[Block]:
    values = Values(material.plan, material.projection.grid, material.formats)
    columns = (Column(_("Límite")), Column(_("Valor"), "number"), Column(_("De dónde sale")))
    rows = [_clause(values, limit) for limit in material.plan.agreement.limits]
    internal = Run(_(INTERNAL), muted=True)
    rows += [
        Row((_(ask_at(Plan, f"criteria/{name}").label), values.text(material.plan, f"criteria/{name}"), internal))
        for name in Criteria.model_fields
    ]
    yield Table(columns, tuple(rows), _("Límites con que se avisa y se encienden las luces"))
    sectors = tuple(
        Row((_(ask_at(Plan, f"sectors/{name}").label), values.text(material.plan, f"sectors/{name}")))
        for name in SectorMap.model_fields
    )
    note = _("Los fondos propios son del sector del ejecutor; la clase «Otro» dice el suyo en cada línea.")
    heads = (Column(_("Clase de entidad")), Column(_("Sector")))
    yield Table(heads, sectors, _("Qué sector es cada clase"), notes=(note,))


def _clause(values: Values, limit: Limit) -> Row:
    """A limit of the agreement, with its clause where one is named."""
    clause = ", ".join(filter(None, (limit.clause, values.text(limit, "dated"))))
    return Row((_(limit.limit.label), values.text(limit, "value"), clause or Run(_(INTERNAL), muted=True)))


def _glossary(material: Material) -> Iterator[Block]:
    told = ((_(GLOSSARY[name].name), _(GLOSSARY[name].text)) for name in GUIDE.terms(material.plan))
    terms = sorted(told, key=lambda term: _letters(term[0]))
    rows = tuple(Row(((Run(name, bold=True),), text)) for name, text in terms)
    yield Table((Column(_("Palabra")), Column(_("Qué quiere decir"))), rows)


def _index(material: Material) -> Iterator[Block]:
    """Where every figure is told, and its value in the period by which plans are compared."""
    heads = (_("Cifra y código"), _("Valor"), _("Unidad"), _("Período"), _("Dónde"))
    columns = tuple(Column(head, "number" if head == _("Valor") else "text") for head in heads)
    rows, notes = [], Notes()
    for told in material.projection.told():
        where = _compared(material, told)
        value: Words = Run(_("por servicio"), muted=True)
        if told.figure.over != "service":
            value = words(material, material.projection.value(told.id, where.id), told.figure.unit, notes)
        name, period = (figure_label(told), Run(f"\n{told.id}", muted=True)), PHASES.get(where.id, "")
        view = next(view for start, view in PLACES if told.id.startswith(start))
        link = Run(view_title(view), link=f"#{view}")
        rows.append(Row((name, value, unit_word(material, told.figure.unit), _(period) or material.head(where), link)))
    yield Table(columns, tuple(rows), _("Todas las cifras publicadas"), notes=notes.sentences)


def _compared(material: Material, told: Published) -> Period:
    """The twelve months after the project where a figure is told for them, else the whole plan, else the last year
    in which it exists."""
    letters = told.figure.told
    if "A" in letters:
        return material.projection.grid.period("after12")
    if "S" in letters:
        return material.projection.grid.period("single")
    years = material.periods("year")
    exist = [year for year in years if material.projection.value(told.id, year.id).number is not None]
    return (exist or years)[-1]


def view_title(name: str) -> str:
    """The title of the section that shows a view."""
    sections = (section for page in GUIDE.pages for section in page.sections)
    return next(_(section.title) for section in sections if View(name) in section.items)
