"""A finding: a problem, its place, and what would cure it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """error: the plan contradicts itself · warning: it probably will not hold · hint."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """``sentence`` and ``cure`` are in the user's language, ready to show; ``path`` names the field it points to."""

    id: str
    severity: Severity
    sentence: str
    path: str
    cure: str = ""
