"""Rounds, sheets and instruments in the library's tables. Used by one thread: the library's own. Standard library only.

Every method is one transaction, on the disk when it returns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from workbench.i18n import _
from workbench.survey.merging import ended, joined
from workbench.survey.payload import dump, fingerprint, kept
from workbench.survey.rounds import Round
from workbench.survey.sheet import Sheet

_HEAD = "sheet.aside = '' AND sheet.digest NOT IN (SELECT digest FROM superseded)"
_CARDS = f"""
SELECT round.id, round.name, round.wave, instrument.id, instrument.version, round.projects,
       (SELECT count(*) FROM sheet WHERE sheet.round_id = round.id AND {_HEAD}), round.changed
FROM round JOIN instrument ON instrument.fingerprint = round.instrument
WHERE round.aside {{sign}} '' ORDER BY round.turn DESC
"""
_PUT_ROUND = """
INSERT INTO round (id, instrument, name, wave, projects, aside, changed, turn, payload)
VALUES (:id, :instrument, :name, :wave, :projects, '', :changed, 0, :payload)
ON CONFLICT (id) DO UPDATE SET name = :name, wave = :wave, projects = :projects, aside = '', payload = :payload
"""
_ADD_SHEET = """
INSERT INTO sheet (round_id, id, digest, sealed, aside, changed, payload)
VALUES (:round, :id, :digest, :sealed, '', :changed, :payload)
"""
_FOR_GOOD = "PRAGMA secure_delete = {on}"
"""Whether what is deleted or written over is wiped, or stays in free pages of the file until they are used again."""
_REWRITE = "UPDATE sheet SET digest = :digest, changed = :changed, payload = :payload WHERE state = :state"


class RoundRefused(ValueError):
    """A round or sheet that does not fit what is here; the message is a sentence for the user. Nothing changed."""


@dataclass(frozen=True)
class RoundCard:
    """A round at a glance. ``instrument``: its id; ``sheets``: those that are there, contradictions counted each.

    ``changed``: ISO 8601, UTC.
    """

    id: str
    title: str
    wave: str
    instrument: str
    version: int
    projects: int
    sheets: int
    changed: str


@dataclass(frozen=True)
class Merged:
    """What became of sheets from outside: those that are new here, those that were here already, those that its user
    had deleted, which stay so, and those whose consent is withdrawn, of which no answer is kept."""

    new: int
    known: int
    deleted: int
    withdrawn: int = 0


class RoundStore:
    """The tables of surveys on the library's connection."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    # ------------------------------------------------------------ rounds

    def cards(self, aside: bool) -> tuple[RoundCard, ...]:
        """Every round, last worked on first; or those its user deleted."""
        query = _CARDS.format(sign="!=" if aside else "=")
        return tuple(RoundCard(*row) for row in self._raw.execute(query))

    def round(self, id_: UUID) -> Round | None:
        """A round as it is kept; None where there is none."""
        row = self._raw.execute("SELECT payload FROM round WHERE id = ?", (str(id_),)).fetchone()
        return kept(Round, row[0]) if row else None

    def put(self, round_: Round, instrument: bytes, print_: str) -> Round:
        """Keep a round with the bytes of its instrument; one that is there is joined with it. What is kept now."""
        there = self.round(round_.id)
        whole = joined(there, round_) if there else round_
        if whole == there and not self.hidden(round_.id):
            return there
        with self._raw:
            self._add_instrument(round_.instrument, round_.version, instrument, print_, own=0)
            return self._put(whole, print_)

    def edit(self, round_: Round) -> None:
        """Keep a round that is there as it is now."""
        with self._raw:
            self._put(round_, "")

    def _put(self, round_: Round, print_: str) -> Round:
        values = {
            "id": str(round_.id),
            "instrument": print_,
            "name": round_.title,
            "wave": round_.wave,
            "projects": len(round_.projects),
            "changed": _now(),
            "payload": dump(round_),
        }
        self._raw.execute(_PUT_ROUND, values)
        self._touch(round_.id)
        return round_

    def hidden(self, id_: UUID) -> bool:
        """Whether its user deleted a round."""
        return bool(self._raw.execute("SELECT aside FROM round WHERE id = ?", (str(id_),)).fetchone()[0])

    def set_aside(self, id_: UUID, back: bool) -> None:
        """Show a round no more, or again."""
        with self._raw:
            self._raw.execute("UPDATE round SET aside = ? WHERE id = ?", ("" if back else _now(), str(id_)))
            self._touch(id_)

    def _touch(self, round_: UUID) -> None:
        query = "UPDATE round SET changed = ?, turn = 1 + (SELECT coalesce(max(turn), 0) FROM round) WHERE id = ?"
        self._raw.execute(query, (_now(), str(round_)))

    # ------------------------------------------------------------ sheets

    def heads(self, round_: UUID) -> list[tuple[str, bytes]]:
        """The last states of a round's sheets, digest and payload; their order does not depend on how they came."""
        query = f"SELECT digest, payload FROM sheet WHERE round_id = ? AND {_HEAD} ORDER BY id, digest"
        return self._raw.execute(query, (str(round_),)).fetchall()

    def deleted(self, round_: UUID) -> list[tuple[str, bytes]]:
        """The same of the sheets its user deleted."""
        query = f"SELECT digest, payload FROM sheet WHERE round_id = ? AND {_HEAD} ORDER BY id, digest"
        return self._raw.execute(query.replace("aside = ''", "aside != ''"), (str(round_),)).fetchall()

    def save(self, sheet: Sheet) -> Sheet:
        """Keep what was typed; what is kept now. A state that has been in a file stays, and another begins.

        Raises RoundRefused where the sheet has two heads, so that nobody knows which one is meant, or no round.
        """
        query = f"SELECT state, sealed, digest, payload FROM sheet WHERE id = ? AND {_HEAD} ORDER BY sealed"
        heads = self._raw.execute(query, (str(sheet.id),)).fetchall()
        if heads and heads[0][1] and len(heads) > 1:
            text = _("Esta hoja llegó en dos versiones: elija antes cuál vale.")
            raise RoundRefused(text)
        if not heads:
            if self.round(sheet.round) is None:
                raise RoundRefused(_("La ronda de esta hoja no está en la biblioteca."))
            return self._add(sheet)
        state, sealed, digest, payload = heads[0]
        if sealed:
            last = kept(Sheet, payload)
            same = sheet.model_copy(update={"changed": last.changed, "revises": last.revises}) == last
            return last if same else self._add(sheet.with_(revises=(digest, *last.revises)))
        typed = sheet.with_(revises=kept(Sheet, payload).revises)
        with self._raw:
            self._raw.execute(_FOR_GOOD.format(on=int(typed.withdrawn is not None)))
            self._raw.execute(_REWRITE, _row(typed) | {"state": state})
            self._erase(typed)
            self._touch(sheet.round)
        self._empty_log(typed)
        return typed

    def choose(self, states: Iterable[Sheet]) -> None:
        """Keep the states that end a conflict."""
        fresh = [each for each in states if self._found(fingerprint(each)) is None]
        if fresh:
            self._add(*fresh, sealed=True)

    def merge(self, sheets: Iterable[Sheet]) -> Merged:
        """Keep states from outside; those that are here already change nothing."""
        new: list[Sheet] = []
        gone: list[Sheet] = []
        known = deleted = 0
        for sheet in {fingerprint(each): each for each in sheets}.values():
            found = self._found(fingerprint(sheet))
            if found is None:
                (gone if self._ended(sheet) else new).append(sheet)
            elif found:
                deleted += 1
            else:
                known += 1
        if new:
            self._add(*new, sealed=True)
        if gone:
            with self._raw:
                self._supersede(digest for each in gone for digest in (fingerprint(each), *each.revises))
        withdrawn = sum(each.withdrawn is not None for each in new)
        return Merged(len(new) - withdrawn, known, deleted, withdrawn + len(gone))

    def seal(self, round_: UUID) -> None:
        """The states of a round go into a file: what is typed next begins others."""
        with self._raw:
            self._raw.execute("UPDATE sheet SET sealed = 1 WHERE round_id = ? AND sealed = 0", (str(round_),))

    def set_sheet_aside(self, sheet: Sheet, back: bool) -> None:
        """Show a sheet no more, or again."""
        with self._raw:
            moment = "" if back else _now()
            self._raw.execute("UPDATE sheet SET aside = ? WHERE digest = ?", (moment, fingerprint(sheet)))
            self._touch(sheet.round)

    def recover(self, sheet: Sheet) -> None:
        """Keep what an earlier session could not, unless something newer of the sheet is here.

        Where the sheet has two states already it becomes a third. Raises RoundRefused where its round is not here.
        """
        query = "SELECT payload FROM sheet WHERE id = ?"
        there = [kept(Sheet, row[0]).changed for row in self._raw.execute(query, (str(sheet.id),))]
        if all(when is None or (sheet.changed and sheet.changed > when) for when in there):
            try:
                self.save(sheet)
            except RoundRefused:
                if self.round(sheet.round) is None:
                    raise
                self._add(sheet)

    def _add(self, *states: Sheet, sealed: bool = False) -> Sheet:
        with self._raw:
            self._raw.executemany(_ADD_SHEET, [_row(each) | {"sealed": int(sealed)} for each in states])
            self._supersede(digest for each in states for digest in each.revises)
            for each in states:
                self._erase(each)
            for round_ in {each.round for each in states}:
                self._touch(round_)
        self._empty_log(*states)
        return states[0]

    def _supersede(self, digests: Iterable[str]) -> None:
        self._raw.executemany("INSERT OR IGNORE INTO superseded VALUES (?)", [(digest,) for digest in digests])

    def _erase(self, sheet: Sheet) -> None:
        """Where consent is withdrawn, take what was answered before off the disk, and what that had come from."""
        if sheet.withdrawn is None:
            return
        self._raw.execute(_FOR_GOOD.format(on=1))
        own = self._raw.execute("SELECT digest, payload FROM sheet WHERE id = ?", (str(sheet.id),)).fetchall()
        going = [*sheet.revises, *(digest for digest, data in own if ended(kept(Sheet, data), sheet))]
        while going:
            digest = going.pop()
            row = self._raw.execute("SELECT payload FROM sheet WHERE digest = ?", (digest,)).fetchone()
            state = kept(Sheet, row[0]) if row else None
            if state is not None and (state.round, state.project) == (sheet.round, sheet.project):
                self._raw.execute("DELETE FROM sheet WHERE digest = ?", (digest,))
                self._supersede([digest])
                going += state.revises

    def _empty_log(self, *sheets: Sheet) -> None:
        """Where consent is withdrawn, empty SQLite's log, which has the answers until then; a reader may put it off."""
        if any(each.withdrawn is not None for each in sheets):
            self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _ended(self, sheet: Sheet) -> bool:
        """Whether consent to a sheet from outside has been withdrawn here."""
        rows = self._raw.execute("SELECT payload FROM sheet WHERE id = ?", (str(sheet.id),))
        return any(ended(sheet, kept(Sheet, row[0])) for row in rows)

    def _found(self, digest: str) -> str | None:
        """When a state was deleted, '' for one that was not; None where it is not here."""
        row = self._raw.execute("SELECT aside FROM sheet WHERE digest = ?", (digest,)).fetchone()
        return str(row[0]) if row else None

    # ------------------------------------------------------------ instruments

    def instrument_of(self, round_: UUID) -> bytes | None:
        """The instrument of a round; None where there is no such round."""
        query = "SELECT payload FROM instrument WHERE fingerprint = (SELECT instrument FROM round WHERE id = ?)"
        row = self._raw.execute(query, (str(round_),)).fetchone()
        return bytes(row[0]) if row else None

    def instrument(self, id_: str, version: int) -> bytes | None:
        """An instrument that is here, by what a round or sheet calls it."""
        query = "SELECT payload FROM instrument WHERE id = ? AND version = ? ORDER BY own DESC, fingerprint LIMIT 1"
        row = self._raw.execute(query, (id_, version)).fetchone()
        return bytes(row[0]) if row else None

    def own(self, aside: bool) -> list[bytes]:
        """The last version of each instrument edited here; or of those its user deleted."""
        query = f"""SELECT payload FROM instrument WHERE own = 1 AND aside {"!=" if aside else "="} '' AND version =
            (SELECT max(version) FROM instrument AS other WHERE other.id = instrument.id AND own = 1) ORDER BY id"""
        return [bytes(row[0]) for row in self._raw.execute(query)]

    def used(self, id_: str, version: int) -> bool:
        """Whether a round asks this version of an instrument: it then stays as it is."""
        query = """SELECT count(*) FROM round JOIN instrument ON instrument.fingerprint = round.instrument
            WHERE instrument.id = ? AND instrument.version = ?"""
        return bool(self._raw.execute(query, (id_, version)).fetchone()[0])

    def keep_instrument(self, id_: str, version: int, data: bytes, print_: str) -> None:
        """Keep an instrument edited here in the place of the same version, which no round uses."""
        with self._raw:
            self._raw.execute("DELETE FROM instrument WHERE id = ? AND version = ? AND own = 1", (id_, version))
            self._add_instrument(id_, version, data, print_, own=1)

    def set_instrument_aside(self, id_: str, back: bool) -> None:
        """Show an instrument edited here no more, or again; rounds that use it go on."""
        with self._raw:
            query = "UPDATE instrument SET aside = ?, changed = ? WHERE id = ? AND own = 1"
            self._raw.execute(query, ("" if back else _now(), _now(), id_))

    def _add_instrument(self, id_: str, version: int, data: bytes, print_: str, own: int) -> None:
        query = """INSERT INTO instrument (fingerprint, id, version, own, aside, changed, payload)
            VALUES (?, ?, ?, ?, '', ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET own = max(own, excluded.own)"""
        self._raw.execute(query, (print_, id_, version, own, _now(), data))


def _row(sheet: Sheet) -> dict[str, object]:
    data = dump(sheet)
    return {
        "round": str(sheet.round),
        "id": str(sheet.id),
        "digest": fingerprint(sheet),
        "changed": _now(),
        "payload": data,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
