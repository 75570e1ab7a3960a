"""The annexes: position, method, limits, words, documents, and the index of the figures."""

from __future__ import annotations

from collections.abc import Iterator

from forms import GUIDE
from forms.documents import DOCUMENTS
from forms.fields import ask_at
from forms.glossary import GLOSSARY
from forms.guide import View
from workbench.engine.projection import Published
from workbench.engine.sources import INTERNAL
from workbench.engine.told import FAMILIES, figure_label
from workbench.folding import folded
from workbench.i18n import _
from workbench.model.grid import Period
from workbench.model.plan import Plan
from workbench.model.project import SectorMap
from workbench.report import method
from workbench.report.blocks import Block, Column, Heading, Row, Run, Table, Text, Words
from workbench.report.figures import Notes, unit_word, words
from workbench.report.material import PHASES, Material
from workbench.report.results import statement
from workbench.report.values import Values

PLACES = (
    ("funding.gap", "cash"), ("funding.peak_gap", "cash"), ("cash.", "cash"), ("funding.guaranteed", "horizon"),
    ("funding.public", "public_private"), ("funding.private", "public_private"),
    ("funding.international", "public_private"), ("funding.", "sources_uses"), ("agreement.", "figures"),
    ("counterpart.", "figures"), *((start, "appraisal") for start in FAMILIES[-1][1]), ("", "break_even"),
)  # fmt: skip
"""The view that shows the figures whose code begins so."""


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
    yield Text(tuple(map(_, method.RULES)))
    yield Heading(2, _("Cifras publicadas"), "B.1")
    heads = (_("Cifra"), _("Cómo se calcula"), _("Unidad"), _("Fuente"))
    rows: list[Row] = []
    for title, entries in method.families(material.projection.told()):
        rows.append(Row((title,), "section"))
        rows += [Row((each.label, _rule(each), unit_word(material, each.unit), each.source)) for each in entries]
    yield Table(tuple(map(Column, heads)), tuple(rows), _("Cómo se calcula cada cifra"))
    yield Heading(2, _("Cifras en que se apoyan"), "B.2")
    yield Text((_(method.BENEATH),))
    yield _beneath(material)
    yield Heading(2, _("Documentos citados"), "B.3")
    documents = tuple(Row((number, _(title))) for number, title in DOCUMENTS.items())
    yield Table((Column(_("Número")), Column(_("Documento"))), documents)


def _rule(entry: method.Entry) -> Words:
    """A figure's rule, and below it when it is told, why it may not exist and what may be said beside it."""
    below = [_("Períodos: {periods}.").format(periods=entry.periods)]
    if entry.missing:
        lacks = _("Tampoco existe si {reasons}.") if entry.also else _("No existe si {reasons}.")
        below.append(lacks.format(reasons="; ".join(entry.missing)))
    if not entry.missing and not entry.also:
        below.append(_("Existe siempre."))
    if entry.notes:
        below.append(_("Puede decir: {notes}.").format(notes="; ".join(entry.notes)))
    return (entry.rule, Run("\n" + " ".join(below), muted=True))


def _beneath(material: Material) -> Table:
    """What the published figures rest on."""
    rows: list[Row] = []
    for title, entries in method.tables(material.projection.told()):
        rows.append(Row((title,), "section"))
        rows += [Row((each.label, each.rule)) for each in entries]
    heads = (Column(_("Cifra")), Column(_("Cómo se calcula")))
    return Table(heads, tuple(rows), _("Cómo se llega a ellas"), small=True)


def _limits(material: Material) -> Iterator[Block]:
    values = Values(material.plan, material.projection.grid, material.formats)
    columns = (Column(_("Límite")), Column(_("Valor"), "number"), Column(_("De dónde sale")))
    rows = tuple(Row((each.label, each.value, _origin(each))) for each in method.bounds(values))
    yield Table(columns, rows, _("Límites con que se avisa y se encienden las luces"))
    ends = tuple(Row((each.label, each.value, _origin(each))) for each in method.classes(values))
    yield Table(
        (Column(_("Luz o clase")), Column(_("Dónde termina")), Column(_("De dónde sale"))), ends, _("Luces y clases")
    )
    sectors = tuple(
        Row((_(ask_at(Plan, f"sectors/{name}").label), values.text(material.plan, f"sectors/{name}")))
        for name in SectorMap.model_fields
    )
    note = _("Los fondos propios son del sector del ejecutor; la clase «Otro» dice el suyo en cada línea.")
    heads = (Column(_("Clase de entidad")), Column(_("Sector")))
    yield Table(heads, sectors, _("Qué sector es cada clase"), notes=(note,))


def _origin(bound: method.Bound) -> Words:
    return Run(bound.source, muted=True) if bound.source == _(INTERNAL) else bound.source


def _glossary(material: Material) -> Iterator[Block]:
    told = ((_(GLOSSARY[name].name), _(GLOSSARY[name].text)) for name in GUIDE.terms(material.plan))
    terms = sorted(told, key=lambda term: folded(term[0]))
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
