"""From the start of the program to the first picture, and from there to everything else.

What the first picture does not need is imported where it is needed.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from workbench import settings
from workbench.exchange.samples import samples
from workbench.i18n import _, language
from workbench.paths import APPLICATION, library_file, resource
from workbench.storage.header import LibraryError, LibraryLocked, LibraryReadOnly
from workbench.storage.home import cards
from workbench.ui import theme
from workbench.ui.heard import come_to
from workbench.ui.window import Window

if TYPE_CHECKING:
    from workbench.storage.backup import Backup
    from workbench.storage.restore import Restored
    from workbench.ui.tasks import Tasks


def run(library: str = "", files: Sequence[Path] = ()) -> int:
    """Open the window on a library, take ``files`` in, and return the exit code."""
    app = application()
    program = Program(app, library_file(library))
    sys.excepthook = program.unexpected
    running = contextlib.ExitStack()
    program.window.painted.connect(lambda: _watch(running))
    program.window.receive(files)
    with running:
        program.start()
        return app.exec()


def _watch(running: contextlib.ExitStack) -> None:
    """Log from the first picture on, and mark that the program runs: ``log.last_fault`` says how it ended before."""
    from workbench import log
    from workbench.paths import user_log

    with contextlib.suppress(OSError):  # a program that cannot log still works
        running.callback(log.start(user_log()).stop)


def application() -> QApplication:
    """The one application of a process, dressed."""
    with _told_without_window():
        app = QApplication(sys.argv[:1])
    app.setApplicationName("workbench")
    app.setDesktopFileName(APPLICATION)
    theme.prepare(app)
    return app


@contextlib.contextmanager
def _told_without_window() -> Iterator[None]:
    """On Linux: where Qt would give up for want of a screen or of a library, the user is told what to do."""
    said: list[str] = []

    def listen(kind: QtMsgType, _context: object, text: str) -> None:
        said.append(text)
        if kind == QtMsgType.QtFatalMsg:
            from workbench import no_window

            no_window.leave("\n".join(said))

    if sys.platform != "linux":
        yield
        return
    before = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(before)
    print(*said, sep="\n", end="\n" * bool(said), file=sys.stderr)


class Program(QObject):
    """The window and what stands behind it."""

    failed = Signal(str)

    def __init__(self, app: QApplication, library: Path) -> None:
        super().__init__()
        self._app, self._library = app, library
        self._told = self._opening = False
        self._tasks: Tasks | None = None
        self._dress()
        self.window = Window()
        if place := settings.load().geometry:
            self.window.restoreGeometry(QByteArray.fromBase64(place.encode()))
        self.window.closing.connect(self._remember_place)
        self.window.trouble.again.connect(self.start)
        self.window.trouble.other.connect(self._choose)
        self.window.trouble.restore.connect(self._ask_restore)
        self.window.trouble.anew.connect(self._begin_anew)
        self.window.trouble.leave.connect(self.window.close)
        self.window.painted.connect(self.load)
        self.failed.connect(self._say_failed)

    def _dress(self) -> None:
        kept = settings.load()
        theme.apply(self._app, kept.theme, kept.text)

    def _follow_system(self) -> None:
        """The system has another theme."""
        desk, kept = self.window.desk, settings.load()
        if desk is None:
            self._dress()
        elif not theme.is_worn(self._app, kept.theme, kept.text):
            desk.preferences.draw(language())

    def _come_to(self, _old: QWidget | None, now: QWidget | None) -> None:
        come_to(now)

    def _remember_place(self) -> None:
        place = bytes(self.window.saveGeometry().toBase64().data()).decode()
        with contextlib.suppress(OSError):  # not worth a word at the end
            settings.save(settings.load().with_(geometry=place))

    def start(self) -> None:
        """Show the plans; when they have been painted, the rest is loaded."""
        try:
            self.window.home.show_plans(cards(self._library))
            self.window.home.show_samples(samples())
        except LibraryError as error:
            self._show_trouble(error)
        else:
            self.window.show_home()
            if self.window.isVisible():
                self.load()
        self.window.show()

    def load(self) -> None:
        """What the first picture does not need, in a thread; then the desk."""
        from workbench.ui import speech
        from workbench.ui.tasks import Tasks

        if self._tasks is None:
            self._app.setWindowIcon(QIcon(str(resource("icons/workbench.svg"))))
            hints = self._app.styleHints()
            hints.colorSchemeChanged.connect(self._follow_system)
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
            speech.speak_qt(self._app)
            self._app.focusChanged.connect(self._come_to)
            self._tasks = Tasks(self.window)
            self.window.closing.connect(self._tasks.close)
        if self.window.on_home():
            self._open()

    def _open(self) -> None:
        """Open the library, unless it is being opened or can be written: it would be told that it has it itself."""
        assert self._tasks is not None
        desk = self.window.desk
        if self._opening or (desk is not None and desk.library.writable):
            return
        self._opening = True
        self.window.banner.hide()
        self._tasks.run(self._load, self._ready, self._refused)

    def _load(self) -> tuple[Any, Any, str]:
        """In the thread. A library that nobody waits for any more is let go of."""
        assert self._tasks is not None
        loaded = _loaded(self._library)
        if self._tasks.closed:
            loaded[1].close()
        return loaded

    def _ready(self, loaded: tuple[Any, Any, str]) -> None:
        desk, library, why_not = loaded
        self._opening = False
        if self._tasks is None or self._tasks.closed:  # the window was closed meanwhile
            library.close()
            return
        here = self.window.desk
        if here is None:
            from workbench.ui.fault_report import tell

            opened = desk.Desk(self.window, library)
            self.window.ready(opened)
            tell(opened)
        elif library.writable:
            here.troubles.take(library, lambda: self._say_read_only(_(desk.READ_ONLY)))
        else:
            library.close()
        if why_not:
            self._say_read_only(_("Solo para leer. {why}").format(why=why_not))

    def _say_read_only(self, sentence: str) -> None:
        self.window.banner.say(sentence, _("Volver a intentar"), self._open)

    def _refused(self, error: Exception) -> None:
        self._opening = False
        if not isinstance(error, LibraryError):
            raise error
        self._show_trouble(error)

    def _show_trouble(self, error: LibraryError) -> None:
        from workbench.storage.backup import backups

        self.window.show_trouble(error, bool(backups(self._library)))

    def _begin_anew(self) -> None:
        from workbench.storage.restore import put_aside

        try:
            kept = put_aside(self._library)
        except LibraryError as error:
            self._show_trouble(error)
        else:
            self.start()
            self.window.home.say(_("El archivo dañado se guardó aparte: {file}").format(file=kept))

    def _ask_restore(self) -> None:
        from workbench.ui.restoring import Restoring

        assert self._tasks is not None
        dialog = Restoring(self._library, self._tasks, self.window)
        dialog.wanted.connect(self._restore)
        dialog.open()

    def _restore(self, backup: Backup) -> None:
        from workbench.storage.restore import NotRestored, restore
        from workbench.ui.restoring import restored
        from workbench.ui.working import Working

        def done(what: Restored) -> None:
            self.start()
            self.window.home.say(restored(what))

        def work(stopped: Callable[[], bool]) -> Restored:
            return restore(self._library, backup.path, stopped)

        def failed(error: Exception) -> None:
            if not isinstance(error, NotRestored):  # else all stands as it stood
                self._refused(error)

        assert self._tasks is not None
        Working(_("Restaurar una copia de seguridad"), work, done, failed, self._tasks, self.window)

    def _choose(self) -> None:
        from workbench.ui.files import files_to_read

        for path in files_to_read(self.window, _("Elegir otra biblioteca"), _("Bibliotecas (*.db)")):
            self._library = library_file(path)
            self.start()

    # ------------------------------------------------------------ what nobody expected

    def unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it, and say once that something failed and that the plan is safe."""
        import logging

        from workbench import log
        from workbench.paths import user_log

        logging.getLogger("workbench").error("unexpected", exc_info=(kind, error, trace))
        self.failed.emit(str(user_log() / log.NAME))

    def _say_failed(self, where: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        from workbench.ui.message import message

        if self._told:
            return
        self._told = True
        text = _(
            "Algo falló dentro del programa. Su plan está guardado hasta el último campo que terminó de escribir. "
            "Puede seguir; si se repite, cierre y vuelva a abrir."
        )
        box = message(
            QMessageBox.Icon.Warning,
            _("Algo falló"),
            text,
            self.window,
            _("El registro está en {file}").format(file=where),
        )
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.finished.connect(lambda _code: setattr(self, "_told", False))
        box.open()


def _loaded(library: Path) -> tuple[Any, Any, str]:
    """What is heavy, in a thread: the modules of the desk, and the library open for writing.

    Where another has it, or nothing may be written, it is open to read; the third is why.
    """
    desk = importlib.import_module("workbench.ui.desk")
    try:
        return desk, desk.Library.open(library, write=True), ""
    except (LibraryLocked, LibraryReadOnly) as error:
        holder = getattr(error, "holder", None)
        return desk, desk.Library.open(library), holder.sentence(library) if holder else str(error)
