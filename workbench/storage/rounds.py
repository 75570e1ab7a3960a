"""The rounds of a library: what the window and the command line use, as ``Library`` is used for plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from workbench.i18n import _
from workbench.storage.round_store import Merged, RoundCard, RoundRefused, RoundStore
from workbench.survey import shipped
from workbench.survey.instrument import Instrument
from workbench.survey.merging import Conflict, apart, chosen, settle, with_projects
from workbench.survey.payload import dump, fingerprint, kept
from workbench.survey.results import RoomResults, room_results
from workbench.survey.rounds import Round
from workbench.survey.rules import faults
from workbench.survey.sheet import Sheet

Result = TypeVar("Result")
_SHORTEST_ID = 4


class RoundNotFound(LookupError):
    """No round, or more than one, answers to a name; the message is a sentence for the user."""


class Asking(Protocol):
    """How the library has work done in its thread: ``writes`` where something changes."""

    def __call__(self, work: Callable[[RoundStore], Result], writes: bool = False) -> Future[Result]: ...


@dataclass(frozen=True)
class Sheets:
    """The sheets of a round. ``counted``: one for each respondent; ``conflicts``: where there is more than one."""

    counted: tuple[Sheet, ...]
    conflicts: tuple[Conflict, ...]


class Rounds:
    """Every method but ``save_sheet`` waits for its answer. Raises LibraryError as the library does."""

    def __init__(self, ask: Asking, save: Callable[[Sheet], Future[Sheet]]) -> None:
        self._ask, self._save = ask, save
        self._read: dict[UUID, dict[str, Sheet]] = {}

    # ------------------------------------------------------------ rounds

    def cards(self) -> tuple[RoundCard, ...]:
        """Every round, last worked on first."""
        return self._ask(lambda store: store.cards(aside=False)).result()

    def aside(self) -> tuple[RoundCard, ...]:
        """The rounds its user deleted."""
        return self._ask(lambda store: store.cards(aside=True)).result()

    def find(self, text: str) -> UUID:
        """The round with this id, beginning of an id (4 or more letters) or title. Raises RoundNotFound."""
        wanted, every = text.strip().casefold(), self.cards()
        exact = [card for card in every if card.id == wanted]
        named = [card for card in every if wanted and wanted in (card.title.casefold(), _full(card).casefold())]
        begun = [card for card in every if len(wanted) >= _SHORTEST_ID and card.id.startswith(wanted)]
        found = exact or named or begun
        if not found:
            raise _not_found(text)
        if len(found) > 1:
            ids = ", ".join(f"{card.id[:8]} ({card.wave})" for card in found)
            raise RoundNotFound(_("Varias rondas responden a «{text}»; use una de: {ids}.").format(text=text, ids=ids))
        return UUID(found[0].id)

    def load(self, id_: UUID) -> Round:
        """A round. Raises RoundNotFound."""
        found = self._ask(lambda store: store.round(id_)).result()
        if found is None:
            raise _not_found(str(id_))
        return found

    def instrument(self, id_: UUID) -> Instrument:
        """What a round asks: the instrument it began with, whatever became of that since. Raises RoundNotFound."""
        found = self._ask(lambda store: store.instrument_of(id_)).result()
        if found is None:
            raise _not_found(str(id_))
        return kept(Instrument, found)

    def asking(self, id_: UUID) -> tuple[Round, Instrument] | None:
        """A round and what it asks; None where it is not here."""
        try:
            return self.load(id_), self.instrument(id_)
        except RoundNotFound:
            return None

    def add(self, round_: Round, instrument: Instrument) -> Round:
        """Keep a new round, or what another machine made of one that is here. Raises RoundRefused."""
        if (round_.instrument, round_.version) != (instrument.id, instrument.version):
            raise RoundRefused(_("La ronda pregunta con otro instrumento que el que la acompaña."))
        for fault in faults(instrument):
            raise RoundRefused(f"{fault.place}: {fault.sentence}")
        data, print_ = dump(instrument), fingerprint(instrument)
        there = self._ask(lambda store: store.instrument_of(round_.id)).result()
        if there is not None and there != data:
            text = _("La ronda «{round}» ya está aquí con otro instrumento: haga una ronda nueva. Nada cambió.")
            raise RoundRefused(text.format(round=round_.title or round_.wave))
        fresh = round_ if round_.changed else _touched(round_)
        return self._ask(lambda store: store.put(fresh, data, print_), writes=True).result()

    def take(self, round_: Round, instrument: Instrument, sheets: Sequence[Sheet], handed_in: bool) -> Merged:
        """Keep what came in a package; all of it or, with RoundRefused, nothing. Twice the same changes nothing.

        ``handed_in``: it brings answers to a round that is here, whose title and instrument then stay; only projects it
        lacks are added. A round its user had deleted is shown again.
        """
        there = self._ask(lambda store: store.round(round_.id)).result()
        if there is None or not handed_in:
            self.add(round_, instrument)
            return self.merge(sheets)
        whole = with_projects(there, round_)
        if whole != there:
            self._ask(lambda store: store.edit(whole), writes=True).result()
        if self._ask(lambda store: store.hidden(there.id)).result():
            self.set_aside(there.id, back=True)
        return self.merge(sheets)

    def edit(self, round_: Round) -> Round:
        """Keep another title, wave or list of projects of a round that is here. Raises RoundNotFound, RoundRefused."""
        before = self.load(round_.id)
        if (before.instrument, before.version) != (round_.instrument, round_.version):
            raise RoundRefused(_("Una ronda no cambia de instrumento: haga una ronda nueva."))
        gone = {project.id for project in before.projects} - {project.id for project in round_.projects}
        if any(sheet.project in gone for sheet in self.sheets(round_.id).counted):
            raise RoundRefused(_("Un proyecto con hojas no se quita de la ronda: borre antes sus hojas."))
        now = _touched(round_)
        self._ask(lambda store: store.edit(now), writes=True).result()
        return now

    def set_aside(self, id_: UUID, back: bool = False) -> None:
        """Delete a round as its user sees it: it is shown no more, nothing of it is lost; or bring it ``back``."""
        self._ask(lambda store: store.set_aside(id_, back), writes=True).result()

    def before(self, id_: UUID) -> UUID | None:
        """The round of the wave before: the last of the same instrument that has a project of this one."""
        now = self.load(id_)
        ours = {key for project in now.projects for key in (project.id, project.plan) if key}
        others = (self.load(UUID(card.id)) for card in self.cards() if card.instrument == now.instrument)
        earlier = [
            other
            for other in others
            if other.order < now.order and any({each.id, each.plan} & ours for each in other.projects)
        ]
        return max(earlier, key=lambda each: each.order).id if earlier else None

    def results(self, id_: UUID) -> RoomResults:
        """What a round gives, beside the waves before it."""
        earlier = self.before(id_)
        before = None if earlier is None else self.results(earlier)
        return room_results(self.load(id_), self.instrument(id_), self.sheets(id_).counted, before)

    # ------------------------------------------------------------ sheets

    def sheets(self, id_: UUID) -> Sheets:
        """What has been answered in a round."""
        known = self._read.get(id_, {})  # most are as they were: reading them anew takes half the time of all results
        found = self._ask(lambda store: store.heads(id_)).result()
        self._read[id_] = {digest: known.get(digest) or kept(Sheet, data) for digest, data in found}
        return Sheets(*settle(tuple(self._read[id_].values())))

    def deleted_sheets(self, id_: UUID) -> tuple[Sheet, ...]:
        """The sheets its user deleted."""
        return tuple(kept(Sheet, data) for _digest, data in self._ask(lambda store: store.deleted(id_)).result())

    def save_sheet(self, sheet: Sheet) -> Future[Sheet]:
        """Keep a sheet as it is typed; on the disk when the future is done, which gives what is kept.

        The future raises RoundRefused where the sheet has two states and nobody chose; LibraryError where it could not
        be written: it then waits as an edited plan does, and is tried again.
        """
        return self._save(sheet)

    def set_sheet_aside(self, sheet: Sheet, back: bool = False) -> None:
        """Delete a sheet as its user sees it, or bring it ``back``."""
        self._ask(lambda store: store.set_sheet_aside(sheet, back), writes=True).result()

    def merge(self, sheets: Iterable[Sheet]) -> Merged:
        """Keep sheets from outside, of rounds that are here. Twice the same changes nothing."""
        return self._ask(lambda store: store.merge(sheets), writes=True).result()

    def hand_out(self, id_: UUID) -> tuple[Sheet, ...]:
        """What goes into a file, contradictions too: it stays as it is, what is typed next is told from it."""

        def sealed(store: RoundStore) -> list[tuple[str, bytes]]:
            store.seal(id_)
            return store.heads(id_)

        found = self._ask(sealed, writes=True).result()
        return tuple(kept(Sheet, data) for _digest, data in found)

    def choose(self, conflict: Conflict, side: Sheet) -> None:
        """One side of a conflict counts from now on; the others are kept as history."""
        self._ask(lambda store: store.choose([chosen(conflict, side)]), writes=True).result()

    def tell_apart(self, conflict: Conflict) -> None:
        """The sides of a conflict are of different people: each counts, all but the first under a new code."""
        self._ask(lambda store: store.choose(apart(conflict)), writes=True).result()

    # ------------------------------------------------------------ instruments

    def instruments(self, aside: bool = False) -> tuple[Instrument, ...]:
        """The instruments edited here; or those its user deleted."""
        return tuple(kept(Instrument, data) for data in self._ask(lambda store: store.own(aside)).result())

    def known(self, id_: str, version: int) -> Instrument | None:
        """An instrument as rounds name it: one that is here, else one that ships; None where there is neither."""
        found = self._ask(lambda store: store.instrument(id_, version)).result()
        if found is not None:
            return kept(Instrument, found)
        try:
            ours = shipped.shipped(id_)
        except KeyError:
            return None
        return ours if ours.version == version else None

    def copy_instrument(self, instrument: Instrument) -> Instrument:
        """A copy to be edited, with an id of its own."""
        return self.save_instrument(instrument.with_(id=f"{instrument.id[:52]}-{uuid4().hex[:6]}", version=1))

    def save_instrument(self, instrument: Instrument) -> Instrument:
        """Keep an instrument edited here; what is kept: a further version where a round uses this one already."""

        def keep(store: RoundStore) -> Instrument:
            ours = instrument
            while store.used(ours.id, ours.version):
                if store.instrument(ours.id, ours.version) == dump(ours):
                    return ours
                ours = ours.with_(version=ours.version + 1)
            store.keep_instrument(ours.id, ours.version, dump(ours), fingerprint(ours))
            return ours

        return self._ask(keep, writes=True).result()

    def set_instrument_aside(self, id_: str, back: bool = False) -> None:
        """Delete an instrument edited here as its user sees it, or bring it ``back``; rounds keep theirs."""
        self._ask(lambda store: store.set_instrument_aside(id_, back), writes=True).result()


def _full(card: RoundCard) -> str:
    return f"{card.title} {card.wave}"


def _touched(round_: Round) -> Round:
    return round_.with_(changed=datetime.now(UTC))


def _not_found(text: str) -> RoundNotFound:
    return RoundNotFound(_("No hay una ronda con título o identificador «{text}».").format(text=text))
