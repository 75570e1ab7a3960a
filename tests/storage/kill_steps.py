"""Kills an upgrade or a restoration at every line of the storage it runs through, and looks at what is left.

``kill_steps.py upgrade|restore LIBRARY FOLDER``: each time LIBRARY, with its backups, is copied to FOLDER, a child is
killed where it first reaches one more line, and the library is opened again. Prints what was found as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from workbench.storage import backup, copies, database, restore
from workbench.storage.header import found_version
from workbench.storage.library import Library

WATCHED = {
    kind: {module.__file__ for module in modules}
    for kind, modules in {"upgrade": (copies, database), "restore": (backup, copies, restore)}.items()
}
Step = tuple[str, int]


def trace(reached: Callable[[Step], None]) -> None:
    """Have ``reached`` called at each line of the storage, from now on."""

    def each(frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code.co_filename not in WATCHED[sys.argv[1]]:
            return None
        if event == "line":
            reached((frame.f_code.co_filename, frame.f_lineno))
        return each

    sys.settrace(each)


def child(work: Callable[[], object], reached: Callable[[Step], None]) -> int:
    """Do the work in a child and return its wait status."""
    process = os.fork()
    if process == 0:
        trace(reached)
        work()
        sys.settrace(None)
        os._exit(0)
    return os.waitpid(process, 0)[1]


def steps_of(work: Callable[[], object]) -> list[Step]:
    """The lines the work runs through, in the order they are reached first."""
    read, write = os.pipe()
    seen: dict[Step, None] = {}

    def note(step: Step) -> None:
        if step not in seen:
            seen[step] = None
            os.write(write, f"{step[0]}\t{step[1]}\n".encode())

    assert child(work, note) == 0
    os.close(write)
    with os.fdopen(read) as told:
        lines = [line.rstrip("\n").split("\t") for line in told]
    return [(file, int(number)) for file, number in lines]


def fresh(source: Path, folder: Path) -> Path:
    """The library and its backups, as they were."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "library.db"
    shutil.copy(source, path)
    if backup.folder_of(source).exists():
        shutil.copytree(backup.folder_of(source), backup.folder_of(path))
    return path


def left(path: Path) -> str:
    """What a killed program left, opened as the next one would: the revisions' fingerprints."""
    for each in backup.backups(path):
        copies.verify(each.path)
    with Library.open(path, write=True) as opened:
        for card in opened.plans():
            opened.load(opened.find(card.id))
    copies.verify(path)
    assert not list(path.parent.rglob("*.new")) or found_version(path)
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT id, fingerprint FROM revision ORDER BY id").fetchall()
    connection.close()
    return repr(found)


def main() -> None:
    """Kill at each step."""
    kind, source, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])

    def work(path: Path) -> None:
        if kind == "upgrade":
            Library.open(path, write=True).close()
        else:
            restore.restore(path, backup.backups(path)[-1].path)

    path = fresh(source, folder)
    states: dict[str, int] = {left(fresh(source, folder)): 0}
    steps = steps_of(lambda: work(fresh(source, folder)))
    killed = 0
    for wanted in steps:
        path = fresh(source, folder)

        def stop(step: Step, wanted: Step = wanted) -> None:
            if step == wanted:
                os.kill(os.getpid(), signal.SIGKILL)

        killed += child(lambda path=path: work(path), stop) == signal.SIGKILL  # type: ignore[misc]
        state = left(path)
        states[state] = states.get(state, 0) + 1
    work(path)
    print(json.dumps({"steps": len(steps), "killed": killed, "states": list(states), "last": left(path)}))


if __name__ == "__main__":
    main()
