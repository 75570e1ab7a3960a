"""Surveys without a window: instruments, rounds, what is handed out and in, and results. All of it in the library."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.reading import BadUse, plan_of
from workbench.cli.tables import table
from workbench.i18n import _
from workbench.paths import library_file, write_whole
from workbench.storage.header import found_version

if TYPE_CHECKING:
    from uuid import UUID

    from workbench.cli.survey_files import Taken
    from workbench.storage.library import Library
    from workbench.storage.round_store import RoundCard
    from workbench.survey.instrument import Instrument
    from workbench.survey.rounds import RoundProject

USUAL = "sustainability"
CONTENTS = {
    ".round": ("round",), ".answers": ("answers",), ".xlsx": ("form", "results"), ".pdf": ("results", "booklet"),
    ".csv": ("results",),
}  # fmt: skip
"""What a file of each ending may hold, the usual first."""
KINDS = ("results", "form", "booklet")


def instruments(asked: Namespace) -> int:
    """The instruments that ship and those edited here."""
    from workbench.survey import shipped

    found = [vars(each) | {"own": False} for each in shipped.listed()]
    if found_version(library_file(asked.library)) is not None:
        with _library(asked) as library:
            found += [_listed(each) for each in library.rounds.instruments()]
    if asked.json:
        return _json(found)
    head = ("id", _("Versión"), _("Preguntas"), _("Instrumento"))
    rows = [(str(e["id"]), str(e["version"]), str(e["items"]), str(e["title"])) for e in found]
    return _lines(table([head, *rows], right=(1, 2)))


def _listed(each: Instrument) -> dict[str, object]:
    told = {"id": each.id, "version": each.version, "title": str(each.title), "purpose": str(each.purpose)}
    return {**told, "items": len(each.items), "own": True}


def rounds(asked: Namespace) -> int:
    """The rounds of the library, last worked on first."""
    found: tuple[RoundCard, ...] = ()
    if found_version(library_file(asked.library)) is not None:
        with _library(asked) as library:
            found = library.rounds.cards()
    if asked.json:
        return _json([vars(card) for card in found])
    head = ("id", _("Ola"), _("Ronda"), _("Instrumento"), _("Proyectos"), _("Hojas"))
    rows = [(c.id[:8], c.wave, c.title, c.instrument, str(c.projects), str(c.sheets)) for c in found]
    return _lines(table([head, *rows], right=(4, 5)) if rows else [_("La biblioteca no tiene rondas.")])


def new(asked: Namespace) -> int:
    """A round of projects of a file, of plans, or of the round before; prints its id."""
    from workbench.survey.rounds import Round

    if asked.projects is None and asked.plans is None and asked.after is None:
        raise BadUse(_("Indique los proyectos con --projects, --plans o --after."))
    with _library(asked, write=True) as library, _telling():
        found = library.rounds
        before = found.load(found.find(asked.after)) if asked.after else None
        instrument = instrument_of(library, asked.instrument or (before.instrument if before else USUAL))
        projects = list(before.projects) if before else []
        projects += [each for each in _of_file(asked) if each.code not in {old.code for old in projects}]
        projects += _of_plans(asked, projects)
        made = Round(
            title=asked.title, instrument=instrument.id, version=instrument.version,
            wave=asked.wave or str(date.today().year), projects=tuple(projects),
        )  # fmt: skip
        print(found.add(made, instrument).id)
    return 0


def instrument_of(library: Library, id_: str) -> Instrument:
    """An instrument edited here, else one that ships. Raises BadUse."""
    from workbench.survey import shipped

    ours = {each.id: each for each in library.rounds.instruments()}
    if id_ in ours:
        return ours[id_]
    try:
        return shipped.shipped(id_)
    except KeyError:
        ids = ", ".join([*(each.id for each in shipped.listed()), *ours])
        raise BadUse(_("No hay un instrumento «{id}»; use uno de: {ids}.").format(id=id_, ids=ids)) from None


def _of_file(asked: Namespace) -> tuple[RoundProject, ...]:
    if asked.projects is None:
        return ()
    from workbench import limits
    from workbench.exchange.round_projects import from_json, read_projects

    data = limits.read(asked.projects, limits.PLAN_BYTES)
    if asked.projects.suffix.lower() == ".json":
        return from_json(data)
    try:
        return read_projects(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadUse(_("«{file}» no es un texto en UTF-8.").format(file=asked.projects.name)) from error


def _of_plans(asked: Namespace, there: list[RoundProject]) -> list[RoundProject]:
    """The projects of plans, those that are not there yet."""
    if asked.plans is None:
        return []
    from workbench.exchange.round_projects import free_code, of_plan
    from workbench.storage.home import cards

    known = {project.plan for project in there}
    codes, found = [project.code for project in there], []
    for name in asked.plans or [card.id for card in cards(library_file(asked.library))]:
        plan = plan_of(name, asked.library).plan
        if plan.id not in known:
            found.append(of_plan(plan, free_code(codes)))
            known.add(plan.id)
            codes.append(found[-1].code)
    return found


def export(asked: Namespace) -> int:
    """A file of a round; the old file stays until the new one is whole."""
    from workbench.cli.survey_files import content

    target: Path = asked.output
    ending = target.suffix.lower()
    possible = CONTENTS.get(ending, ())
    kind = asked.content or next(iter(possible), "")
    if kind not in possible:
        text = _("«{file}» no se puede escribir así: {endings}.")
        raise BadUse(text.format(file=target, endings=written()))
    path = library_file(asked.library)
    if target.exists() and path.exists() and target.samefile(path):
        raise BadUse(_("«{file}» es el archivo que se lee: elija otro nombre.").format(file=target))
    write = ending == ".answers" or found_version(path) is None  # a form needs no library, but a round does
    with _library(asked, write) as library, _telling():
        data = content(library, asked, ending, kind)
    try:
        write_whole(target, data)
    except OSError as error:
        text = _("No se puede escribir «{file}»: revise que la carpeta exista y permita escribir.")
        raise BadUse(text.format(file=target)) from error
    return 0


def written() -> str:
    """Which endings there are, and what each may hold."""
    return "; ".join(f"{ending} ({', '.join(kinds)})" for ending, kinds in CONTENTS.items())


def import_files(asked: Namespace) -> int:
    """What files hold, each on its own; 1 when one could not be read: it is named, the others go on."""
    from workbench.cli.survey_files import take, word

    passphrase = word(asked)
    told: list[Taken] = []
    unread: list[str] = []
    with _library(asked, write=True) as library, _telling():
        only = library.rounds.find(asked.round) if asked.round else None
        for path in asked.files:
            try:
                told.append(take(library, path, passphrase, only))
            except BadUse as error:
                unread.append(f"{path.name}: {error}")
        touched = dict.fromkeys(id_ for each in told for id_ in each.rounds)
        against = {id_: _against(library, id_) for id_ in touched}
    if not told:
        raise BadUse(" ".join(unread))
    _say(told, against, asked.json)
    troubles = [f"{each.path.name}: {trouble}" for each in told for trouble in each.troubles]
    for line in (*unread, *troubles, *filter(None, [library.backup_trouble])):
        print("workbench:", " ".join(line.split()), file=sys.stderr)
    return int(bool(unread or troubles or any(against.values())))


def _against(library: Library, id_: UUID) -> list[str]:
    """Who has sheets in a round that contradict each other: the project's code and the respondent's."""
    codes = {project.id: project.code for project in library.rounds.load(id_).projects}
    sides = (conflict.sides[0] for conflict in library.rounds.sheets(id_).conflicts)
    return [f"{codes[side.project]} {side.respondent}" for side in sides]


def _say(told: list[Taken], against: dict[UUID, list[str]], as_json: bool) -> None:
    """What became of each file, and which sheets contradict each other in its rounds."""
    if as_json:
        conflicts = {str(id_): found for id_, found in against.items()}
        _json({"files": [each.told() for each in told], "conflicts": conflicts})
        return
    _lines([str(each) for each in told])
    if any(against.values()):
        text = _("Hojas que se contradicen: {whose}. Hasta que elija en el programa cuál vale, cuenta la última.")
        print(text.format(whose=", ".join(whose for found in against.values() for whose in found)))


def results(asked: Namespace) -> int:
    """What a round gives, beside the wave before."""
    from workbench.survey.told import told

    with _library(asked) as library, _telling():
        found = library.rounds.results(library.rounds.find(asked.round))
    if asked.json:
        return _json(told(found))
    from workbench.cli.survey_files import formats_of
    from workbench.survey.tables import room_tables

    lines: list[str] = []
    for each in room_tables(found, formats_of(found)):
        cells = [tuple(" ".join(cell.text.splitlines()) for cell in row.cells) for row in each.rows]
        lines += ["", each.title, *table([each.heads, *cells], right=range(each.texts, len(each.heads)))]
        lines += [each.note] if each.note else []
    return _lines(lines[1:] or [_("Todavía no hay hojas que se puedan contar.")])


# ---------------------------------------------------------------- the library


@contextmanager
def _library(asked: Namespace, write: bool = False) -> Iterator[Library]:
    """The library. Raises BadUse where there is none and nothing is to be written into it."""
    from workbench.storage.library import Library

    if not write and found_version(library_file(asked.library)) is None:
        raise BadUse(_("Todavía no hay una biblioteca."))
    with Library.open(library_file(asked.library), write=write) as opened:
        yield opened


@contextmanager
def _telling() -> Iterator[None]:
    """What is refused, as one line."""
    from pydantic import ValidationError

    from workbench import limits
    from workbench.model import messages
    from workbench.storage.round_store import RoundRefused
    from workbench.storage.rounds import RoundNotFound
    from workbench.survey.payload import SurveyRefused

    try:
        yield
    except limits.Refused as error:
        raise BadUse(messages.limit_sentence(error.code, error.values)) from error
    except ValidationError as error:
        raise BadUse(messages.sentence(error.errors(include_url=False)[0])) from error
    except (SurveyRefused, RoundRefused, RoundNotFound) as error:
        raise BadUse(str(error)) from error


def _lines(lines: list[str]) -> int:
    for line in lines:
        print(line)
    return 0


def _json(value: Any) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
    return 0
