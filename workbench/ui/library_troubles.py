"""What the library cannot do, said for as long as it cannot; and the ways out: write at last, restore a backup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.i18n import N_, _
from workbench.storage.backup import Backup
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.ui.open_plans import CLOSE_PLAN, RESTORE
from workbench.ui.working import Working

if TYPE_CHECKING:
    from workbench.ui.desk import Desk

READ_ONLY = N_("La biblioteca está abierta solo para leer: nada se puede cambiar.")


class LibraryTroubles(QObject):
    """Those of one desk's library."""

    _told = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._banner = desk, desk.window.banner
        self._told.connect(self._stand)
        desk.library.noticed = self._told.emit

    def tell(self) -> None:
        """What the library had to say before anybody listened."""
        library = self._desk.library
        if library.recovered:
            self._desk.window.home.say(_("Se recuperó lo que la vez anterior no se pudo guardar."))
        self._stand(library.backup_trouble)

    def take(self, library: Library, refused: Callable[[], None]) -> None:
        """Work on the same library, which can be written now. The plans that were read are opened anew from home.

        ``refused``: somebody stays with texts that would be lost; ``library`` is then closed.
        """

        def stay() -> None:
            library.close()
            refused()

        self._desk.plans.before_loss(CLOSE_PLAN, lambda: self._take(library), stay)

    def _take(self, library: Library) -> None:
        desk = self._desk
        desk.plans.drop_all()
        desk.library.close()
        desk.library = desk.menu.library = library
        library.noticed = self._told.emit
        desk.show_home()
        desk.window.home.say(_("La biblioteca ya se puede cambiar."))
        self.tell()

    def _stand(self, sentence: str) -> None:
        """Say what the library cannot do for as long as it cannot: nothing is lost meanwhile."""
        library = self._desk.library
        if library.waits:
            self._banner.say(sentence, _("Volver a guardar"), library.retry)
        elif sentence and library.damaged:
            self._banner.say(sentence, _("Restaurar una copia de seguridad…"), self.ask_restore)
        elif sentence:
            self._banner.say(sentence, _("Entendido"), self._banner.hide)
        else:
            self._banner.hide()

    def ask_restore(self) -> None:
        """Let a backup be put in the library's place."""
        from workbench.ui.restoring import Restoring

        dialog = Restoring(self._desk.library.path, self._desk.tasks, self._desk.window)
        dialog.wanted.connect(self._ask_loss)
        dialog.open()

    def _ask_loss(self, backup: Backup) -> None:
        if not self._desk.library.writable:
            self._desk.window.home.say(_(READ_ONLY))
            return
        self._desk.plans.before_loss(RESTORE, lambda: self._restore(backup))

    def _restore(self, backup: Backup) -> None:
        from workbench.ui.restoring import restored

        desk = self._desk
        desk.plans.drop_all()
        Working(
            _("Restaurar una copia de seguridad"), lambda stopped: desk.library.restore(backup, stopped),
            lambda done: desk.say(restored(done)), self._failed, desk.tasks, desk.window,
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, LibraryError):
            raise error
        self._desk.say(str(error))
