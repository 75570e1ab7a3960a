"""Other processes that use a library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, uuid
from pathlib import Path
from workbench.storage.library import Library
with Library.open(Path(sys.argv[1]), write=sys.argv[2] == "write") as library:
    library.revisions(uuid.uuid4())
    print("open", flush=True)
    sys.stdin.read()
"""


def holding(path: Path, how: str) -> subprocess.Popen[str]:
    """Another process with the library open, to *read* or to *write*; it lets go when its input ends."""
    pipe = subprocess.PIPE
    held = subprocess.Popen([sys.executable, "-c", HOLD, path, how], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    assert held.stdout is not None
    assert held.stdout.readline() == "open\n"
    return held
