"""What the cards at home show of a plan's figures."""

from __future__ import annotations

from forms import GUIDE
from forms.completeness import of_plan
from workbench.engine.projection import Projection
from workbench.engine.pulse import pulse
from workbench.formats import Formats
from workbench.storage.store import Index


def index_of(projection: Projection, formats: Formats) -> Index:
    """The figures of the library's index, with their texts as the pulse says them."""
    reached = projection.value("break_even.month.held_from").number
    gap = projection.value("funding.gap.committed", "sustained") if _sustained(projection) else None
    texts = {light.id: light.text for light in pulse(projection, formats)}
    return Index(
        completeness=of_plan(projection.plan, GUIDE).share,
        break_even=None if reached is None else projection.grid.month(int(reached)),
        break_even_text=texts["break_even.month.held_from"],
        gap=gap.number if gap else None,
        gap_text=texts["funding.gap.committed"],
    )


def _sustained(projection: Projection) -> bool:
    return any(period.id == "sustained" for period in projection.grid.periods)
