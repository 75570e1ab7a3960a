"""The actions of a plan in time, described once for screen and paper. No figure rests on them."""

from __future__ import annotations

from datetime import date

from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.actions import Action
from workbench.model.base import title
from workbench.model.chart import Chart, Rule, Series, Style
from workbench.model.plan import Plan
from workbench.model.types import ActionState

ROWS = 30
"""Actions that are drawn; the table has all."""
STEPS = (1, 3, 6, 12, 24, 60, 120)
"""Months between two names on the axis: the first with which no more than ``NAMES`` stand there."""
NAMES = 9
YEAR = 12
LOOKS: dict[ActionState, tuple[str, Style]] = {
    ActionState.PROPOSED: ("series1", "outlined"),
    ActionState.AGREED: ("series1", "hatched"),
    ActionState.UNDER_WAY: ("series1", "solid"),
    ActionState.DONE: ("holds", "solid"),
}
"""A dropped action is not drawn."""
NOTHING_YET = N_("Se dibuja cuando una acción tenga fecha.")

Days = tuple[date, date]


def timeline(plan: Plan, formats: Formats) -> Chart | None:
    """The actions with a date, those that begin first above; None without one. x is in days from the first month."""
    spans = sorted(((_days(each), each) for each in plan.actions if each.state in LOOKS and (each.start or each.end)),
                   key=lambda pair: pair[0])  # fmt: skip
    if not spans:
        return None
    end, drawn = plan.project.current_end, spans[:ROWS]
    days = [day for span, _action in spans for day in span] + ([end] if end else [])
    first, months = _month(min(days)), _months(min(days), max(days)) + 1
    said = _finding(spans, end, formats)
    told = _("{name}: del {start} al {end}, {state}")
    parts = (
        told.format(name=_name(action), start=formats.date(start), end=formats.date(last), state=_(action.state.label))
        for (start, last), action in drawn
    )
    bars = _("Cada barra va del día en que empieza una acción al día en que termina")
    more = _("De {all} acciones con fecha, las {n} que empiezan antes; de su primer día al último")
    return Chart(
        said,
        bars if len(drawn) == len(spans) else more.format(all=len(spans), n=ROWS),
        "timeline",
        tuple(_name(action) for _span, action in drawn),
        tuple(_series(state, drawn, first) for state in LOOKS if any(action.state is state for _span, action in drawn)),
        _("{title}. {parts}.").format(title=said, parts="; ".join(parts)),
        rules=(Rule(_("Fin del proyecto"), float((end - first).days + 1)),) if end else (),
        ticks=_ticks(first, months, formats),
    )


def _days(action: Action) -> Days:
    """Its first and its last day; one day where only one is known."""
    known = sorted(day for day in (action.start, action.end) if day is not None)
    return known[0], known[-1]


def _name(action: Action) -> str:
    return title(action) or _("Sin nombre")


def _finding(spans: list[tuple[Days, Action]], end: date | None, formats: Formats) -> str:
    if end is None:
        first, last = min(span[0] for span, _action in spans), max(span[1] for span, _action in spans)
        text = _("Las acciones van de {first} a {last}")
        return text.format(first=_named(first, formats), last=_named(last, formats))
    late = sum(span[1] > end for span, _action in spans)
    if not late:
        return _("Todas las acciones con fecha terminan antes del fin del proyecto")
    return _("Acciones que terminan después del fin del proyecto: {late} de {all}").format(late=late, all=len(spans))


def _series(state: ActionState, spans: list[tuple[Days, Action]], first: date) -> Series:
    """The bars of one state: where they end, and where they begin."""
    role, style = LOOKS[state]
    own = [span if action.state is state else None for span, action in spans]
    starts, ends = (
        tuple(None if span is None else float((span[side] - first).days + side) for span in own) for side in (0, 1)
    )
    return Series(_(state.label), ends, role, style, starts=starts)


def _ticks(first: date, months: int, formats: Formats) -> tuple[Rule, ...]:
    """The months named on the axis, counted from a January; one after the last is the end of it."""
    step = next((each for each in STEPS if months / each <= NAMES), STEPS[-1])
    start = first.year * YEAR + first.month - 1
    last = min(start + months, date.max.year * YEAR + YEAR - 1)  # a month after the calendar's last has no name
    firsts = (date(at // YEAR, at % YEAR + 1, 1) for at in range(start, last + 1) if at % step == 0)
    return tuple(Rule(_named(each, formats), float((each - first).days)) for each in firsts)


def _named(day: date, formats: Formats) -> str:
    """The month of a day. Not by ``strftime``: there a year before 1000 has as many digits as the system likes."""
    return formats.month(day.isoformat()[:7])


def _month(day: date) -> date:
    return day.replace(day=1)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * YEAR + last.month - first.month
