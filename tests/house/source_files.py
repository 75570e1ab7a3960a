"""The project's Python files, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {"build", "dist"}


@cache
def sources(*folders: str) -> dict[str, ast.Module]:
    """Every Python file below the named folders (all of the project when none is named), by its path in the project."""
    tops = [ROOT / name for name in folders] or [top for top in ROOT.iterdir() if not top.name.startswith(".")]
    files = [top for top in tops if top.suffix == ".py"]
    files += [file for top in tops if top.is_dir() and top.name not in MADE for file in top.rglob("*.py")]
    return {
        file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8"), str(file))
        for file in sorted(files)
    }


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def body_without_docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    """The statements of a body after its docstring."""
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
