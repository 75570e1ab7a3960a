"""Rounds and answers out of files, and sentences of what became of each; a sheet that cannot be read is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.i18n import _, quoted
from workbench.storage.round_store import Merged
from workbench.storage.rounds import RoundNotFound, Rounds
from workbench.survey.rounds import Round

FORMS = (".csv", ".xlsx")


@dataclass(frozen=True)
class TakenIn:
    """What became of a file: what is to be said of it, and how many of its sheets are new here or were here; ``wrong``:
    what of it could not be read, a sentence each."""

    said: tuple[str, ...] = ()
    new: int = 0
    known: int = 0
    wrong: tuple[str, ...] = ()


def take_in(path: Path, passphrase: str, rounds: Rounds, only: UUID | None) -> TakenIn:
    """Take in one file. ``only``: the round of a form that names none.

    Raises SurveyRefused and WrongPassphrase (nothing changed), RoundRefused, RoundNotFound, LibraryError.
    """
    if path.suffix.lower() in FORMS:
        return _form(path, rounds, only)
    from workbench.exchange import packages

    found = packages.read(path, passphrase)
    merged = rounds.take(found.round, found.instrument, found.sheets, handed_in=found.kind == "answers")
    text = _("{file}: ronda {round}, hojas nuevas {new}, ya estaban {known}.")
    if found.kind == "round" and not found.sheets:
        text = _("{file}: ronda {round}. Ábrala para responder.")
    named = _named(found.round)
    said = text.format(file=quoted(path.name), round=named, new=merged.new, known=merged.known)
    said += _left_out(merged)
    return TakenIn((said,), merged.new, merged.known, _each(path, found.unread))


def _form(path: Path, rounds: Rounds, only: UUID | None) -> TakenIn:
    from workbench.exchange import form_rows
    from workbench.exchange.form_answers import of_rounds

    rows = form_rows.read(path)
    if not (only or rows.rounds):
        raise RoundNotFound(_("«{file}» no dice de qué ronda es: ábrala y tráigalo desde ella.").format(file=path.name))
    found, _here = of_rounds(rows, rounds.asking, None if rows.rounds else only)
    merged = rounds.merge(found.sheets)
    text = _("{file}: hojas nuevas {new}, ya estaban {known}.")
    said = text.format(file=quoted(path.name), new=merged.new, known=merged.known)
    elsewhere = {sheet.round for sheet in found.sheets} - {only}
    if only and elsewhere:
        names = ", ".join(_named(rounds.load(each)) for each in sorted(elsewhere))
        said += " " + _("Son de otra ronda: {rounds}.").format(rounds=names)
    said += _left_out(merged)
    if found.declined:
        said += " " + _("No aceptaron responder: {n}.").format(n=found.declined)
    return TakenIn((said,), merged.new, merged.known, _each(path, found.told))


def _named(round_: Round) -> str:
    """A round by title and wave: that of another year often has the same title."""
    return quoted(" ".join(filter(None, (round_.title, round_.wave))))


def _left_out(merged: Merged) -> str:
    """What is said of sheets that bring nothing in."""
    said = ""
    if merged.deleted:
        said += " " + _("Borradas aquí: {n}; quedan borradas.").format(n=merged.deleted)
    if merged.withdrawn:
        said += " " + _("Con el consentimiento retirado: {n}; no quedan sus respuestas.").format(n=merged.withdrawn)
    return said


def _each(path: Path, told: Sequence[object]) -> tuple[str, ...]:
    """Each of several sentences, with the file it is about."""
    return tuple(f"{quoted(path.name)}: {each}" for each in told)
