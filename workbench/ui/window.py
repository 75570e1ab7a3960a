"""The window: home first, everything else when it has been painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from workbench.i18n import _
from workbench.storage.header import LibraryError
from workbench.ui.banner import Banner
from workbench.ui.home import Home
from workbench.ui.parts import Button
from workbench.ui.shelf import Wanted
from workbench.ui.strip import Strip
from workbench.ui.trouble import Trouble

if TYPE_CHECKING:
    from workbench.ui.desk import Desk

SIZE = (1280, 720)
FILES = (".pdf", ".json", ".xlsx")
OF_SURVEYS = (".round", ".answers", ".csv")


class Window(QMainWindow):
    """``painted`` is said once, when home can be read; what is heavy starts then. ``desk`` is there after that."""

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("Sustainability workbench"))
        self.resize(*SIZE)
        self.home = self._home()
        self.trouble = Trouble()
        self.trouble.setMinimumWidth(1)  # a page that is not shown does not keep the window wide
        self.desk: Desk | None = None
        self._waiting: list[Callable[[Desk], None]] = []
        self._seen = False
        self.strip = Strip()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        self.stack.addWidget(self.trouble)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner = Banner()
        column.addLayout(self._top())
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(self._inside)
        self.setAcceptDrops(True)

    def _top(self) -> QHBoxLayout:
        """The tabs, and at their end what home has in its head."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 24, 0)
        row.setSpacing(16)
        self._preferences = Button(_("Preferencias"), "link")
        self._preferences.setToolTip("Ctrl+,")
        self._preferences.clicked.connect(self._settings)
        self._search = Button(_("Buscar"), "link")
        self._search.setToolTip("Ctrl+K")
        self._search.clicked.connect(lambda: self.ask(lambda desk: desk.search()))
        row.addWidget(self.strip, 1)
        for link in (self._search, self._preferences):
            link.hide()
            row.addWidget(link)
        return row

    def _home(self, wanted: Wanted | None = None) -> Home:
        home = Home(wanted)
        home.opened.connect(lambda plan: self.ask(lambda desk: desk.open_plan(plan)))
        home.asked.connect(lambda plan, door: self.ask(lambda desk: desk.open_door(plan, door)))
        home.sample.connect(lambda sample: self.ask(lambda desk: desk.open_sample(sample)))
        home.blank.connect(lambda: self.ask(lambda desk: desk.new_plan()))
        home.browse.connect(lambda: self.ask(lambda desk: desk.imports.browse()))
        home.template.connect(lambda: self.ask(lambda desk: desk.imports.workbooks.save_template()))
        home.help.connect(lambda: self.ask(lambda desk: desk.show_help()))
        home.verify.connect(lambda: self.ask(lambda desk: desk.proofs.browse()))
        home.surveys.connect(lambda: self.ask(lambda desk: desk.surveys.show()))
        home.portfolio.connect(lambda: self.ask(lambda desk: desk.portfolio.show()))
        home.settings.connect(self._settings)
        home.menu.connect(lambda plan, where: self.ask(lambda desk: desk.menu.show(plan, where)))
        home.removed.connect(lambda plan: self.ask(lambda desk: desk.menu.remove(plan)))
        home.backups.connect(lambda: self.ask(lambda desk: desk.troubles.ask_restore()))
        home.deleted.connect(lambda: self.ask(lambda desk: desk.menu.ask_deleted()))
        home.back.connect(lambda: self.ask(lambda desk: desk.menu.back()))
        return home

    def _settings(self) -> None:
        self.ask(lambda desk: desk.preferences.ask())

    def speak(self) -> None:
        """Draw home and the strip anew, in the language and the sizes there are now; home is empty then."""
        old = self.home
        self.home = self._home(old.finder.wanted)
        self.stack.insertWidget(0, self.home)
        self.drop(old)
        self.strip.speak()
        self._preferences.setText(_("Preferencias"))
        self._search.setText(_("Buscar"))

    def ask(self, act: Callable[[Desk], None]) -> None:
        """Have something done, as soon as it can be."""
        if self.desk is None:
            self._waiting.append(act)
        else:
            act(self.desk)

    def ready(self, desk: Desk) -> None:
        """Everything is loaded: do what was asked meanwhile."""
        self.desk = desk
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act(desk)

    def on_home(self) -> bool:
        """Whether the plans are shown."""
        return self.stack.currentWidget() is self.home

    def show_home(self) -> None:
        """Show the plans."""
        self._search.hide()
        self._preferences.hide()
        self.stack.setCurrentWidget(self.home)
        self.setWindowTitle(_("Sustainability workbench"))

    def show_trouble(self, error: LibraryError, backed_up: bool) -> None:
        """The library cannot be used. ``backed_up``: a backup could take its place."""
        self.trouble.say(error, backed_up)
        self.stack.setCurrentWidget(self.trouble)

    def show_plan(self, view: QWidget, name: str) -> None:
        """Show an open plan."""
        self._search.show()
        self._preferences.show()
        self.stack.addWidget(view)  # does nothing where it is there already
        self.stack.setCurrentWidget(view)
        self.name_plan(name)

    def drop(self, view: QWidget) -> None:
        """Let go of what was shown."""
        self.stack.removeWidget(view)
        view.deleteLater()

    def name_plan(self, name: str) -> None:
        """Say in the title which plan is open."""
        self.setWindowTitle(_("{name} · Sustainability workbench").format(name=name))

    def focusNextPrevChild(self, forward: bool) -> bool:
        from workbench.ui.order import go_on

        return go_on(self._inside, forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.receive(_files(event))

    def receive(self, files: Sequence[Path]) -> None:
        """Take in what was dropped, chosen or opened with the program: plans, and the files of a survey."""
        plans, surveys = _ending(files, FILES), _ending(files, OF_SURVEYS)
        if plans:
            self.ask(lambda desk: desk.imports.take(plans))
        if surveys:
            self.ask(lambda desk: desk.surveys.take_dropped(surveys))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk is not None and not self.desk.may_leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)


def _files(event: QDropEvent) -> list[Path]:
    """The files among what is dropped that the program knows."""
    return _ending([Path(url.toLocalFile()) for url in event.mimeData().urls()], (*FILES, *OF_SURVEYS))


def _ending(files: Sequence[Path], endings: tuple[str, ...]) -> list[Path]:
    return [file for file in files if file.suffix.lower() in endings]
