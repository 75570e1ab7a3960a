"""What the library says of its plans and revisions. Nothing heavy is imported: the first plan is read with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.i18n import _


class PlanNotFound(LookupError):
    """No plan, or more than one, answers to a name; the message is a sentence for the user."""


@dataclass(frozen=True)
class Index:
    """What the cards show of a plan's figures; ``home.PlanCard`` says what each field means.

    ``portfolio``: what portfolios know of it, as ``portfolio.entry.Measures.dump`` writes it; '' is not computed yet.
    """

    completeness: float = 0.0
    break_even: str | None = None
    break_even_text: str = ""
    gap: float | None = None
    gap_text: str = ""
    portfolio: str = ""


@dataclass(frozen=True)
class RevisionInfo:
    """A revision without its content. Times are ISO 8601, UTC. ``name``: what the user calls it, '' for most."""

    id: int
    label: str
    fingerprint: str
    engine: str
    created: str
    changed: str
    name: str


class Added(StrEnum):
    """What adding a plan did: it is new, it was there and equal, or it became a new revision of the one there."""

    NEW = "new"
    SAME = "same"
    REVISION = "revision"


class Unreadable(Exception):
    """The content of a revision is not what was written."""


def not_found(text: str) -> PlanNotFound:
    """The error for a name no plan answers to."""
    return PlanNotFound(_("No hay un plan con nombre o identificador «{text}».").format(text=text))
