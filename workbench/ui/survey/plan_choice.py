"""Plans of the library chosen for a round: several that become its projects, or the one that is a project's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidgetItem, QWidget

from workbench.i18n import _
from workbench.storage.home import PlanCard
from workbench.ui.parts import Button, caption, foot, listing, roomy, sized
from workbench.ui.shelf import Shelf, Wanted

ID = Qt.ItemDataRole.UserRole


class PlanChoice(QDialog):
    """``chosen`` carries the ids of the plans (UUID as text), in the order shown; of ``one`` one, or none any more."""

    chosen = Signal(object)

    def __init__(
        self, about: str, plans: Sequence[PlanCard], countries: Mapping[str, str], parent: QWidget, one: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Plan del proyecto") if one else _("Planes de la biblioteca"))
        self._one, self._shelf = one, Shelf(plans, countries)
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("Buscar por nombre, ejecutor o país"))
        self.text.setAccessibleName(_("Buscar planes"))
        self.text.setClearButtonEnabled(True)
        self.list = listing(_("Planes"))
        self.list.setAccessibleDescription("" if one else _("La barra espaciadora marca el plan o le quita la marca."))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the tooltip has all of it
        for plan in plans:
            self.list.addItem(_row(plan, countries, not one))
        self._count = caption(role="muted")
        self._keep = Button(_("Vincular") if one else _("Agregar"), "primary")
        self._lay_out(about)
        self.text.textChanged.connect(self._find)
        self.list.itemChanged.connect(self._told)
        self.list.itemActivated.connect(lambda _item: self._give() if one else None)
        self.list.setCurrentRow(0)
        self._told()
        sized(self, 640, 480)

    def _lay_out(self, about: str) -> None:
        column, cancel = roomy(self), Button(_("Cancelar"))
        cancel.clicked.connect(self.reject)
        self._keep.clicked.connect(self._give)
        self._keep.setDefault(True)
        column.addWidget(caption(about, wrap=True))
        for part in (self.text, self.list, self._count):
            column.addWidget(part)
        self._foot = foot(cancel, self._keep)
        if not self._one:
            every = Button(_("Marcar los que se ven"))
            every.clicked.connect(self._mark)
            self._foot.insertWidget(0, every)
        column.addLayout(self._foot)

    def show_plan(self, plan: str) -> None:
        """Put the cursor on a plan."""
        for at in range(self.list.count()):
            if self.list.item(at).data(ID) == plan:
                self.list.setCurrentRow(at)

    def offer_none(self) -> None:
        """Offer to have no plan any more."""
        none = Button(_("Quitar el vínculo"))
        none.clicked.connect(lambda: self._end([]))
        self._foot.insertWidget(0, none)

    def _seen(self) -> list[QListWidgetItem]:
        rows = (self.list.item(at) for at in range(self.list.count()))
        return [row for row in rows if not row.isHidden()]

    def _find(self) -> None:
        wanted = {plan.id for plan in self._shelf.chosen(Wanted(text=self.text.text()))}
        for at in range(self.list.count()):
            self.list.item(at).setHidden(self.list.item(at).data(ID) not in wanted)
        seen = self._seen()
        if seen and self.list.currentItem() not in seen:
            self.list.setCurrentItem(seen[0])
        self._told()

    def _mark(self) -> None:
        for row in self._seen():
            row.setCheckState(Qt.CheckState.Checked)

    def _marked(self) -> list[str]:
        """The plans that are chosen, also where the search shows others now."""
        if self._one:
            here = self.list.currentItem()
            return [here.data(ID)] if here in self._seen() else []
        rows = (self.list.item(at) for at in range(self.list.count()))
        return [row.data(ID) for row in rows if row.checkState() is Qt.CheckState.Checked]

    def _told(self) -> None:
        seen, every, marked = len(self._seen()), self.list.count(), len(self._marked())
        text = _("Planes: {shown} de {every}") if self._one else _("Planes: {shown} de {every} · elegidos: {marked}")
        self._count.setText(text.format(shown=seen, every=every, marked=marked))
        self._keep.setEnabled(bool(marked))

    def _give(self) -> None:
        if marked := self._marked():
            self._end(marked)

    def _end(self, ids: list[str]) -> None:
        self.accept()
        self.chosen.emit(ids)


def _row(plan: PlanCard, countries: Mapping[str, str], marked: bool) -> QListWidgetItem:
    parts = (plan.name or _("Sin nombre"), plan.executor, countries.get(plan.country, plan.country))
    row = QListWidgetItem(" · ".join(filter(None, parts)))
    row.setToolTip(row.text())
    row.setData(ID, plan.id)
    if marked:
        row.setCheckState(Qt.CheckState.Unchecked)
    return row
