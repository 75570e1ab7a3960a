"""A tagged PDF against an untagged one of as many pages, tables and charts: whole processes, start included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from side_by_side import compare, in_turns

HERE = Path(__file__).parent
AMOUNTS = ("36", "12", "10")  # pages, tables, charts
BAR = 2.0
REPEAT = 7


def main() -> None:
    """Measure both and say so."""
    with TemporaryDirectory() as folder:

        def draw(script: str) -> None:
            target = str(Path(folder) / f"{script}.pdf")
            subprocess.run([sys.executable, str(HERE / f"{script}.py"), target, *AMOUNTS], check=True)

        ours, floor = in_turns(lambda: draw("pdf_tagged"), lambda: draw("pdf_floor"), REPEAT)
    compare("PDF of 36 pages, tagged and archivable", ours, floor, BAR)


if __name__ == "__main__":
    main()
