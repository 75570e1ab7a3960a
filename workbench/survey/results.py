"""The results of a round: its projects, the room together, and what moved since the wave before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from workbench.i18n import N_, _
from workbench.survey.answers import counts
from workbench.survey.change import Change, RoomChange, changed
from workbench.survey.groups import LEAST
from workbench.survey.instrument import MOST, Instrument, Item
from workbench.survey.rollup import RollUp, rolled_up
from workbench.survey.rounds import Round
from workbench.survey.scoring import WEAKEST, Insufficient, Scored, scored, total
from workbench.survey.sheet import Sheet
from workbench.survey.summary import Group, Summary, broken_down, for_the_room
from workbench.survey.tallies import Beside, Tally, compared, tally

_EVER = datetime.min.replace(tzinfo=UTC)
_WHY = {
    "round": N_("Es de otra ronda."),
    "project": N_("Su proyecto no está en esta ronda."),
    "instrument": N_("Responde a otro instrumento."),
    "withdrawn": N_("Se retiró el consentimiento: no quedan respuestas."),
    "consent": N_("No hay consentimiento."),
    "empty": N_("No tiene respuestas que se puedan contar."),
    "twice": N_("La misma persona entregó otra hoja después: cuenta la última."),
}


@dataclass(frozen=True)
class LeftOut:
    """A sheet that is not counted; ``str()`` says why. ``code``: one of those above."""

    sheet: Sheet
    code: str

    def __str__(self) -> str:
        return _(_WHY[self.code])


@dataclass(frozen=True)
class Lack:
    """A bar of the Pareto: the points an item lacks to 3, summed over ``projects``; its share of all, and cumulated."""

    item: Item
    points: Fraction
    projects: int
    share: Fraction
    cumulated: Fraction


@dataclass(frozen=True)
class RoomResults:
    """``projects``: those with a sheet that counts, in the round's order. ``before``: the wave before, if any.

    ``changed``: when the sheets that count were changed last, in order.
    """

    round: Round
    instrument: Instrument
    projects: tuple[Scored, ...]
    left_out: tuple[LeftOut, ...] = ()
    before: RoomResults | None = None
    changed: tuple[datetime, ...] = ()

    @cached_property
    def whole(self) -> Summary:
        """The room together."""
        return Summary(self.projects)

    @cached_property
    def groups(self) -> dict[str, tuple[Group, ...]]:
        """By country, sector and stage, small groups protected."""
        return broken_down(self.projects)

    @cached_property
    def for_the_room(self) -> tuple[dict[str, tuple[Group, ...]], frozenset[UUID]]:
        """The same for everybody's eyes, and the projects that may be named there: those behind whose score there are
        respondents enough, also against a subtraction from the groups."""
        return for_the_room(self.projects)

    @cached_property
    def ranking(self) -> tuple[Scored, ...]:
        """The highest overall score first; those without one last."""
        return tuple(sorted(self.projects, key=_rank))

    @cached_property
    def pareto(self) -> tuple[Lack, ...]:
        """The scale items that lack points, the weakest first."""
        lacks = [(item, *_lack(item, self.projects)) for item in self.instrument.items.values()]
        lacks = sorted((each for each in lacks if each[1]), key=lambda each: -float(each[1]))
        whole, so_far, bars = total(points for _item, points, _count in lacks), Fraction(0), []
        for item, points, count in lacks:
            so_far += points
            bars.append(Lack(item, points, count, points / whole, so_far / whole))
        return tuple(bars)

    @property
    def weakest(self) -> tuple[Item, ...]:
        """The three items the room lacks most in."""
        return tuple(lack.item for lack in self.pareto[:WEAKEST])

    @cached_property
    def alerts(self) -> tuple[tuple[Item, tuple[Scored, ...]], ...]:
        """Each critical item at 0, with the projects it is at 0 in."""
        return self._by_item(lambda project: project.alerts)

    @cached_property
    def disagreements(self) -> tuple[tuple[Item, tuple[Scored, ...]], ...]:
        """Each item on which the respondents of a project are far apart, with those projects."""
        return self._by_item(lambda project: project.disagreements)

    def _by_item(self, items: Callable[[Scored], tuple[Item, ...]]) -> tuple[tuple[Item, tuple[Scored, ...]], ...]:
        found: dict[str, list[Scored]] = {}
        for project in self.projects:
            for item in items(project):
                found.setdefault(item.id, []).append(project)
        return tuple((item, tuple(found[id])) for id, item in self.instrument.items.items() if id in found)

    @cached_property
    def tallies(self) -> dict[str, Tally | Insufficient]:
        """What was answered to each item, counted over the room's respondents, if they are not too few."""
        few = Insufficient("respondents", self.whole.respondents, LEAST)
        shown = self.whole.respondents >= LEAST
        return {id: tally(item, self.projects) if shown else few for id, item in self.instrument.items.items()}

    @cached_property
    def numbers(self) -> dict[str, RollUp]:
        """The number items over projects and countries."""
        return rolled_up(self.instrument, self.projects)

    @cached_property
    def benchmarks(self) -> tuple[Beside, ...]:
        """The room beside each published figure."""
        return tuple(
            compared(each, self.whole, self.instrument, self.tallies.get(each.of))
            for each in self.instrument.benchmarks
        )

    def of(self, project: UUID) -> Scored | None:
        """The result of a project; None where no sheet of it counts."""
        return next((each for each in self.projects if each.project.id == project), None)

    def earlier(self, now: Scored) -> Scored | None:
        """The same project in the wave before: of the same id, else of the same plan."""
        if self.before is None:
            return None
        plan = now.project.plan
        same = (each for each in self.before.projects if plan is not None and each.project.plan == plan)
        return self.before.of(now.project.id) or next(same, None)

    @cached_property
    def changes(self) -> dict[UUID, Change]:
        """What moved in each project that has an overall score in both waves."""
        pairs = ((now, self.earlier(now)) for now in self.projects)
        found = (changed(before, now) for now, before in pairs if before is not None)
        return {change.project.id: change for change in found if change is not None}

    @cached_property
    def change(self) -> RoomChange | None:
        """What moved in the room; None where no project can be compared."""
        return RoomChange(tuple(self.changes.values())) if self.changes else None


