"""Edits a plan through session, document and library until it is killed, and prints the number of each durable edit.

``edit_forever.py LIBRARY PLAN``. For each line read from its input a child edits; its process number is printed first.
The parent has everything imported, so that a child is there at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from workbench.formats import Formats
from workbench.model.base import get
from workbench.model.plan import Plan
from workbench.storage.library import Library
from workbench.storage.records import Index
from workbench.ui.bridge import Session
from workbench.ui.tasks import Tasks

FIELD = "project/phone"


def edit_forever(path: Path, plan: UUID) -> None:
    """What a window does, without its widgets."""
    app = QCoreApplication([])
    library = Library.open(path, write=True)
    last: list[Any] = []

    def save(plan: Plan, label: str, index: Index) -> Any:
        last[:] = [library.save(plan, label, index)]
        return last[0]

    session = Session(library.load(plan), save, Formats("CO", "es"), Tasks(app))
    number = int(get(session.plan, FIELD) or 0)
    while True:
        number += 1
        session.type(FIELD, str(number))
        session.edit(FIELD, str(number), "Teléfono")
        last[0].result()
        os.write(1, f"{number}\n".encode())
        app.processEvents()


def main() -> None:
    """A child for each line."""
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            edit_forever(Path(sys.argv[1]), UUID(sys.argv[2]))
        os.write(1, f"child {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    main()
