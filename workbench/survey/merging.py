"""The same round on several machines: which sheets contradict each other, and what becomes of a round held twice.

A *state* of a sheet is its canonical bytes, known by their fingerprint. Bringing machines together is a union of
states; one that another revises is history, and what is left are the *heads*. So neither order nor repetition matters.
A state names all that it revises, not the last alone: a file may have missed a machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid5

from workbench.survey.payload import fingerprint
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Sheet

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Conflict:
    """Two or more heads of one sheet, or of one respondent about one project; changed last first.

    The first of them counts until someone chooses.
    """

    sides: tuple[Sheet, ...]


def settle(heads: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], tuple[Conflict, ...]]:
    """The sheets that count, in the order of ``heads``, and the conflicts among them."""
    groups = _groups(heads)
    conflicts = tuple(Conflict(tuple(sorted(group, key=_age, reverse=True))) for group in groups if len(group) > 1)
    left = {id(side) for conflict in conflicts for side in conflict.sides[1:]}
    return tuple(sheet for sheet in heads if id(sheet) not in left), conflicts


def chosen(conflict: Conflict, side: Sheet) -> Sheet:
    """The state that ends a conflict in favour of one side; the same wherever the same is chosen."""
    before = {digest for each in conflict.sides for digest in (fingerprint(each), *each.revises)}
    return side.with_(revises=tuple(sorted(before)))


def apart(conflict: Conflict) -> tuple[Sheet, ...]:
    """The states that end a conflict where two people had one code: each keeps a sheet, all but one with a new code."""
    first, *others = conflict.sides
    return (
        first,
        *(
            side.with_(
                id=uuid5(side.id, fingerprint(side)),
                respondent=f"{side.respondent[:290]}-{number}",
                revises=(fingerprint(side), *side.revises),
            )
            for number, side in enumerate(others, 2)
        ),
    )


def ended(state: Sheet, by: Sheet) -> bool:
    """Whether ``by`` is the same sheet after its consent was withdrawn, so that nothing of this state is to be left.

    What was answered later is not: it contradicts the withdrawal, and someone decides.
    """
    if by.withdrawn is None or state.id != by.id or fingerprint(by) in state.revises:
        return False
    if state.withdrawn is not None:
        return _age(state) < _age(by)
    return (state.changed or _NEVER) <= (by.changed or _NEVER)


def joined(ours: Round, theirs: Round) -> Round:
    """One round of two states of it: what was changed last, with the projects only the other has, and their plans."""
    other, last = sorted((ours, theirs), key=lambda each: (each.changed or _NEVER, fingerprint(each)))
    plans = {project.id: project.plan for project in other.projects if project.plan}
    projects = (each if each.plan else each.with_(plan=plans.get(each.id)) for each in last.projects)
    return with_projects(last.with_(projects=tuple(projects)), other)


def with_projects(round_: Round, other: Round) -> Round:
    """The round with the projects that only another state of it has."""
    there = {project.id for project in round_.projects}
    missing = [project for project in other.projects if project.id not in there]
    return round_.with_(projects=(*round_.projects, *_coded_apart(round_, missing))) if missing else round_


def _coded_apart(there: Round, more: Sequence[RoundProject]) -> list[RoundProject]:
    """Projects with codes nobody else in the round has."""
    taken = {project.code.casefold() for project in there.projects}
    found = []
    for project in more:
        code, number = project.code, 2
        while code.casefold() in taken:
            code, number = f"{project.code[:290]}-{number}", number + 1
        taken.add(code.casefold())
        found.append(project if code == project.code else project.with_(code=code))
    return found


def _age(sheet: Sheet) -> tuple[datetime, str]:
    return sheet.changed or _NEVER, fingerprint(sheet)


def _groups(heads: Sequence[Sheet]) -> list[list[Sheet]]:
    """Sheets of one id, or of one respondent about one project, together."""
    by_key: dict[object, list[Sheet]] = {}
    for sheet in heads:
        group = [sheet]
        for key in (sheet.id, (sheet.project, sheet.respondent.casefold())):
            known = by_key.get(key)
            if known is not None and known is not group:
                known += [each for each in group if each not in known]
                group = known
        for each in group:
            by_key[each.id] = by_key[each.project, each.respondent.casefold()] = group
    return list({id(group): group for group in by_key.values()}.values())
