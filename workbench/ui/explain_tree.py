"""The parts of a figure as a tree that opens a branch when it is asked for, down to what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from workbench.engine.doors import by_month, grouped, hanging
from workbench.engine.explain import Explainer, Trace
from workbench.i18n import _
from workbench.ui.heard import announce
from workbench.ui.theme import colour

NAME, VALUE = 0, 1
TRACE = Qt.ItemDataRole.UserRole
SLICE = 0.03
"""Seconds that parts may be opened again before anything else has its turn."""
Way = tuple[int, ...]
"""Where a part stands in the tree: its number on each level."""


class Parts(QTreeWidget):
    """What a value rests on. Enter or a double click on a part goes to the field it is, or makes it the subject."""

    chosen = Signal(object)
    """A part that Enter or a double click is on."""

    def __init__(self) -> None:
        super().__init__()
        self.explain: Explainer | None = None
        self._again: list[Way] = []
        self._current: Way = ()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._open_some)
        self.setColumnCount(2)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(VALUE, QHeaderView.ResizeMode.ResizeToContents)
        self.setExpandsOnDoubleClick(False)
        self.itemExpanded.connect(self._fill)
        self.itemDoubleClicked.connect(lambda item, _column: self._choose(item))

    def show_parts(self, trace: Trace, explainer: Explainer) -> None:
        """Show what a value rests on, and its months where it has some."""
        self._later.stop()
        self._again = []
        self.explain = explainer
        self.setHeaderLabels([_("Sale de"), _("Valor")])
        self.clear()
        months = by_month(trace, explainer)
        parts = grouped(trace.parts, explainer)
        for part in filter(None, (*parts, months, hanging(trace))):
            self.addTopLevelItem(self._item(part, trace))
        only = self.topLevelItem(0)
        if only is not None and len(parts) == 1 and not months:
            only.setExpanded(True)
        self.choose((0,))

    def opened(self) -> list[Way]:
        """The parts that are open or are about to be, those above first."""
        return [way for way, item in self.walk() if item.isExpanded()] + self._again

    def open_again(self, ways: list[Way], current: Way = ()) -> None:
        """Open the parts that were open before and put the cursor back; many of them while nothing else is to do."""
        self._again, self._current = list(ways), current
        self._open_some()

    def _open_some(self) -> None:
        end = perf_counter() + SLICE
        while self._again and perf_counter() < end:
            item = self._at(self._again.pop(0))
            if item is not None:
                item.setExpanded(True)
        if self._again:
            self._later.start()
        else:
            self.choose(self._current)

    def current_way(self) -> Way:
        """Where the cursor is."""
        return next((way for way, item in self.walk() if item is self.currentItem()), ())

    def choose(self, way: Way) -> None:
        """Put the cursor back."""
        item = self._at(way) if way else None
        if item is not None:
            self.setCurrentItem(item)

    def walk(self) -> Iterator[tuple[Way, QTreeWidgetItem]]:
        """Every part that has been made, as they stand on screen."""
        yield from _below((), self.invisibleRootItem())

    def _at(self, way: Way) -> QTreeWidgetItem | None:
        item: QTreeWidgetItem | None = self.invisibleRootItem()
        for at in way:
            item = item.child(at) if item is not None else None
        return item

    def subject(self) -> Trace | None:
        """The part that has the cursor."""
        item = self.currentItem()
        return item.data(NAME, TRACE) if item is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        else:
            was_open = item is not None and item.isExpanded()
            super().keyPressEvent(event)
            if item is not None and item.isExpanded() is not was_open:
                self._tell_opened(item)

    def _tell_opened(self, item: QTreeWidgetItem) -> None:
        announce(self, _("Abierta, partes: {n}").format(n=item.childCount()) if item.isExpanded() else _("Cerrada"))

    def _choose(self, item: QTreeWidgetItem) -> None:
        trace = item.data(NAME, TRACE)
        if trace.path or (trace.at is not None and trace.sentence):
            self.chosen.emit(trace)
        else:
            item.setExpanded(not item.isExpanded())
            self._tell_opened(item)

    def _fill(self, item: QTreeWidgetItem) -> None:
        if item.childCount() == 0 and self.explain is not None:
            trace = item.data(NAME, TRACE)
            more = hanging(trace) if trace.beside else None
            parts = filter(None, (*grouped(trace.parts, self.explain), more))
            item.addChildren([self._item(part, trace) for part in parts])

    def _item(self, trace: Trace, above: Trace) -> QTreeWidgetItem:
        name = named(trace, above)
        item = QTreeWidgetItem([name, trace.value])
        item.setData(NAME, TRACE, trace)
        item.setTextAlignment(VALUE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        known = Qt.ItemDataRole
        if trace.path:
            item.setText(NAME, f"{name} ›")
            item.setForeground(NAME, colour("accent"))
            hint = _("Lo escrito en el plan. Enter o doble clic: ir al campo")
        elif trace.sentence or not trace.label:
            hint = trace.sentence
        else:
            hint = _("Un dato que el programa deduce del plan.") if _is_end(trace) else ""
        item.setToolTip(NAME, f"{name}\n{hint}".strip())
        item.setData(NAME, known.AccessibleTextRole, f"{name}: {trace.value}")
        item.setData(NAME, known.AccessibleDescriptionRole, hint)
        if not _is_end(trace):
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item


def _below(way: Way, above: QTreeWidgetItem) -> Iterator[tuple[Way, QTreeWidgetItem]]:
    for at in range(above.childCount()):
        if (item := above.child(at)) is not None:
            yield (*way, at), item
            yield from _below((*way, at), item)


def _is_end(trace: Trace) -> bool:
    """Whether nothing stands behind a part: it was typed, or the program knows it."""
    return bool(trace.path) or (not trace.sentence and trace.at is not None)


def named(trace: Trace, above: Trace | None = None) -> str:
    """What a part is called: without the line or period that what it is a part of has named already."""
    when = "" if above is not None and trace.when == above.when else trace.when
    if above is not None and trace.label == above.label and when:
        return when
    figure, dot, line = trace.label.partition(" · ")
    label = figure if dot and above is not None and above.label.endswith(f"{dot}{line}") else trace.label
    return f"{label} · {when}" if when else label
