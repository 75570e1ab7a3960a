"""Where a figure comes from: its rule in words, today's numbers in it, and the same of each figure it rests on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from workbench.engine import fields, told
from workbench.engine.exact import one_stream, step_lines
from workbench.engine.exact_said import SEARCHED, lost_said
from workbench.engine.explain_ground import Ground
from workbench.engine.explain_parts import At, Reading, ranged_parts
from workbench.engine.expr import WORDS, Expr
from workbench.engine.inputs import NEVER, STANDINGS
from workbench.engine.lines import Lines
from workbench.engine.program import PLANNED, key_of, resolve
from workbench.engine.projection import EXACT, Projection, month_id, published
from workbench.engine.pulse import formats_of
from workbench.engine.reasons import reason_text
from workbench.engine.registry import FIGURES
from workbench.engine.sentences import say
from workbench.formats import NOTHING, Formats
from workbench.i18n import N_, _, quoted
from workbench.model.base import Frozen, ask
from workbench.model.grid import Period
from workbench.model.types import Choice

MONTHS = N_("la suma de los meses, de {first} a {last}")
SOLVED = N_("({fixed} de costos fijos sin tramos + {steps} de tramos a ese nivel) ÷ {margin} de margen = {share}")
EXACT_FROM = ("contribution_margin", "fixed_costs", "revenue")


@dataclass(frozen=True)
class Trace:
    """One value. ``sentence``: its rule with today's numbers, only the branch taken; '' for a field.

    ``value`` is in words: the number with what must be said beside it, or the reason why there is none, and ``reason``
    its code. ``path``: the typed field it is, or comes from. ``at``: which value of which figure or field; None for
    what is put together of several, and for a field that is typed but no number of the rule.
    """

    label: str
    when: str
    sentence: str
    value: str
    number: float | None
    reason: str | None
    unit: str
    path: str
    _expand: Callable[[], tuple[Trace, ...]]
    at: At | None = None
    _hang: Callable[[], tuple[Trace, ...]] = tuple

    @functools.cached_property
    def parts(self) -> tuple[Trace, ...]:
        """What it rests on, worked out when asked for."""
        return self._expand()

    @functools.cached_property
    def beside(self) -> tuple[Trace, ...]:
        """What is no part of it today but decides its parts: dates, choices, lines and months that count for nothing.

        Together with the parts, and theirs, these are all typed fields whose change can move the value.
        """
        return self._hang()


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(fields.FIELDS)


def _named(name: str, view: str | None) -> str:
    if view in told.VIEWS and name in FIGURES:
        return told.viewed(FIGURES[name].label, view)
    text = _(FIGURES[name].label) if name in FIGURES else fields.label(name)
    return f"{text}, {_(told.VIEWS[view])}" if view in told.VIEWS else text


Said = Callable[[str, str], str]
"""Says a part of a rule: given the name of a figure or field, and what it is called."""


def plainly(_name: str, called: str) -> str:
    """What a part is called, between quotation marks."""
    return quoted(called)


def rule(name: str, said: Said = plainly) -> str:
    """A figure's rule as a sentence, with the names of what it rests on."""
    f = FIGURES[name]

    def leaf(need: str) -> str:
        of, view = resolve(f.over, need, _known())
        return said(of, _named(of, view))

    return say(f.expr, leaf)


@functools.cache
def may_lack(name: str) -> tuple[str, ...]:
    """The codes of the reasons for which a figure may not exist: its own, then those of what it rests on."""
    f = FIGURES[name]
    under = (resolve(f.over, need, _known())[0] for need in f.needs)
    codes = [code for each in under if each in FIGURES for code in may_lack(each)]
    return tuple(dict.fromkeys((*f.reasons, *codes)))


def beneath(names: Iterable[str]) -> tuple[str, ...]:
    """The other figures that some figures rest on, down to those that rest on typed fields alone."""
    asked = frozenset(names)
    found, todo = set(asked), list(asked)
    while todo:
        f = FIGURES[todo.pop()]
        new = {resolve(f.over, need, _known())[0] for need in f.needs} & FIGURES.keys() - found
        found |= new
        todo += new
    return tuple(name for name in FIGURES if name in found - asked)


