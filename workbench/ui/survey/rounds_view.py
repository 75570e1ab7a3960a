"""The rounds of the library, and how to begin: the survey's first screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.storage.round_store import RoundCard
from workbench.ui.home import WIDTH
from workbench.ui.parts import Button, Notice, caption, dressed
from workbench.ui.survey.long_page import LongPage
from workbench.ui.tables import TableView, TextRow, TextTable
from workbench.ui.theme import scaled

HEADS = (N_("Ronda"), N_("Instrumento"), N_("Ola"), N_("Último cambio"), N_("Proyectos"), N_("Hojas"))
TEXTS = 4


class RoundTable(TableView):
    """``opened`` carries the id of a round; ``removed`` that of the one to delete."""

    LEADS = N_("Abrir la ronda")
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Rondas de encuesta"), tallest=9)
        self.ids: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Delete and 0 <= row < len(self.ids):
            self.removed.emit(self.ids[row])
        else:
            super().keyPressEvent(event)


class RoundsView(QWidget):
    """``begun``: a new round is wanted; ``brought``: a file is to be read; ``deleted``: bring one back,
    asked where the pointer is; ``instruments``: see what can be asked."""

    opened = Signal(str)
    removed = Signal(str)
    begun = Signal()
    brought = Signal()
    deleted = Signal(QPoint)
    instruments = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table = RoundTable()
        self.table.opened.connect(lambda id_: self.opened.emit(id_))
        self.table.removed.connect(self.removed)
        self.table.said.connect(self.say)
        self._notice = Notice()
        self._notice.pressed.connect(self.back)
        self._deleted = Button("", "link")
        self._deleted.clicked.connect(self._ask_deleted)
        self._empty = _first_words()
        self._page = LongPage(self.table)
        self._page.column.addLayout(self._head())
        for part in (self._notice, self._empty, self.table, self._deleted):
            self._page.column.addWidget(part)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(caption(_("Encuestas"), "title", wrap=True), 1)
        for text, signal, role in (
            (_("Instrumentos"), self.instruments, ""),
            (_("Traer un archivo…"), self.brought, ""),
            (_("Ronda nueva…"), self.begun, "primary"),
        ):
            self._new = Button(text, role)
            self._new.clicked.connect(signal)
            row.addWidget(self._new)
        return row

    def _ask_deleted(self) -> None:
        self.deleted.emit(self._deleted.mapToGlobal(self._deleted.rect().bottomLeft()))

    def wake(self) -> None:
        """Put the cursor on the rounds, or on what begins one."""
        (self._new if self.table.isHidden() else self.table).setFocus()

    def say(self, text: str, undo: bool = False) -> None:
        """Say what happened; empty: nothing any more. ``undo``: it can be taken back."""
        self._notice.say(text, _("Deshacer") if undo else "")
        self._page.top()

    def show_rounds(self, cards: Sequence[RoundCard], titles: Mapping[str, str], formats: Formats, aside: int) -> None:
        """Show the rounds. ``titles``: of the instruments, by id; ``aside``: how many are deleted."""
        self.table.ids = ids = [card.id for card in cards]
        rows = tuple(
            TextRow((
                card.title or _("Ronda sin nombre"),
                titles.get(card.instrument, card.instrument),
                card.wave,
                formats.date(datetime.fromisoformat(card.changed).astimezone().date()),
                str(card.projects),
                str(card.sheets),
            ))
            for card in cards
        )  # fmt: skip
        hint = N_("Clic o Enter: abre la ronda")
        table = TextTable(tuple(map(_, HEADS)), rows, TEXTS, door=lambda row, _column: ids[row], hint=hint)
        self.table.show_table(table, formats)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._deleted.setText(_("Rondas eliminadas: {n}").format(n=aside))
        self._deleted.setVisible(bool(aside))


def _first_words() -> QFrame:
    """What stands where there is no round yet: what one is, and how to begin."""
    panel = dressed(QFrame(), "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(8)
    column.addWidget(caption(_("Todavía no hay rondas de encuesta"), "head", wrap=True))
    for text in (
        _("Una ronda aplica un instrumento a varios proyectos en un momento: cincuenta ejecutores en una sala, o uno."),
        _("Para empezar: «Ronda nueva» pide el instrumento, la ola y los proyectos."),
        _("Se responde aquí, en papel que luego se digita, o en KoboToolbox; sin internet."),
        _("Si recibió archivos .round o .answers: suéltelos aquí, cuantos quiera, o use «Traer un archivo»."),
    ):
        column.addWidget(caption(text, wrap=True))
    panel.setMaximumWidth(scaled(WIDTH))
    return panel
