"""The chapters of the plan's report: the pages of the guide, in its order, with what was entered and computed."""

from __future__ import annotations

from collections.abc import Iterator

from forms import GUIDE
from forms.fields import ask_at, value_at
from forms.guide import Lines, Page, Section, Show, View
from workbench.i18n import _
from workbench.model.plan import Plan
from workbench.report.blocks import Block, Bullets, Facts, Heading, PageBreak, Signatures, Text, Words
from workbench.report.lines import is_told, labelled, lines_blocks
from workbench.report.material import Material
from workbench.report.prose import prose
from workbench.report.results import VIEWS
from workbench.report.summary import ON_COVER, slots
from workbench.report.values import Values
from workbench.report.yearly import YEARLY

ELSEWHERE = ("review/summary", "review/answers", "criteria/")
"""Printed in the summary, beside the findings and in the annex of limits."""


def chapters(material: Material) -> Iterator[Block]:
    """Every page of the guide as a chapter."""
    values = Values(material.plan, material.projection.grid, material.formats)
    for page in GUIDE.shown(material.plan):
        yield from _chapter(material, values, page)


def _chapter(material: Material, values: Values, page: Page) -> Iterator[Block]:
    if page.id == "results":  # the heart of the plan
        yield PageBreak()
    yield Heading(1, _(page.title), str(page.number), anchor=f"page.{page.id}")
    yield Text((_(page.subtitle),), muted=True)
    single = len(page.sections) == 1
    number = 0
    for section in page.sections:
        blocks = list(_section(material, values, section))
        if blocks:
            number += 1
            if not single:
                yield Heading(2, _(section.title), f"{page.number}.{number}", anchor=_anchor(section))
            yield from blocks
    if page.id == "review" and len(material.plan.review.signatories) > ON_COVER:
        yield Signatures(slots(material.plan))


def _anchor(section: Section) -> str:
    """What links to a section name: its first view."""
    return next((item.id for item in section.items if isinstance(item, View)), "")


def _section(material: Material, values: Values, section: Section) -> Iterator[Block]:
    """The fields of a section, its tables and views; nothing where nothing is to be said."""
    shown = [item for item in section.items if isinstance(item, Show) and not _is_elsewhere(item.path)]
    yield from _fields(values, section, shown)
    for item in section.items:
        if isinstance(item, View):
            yield from VIEWS[item.id](material)
        elif isinstance(item, Lines) and not _is_elsewhere(item.path) and item.visible_when(values.plan, values.plan):
            yield from lines_blocks(values, item, _(ask_at(Plan, item.path).label))
            if item.path in YEARLY:
                yield from YEARLY[item.path](material)


def _fields(values: Values, section: Section, shown: list[Show]) -> Iterator[Block]:
    plan = values.plan
    short: list[tuple[str, str]] = []
    long: list[tuple[str, str]] = []
    missing: list[str] = []
    for item in shown:
        asked = ask_at(Plan, item.path)
        if section.folded and not is_told(plan, plan, item):
            continue
        text = values.text(plan, item.path, plan.basis.currency) if item.visible_when(plan, plan) else ""
        if text:
            (long if asked.long else short).append((_(asked.label), text))
        elif item.wanted and value_at(plan, item.path) in (None, "", ()):
            missing.append(_(asked.label))
    if short:
        yield Facts(tuple(short))
    for label, text in long:
        yield Text(_listed(text) if label == _(section.title) else labelled(label, text))
    if missing:
        yield Text((_("Sin respuesta: {fields}.").format(fields="; ".join(missing)),), muted=True)


def _listed(text: str) -> tuple[Words | Bullets, ...]:
    """The one long text of a section, which asks one thing a line: as a list where it has several."""
    paragraphs = prose(text)
    plain = tuple(one for one in paragraphs if not isinstance(one, Bullets))
    return (Bullets(plain),) if len(plain) == len(paragraphs) > 1 else paragraphs


def _is_elsewhere(path: str) -> bool:
    return path.startswith(ELSEWHERE)
