"""The actions in time: what is drawn of each, and what the picture says."""

from __future__ import annotations

from datetime import date, timedelta

from workbench.engine.timeline import NAMES, ROWS, timeline
from workbench.exchange import samples
from workbench.formats import Formats
from workbench.model.actions import Action
from workbench.model.plan import Plan
from workbench.model.project import Project
from workbench.model.types import ActionState

HOW = Formats("CO", "es")
END = date(2028, 6, 30)


def of(*actions: Action, end: date | None = END) -> Plan:
    return Plan(project=Project(current_end=end), actions=actions)


def test_actions_without_a_day_and_dropped_ones_are_not_drawn() -> None:
    dropped = Action(name="No", start=END, end=END, state=ActionState.DROPPED)
    assert timeline(of(Action(name="Sin fecha"), dropped), HOW) is None


def test_a_bar_goes_from_the_first_day_to_the_end_of_the_last() -> None:
    sign = Action(name="Firmar", start=date(2028, 5, 11), end=date(2028, 7, 1), state=ActionState.AGREED)
    done = Action(name="Contratar", end=date(2028, 5, 20), state=ActionState.DONE)
    turned = Action(name="Al revés", start=date(2028, 6, 9), end=date(2028, 6, 3))
    chart = timeline(of(turned, sign, done), HOW)
    assert chart is not None
    assert chart.x == ("Firmar", "Contratar", "Al revés")
    bars = {series.label: (series.starts, series.values) for series in chart.series}
    assert bars == {
        "Propuesta": ((None, None, 33.0), (None, None, 40.0)),
        "Acordada": ((10.0, None, None), (62.0, None, None)),
        "Terminada": ((None, 19.0, None), (None, 20.0, None)),
    }
    assert [(rule.label, rule.x) for rule in chart.rules] == [("Fin del proyecto", 61.0)]
    assert chart.title == "Acciones que terminan después del fin del proyecto: 1 de 3"
    assert "Firmar: del 11 may 2028 al 1 jul 2028, Acordada" in chart.alt
    assert chart.ticks[0].x == 0
    assert chart.last >= 62


def test_the_finding_where_all_is_done_in_time_and_where_no_end_is_known() -> None:
    early = Action(name="Pronto", start=date(2027, 2, 1), end=date(2027, 3, 1))
    assert (chart := timeline(of(early), HOW)) is not None
    assert chart.title == "Todas las acciones con fecha terminan antes del fin del proyecto"
    assert (chart := timeline(of(early, end=None), HOW)) is not None
    assert (chart.title, chart.rules) == ("Las acciones van de feb 2027 a mar 2027", ())


def test_a_hundred_actions_over_forty_years_stay_readable() -> None:
    first = date(2020, 1, 15)
    many = [Action(name=str(at), start=first + timedelta(days=150 * at)) for at in range(100)]
    assert (chart := timeline(of(*many), HOW)) is not None
    assert (len(chart.x), len(chart.series[0].values)) == (ROWS, ROWS)
    assert len(chart.ticks) <= NAMES + 2
    assert "De 100 acciones con fecha" in chart.subtitle


def test_the_sample_shows_what_is_left_for_the_operation() -> None:
    assert (chart := timeline(samples.load("farmacias"), HOW)) is not None
    assert chart.title.endswith("3 de 8")


def test_days_of_any_year_have_their_place() -> None:
    """A year of four digits is whatever somebody types."""
    for day in (date(1, 1, 1), date(202, 3, 1), date(9999, 12, 31)):
        assert (chart := timeline(of(Action(name="Firmar", start=day)), HOW)) is not None
        assert chart.ticks
        assert (chart := timeline(of(Action(name="Firmar", end=day), end=None), HOW)) is not None
        assert f"{day.year:04}" in chart.title
