"""A report as a tagged, archivable PDF: its blocks are drawn in one pass, then the file is sealed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from workbench.i18n import _
from workbench.report.blocks import Attachment, Booklet, Cover, Report
from workbench.report.fonts import REGULAR, plain, require_glyphs
from workbench.report.look import HAIRLINE, SMALL, colour
from workbench.report.story import EMPTY, Story, template
from workbench.report.tagged.archive import Identity, seal
from workbench.report.tagged.canvas import TaggedCanvas

PAPERS = {"letter": LETTER, "a4": A4}
SIDE, TOP, FOOT = 62.0, 72.0, 66.0  # margins of the text, points
HEADER, FOOTER = 46.0, 40.0  # base lines from the edges of the page
BLANK = 90.0  # points to write on at the right of a head
PROGRAM = "Sustainability Workbench"


def render(report: Report, attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF of ``report``, always the same bytes for the same report.

    Meets the machine-checkable rules of PDF/UA-1 and PDF/A-3a. Raises MissingGlyph for a text the font cannot
    write, KeyError for a link to no heading, ValueError for a chart without alternative text.
    """
    require_glyphs(report)
    wide, high = PAPERS[report.paper]
    story = Story(report, wide - 2 * SIDE, high - TOP - FOOT)
    drawn = io.BytesIO()
    titles = {place.key: place.label for place in story.places.values()}
    canvases: list[TaggedCanvas] = []

    def make_canvas(*args: Any, **options: Any) -> TaggedCanvas:
        canvases.append(TaggedCanvas(*args, titles=titles, **options))
        return canvases[-1]

    _template(report, drawn).build(story.flowables(), canvasmaker=make_canvas)
    identity = Identity(
        title=plain(report.title),
        author=plain(report.author),
        subject=plain(report.subject),
        language=_tag(report),
        creator=f"{PROGRAM} {report.version}",
        producer=f"{PROGRAM} {report.version}",
        created=report.created,
        identifier=plain(report.identifier),
    )
    return seal(drawn.getvalue(), canvases[-1].root, identity, attachments)


def _tag(report: Report) -> str:
    return f"{report.language}-{report.country}" if report.country else report.language


def _template(report: Report, target: io.BytesIO) -> BaseDocTemplate:
    wide, high = PAPERS[report.paper]
    frame = partial(Frame, SIDE, FOOT, wide - 2 * SIDE, high - TOP - FOOT, 0, 0, 0, 0)
    cover = PageTemplate("cover", [frame()])
    text = PageTemplate("text", [frame()], onPage=partial(_furnish, report, None))
    empty = PageTemplate(EMPTY, [frame()], onPage=_leave_empty)
    booklets = [
        PageTemplate(template(block), [frame()], onPage=partial(_furnish, report, block))
        for block in report.blocks
        if isinstance(block, Booklet)
    ]
    first = {Cover: [cover], Booklet: booklets[:1]}.get(type(report.blocks[0]), []) if report.blocks else []
    others = [each for each in (text, empty, *booklets) if each not in first]
    return BaseDocTemplate(
        target,
        pagesize=(wide, high),
        pageTemplates=[*first, *others],
        initialFontName=REGULAR,
        lang=_tag(report),
        invariant=1,
        pageCompression=0,  # done once, when the file is sealed
    )


def _furnish(report: Report, booklet: Booklet | None, canvas: TaggedCanvas, _document: Any) -> None:
    """Header and footer: outside every tag, so nothing of them is read aloud between two paragraphs."""
    wide, high = canvas._pagesize
    canvas.saveState()
    canvas.setFont(REGULAR, SMALL)
    canvas.setFillColor(colour("muted"))
    room = wide - 2 * SIDE - (_blank(canvas, booklet.blank) if booklet and booklet.blank else 0.0)
    canvas.drawString(SIDE, high - HEADER, _shortened(canvas, booklet.head if booklet else report.title, room))
    canvas.setStrokeColor(colour("line"))
    canvas.setLineWidth(HAIRLINE)
    canvas.line(SIDE, high - HEADER - 7, wide - SIDE, high - HEADER - 7)
    canvas.drawString(SIDE, FOOTER, f"{PROGRAM} {report.version} · {report.fingerprint}")
    canvas.starts.setdefault(booklet, canvas.getPageNumber() if booklet else 1)
    canvas.later(partial(_number_page, canvas.starts[booklet]))
    canvas.restoreState()


def _leave_empty(canvas: TaggedCanvas, _document: Any) -> None:
    """An empty back belongs to no booklet: the one before it ends here."""
    canvas.starts[canvas.getPageNumber()] = canvas.getPageNumber()


def _blank(canvas: TaggedCanvas, label: str) -> float:
    """Draw a place to write at the right of the head; gives the width it takes."""
    wide, high = canvas._pagesize
    canvas.drawRightString(wide - SIDE - BLANK, high - HEADER, label)
    canvas.setStrokeColor(colour("muted"))
    canvas.setLineWidth(HAIRLINE)
    canvas.line(wide - SIDE - BLANK + 4, high - HEADER - 1, wide - SIDE, high - HEADER - 1)
    return BLANK + float(canvas.stringWidth(label, REGULAR, SMALL)) + 12


def _number_page(first: int, canvas: TaggedCanvas) -> None:
    """Count the page from ``first``, where its booklet starts, to where the next one does."""
    end = min((start for start in canvas.starts.values() if start > first), default=canvas.page_count + 1)
    number, total = canvas.getPageNumber() - first + 1, end - first
    words = _("Página {number} de {total}").format(number=number, total=total)
    canvas.setFont(REGULAR, SMALL)
    canvas.drawRightString(canvas._pagesize[0] - SIDE, FOOTER, words)


def _shortened(canvas: TaggedCanvas, text: str, room: float) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is too long."""
    words = plain(text).split()
    shown = " ".join(words)
    while words and canvas.stringWidth(shown, REGULAR, SMALL) > room:
        words.pop()
        shown = " ".join(words) + " …"
    return shown
