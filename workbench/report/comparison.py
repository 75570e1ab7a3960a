"""Two states of a plan side by side, in words: fields and lines by page of the guide, and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms import GUIDE
from forms.guide import Page
from forms.places import page_of
from workbench.engine.compare import figure_differences
from workbench.engine.doors import Told, light_door
from workbench.engine.projection import Projection, Row, Value
from workbench.engine.pulse import Light, pulse
from workbench.engine.reasons import reason_text
from workbench.engine.told import FAMILIES, family, figure_text, period_name, row_label
from workbench.formats import MINUS, NO_BREAK, NOTHING, Formats
from workbench.i18n import N_, _
from workbench.model.base import Frozen, Line, ask, get, title
from workbench.model.compare import Difference, Kind, differences
from workbench.model.plan import Plan
from workbench.report.values import Values

LINES = {Kind.ADDED: N_("Línea agregada"), Kind.REMOVED: N_("Línea quitada"), Kind.MOVED: N_("Otro orden")}
WORDS = ("month", "class")
"""Units whose values are copied as they are read."""
PULSE = N_("Lo principal")
NONE = (None, None, None)
NEARLY = f"≈{NO_BREAK}"


@dataclass(frozen=True)
class Change:
    """A field or line that differs, in words. ``path``: where it is, in the later state unless it was removed."""

    page: Page
    path: str
    where: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Shift:
    """A figure before and after, in words and as numbers. ``told``: what explains it; ``same``: it did not change.

    ``numbers``: before, after and difference, where they can be copied as such; ``share``: as percentages.
    """

    group: str
    name: str
    period: str
    before: str
    after: str
    difference: str
    numbers: tuple[float | None, ...]
    share: bool
    told: Told | None
    same: bool = False


@dataclass(frozen=True)
class Comparison:
    """All that differs, page by page; the figures begin with the five of the pulse, changed or not."""

    changes: tuple[Change, ...]
    figures: tuple[Shift, ...]


def compare(before: Projection, after: Projection, formats: Formats) -> Comparison:
    """What differs between two states of one plan, as this reader's country writes."""
    return Comparison(tuple(_changes(before, after, formats)), tuple(_Figures(before, after, formats).all()))


# ---------------------------------------------------------------- fields and lines


def _changes(before: Projection, after: Projection, formats: Formats) -> list[Change]:
    old, new = Values(before.plan, before.grid, formats), Values(after.plan, after.grid, formats)
    found = [_change(each, old, new) for each in differences(before.plan, after.plan)]
    return sorted(found, key=lambda change: GUIDE.pages.index(change.page))


def _change(of: Difference, old: Values, new: Values) -> Change:
    what = _(of.asked.label) if of.asked else _(LINES[of.kind])
    where = " › ".join(part for label, line in of.where for part in (_(label), line) if part)
    was, now = _told(of, old, of.before), _told(of, new, of.after)
    page = page_of(GUIDE, of.path)
    return Change(page, of.path, where or _(page.title), what, was, now)


def _told(of: Difference, values: Values, value: Any) -> str:
    """One side of a difference."""
    match of.kind:
        case Kind.CHANGED:
            row, below, currency = _place(values.plan, of.path)
            return values.text(row, below, currency) or _("vacío")
        case Kind.MOVED:
            return " · ".join(title(line) or _("Sin nombre") for line in value)
    return _summary(values, value, of.currency) if value is not None else NOTHING


def _place(plan: Plan, path: str) -> tuple[Frozen, str, str]:
    """The line a field belongs to, or the plan; the field's path below it; the currency of its amounts."""
    names = path.split("/")
    row, below, currency = plan, path, plan.basis.currency  # type: Frozen, str, str
    for at in range(1, len(names)):
        here = get(plan, "/".join(names[:at]))
        currency = getattr(here, "currency", None) or currency
        if isinstance(here, Line):
            row, below = here, "/".join(names[at:])
    return row, below, currency


def _summary(values: Values, line: Line, currency: str) -> str:
    """What was said of a line, but not what merely is so from the start."""
    own = getattr(line, "currency", None) or currency
    return " · ".join(_said(values, line, type(line)(), "", own)) or NOTHING


