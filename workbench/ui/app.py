"""From the start of the program to the first picture, and from there to everything else."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from workbench import log, settings
from workbench.i18n import _, use_language
from workbench.paths import library_file, user_log
from workbench.storage.header import LibraryError
from workbench.storage.home import cards
from workbench.ui import theme
from workbench.ui.tasks import Tasks
from workbench.ui.window import Window


def run(library: str = "", language: str = "") -> int:
    """Open the window on a library and return the exit code."""
    if language:
        use_language(language)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("workbench")
    theme.prepare(app)
    program = Program(app, Path(library).expanduser() if library else library_file())
    program.start()
    return app.exec()


class Program(QObject):
    """The window and what stands behind it."""

    failed = Signal(str)

    def __init__(self, app: QApplication, library: Path) -> None:
        super().__init__()
        self._app, self._library = app, library
        self._told = False
        theme.apply(app, settings.load().theme)
        app.styleHints().colorSchemeChanged.connect(lambda: theme.apply(app, settings.load().theme))
        self.window = Window()
        self._tasks = Tasks(self)
        self.window.closing.connect(self._tasks.close)
        self.window.trouble.again.connect(self.start)
        self.window.trouble.other.connect(self._choose)
        self.window.trouble.leave.connect(self.window.close)
        self.window.painted.connect(self._load)
        self.failed.connect(self._say_failed)
        sys.excepthook = self._unexpected

    def start(self) -> None:
        """Show the plans; when they have been painted, the rest is loaded."""
        try:
            self.window.home.show_plans(cards(self._library))
        except LibraryError as error:
            self.window.show_trouble(str(error))
        else:
            self.window.show_home()
            if self.window.isVisible():
                self._load()
        self.window.show()

    def _load(self) -> None:
        if self.window.on_home():
            self._tasks.run(lambda: _loaded(self._library), self._ready, self._refused)

    def _ready(self, loaded: tuple[Any, Any]) -> None:
        desk, library = loaded
        self.window.ready(desk.Desk(self.window, library))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, LibraryError):
            raise error
        self.window.show_trouble(str(error))

    def _choose(self) -> None:
        name = _("Bibliotecas (*.db)")
        path, _kind = QFileDialog.getOpenFileName(self.window, _("Elegir otra biblioteca"), "", name)
        if path:
            self._library = Path(path)
            self.start()

    # ------------------------------------------------------------ what nobody expected

    def _unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it, and say once that something failed and that the plan is safe."""
        import logging

        logging.getLogger("workbench").error("unexpected", exc_info=(kind, error, trace))
        self.failed.emit(str(user_log() / log.NAME))

    def _say_failed(self, where: str) -> None:
        if self._told:
            return
        self._told = True
        text = _(
            "Algo falló dentro del programa. Su plan está guardado hasta el último campo que terminó de escribir. "
            "Puede seguir; si se repite, cierre y vuelva a abrir."
        )
        box = QMessageBox(QMessageBox.Icon.Warning, _("Algo falló"), text, QMessageBox.StandardButton.Ok, self.window)
        box.setDetailedText(_("El registro está en {file}").format(file=where))
        box.finished.connect(lambda _code: setattr(self, "_told", False))
        box.open()


def _loaded(library: Path) -> tuple[Any, Any]:
    """What is heavy, in a thread: the modules of the desk, and the library open for writing."""
    desk = importlib.import_module("workbench.ui.desk")
    return desk, desk.Library.open(library, write=True)