def explain(
    projection: Projection, id: str, period: str = "single", service: Any = None, formats: Formats | None = None
) -> Trace:
    """Where a published figure comes from, as the plan's country writes or another. Raises KeyError for what is not."""
    if id.endswith(".relapses"):
        standing = {month_id(name, "relapses"): at for at, name in enumerate(STANDINGS)}[id]
        spells = {spell.id: spell for spell in projection.relapses(standing)}
        spell = spells.get(period) or projection.grid.period(period)
        at = At("relapsed", PLANNED, standing, spell.first, spell.last, True)
        never = np.isnan(projection.array("break_even_reached")[0, standing, 0])
        return Explainer(projection, formats).trace(at, "", "never_reached" if never else "")
    if id in EXACT:
        return explain_exact(Explainer(projection, formats, period), id, period)
    of, found = published()[id], projection.grid.period(period)
    line = projection.inputs.lines["service"].index(service) if of.line is None else of.line
    at = At(of.figure.name, of.view, line, found.first, found.last, of.figure.rolls == "flow")
    name = "" if of.line is None else told.figure_label(of)
    trace = Explainer(projection, formats, period).trace(at, name, "" if found.whole else "after12_incomplete")
    note = projection.value(id, period, service).reason
    if trace.number is None or note is None:
        return trace
    return replace(trace, value=f"{trace.value} ({reason_text(note)})", reason=note)


def explain_exact(of: Explainer, id: str, period: str) -> Trace:
    """Where the exact break-even comes from: how it was found, and what it was found with."""
    projection, span = of.projection, of.projection.grid.period(period)
    found, value = projection.exact(period), projection.exact_value(id, period)
    label, unit = EXACT[id]
    places = [At(name, PLANNED, 0, span.first, span.last, True) for name in EXACT_FROM]
    places += [At("line_value", PLANNED, row, span.first, span.last, True) for row in step_lines(projection)]
    stream = one_stream(projection)
    places += [] if stream is None else [At("stream_units", PLANNED, stream, span.first, span.last, True)]
    said, text = [_(SEARCHED)], reason_text(value.reason)
    if value.number is not None:
        amounts = {name: of.amount(getattr(found, name)) for name in ("fixed", "steps", "margin")}
        share = of.formats.percent(found.share or 0.0, 1)
        said += [_(SOLVED).format(share=share, **amounts), lost_said(found, of.formats)]
        text = told.figure_text(value.number, unit, projection, of.formats)
    when = told.period_name(span, projection, of.formats)
    sentence = "; ".join(filter(None, said))
    return Trace(_(label), when, sentence, text, value.number, value.reason, unit, "",
                 lambda: tuple(map(of.trace, places)))  # fmt: skip


