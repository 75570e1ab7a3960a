"""What is left to correct, to explain or to fill in, with what the executor says of it."""

from __future__ import annotations

from collections.abc import Iterator

from forms import GUIDE
from forms.completeness import by_page
from forms.places import page_of
from workbench.engine.findings import findings
from workbench.i18n import _
from workbench.model.findings import Finding
from workbench.report.blocks import Block, Bullets, Column, Row, Run, Table, Text, Words
from workbench.report.material import Material
from workbench.report.prose import prose


def unresolved(material: Material) -> Iterator[Block]:
    """The findings, each with the executor's answer."""
    found = findings(material.projection, material.formats)
    if not found:
        yield Text((_("El programa no encontró nada que corregir ni que explicar."),))
        return
    columns = (Column(_("Hallazgo")), Column(_("Respuesta del ejecutor")))
    rows = tuple(Row((_finding(finding), _answer(material, finding))) for finding in found)
    yield Table(columns, rows, _("Hallazgos sin resolver"))


def _finding(finding: Finding) -> Words:
    words: tuple[str | Run, ...] = (Run(f"{_(finding.severity.label)}. ", bold=True), finding.sentence)
    try:
        page = page_of(GUIDE, finding.path)
    except KeyError:
        return words
    where = _("Página {number}, {title}.").format(number=page.number, title=_(page.title))
    return (*words, "\n", Run(where, muted=True))


def _answer(material: Material, finding: Finding) -> Words:
    for answer in material.plan.review.answers:
        if (answer.finding, answer.place) == (finding.id, finding.path) and answer.text:
            return "\n".join(_flat(paragraph) for paragraph in prose(answer.text))
    return Run(_("Sin respuesta."), muted=True)


def _flat(paragraph: Words | Bullets) -> str:
    """A paragraph or a list as plain words."""
    if isinstance(paragraph, Bullets):
        return "\n".join(f"• {_flat(item)}" for item in paragraph.items)
    parts = paragraph if isinstance(paragraph, tuple) else (paragraph,)
    return "".join(part if isinstance(part, str) else part.text for part in parts if isinstance(part, str | Run))


def completeness(material: Material) -> Iterator[Block]:
    """How full every page of the guide is."""
    pages = by_page(material.plan, GUIDE)
    columns = (
        Column(_("Página")), Column(_("Estado")), Column(_("Completa"), "percent", 0), Column(_("Faltan"), "number"),
    )  # fmt: skip
    rows = (
        Row((f"{page.number} · {_(page.title)}", _(pages[page.number].state.label), pages[page.number].share,
             len(pages[page.number].missing)))
        for page in GUIDE.shown(material.plan)
        if page.id != "results"
    )  # fmt: skip
    yield Table(columns, tuple(rows), _("Qué tan completo está el plan"))
