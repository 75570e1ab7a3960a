"""One round: who has answered, what contradicts itself, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.survey.answers import asked, is_answered, problems
from workbench.survey.instrument import Instrument
from workbench.survey.merging import Conflict
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Sheet
from workbench.ui.actions import keys_named
from workbench.ui.parts import Bar, Button, Notice, caption, dressed
from workbench.ui.survey.long_page import LongPage
from workbench.ui.survey.sheet_view import SheetView
from workbench.ui.tables import TableView, TextRow, TextTable

HEADS = (N_("Proyecto"), N_("Quien responde"), N_("Estado"), N_("Respondidas"), N_("Plan"), N_("Ejecutor"))
"""What one looks for first, so that large text does not push it out of sight."""
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

    LEADS = N_("Abrir la hoja")
    removed = Signal(object)

    def __init__(self, acts: Callable[[QMenu], None]) -> None:
        """``acts`` fills a menu with what else can be done with the row that has the cursor."""
        super().__init__(_("Hojas de la ronda"), tallest=18)
        self.places: list[Place] = []
        self._acts = acts

    def here(self) -> Place | None:
        """The row that has the cursor."""
        row = self.currentIndex().row()
        return self.places[row] if 0 <= row < len(self.places) else None

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with the row, and what can be taken along from the table."""
        self._acts(menu)
        menu.addSeparator()
        super().fill_menu(menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.here()
        if event.key() == Qt.Key.Key_Delete and here and here.sheet:
            self.removed.emit(here)
        else:
            super().keyPressEvent(event)


class RoundView(QWidget):
    """Signals of a row carry its Place. ``filled``: its sheet is to be opened, or begun where it has none; ``linked``:
    its project is that of a plan; ``withdrawn``: its respondent takes the consent back. ``resolve``: end a Conflict;
    ``repeated``: the next wave is wanted."""

    filled = Signal(object)
    linked = Signal(object)
    withdrawn = Signal(object)
    removed = Signal(object)
    resolve = Signal(object)
    brought = Signal()
    edited = Signal()
    repeated = Signal()
    results = Signal()
    projected = Signal()
    back = Signal()

    def __init__(self, menus: Mapping[str, Callable[[QMenu], None]], deleted: Callable[[QMenu], None]) -> None:
        """``menus``: what fills those for handing out and for reporting; ``deleted``: that of the deleted sheets."""
        super().__init__()
        self.setObjectName("page")
        self.table = SheetTable(self._row_menu)
        self.table.opened.connect(self.filled)
        self.table.removed.connect(self.removed)
        self.table.said.connect(self.say)
        self._about = caption(role="muted", wrap=True)
        self._conflicts: tuple[Conflict, ...] = ()
        self._notice = Notice()
        self._notice.pressed.connect(self.back)
        self._deleted = _with_menu("", deleted)
        self._contradiction = Button("", "link")
        self._contradiction.clicked.connect(self._decide)
        self._menus = menus
        self._page = LongPage(self.table)
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
        for part in (self._notice, self._about, self._contradiction, self.table):
            self._page.column.addWidget(part)
        self._page.column.addLayout(self._foot())
        self._page.column.addStretch(1)
        column.addWidget(self._page, 1)
        return inside

    def _head(self) -> Bar:
        parts = [_with_menu(text, fill) for text, fill in self._menus.items()]
        for text, keys, signal, role in (
            (_("Traer respuestas…"), "", self.brought, ""),
            (_("Proyectar"), "F5", self.projected, ""),
            (_("Resultados"), "F6", self.results, "primary"),
        ):
            button = Button(text, role)
            button.setShortcut(keys)
            button.setToolTip(keys)
            button.clicked.connect(signal)
            parts.append(button)
        self._bar = Bar("", "", *parts)
        return self._bar

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._of_row = _with_menu(_("Con la fila elegida"), self._row_menu)
        self._of_row.setToolTip(_("Otra hoja del mismo proyecto, su plan, su consentimiento, eliminarla."))
        self._of_row.setAccessibleDescription(self._of_row.toolTip())
        edit = Button(_("Proyectos y datos de la ronda…"))
        edit.clicked.connect(self.edited)
        again = Button(_("Nueva ola de esta ronda…"))
        again.setToolTip(_("Los mismos proyectos, otra vez: los resultados dicen qué se movió."))
        again.setAccessibleDescription(again.toolTip())
        again.clicked.connect(self.repeated)
        for button in (self._of_row, edit, again, self._deleted):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _row_menu(self, menu: QMenu) -> None:
        """What can be done with the row that has the cursor, besides opening it."""
        if (here := self.table.here()) is None:
            return
        agreed = here.sheet is not None and here.sheet.withdrawn is None
        for text, act, able in (
            (_("Otra hoja del mismo proyecto"), lambda: self.filled.emit(Place(here.project, None)), True),
            (_("Plan del proyecto…"), lambda: self.linked.emit(here), True),
            (_("Retirar el consentimiento…"), lambda: self.withdrawn.emit(here), agreed),
            (_("Eliminar la hoja") + "\t" + keys_named("Del"), lambda: self.removed.emit(here), here.sheet is not None),
        ):
            action = menu.addAction(text)
            action.setEnabled(able)
            action.triggered.connect(lambda _on=False, act=act: act())

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
        self._notice.say(text, _("Deshacer") if undo else "")
        self._page.top()

    def show_round(
        self,
        round_: Round,
        instrument: Instrument,
        sheets: Sequence[Sheet],
        conflicts: tuple[Conflict, ...],
        deleted: int,
        formats: Formats,
    ) -> None:
        """Show the sheets there are; ``deleted``: how many there were besides."""
        title = round_.title or _("Ronda sin nombre")
        self._bar.name(_("{title} · ola {wave}").format(title=title, wave=round_.wave))
        answered = len({sheet.project for sheet in sheets if sheet.withdrawn is None})
        said = _("{instrument}, versión {version}. Proyectos que respondieron: {n} de {of} · hojas: {sheets}.")
        about = said.format(
            instrument=instrument.title,
            version=instrument.version,
            n=answered,
            of=len(round_.projects),
            sheets=len(sheets),
        )
        begin = _("Para responder, elija su proyecto.") if round_.projects and not sheets else ""
        self._about.setText(f"{about} {begin}".strip())
        self._conflicts = conflicts
        self._contradiction.setText(_("Hojas que se contradicen: {n}. Ver y decidir").format(n=len(conflicts)))
        self._contradiction.setVisible(bool(conflicts))
        self._deleted.setText(_("Hojas eliminadas: {n}").format(n=deleted))
        self._deleted.setVisible(bool(deleted))
        here = self.table.currentIndex().row()
        self.table.places = rows = places(round_, sheets)
        contradicted = {side.id for conflict in conflicts for side in conflict.sides}
        lines = tuple(_row(place, instrument, contradicted) for place in rows)
        hint = N_("Clic o Enter: abre la hoja, o comienza una")
        table = TextTable(tuple(map(_, HEADS)), lines, len(HEADS), door=lambda row, _column: rows[row], hint=hint)
        self.table.show_table(table, formats)
        if rows:
            self.table.setCurrentIndex(self.table.model().index(min(max(here, 0), len(rows) - 1), 0))
        self._of_row.setEnabled(bool(rows))

    def _decide(self) -> None:
        for conflict in self._conflicts[:1]:
            self.resolve.emit(conflict)


def _with_menu(text: str, fill: Callable[[QMenu], None]) -> Button:
    """A button whose menu is filled when it is asked for."""
    button = Button(text)
    menu = QMenu(button)
    menu.aboutToShow.connect(partial(_fill, menu, fill))
    button.setMenu(menu)
    return button


def _fill(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
    menu.clear()
    fill(menu)


def _row(place: Place, instrument: Instrument, contradicted: set[UUID]) -> TextRow:
    project, sheet = place.project, place.sheet
    name, plan = " · ".join(part for part in (project.code, project.name) if part), _plan(project)
    if sheet is None:
        return TextRow((name, "", _("sin hoja"), "", plan, project.executor), muted=True)
    there = asked(instrument, sheet.answers)
    given = sum(is_answered(item, sheet.answer(id)) for id, item in there.items())
    if sheet.withdrawn and sheet.id not in contradicted:
        said = _("▲ retiró su consentimiento")
        return TextRow((name, sheet.respondent, said, "", plan, project.executor), muted=True)
    state = _state(sheet, instrument, given == len(there), sheet.id in contradicted)
    return TextRow((name, sheet.respondent, state, f"{given}/{len(there)}", plan, project.executor))


def _plan(project: RoundProject) -> str:
    """Whether a project has a plan, which proposes answers and takes its next steps."""
    return _("vinculado") if project.plan else "–"


def _state(sheet: Sheet, instrument: Instrument, full: bool, contradicted: bool) -> str:
    if contradicted:
        return _("▲ se contradice con otra")
    if not sheet.consent:
        return _("▲ sin consentimiento: no cuenta")
    if found := problems(instrument, sheet):
        names = [fault.place.removeprefix("answers/") for fault in found]
        return _("▲ por revisar: {n}").format(n=", ".join(names) if len(names) <= NAMED else len(names))
    return _("● completa") if full else _("◐ empezada")
