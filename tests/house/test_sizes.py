"""Size is a symptom: two limits are held, the rest is printed."""

from __future__ import annotations

import ast
from statistics import median, quantiles

import pytest
from source_files import ROOT, body_without_docstring, functions, sources

FILE_LIMIT = 500
FUNCTION_LIMIT = 50


def _lines(path: str) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_literal_table(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A function that does nothing but return a written-out list, tuple or dictionary."""
    body = body_without_docstring(node)
    return (
        len(body) == 1
        and isinstance(body[0], ast.Return)
        and isinstance(body[0].value, ast.List | ast.Tuple | ast.Dict)
    )


def test_no_file_is_over_the_limit() -> None:
    too_long = {path: _lines(path) for path in sources() if _lines(path) > FILE_LIMIT}
    assert not too_long


def test_no_function_is_over_the_limit() -> None:
    too_long = [
        f"{path}:{node.lineno} {node.name}: {_length(node)} lines"
        for path, tree in sources().items()
        for node in functions(tree)
        if _length(node) > FUNCTION_LIMIT and not _is_literal_table(node)
    ]
    assert not too_long


def test_sizes_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    files = [_lines(path) for path in sources()]
    lengths = [_length(node) for tree in sources().values() for node in functions(tree)]
    with capsys.disabled():
        print(
            f"\n{len(files)} files, median {median(files):.0f} lines (aim 150), longest {max(files)}; "
            f"{len(lengths)} functions, median {median(lengths):.0f} (aim 8), "
            f"nine in ten up to {quantiles(lengths, n=10)[-1]:.0f} (aim 25), longest {max(lengths)}"
        )
    assert files
    assert lengths
