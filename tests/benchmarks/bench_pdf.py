"""Our tagged PDF against an untagged one of as many pages by reportlab alone, start of the process apart.

The sample is compared with as many pages of the usual mix, the other report with the same tables, charts and prose.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

import pdf_floor
import pdf_tagged
import pikepdf
from side_by_side import compare, in_turns

from workbench.engine.projection import project
from workbench.exchange import plan_file
from workbench.paths import resource
from workbench.report.plan_report import plan_pdf

SAME = (36, 12, 10)  # pages, tables, charts
TABLES, CHARTS = 12 / 30, 10 / 30  # of the pages, in the usual mix
BAR = 2.0
REPEAT = 9


def main() -> None:
    """Measure both pairs and say so."""
    projection = project(plan_file.read(Path(str(resource("samples/farmacias.json")))))
    with TemporaryDirectory() as folder:
        ours, floor = (str(Path(folder) / f"{name}.pdf") for name in ("ours", "floor"))

        def sample() -> None:
            Path(ours).write_bytes(plan_pdf(projection))

        sample()
        with pikepdf.open(ours) as pdf:
            pages = len(pdf.pages)
        mix = (pages, round(pages * TABLES), round(pages * CHARTS))
        times = in_turns(sample, lambda: pdf_floor.main(floor, *mix), REPEAT)
        compare(f"PDF of the sample, {pages} pages", *times, BAR)
        times = in_turns(lambda: pdf_tagged.main(ours, *SAME), lambda: pdf_floor.main(floor, *SAME), REPEAT)
        compare(f"PDF of the same {SAME[0]} pages, tagged and not", *times, BAR)


if __name__ == "__main__":
    main()
