"""What the three readings of a figure cost: code, formulas, an explanation; and the engine against LibreOffice."""

from __future__ import annotations

import ast
import json
import shutil
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path
from statistics import median

from side_by_side import amount, compare, milliseconds

from workbench.engine.explain import explain
from workbench.engine.program import environment, program, run
from workbench.engine.projection import Projection, project, wanted
from workbench.exchange.cells import Row
from workbench.exchange.places import Place
from workbench.exchange.workbook import Book

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "engine"), str(TESTS / "house")]

from generator import reference_plan  # noqa: E402
from lo_run import recalculated  # noqa: E402
from source_files import ROOT  # noqa: E402
from workbooks import expected, place_of, wronged  # noqa: E402

PARTS = {
    "code: tree, words, register": (("expr", "words", "registry"), 320),
    "code: sentences, reasons, traces": (("sentences", "explain_reason", "explain", "explain_parts"), 100),
    "code: formulas and their places": (("cells", "places"), 150),
}
"""The parts of the algebra, and the lines hoped for in architecture's 'size is a symptom'."""


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank ones, comments, docstrings or imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    left_out = {
        line
        for node in (*texts, *(n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)))
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum(
        bool(text.strip()) and not text.strip().startswith("#")
        for at, text in enumerate(lines, 1)
        if at not in left_out
    )


def formulas(place: Place) -> int:
    """Every row of a plan as a formula, once."""
    return sum(
        len(Row(step, line, place).formula()) for step in place.steps for line in range(place.lines(step.figure))
    )


def explained(projection: Projection) -> None:
    """A figure of the year after the project, and the first level of what it rests on."""
    assert explain(projection, "break_even.sales", "after12").parts


def workbook() -> None:
    """The reference plan as a workbook; then the same figures, the engine's and LibreOffice's from its formulas."""
    projection = project(reference_plan())
    projection.rows()
    book = Book(projection)
    data = book.written()
    if shutil.which("soffice"):
        against_libreoffice(book, data)
    times = [milliseconds(lambda: Book(projection).written()) for _turn in range(5)]
    amount("workbook with live formulas, the reference plan", median(times), 2000)


def against_libreoffice(book: Book, data: bytes) -> None:
    """LibreOffice finds the engine's figures, from wrong values stored; then both are timed."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.xlsx").write_bytes(wronged(data))
        rows = json.dumps({"rows": [astuple(row) for row in expected(book, data)]})
        (Path(folder) / "plan.json").write_text(rows, encoding="utf-8")
        found = recalculated(Path(folder))["plan"]
    if found["differ"]:
        sys.exit("\n".join(found["differ"].values()))
    projection = book.projection
    steps, rollup = program(wanted(projection.switched), projection.fields), projection.rollup
    times = [milliseconds(lambda: run(steps, environment(projection.inputs), rollup)) for _turn in range(15)]
    compare(f"{found['cells']:,} cells against LibreOffice", median(times), found["compute"] * 1000, bar=0.02)


def main() -> None:
    """Lines of code, then times."""
    for what, (files, hoped) in PARTS.items():
        found = (ROOT / "workbench" / room / f"{name}.py" for name in files for room in ("engine", "exchange"))
        amount(what, sum(code_lines(path) for path in found if path.exists()), hoped, "lines")
    projection = project(reference_plan())
    place = place_of(projection)
    amount("every row of the reference plan as a formula", milliseconds(lambda: formulas(place)), 2000)
    amount(
        "a figure explained, with its parts", median(milliseconds(lambda: explained(projection)) for _ in range(9)), 16
    )
    workbook()


if __name__ == "__main__":
    main()
