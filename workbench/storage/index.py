"""What the cards show of a plan, taken from its figures."""

from __future__ import annotations

from forms import GUIDE
from forms.completeness import of_plan
from workbench.engine.projection import Projection
from workbench.engine.pulse import pulse
from workbench.formats import Formats
from workbench.i18n import SOURCE_LANGUAGE, speaking
from workbench.storage.records import Index


def index_of(projection: Projection, formats: Formats | None = None) -> Index:
    """The index of a plan. Its texts are in Spanish, the source: they are translated where they are shown."""
    with speaking(SOURCE_LANGUAGE):
        break_even, gap, *_others = pulse(projection, formats)
    held = projection.value("break_even.month.held_from").number if break_even.state else None
    after = projection.monthly("gap", "committed")[projection.grid.project_end + 1 :]
    return Index(
        completeness=of_plan(projection.plan, GUIDE).share,
        break_even=None if held is None else projection.grid.month(int(held)),
        break_even_text=break_even.text,
        gap=None if not gap.state else 0.0 if gap.state == "holds" else float(after.sum()),
        gap_text=gap.text,
    )
