"""Every text a user sees is marked, and marked so that it can be taken out and translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_file
from source_files import ROOT, sources

MARKS = {"_", "N_"}
SPANISH = re.compile("[áéíóúüñÁÉÍÓÚÜÑ¿¡]")
NAMES = {"Español"}
"""Languages by their own names, the same in every language."""
TYPED = {"millón", "año", "años"}
"""Words a person types and the program reads; they are never shown."""
SHOWN = sources("workbench", "forms")


def _marked(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of a marking function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield node


def _literal(call: ast.Call) -> str | None:
    """The text of a marking call, when it is written there."""
    argument = call.args[0]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _is_put_together(text: ast.expr) -> bool:
    """Whether a text is made on the spot, so that no catalogue can hold it. A look-up of marked constants is not."""
    if isinstance(text, ast.Call):
        return isinstance(text.func, ast.Attribute) and text.func.attr in {"format", "join", "replace"}
    return isinstance(text, ast.JoinedStr | ast.BinOp)


def _docstrings(tree: ast.AST) -> set[int]:
    """The nodes that are strings standing alone: docstrings and the notes under attributes."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_a_constant_text_is_written_where_it_is_marked() -> None:
    wrong = [
        f"{path}:{call.lineno}"
        for path, tree in SHOWN.items()
        for call in _marked(tree)
        if _literal(call) is None and (ast.unparse(call.func) == "N_" or _is_put_together(call.args[0]))
    ]
    assert not wrong


def test_no_text_is_marked_inside_an_f_string() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in SHOWN.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and any(_literal(call) is not None for call in _marked(node))
    ]
    assert not wrong


def _kept(tree: ast.Module) -> Iterator[ast.AST]:
    """What is worked out once and kept: everything outside functions, and functions that remember their answer."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if any("cache" in ast.unparse(each) for each in node.decorator_list) and not _of_an_object(node):
                yield from ast.walk(node)
        elif not isinstance(node, ast.Lambda):
            yield node
            waiting += ast.iter_child_nodes(node)


def _of_an_object(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is a property kept by an object, which lives no longer than one report."""
    return any("cached_property" in ast.unparse(each) for each in node.decorator_list)


def test_no_text_is_translated_once_for_all() -> None:
    """The language may change while the program runs, and differ between two threads."""
    wrong = [
        f"{path}:{call.lineno}"
        for path, tree in SHOWN.items()
        for call in _kept(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "language")
    ]
    assert not wrong


@pytest.mark.parametrize("source", ['A = _("a")', 'class A:\n    b = _("a")', '@cache\ndef f():\n    return _("a")'])
def test_the_check_sees_what_keeps_a_language(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHOWN, "planted.py", ast.parse(source))
    with pytest.raises(AssertionError, match="planted"):
        test_no_text_is_translated_once_for_all()


def test_every_marked_text_can_be_extracted() -> None:
    total = 0
    for path, tree in SHOWN.items():
        written = {text for call in _marked(tree) if (text := _literal(call)) is not None}
        found = {
            message
            for _line, message, _notes, _context in extract_from_file("python", ROOT / path, dict.fromkeys(MARKS))
        }
        assert found == written, path
        total += len(found)
    assert total > 0


def test_no_spanish_text_is_unmarked() -> None:
    wrong = []
    for path, tree in SHOWN.items():
        marked = {id(part) for call in _marked(tree) for part in ast.walk(call)}
        said = marked | _docstrings(tree)
        wrong += [
            f"{path}:{node.lineno} {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SPANISH.search(node.value)
            if id(node) not in said and node.value not in TYPED | NAMES
        ]
    assert not wrong


@pytest.mark.parametrize("source", ['_(f"a {b}")', '_("a" + b)', "N_(b)", '_("a {}".format(b))'])
def test_the_check_sees_what_cannot_be_translated(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHOWN, "planted.py", ast.parse(source))
    with pytest.raises(AssertionError, match="planted"):
        test_a_constant_text_is_written_where_it_is_marked()
