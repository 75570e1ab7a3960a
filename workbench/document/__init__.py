"""The open plan: edits, undo and redo. Undo is a list of earlier plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.i18n import N_, Phrase, again
from workbench.model.edit import EditRefused, edited
from workbench.model.plan import Plan


@dataclass(frozen=True)
class Change:
    """What an edit, an undo or a redo touched."""

    before: Plan
    after: Plan
    paths: tuple[str, ...]
    label: str


class Document:
    """A plan being edited. ``save`` is called with the plan and the label of each finished step."""

    def __init__(self, plan: Plan, save: Callable[[Plan, str], object]) -> None:
        self.plan = plan
        self._save = save
        self.locked = ""
        """Why nothing can be edited, as a sentence; '' where it can."""
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._typing = False

    @property
    def undo_label(self) -> str:
        """What ``undo`` would take back; '' where there is nothing."""
        return again(self._done[-1].label) if self._done else ""

    @property
    def redo_label(self) -> str:
        """What ``redo`` would bring back; '' where there is nothing."""
        return again(self._undone[-1].label) if self._undone else ""

    def edit(self, path: str, value: Any, label: str, typing: bool = False) -> Change:
        """Put ``value`` at ``path``. While ``typing`` in one field, its edits are one step, saved by ``leave``.

        Raises EditRefused.
        """
        return self.edit_many([(path, value)], label, typing)

    def edit_many(self, edits: Sequence[tuple[str, Any]], label: str, typing: bool = False) -> Change:
        """Several edits as one step; all of them or none. Raises EditRefused."""
        if self.locked:
            raise EditRefused(edits[0][0], self.locked)
        after = edited(self.plan, edits)
        change = Change(self.plan, after, tuple(path for path, _value in edits), label)
        goes_on = self._typing and self._done[-1].paths == change.paths
        if not goes_on:
            self.leave()
            if after == self.plan:
                return change
        first = self._done.pop().before if goes_on else self.plan
        self._done.append(Change(first, after, change.paths, label))
        self._undone.clear()
        self.plan, self._typing = after, True
        if not typing:
            self.leave()
        return change

    def take(self, plan: Plan, label: str) -> Change:
        """Another content of the plan that is kept already, such as an imported one, as one step that can be undone."""
        self.leave()
        change = Change(self.plan, plan, ("",), label)
        self._done.append(change)
        self._undone.clear()
        self.plan = plan
        return change

    def restore(self, plan: Plan, label: str) -> Change:
        """An earlier content of the plan, as one step that is saved and can be undone."""
        change = self.take(plan, label)
        self._save(plan, label)
        return change

    def leave(self) -> None:
        """The field is left: what was typed is one step, and saved."""
        if self._typing:
            self._typing = False
            self._save(self.plan, self._done[-1].label)

    def undo(self) -> Change | None:
        """Go back one step; None where there is none."""
        self.leave()
        return self._turn(self._done, self._undone, N_("Deshacer: {label}"))

    def redo(self) -> Change | None:
        """Go forth one step; None where there is none."""
        self.leave()
        return self._turn(self._undone, self._done, N_("Rehacer: {label}"))

    def _turn(self, taken: list[Change], put: list[Change], text: str) -> Change | None:
        if not taken:
            return None
        step = taken.pop()
        put.append(Change(step.after, step.before, step.paths, step.label))
        self.plan = step.before
        change = Change(step.after, step.before, step.paths, Phrase(text, label=again(step.label)))
        self._save(self.plan, change.label)
        return change
