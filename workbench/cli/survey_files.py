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
from workbench.i18n import _
from workbench.model import messages
from workbench.storage.round_store import Merged, RoundRefused
from workbench.storage.rounds import RoundNotFound
from workbench.survey.payload import SurveyRefused

if TYPE_CHECKING:
    from workbench.storage.library import Library
    from workbench.survey.instrument import Instrument
    from workbench.survey.rounds import Round
    from workbench.survey.sheet import Sheet

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
            return Taken(path, (found.round.id,), merged, fresh)
        return _form_answers(library, path, only)
    except (SurveyRefused, RoundRefused) as error:
        raise BadUse(str(error)) from error


def _form_answers(library: Library, path: Path, only: UUID | None) -> Taken:
    """The sheets of an export of KoboToolbox or ODK, for each round it is of."""
    from workbench.exchange import form_rows
    from workbench.exchange.form_answers import answers

    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise BadUse(_("No es un archivo .round, .answers, .csv o .xlsx."))
    rows = form_rows.read(path)
    wanted = [only] if only else sorted(rows.rounds, key=str)
    if not wanted:
        raise BadUse(_("No dice de qué ronda son las respuestas: indíquela con --round."))
    rounds: list[UUID] = []
    sheets: list[Sheet] = []
    troubles: list[str] = []
    declined = 0
    for id_ in wanted:
        try:
            round_ = library.rounds.load(id_)
        except RoundNotFound as error:
            troubles.append(str(error))
            continue
        found = answers(rows if only else rows.of(id_), library.rounds.instrument(id_), round_)
        rounds.append(id_)
        sheets += found.sheets
        declined += found.declined
        troubles += map(str, found.troubles)
        if found.unknown:
            text = _("Columnas que no son del formulario y no se leyeron: {heads}.")
            troubles.append(text.format(heads=", ".join(map(messages.short, found.unknown))))
    if not rounds:
        raise BadUse(troubles[0])
    merged = library.rounds.merge(sheets)
    return Taken(path, tuple(rounds), merged, troubles=tuple(dict.fromkeys(troubles)), declined=declined)


# ---------------------------------------------------------------- out


def content(library: Library, asked: Namespace, ending: str) -> bytes:
    """The bytes of a file. Raises BadUse, SurveyRefused."""
    if ending == ".xlsx":
        from workbench.exchange.xlsform import xlsform

        round_, instrument = _asking(library, asked.round)
        return xlsform(instrument, round_)
    id_ = library.rounds.find(asked.round)
    round_, instrument = library.rounds.load(id_), library.rounds.instrument(id_)
    passphrase = word(asked)
    if ending == packages.ROUND:
        return packages.write_round(round_, instrument, passphrase=passphrase)
    sheets = library.rounds.hand_out(id_)
    if not sheets:
        raise BadUse(_("La ronda todavía no tiene hojas que entregar."))
    return packages.write_answers(round_, instrument, sheets, passphrase)


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
