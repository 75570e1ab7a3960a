"""Figures, statements, traces and findings as lines of text, in the number format of the plan's country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from workbench.i18n import _, quoted

if TYPE_CHECKING:
    from workbench.engine.explain import Trace
    from workbench.engine.projection import Projection, Row
    from workbench.model.findings import Finding
    from workbench.model.grid import Period
    from workbench.report.comparison import Change

GAP = "  "


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Rows as aligned lines; the columns numbered in ``right`` end at their right edge."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def change_lines(changes: Sequence[Change]) -> list[str]:
    """Fields and lines that differ, one a line: where, what, before and after."""
    text = _("{where} · {what}: {before} → {after}")
    told = [text.format(where=e.where, what=e.what, before=e.before, after=e.after) for e in changes]
    return [" ".join(line.split()) for line in told]


def figure_lines(projection: Projection, rows: Sequence[Row]) -> list[str]:
    """A table of figures for each period."""
    from workbench.engine.pulse import formats_of
    from workbench.engine.reasons import reason_text
    from workbench.engine.told import PERIODS, figure_text, period_name, row_label

    formats = formats_of(projection)

    def cells(row: Row) -> tuple[str, ...]:
        number = row.value.number
        value = "–" if number is None else figure_text(number, row.unit, projection, formats)
        return row.id, row_label(row, projection.plan), value, reason_text(row.value.reason)

    told: dict[Period, list[tuple[str, ...]]] = {}
    for row in rows:
        told.setdefault(row.period, []).append(cells(row))
    order = {period: at for at, period in enumerate(projection.grid.periods)}
    lines: list[str] = []
    for period in sorted(told, key=lambda period: order.get(period, len(order))):
        ends = " – ".join(formats.month(projection.grid.month(at)) for at in (period.first, period.last))
        heading = [period_name(period, projection, formats), *([ends] if period.id in PERIODS else [])]
        lines += ["", ": ".join(heading), *table(told[period], right=(2,))]
    return lines[1:]


def statement_lines(projection: Projection) -> list[str]:
    """The statements by fiscal year: flows added up, stocks at its last month."""
    from workbench.engine.pulse import formats_of
    from workbench.engine.told import STATEMENTS, line_label, period_name

    formats = formats_of(projection)
    years = [period_name(each, projection, formats) for each in projection.grid.periods if each.kind == "year"]
    currency = projection.plan.basis.currency
    lines: list[str] = []
    for name, group in groupby(projection.statements(), lambda line: line.statement):
        rows = [(f"{_(STATEMENTS[name])} ({currency})", *years)]
        for line in group:
            cells = [formats.cell(value) for value in projection.by_year(line)]
            rows.append((GAP * line.level + line_label(line), *cells))
        lines += ["", *table(rows, right=range(1, len(years) + 1))]
    return lines[1:]


def csv_rows(projection: Projection) -> list[list[str]]:
    """The statements by month, for a spreadsheet: plain numbers, and no text it could take for a formula."""
    from workbench.engine.told import line_label
    from workbench.exchange.tables import Number, safe

    grid = projection.grid
    rows = [["statement", "id", "line", *(grid.month(at) for at in range(grid.months))]]
    for line in projection.statements():
        values = (Number(value).written(None) for value in line.values.tolist())
        rows.append([line.statement, line.id, safe(line_label(line)), *values])
    return rows


def trace_lines(
    trace: Trace, depth: int, indent: str = "", when: str = "", known: frozenset[str] = frozenset()
) -> list[str]:
    """A figure, its rule with today's numbers, and the same of what it rests on, ``depth`` steps further in.

    What decides its parts is named in one line, unless it was further up, with how many there are of each name.
    """
    name = f"{trace.label}, {trace.when}" if trace.when not in ("", when) else trace.label
    lines = [f"{indent}{name}: {trace.value}"]
    if trace.sentence:
        lines.append(f"{indent}{GAP}= {trace.sentence}")
    if not depth:
        return lines
    count = Counter(part.label.partition(" · ")[0] for part in trace.beside)
    new = [quoted(name) + (f" ({n})" if n > 1 else "") for name, n in count.items() if name not in known]
    if new:
        lines.append(indent + GAP * 2 + _("Depende además de: {names}").format(names=", ".join(new)))
    for part in trace.parts:
        lines += trace_lines(part, depth - 1, indent + GAP * 2, trace.when, known.union(count))
    return lines


def finding_lines(found: Sequence[Finding]) -> list[str]:
    """Each finding with what would cure it."""
    lines: list[str] = []
    for each in found:
        lines.append(f"{_(each.severity.label).lower()}: {each.sentence}")
        if each.cure:
            lines.append(f"{GAP}{each.cure}")
    return lines or [_("Sin hallazgos.")]
