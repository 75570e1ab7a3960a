"""A copy of an instrument, edited beside what the respondents will see of it. Every sound change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
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
from workbench.survey.instrument import Instrument, Item
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import Sheet
from workbench.ui.entry import Combo
from workbench.ui.parts import Bar, Button, call, caption, listing
from workbench.ui.survey.filling import Filling
from workbench.ui.survey.instrument_fields import PUBLISHED, Fields
from workbench.ui.survey.item_page import ItemPage
from workbench.ui.survey.published_preview import PublishedPreview
from workbench.ui.survey.turning import turn_page

SIDE = 240
"""Pixels of the list of parts, at least."""
INSET = "    "
"""Before the name of what belongs to the part above."""
SPOKEN = {"es": "Español", "pt": "Português", "en": "English"}
Save = Callable[[Instrument], Instrument]


class InstrumentEditor(QWidget):
    """``locked``: one that ships is only looked at. Head, dimensions, items and what was published are edited alike."""

    left = Signal()

    def __init__(self, instrument: Instrument, save: Save, formats: Formats, locked: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._at = editing.place_of(instrument, next(iter(instrument.items)))
        self._before: list[Instrument] = []
        self.instrument, self._save, self._formats, self._locked = instrument, save, formats, locked
        self.spoken = Combo()
        for code in LANGUAGES:
            self.spoken.addItem(SPOKEN[code], code)
        call(self.spoken, _("Idioma de los textos"))
        self.spoken.setCurrentIndex(self.spoken.findData(language()))
        self.spoken.currentIndexChanged.connect(lambda _at: self.open(self._at))
        self.items = listing(_("Partes del instrumento"), "names")
        self.items.setMinimumWidth(SIDE)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items.currentRowChanged.connect(self._chosen)
        self._form, self._preview = QScrollArea(widgetResizable=True), QScrollArea(widgetResizable=True)
        for area in (self._form, self._preview):
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wrong = caption(role="error", wrap=True)
        self._wrong.hide()
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        for part, wide in ((self._side(), SIDE), (self._form, 2 * SIDE), (self._preview, 2 * SIDE)):
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

    def _head(self) -> QWidget:
        self._undo = Button(_("Deshacer"))
        self._undo.clicked.connect(self.undo)
        self._undo.setEnabled(False)
        self._on_rows: list[Button] = []
        for text, name, act in (
            ("↑", _("Subir"), lambda: self._move(-1)),
            ("↓", _("Bajar"), lambda: self._move(1)),
            (_("Quitar"), _("Quitar lo elegido"), self._remove),
        ):
            button = Button(text)
            button.setAccessibleName(name)
            button.setToolTip(name)
            self._on_rows.append(button)
            button.clicked.connect(lambda _on=False, act=act: act())
        title = _("{title}, versión {n}").format(title=self.instrument.title, n=self.instrument.version)
        self._bar = Bar(_("Volver a los instrumentos"), title, self.spoken, self._undo, *self._on_rows)
        self._bar.left.connect(self.leave)
        return self._bar

    def _side(self) -> QWidget:
        """The parts, and under them what adds one beside the one that is chosen."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.items, 1)
        for text, add in (
            (_("Agregar pregunta"), editing.added_item),
            (_("Agregar dimensión"), editing.added_dimension),
            (_("Agregar dato publicado"), editing.added_benchmark),
        ):
            button = Button(text)
            button.setEnabled(not self._locked)
            button.clicked.connect(lambda _on=False, add=add: self._add(lambda: add(self.instrument, self._at)))
            column.addWidget(button)
        return side

    # ------------------------------------------------------------ showing

    def _rows(self) -> list[tuple[str, str]]:
        """What can be edited, by its place: '' is the instrument's head."""
        code, rows = str(self.spoken.currentData()), [("", _("El instrumento"))]
        for dimension in self.instrument.dimensions:
            place = f"dimensions/{dimension.id}"
            rows.append((place, f"{dimension.id} {dimension.title.said(code)}"))
            for item in dimension.items:
                star = " ★" if item.critical else ""
                rows.append((f"{place}/items/{item.id}", f"{INSET}{item.id} {item.question.said(code)}{star}"))
        rows.append((PUBLISHED, _("Lo publicado")))
        rows += [(f"{PUBLISHED}/{each.id}", INSET + each.title.said(code)) for each in self.instrument.benchmarks]
        return rows

    def _list(self) -> None:
        """The rows as they are now, with the cursor on the one that is edited."""
        self.items.blockSignals(True)
        self.items.clear()
        rows = self._rows()
        for _place, text in rows:
            row = QListWidgetItem(text)
            row.setToolTip(text.strip())
            row.setData(Qt.ItemDataRole.AccessibleTextRole, text.strip())
            font = row.font()
            font.setBold(not text.startswith(INSET))
            row.setFont(font)
            self.items.addItem(row)
        self.items.setCurrentRow([place for place, _text in rows].index(self._at))
        self.items.blockSignals(False)
        self.open(self._at)

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.open(self._rows()[row][0])

    def open(self, place: str) -> None:
        """Edit what stands at another place."""
        self._at = place
        fields = Fields(self.instrument, str(self.spoken.currentData()), self._formats)
        fields.ask(place)
        fields.setEnabled(not self._locked)
        fields.changed.connect(lambda made: self._edit(made))
        fields.shape.connect(self._reshape)
        self.fields = fields
        turn_page(self._form, fields)
        around = self._form.width() - self._form.maximumViewportSize().width() + self._form.verticalScrollBar().width()
        self._form.setMinimumWidth(fields.minimumSizeHint().width() + around)  # at large text the preview gives way
        for button in self._on_rows:
            button.setEnabled(place not in ("", PUBLISHED) and not self._locked)
        self._show_preview()

    def _reshape(self, place: str) -> None:
        """Ask anew for what is edited, with the cursor where it was."""
        self.open(self._at)
        self.fields.wake(place)

    def _show_preview(self) -> None:
        kind, _slash, id_ = self._at.rpartition("/")
        self._preview.setVisible(kind == PUBLISHED or kind.endswith("/items"))
        if kind == PUBLISHED:
            turn_page(self._preview, PublishedPreview(self.instrument, id_, self._formats))
        elif kind.endswith("/items"):
            self._preview_item(self.instrument.items[id_])

    def _preview_item(self, item: Item) -> None:
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

    def _edit(self, made: Instrument, then: str | None = None) -> None:
        """Keep a sound change; else say why not, and leave what was typed where it is. ``then``: what to edit next."""
        before = self.instrument
        try:
            self.instrument = self._save(made)
        except LibraryError as error:
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
        self._bar.name(_("{title}, versión {n}").format(title=title, n=number))
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
        rows = [place for place, _text in self._rows()]
        self._kept(self._at if self._at in rows else "")

    def _change(self, change: Callable[[], editing.Made]) -> None:
        """Keep a change of what there is, and go to what it led to; else say why not."""
        try:
            made, place = change()
        except SurveyRefused as error:
            self._tell(error.sentence)
            return
        if made != self.instrument:
            self._edit(made, then=place)

    def _add(self, change: Callable[[], editing.Made]) -> None:
        """Keep something new, and ask for it."""
        self._change(change)
        self.fields.wake(self._at)

    def _remove(self) -> None:
        places = [place for place, _text in self._rows()]
        beside = places[places.index(self._at) - 1]
        self._change(lambda: (editing.removed(self.instrument, self._at), beside))

    def _move(self, by: int) -> None:
        self._change(lambda: editing.moved(self.instrument, self._at, by))

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
