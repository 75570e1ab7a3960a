"""Texts as people look for them."""

from __future__ import annotations

import unicodedata

_OPENING = (0xA1, 0xBF)
"""The code points of the marks that open a cry and a question."""


def folded(text: str) -> str:
    """A text without accents, capitals and marks that open a question or a cry, to compare with what was typed."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter) and ord(letter) not in _OPENING)
