"""From a letter in the search to what it finds, over everything in the reference plan."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication, QLineEdit
from side_by_side import amount, milliseconds

sys.path.append(str(Path(__file__).resolve().parents[1]))
from generator import reference_plan

from workbench.engine.projection import project
from workbench.formats import Formats
from workbench.ui.app import application
from workbench.ui.search import Search
from workbench.ui.search_index import SearchIndex

BAR = 50.0
ASKED = ("p", "pr", "precio", "equilibrio", "a", "costo fijo", "zzz")


def main() -> None:
    """Type into the dialog and have it painted; the slowest of the words, each the median of several turns."""
    app = application()
    dialog = Search(SearchIndex(project(reference_plan()), Formats("CO")))
    dialog.show()
    edit = dialog.findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)

    def ask(text: str) -> None:
        edit.setText(text)
        QApplication.processEvents()

    slowest = max(median(_asked(ask, text) for _turn in range(7)) for text in ASKED)
    amount("search over everything", slowest, BAR)
    dialog.reject()
    app.processEvents()


def _asked(ask: Callable[[str], None], text: str) -> float:
    ask("")
    return milliseconds(lambda: ask(text))


if __name__ == "__main__":
    main()