def _said(values: Values, line: Line, untouched: Frozen, above: str, currency: str) -> Iterator[str]:
    """``untouched``: a new line, or the part of it below ``above``."""
    part: Frozen = line
    for name in filter(None, above.split("/")):
        part = getattr(part, name)
    for name in type(part).model_fields:
        value, path = getattr(part, name), f"{above}/{name}".removeprefix("/")
        asked = ask(type(part), name)
        if isinstance(value, Frozen):
            yield from _said(values, line, getattr(untouched, name), path, currency)
        elif asked is None or value == getattr(untouched, name):
            continue
        elif isinstance(value, tuple) and isinstance(value[0], Line):
            told = "; ".join(_summary(values, each, currency) for each in value)
            yield f"{_(asked.label)}: {told}"
        elif value != title(line):
            yield f"{_(asked.label)}: {values.text(line, path, currency)}"


# ---------------------------------------------------------------- figures


class _Figures:
    def __init__(self, before: Projection, after: Projection, formats: Formats) -> None:
        self._before, self._after, self._formats = before, after, formats

    def all(self) -> Iterator[Shift]:
        """Those of the pulse, then all that differ, by family."""
        lights = zip(pulse(self._before, self._formats), pulse(self._after, self._formats), strict=True)
        yield from (self._light(old, new) for old, new in lights)
        found = figure_differences(self._before, self._after)
        for each in sorted(found, key=lambda one: family(one.row.id)):
            yield self._figure(each.row, each.before, each.after)

    def _light(self, old: Light, new: Light) -> Shift:
        was, now = _said_light(old), _said_light(new)
        first, told = light_door(self._before, old), light_door(self._after, new)
        if was == now or not (isinstance(first, Told) and isinstance(told, Told)):
            difference = _("igual") if was == now else NOTHING
            explained = told if isinstance(told, Told) else None
            return Shift(_(PULSE), new.label, "", was, now, difference, NONE, False, explained, was == now)
        row = next(r for r in self._after.rows() if (r.id, r.period.id) == (told.id, told.period))
        value = self._before.value(first.id, first.period)
        difference, numbers = self._difference(row, value, row.value)
        return Shift(_(PULSE), new.label, "", was, now, difference, numbers, row.unit == "share", told)

    def _figure(self, row: Row, old: Value | None, new: Value | None) -> Shift:
        here = self._before if new is None else self._after
        difference, numbers = self._difference(row, old, new)
        told = Told(row.id, row.period.id, row.service) if new and row.period.kind != "spell" else None
        return Shift(
            _(FAMILIES[family(row.id)][0]), row_label(row, here.plan), period_name(row.period, here, self._formats),
            self._text(row, old, self._before), self._text(row, new, self._after), difference, numbers,
            row.unit == "share", told,
        )  # fmt: skip

    def _text(self, row: Row, value: Value | None, projection: Projection) -> str:
        if value is None:
            return NOTHING
        if value.number is None:
            return reason_text(value.reason)
        text = figure_text(value.number, row.unit, projection, self._formats)
        return f"{text} ({reason_text(value.reason)})" if value.reason else text

    def _difference(self, row: Row, old: Value | None, new: Value | None) -> tuple[str, tuple[float | None, ...]]:
        """How much a figure moved, and the three numbers as they are copied."""
        was, now = old.number if old else None, new.number if new else None
        told = NONE if row.unit in WORDS else (was, now, None)
        if was is None or now is None:
            return NOTHING, told
        if row.unit == "month":
            return self._moved(round(now + self._after.grid.start - was - self._before.grid.start)), told
        one_currency = self._before.plan.basis.currency == self._after.plan.basis.currency
        if row.unit == "class" or (row.unit == "money" and not one_currency):
            return NOTHING, told
        return self._signed(now - was, row.unit), (was, now, now - was)

    def _moved(self, months: int) -> str:
        if abs(months) == 1:
            return _("1 mes después") if months > 0 else _("1 mes antes")
        text = _("{n} meses después") if months > 0 else _("{n} meses antes")
        return text.format(n=abs(months)) if months else NOTHING

    def _signed(self, number: float, unit: str) -> str:
        if unit == "money":
            text = self._formats.number(abs(number), 0)
        elif unit == "share":
            text = _("{number} puntos").format(number=self._formats.number(abs(number) * 100, 1))
        else:
            text = figure_text(abs(number), unit, self._after, self._formats)
        if not any(digit in text for digit in "123456789"):
            return NEARLY + text  # it differs in digits that are not shown
        return ("+" if number > 0 else MINUS) + text


def _said_light(light: Light) -> str:
    return f"{light.text} · {light.word}" if light.word else light.text