class Explainer(Reading):
    """Says the values of one projection. ``asked``: the period asked about, by whose name its months are called."""

    def __init__(self, projection: Projection, formats: Formats | None = None, asked: str = "") -> None:
        super().__init__(projection)
        self.asked = asked
        self.lines = Lines(projection.plan, projection.inputs)
        self.formats = formats or formats_of(projection)

    def about(self, period: str) -> Explainer:
        """The same, asked about a period."""
        return Explainer(self.projection, self.formats, period)

    def amount(self, number: float) -> str:
        """Money of the plan in words."""
        return self._number(number, "money", "")

    def trace(self, at: At, label: str = "", missing: str = "") -> Trace:
        """One value; ``missing``: why it is not told though it could be computed."""
        name, when = label or self._label(at), self._when(at)
        if at.name not in FIGURES:
            number, unit = self.number(at), fields.unit(at.name, self._model(at))
            origin = self.lines.origin(at.name, at.line)
            return Trace(name, when, "", self._shown(number, at), number, None, unit, origin, tuple, at)
        unit = FIGURES[at.name].unit
        if missing:
            return Trace(name, when, "", reason_text(missing), None, missing, unit, "", tuple, at)
        number = self.number(at)
        reason = self.why(at) if np.isnan(number) else None
        value = reason_text(reason) or self._shown(number, at)
        ground = self.ground(at)
        return Trace(name, when, self._told(ground), value, None if reason else number, reason, unit, "",
                     lambda: tuple(map(self.trace, ground.shown())), at, lambda: self._beside(ground))  # fmt: skip

    def ground(self, at: At) -> Ground:
        """What a figure stands on."""
        if self.by_month(at):
            return Ground(self, at, at, None, ())
        one = replace(at, first=at.last) if FIGURES[at.name].per == "month" and not at.summed else at
        return Ground(self, at, one, *self.taken(FIGURES[at.name].expr, one))

    def _told(self, ground: Ground) -> str:
        """The sentence of a figure."""
        at = ground.one
        if ground.monthly:
            first, last = (self.formats.month(self.projection.grid.month(m)) for m in (at.first, at.last))
            return _(MONTHS).format(first=first, last=last)
        return say(self._spoken(ground.taken, at), lambda need: self._leaf(need, at))

    def _beside(self, ground: Ground) -> tuple[Trace, ...]:
        figures, fields = ground.beside(self.lines)
        return (*map(self.trace, figures), *map(self.typed, fields))

    def typed(self, path: str) -> Trace:
        """A field of the plan as it was typed."""
        owner, _slash, name = path.rpartition("/")
        holder = self.lines.at(owner) if owner else self.projection.plan
        asked, line = ask(type(holder), name), self.lines.holding(path)
        label = _(asked.label) if asked else ""
        if line is not None:
            label = f"{label} · {self.lines.own(line.id)}"
        currency = getattr(line, "currency", None) or ""
        value = self._typed(getattr(holder, name), asked.unit if asked else "", currency)
        return Trace(label, "", "", value, None, None, "", path, tuple)

    def _typed(self, value: Any, unit: str, currency: str) -> str:
        """What was typed, in words."""
        match value:
            case None | "" | ():
                return NOTHING
            case Choice():
                return _(value.label)
            case bool():
                return _("Sí") if value else _("No")
            case UUID():
                return self.lines.own(value)
            case date():
                return self.formats.date(value)
            case str():
                return self.formats.month(value) if unit == "year-month" else value
            case tuple():
                return ", ".join(self._typed(each, unit, currency) for each in value)
            case int() if unit == "calendar-month":
                return self.formats.month_name(value)
            case _:
                return self._number(float(value), unit, currency)

    def _spoken(self, e: Any, at: At) -> Any:
        """An expression where each word over a range is said with its value."""
        if not isinstance(e, Expr) or e.word in ("name", "value"):
            return e
        if e.word == "stacked":
            return Expr("value", tuple(f"{quoted(self._label(part))} [{self._shown(self.number(part), part)}]"
                                       for part in ranged_parts(self, e, at)))  # fmt: skip
        if WORDS[e.word].ranged:
            text = say(e, lambda need: quoted(_named(*self.target(need, at))))
            return Expr("value", (f"{text} [{self._number(self.value(e, at), self._unit(e, at), '')}]",))
        return Expr(e.word, tuple(self._spoken(part, at) for part in e.parts))

    def _leaf(self, need: str, at: At) -> str:
        place = self.place(need, at)
        number = self.number(place)
        value = reason_text(self.why(place)) if np.isnan(number) else self._shown(number, place)
        return f"{quoted(_named(*self.target(need, at)))} [{value}]"

    def _unit(self, e: Expr, at: At) -> str:
        if e.word in ("first_month", "month_after_last"):
            return "month"
        if e.word == "rate_of_return":
            return "share"
        if "{before}" in WORDS[e.word].cell:
            return FIGURES[at.name].unit
        leaf = next((each for each in e.walk() if each.word == "name"), None)
        name = "" if leaf is None else self.target(leaf.parts[0], at)[0]
        return FIGURES[name].unit if name in FIGURES else fields.unit(name) if name else ""

    def title(self, at: At) -> str:
        """What a figure or field is called on any line, with the sources it counts where that matters."""
        if at.name not in FIGURES:
            return fields.label(at.name, self._model(at))
        return _named(at.name, at.view if key_of(at.name, at.view, self.fields) != at.name else None)

    def _label(self, at: At) -> str:
        text = self.title(at)
        name = self.lines.name(at.table, at.line)
        return f"{text} · {name}" if name else text

    def _model(self, at: At) -> type[Frozen] | None:
        line = self.lines.line(at.table, at.line)
        return type(line) if line else None

    def _when(self, at: At) -> str:
        if not self.timed(at):
            return ""
        grid, first = self.projection.grid, at.first if self.spans(at) else at.last
        same = (p for p in grid.periods if (p.first, p.last, p.kind == "month") == (first, at.last, first == at.last))
        period = min(same, key=lambda p: p.id != self.asked, default=Period("", "spell", first, at.last))
        return told.period_name(period, self.projection, self.formats)

    def _shown(self, number: float, at: At) -> str:
        if at.name not in FIGURES:
            currency = getattr(self.lines.line(at.table, at.line), "currency", None) or ""
            return self._number(number, fields.unit(at.name, self._model(at)), currency)
        return self._number(number, FIGURES[at.name].unit, "")

    def _number(self, number: float, unit: str, currency: str) -> str:
        if np.isnan(number):
            return NOTHING
        if unit == "money":
            return self.formats.money(number, currency or self.projection.plan.basis.currency)
        if unit in ("share", "percent"):
            return self.formats.percent(round(number, 4), None)
        if unit in ("month", "year-month"):
            return _("sin fecha") if number >= NEVER else self.formats.month(self.projection.grid.month(round(number)))
        if unit in ("class", "months", "points"):
            return told.figure_text(number, unit, self.projection, self.formats)
        return self.formats.number(round(number, 4), None)
