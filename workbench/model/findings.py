"""A finding: a problem, its place, and what would cure it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.i18n import N_
from workbench.model.types import Choice


class Severity(Choice):
    """error: the plan contradicts itself · warning: it probably will not hold · hint."""

    ERROR = "error", N_("Error")
    WARNING = "warning", N_("Advertencia")
    HINT = "hint", N_("Sugerencia")


@dataclass(frozen=True)
class Finding:
    """``sentence`` and ``cure`` are in the user's language, ready to show; ``path`` names the field it points to.

    ``figure`` and ``period``: the ids of the published figure it speaks of, where there is one.
    """

    id: str
    severity: Severity
    sentence: str
    path: str
    cure: str = ""
    figure: str = ""
    period: str = ""
