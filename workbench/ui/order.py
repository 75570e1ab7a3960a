"""The order in which Tab goes through a screen: that in which its parts stand, also for parts made later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def put_in_order(root: QWidget) -> None:
    """Let Tab follow the layouts of ``root``."""
    for before, after in pairwise(focusable(root)):
        QWidget.setTabOrder(before, _whole(after))


def focusable(widget: QWidget) -> Iterator[QWidget]:
    """What Tab stops at below a widget, and the widget itself, as they stand on screen."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for part in _parts(widget):
        yield from focusable(part)


def _whole(widget: QWidget) -> QWidget:
    """What stands for a widget in Tab's chain: a holder that hands its cursor on is a stop of its own there."""
    holder = widget.parentWidget()
    return holder if holder is not None and holder.focusProxy() is widget else widget


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QStackedWidget | QSplitter):
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
