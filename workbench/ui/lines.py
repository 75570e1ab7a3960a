"""A table of lines as a spreadsheet, with the form of the line that has the cursor below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from forms.blank import blank_line
from forms.fields import ask_at, kind_of
from forms.guide import Kind, Lines
from workbench.i18n import N_, Phrase, _
from workbench.model.base import Line, get
from workbench.model.plan import Plan
from workbench.ui.actions import CELLS, LINES
from workbench.ui.bridge import Session
from workbench.ui.cells import LineTable
from workbench.ui.copying import offer_csv
from workbench.ui.form import Form, Makers
from workbench.ui.grid import Grid
from workbench.ui.grid_columns import GridColumns
from workbench.ui.heard import announce
from workbench.ui.line_edits import LineEdits
from workbench.ui.line_paste import LinePaste
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.totals import chosen_total, column_totals

HOW = N_(
    "Escriba para cambiar una celda y F2 para corregirla; Enter baja, Tab sigue a la derecha y Esc, Tab sale. "
    "La tecla de menú muestra todo lo que se puede hacer."
)
MENU_SHARE = 0.8
"""How much of the screen a menu may take to say what its entries are for."""
MANY, REST = 100, 120
"""Lines above which form and widths wait, and the milliseconds the cursor rests until they follow."""


class LinesBox(QWidget):
    """One table of the guide, at ``path`` below the line or the plan it is bound to."""

    def __init__(self, session: Session, lines: Lines, makers: Makers, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._lines, self._makers = session, lines, makers
        self.path = lines.path
        self._model = LineTable(lines, session)
        self._forms: dict[type[Line], Form] = {}
        self._table = Grid(self._model, self._menu, self)
        self._edits = LineEdits(self._model, self._table, self._ask_kind)
        names = [column.paths[0] for column in lines.columns]
        self._paste = LinePaste(self._model, self._table, self._edits, self._ask_kind)
        self._columns = GridColumns(self._table, lines.path, names, self._model.uncut)
        self._table.entered.connect(self._edits.enter)
        self._table.refused.connect(self._refuse)
        self._table.asked_kind.connect(self._edits.begin_line)
        self._table.moved.connect(self._follow)
        self._table.rows_dragged.connect(self._edits.drag)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._rested)
        self._actions = self._made_actions()
        self._heading = caption(role="label")
        self._heading.hide()
        self._empty = caption(_(lines.empty), "muted", wrap=True)
        self._why = caption(role="help", wrap=True)
        self._total = caption(role="label", wrap=True)
        self._chosen = caption(role="muted")
        self._title = caption(role="label", wrap=True)
        self._panel = dressed(QFrame(self), "panel")
        self._inside = QVBoxLayout(self._panel)
        self._inside.setContentsMargins(16, 12, 16, 12)
        self._inside.addWidget(self._title)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._hands = QWidget(self)
        self._hands.setLayout(self._buttons())
        foot = QHBoxLayout()
        foot.addWidget(self._why, 1)
        foot.addWidget(self._chosen)
        for part in (self._heading, self._empty, self._table, self._total, foot, self._hands, self._panel):
            layout.addWidget(part) if isinstance(part, QWidget) else layout.addLayout(part)

    def bind(self, base: str) -> None:
        self._table.finish()
        self.path = f"{base}/{self._lines.path}" if base else self._lines.path
        owner = type(get(self._session.plan, base))
        self._table.setAccessibleName(_(ask_at(owner, self._lines.path).label))
        for button in self._hands.findChildren(QPushButton):
            button.setAccessibleDescription(self._table.accessibleName())
        with QSignalBlocker(self._table):
            self._table.clearSelection()
            self._table.setCurrentIndex(self._model.index(-1, -1))

    def set_heading(self, text: str) -> None:
        """Say above the table what it holds, where its section does not."""
        self._heading.setText(text)
        self._heading.setVisible(bool(text))

    def refresh(self) -> None:
        """Show the lines as the plan has them."""
        anew = self._model.path != self.path
        rows: tuple[Line, ...] = get(self._session.plan, self.path)
        with QSignalBlocker(self._table):  # the cursor moves while lines come and go
            self._model.show(self.path, rows)
        self._table.setVisible(self._model.rowCount() > 0)
        self._empty.setVisible(not rows)
        if anew or len(rows) <= MANY:
            self._columns.share(anew)
        total = column_totals(self._model)
        self._total.setText(total)
        self._total.setVisible(bool(total))
        self._table.setAccessibleDescription(f"{total}\n{_(HOW)}".strip())
        for button in self._on_line:
            button.setVisible(bool(rows))
        self._follow()

    def reveal(self, path: str) -> QWidget | None:
        """Choose the line a path names and go into its form."""
        if not path.startswith(self.path + "/"):
            return None
        line, _slash, below = path.removeprefix(self.path + "/").partition("/")
        for row in self._model.rows:
            if str(row.id) == line:
                self._choose(row.id)
                self._show_line()
                form = self._form(row)
                if not below:
                    form.focus_first()
                return (form.reveal(path) if below else None) or self
        return None

    def told(self) -> str:
        """What is asked in the cell that has the cursor, in words; of its kind, what that is."""
        at = self._table.currentIndex()
        if not at.isValid():
            return ""
        slot, kind = self._model.slot(at.row(), at.column()), self._model.kind(at.row())
        asked = slot.field.ask if slot is not None else kind
        return f"{_(asked.label)} {_(asked.help)}"

    # ------------------------------------------------------------ what the buttons do

    def _add(self, kind: Kind, _on: bool = False) -> None:
        new = blank_line(self._session.plan, kind)
        label = Phrase(N_("Agregar: {what}"), what=Phrase(kind.label or self._lines.add))
        if self._edits.put((*self._model.rows, new), label):
            self._choose(new.id)
            self._open()

    def _open(self) -> None:
        """Into the form of the line that has the cursor."""
        self._show_line()
        if row := self._current():
            self._form(row).focus_first()

    # ------------------------------------------------------------ the line that has the cursor

    def _current(self) -> Line | None:
        at = self._table.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def _choose(self, line: Any) -> None:
        at = next(i for i, row in enumerate(self._model.rows) if row.id == line)
        self._table.go(at, max(self._table.currentIndex().column(), 0))

    def _follow(self) -> None:
        """Show the line the cursor is in; with many lines when it rests, for its form takes longer than a key may."""
        self._explain("")
        self._session.pointed.emit()
        if len(self._model.rows) > MANY:
            self._rest.start()
        else:
            self._tell()

    def _rested(self) -> None:
        self._columns.share()
        self._tell()

    def _tell(self) -> None:
        """The line the cursor is in, and what the chosen cells come to."""
        self._show_line()
        chosen = chosen_total(self._model, *self._table.chosen())
        if chosen != self._chosen.text():
            self._chosen.setText(chosen)
            announce(self._table, chosen)

    def _refuse(self, why: str) -> None:
        self._explain(why)
        announce(self._table, why)

    def _explain(self, problem: str) -> None:
        """Why nothing can be written, or what is wrong in the cell that has the cursor, or what it is for."""
        at = self._table.currentIndex()
        help_text = ""
        if at.isValid():
            row, column = at.row(), at.column()
            held, slot = self._model.held(row, column), self._model.slot(row, column)
            problem = problem or (held.sentence if held else "")
            help_text = _(slot.field.ask.help) if slot is not None and self._model.applies(row, column) else ""
            help_text = help_text or self._model.closed(row, column)
        self._why.setText(problem or help_text)
        name = "error" if problem else "help"
        if self._why.objectName() != name:
            self._why.setObjectName(name)
            self._why.style().polish(self._why)
        self._why.setVisible(at.isValid())

    def _show_line(self) -> None:
        row = self._current()
        self._panel.setVisible(row is not None)
        for button in self._on_line:
            button.setEnabled(row is not None)
        if row is None:
            return
        form = self._form(row)
        self._title.setText(self._edits.name(row))
        for each in self._forms.values():
            each.setVisible(each is form)
        base = f"{self.path}/{row.id}"
        if form.base == base:
            form.refresh()
        else:
            form.bind(base)

    def _form(self, row: Line) -> Form:
        """The form of a line's kind, made when it is first needed."""
        if type(row) not in self._forms:
            form = Form(self._session, type(row), kind_of(self._lines, row).sections, self._makers, self._panel)
            self._forms[type(row)] = form
            self._inside.addWidget(form)
        return self._forms[type(row)]

    # ------------------------------------------------------------ actions, buttons, menus

    def _made_actions(self) -> dict[str, QAction | None]:
        """All that can be done, with its keys, in the order of the menu; None is a line between."""
        edits, table = self._edits, self._table
        cells: list[Callable[[], None]] = [
            lambda: table.write(table.currentIndex()), self._open, edits.cut, edits.copy, self._paste.paste,
            edits.empty, edits.fill_down, edits.fill_right,
        ]  # fmt: skip
        lines: list[Callable[[], None]] = [
            partial(edits.insert, False), partial(edits.insert, True), edits.duplicate, partial(edits.move, -1),
            partial(edits.move, 1), edits.delete,
        ]  # fmt: skip
        made: dict[str, QAction | None] = {}
        for (text, keys), act in zip(CELLS.items(), cells, strict=True):
            if act == edits.cut:
                made["before what is copied"] = None
            made[_(text)] = self._action(_(text), keys, act)
        if not self._lines.fixed:
            made["before whole lines"] = None
            for (text, keys), act in zip(LINES.items(), lines, strict=True):
                made[_(text)] = self._action(_(text), keys, act)
        return made

    def _action(self, text: str, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self._table)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # they are the keys of the table alone
        action.triggered.connect(lambda: act())
        self._table.addAction(action)
        return action

    def _menu(self) -> QMenu:
        """What can be done with what is chosen, and which columns are shown."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._actions.values():
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.addSeparator()
        heads = [self._model.head(column) for column in range(self._model.columnCount())]
        menu.addMenu(self._columns.menu(menu, heads))
        name = _(ask_at(Plan, self._lines.path).label)
        mark = self._session.formats.decimal_mark
        offer_csv(menu, self, name, self._edits.table, mark, self._session.noticed.emit)
        return menu

    def _ask_kind(self, then: Callable[[Kind], None]) -> None:
        """Offer the kinds of line below the cell that has the cursor."""
        menu = QMenu(self._table)
        menu.addAction(_("¿De qué tipo es lo nuevo?")).setEnabled(False)
        self._kinds(menu, then)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cell = self._table.visualRect(self._table.currentIndex())
        menu.popup(self._table.viewport().mapToGlobal(cell.bottomLeft()))
        menu.setActiveAction(menu.actions()[1])

    def _kinds(self, menu: QMenu, then: Callable[[Kind], None]) -> QMenu:
        menu.setToolTipsVisible(True)
        room = self.screen().availableGeometry().width() * MENU_SHARE
        for kind in self._lines.kinds:
            said = f"{_(kind.label)} · {_(kind.help)}" if kind.help else _(kind.label)
            fits = menu.fontMetrics().horizontalAdvance(said) < room
            action = menu.addAction(said if fits else _(kind.label))
            action.triggered.connect(partial(_chosen, then, kind))
            action.setToolTip(_(kind.help))
        return menu

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 0, 0, 0)
        self._on_line: list[QPushButton] = []
        if not self._lines.fixed:
            row.addWidget(self._adder())
        row.addWidget(self._button(_("Todos los datos"), _("Ir a todos los datos de la línea")))
        if not self._lines.fixed:
            row.addWidget(self._button(_("Eliminar"), _("Eliminar")))
        row.addWidget(self._more())
        row.addStretch(1)
        return row

    def _adder(self) -> QPushButton:
        button = Button(_(self._lines.add))
        if len(self._lines.kinds) == 1:
            button.clicked.connect(lambda: self._add(self._lines.kinds[0]))
        else:
            button.setMenu(self._kinds(QMenu(button), self._add))
        return button

    def _more(self) -> QPushButton:
        """What the table's own menu has, for who does not know of it."""
        button = Button(_("Más…"))
        button.setAccessibleName(_("Más acciones con las celdas y las líneas"))
        button.clicked.connect(lambda: self._menu().popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def _button(self, text: str, name: str) -> QPushButton:
        action = self._actions[name]
        assert action is not None
        button = Button(text)
        button.clicked.connect(action.trigger)
        button.setAccessibleName(name)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{name} ({keys})")
        self._on_line.append(button)
        return button


def _chosen(then: Callable[[Kind], None], kind: Kind, _on: bool = False) -> None:
    then(kind)
