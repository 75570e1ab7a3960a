"""Every figure of the reference plan after an edit, against the same plan and figures in plain numpy."""

from __future__ import annotations

import sys
from pathlib import Path

from side_by_side import compare, in_turns

from workbench.engine.projection import project
from workbench.model.plan import Plan

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "engine")]

from comparing import compare as agree  # noqa: E402
from generator import reference_plan  # noqa: E402
from reference import evaluate  # noqa: E402

REPEAT = 40


def everything(plan: Plan) -> None:
    """What the reference gives as well: each value in each period with its reason, and who pays what."""
    projection = project(plan)
    projection.rows()
    projection.array("who_pays")


def main() -> None:
    """Both compute the same plan in turns, once they agree on it."""
    plan = reference_plan()
    both = agree(plan)
    if both.differ:
        sys.exit("\n".join(both.differ[:20]))
    compare("every figure recalculated", *in_turns(lambda: everything(plan), lambda: evaluate(plan), REPEAT), bar=3)


if __name__ == "__main__":
    main()
