"""Drills over plan after plan that go on where the last run stopped, and stop at the first plan that differs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

STATES = Path(__file__).resolve().parents[2] / ".drills"


def over_plans(
    name: str, told: str, plans: int, at_once: int, compared: Callable[[int, int], tuple[int, list[str]]], agree: str
) -> int:
    """Compare plans by seed, a few at once, from the first not yet compared; 0 when all of them agree.

    ``compared``: from a first seed to before a last, how many values there were and what differed. ``agree``: what is
    said of them.
    """
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("--plans", type=int, default=plans, help="how many plans in all")
    parser.add_argument("--afresh", action="store_true", help="forget what was compared before")
    given = parser.parse_args()
    state = STATES / f"{name}.json"
    done = {"plans": 0, "values": 0}
    if state.exists() and not given.afresh:
        done = json.loads(state.read_text(encoding="utf-8"))
    STATES.mkdir(exist_ok=True)
    while done["plans"] < given.plans:
        last = min(done["plans"] + at_once, given.plans)
        values, differ = compared(done["plans"], last)
        if differ:
            print(*differ[:20], sep="\n")
            return 1
        done = {"plans": last, "values": done["values"] + values}
        state.write_text(json.dumps(done), encoding="utf-8")
        print(f"{last} plans, {done['values']} {agree}", flush=True)
    return 0
