"""The program is killed while it edits: ``python3 dev.py drill kills [--kills N] [--afresh]``.

The real window types into a plan; most kills come after its first edit, one in five while it starts. After each the
library opens, is whole, and has every edit that was acknowledged. Resumable: each run goes on where the last stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".drills" / "kills"
PROGRAM = ROOT / "tests" / "storage" / "edit_in_window.py"
PAGE = 1
"""The step of the plan that asks for the field."""
LIVES, STARTS = 0.6, 1.5
"""Seconds a program lives at most: from its first edit, and from its start."""

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "storage")]

from killing import FIELD, Lost, kill, look  # noqa: E402

from workbench.exchange import samples  # noqa: E402
from workbench.model.base import replace  # noqa: E402
from workbench.model.plan import Plan  # noqa: E402
from workbench.storage.library import Index, Library  # noqa: E402


def prepare(home: Path) -> Plan:
    """A home with a person's settings and a library of one plan; the plan as it was put there."""
    plan = replace(samples.load("farmacias"), FIELD, "").with_(id=UUID(int=7))
    if not (home / "library.db").exists():
        (home / "config" / "sustainability-workbench").mkdir(parents=True)
        (home / "config" / "sustainability-workbench" / "settings.json").write_text('{"country": "CO"}')
        with Library.open(home / "library.db", write=True) as library:
            library.add(plan, "Nuevo", Index())
    return plan


def environment(home: Path) -> dict[str, str]:
    """Where the program finds its home and ours its modules."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    modules = os.pathsep.join(str(ROOT / folder) for folder in ("", "tests", "tests/storage", "tests/ui"))
    return os.environ | folders | {"PYTHONPATH": modules, "QT_QPA_PLATFORM": "offscreen"}


def main() -> int:
    """Kill until there were as many as asked for; 0 when nothing was ever lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500, help="how many in all")
    parser.add_argument("--afresh", action="store_true", help="forget the kills before")
    given = parser.parse_args()
    tally = STATE / "tally.json"
    if given.afresh:
        tally.unlink(missing_ok=True)
    STATE.mkdir(parents=True, exist_ok=True)
    done = json.loads(tally.read_text()) if tally.exists() else {"kills": 0, "edits": 0, "unsaid": 0}
    plan, path = prepare(STATE), STATE / "library.db"
    env, command = environment(STATE), (sys.executable, PROGRAM, path, str(plan.id), str(PAGE))
    with Library.open(path) as library:
        last = int(library.load(plan.id).project.phone or 0)
    while done["kills"] < given.kills:
        starting = done["kills"] % 5 == 4
        acknowledged = kill(command, not starting, random.uniform(0, STARTS if starting else LIVES), env)
        try:
            now = look(path, plan, acknowledged or last)
        except Lost as lost:
            print(f"kill {done['kills'] + 1}: {lost}; the library is {path}")
            return 1
        done["kills"] += 1
        done["edits"] += now - last
        done["unsaid"] += now - (acknowledged or last)
        last = now
        tally.write_text(json.dumps(done))
        if done["kills"] % 10 == 0 or done["kills"] == given.kills:
            told = "{kills} kills, {edits} edits, {unsaid} of them durable and not yet acknowledged: none lost"
            print(told.format(**done), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
