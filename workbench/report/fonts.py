"""The one family of the report, and the check that it can write what the report says."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from workbench.i18n import _
from workbench.paths import resource

REGULAR = "DejaVuSansCondensed"
BOLD = "DejaVuSansCondensed-Bold"
WORDS_KEPT = 20_000
LINE_BREAKS = frozenset("\n")
RIGHT_TO_LEFT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
"""Of Unicode's bidirectional classes, those of Hebrew and Arabic, and of what turns a text around."""


class MissingGlyph(ValueError):
    """A report cannot write a character; the message says which and where."""

    def __init__(self, text: str, character: str) -> None:
        super().__init__(
            _(
                "No se creó el PDF: el informe no puede escribir el carácter «{character}» ({code}), que está en el "
                "texto «{text}». Nada cambió. Cambie ese carácter y exporte otra vez."
            ).format(character=character, code=f"U+{ord(character):04X}", text=text)
        )
        self.text, self.character = text, character


class _Face(TTFont):
    """A face that remembers how wide words are: a report says most of them many times."""

    def __init__(self, name: str) -> None:
        super().__init__(name, resource(f"fonts/{name}.ttf"))
        self._width_of = lru_cache(WORDS_KEPT)(lambda text: super(_Face, self).stringWidth(text, 1))

    def stringWidth(self, text: Any, size: float, encoding: str = "utf8") -> float:
        return float(self._width_of(text) * size)


@cache
def use_family() -> None:
    """Make the family known to reportlab, once."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(_Face(name))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@cache
def drawable() -> frozenset[str]:
    """The characters both faces can draw where they stand: what is written from right to left would be reversed."""
    use_family()
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, BOLD)]
    both = map(chr, set(faces[0]) & set(faces[1]))
    return frozenset(each for each in both if unicodedata.bidirectional(each) not in RIGHT_TO_LEFT) | LINE_BREAKS


def plain(text: str) -> str:
    """``text`` as it is drawn: composed accents, one kind of line break, tabs as spaces."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def require_glyphs(document: Any) -> None:
    """Raise MissingGlyph at the first text anywhere in ``document`` that the font cannot write."""
    for text in _texts(document):
        if text.isascii() and text.isprintable():
            continue
        missing = set(plain(text)) - drawable()
        if missing:
            first = next(character for character in plain(text) if character in missing)
            raise MissingGlyph(text, first)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    else:
        kind: Any = type(value)
        for name in _parts(kind):
            yield from _texts(getattr(value, name))


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    """The fields of a part of the report; none of anything else."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
