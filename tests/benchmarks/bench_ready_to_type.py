"""From the start of the process to a plan one can type in, and the memory it takes at rest, against an empty window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from side_by_side import compare, in_turns

from workbench import settings
from workbench.engine.projection import project
from workbench.exchange import samples
from workbench.storage.index import index_of
from workbench.storage.library import Library

HERE = Path(__file__).parent
SAMPLE = "farmacias"
READY, MEMORY = 4, 2.5


def main() -> None:
    """Measure both on a library that holds the sample."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "library.db"
        plan = samples.load(SAMPLE)
        with Library.open(file, write=True) as library:
            library.add(plan, "new", index_of(project(plan)))
        homes = {f"XDG_{name}_HOME": folder for name in ("CONFIG", "STATE")}
        env = os.environ | {"WORKBENCH_LIBRARY": str(file)} | homes
        kept = Path(folder) / "sustainability-workbench" / settings.NAME
        kept.parent.mkdir()
        settings.save(settings.Settings(country="CO"), kept)

        def show(script: str, *arguments: str) -> str:
            command = [sys.executable, str(HERE / f"{script}.py"), *arguments]
            return subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE, text=True).stdout

        ready = in_turns(lambda: show("window_typing", str(plan.id)), lambda: show("window_floor"))
        ours = int(show("window_typing", str(plan.id), "--memory")) / 2**20
        floor = int(show("window_floor", "--memory")) / 2**20
    compare("ready to type, a plan open", *ready, READY)
    compare("memory at rest, a plan open", ours, floor, MEMORY, "MiB")


if __name__ == "__main__":
    main()
