"""The annexes: position, method, limits, words, documents, and the index of the figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms import GUIDE
from forms.documents import DOCUMENTS
from forms.fields import ask_at
from forms.glossary import GLOSSARY
from workbench.engine.explain import rule
from workbench.engine.projection import Published, published
from workbench.engine.told import period_name
from workbench.i18n import N_, _
from workbench.model.plan import Plan
from workbench.model.project import Criteria, Limit, SectorMap
from workbench.model.types import LimitOf
from workbench.report.blocks import Block, Column, Facts, Heading, Row, Run, Table, Text
from workbench.report.figures import FAMILIES, family, label, unit_word, words
from workbench.report.material import Material
from workbench.report.results import statement
from workbench.report.values import Values

INTERNAL = N_("criterio interno")
METHOD = (
    N_("Todo se calcula mes a mes, en la moneda del plan, y se suma por año y por fase; las razones se calculan otra vez "
       "con las sumas, nunca se promedian. Se redondea solo al imprimir."),
    N_("El punto de equilibrio, el margen de seguridad y la autosuficiencia miran solo la operación que continúa, antes "
       "de cualquier aporte. La brecha y los meses garantizados miran también lo que es solo del proyecto."),
    N_("Los montos están a precios del primer mes del plan y cambian cada año como dice su línea; los contratos y los "
       "aportes son nominales. Lo que está en otra moneda usa la tasa de cambio del mes en que se causa."),
    N_("Los cuadros cuentan todas las fuentes del plan; las luces y las cifras «solo con las firmadas» cuentan solo las "
       "que tienen documento. Una fuente en especie vale lo que valen los costos que cubre."),
    N_("No se modelan el momento de pago del IVA, el impuesto a los excedentes, los inventarios (la mercancía es costo "
       "cuando se vende), las diferencias de cambio, las donaciones de capital por devengar ni los intereses de "
       "sobregiro."),
)  # fmt: skip
SOURCES: tuple[tuple[str, str], ...] = (
    ("funding.guaranteed_horizon", N_("clases: SSME (003); límites: criterio interno")),
    ("self_sufficiency.", N_("autosuficiencia operativa, como la mide CGAP")),
    ("funding.public_share", N_("clasificación de SSME (003)")),
    ("funding.private_share", N_("clasificación de SSME (003)")),
    ("funding.public_of_two", N_("clasificación de SSME (003)")),
    ("agreement.", N_("partes del total, como en la red PIP (002)")),
)
COMMON = N_("práctica común")


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
    for number, (title, _starts) in enumerate(FAMILIES):
        yield Heading(2, _(title), f"B.{number + 1}", anchor=f"method.{number}")
        columns = (Column(_("Cifra")), Column(_("Cómo se calcula")), Column(_("Unidad")), Column(_("Fuente")))
        rows: dict[str, Row] = {}
        for told in published().values():
            if family(told.id) == number and told.figure.name not in rows:
                unit = unit_word(material, told.figure.unit)
                rows[told.figure.name] = Row((_(told.figure.label), rule(told.figure.name), unit, _source(told)))
        yield Table(columns, tuple(rows.values()), _("Cómo se calcula: {family}").format(family=_(title)))
    yield Heading(2, _("Documentos citados"), f"B.{len(FAMILIES) + 1}")
    yield Facts(tuple((number, _(title)) for number, title in DOCUMENTS.items()))


def _source(told: Published) -> str:
    return _(next((source for start, source in SOURCES if told.id.startswith(start)), COMMON))


def _limits(material: Material) -> Iterator[Block]:
    values = Values(material.plan, material.projection.grid, material.formats)
    columns = (Column(_("Límite")), Column(_("Valor"), "number"), Column(_("De dónde sale")))
    rows = [_clause(material, limit) for limit in material.plan.agreement.limits]
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


def _clause(material: Material, limit: Limit) -> Row:
    """A limit of the agreement, with its clause where one is named."""
    value = "" if limit.value is None else _limit_words(material, limit.limit, limit.value)
    dated = material.formats.date(limit.dated) if limit.dated else ""
    clause = ", ".join(filter(None, (limit.clause, dated)))
    return Row((_(limit.limit.label), value, clause or Run(_(INTERNAL), muted=True)))


def _limit_words(material: Material, limit: LimitOf, value: Decimal) -> str:
    formats = material.formats
    match limit:
        case LimitOf.WORKSHOP_LEAD:
            return _("{n} meses").format(n=formats.number(value))
        case LimitOf.REPORT_DEADLINE:
            return _("{n} días").format(n=formats.number(value))
        case _:
            return formats.percent(value, None)


def _glossary(material: Material) -> Iterator[Block]:
    used = {term for page in GUIDE.pages for term in page.guidance.terms}
    terms = sorted((_(GLOSSARY[name].name), _(GLOSSARY[name].text)) for name in used)
    yield Facts(tuple(terms))


def _index(material: Material) -> Iterator[Block]:
    columns = (
        Column(_("Cifra y código")), Column(_("Período")), Column(_("Valor"), "number"), Column(_("Unidad")),
        Column(_("Método")),
    )  # fmt: skip
    rows = []
    for told in published().values():
        if told.figure.over == "service":
            continue
        period = "after12" if "A" in told.figure.told else "single" if "S" in told.figure.told else None
        where = material.periods("year")[-1] if period is None else material.projection.grid.period(period)
        value = material.projection.value(told.id, where.id)
        link = Run(f"B.{family(told.id) + 1}", link=f"#method.{family(told.id)}")
        rows.append(
            Row(((label(told), Run(f"\n{told.id}", muted=True)), period_name(where, material.projection, material.formats),
                 words(material, value, told.figure.unit), unit_word(material, told.figure.unit), link))
        )  # fmt: skip
    yield Table(columns, tuple(rows), _("Cifras en orden"))
