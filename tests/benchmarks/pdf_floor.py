"""The floor of the PDF: an untagged report as anyone would draw it with reportlab alone.

usage: pdf_floor.py TARGET PAGES TABLES CHARTS — that many pages, among them so many tables of 32 rows by 13 columns
and so many charts, the rest prose.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.lineplots import LinePlot
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
WORDS = "La red reúne sesenta farmacias que compran juntas; la cuota y la comisión pagan la central desde 2028. "


class _Document(SimpleDocTemplate):
    """Bookmarks its headings."""

    def afterFlowable(self, flowable: Flowable) -> None:
        if getattr(flowable, "style", None) is not None and flowable.style.name == "heading":
            key = f"p{self.page}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key)


def _table(n: int) -> Table:
    head = ["Concepto", *(f"mes {month}" for month in range(1, 13))]
    rows = [
        [f"Costo {n}.{row}", *(f"{(row * 137 + month * 31 + n) % 9973:,}" for month in range(12))] for row in range(31)
    ]
    look = [
        ("FONT", (0, 0), (-1, -1), "Plain", 6.5),
        ("FONT", (0, 0), (-1, 0), "Bold", 6.5),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.grey),
    ]
    return Table([head, *rows], style=look, repeatRows=1, rowHeights=13)


def _chart(n: int) -> Drawing:
    drawing = Drawing(460, 190, initialFontName="Plain")
    if n % 2:
        chart = LinePlot()
        chart.data = [[(month, (month * (n + line)) % 97 + month) for month in range(60)] for line in range(3)]
        chart.xValueAxis.labels.fontName = chart.yValueAxis.labels.fontName = "Plain"
    else:
        chart = VerticalBarChart()
        chart.data = [[(year * 7 + n * bar) % 60 + 5 for year in range(5)] for bar in range(4)]
        chart.categoryAxis.categoryNames = [str(2026 + year) for year in range(5)]
        chart.categoryAxis.labels.fontName = chart.valueAxis.labels.fontName = "Plain"
    chart.x, chart.y, chart.width, chart.height = 40, 25, 400, 150
    drawing.add(chart)
    return drawing


def main(target: str, pages: int, tables: int, charts: int) -> None:
    """Draw the floor into ``target``."""
    pdfmetrics.registerFont(TTFont("Plain", FONTS / "DejaVuSansCondensed.ttf"))
    pdfmetrics.registerFont(TTFont("Bold", FONTS / "DejaVuSansCondensed-Bold.ttf"))
    body = ParagraphStyle("body", fontName="Plain", fontSize=9.5, leading=14, spaceAfter=7)
    heading = ParagraphStyle("heading", fontName="Bold", fontSize=20, leading=25, spaceAfter=12)
    story: list[Flowable] = []
    drawn = count()
    for page in range(pages):
        story.append(Paragraph(f"{page + 1} Capítulo", heading))
        if page < tables:
            story.append(_table(page))
        else:
            first = next(drawn)
            story += [_chart(first), Spacer(0, 8)] if first < charts else []
            story += [Paragraph(WORDS * 6, body)] * (3 if first < charts else 5)
        story.append(PageBreak())
    document = _Document(target, pagesize=LETTER, title="Plan", lang="es", initialFontName="Plain")
    document.build(story)


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:5]))
