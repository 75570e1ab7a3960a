"""From the start of the process to plan cards that can be read, against an empty window: whole processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from side_by_side import compare, in_turns

from workbench.engine.projection import project
from workbench.storage.index import index_of
from workbench.storage.library import Library

sys.path.append(str(Path(__file__).resolve().parents[1]))
from generator import random_plan

HERE = Path(__file__).parent
PLANS = 9
BAR = 1.5


def main() -> None:
    """Measure both on a library of some plans."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "library.db"
        with Library.open(file, write=True) as library:
            for seed in range(PLANS):
                plan = random_plan(seed)
                library.add(plan, "new", index_of(project(plan)))
        env = os.environ | {"WORKBENCH_LIBRARY": str(file), "XDG_CONFIG_HOME": folder}

        def show(script: str) -> None:
            subprocess.run([sys.executable, str(HERE / f"{script}.py")], check=True, env=env)

        ours, floor = in_turns(lambda: show("window_home"), lambda: show("window_floor"))
    compare("window painted after start", ours, floor, BAR)


if __name__ == "__main__":
    main()
