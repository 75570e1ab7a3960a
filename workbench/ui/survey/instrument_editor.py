"""A copy of an instrument, edited beside what the respondents will see of it. Every sound change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.formats import Formats
from workbench.i18n import LANGUAGES, N_, _, language
from workbench.storage.header import LibraryError
from workbench.survey import editing
from workbench.survey.instrument import LEVELS, Condition, Instrument, Item, Translated
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import Sheet
from workbench.ui.editors import LongText
from workbench.ui.entry import Combo
from workbench.ui.parts import Button, Elided, call, caption, dressed, labelled
from workbench.ui.survey.filling import Filling
from workbench.ui.survey.item_page import ItemPage
from workbench.ui.survey.turning import turn_page

SIDE = 240
"""Pixels of the list of questions, at least."""
TEXTS = {"question": N_("Pregunta"), "help": N_("Ayuda: qué mirar"), "action": N_("Acción sugerida si es débil")}
SPOKEN = {"es": "Español", "pt": "Português", "en": "English"}
Save = Callable[[Instrument], Instrument]


class InstrumentEditor(QWidget):
    """``locked``: one that ships is only looked at."""

    left = Signal()

    def __init__(self, instrument: Instrument, save: Save, formats: Formats, locked: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._item = next(iter(instrument.items))
        self.instrument, self._save, self._formats, self._locked = instrument, save, formats, locked
        self.spoken = Combo()
        for code in LANGUAGES:
            self.spoken.addItem(SPOKEN[code], code)
        call(self.spoken, _("Idioma de los textos"))
        self.spoken.setCurrentIndex(self.spoken.findData(language()))
        self.spoken.currentIndexChanged.connect(lambda _at: self.open(self._item))
        self.items = dressed(QListWidget(), "side")
        self.items.setAccessibleName(_("Preguntas"))
        self.items.setMinimumWidth(SIDE)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items.currentRowChanged.connect(self._chosen)
        self._form, self._preview = QScrollArea(widgetResizable=True), QScrollArea(widgetResizable=True)
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
        for text, act in (
            (_("Subir"), lambda: self._move(-1)),
            (_("Bajar"), lambda: self._move(1)),
            (_("Agregar pregunta"), self._add),
            (_("Quitar pregunta"), self._remove),
        ):
            button = Button(text)
            button.setEnabled(not self._locked)
            button.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(button)
        return bar

    # ------------------------------------------------------------ showing

    def _list(self) -> None:
        """The items as they are now, with the cursor on the one that is edited."""
        self.items.blockSignals(True)
        self.items.clear()
        for item in self.instrument.items.values():
            self.items.addItem(f"{item.id} {item.question}{' ★' if item.critical else ''}")
        self.items.setCurrentRow(list(self.instrument.items).index(self._item))
        self.items.blockSignals(False)
        self.open(self._item)

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.open(list(self.instrument.items)[row])

    def open(self, item: str) -> None:
        """Edit another item."""
        self._item = item
        turn_page(self._form, self._fields(self.instrument.items[item]))
        self._show_preview()

    def _show_preview(self) -> None:
        item = self.instrument.items[self._item]
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

    def _fields(self, item: Item) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(6)
        column.addWidget(caption(_("Dimensión {title}").format(title=self._dimension(item).title), "muted", wrap=True))
        for name, label in TEXTS.items():
            self._text(column, _(label), getattr(item, name), partial(_named, name), name != "question")
        for level in range(LEVELS if item.anchors else 0):
            label = _("Nivel {n}: un hecho que se pueda comprobar").format(n=level)
            change = partial(self._anchors, level)
            self._text(column, label, item.anchors[level], change)
        critical = QCheckBox(_("Crítica: un 0 da aviso"))
        critical.setChecked(item.critical)
        critical.clicked.connect(partial(self._mark, item.id))
        column.addWidget(critical)
        self._condition(column, item)
        column.addStretch(1)
        inside.setEnabled(not self._locked)
        return inside

    def _text(
        self,
        column: QVBoxLayout,
        label: str,
        text: Translated | None,
        change: Callable[[Any], dict[str, Any]],
        optional: bool = False,
    ) -> None:
        field, code, item = LongText(2), str(self.spoken.currentData()), self._item
        field.show_value(text.said(code) if text else "")
        field.describe(label, "")

        def keep() -> None:
            said = field.read().strip()
            if said == (text.said(code) if text else ""):
                return

            def changed() -> Instrument:
                made = None if optional and not said else editing.said(text, code, said)
                return editing.with_item(self.instrument, item, **change(made))

            self._edit(changed)

        field.left.connect(keep)
        column.addWidget(labelled(label, field.prose))
        column.addWidget(field)

    def _mark(self, item: str, critical: bool) -> None:
        self._edit(lambda: editing.with_item(self.instrument, item, critical=critical))

    def _anchors(self, level: int, text: Any) -> dict[str, Any]:
        old = self.instrument.items[self._item].anchors
        return {"anchors": (*old[:level], text, *old[level + 1 :])}

    def _condition(self, column: QVBoxLayout, item: Item) -> None:
        """Ask only if an earlier item has a level at least."""
        ids = list(self.instrument.items)
        earlier = [each for each in ids[: ids.index(item.id)] if self.instrument.items[each].anchors]
        whose, least = Combo(), Combo()
        whose.addItem(_("Siempre"), "")
        for each in earlier:
            whose.addItem(_("Solo si {id} llega a").format(id=each), each)
        for level in range(1, LEVELS):
            least.addItem(str(level), level)
        told = item.ask_if
        if told is not None:
            whose.setCurrentIndex(max(whose.findData(told.item), 0))
            least.setCurrentIndex(max(least.findData(int(told.at_least or 1)), 0))

        def keep() -> None:
            chosen = whose.currentData()
            made = Condition(item=chosen, at_least=least.currentData()) if chosen else None
            self._edit(lambda: editing.with_item(self.instrument, item.id, ask_if=made))

        row = QHBoxLayout()
        for combo, name in ((whose, _("Cuándo se pregunta")), (least, _("Nivel al que debe llegar"))):
            call(combo, name)
            combo.activated.connect(lambda _at: keep())
            row.addWidget(combo)
        column.addWidget(labelled(_("Cuándo se pregunta"), whose))
        column.addLayout(row)

    def _dimension(self, item: Item) -> Any:
        return next(dimension for dimension, each in self.instrument.walk() if each.id == item.id)

    # ------------------------------------------------------------ editing

    def _edit(self, change: Callable[[], Instrument], then: str = "") -> None:
        """Keep a sound change; else say why not, and leave what was typed where it is."""
        try:
            self.instrument = self._save(change())
        except (SurveyRefused, LibraryError) as error:
            self._tell(str(error))
            return
        self._tell("")
        title, number = self.instrument.title, self.instrument.version
        self._title.setText(_("{title}, versión {n}").format(title=title, n=number))
        if then or self._item not in self.instrument.items:
            self._item = then or next(iter(self.instrument.items))
            self._list()
            return
        row = list(self.instrument.items).index(self._item)
        item = self.instrument.items[self._item]
        if (line := self.items.item(row)) is not None:
            line.setText(f"{item.id} {item.question}{' ★' if item.critical else ''}")
        self._show_preview()

    def _add(self) -> None:
        made: list[str] = []

        def change() -> Instrument:
            changed, id_ = editing.added(self.instrument, self._item)
            made.append(id_)
            return changed

        self._edit(change)
        if made and made[0] in self.instrument.items:
            self._item = made[0]
            self._list()

    def _remove(self) -> None:
        ids = list(self.instrument.items)
        at = ids.index(self._item)
        beside = ids[at - 1] if at else ids[1] if len(ids) > 1 else ""
        self._edit(lambda: editing.removed(self.instrument, self._item), then=beside)

    def _move(self, by: int) -> None:
        self._edit(lambda: editing.moved(self.instrument, self._item, by), then=self._item)

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


def _named(name: str, text: Any) -> dict[str, Any]:
    return {name: text}
