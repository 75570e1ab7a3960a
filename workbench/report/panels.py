"""The composed pieces of a report: facts, the verdict, places to sign, the cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from workbench.i18n import _
from workbench.report.blocks import Cover, Pulse, Run, Slot, Verdict, Words
from workbench.report.fonts import REGULAR
from workbench.report.look import HAIRLINE, RULE, Anchors, colour, markup, state_colour, style
from workbench.report.tagged.parts import P, Rows

SPACE = 14.0  # after facts and figures
LABELS = 0.32  # of the width, for the labels of facts
PULSE = (0.43, 0.33, 0.24)  # of the width: what, how much, how it stands
GAP = 0.08  # of the width, between two places to sign
SIGNING = 40.0  # points of empty paper over the line to sign on
COVER_TOP = 84.0  # points; none where more than a pair sign
LONG_TITLE = 70  # letters
PAIR = 2
CELL = 6.0  # points left empty on either side of a cell
BLEED = 12.0  # points from the bar of the verdict to its words


def facts(items: Sequence[tuple[str, Words]], width: float, anchors: Anchors) -> Flowable:
    """Labels with what stands behind them, as a table whose first column heads the rows."""
    rows = [
        [Paragraph(markup(label, anchors), style("label")), Paragraph(markup(words, anchors), style("value"))]
        for label, words in items
    ]
    commands = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -2), HAIRLINE, colour("line")),
    ]
    columns = [LABELS * width, (1 - LABELS) * width]
    return _grid(rows, columns, commands, renderCB=Rows(), splitInRow=1, spaceAfter=SPACE)


def verdict(block: Verdict, width: float, anchors: Anchors) -> Iterator[Flowable]:
    """The sentence beside a bar in the colour of its status, then the figures it rests on."""
    sentence = block.sentence if isinstance(block.sentence, tuple) else (block.sentence,)
    words = P(markup((block.light, ". ", *sentence), anchors), style("lead"))
    bar = ("LINEBEFORE", (0, 0), (0, -1), 3, colour(state_colour(block.light.state)))
    padding = [("LEFTPADDING", (0, 0), (-1, -1), BLEED), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    yield _grid([[words]], [width], [bar, *padding])
    yield Spacer(0, 18)
    yield _pulse(block.figures, width, anchors)


def _pulse(figures: Sequence[Pulse], width: float, anchors: Anchors) -> Flowable:
    head = [_("Indicador"), _("Valor"), _("Estado")]
    rows = [
        [
            [Paragraph(markup(Run(figure.label, bold=True), anchors), style("value"))]
            + [Paragraph(markup(figure.note, anchors), style("small"))] * bool(figure.note),
            Paragraph(markup(figure.value, anchors), style(_size(figure.value, PULSE[1] * width))),
            Paragraph(markup(figure.light or "", anchors), style("value")),
        ]
        for figure in figures
    ]
    commands = [
        ("FONT", (0, 0), (-1, 0), style("small").fontName, style("small").fontSize),
        ("TEXTCOLOR", (0, 0), (-1, 0), colour("muted")),
        ("ALIGN", (1, 0), (1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (2, 0), (2, -1), 22),
        ("TOPPADDING", (0, 1), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 9),
        ("LINEABOVE", (0, 1), (-1, 1), RULE, colour("text")),
        ("LINEBELOW", (0, 1), (-1, -2), HAIRLINE, colour("line")),
        ("LINEBELOW", (0, -1), (-1, -1), RULE, colour("text")),
    ]
    columns = [share * width for share in PULSE]
    return _grid([head, *rows], columns, commands, repeatRows=1, renderCB=Rows(), spaceAfter=SPACE)


def _size(value: Words, column: float) -> str:
    """The style of a figure: large, unless its column would break the number in two."""
    large = style("pulse")
    wide = isinstance(value, str) and stringWidth(value, large.fontName, large.fontSize) > column - 2 * CELL
    return "long_pulse" if wide else "pulse"


def signatures(slots: Sequence[Slot], width: float) -> list[Flowable]:
    """Places to sign, two beside each other: a line, below it whose it is."""
    gap = GAP * width
    pairs = [slots[n : n + 2] for n in range(0, len(slots), 2)]
    return [_pair(pair, (width - gap) / 2, gap) for pair in pairs]


def _pair(slots: Sequence[Slot], column: float, gap: float) -> Flowable:
    cells: list[list[Flowable] | str] = [_slot(slot) for slot in slots]
    line = HAIRLINE, colour("text")
    commands = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        *[("LINEABOVE", (2 * n, 0), (2 * n, 0), *line) for n in range(len(slots))],
    ]
    row = [cells[0], "", cells[1] if len(cells) > 1 else ""]
    return _grid([row], [column, gap, column], commands, spaceBefore=SIGNING)


def _slot(slot: Slot) -> list[Flowable]:
    name = [P(markup(slot.name, {}), style("value"))] if slot.name else []
    return [P(markup(Run(slot.role, bold=True), {}), style("value")), *name, P(_("Firma y fecha"), style("small"))]


def cover(block: Cover, width: float, anchors: Anchors) -> Iterator[Flowable]:
    """The first page from top to foot."""
    if len(block.signatures) <= PAIR:
        yield Spacer(0, COVER_TOP)
    yield HRFlowable(width=56, thickness=3, color=colour("accent"), hAlign="LEFT", spaceAfter=18, lineCap="butt")
    yield P(markup(block.kind, anchors), style("kind"))
    yield P(markup(block.title, anchors), style("cover" if len(block.title) <= LONG_TITLE else "long_cover"))
    if block.subtitle:
        yield P(markup(block.subtitle, anchors), style("subtitle"))
    yield Spacer(0, 34)
    if block.facts:
        yield facts(block.facts, width, anchors)
    foot = signatures(block.signatures, width)
    if block.note:
        foot += [Spacer(0, 22), P(markup(block.note, anchors), style("small"))]
    if foot:
        yield AtFoot(foot)


def _grid(rows: Sequence[Sequence[Any]], columns: Sequence[float], commands: Sequence[Any], **options: Any) -> Flowable:
    """A grid at the left margin; reportlab would name an unembedded font in it where none is said."""
    font = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
    return Grid(rows, colWidths=columns, style=[font, *commands], hAlign="LEFT", **options)


class AtFoot(Flowable):
    """Flowables at the foot of the page, whatever stands above them."""

    def __init__(self, flowables: Sequence[Flowable]) -> None:
        super().__init__()
        self.flowables = flowables

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.heights = [one.getSpaceBefore() + one.wrapOn(self.canv, width, height)[1] for one in self.flowables]
        return width, max(height - 1, sum(self.heights))

    def draw(self) -> None:
        top = sum(self.heights)
        for one, height in zip(self.flowables, self.heights, strict=True):
            top -= height
            one.drawOn(self.canv, 0, top)
