"""The start of the built program, up to its first picture, against the same program from its source.

Prints nothing where nothing has been built: ``python3 build_installer.py folder``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from side_by_side import compare, in_turns

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "dist" / "sustainability-workbench" / "workbench"
BAR = 1.2


def main() -> None:
    """Whole processes, in turns."""
    if not BUILT.exists():
        print("the built program is not measured: build it with build_installer.py folder", file=sys.stderr)
        return
    with TemporaryDirectory() as folder:
        env = os.environ | {f"XDG_{name}_HOME": folder for name in ("CONFIG", "DATA", "STATE")}

        def start(*command: str) -> None:
            subprocess.run([*command, "--smoke"], check=True, env=env, capture_output=True)

        times = in_turns(lambda: start(str(BUILT)), lambda: start(sys.executable, "-m", "workbench"))
    compare("built program painted after start", *times, BAR)


if __name__ == "__main__":
    main()
