"""Rounds and answers out of files: each file whole or not at all, and a sentence of what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.i18n import _, quoted
from workbench.storage.rounds import RoundNotFound, Rounds

PACKAGES, FORMS = (".round", ".answers"), (".csv", ".xlsx")
TOLD = 5
"""Troubles of a file that are told one by one."""


@dataclass(frozen=True)
class TakenIn:
    """``sentence``: what became of a file; ``round``: the one it was of."""

    sentence: str
    round: UUID | None = None


def take_in(path: Path, passphrase: str, rounds: Rounds, only: UUID | None) -> TakenIn:
    """Take in one file. ``only``: the round of a form that names none.

    Raises SurveyRefused and WrongPassphrase (nothing changed), RoundRefused, RoundNotFound, LibraryError.
    """
    if path.suffix.lower() in FORMS:
        return _form(path, rounds, only)
    from workbench.exchange import packages

    found = packages.read(path, passphrase)
    rounds.add(found.round, found.instrument)
    merged = rounds.merge(found.sheets)
    text = _("{file}: ronda {round}, hojas nuevas {new}, ya estaban {known}.")
    named = quoted(found.round.title or found.round.wave)
    said = [text.format(file=quoted(path.name), round=named, new=merged.new, known=merged.known)]
    if merged.deleted:
        said.append(_("Borradas aquí: {n}; quedan borradas.").format(n=merged.deleted))
    return TakenIn(" ".join(said), found.round.id)


def _form(path: Path, rounds: Rounds, only: UUID | None) -> TakenIn:
    from workbench.exchange import form_answers, form_rows

    rows = form_rows.read(path)
    ids = sorted(rows.rounds) or ([only] if only else [])
    if not ids:
        raise RoundNotFound(_("«{file}» no dice de qué ronda es: ábrala y tráigalo desde ella.").format(file=path.name))
    new = known = 0
    troubles: list[str] = []
    for id_ in ids:
        found = form_answers.answers(rows, rounds.instrument(id_), rounds.load(id_))
        merged = rounds.merge(found.sheets)
        new, known = new + merged.new, known + merged.known
        troubles += _troubles(found)
    text = _("{file}: hojas nuevas {new}, ya estaban {known}.")
    said = [text.format(file=quoted(path.name), new=new, known=known), *troubles[:TOLD]]
    if len(troubles) > TOLD:
        said.append(_("Y {n} más.").format(n=len(troubles) - TOLD))
    return TakenIn("\n".join(said), ids[0])


def _troubles(found: object) -> Iterator[str]:
    from workbench.exchange.form_answers import Answers

    assert isinstance(found, Answers)
    for each in found.troubles:
        place = _("Fila {row}, {column}: {sentence}")
        yield place.format(row=each.row, column=each.column, sentence=each.sentence)
    if found.unknown:
        yield _("Columnas que no se conocen: {names}.").format(names=", ".join(found.unknown))
