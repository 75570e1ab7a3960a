"""The engine against the reference on many more plans: ``python3 dev.py drill agreement [--plans N] [--afresh]``.

Resumable: each run goes on where the last one stopped. Stops at the first plan that differs and says its seed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".drills" / "agreement.json"
SIZES = ((None, 8, 20, 3, 10), (240, 8, 20, 3, 10), (36, 4, 10, 2, 4), (12, 5, 12, 3, 8), (60, 25, 60, 8, 16))
"""Months, streams, costs, investments, sources, in turn."""
EVERY = 100

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "engine")]

from comparing import compare  # noqa: E402
from generator import random_plan  # noqa: E402

from workbench.model.plan import Plan  # noqa: E402


def made(seed: int) -> Plan:
    """The plan of a seed, small and large in turn."""
    months, streams, costs, investments, sources = SIZES[seed % len(SIZES)]
    return random_plan(seed, months, streams, costs, investments, sources)


def main() -> int:
    """Compare plans from the first one not yet compared; 0 when all of them agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=5_000, help="how many plans in all")
    parser.add_argument("--afresh", action="store_true", help="forget what was compared before")
    given = parser.parse_args()
    done = {"plans": 0, "values": 0}
    if STATE.exists() and not given.afresh:
        done = json.loads(STATE.read_text(encoding="utf-8"))
    STATE.parent.mkdir(exist_ok=True)
    while done["plans"] < given.plans:
        both = compare(made(done["plans"]))
        if both.differ:
            print(f"plan {done['plans']} differs:", *both.differ[:20], sep="\n")
            return 1
        done = {"plans": done["plans"] + 1, "values": done["values"] + both.compared}
        if done["plans"] % EVERY == 0 or done["plans"] == given.plans:
            STATE.write_text(json.dumps(done), encoding="utf-8")
            print(f"{done['plans']} plans, {done['values']} values agree", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
