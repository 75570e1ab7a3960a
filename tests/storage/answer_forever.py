"""Answers a sheet of the first round until it is killed, and prints the number of each durable answer.

``answer_forever.py LIBRARY``; what it answers is the first item's comment.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from workbench.storage.library import Library
from workbench.survey.sheet import Answer, Sheet

ID = UUID("5e5e5e5e-0000-4000-8000-000000000001")


def main() -> None:
    """Go on from what is there."""
    library = Library.open(Path(sys.argv[1]), write=True)
    rounds = library.rounds
    round_ = rounds.load(UUID(rounds.cards()[0].id))
    asked = rounds.instrument(round_.id)
    item = next(iter(asked.items))
    new = Sheet(
        id=ID, round=round_.id, project=round_.projects[0].id, respondent="R1",
        instrument=asked.id, version=asked.version,
    )  # fmt: skip
    sheet = next((each for each in rounds.sheets(round_.id).counted if each.id == ID), new)
    number = int(sheet.answer(item).comment or 0)
    while True:
        number += 1
        sheet = sheet.answered(item, Answer(score=number % 4, comment=str(number)), datetime.now(UTC))
        rounds.save_sheet(sheet).result()
        os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    main()
