"""What a portfolio knows of one plan. Standard library alone: the library keeps it beside the plan, as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

FORM = 2
"""Of what is kept: a later program that wants to know more counts on, and computes again what was kept before."""
UNTOLD = "nothing_entered"
"""The reason where no cost is entered: the zeros of an empty plan are no good news."""
Mix = tuple[float, float, float]
"""Public, private and international funding."""
Years = dict[str, tuple[float, float]]
"""By calendar year: the gap with committed sources, and the one with all planned sources."""


@dataclass(frozen=True)
class Measures:
    """The figures of a plan that portfolios add up or count; amounts in the plan's currency.

    ``sector``: what the executor typed. ``rate``: units of the plan's currency for a dollar in the plan's first month,
    None where it is not typed; ``rate_date``: its day, ISO 8601, or that month. ``fomin``, ``cash``, ``in_kind``: as
    approved, None where not typed. ``gaps``: of the months after the project, None where none is planned or nothing is
    costed yet. Reasons are codes of ``engine.reasons``, or ``UNTOLD``. ``months``: guaranteed, ``at_least`` where the
    horizon ends before they do; ``horizon``: 0 none, 1 short, 2 medium, 3 long. ``self_sufficiency`` and the amounts
    of ``structure`` and ``services`` are of ``after12``. ``survey``: the score, 0 to 3, of the last one, its level, a
    code of ``model.types.Level``, and its wave.
    """

    sector: str = ""
    rate: float | None = None
    rate_date: str = ""
    fomin: float | None = None
    cash: float | None = None
    in_kind: float | None = None
    break_even_reason: str = UNTOLD
    gaps: Years | None = None
    gap_reason: str = UNTOLD
    self_sufficiency: float | None = None
    self_sufficiency_reason: str = UNTOLD
    months: float | None = None
    at_least: bool = False
    horizon: int | None = None
    horizon_reason: str = UNTOLD
    structure: Mix | None = None
    services: Mix | None = None
    survey: float | None = None
    survey_level: str = ""
    survey_wave: str = ""

    def dump(self) -> str:
        """As the library keeps it."""
        return json.dumps({"form": FORM, **vars(self)}, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Measures | None:
    """What ``Measures.dump`` wrote; None where it is of another form, spoilt, or was never computed."""
    try:
        told = json.loads(text) if text else {}
        if told.pop("form", None) != FORM:
            return None
        for name in ("structure", "services"):
            told[name] = told[name] and tuple(told[name])
        told["gaps"] = told["gaps"] and {year: tuple(gap) for year, gap in told["gaps"].items()}
        return Measures(**told)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


@dataclass(frozen=True)
class Entry:
    """One plan of a portfolio. ``break_even``: an ISO month; ``gap``: the committed one after the project.

    ``pending``: its measures are not computed yet; what cards show is known.
    """

    id: str
    name: str = ""
    executor: str = ""
    country: str = ""
    stage: str = ""
    currency: str = ""
    completeness: float = 0.0
    break_even: str | None = None
    gap: float | None = None
    measures: Measures = field(default_factory=Measures)
    pending: bool = False
