"""The order in which Tab goes through a screen: that in which its parts stand, whenever they were made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def go_on(root: QWidget, forward: bool) -> bool:
    """Give the cursor to the part that stands after the one that has it, or before; from the end to the beginning.

    Qt's own chain is in the order in which parts were made, and a part that hands its cursor on is a stop of its own.
    """
    here, every = QApplication.focusWidget(), list(focusable(root))
    if not forward:
        every.reverse()
    if here in every:
        at = every.index(here) + 1
    else:
        at = next((n for n, each in enumerate(every) if here is not None and here.isAncestorOf(each)), 0)
    found = next((each for each in every[at:] + every[:at] if each.isVisible() and each.isEnabled()), None)
    if found is not None:
        found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return found is not None


def focusable(widget: QWidget) -> Iterator[QWidget]:
    """What Tab stops at below a widget, and the widget itself, as they stand on screen."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for part in _parts(widget):
        yield from focusable(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QStackedWidget):
        parts = [widget.currentWidget()]
    elif isinstance(widget, QSplitter):
        parts = [widget.widget(at) for at in range(widget.count())]
    elif isinstance(widget, QScrollArea):
        parts = [widget.widget()]
    else:
        layout = widget.layout()
        parts = list(_laid_out(layout)) if layout is not None else []
    yield from (part for part in parts if part is not None)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _laid_out(inner)
        elif widget is not None:
            yield widget