def room_results(
    round: Round, instrument: Instrument, sheets: Iterable[Sheet], before: RoomResults | None = None
) -> RoomResults:
    """The results of a round from all its sheets. ``before`` is dropped where it is of another instrument."""
    kept, left_out = admitted(round, instrument, sheets)
    results = (scored(instrument, project, kept.get(project.id, ())) for project in round.projects)
    same = before if before is not None and before.instrument.id == instrument.id else None
    counting = (sheet.changed for sheets in kept.values() for sheet in sheets)
    changed = tuple(sorted(moment for moment in counting if moment is not None))
    return RoomResults(round, instrument, tuple(each for each in results if each.respondents), left_out, same, changed)


def admitted(
    round: Round, instrument: Instrument, sheets: Iterable[Sheet]
) -> tuple[dict[UUID, list[Sheet]], tuple[LeftOut, ...]]:
    """The sheets that count, by project, one for each respondent: the last changed; and those that do not, with why."""
    projects = {project.id for project in round.projects}
    latest: dict[tuple[UUID, str], Sheet] = {}
    left_out = []
    for sheet in sorted(sheets, key=lambda each: (each.changed or each.started or _EVER, str(each.id))):
        if code := _unfit(round, instrument, projects, sheet):
            left_out.append(LeftOut(sheet, code))
            continue
        who = sheet.project, sheet.respondent.casefold()
        if who in latest:
            left_out.append(LeftOut(latest.pop(who), "twice"))
        latest[who] = sheet
    kept: dict[UUID, list[Sheet]] = {}
    for sheet in latest.values():
        kept.setdefault(sheet.project, []).append(sheet)
    return kept, tuple(left_out)


def _unfit(round: Round, instrument: Instrument, projects: set[UUID], sheet: Sheet) -> str:
    """Why a sheet is not counted; '' where it is."""
    tests = {
        "round": sheet.round == round.id,
        "project": sheet.project in projects,
        "instrument": sheet.instrument == instrument.id,
        "withdrawn": sheet.withdrawn is None,
        "consent": sheet.consent,
    }
    wrong = next((code for code, holds in tests.items() if not holds), "")
    return wrong or ("" if counts(instrument, sheet) else "empty")


def _rank(project: Scored) -> tuple[bool, Fraction]:
    return (False, -project.overall) if isinstance(project.overall, Fraction) else (True, Fraction(0))


def _lack(item: Item, projects: Sequence[Scored]) -> tuple[Fraction, int]:
    """The points an item lacks to 3 over the projects that answered it, and how many did; nothing for no scale."""
    found = (project.items.get(item.id) for project in projects)
    means = [each.mean for each in found if each is not None and each.mean is not None]
    return MOST * len(means) - total(means), len(means)
