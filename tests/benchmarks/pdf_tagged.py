"""The same report as ``pdf_floor`` by our own renderer: tagged, archivable, with contents and an attachment.

usage: pdf_tagged.py TARGET PAGES TABLES CHARTS
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from workbench.model.chart import Chart, Kind, Series
from workbench.report.blocks import Attachment, Block, Column, Heading, PageBreak, Report, Row, Table, Text, Toc
from workbench.report.pdf import render

WORDS = "La red reúne sesenta farmacias que compran juntas; la cuota y la comisión pagan la central desde 2028. "


def _table(n: int) -> Table:
    columns = (Column("Concepto"), *(Column(f"mes {month}", "money") for month in range(1, 13)))
    rows = (
        Row((f"Costo {n}.{row}", *((row * 137 + month * 31 + n) % 9973 for month in range(12)))) for row in range(31)
    )
    return Table(columns, tuple(rows))


def _chart(n: int) -> Chart:
    kind: Kind = "lines" if n % 2 else "stacked_bars"
    x = tuple(str(number) for number in range(60 if n % 2 else 5))
    series = (
        Series(f"serie {s}", tuple(float(i * (n + s) % 97 + i) for i in range(len(x))), f"series{s}")
        for s in range(1, 4 if n % 2 else 5)
    )
    return Chart("El ingreso crece", "millones", kind, x, tuple(series), "El ingreso crece cada año.")


def main(target: str, pages: int, tables: int, charts: int) -> None:
    """Draw the report into ``target``."""
    story: list[Block] = [Toc("Contenido"), PageBreak()]
    drawn = count()
    for page in range(pages - 1):
        story.append(Heading(1, "Capítulo", str(page + 1)))
        if page < tables:
            story.append(_table(page))
        else:
            first = next(drawn)
            story += [_chart(first)] if first < charts else []
            story.append(Text((WORDS * 6,) * (3 if first < charts else 5)))
        story.append(PageBreak())
    created = datetime(2026, 11, 3, tzinfo=UTC)
    report = Report("Plan", "Ejecutor", "es", "CO", created, "Plan", "letter", "0000", "0", tuple(story))
    plan = Attachment("plan.json", b'{"plan": 1}' * 1000, "El plan de este informe")
    Path(target).write_bytes(render(report, (plan,)))


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:5]))
