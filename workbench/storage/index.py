"""What the cards show of a plan, taken from its figures."""

from __future__ import annotations

from workbench.engine.projection import Projection
from workbench.engine.pulse import pulse
from workbench.formats import Formats
from workbench.i18n import SOURCE_LANGUAGE, speaking
from workbench.portfolio.measure import entry_of
from workbench.storage.records import Index


def index_of(projection: Projection, formats: Formats | None = None) -> Index:
    """The index of a plan. Its texts are in Spanish, the source: they are translated where they are shown."""
    with speaking(SOURCE_LANGUAGE):
        break_even, gap, *_others = pulse(projection, formats)
    entry = entry_of(projection)
    month_says_it = entry.break_even and not entry.measures.break_even_reason
    return Index(
        completeness=entry.completeness,
        break_even=entry.break_even,
        break_even_text="" if month_says_it else break_even.text,
        gap=entry.gap,
        gap_text=gap.text,
        portfolio=entry.measures.dump(),
    )
