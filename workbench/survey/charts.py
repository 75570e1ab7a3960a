"""The charts of a round's results, described once for screen and paper. Titles say the finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.chart import Chart, Series, Style
from workbench.model.types import Level
from workbench.survey.instrument import MOST, Instrument, Item, Kind
from workbench.survey.results import RoomResults
from workbench.survey.scoring import Insufficient, Score, Scored, said, truncated
from workbench.survey.summary import Spread, Summary
from workbench.survey.tallies import Tally

STYLES: tuple[Style, ...] = ("solid", "dashed", "outlined")
BARS = 12
"""Items the Pareto shows; the table has all."""
TOLD = 6
"""Items in which as much is missing that a title names."""


def room_charts(results: RoomResults, formats: Formats) -> dict[str, Chart]:
    """Those of a room that have something to show, by id: radar, levels, pareto, answers."""
    if not results.projects:
        return {}
    made = {
        "radar": _room_radar(results, formats),
        "levels": _levels(results, formats),
        "pareto": _pareto(results, formats),
        "answers": _answers(results, formats),
    }
    return {id: chart for id, chart in made.items() if chart is not None}


def project_radar(results: RoomResults, project: Scored, formats: Formats) -> Chart | None:
    """A project beside the wave before, the room's median and what was published; None under three dimensions."""
    earlier = results.earlier(project)
    layers: list[tuple[str, Mapping[str, Score]]] = [(project.project.code, project.dimensions)]
    if earlier is not None and results.before is not None:
        layers.append((_("Ola {wave}").format(wave=results.before.round.wave), earlier.dimensions))
    layers.append((_("Mediana de la sala"), _medians(results.whole)))
    title = _("{project}: {score}").format(project=project.project.code, score=said(project.overall, formats))
    return _radar(results.instrument, title, layers, formats)


def _room_radar(results: RoomResults, formats: Formats) -> Chart | None:
    layers: list[tuple[str, Mapping[str, Score]]] = [(_("Mediana de la sala"), _medians(results.whole))]
    if results.before is not None:
        wave = _("Ola {wave}").format(wave=results.before.round.wave)
        layers.append((wave, _medians(results.before.whole)))
    found = results.whole.overall
    score: Score = found.median if isinstance(found, Spread) else found
    title = _("La sala: {score}").format(score=said(score, formats))
    return _radar(results.instrument, title, layers, formats)


def _medians(whole: Summary) -> dict[str, Score]:
    return {id: found.median if isinstance(found, Spread) else found for id, found in whole.dimensions.items()}


def _radar(
    instrument: Instrument, title: str, layers: list[tuple[str, Mapping[str, Score]]], formats: Formats
) -> Chart | None:
    scored = [each for each in instrument.dimensions if each.scaled]
    if len(scored) < 3:  # no area
        return None
    published = {each.of: Fraction(each.score) for each in instrument.benchmarks if each.score is not None and each.of}
    if published:
        layers = [*layers, (_("Lo publicado"), published)]
    series = tuple(
        Series(label, tuple(_value(found.get(each.id)) for each in scored), f"series{at + 1}", STYLES[at % len(STYLES)])
        for at, (label, found) in enumerate(layers)
    )
    parts = (f"{each.title} {_said(layers[0][1].get(each.id), formats)}" for each in scored)
    alt = _("{title}. Por dimensión: {parts}.").format(title=title, parts="; ".join(parts))
    names = tuple(str(each.title) for each in scored)
    return Chart(title, _("Puntaje de 0 a 3 por dimensión"), "radar", names, series, alt)


def _value(score: Score | None) -> float | None:
    return float(truncated(score)) if isinstance(score, Fraction) else None


def _said(score: Score | None, formats: Formats) -> str:
    return formats.number(truncated(score), 2) if isinstance(score, Fraction) else "–"


def _levels(results: RoomResults, formats: Formats) -> Chart | None:
    found = results.whole.levels
    if isinstance(results.whole.overall, Insufficient):
        return None
    names = tuple(_("Nivel {n}: {name}").format(n=each.value, name=_(each.label)) for each in Level)
    counts = tuple(float(found[level]) for level in Level)
    most = max(Level, key=lambda level: found[level])
    text = _("El nivel más frecuente de los proyectos es el {n}, {name}: {count} de {of}")
    title = text.format(n=most.value, name=_(most.label), count=found[most], of=sum(found.values()))
    alt = "; ".join(f"{name}: {formats.number(count, 0)}" for name, count in zip(names, counts, strict=True))
    series = (Series(_("Proyectos"), counts, "series1"),)
    return Chart(title, _("Proyectos por nivel"), "bars", names, series, f"{title}. {alt}.")


def _pareto(results: RoomResults, formats: Formats) -> Chart | None:
    lacks = [lack for lack in results.pareto if lack.points][:BARS]
    if not lacks:
        return None
    title = _weakest([lack.item for lack in results.pareto if lack.points == lacks[0].points])
    parts = (f"{lack.item.id} {formats.number(float(lack.points), 1)}" for lack in lacks)
    return Chart(
        title,
        _("Puntos que faltan hasta {most}, sumados sobre los proyectos").format(most=MOST),
        "bars",
        tuple(lack.item.id for lack in lacks),
        (Series(_("Puntos que faltan"), tuple(float(lack.points) for lack in lacks), "series1"),),
        _("{title}. Puntos que faltan: {parts}.").format(title=title, parts="; ".join(parts)),
    )


def _weakest(items: Sequence[Item]) -> str:
    """Where most is missing; items in which as much is missing stand beside each other."""
    if len(items) == 1:
        return _("Donde más falta es {id}: «{question}»").format(id=items[0].id, question=items[0].question)
    ids = ", ".join(item.id for item in items[:TOLD])
    text = (
        _("Donde más falta, por igual, es en {ids}")
        if len(items) <= TOLD
        else _("Donde más falta, por igual, es en {n} preguntas: {ids} …")
    )
    return text.format(n=len(items), ids=ids)


def _answers(results: RoomResults, formats: Formats) -> Chart | None:
    """The answers of all respondents by dimension, in percent of those with a level."""
    counts = {each.id: [0, 0, 0, 0] for each in results.instrument.dimensions if each.scaled}
    for dimension, item in results.instrument.walk():
        found = results.tallies.get(item.id)
        if item.kind is Kind.SCALE and isinstance(found, Tally):
            for level in range(MOST + 1):
                counts[dimension.id][level] += found.counts[level]
    names = {each.id: str(each.title) for each in results.instrument.dimensions}
    told = {id: levels for id, levels in counts.items() if sum(levels)}
    if not told:
        return None
    low = {id: levels[0] / sum(levels) for id, levels in told.items()}
    worst = max(low, key=lambda id: low[id])
    most = _("En «{dimension}» está la mayor parte de respuestas en 0: {share}")
    text = most if low[worst] else _("Nadie respondió 0")
    title = text.format(dimension=names[worst], share=formats.percent(low[worst], 0))
    roles = ("fails", "risk", "series1", "holds")
    series = tuple(
        Series(str(level), tuple(100 * levels[level] / sum(levels) for levels in told.values()), roles[level])
        for level in range(MOST + 1)
    )
    parts = (f"{names[id]} {formats.percent(share, 0)}" for id, share in low.items())
    alt = _("{title}. Respuestas en 0: {parts}.").format(title=title, parts="; ".join(parts))
    subtitle = _("Respuestas de todas las personas por dimensión, % en cada nivel de 0 a 3")
    return Chart(title, subtitle, "stacked_bars", tuple(told), series, alt)
