"""What can be done with a plan at home without opening it: duplicate, export, delete and bring back, show its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QListWidgetItem, QMenu, QWidget

from workbench.i18n import N_, Phrase, _
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.storage.header import LibraryError
from workbench.storage.home import PlanCard
from workbench.storage.library import Library
from workbench.ui.open_plans import DELETE, EXPORT, OpenPlans
from workbench.ui.parts import Button, caption, foot, listing, roomy, sized
from workbench.ui.plan_card import DOORS, changed, name_of


class PlanMenu(QObject):
    """Works on one library. ``done``: the plans are others now, with what is to be said and how undo is called."""

    done = Signal(str, str)
    opened = Signal(str)
    asked = Signal(str, str)
    export = Signal(object)
    calculate = Signal(object)

    def __init__(self, library: Library, plans: OpenPlans, parent: QWidget) -> None:
        super().__init__(parent)
        self.library, self._plans, self._window = library, plans, parent
        self._last = ""

    def show(self, plan: str, where: QPoint) -> None:
        """The menu of one plan."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Abrir")).triggered.connect(lambda: self.opened.emit(plan))
        for door, text in DOORS.items():
            menu.addAction(_(text)).triggered.connect(partial(self._ask, plan, door))
        menu.addSeparator()
        if self.library.writable:
            menu.addAction(_("Duplicar")).triggered.connect(lambda: self.duplicate(plan))
        menu.addAction(_("Exportar PDF…")).triggered.connect(lambda: self._send(plan, self.export.emit))
        workbook = menu.addAction(_("Exportar libro de cálculo…"))
        workbook.triggered.connect(lambda: self._send(plan, self.calculate.emit))
        menu.addAction(_("Mostrar la carpeta de la biblioteca")).triggered.connect(self.reveal)
        if self.library.writable:
            menu.addSeparator()
            menu.addAction(_("Eliminar")).triggered.connect(lambda: self.remove(plan))
        menu.popup(where)

    def _ask(self, plan: str, door: str, _on: bool = False) -> None:
        self.asked.emit(plan, door)

    def _send(self, plan: str, act: Callable[[Plan], None]) -> None:
        self._plans.before_loss(EXPORT, lambda: self._with(plan, act), plan=plan)

    def duplicate(self, plan: str) -> None:
        """A copy of a plan, under a name and an id of its own."""
        from workbench.engine.projection import project
        from workbench.storage.index import index_of

        def copy(found: Plan) -> None:
            name = _("Copia de {name}").format(name=found.project.name) if found.project.name else ""
            made = found.with_(id=uuid4(), project=found.project.with_(name=name))
            self.library.begin(made, Phrase(N_("Copia de otro plan")), index_of(project(made)))
            self.done.emit(_("Se hizo una copia: «{name}».").format(name=name or _("Plan sin nombre")), "")

        self._with(plan, copy)

    def remove(self, plan: str) -> None:
        """Delete a plan: it is set aside and can be brought back. It is closed where it is open."""
        if self.library.writable:
            self._plans.before_loss(DELETE, lambda: self._remove(plan), plan=plan)

    def _remove(self, plan: str) -> None:
        if not self._set_aside(plan):
            return
        name = next((name_of(card) for card in self.library.aside() if card.id == plan), "")
        if self._plans.find(UUID(plan)):
            self._plans.drop(plan)
        self._last = plan
        text = _("Se eliminó «{name}». No se borró: también puede recuperarlo en «Planes eliminados».")
        self.done.emit(text.format(name=name), _("Deshacer"))

    def back(self) -> None:
        """Bring the plan back that was deleted last."""
        if self._last:
            self.recover(self._last)
            self._last = ""

    def recover(self, plan: str) -> bool:
        """Bring a deleted plan back; whether it is."""
        done = self._set_aside(plan, back=True)
        if done:
            self.done.emit(_("El plan está de vuelta."), "")
        return done

    def _set_aside(self, plan: str, back: bool = False) -> bool:
        """Whether it was done; why not is said."""
        try:
            self.library.set_aside(UUID(plan), back)
        except LibraryError as error:
            self.done.emit(str(error), "")
            return False
        return True

    def reveal(self) -> None:
        """Show where the library is, in the system's own program for files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.library.path.parent)))

    def ask_deleted(self) -> None:
        """Show the deleted plans and let some be brought back."""
        try:
            dialog = Deleted(self.library.aside(), self.recover, self._window)
        except LibraryError as error:
            self.done.emit(str(error), "")
            return
        dialog.open()

    def _with(self, plan: str, act: Callable[[Plan], object]) -> None:
        try:
            act(self.library.load(UUID(plan)))
        except (LibraryError, LookupError, PlanRefused) as error:
            self.done.emit(str(error), "")


class Deleted(QDialog):
    """The plans set aside, last deleted first. ``recover`` brings one back by its id, and says whether it is."""

    def __init__(self, plans: tuple[PlanCard, ...], recover: Callable[[str], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._bring_back = recover
        self.setWindowTitle(_("Planes eliminados"))
        sized(self, 520, 360)
        self.list = listing(_("Planes eliminados"))
        for plan in plans:
            item = QListWidgetItem(f"{name_of(plan)}\n{changed(plan.changed)}")
            item.setData(Qt.ItemDataRole.UserRole, plan.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._recover())
        back, close = Button(_("Recuperar"), "primary"), Button(_("Cerrar"))
        back.clicked.connect(self._recover)
        close.clicked.connect(self.reject)
        column = roomy(self)
        column.addWidget(caption(_("Siguen en la biblioteca con toda su historia."), "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(foot(close, back))

    def _recover(self) -> None:
        at = self.list.currentRow()
        if at >= 0 and self._bring_back(self.list.item(at).data(Qt.ItemDataRole.UserRole)):
            self.list.takeItem(at)
        if not self.list.count():
            self.accept()
