"""Drills over one plan or file after the other that go on where the last run stopped, and stop at what is wrong."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

STATES = Path(__file__).resolve().parents[2] / ".drills"


def in_turn(
    name: str,
    told: str,
    count: int,
    at_once: int,
    compared: Callable[[int, int], tuple[int, list[str]]],
    agree: str,
    what: str = "plans",
) -> int:
    """Compare plans by seed, a few at once, from the first not yet compared; 0 when all of them agree.

    ``compared``: from a first seed to before a last, how many values there were and what differed. ``agree``: what is
    said of them; ``what``: what they are.
    """
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("--count", type=int, default=count, help=f"how many {what} in all")
    parser.add_argument("--afresh", action="store_true", help="forget what was compared before")
    given = parser.parse_args()
    state = STATES / f"{name}.json"
    done = {"done": 0, "values": 0}
    if state.exists() and not given.afresh:
        done = json.loads(state.read_text(encoding="utf-8"))
    STATES.mkdir(exist_ok=True)
    while done["done"] < given.count:
        last = min(done["done"] + at_once, given.count)
        values, differ = compared(done["done"], last)
        if differ:
            print(*differ[:20], sep="\n")
            return 1
        done = {"done": last, "values": done["values"] + values}
        state.write_text(json.dumps(done), encoding="utf-8")
        print(f"{last} {what}, {done['values']} {agree}", flush=True)
    return 0
