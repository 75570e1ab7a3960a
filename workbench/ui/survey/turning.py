"""Another page in the place of one that may be the very one that asked for it."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget


def turn_page(area: QScrollArea, page: QWidget) -> None:
    """Show a page from its beginning. The one before goes when the key or the click that came from it is done."""
    if (before := area.takeWidget()) is not None:
        before.hide()
        before.deleteLater()
    area.setWidget(page)
    area.verticalScrollBar().setValue(0)
