"""A word of the glossary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word and what it means, in one to three sentences. Marked with ``N_``: show them with ``_()``."""

    name: str
    text: str
