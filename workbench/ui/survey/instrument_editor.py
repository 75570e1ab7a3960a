"""A copy of an instrument, edited beside what the respondents will see of it. Every sound change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.formats import Formats
from workbench.i18n import LANGUAGES, _, language
from workbench.storage.header import LibraryError
from workbench.survey import editing
from workbench.survey.instrument import Instrument
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import Sheet
from workbench.ui.entry import Combo
from workbench.ui.parts import Button, Elided, call, caption, dressed
from workbench.ui.survey.filling import Filling
from workbench.ui.survey.instrument_fields import Fields
from workbench.ui.survey.item_page import ItemPage
from workbench.ui.survey.turning import turn_page

SIDE = 240
"""Pixels of the list of questions, at least."""
SPOKEN = {"es": "Español", "pt": "Português", "en": "English"}
Save = Callable[[Instrument], Instrument]


class InstrumentEditor(QWidget):
    """``locked``: one that ships is only looked at. Its head and its dimensions are edited as the items are."""

    left = Signal()

    def __init__(self, instrument: Instrument, save: Save, formats: Formats, locked: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._at = next(iter(instrument.items))
        self._before: list[Instrument] = []
        self.instrument, self._save, self._formats, self._locked = instrument, save, formats, locked
        self.spoken = Combo()
        for code in LANGUAGES:
            self.spoken.addItem(SPOKEN[code], code)
        call(self.spoken, _("Idioma de los textos"))
        self.spoken.setCurrentIndex(self.spoken.findData(language()))
        self.spoken.currentIndexChanged.connect(lambda _at: self.open(self._at))
        self.items = dressed(QListWidget(), "side")
        self.items.setAccessibleName(_("Preguntas"))
        self.items.setMinimumWidth(SIDE)
        self.items.setSpacing(2)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items.currentRowChanged.connect(self._chosen)
        self._form, self._preview = QScrollArea(widgetResizable=True), QScrollArea(widgetResizable=True)
        for area in (self._form, self._preview):
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wrong = caption(role="error", wrap=True)
        self._wrong.hide()
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        for part, wide in ((self.items, SIDE), (self._form, 2 * SIDE), (self._preview, 2 * SIDE)):
            parts.addWidget(part)
            part.resize(wide, 1)
        parts.setStretchFactor(1, 1)
        parts.setStretchFactor(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._wrong)
        column.addWidget(parts, 1)
        self._list()

    def _head(self) -> QFrame:
        bar = dressed(QFrame(), "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        back, title = Button(_("Volver a los instrumentos"), "link"), Elided("sub")
        back.setToolTip("Esc")
        back.clicked.connect(self.leave)
        title.setText(_("{title}, versión {n}").format(title=self.instrument.title, n=self.instrument.version))
        self._title = title
        row.addWidget(back)
        row.addWidget(title, 1)
        row.addWidget(self.spoken)
        self._undo = Button(_("Deshacer"))
        self._undo.clicked.connect(self.undo)
        self._undo.setEnabled(False)
        row.addWidget(self._undo)
        self._on_items: list[Button] = []
        for text, name, act in (
            ("↑", _("Subir"), lambda: self._move(-1)),
            ("↓", _("Bajar"), lambda: self._move(1)),
            (_("Agregar pregunta"), "", self._add),
            (_("Quitar pregunta"), "", self._remove),
        ):
            button = Button(text)
            button.setAccessibleName(name)
            button.setToolTip(name)
            self._on_items.append(button)
            button.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(button)
        return bar

    # ------------------------------------------------------------ showing

    def _rows(self) -> list[tuple[str, str]]:
        """What can be edited: '' is the instrument's head, the others have the id of a dimension or an item."""
        code, rows = str(self.spoken.currentData()), [("", _("El instrumento"))]
        for dimension in self.instrument.dimensions:
            rows.append((dimension.id, f"{dimension.id} {dimension.title.said(code)}"))
            for item in dimension.items:
                rows.append((item.id, f"    {item.id} {item.question.said(code)}{' ★' if item.critical else ''}"))
        return rows

    def _list(self) -> None:
        """The rows as they are now, with the cursor on the one that is edited."""
        self.items.blockSignals(True)
        self.items.clear()
        for id_, text in self._rows():
            row = QListWidgetItem(text)
            row.setToolTip(text.strip())
            row.setData(Qt.ItemDataRole.AccessibleTextRole, text.strip())
            font = row.font()
            font.setBold(id_ not in self.instrument.items)
            row.setFont(font)
            self.items.addItem(row)
        self.items.setCurrentRow([id_ for id_, _text in self._rows()].index(self._at))
        self.items.blockSignals(False)
        self.open(self._at)

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.open(self._rows()[row][0])

    def open(self, id_: str) -> None:
        """Edit another item, or the dimension or the head that ``id_`` names."""
        self._at = id_
        fields = Fields(self.instrument, str(self.spoken.currentData()), self._formats)
        item = self.instrument.items.get(id_)
        if item is not None:
            fields.item(item)
        elif id_:
            fields.dimension(id_)
        else:
            fields.head()
        fields.setEnabled(not self._locked)
        fields.changed.connect(lambda made: self._edit(lambda: made))
        fields.shape.connect(lambda: self.open(self._at))
        self.fields = fields
        turn_page(self._form, fields)
        for button in self._on_items:
            button.setEnabled(item is not None and not self._locked)
        self._show_preview()

    def _show_preview(self) -> None:
        item = self.instrument.items.get(self._at)
        self._preview.setVisible(item is not None)
        if item is None:
            return
        project = RoundProject(code="P01")
        sheet = Sheet(
            round=uuid4(), project=project.id, respondent="R1", consent=True, instrument=self.instrument.id,
            version=self.instrument.version,
        )  # fmt: skip
        filling = Filling(self.instrument, project, sheet, lambda _sheet: None, self._formats)
        ids = list(self.instrument.items)
        page = ItemPage(filling, item, ids.index(item.id) + 1, len(ids))
        filling.setParent(page)
        turn_page(self._preview, page)

    # ------------------------------------------------------------ editing

    def _edit(self, change: Callable[[], Instrument], then: str | None = None) -> None:
        """Keep a sound change; else say why not, and leave what was typed where it is. ``then``: what to edit next."""
        before = self.instrument
        try:
            self.instrument = self._save(change())
        except (SurveyRefused, LibraryError) as error:
            self._tell(str(error))
            self.fields.instrument = before
            return
        self._before.append(before)
        self._kept(then)

    def _kept(self, then: str | None) -> None:
        """Show what was kept; all of it anew where something else is edited ``then``."""
        self._tell("")
        self._undo.setEnabled(bool(self._before))
        title, number = self.instrument.title, self.instrument.version
        self._title.setText(_("{title}, versión {n}").format(title=title, n=number))
        self.fields.instrument = self.instrument
        if then is not None:
            self._at = then
            self._list()
            return
        for at, (_id, text) in enumerate(self._rows()):
            self.items.item(at).setText(text)
        self._show_preview()

    def undo(self) -> None:
        """Take the last change back."""
        try:
            self.instrument = self._save(self._before[-1].with_(version=self.instrument.version))
        except LibraryError as error:
            self._tell(str(error))
            return
        self._before.pop()
        self._kept(self._at if self._at in [id_ for id_, _text in self._rows()] else "")

    def _add(self) -> None:
        changed, id_ = editing.added(self.instrument, self._at)
        self._edit(lambda: changed, then=id_)

    def _remove(self) -> None:
        ids = list(self.instrument.items)
        at = ids.index(self._at)
        beside = ids[at - 1] if at else ids[1] if len(ids) > 1 else ""
        self._edit(lambda: editing.removed(self.instrument, self._at), then=beside)

    def _move(self, by: int) -> None:
        self._edit(lambda: editing.moved(self.instrument, self._at, by), then=self._at)

    def _tell(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))

    def wake(self) -> None:
        """Put the cursor on the questions."""
        self.items.setFocus()

    def leave(self) -> None:
        """Go back; what was understood is kept."""
        if (focus := self.focusWidget()) is not None:
            focus.clearFocus()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
