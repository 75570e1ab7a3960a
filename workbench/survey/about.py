"""What was asked of whom and when, and by which rules it was scored: what any result begins with."""

from __future__ import annotations

from workbench.formats import Formats
from workbench.i18n import _
from workbench.survey.groups import LEAST
from workbench.survey.results import RoomResults


def about(results: RoomResults, formats: Formats) -> tuple[tuple[str, str], ...]:
    """Labels and what stands behind them."""
    instrument, whole = results.instrument, results.whole
    there = _("personas: {people} · proyectos: {projects} de {asked}")
    asked = {"people": whole.respondents, "projects": len(results.projects), "asked": len(results.round.projects)}
    facts = (
        (_("Encuesta"), _("{title}, versión {version}").format(title=instrument.title, version=instrument.version)),
        (_("Ola"), " · ".join(filter(None, (_wave(results), held(results, formats))))),
        (_("Respondieron"), there.format(**{name: formats.number(count, 0) for name, count in asked.items()})),
    )
    return tuple((label, words) for label, words in facts if words)


def _wave(results: RoomResults) -> str:
    if results.before is None:
        return results.round.wave
    return _("{wave}, comparada con {before}").format(wave=results.round.wave, before=results.before.round.wave)


def held(results: RoomResults, formats: Formats) -> str:
    """The days of the first and the last answer; '' where no sheet says one."""
    if not results.changed:
        return ""
    first, last = (
        formats.long_date(moment.astimezone().date()) for moment in (results.changed[0], results.changed[-1])
    )
    return last if first == last else _("{first} a {last}").format(first=first, last=last)


def rules(results: RoomResults, named: bool | None = None) -> str:
    """How it is scored, where it is, and who is protected, in few sentences.

    ``named``: every project of a room is, for the consultant; False: it is for everybody; None: it is of one project.
    """
    scored = any(dimension.scaled for dimension in results.instrument.dimensions)
    scoring = _(
        "Cada pregunta va de 0 a 3; NA y NS no cuentan. Una dimensión es el promedio de sus preguntas, y el puntaje el "
        "de las dimensiones que tienen respuestas suficientes: nivel 1 por debajo de 1, nivel 2 por debajo de 2, "
        "nivel 3 desde 2."
    )
    guarded = _("No se muestran grupos de menos de {least} personas, ni los que una resta descubriría.")
    unnamed = _("Por eso los proyectos por los que responden menos se cuentan, y no se nombran.")
    whose = _("Aquí se nombra cada proyecto: es para quien dirige la encuesta, no para la sala.")
    names = whose if named else unnamed if named is False and scored else ""
    told = (scoring if scored else "", guarded.format(least=LEAST), names)
    return " ".join(filter(None, told))
