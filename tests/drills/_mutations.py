"""Small faults to plant in source: each changes one thing in the body of one function, and nothing else."""

from __future__ import annotations

import ast
import copy
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
"""What stands in the place of an operator or comparison."""
NAMES = {
    "minimum": "maximum", "maximum": "minimum", "min": "max", "max": "min", "any": "all", "all": "any",
    "first": "last", "last": "first", "argmax": "argmin", "lag": "following",
}  # fmt: skip
"""What is called or read in the place of another; only where it has the same parameters."""
CHOICES = (ast.If, ast.IfExp, ast.While)


@dataclass(frozen=True)
class Mutation:
    """One fault. ``place``: the outermost function of a file by name and first line; ``nth``: which fault of it.

    ``lines``: those of the statement it is in, without the statements inside. ``key`` stays while the function does.
    """

    path: Path
    place: tuple[str, int]
    key: str
    nth: int
    line: int
    lines: range
    was: str
    is_: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line} {self.place[0]}: {self.was}  →  {self.is_}"


def mutations(path: Path) -> list[Mutation]:
    """Every fault that can be planted in the functions of a file, in order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for function in _functions(tree):
        place = function.name, _first_line(function)
        of = f"{path.stem}.{function.name}.{zlib.crc32(ast.dump(function).encode()):08x}"
        around = _statements(function)
        for nth, (node, changed) in enumerate(_faults(function)):
            lines = around[node]
            line = getattr(node, "lineno", lines.start)
            found.append(Mutation(path, place, f"{of}.{nth}", nth, line, lines, _told(node), _told(changed)))
    return found


def code_of(mutation: Mutation) -> CodeType:
    """The compiled function with the fault in it."""
    tree = ast.parse(mutation.path.read_text(encoding="utf-8"))
    function = next(each for each in _functions(tree) if (each.name, _first_line(each)) == mutation.place)
    faults = _faults(function)
    node, changed = next(fault for nth, fault in enumerate(faults) if nth == mutation.nth)
    _Put(node, ast.copy_location(changed, node)).visit(function)
    whole = compile(ast.fix_missing_locations(tree), str(mutation.path), "exec", dont_inherit=True)
    return next(code for code in _codes(whole) if (code.co_name, code.co_firstlineno) == mutation.place)


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """The outermost functions and the methods of a file."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef | ast.If | ast.Try):
            yield from _functions(node)


def _statements(function: ast.FunctionDef) -> dict[ast.AST, range]:
    """The lines of the statement each node of a function is in: all of it, or its head where it holds others."""
    found: dict[ast.AST, range] = {}
    for statement in ast.walk(function):
        if isinstance(statement, ast.stmt):
            nodes = list(ast.walk(statement))
            inner = [each.lineno for each in nodes[1:] if isinstance(each, ast.stmt)]
            last = min(inner, default=(statement.end_lineno or statement.lineno) + 1)
            found |= dict.fromkeys(nodes, range(statement.lineno, max(last, statement.lineno + 1)))
    return found


def _first_line(function: ast.FunctionDef) -> int:
    """The line a compiled function calls its first: that of its first decorator."""
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def _codes(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _codes(const)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """What is computed in a function: no annotation, decorator, default or docstring."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args") and not isinstance(node, ast.Call):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _inside(child)


def _faults(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, ast.AST]]:
    """A node of the function and what takes its place, always in the same order."""
    for statement in function.body:
        for node in _inside(statement):
            for changed in _changed(node):
                yield node, changed


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in SWAPPED:
        yield _with(node, op=SWAPPED[type(node.op)]())
    elif isinstance(node, ast.Compare):
        for at, sign in enumerate(node.ops):
            ops = [*node.ops[:at], SWAPPED[type(sign)](), *node.ops[at + 1 :]]
            yield _with(node, ops=ops)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield copy.deepcopy(node.operand)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield _with(node, value=not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield _with(node, value=node.value + 1)
    elif isinstance(node, ast.Name) and node.id in NAMES and node.id not in ("first", "last"):
        yield _with(node, id=NAMES[node.id])
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield _with(node, attr=NAMES[node.attr])
    if isinstance(node, CHOICES):
        yield _with(node, test=ast.UnaryOp(ast.Not(), copy.deepcopy(node.test)))
    if isinstance(node, ast.comprehension):
        for at, test in enumerate(node.ifs):
            yield _with(node, ifs=[*node.ifs[:at], ast.UnaryOp(ast.Not(), test), *node.ifs[at + 1 :]])


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of a node, shallow but for what changes."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _told(node: ast.AST) -> str:
    if isinstance(node, ast.comprehension):
        return " ".join(f"if {ast.unparse(ast.fix_missing_locations(test))}" for test in node.ifs)
    if isinstance(node, ast.If | ast.While):
        return f"if {ast.unparse(ast.fix_missing_locations(node.test))}"
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))[:110].replace("\n", " ")


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
