"""One sheet while it is filled: every answer is kept as soon as it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from workbench.document.proposals import Proposed
from workbench.formats import Formats
from workbench.survey.answers import asked, is_answered, problems
from workbench.survey.instrument import Dimension, Instrument, Item
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import NOTHING, Answer, Sheet

Keep = Callable[[Sheet], object]


class Filling(QObject):
    """``changed`` carries the id of an item, '' where the sheet's head changed. ``locked``: why it cannot be filled.

    ``proposed``: what the project's plan answers by itself, by item id.
    """

    changed = Signal(str)

    def __init__(
        self,
        instrument: Instrument,
        project: RoundProject,
        sheet: Sheet,
        keep: Keep,
        formats: Formats,
        proposed: Mapping[str, Proposed] | None = None,
        locked: str = "",
    ) -> None:
        super().__init__()
        self.instrument, self.project, self.sheet, self.formats = instrument, project, sheet, formats
        self.proposed, self.locked = proposed or {}, locked
        self._keep = keep
        self._before: list[tuple[str, Sheet]] = []
        self._after: list[tuple[str, Sheet]] = []

    @property
    def asked(self) -> dict[str, Item]:
        """The items that are asked, given what was answered."""
        return asked(self.instrument, self.sheet.answers)

    def answer(self, item: str) -> Answer:
        """What was answered."""
        return self.sheet.answer(item)

    def is_answered(self, item: Item) -> bool:
        """Whether there is a value, or why there is none."""
        answer = self.answer(item.id)
        return is_answered(item, answer)

    def problem(self, item: str) -> str:
        """Why an answer does not count or is not whole yet; '' where nothing is wrong."""
        found = problems(self.instrument, self.sheet)
        return next((fault.sentence for fault in found if fault.place == f"answers/{item}"), "")

    def count(self, dimension: Dimension | None = None) -> tuple[int, int]:
        """How many items have an answer, and how many are asked; of one dimension, or of all."""
        inside = {item.id for item in dimension.items} if dimension else set(self.instrument.items)
        items = [item for id, item in self.asked.items() if id in inside]
        return sum(map(self.is_answered, items)), len(items)

    def give(self, item: str, answer: Answer) -> None:
        """Keep an answer; NOTHING takes it out."""
        if answer != self.answer(item):
            now = datetime.now(UTC)
            started = self.sheet.started or now
            self._put(self.sheet.answered(item, answer, now).with_(started=started), item)

    def remark(self, item: str, **said: str) -> None:
        """Keep the ``reason``, the ``evidence`` or the ``comment`` of an answer."""
        self.give(item, self.answer(item).with_(**said))

    def clear(self, item: str) -> None:
        """Take the value out; what was said beside it stays."""
        old = self.answer(item)
        kept = Answer(evidence=old.evidence, comment=old.comment)
        self.give(item, kept if kept != Answer() else NOTHING)

    def head(self, **changed: object) -> None:
        """Keep the consent or the respondent's code, or that the sheet is handed in."""
        new = self.sheet.with_(**changed)
        if new != self.sheet:
            self._put(new.with_(changed=datetime.now(UTC)), "")

    def _put(self, sheet: Sheet, item: str) -> None:
        if self.locked:
            return
        self._before.append((item, self.sheet))
        self._after.clear()
        self._show(sheet, item)

    def _show(self, sheet: Sheet, item: str) -> None:
        self.sheet = sheet
        self._keep(sheet)
        self.changed.emit(item)

    # ------------------------------------------------------------ back and forth

    @property
    def undoes(self) -> bool:
        """Whether something was changed since the sheet was opened."""
        return bool(self._before)

    @property
    def redoes(self) -> bool:
        """Whether something was taken back that can be done again."""
        return bool(self._after)

    def undo(self) -> str | None:
        """Take the last change back and keep that too; the item it was of, '' for the head, None for no change."""
        return self._step(self._before, self._after)

    def redo(self) -> str | None:
        """Do again what was taken back last; what it was of, as ``undo`` says it."""
        return self._step(self._after, self._before)

    def _step(self, from_: list[tuple[str, Sheet]], to: list[tuple[str, Sheet]]) -> str | None:
        if not from_:
            return None
        item, sheet = from_.pop()
        to.append((item, self.sheet))
        self._show(sheet.with_(changed=datetime.now(UTC)), item)
        return item
