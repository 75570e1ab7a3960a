"""The instruments: those that ship, to be looked at, and copies of them, to be edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.survey.instrument import Instrument
from workbench.ui.parts import Button, caption
from workbench.ui.tables import TableView, TextRow, TextTable

HEADS = (N_("Instrumento"), N_("Para qué"), N_("Clase"), N_("Versión"), N_("Preguntas"))
WIDE = 26
"""Characters of a purpose that have room where text is large."""


class InstrumentsView(QWidget):
    """``opened``: look at an Instrument, or edit it where it is a copy; ``copied``, ``removed``: carry one too."""

    left = Signal()
    opened = Signal(object)
    copied = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table = TableView(_("Instrumentos"), widest=WIDE, grows=1)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)  # a purpose is a sentence
        self.table.opened.connect(lambda one: self.opened.emit(one))
        self._all: list[Instrument] = []
        self._own: set[str] = set()
        self._said = caption(role="muted", wrap=True)
        self.table.said.connect(self.say)
        self._said.hide()
        back = Button(_("Volver a las encuestas"), "link")
        back.setToolTip("Esc")
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(caption(_("Instrumentos"), "title"), 1)
        head.addWidget(back)
        row = QHBoxLayout()
        for text, signal in ((_("Hacer una copia para editar"), self.copied), (_("Eliminar la copia"), self.removed)):
            button = Button(text)
            button.clicked.connect(lambda _on=False, signal=signal: self._of_here(signal))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        about = _("Lo que trae el programa no cambia; una copia es suya y tiene versiones.")
        column.addWidget(caption(about, "help", wrap=True))
        column.addWidget(self.table)
        column.addWidget(self._said)
        column.addLayout(row)
        column.addStretch(1)

    def wake(self) -> None:
        """Put the cursor on the instruments."""
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def say(self, text: str) -> None:
        """Say what happened; empty: nothing any more."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def show_instruments(self, shipped: Sequence[Instrument], own: Sequence[Instrument], formats: Formats) -> None:
        """Show those that ship, and the copies; the one that was chosen, or looked at, stays so."""
        here = self.table.currentIndex().row()
        chosen = self._all[here].id if 0 <= here < len(self._all) else ""
        self._all, self._own = [*shipped, *own], {each.id for each in own}
        rows = tuple(
            TextRow((
                str(each.title), str(each.purpose), _("copia") if each.id in self._own else _("del programa"),
                str(each.version), str(len(each.items)),
            ))
            for each in self._all
        )  # fmt: skip
        table = TextTable(
            tuple(map(_, HEADS)), rows, 3, door=lambda row, _column: self._all[row], hint=N_("Clic o Enter: abre")
        )
        self.table.show_table(table, formats)
        ids = [each.id for each in self._all]
        if chosen in ids:
            self.table.setCurrentIndex(self.table.model().index(ids.index(chosen), 0))

    def _of_here(self, signal: object) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self._all):
            self.say(_("Elija antes un instrumento."))
        elif signal == self.removed and self._all[row].id not in self._own:
            self.say(_("Los instrumentos del programa no se eliminan."))
        elif signal == self.copied:
            self.copied.emit(self._all[row])
        else:
            self.removed.emit(self._all[row])
