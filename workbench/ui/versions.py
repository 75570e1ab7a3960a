"""The versions of a plan: kept under a name, compared with each other or with the plan as it is, and restored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from workbench.engine.projection import Projection, project
from workbench.formats import Formats
from workbench.i18n import N_, Phrase, _, quoted
from workbench.model.base import get
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.report.comparison import Comparison, compare
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.storage.records import RevisionInfo
from workbench.ui.bridge import Session
from workbench.ui.changes import Changes, Tall
from workbench.ui.entry import Combo
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.tables import TextRow, TextTable
from workbench.ui.tasks import Job, Tasks

SIDE = 400
"""The width of the list beside a comparison of twice that and more."""
NARROW = 118
"""Characters beside each other below which the comparison stands below the list."""
REFUSED = (LibraryError, LookupError, PlanRefused)


@dataclass(frozen=True)
class Compared:
    """A comparison, and whether the later of the two is the plan as it is now."""

    found: Comparison
    now: bool


class Versions(QScrollArea):
    """``left``: back to the plan. ``kept``: a version is to be named. ``jumped``: go to the field at this path."""

    left = Signal()
    kept = Signal()
    jumped = Signal(str)

    def __init__(self, session: Session, library: Library, tasks: Tasks) -> None:
        super().__init__(widgetResizable=True)
        self.setObjectName("clear")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session, self._library, self._tasks = session, library, tasks
        self._revisions: tuple[RevisionInfo, ...] = ()
        self._jobs: dict[str, Job] = {}
        self.list = VersionList()
        self.list.row_chosen.connect(lambda _row: self._compare())
        self.list.said.connect(session.noticed)
        self.other = Combo()
        self.other.setAccessibleName(_("Comparar con"))
        self.other.currentIndexChanged.connect(lambda _at: self._compare())
        self.changes = Changes()
        self.changes.jumped.connect(lambda path: self.jumped.emit(there(session.plan, path)))
        self.changes.asked.connect(session.asked)
        self.changes.said.connect(session.noticed)
        self._keep = Button(_("Guardar una versión…"), "primary")
        self._keep.setToolTip("Ctrl+S")
        self._keep.clicked.connect(self.kept)
        self._restore = Button(_("Restaurar la elegida"))
        self._restore.clicked.connect(self.restore)
        self._state = caption(wrap=True)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("Avance"))
        self._stop = Button(_("Cancelar"))
        self._stop.clicked.connect(self.cancel)
        self._lay_out()
        self._work(False)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read anew what is kept of the plan, and compare again."""
        plan = self._session.plan.id
        self._run("list", lambda: self._library.revisions(plan), self._listed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() is not way:
            self._split.setOrientation(way)
            self._split.setSizes([1 if narrow else SIDE, SIDE * 2])

    def wake(self) -> None:
        """Put the cursor in the list."""
        self.list.setFocus()

    def restore(self) -> None:
        """Make the chosen version the content of the plan: one step, which undo takes back."""
        chosen = self._chosen()
        if chosen is not None:
            plan = self._session.plan.id
            self._start(
                "restore", lambda: self._library.load(plan, chosen.id), lambda found: self._restored(found, chosen)
            )

    def cancel(self) -> None:
        """Give up what is being read and computed."""
        for job in self._jobs.values():
            job.cancel()
        self._work(False)
        self._say(_("Cancelado. Elija otra versión, o la misma otra vez."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ what is kept

    def _listed(self, revisions: tuple[RevisionInfo, ...]) -> None:
        chosen, other = self._chosen(), self.other.currentData()
        self._revisions = revisions
        formats = self._session.formats
        ids = [each.id for each in revisions]
        self.other.blockSignals(True)
        self.other.clear()
        self.other.addItem(_("El plan como está ahora"), None)
        for each in revisions:
            self.other.addItem(called(each, formats), each.id)
        self.other.setCurrentIndex(max(self.other.findData(other), 0) if other else 0)
        self.other.blockSignals(False)
        row = ids.index(chosen.id) if chosen and chosen.id in ids else min(1, len(ids) - 1)
        self.list.show_versions(revisions, formats, row)
        self._compare()

    def _chosen(self) -> RevisionInfo | None:
        row = self.list.currentIndex().row()
        return self._revisions[row] if 0 <= row < len(self._revisions) else None

    # ------------------------------------------------------------ comparing

    def _compare(self) -> None:
        chosen, other = self._chosen(), self.other.currentData()
        if chosen is None or not self.isVisible():
            return
        now, formats, library = self._session.projection, self._session.formats, self._library
        plan = self._session.document.plan
        first, last = (chosen.id, other) if other is None or chosen.id <= other else (other, chosen.id)

        def work() -> Compared:
            before = project(library.load(plan.id, first))
            after = _projected(plan, now) if last is None else project(library.load(plan.id, last))
            return Compared(compare(before, after, formats), last is None)

        self._start("compare", work, self._show)

    def _show(self, compared: Compared) -> None:
        self._work(False)
        self._say(self._sentence())
        self.changes.show_comparison(compared.found, self._session.formats, compared.now)
        self.changes.show()

    def _sentence(self) -> str:
        """Which of two kept ones is the earlier; beside the plan as it is now there is no doubt."""
        chosen, other = self._chosen(), self.other.currentData()
        if len(self._revisions) == 1:
            return _("Por ahora solo está el plan de hoy. Guarde una versión para poder volver a este momento.")
        if chosen is None or other is None:
            return ""
        named = {each.id: called(each, self._session.formats) for each in self._revisions}
        first, last = sorted((chosen.id, other))
        return _("Antes: {before}. Después: {after}.").format(before=named[first], after=named[last])

    def _restored(self, plan: Plan, chosen: RevisionInfo) -> None:
        self._work(False)
        name = quoted(chosen.name or when(chosen.changed, self._session.formats))
        if plan == self._session.document.plan:
            self._say(_("El plan ya es igual a {version}: nada cambió.").format(version=name))
            return
        try:
            self._library.begin_revision(plan.id)
        except LibraryError as error:
            self._say(str(error))
            return
        self._session.restore(plan, Phrase(N_("Restaurar {version}"), version=name))
        text = _(
            "El plan es otra vez como en {version}. «Deshacer» vuelve a lo que había, que también queda en la lista."
        )
        self._session.noticed.emit(text.format(version=name))

    def _changed(self) -> None:
        """An edit, undone or done again; a plan that is typed in is not looked at here."""
        if self.isVisible():
            self.refresh()

    def _say(self, sentence: str) -> None:
        self._state.setText(sentence)
        self._state.setAccessibleName(sentence)
        self._state.setVisible(bool(sentence))

    # ------------------------------------------------------------ in a thread

    def _start(self, kind: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._work(True)
        self._say(_("Se leen y calculan las dos versiones…"))
        self._jobs[kind] = self._run(kind, work, then)

    def _run(self, kind: str, work: Callable[[], Any], then: Callable[[Any], None]) -> Job:
        """For this plan alone; what comes when the plan has been closed is for nobody."""

        def done(found: Any) -> None:
            if isValid(self):
                then(found)

        def failed(error: Exception) -> None:
            if isValid(self):
                self._failed(error)

        return self._tasks.run(work, done, failed, f"{kind} {self._session.plan.id}")

    def _work(self, on: bool) -> None:
        self._progress.setVisible(on)
        self._stop.setVisible(on)
        self._restore.setEnabled(not on and self._library.writable and self._chosen() is not None)
        self._keep.setEnabled(self._library.writable)

    def _failed(self, error: Exception) -> None:
        self._work(False)
        if not isinstance(error, REFUSED):
            self._say(_("No se pudo comparar. El plan está guardado; el registro dice por qué."))
            raise error
        self.changes.hide()
        self._say(str(error))

    # ------------------------------------------------------------ where things stand

    def _lay_out(self) -> None:
        inside = dressed(QWidget(), "page")
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(self._head())
        about = _("Cada vez que abre el plan y lo cambia queda una revisión. Elija una para compararla o restaurarla.")
        column.addWidget(caption(about, "muted", wrap=True))
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._side())
        split.addWidget(self._main())
        split.setStretchFactor(1, 1)
        split.setSizes([SIDE, SIDE * 2])
        column.addWidget(split, 1)

    def _head(self) -> QHBoxLayout:
        back = Button(_("Volver al plan"))
        back.setToolTip(_("Esc"))
        back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(caption(_("Versiones"), "title"), 1)
        row.addWidget(self._keep)
        row.addWidget(back)
        return row

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self._restore)
        return side

    def _main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(12, 0, 0, 0)
        label = caption(_("Comparar con"), "label")
        label.setBuddy(self.other)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.other, 1)
        work = QHBoxLayout()
        work.addWidget(self._progress, 1)
        work.addWidget(self._stop)
        column.addLayout(row)
        column.addWidget(self._state)
        column.addLayout(work)
        column.addWidget(self.changes, 1)
        column.addStretch(0)
        return main


class VersionList(Tall):
    """What is kept of a plan, newest first; those with a name are bold."""

    row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Versiones y revisiones"), (56, 44), 40)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_versions(self, revisions: tuple[RevisionInfo, ...], formats: Formats, row: int) -> None:
        """Show these, one of them chosen."""
        heads = (_("Nombre o último cambio"), _("Cuándo"))
        rows = (TextRow((e.name or e.label, when(e.changed, formats)), bold=bool(e.name)) for e in revisions)
        self.blockSignals(True)
        self.show_table(TextTable(heads, tuple(rows), texts=2), formats)
        self.setCurrentIndex(self.model().index(row, 0))
        self.blockSignals(False)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.row_chosen.emit(current.row())


def when(changed: str, formats: Formats) -> str:
    """A moment, ISO 8601, where this person lives."""
    at = datetime.fromisoformat(changed).astimezone()
    return f"{formats.date(at.date())}, {at:%H:%M}"


def called(revision: RevisionInfo, formats: Formats) -> str:
    """A revision in one line: its name or its last edit, and when."""
    return f"{revision.name or revision.label} ({when(revision.changed, formats)})"


def there(plan: Plan, path: str) -> str:
    """The nearest place above ``path`` that the plan has."""
    while path:
        try:
            get(plan, path)
        except KeyError:
            path = path.rpartition("/")[0]
        else:
            return path
    return path


def _projected(plan: Plan, projection: Projection) -> Projection:
    """The figures of a plan, computed unless they are there already."""
    return projection if projection.plan is plan else project(plan)
