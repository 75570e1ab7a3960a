"""Long texts as people type them: paragraphs, lists, bold and links, nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from workbench.report.blocks import Bullets, Part, Run, Words

_BULLET = re.compile(r"[-•*]\s+(.*)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(.*)")
_MARK = re.compile(r"\*\*(?=\S)(?P<bold>[^*]+)(?<=\S)\*\*|(?P<link>https?://[^\s<>«»“”]*[^\s<>«»“”.,;:)])")


def prose(text: str) -> tuple[Words | Bullets, ...]:
    """The paragraphs and lists of a typed text: lines that begin with a dash, a dot or a number are a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(_parts(lines))


def _parts(lines: list[str]) -> Iterator[Words | Bullets]:
    for kind, run in groupby(lines, _kind):
        if kind is None:
            yield from map(marked, run)
        else:
            items = (match[1] for line in run if (match := kind.match(line)))
            yield Bullets(tuple(map(marked, items)), numbered=kind is _NUMBER)


def _kind(line: str) -> re.Pattern[str] | None:
    return next((kind for kind in (_BULLET, _NUMBER) if kind.match(line)), None)


def marked(text: str) -> Words:
    """``**bold**`` and web addresses of one paragraph."""
    parts: list[Part] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        bold, link = match["bold"], match["link"]
        parts.append(Run(bold, bold=True) if bold else Run(link, link=link))
        end = match.end()
    if end < len(text) or not parts:
        parts.append(text[end:])
    return tuple(parts)
