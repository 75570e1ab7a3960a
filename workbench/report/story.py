"""What a report says as flowables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak
from reportlab.platypus.doctemplate import ActionFlowable

from workbench.formats import Formats
from workbench.model.chart import Chart
from workbench.report import blocks, charts, panels, writing
from workbench.report.look import Anchors, markup, style, tinted
from workbench.report.tables import TableSetter
from workbench.report.tagged.parts import Entry, Figure, Item, P, Title

EMPTY = "empty"
"""The name of the page template of a back without anything."""
ONE_LINE = 100  # letters
SOME_LINES = 60.0  # points of what follows a heading that must stand on its page
CLOSEST = 10.2  # points between lines of the contents


class Place(NamedTuple):
    """A heading as the table of contents and the bookmarks know it: its key is unique, its words need not be."""

    key: str
    label: str
    level: int


def template(booklet: blocks.Booklet) -> str:
    """The name of the page template of a booklet."""
    return f"booklet {id(booklet)}"


class FrontSide(ActionFlowable):
    """What follows starts on the front of a sheet: printed on both sides, a back may stay empty before it."""

    def apply(self, doc: Any) -> None:
        if doc.page % 2:
            doc.handle_nextPageTemplate(EMPTY)
            doc.handle_pageBreak()


class Story:
    """Makes the flowables of a report for pages whose text is ``width`` by ``height`` points."""

    def __init__(self, report: blocks.Report, width: float, height: float) -> None:
        self.report, self.width, self.height = report, width, height
        self.places = _places(report.blocks)
        self.anchors: Anchors = {
            block.anchor: self.places[n].key
            for n, block in enumerate(report.blocks)
            if isinstance(block, blocks.Heading) and block.anchor
        }
        self.formats = Formats(report.country, report.language)
        self.tables = TableSetter(width, height, self.formats, self.anchors)
        self._set: dict[int, list[Flowable]] = {}

    def flowables(self) -> list[Flowable]:
        """The flowables of every block."""
        return [flowable for n in range(len(self.report.blocks)) for flowable in self._block(n)]

    def _block(self, n: int) -> Iterator[Flowable]:
        match self.report.blocks[n]:
            case blocks.Heading() as heading:
                yield from self._heading(heading, n)
            case blocks.Text() as text:
                yield from self._text(text)
            case blocks.Facts() as facts:
                yield panels.facts(facts.items, self.width, self.anchors)
            case blocks.Table():
                yield from self._table(n)
            case Chart() as chart:
                yield self._chart(chart)
            case blocks.Verdict() as verdict:
                yield from panels.verdict(verdict, self.width, self.anchors)
            case blocks.Signatures() as signatures:
                yield KeepTogether(panels.signatures(signatures.slots, self.width))
            case blocks.Cover() as cover:
                yield from panels.cover(cover, self.width, self.anchors)
                yield from (NextPageTemplate("text"), PageBreak())
            case blocks.Toc() as toc:
                yield from self._contents(toc)
            case blocks.PageBreak():
                yield PageBreak()
            case blocks.Question() as question:
                yield KeepTogether(writing.question(question, self.width))
            case blocks.Blanks() as blanks:
                yield KeepTogether(writing.rows(blanks.rows, self.width))
            case blocks.Booklet() as booklet if n:
                yield from (FrontSide(), NextPageTemplate(template(booklet)), PageBreak())

    def _heading(self, heading: blocks.Heading, n: int) -> Iterator[Flowable]:
        place = self.places[n]
        words = markup(heading.text, {})
        if heading.number:
            words = f"{tinted(markup(heading.number, {}), 'accent')}  {words}"
        yield CondPageBreak(self._room(n))
        yield Title(words, style(f"heading{heading.level}"), heading.level, place.key, place.label)

    def _room(self, n: int) -> float:
        """Points a heading needs so as not to stand alone at the foot of a page, and what follows needs to start."""
        match self.report.blocks[n : n + 1]:
            case (blocks.Heading(level=level),):
                look = style(f"heading{level}")
                return float(look.spaceBefore + look.leading + look.spaceAfter) + self._room(n + 1)
            case (blocks.Table(),):
                begin: CondPageBreak = self._table(n)[0]
                return float(begin.height) + 1
            case (Chart() as chart,):
                return charts.height(chart) + 60
            case (blocks.Question() as question,):
                return writing.height(question, self.width)
            case (blocks.Text(paragraphs=(str() as line,)),) if len(line) < ONE_LINE and self._leads(n):
                return 21 + self._room(n + 1)
            case _:
                return SOME_LINES

    def _leads(self, n: int) -> bool:
        """Whether the line at this place stands between a heading and what it heads."""
        match self.report.blocks[n - 1 : n + 2]:
            case (blocks.Heading(level=above), _, blocks.Heading(level=below)):
                return below > above
            case (blocks.Heading(), _, blocks.Table() | Chart()):
                return True
            case _:
                return False

    def _table(self, n: int) -> list[Flowable]:
        """The flowables of the table at this place, set once; the first asks for the room the table needs."""
        table = self.report.blocks[n]
        if n not in self._set and isinstance(table, blocks.Table):
            self._set[n] = self.tables.set(table)
        return self._set[n]

    def _text(self, text: blocks.Text) -> Iterator[Flowable]:
        for paragraph in text.paragraphs:
            if isinstance(paragraph, blocks.Bullets):
                yield from self._list(paragraph)
            else:
                yield P(markup(paragraph, self.anchors), style("muted" if text.muted else "body"))

    def _list(self, bullets: blocks.Bullets) -> Iterator[Flowable]:
        items = object()  # one key makes them one list
        look = style("numbered" if bullets.numbered else "item")
        for number, words in enumerate(bullets.items, 1):
            bullet = f"{number}." if bullets.numbered else "•"
            yield Item(markup(words, self.anchors), look, items, bulletText=bullet)

    def _chart(self, chart: Chart) -> Flowable:
        figure = Figure(charts.draw(chart, self.width, self.formats), chart.alt)
        title = P(markup(chart.title, {}), style("figure"))
        subtitle = P(markup(chart.subtitle, {}), style("small"))
        return KeepTogether([title, subtitle, figure])

    def _contents(self, toc: blocks.Toc) -> Iterator[Flowable]:
        head = [P(markup(toc.title, {}), style("contents"))]
        if toc.note:
            head.append(P(markup(toc.note, {}), style("small")))
        key = object()
        entries = [
            Entry(markup(place.label, {}), style(f"entry{place.level}"), key, place.key)
            for place in self.places.values()
            if place.level <= toc.depth
        ]
        self._fit(head, entries)
        yield from (*head, *entries)

    def _fit(self, head: Sequence[P], entries: Sequence[Entry]) -> None:
        """Set the lines of the contents closer where that keeps their last ones off a page of their own."""
        lines, left = 0.0, self.height
        for each in (*head, *entries):
            high = each.wrap(self.width, self.height)[1]
            left -= each.getSpaceBefore() + each.getSpaceAfter()
            if isinstance(each, Entry):
                lines += high / each.style.leading
            else:
                left -= high
        if lines and left / lines >= CLOSEST:
            for entry in entries:
                looks = entry.style
                entry.style = looks.clone(looks.name, leading=min(looks.leading, left / lines))


def _places(story: tuple[blocks.Block, ...]) -> dict[int, Place]:
    """The headings by their position among the blocks."""
    headings = [(n, block) for n, block in enumerate(story) if isinstance(block, blocks.Heading)]
    return {
        n: Place(f"h{count}", f"{heading.number} {heading.text}".strip(), heading.level)
        for count, (n, heading) in enumerate(headings, 1)
    }
