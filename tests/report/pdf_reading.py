"""Reads a tagged PDF as someone would who hears it: only the tree and the words of its pieces count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber


class Heard:
    """The structure tree of a file with the words of every element."""

    def __init__(self, path: Path) -> None:
        self.words: dict[tuple[int, int], str] = defaultdict(str)
        self.artifacts: dict[int, str] = defaultdict(str)  # by page, from 1
        with pdfplumber.open(path) as pdf:
            self.tree = pdf.structure_tree
            for page in pdf.pages:
                for char in page.chars:
                    if char["mcid"] is None:
                        self.artifacts[page.page_number] += char["text"]
                    else:
                        self.words[page.page_number, char["mcid"]] += char["text"]

    def elements(self, *roles: str) -> Iterator[dict[str, Any]]:
        """Every element of these roles, in reading order."""
        yield from (node for node in _walk(self.tree) if node["type"] in roles)

    def own_text(self, node: dict[str, Any]) -> str:
        """The words of an element alone."""
        return "".join(self.words[node["page_number"], mark] for mark in node.get("mcids", []))

    def text(self, node: dict[str, Any]) -> str:
        """The words of an element and of all below it."""
        below = "".join(self.text(kid) for kid in node.get("children", []))
        return re.sub(r"\s+", " ", self.own_text(node) + below).strip()

    def headings(self) -> list[tuple[int, str]]:
        """Level and words of every heading."""
        return [(int(node["type"][1]), self.text(node)) for node in self.elements("H1", "H2", "H3")]

    def table(self, caption: str) -> list[list[str]]:
        """The cells, row by row, of the first table whose caption begins so."""
        for table in self.elements("Table"):
            if any(kid["type"] == "Caption" and self.text(kid).startswith(caption) for kid in table["children"]):
                rows = [node for node in _walk(table["children"]) if node["type"] == "TR"]
                return [[self.text(cell) for cell in row["children"]] for row in rows]
        raise LookupError(caption)


def _walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _walk(node.get("children", []))
