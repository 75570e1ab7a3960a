"""One round: who has answered, what contradicts itself, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.survey.answers import asked, is_answered, problems
from workbench.survey.instrument import Instrument
from workbench.survey.merging import Conflict
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Sheet
from workbench.ui.parts import Button, Elided, caption, dressed
from workbench.ui.survey.sheet_view import SheetView
from workbench.ui.tables import TableView, TextRow, TextTable

HEADS = (N_("Proyecto"), N_("Ejecutor"), N_("Quien responde"), N_("Estado"), N_("Respondidas"))
TEXTS = 4
NAMED = 3
"""Answers to be looked at that are named; of more it is said how many."""


@dataclass(frozen=True)
class Place:
    """A row of the round: a project, and a sheet of it or None."""

    project: RoundProject
    sheet: Sheet | None


def places(round_: Round, sheets: Sequence[Sheet]) -> list[Place]:
    """Every project of a round with its sheets, one row each; a project without one has a row too."""
    found: list[Place] = []
    for project in round_.projects:
        own = [sheet for sheet in sheets if sheet.project == project.id]
        found += [Place(project, sheet) for sheet in sorted(own, key=lambda sheet: sheet.respondent)]
        found += [] if own else [Place(project, None)]
    return found


class SheetTable(TableView):
    """``opened`` carries a Place; ``removed`` one whose sheet is to be deleted."""

    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Hojas de la ronda"), tallest=18)
        self.places: list[Place] = []

    def here(self) -> Place | None:
        """The row that has the cursor."""
        row = self.currentIndex().row()
        return self.places[row] if 0 <= row < len(self.places) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.here()
        if event.key() == Qt.Key.Key_Delete and here and here.sheet:
            self.removed.emit(here)
        else:
            super().keyPressEvent(event)


class RoundView(QWidget):
    """``filled``: a sheet is to be opened, or begun where the Place has none; ``resolve``: end a Conflict;
    ``repeated``: the next wave is wanted."""

    filled = Signal(object)
    removed = Signal(object)
    resolve = Signal(object)
    brought = Signal()
    edited = Signal()
    repeated = Signal()
    results = Signal()
    projected = Signal()
    back = Signal()

    def __init__(self, menus: dict[str, Callable[[QMenu], None]]) -> None:
        """``menus``: what fills those for handing out and for reporting."""
        super().__init__()
        self.setObjectName("page")
        self.table = SheetTable()
        self.table.opened.connect(self.filled)
        self.table.removed.connect(self.removed)
        self._title, self._about = Elided("sub"), caption(role="muted", wrap=True)
        self._conflicts: tuple[Conflict, ...] = ()
        self._notice = dressed(QFrame(), "notice")
        self._said = caption(wrap=True)
        self._undo = Button(_("Deshacer"), "link")
        self._undo.clicked.connect(self.back)
        self._contradiction = Button("", "link")
        self._contradiction.clicked.connect(self._decide)
        self._menus = menus
        self._area, self._rows = QScrollArea(widgetResizable=True), dressed(QWidget(), "page")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._whole())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack)

    def _whole(self) -> QWidget:
        inside = dressed(QWidget(), "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head())
        body = QVBoxLayout(self._rows)
        body.setContentsMargins(24, 8, 24, 24)
        body.setSpacing(10)
        notice = QHBoxLayout(self._notice)
        notice.addWidget(self._said, 1)
        notice.addWidget(self._undo)
        self._notice.hide()
        for part in (self._notice, self._about, self._contradiction, self.table):
            body.addWidget(part)
        body.addLayout(self._foot())
        body.addStretch(1)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._rows)
        self.table.selectionModel().currentChanged.connect(self._follow)
        column.addWidget(self._area, 1)
        return inside

    def _follow(self, now: QModelIndex) -> None:
        """Keep the row of the cursor in view where the page is longer than the window."""
        row = self.table.visualRect(now)
        place = self.table.viewport().mapTo(self._rows, row.center())
        self._area.ensureVisible(0, place.y(), 0, row.height())

    def _head(self) -> QFrame:
        bar = dressed(QFrame(), "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 16, 8)
        row.addWidget(self._title, 1)
        for text, fill in self._menus.items():
            button = Button(text)
            menu = QMenu(button)
            menu.aboutToShow.connect(partial(_fill, menu, fill))
            button.setMenu(menu)
            row.addWidget(button)
        for text, keys, signal, role in (
            (_("Traer respuestas…"), "", self.brought, ""),
            (_("Proyectar"), "F5", self.projected, ""),
            (_("Resultados"), "F6", self.results, "primary"),
        ):
            button = Button(text, role)
            button.setShortcut(keys)
            button.setToolTip(keys)
            button.clicked.connect(signal)
            row.addWidget(button)
        return bar

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._another = Button(_("Otra hoja del mismo proyecto"))
        self._another.clicked.connect(self._one_more)
        edit = Button(_("Proyectos y datos de la ronda…"))
        edit.clicked.connect(self.edited)
        again = Button(_("Nueva ola de esta ronda…"))
        again.setToolTip(_("Los mismos proyectos, otra vez: los resultados dicen qué se movió."))
        again.setAccessibleDescription(again.toolTip())
        again.clicked.connect(self.repeated)
        for button in (self._another, edit, again):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def wake(self) -> None:
        """Put the cursor where one works."""
        now = self.stack.currentWidget()
        wake = getattr(now, "wake", None)
        wake() if wake else self.table.setFocus()

    def unkept(self) -> int:
        """How many texts of the open sheet were not understood."""
        part = self.stack.widget(1)
        return part.dense.rows.drafts() if isinstance(part, SheetView) else 0

    def show_part(self, part: QWidget) -> None:
        """Show a sheet or the results over the list."""
        self.stack.addWidget(part)
        self.stack.setCurrentWidget(part)
        self.wake()

    def show_list(self) -> None:
        """Show the list again, and let go of what was over it."""
        while (part := self.stack.widget(1)) is not None:
            self.stack.removeWidget(part)
            part.deleteLater()
        self.wake()

    def say(self, text: str, undo: bool = False) -> None:
        """Say what happened; empty: nothing any more. ``undo``: it can be taken back."""
        self._said.setText(text)
        self._undo.setVisible(undo)
        self._notice.setVisible(bool(text))
        self._area.verticalScrollBar().setValue(0)

    def show_round(
        self,
        round_: Round,
        instrument: Instrument,
        sheets: Sequence[Sheet],
        conflicts: tuple[Conflict, ...],
        formats: Formats,
    ) -> None:
        """Show the sheets there are."""
        title = round_.title or _("Ronda sin nombre")
        self._title.setText(_("{title} · ola {wave}").format(title=title, wave=round_.wave))
        answered = len({sheet.project for sheet in sheets})
        said = _("{instrument}, versión {version}. Han respondido {n} de {of} proyectos, con {sheets} hojas.")
        self._about.setText(
            said.format(
                instrument=instrument.title,
                version=instrument.version,
                n=answered,
                of=len(round_.projects),
                sheets=len(sheets),
            )
        )
        self._conflicts = conflicts
        self._contradiction.setText(_("Hojas que se contradicen: {n}. Ver y decidir").format(n=len(conflicts)))
        self._contradiction.setVisible(bool(conflicts))
        here = self.table.currentIndex().row()
        self.table.places = rows = places(round_, sheets)
        contradicted = {side.id for conflict in conflicts for side in conflict.sides}
        lines = tuple(_row(place, instrument, contradicted) for place in rows)
        hint = N_("Clic o Enter: abre la hoja, o comienza una")
        table = TextTable(tuple(map(_, HEADS)), lines, TEXTS, door=lambda row, _column: rows[row], hint=hint)
        self.table.show_table(table, formats)
        if rows:
            self.table.setCurrentIndex(self.table.model().index(min(max(here, 0), len(rows) - 1), 0))
        self._another.setEnabled(bool(rows))

    def _decide(self) -> None:
        for conflict in self._conflicts[:1]:
            self.resolve.emit(conflict)

    def _one_more(self) -> None:
        if here := self.table.here():
            self.filled.emit(Place(here.project, None))


def _fill(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
    menu.clear()
    fill(menu)


def _row(place: Place, instrument: Instrument, contradicted: set[UUID]) -> TextRow:
    project, sheet = place.project, place.sheet
    whose = (" · ".join(part for part in (project.code, project.name) if part), project.executor)
    if sheet is None:
        return TextRow((*whose, "", _("sin hoja"), ""), muted=True)
    there = asked(instrument, sheet.answers)
    given = sum(is_answered(item, sheet.answer(id)) for id, item in there.items())
    state = _state(sheet, instrument, given == len(there), sheet.id in contradicted)
    return TextRow((*whose, sheet.respondent, state, f"{given}/{len(there)}"))


def _state(sheet: Sheet, instrument: Instrument, full: bool, contradicted: bool) -> str:
    if contradicted:
        return _("▲ se contradice con otra")
    if not sheet.consent:
        return _("▲ sin consentimiento: no cuenta")
    if found := problems(instrument, sheet):
        names = [fault.place.removeprefix("answers/") for fault in found]
        return _("▲ por revisar: {n}").format(n=", ".join(names) if len(names) <= NAMED else len(names))
    return _("● completa") if full else _("◐ empezada")
