"""The portfolio of a library: read, completed and consolidated away from the window, and shown in a tab."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.i18n import _
from workbench.model.upgrade import PlanRefused
from workbench.portfolio.entry import Entry
from workbench.portfolio.selection import Shown, Wanted, shown
from workbench.portfolio.told import names
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.storage.portfolio import completed
from workbench.storage.records import PlanNotFound
from workbench.ui.open_plans import PORTFOLIO, Screen
from workbench.ui.portfolio_table import PlanDoor
from workbench.ui.portfolio_view import PortfolioView

if TYPE_CHECKING:
    from workbench.ui.desk import Desk

A_WHILE = 0.3
"""Seconds of computing after which what is there is shown."""


class Portfolio(QObject):
    """Works for one desk. ``entries``: the plans as they were read last; ``wanted``: what is looked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.wanted = Wanted()
        self.entries: list[Entry] = []
        self._unread: dict[str, str] = {}

    @property
    def view(self) -> PortfolioView | None:
        """What is on screen now."""
        found = self._desk.plans.screen(PORTFOLIO)
        return found if isinstance(found, PortfolioView) else None

    def show(self) -> None:
        """Open it, or go to it."""
        self._desk.plans.show_screen(PORTFOLIO, Screen(lambda: _("Cartera"), self._make, self.refresh))

    def _make(self) -> QWidget:
        view = PortfolioView(self.wanted, self._desk.formats, names())
        view.opened.connect(self._open)
        view.wanted.connect(self._want)
        view.browse.connect(self._desk.imports.browse)
        return view

    def refresh(self, said: str = "") -> None:
        """Read the plans of the library anew; ``said``: what became of some, '' where there is nothing to say."""
        self._unread.clear()
        if self.view is not None:
            self.view.say(said)
        self._desk.tasks.run(self._desk.library.entries, self._came, self._failed, kind="portfolio")

    def _came(self, entries: tuple[Entry, ...]) -> None:
        self.entries = list(entries)
        self._show_entries()

    def _show_entries(self) -> None:
        if self.view is None:
            return
        self.view.show_entries(self.entries)
        self._consolidate()
        self._complete()

    def _want(self) -> None:
        if self.view is not None:
            self.wanted = self.view.filter.wanted
            self._consolidate()

    def _consolidate(self) -> None:
        entries, wanted, called = self.entries, self.wanted, names()
        self._desk.tasks.run(lambda: shown(entries, wanted, called), self._draw, kind="consolidation")

    def _draw(self, found: Shown) -> None:
        if self.view is not None:
            self.view.show_plans(found)

    # ------------------------------------------------------------ what is not computed yet

    def _complete(self) -> None:
        """Compute what the library does not know of its plans, a while at a time."""
        library = self._desk.library
        pending = [entry for entry in self.entries if entry.pending and entry.id not in self._unread]
        if pending:
            self._desk.tasks.run(lambda: _computed(library, pending), self._completed, self._failed, kind="measures")

    def _completed(self, found: dict[str, Entry | str]) -> None:
        self._unread |= {plan: why for plan, why in found.items() if isinstance(why, str)}
        done = {plan: entry for plan, entry in found.items() if isinstance(entry, Entry)}
        self.entries = [done.get(entry.id, entry) for entry in self.entries]
        self._show_entries()
        if self._unread and self.view is not None:
            self.view.say(" ".join(self._unread.values()))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, LibraryError):
            raise error
        if self.view is not None:
            self.view.say(str(error))

    # ------------------------------------------------------------ doors

    def _open(self, door: PlanDoor) -> None:
        self._desk.open_at(door.plan, door.target)


def _computed(library: Library, pending: list[Entry]) -> dict[str, Entry | str]:
    """Some of the plans, each complete, or why it cannot be read; in a thread."""
    found: dict[str, Entry | str] = {}
    end = monotonic() + A_WHILE
    for entry in pending:
        try:
            found[entry.id] = completed(library, entry)
        except (PlanRefused, PlanNotFound) as error:
            text = _("No se pudieron calcular las cifras de «{name}»: {why}")
            found[entry.id] = text.format(name=entry.name, why=error)
        if monotonic() > end:
            break
    return found
