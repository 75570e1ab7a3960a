"""The plan's tables of lines: the main columns, and below them what else was said of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from forms.fields import ask_at, field_at, kind_of, path_in, value_at
from forms.guide import Column as Head
from forms.guide import Lines, Show
from workbench.i18n import N_, _
from workbench.model.base import Ask, Frozen, Line
from workbench.model.costs import Fixed, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.plan import Plan
from workbench.model.revenue import Commission, Driver
from workbench.model.types import DriverShape, Every, ShareBase
from workbench.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    ColumnKind,
    Facts,
    Heading,
    Part,
    Row,
    Run,
    Table,
    Text,
    Words,
)
from workbench.report.prose import marked, prose
from workbench.report.values import MONEY, Values, decimals_of, title

SHEETS = 2  # long texts a line may have before each line gets a sheet of its own
AMOUNT = ("pay", "amount", "unit_cost", "rate")
"""The column of the costs' amounts, which says how often beside it."""
EVERY = {Every.MONTH: N_("al mes"), Every.QUARTER: N_("al trimestre"), Every.YEAR: N_("al año")}
SHARES = {ShareBase.REVENUE: N_("de los ingresos"), ShareBase.DIRECT_COSTS: N_("de los costos directos")}
DOT = Run(" · ", muted=True)


class Said(NamedTuple):
    """Something said of a line beyond its main columns."""

    label: str
    text: str
    long: bool


def lines_blocks(values: Values, lines: Lines, caption: str, number: str = "") -> Iterator[Block]:
    """One of the plan's own tables, with what else is known of its lines; ``number`` is that of its section."""
    rows: tuple[Line, ...] = value_at(values.plan, lines.path)
    if not rows:
        if lines.wanted:
            yield Text((_("No se registró nada."),), muted=True)
        return
    yield main_table(values, lines, rows, caption)
    if _has_sheets(lines):
        for row in rows:
            yield from _sheet(values, lines, row)
    else:
        yield from _details(values, lines, rows, caption)


def main_table(values: Values, lines: Lines, rows: Sequence[Line], caption: str, currency: str = "") -> Table:
    """The main columns of a table."""
    columns = []
    for head in lines.columns:
        if head.paths == AMOUNT:
            columns.append(_column(values, lines, head, [_in_all(row) for row in rows], currency))
            columns.append((Column(_("Cada cuánto")), tuple(map(_how_often, rows))))
        else:
            columns.append(_column(values, lines, head, rows, currency))
    cells = zip(*(column for _head, column in columns), strict=True)
    return Table(tuple(head for head, _column in columns), tuple(Row(row) for row in cells), caption)


def _in_all(cost: Line) -> Line:
    """A cost of loose payments as one of their sum, so that its amount stands among the others."""
    if not isinstance(cost, OneOff):
        return cost
    return Fixed(currency=cost.currency, amount=sum((one.amount for one in cost.amounts), Decimal(0)))


def _how_often(cost: Line) -> str:
    """What the amount of a cost is for: a month, a unit, a payment."""
    match cost:
        case Staff():
            return _("al mes, por persona")
        case Fixed():
            return _(EVERY[cost.every])
        case Variable():
            return _("por unidad")
        case Step():
            return _("al mes, por tramo")
        case ShareCost():
            return _(SHARES[cost.base])
        case OneOff() if len(cost.amounts) > 1:
            return _("en {n} pagos").format(n=len(cost.amounts))
    return _("una vez")


def _column(
    values: Values, lines: Lines, head: Head, rows: Sequence[Line], currency: str
) -> tuple[Column, tuple[Cell, ...]]:
    """A column and its cells: numbers where all are of one kind, else words."""
    if head.paths == ("kind",):
        return Column(_(head.label)), tuple(_(kind_of(lines, row).label) for row in rows)
    paths = [path_in(head, type(row)) for row in rows]
    asked = [ask_at(type(row), path) if path else Ask("") for row, path in zip(rows, paths, strict=True)]
    label = _(head.label or next((one.label for one in asked if one.label), ""))
    found = [value_at(row, path) if path else None for row, path in zip(rows, paths, strict=True)]
    units = {one.unit for one, value in zip(asked, found, strict=True) if value is not None}
    own = currency or values.plan.basis.currency
    foreign = not currency and any(
        values.currency_of(row) != own for row, value in zip(rows, found, strict=True) if value is not None
    )
    if not any(_is_number(value) for value in found) or units & {"year-month", "calendar-month"}:
        kind: ColumnKind = "text"
    elif units == {"money"} and not foreign:
        amounts = [value for value in found if value is not None]
        return Column(f"{label}, {own}", "money", decimals_of(amounts, own)), tuple(found)
    else:
        kind = "number"
    texts = [_cell(values, row, path, own) for row, path in zip(rows, paths, strict=True)]
    unit = f", {own}" if "money" in units else ""
    return Column(label + unit, kind), tuple(texts)


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _cell(values: Values, row: Line, path: str | None, own: str) -> Words:
    """A value in a cell; the head has said the plan's currency, others are said here."""
    if path is None or value_at(row, path) is False:
        return ""
    above, _slash, name = path.rpartition("/")
    owner = value_at(row, above) if above else row
    if name == "first" and isinstance(owner, Driver) and owner.shape is not DriverShape.GROWN:
        return Run(_("varía"), muted=True)
    if name == "first" and isinstance(row, Commission):
        return values.one(value_at(row, path), MONEY, values.currency_of(row))
    return values.text(row, path).removeprefix(f"{own}\N{NO-BREAK SPACE}")


