"""A sheet to fill: one item at a time, or all of them in a table for what stands on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.i18n import _
from workbench.survey.instrument import Item, Kind
from workbench.ui.actions import bind, keys_named, keys_text
from workbench.ui.copying import more
from workbench.ui.entry import Entry
from workbench.ui.heard import announce
from workbench.ui.parts import Bar, Button, Notice, caption, dressed
from workbench.ui.steps import COMPLETE, COUNT, EMPTY, STARTED, STATE, StepRow
from workbench.ui.survey.dense import Dense
from workbench.ui.survey.filling import Filling
from workbench.ui.survey.item_page import ItemPage
from workbench.ui.survey.turning import turn_page
from workbench.ui.theme import scaled

SIDE = 280
"""Pixels of the list of dimensions, at 100 %."""


class SheetView(QWidget):
    """``left``: back to where the sheet was opened; ``finished``: so, and it is said to be whole."""

    left = Signal()
    finished = Signal()

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.setObjectName("page")
        self.filling = filling
        self._at = ""
        self._page: ItemPage | None = None
        self._whole_yet = False
        self._dimensions = self._list()
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dense = Dense(filling)
        self._why = caption(role="error", wrap=True)
        self._why.hide()
        self.dense.told.connect(self._tell)
        self._kinds = QStackedWidget()
        self._kinds.addWidget(self._one_by_one())
        self._kinds.addWidget(self._whole())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._agree = QWidget()
        margin = QVBoxLayout(self._agree)
        margin.setContentsMargins(24, 16, 24, 12)
        margin.addWidget(self._why_locked() if filling.locked else self._consent())
        column.addWidget(self._agree)
        column.addWidget(self._kinds, 1)
        column.addWidget(self._foot())
        bind(self, {"undo": self.undo, "redo": self.redo})
        filling.changed.connect(self._changed)
        for keys, by in (("PgDown", 1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self.step(by), context=Qt.ShortcutContext.WindowShortcut)
        self.resume()
        self._changed("")

    # ------------------------------------------------------------ parts

    def _list(self) -> QListWidget:
        side = dressed(QListWidget(), "side")
        side.setAccessibleName(_("Dimensiones"))
        side.setItemDelegate(StepRow(side))
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(scaled(SIDE))
        for dimension in self.filling.instrument.dimensions:
            row = QListWidgetItem(str(dimension.title))
            row.setData(Qt.ItemDataRole.UserRole + 1, dimension.id)
            side.addItem(row)
        side.itemClicked.connect(self._open_dimension)
        side.itemActivated.connect(self._open_dimension)
        return side

    def _head(self) -> QWidget:
        project = self.filling.project
        self.code = Entry()
        self.code.setText(self.filling.sheet.respondent)
        self.code.setMaximumWidth(scaled(120))
        self.code.setAccessibleName(_("Código de quien responde"))
        self.code.setAccessibleDescription(_("Un código, no un nombre."))
        self.code.setToolTip(_("Código de quien responde: no un nombre."))
        self.code.editingFinished.connect(self._coded)
        self._mode = Button(_("Lista para digitar papel"))
        self._mode.setToolTip("F4")
        self._mode.setShortcut(QKeySequence("F4"))
        self._mode.clicked.connect(self.change_mode)
        self._finish = Button(_("Terminar"), "primary")
        self._finish.clicked.connect(self.finish)
        name = " · ".join(part for part in (project.code, project.name) if part)
        parts = (caption(_("Código"), "label"), self.code, self._mode, self._finish)
        bar = Bar(_("Volver a la ronda"), name, *parts)
        bar.left.connect(self.leave)
        return bar

    def _why_locked(self) -> QWidget:
        notice = Notice()
        notice.say(self.filling.locked)
        return notice

    def _consent(self) -> QWidget:
        box = dressed(QFrame(), "panel")
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(caption(str(self.filling.instrument.consent), wrap=True))
        self.consent = QCheckBox(_("De acuerdo: mis respuestas pueden usarse así"))
        self.consent.setChecked(self.filling.sheet.consent)
        self.consent.clicked.connect(self._agreed)
        self.filling.changed.connect(lambda _item: self.consent.setChecked(self.filling.sheet.consent))
        self.consent.setAccessibleDescription(str(self.filling.instrument.consent))
        column.addWidget(self.consent)
        return box

    def _one_by_one(self) -> QWidget:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._dimensions)
        row.addWidget(self._area, 1)
        return inside

    def _foot(self) -> QFrame:
        bar = dressed(QFrame(), "pulse")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 16, 8)
        self._done = caption(role="muted", wrap=True)
        self._keys = caption(role="muted", wrap=True)
        self._undo, self._redo = Button(_("Deshacer")), Button(_("Rehacer"))
        before, after = Button(_("Anterior")), Button(_("Siguiente"))
        for button, act, shortcut in (
            (self._undo, self.undo, keys_text("undo")),
            (self._redo, self.redo, keys_text("redo")),
            (before, lambda: self.step(-1), keys_named("PgUp")),
            (after, lambda: self.step(1), keys_named("PgDown")),
        ):
            button.setToolTip(shortcut)
            button.clicked.connect(lambda _on=False, act=act: act())
        row.addWidget(self._done, 1)
        row.addWidget(self._keys, 1)
        for button in (self._undo, self._redo, before, after):
            row.addWidget(button)
        self._steps = (self._keys, before, after)
        return bar

    def _whole(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        told = _("Responda 0, 1, 2 o 3; NA si no aplica, NS si no sabe. Enter guarda y baja.")
        head = QHBoxLayout()
        head.addWidget(caption(told, "help", wrap=True), 1)
        head.addWidget(more(self.dense.accessibleName(), self.dense.fill_menu))
        column.addLayout(head)
        column.addWidget(self.dense, 1)
        column.addWidget(self._why)
        return inside

    # ------------------------------------------------------------ going on

    def resume(self) -> None:
        """Open the first item without an answer that will do; where there is none, the sheet is only looked at."""
        asked, filling = self.filling.asked, self.filling
        lacking = [id for id, item in asked.items() if not filling.is_answered(item) or filling.problem(id)]
        self._whole_yet = not lacking
        self.open(next(iter(lacking or asked)))

    def open(self, item: str) -> None:
        """Show one item."""
        asked = self.filling.asked
        ids = list(asked)
        self._at = item
        self._page = ItemPage(self.filling, asked[item], ids.index(item) + 1, len(ids))
        self._keys.setText(_keys(asked[item]))
        self._page.onward.connect(lambda: self.step(1))
        turn_page(self._area, self._page)
        dimension = self._dimension(asked[item])
        for at in range(self._dimensions.count()):
            if self._dimensions.item(at).data(Qt.ItemDataRole.UserRole + 1) == dimension:
                self._dimensions.setCurrentRow(at)
        if self.isVisible():
            self._page.wake()

    def step(self, by: int) -> None:
        """Go to the next item that is asked, or the one before."""
        if self.dense.isVisible():
            return
        self.leave_field()
        ids = list(self.filling.asked)
        at = ids.index(self._at) if self._at in ids else 0
        there = min(max(at + by, 0), len(ids) - 1)
        if there != at:
            self.open(ids[there])
        elif by > 0:
            self._finish.setFocus()

    def wake(self) -> None:
        """Put the cursor where one answers; first where one agrees.

        In a sheet that was whole it begins at the list, where no key changes an answer.
        """
        if not self.filling.sheet.consent and not self.filling.locked:
            self.consent.setFocus()
        elif self.dense.isVisible():
            self.dense.wake()
        elif self._whole_yet:
            self._whole_yet = False
            self._dimensions.setFocus()
        elif self._page:
            self._page.wake()

    def change_mode(self) -> None:
        """One at a time, or all in a table."""
        self.leave_field()
        self._kinds.setCurrentIndex(1 - self._kinds.currentIndex())
        whole = self._kinds.currentIndex() == 1
        self._mode.setText(_("De una en una") if whole else _("Lista para digitar papel"))
        for part in self._steps:
            part.setVisible(not whole)
        if not whole:
            self.resume()
        self.wake()

    def undo(self) -> None:
        """Take back the last change, or the text under the cursor that was not understood, and go where it was."""
        self.leave_field()
        dense = self.dense
        if not (dense.isVisible() and dense.rows.forget(dense.currentIndex().row())):
            self._go_to(self.filling.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self.leave_field()
        self._go_to(self.filling.redo())

    def _go_to(self, item: str | None) -> None:
        """Show what was taken back or done again: an item, '' for the head; None: there was nothing."""
        if item is None:
            return
        self.dense.go_to(item)
        if item in self.filling.asked:
            self.open(item)
        self.wake()

    def finish(self) -> None:
        """Say that the sheet is handed in, and go back; first to what was typed and not understood."""
        self.leave_field()
        if self.dense.rows.drafts():
            self._mend()
            return
        changed = self.filling.sheet.changed
        if self.filling.sheet.finished is None and changed is not None:
            self.filling.head(finished=changed)
        self.finished.emit()

    def _mend(self) -> None:
        if not self.dense.isVisible():
            self.change_mode()
        self.dense.go_to_draft()

    def leave(self) -> None:
        """Go back; first to what was typed and not understood, for all else is kept."""
        self.leave_field()
        if self.dense.rows.drafts():
            self._mend()
            return
        self.left.emit()

    def leave_field(self) -> None:
        """What is being typed is part of the sheet."""
        if (focus := self.focusWidget()) is not None:
            focus.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ what happens

    def _open_dimension(self, row: QListWidgetItem) -> None:
        wanted = row.data(Qt.ItemDataRole.UserRole + 1)
        items = [item for item in self.filling.asked.values() if self._dimension(item) == wanted]
        open_ = next((item for item in items if not self.filling.is_answered(item)), items[0] if items else None)
        if open_ is not None:
            self.open(open_.id)

    def _dimension(self, item: Item) -> str:
        return next(dimension.id for dimension, each in self.filling.instrument.walk() if each.id == item.id)

    def _agreed(self, on: bool) -> None:
        """What is agreed makes room; the cursor goes where one answers."""
        self.filling.head(consent=on)
        self.wake()

    def _coded(self) -> None:
        code = self.code.text().strip()
        if code:
            self.filling.head(respondent=code)
        else:
            self.code.setText(self.filling.sheet.respondent)

    def _changed(self, _item: str) -> None:
        for at, dimension in enumerate(self.filling.instrument.dimensions):
            done, asked = self.filling.count(dimension)
            state = COMPLETE if asked and done == asked else STARTED if done else EMPTY
            row = self._dimensions.item(at)
            row.setData(STATE, state)
            row.setData(COUNT, f"{done}/{asked}")
            row.setToolTip(f"{row.text()}  {done}/{asked}")
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.toolTip()}, {_(state.word)}")
        done, asked = self.filling.count()
        self._done.setText(_("{done} de {asked} respondidas; se guarda solo").format(done=done, asked=asked))
        self._undo.setEnabled(self.filling.undoes)
        self._redo.setEnabled(self.filling.redoes)
        self.code.setText(self.filling.sheet.respondent)
        self._agree.setVisible(bool(self.filling.locked) or not self.filling.sheet.consent)

    def _tell(self, sentence: str) -> None:
        self._why.setText(sentence)
        self._why.setVisible(bool(sentence))
        announce(self, sentence)


def _keys(item: Item) -> str:
    """What can be pressed where an item is asked."""
    if item.kind is Kind.SCALE:
        return _("0 a 3 responde · N no aplica · S no sabe · Enter sigue")
    if item.kind is Kind.CHOICE:
        return _("1 a {n} elige · N no aplica · S no sabe · Enter sigue").format(n=min(len(item.options), 9))
    return _("Enter sigue")
