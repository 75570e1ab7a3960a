"""What surveys hand out and take in: one file each."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from workbench import limits
from workbench.cli.reading import BadUse
from workbench.exchange import packages
from workbench.formats import Formats
from workbench.i18n import _, language
from workbench.model import messages
from workbench.storage.round_store import Merged, RoundRefused
from workbench.storage.rounds import RoundNotFound
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import usual_country

if TYPE_CHECKING:
    from workbench.storage.library import Library
    from workbench.survey.instrument import Instrument
    from workbench.survey.results import RoomResults
    from workbench.survey.rounds import Round, RoundProject
    from workbench.survey.scoring import Scored

_LONGEST = 1_000
"""Bytes of a passphrase."""


@dataclass(frozen=True)
class Taken:
    """What became of a file: the rounds it had something for, and what of it could not be read.

    ``fresh``: it brought a round that was not here.
    """

    path: Path
    rounds: tuple[UUID, ...]
    merged: Merged
    fresh: bool = False
    troubles: tuple[str, ...] = ()
    declined: int = 0

    def told(self) -> dict[str, object]:
        """As JSON."""
        rounds = [str(each) for each in self.rounds]
        about = {"file": self.path.name, "rounds": rounds, "new_round": self.fresh}
        return {**about, **vars(self.merged), "declined": self.declined, "troubles": list(self.troubles)}

    def __str__(self) -> str:
        said = [self.path.name + ": " + (_("ronda nueva") if self.fresh else _("la ronda ya estaba"))]
        if self.merged.new:
            said.append(_("hojas nuevas: {n}").format(n=self.merged.new))
        if self.merged.known:
            said.append(_("ya estaban: {n}").format(n=self.merged.known))
        if self.merged.deleted:
            said.append(_("borradas aquí, y siguen así: {n}").format(n=self.merged.deleted))
        if self.merged.withdrawn:
            said.append(_("con el consentimiento retirado: {n}").format(n=self.merged.withdrawn))
        if self.declined:
            said.append(_("no aceptaron responder: {n}").format(n=self.declined))
        return " · ".join(said)


def word(asked: Namespace) -> str:
    """The passphrase; '' where none was given. Raises BadUse."""
    path: Path | None = asked.passphrase_file
    if path is None:
        return ""
    try:
        data = sys.stdin.buffer.readline(_LONGEST) if str(path) == "-" else limits.read(path, limits.MEGABYTE)
        found = data.decode("utf-8-sig").split("\n")[0].rstrip("\r")
    except limits.Refused as error:
        raise BadUse(messages.limit_sentence(error.code, error.values)) from error
    except UnicodeDecodeError as error:
        raise BadUse(_("«{file}» no es un texto en UTF-8.").format(file=path.name)) from error
    if not found:
        raise BadUse(_("«{file}» no tiene una contraseña en su primera línea.").format(file=path.name))
    return found


# ---------------------------------------------------------------- in


def take(library: Library, path: Path, passphrase: str, only: UUID | None) -> Taken:
    """Put what a file holds into the library. Raises BadUse: nothing of it is then there."""
    if not path.is_file():
        raise BadUse(_("No hay un archivo con ese nombre."))
    try:
        if path.suffix.lower() in (packages.ROUND, packages.ANSWERS):
            found = packages.read(path, passphrase)
            handed_in = found.kind == "answers"
            fresh = str(found.round.id) not in {card.id for card in library.rounds.cards()}
            merged = library.rounds.take(found.round, found.instrument, found.sheets, handed_in)
            return Taken(path, (found.round.id,), merged, fresh, tuple(map(str, found.unread)))
        return _form_answers(library, path, only)
    except (SurveyRefused, RoundRefused) as error:
        raise BadUse(str(error)) from error


def _form_answers(library: Library, path: Path, only: UUID | None) -> Taken:
    """The sheets of an export of KoboToolbox or ODK, for each round it is of."""
    from workbench.exchange import form_rows
    from workbench.exchange.form_answers import of_rounds

    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise BadUse(_("No es un archivo .round, .answers, .csv o .xlsx."))
    rows = form_rows.read(path)
    if not (only or rows.rounds):
        raise BadUse(_("No dice de qué ronda son las respuestas: indíquela con --round."))
    found, rounds = of_rounds(rows, library.rounds.asking, only)
    merged = library.rounds.merge(found.sheets)
    return Taken(path, rounds, merged, troubles=found.told, declined=found.declined)


# ---------------------------------------------------------------- out


def content(library: Library, asked: Namespace, ending: str, kind: str) -> bytes:
    """The bytes of a file. Raises BadUse, SurveyRefused."""
    from workbench.report.fonts import MissingGlyph

    try:
        if kind in ("form", "booklet"):
            return _to_fill_in(*_asking(library, asked.round), asked, kind)
        id_ = library.rounds.find(asked.round)
        if ending in (packages.ROUND, packages.ANSWERS):
            return _package(library, id_, ending, word(asked))
        return _results(library.rounds.results(id_), asked, ending)
    except MissingGlyph as error:
        raise BadUse(str(error)) from error


def _package(library: Library, id_: UUID, ending: str, passphrase: str) -> bytes:
    round_, instrument = library.rounds.load(id_), library.rounds.instrument(id_)
    if ending == packages.ROUND:
        return packages.write_round(round_, instrument, passphrase=passphrase)
    sheets = library.rounds.hand_out(id_)
    if not sheets:
        raise BadUse(_("La ronda todavía no tiene hojas que entregar."))
    return packages.write_answers(round_, instrument, sheets, passphrase)


def _to_fill_in(round_: Round | None, instrument: Instrument, asked: Namespace, kind: str) -> bytes:
    """A form or a booklet, of a round or of an instrument alone."""
    if kind == "form":
        from workbench.exchange.xlsform import xlsform

        return xlsform(instrument, round_)
    from workbench.report.booklet import booklet_pdf

    only = (_project(round_, asked.project),) if round_ and asked.project else None
    return booklet_pdf(instrument, round_, only, _printed(asked))


def _results(results: RoomResults, asked: Namespace, ending: str) -> bytes:
    """The report or the tables of a round, or of one project of it."""
    from workbench.report.survey_report import project_pdf, room_pdf

    scored = _scored(results, asked.project)
    if ending == ".pdf":
        spoken = _printed(asked)
        return room_pdf(results, spoken, asked.named) if scored is None else project_pdf(results, scored, spoken)
    from workbench.exchange.survey_tables import results_csv, results_tables, results_workbook

    if ending == ".xlsx":
        return results_workbook(results, scored, _printed(asked))
    tables = results_csv(results_tables(results, scored, formats_of(results)), None)
    wanted = asked.table or ("projects" if scored is None else "own")
    if wanted not in tables:
        text = _("No hay una tabla «{table}»; hay: {tables}.")
        raise BadUse(text.format(table=wanted, tables=", ".join(tables)))
    return tables[wanted]


def _scored(results: RoomResults, code: str | None) -> Scored | None:
    """The project a report is of; None for the room. Raises BadUse where nothing can be counted."""
    if not results.projects:
        raise BadUse(_("La ronda todavía no tiene hojas que se puedan contar."))
    if code is None:
        return None
    found = results.of(_project(results.round, code).id)
    if found is None:
        raise BadUse(_("El proyecto «{code}» no tiene hojas que se puedan contar.").format(code=code))
    return found


def formats_of(results: RoomResults) -> Formats:
    """How the country of most projects writes, in the language of the moment."""
    return Formats(usual_country(results.round.projects), language())


def _project(round_: Round, code: str) -> RoundProject:
    found = next((each for each in round_.projects if each.code.casefold() == code.casefold()), None)
    if found is None:
        codes = ", ".join(each.code for each in round_.projects)
        raise BadUse(_("La ronda no tiene un proyecto «{code}»; tiene: {codes}.").format(code=code, codes=codes))
    return found


def _printed(asked: Namespace) -> str:
    """The language of what is printed."""
    from workbench import settings

    spoken: str = asked.lang or settings.report_language(settings.load())
    return spoken


def _asking(library: Library, name: str) -> tuple[Round | None, Instrument]:
    """A round and what it asks, or an instrument by its id. Raises BadUse where the name is of neither."""
    from workbench.cli.survey import instrument_of

    try:
        id_ = library.rounds.find(name)
    except RoundNotFound as error:
        try:
            return None, instrument_of(library, name)
        except BadUse:
            raise BadUse(str(error)) from error
    return library.rounds.load(id_), library.rounds.instrument(id_)
