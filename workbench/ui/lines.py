"""A table of lines with the form of the chosen one below it: add, edit, duplicate, delete, move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from forms.blank import blank_line
from forms.fields import ask_at, kind_of
from forms.guide import Kind, Lines
from workbench.i18n import _, quoted
from workbench.model.base import Line, get
from workbench.ui.bridge import Session
from workbench.ui.cells import LineTable
from workbench.ui.form import Form, Makers
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.shapes import title

TALLEST = 8
"""Lines shown at once; more of them scroll."""
ENOUGH, NAME = 13, 20
"""Characters a column keeps, and the first one, which names the line; a table that needs more scrolls sideways."""


class _Table(QTableView):
    """Enter opens the line's form, Tab leaves the table."""

    def __init__(self, model: LineTable, open_line: Callable[[], None]) -> None:
        super().__init__()
        self.setModel(model)
        self._open, self._rows = open_line, 0
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.horizontalHeader().setMinimumSectionSize(48)
        self.doubleClicked.connect(open_line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def fit(self, rows: int) -> None:
        """As tall as its lines, up to a limit; then it scrolls."""
        self._rows = rows
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Columns as wide as what stands in them; what is over goes to the first, what is missing to the others."""
        header, room = self.horizontalHeader(), self.viewport().width()
        hints = [header.sectionSizeHint(n) + 8 for n in range(header.count())]
        wanted = [max(self.sizeHintForColumn(n) + 8, hint) for n, hint in enumerate(hints)]
        wanted[0] += max(room - sum(wanted), 0)
        letter = self.fontMetrics().averageCharWidth()
        floors = [max(letter * (ENOUGH if n else NAME), hint) for n, hint in enumerate(hints)]
        while (over := sum(wanted) - room) > 0:
            wide = [n for n, width in enumerate(wanted) if width > floors[n]]
            if not wide:
                break
            widest = max(wide, key=lambda n: (n > 0, wanted[n]))
            wanted[widest] -= min(over, 8, wanted[widest] - floors[widest])
        for n, width in enumerate(wanted):
            header.resizeSection(n, width)
        bar = self.horizontalScrollBar().sizeHint().height() if sum(wanted) > room else 0
        lines = self.verticalHeader().defaultSectionSize() * min(self._rows, TALLEST)
        self.setFixedHeight(header.sizeHint().height() + lines + bar + 4)


class LinesBox(QWidget):
    """One table of the guide, at ``path`` below the line or the plan it is bound to."""

    def __init__(self, session: Session, lines: Lines, makers: Makers) -> None:
        super().__init__()
        self._session, self._lines, self._makers = session, lines, makers
        self.path = lines.path
        self._model = LineTable(lines, session.formats)
        self._forms: dict[type[Line], Form] = {}
        self._table = _Table(self._model, self._edit)
        self._table.selectionModel().currentRowChanged.connect(self._show_line)
        self._heading = caption(role="label")
        self._heading.hide()
        self._empty = caption(_(lines.empty), "muted", wrap=True)
        self._title = caption(role="label", wrap=True)
        self._panel = dressed(QFrame(), "panel")
        self._inside = QVBoxLayout(self._panel)
        self._inside.setContentsMargins(16, 12, 16, 12)
        self._inside.addWidget(self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._empty)
        layout.addWidget(self._table)
        layout.addLayout(self._buttons())
        layout.addWidget(self._panel)

    def bind(self, base: str) -> None:
        self.path = f"{base}/{self._lines.path}" if base else self._lines.path
        owner = type(get(self._session.plan, base))
        self._table.setAccessibleName(_(ask_at(owner, self._lines.path).label))
        self._table.clearSelection()
        self._table.setCurrentIndex(self._model.index(-1, -1))

    def set_heading(self, text: str) -> None:
        """Say above the table what it holds, where its section does not."""
        self._heading.setText(text)
        self._heading.setVisible(bool(text))

    def refresh(self) -> None:
        """Show the lines as the plan has them."""
        current = self._current()
        rows: tuple[Line, ...] = get(self._session.plan, self.path)
        self._model.show(self._session.plan, self.path, rows)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._table.fit(len(rows))
        for button in self._on_line:
            button.setVisible(bool(rows))
        if current and current.id in (row.id for row in rows):
            self._choose(current.id)
        self._show_line()

    def reveal(self, path: str) -> QWidget | None:
        """Choose the line a path names and go into its form."""
        if not path.startswith(self.path + "/"):
            return None
        line, _slash, below = path.removeprefix(self.path + "/").partition("/")
        for row in self._model.rows:
            if str(row.id) == line:
                self._choose(row.id)
                form = self._form(row)
                if not below:
                    form.focus_first()
                return (form.reveal(path) if below else None) or self
        return None

    # ------------------------------------------------------------ what the buttons do

    def _add(self, kind: Kind, _on: bool = False) -> None:
        new = blank_line(self._session.plan, kind)
        self._put((*self._model.rows, new), _("Agregar: {what}").format(what=_(kind.label) or _(self._lines.add)))
        self._choose(new.id)
        self._edit()

    def _edit(self) -> None:
        if row := self._current():
            self._form(row).focus_first()

    def _duplicate(self) -> None:
        if row := self._current():
            copy = row.with_(id=uuid4())
            at = self._table.currentIndex().row() + 1
            rows = self._model.rows
            if self._put((*rows[:at], copy, *rows[at:]), _("Duplicar {line}").format(line=self._name(row))):
                self._choose(copy.id)

    def _delete(self) -> None:
        if row := self._current():
            at = self._table.currentIndex().row()
            if self._put(tuple(each for each in self._model.rows if each is not row),
                         _("Eliminar {line}").format(line=self._name(row))):
                self._table.selectRow(min(at, len(self._model.rows) - 1))
                self._table.setFocus()

    def _move(self, by: int) -> None:
        if row := self._current():
            rows = list(self._model.rows)
            at = self._table.currentIndex().row()
            if 0 <= at + by < len(rows):
                rows.insert(at + by, rows.pop(at))
                self._put(tuple(rows), _("Mover {line}").format(line=self._name(row)))
                self._choose(row.id)

    def _put(self, rows: tuple[Line, ...], label: str) -> bool:
        """Give the plan these lines; say why where it refuses."""
        return self._session.put(self.path, rows, label)

    # ------------------------------------------------------------ the chosen line

    def _current(self) -> Line | None:
        at = self._table.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def _choose(self, line: Any) -> None:
        at = next(i for i, row in enumerate(self._model.rows) if row.id == line)
        self._table.selectRow(at)

    def _show_line(self) -> None:
        row = self._current()
        self._panel.setVisible(row is not None)
        for button in self._on_line:
            button.setEnabled(row is not None)
        if row is None:
            return
        form = self._form(row)
        self._title.setText(self._name(row))
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
            form = Form(self._session, type(row), kind_of(self._lines, row).sections, self._makers)
            self._forms[type(row)] = form
            self._inside.addWidget(form)
        return self._forms[type(row)]

    def _name(self, row: Line) -> str:
        kind = _(kind_of(self._lines, row).label)
        name = title(row)
        if name:
            return quoted(name) + (f" · {kind}" if kind else "")
        return kind or _("Sin nombre")

    # ------------------------------------------------------------ buttons

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._on_line: list[QPushButton] = []
        if not self._lines.fixed:
            row.addWidget(self._adder())
        actions: list[tuple[str, str, Callable[[], None], str]] = [(_("Editar"), "", self._edit, "")]
        if not self._lines.fixed:
            actions += [
                (_("Duplicar"), "Ctrl+D", self._duplicate, ""),
                (_("Eliminar"), "Del", self._delete, ""),
                ("↑", "Alt+Up", lambda: self._move(-1), _("Subir")),
                ("↓", "Alt+Down", lambda: self._move(1), _("Bajar")),
            ]
        for text, keys, act, name in actions:
            row.addWidget(self._action(text, keys, act, name))
        row.addStretch(1)
        return row

    def _adder(self) -> QPushButton:
        button = Button(_(self._lines.add))
        if len(self._lines.kinds) == 1:
            button.clicked.connect(lambda: self._add(self._lines.kinds[0]))
            return button
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for kind in self._lines.kinds:
            action = menu.addAction(_(kind.label))
            action.triggered.connect(partial(self._add, kind))
            action.setToolTip(_(kind.help))
        button.setMenu(menu)
        return button

    def _action(self, text: str, keys: str, act: Callable[[], None], name: str) -> QPushButton:
        button = Button(text)
        button.clicked.connect(act)
        button.setAccessibleName(name or text)
        button.setToolTip(f"{name or text} ({keys})" if keys else name or text)
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self._table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)  # as an argument it is not heeded
        self._on_line.append(button)
        return button