def _has_sheets(lines: Lines) -> bool:
    model = lines.kinds[0].model
    shown = [item for kind in lines.kinds for section in kind.sections for item in section.items]
    longs = (
        [item for item in shown if isinstance(item, Show) and ask_at(model, item.path).long] if _single(lines) else []
    )
    return len(longs) >= SHEETS


def _single(lines: Lines) -> bool:
    return len(lines.kinds) == 1


def _sheet(values: Values, lines: Lines, row: Line) -> Iterator[Block]:
    """A line of its own: facts, then the long texts."""
    said = list(_said(values, lines, row))
    if not said:
        return
    yield Heading(3, title(row))
    facts = tuple((one.label, one.text) for one in said if not one.long)
    if facts:
        yield Facts(facts)
    for one in said:
        if one.long:
            yield Text(labelled(one.label, one.text))


def labelled(label: str, text: str) -> tuple[Words | Bullets, ...]:
    """A long text behind its label, which stands alone where a list follows."""
    first, *rest = prose(text)
    if isinstance(first, Bullets):
        return (Run(f"{label}:", bold=True), first, *rest)
    words = first if isinstance(first, tuple) else (first,)
    return ((Run(f"{label}. ", bold=True), *words), *rest)


def _details(values: Values, lines: Lines, rows: Sequence[Line], caption: str) -> Iterator[Block]:
    """What else was said, a row for each line that says something."""
    found = [(title(row), list(_said(values, lines, row))) for row in rows]
    told = tuple(Row(((Run(name, bold=True),), _sentence(said))) for name, said in found if said)
    if told:
        columns = (Column(_("Línea")), Column(_("Condiciones, evidencia y notas")))
        yield Table(columns, told, _("{table}, línea por línea").format(table=caption))


def _sentence(said: Sequence[Said]) -> Words:
    """Short things beside each other, long ones each on a line of its own."""
    parts: list[Part] = []
    for n, one in enumerate(said):
        if n:
            parts.append("\n" if one.long or said[n - 1].long else DOT)
        parts.append(Run(f"{one.label}: ", muted=True))
        words = marked(one.text) if one.long else (one.text,)
        parts += words if isinstance(words, tuple) else (words,)
    return tuple(parts)


def _said(values: Values, lines: Lines, row: Line, currency: str = "") -> Iterator[Said]:
    """What a line says beyond its main columns: what differs from an untouched line, and what was wanted."""
    main = {path for head in lines.columns for path in head.paths}
    own = currency or values.currency_of(row)
    for section in kind_of(lines, row).sections:
        for item in section.items:
            if isinstance(item, Lines):
                if text := _nested(values, item, value_at(row, item.path), own):
                    yield Said(_(ask_at(type(row), item.path).label), text, long=True)
            elif isinstance(item, Show) and item.path not in main and is_told(values.plan, row, item):
                asked = ask_at(type(row), item.path)
                long = asked.long or item.path in ("note", "evidence")
                yield Said(_(asked.label), values.text(row, item.path, own), long)


def is_told(plan: Plan, row: Frozen, item: Show) -> bool:
    """Whether a field is printed: shown for this line, entered, and not merely its default."""
    value = value_at(row, item.path)
    if item.read_only or value in (None, "", ()) or not item.visible_when(plan, row):
        return False
    owner, name = field_at(type(row), item.path)
    return item.wanted or bool(value != owner.model_fields[name].get_default(call_default_factory=True))


def _nested(values: Values, lines: Lines, rows: Sequence[Line], currency: str) -> str:
    """A table inside a line as a sentence: *ene 2028: COP 20.000.000 · jul 2028: …*."""
    paths = [head.paths[0] for head in lines.columns]
    told = []
    for row in rows:
        texts = [text for path in paths if (text := values.text(row, path, currency))]
        told.append(": ".join(texts[:2]) + "".join(f", {text}" for text in texts[2:]))
    return " · ".join(told)
