"""Starts the program: the window when nothing is asked, else the command line. Qt is imported only for the window."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

WINDOW_OPTIONS = ("--library", "--lang")
OPENED = (".round", ".answers", ".pdf", ".json", ".xlsx")
"""Endings of the files a desktop opens with the program."""
SMOKE = "--smoke"
"""A built program tries itself, on the old library named after it or without one (build_installer.py)."""


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    if sys.argv[1:2] == [SMOKE]:
        from workbench import smoke

        return smoke.run(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    asked = window_asked(sys.argv[1:])
    if asked is None:
        from workbench import cli

        return cli.main(sys.argv[1:])
    gc.disable()  # nothing is freed before the first picture; then it is done on the main thread (ui.tasks.Sweeper)
    from workbench.ui import app

    options, files = asked
    return app.run(options.get("--library", ""), options.get("--lang", ""), files)


def window_asked(arguments: list[str]) -> tuple[dict[str, str], list[Path]] | None:
    """The options of the window by name, and the files to open in it; None where the arguments ask for a command."""
    found: dict[str, str] = {}
    files = []
    rest = list(arguments)
    while rest:
        first = rest.pop(0)
        name, joined, value = first.partition("=")
        if first.lower().endswith(OPENED) and not first.startswith("-"):
            files.append(Path(first))
        elif name not in WINDOW_OPTIONS or not (joined or rest):
            return None
        else:
            found[name] = value if joined else rest.pop(0)
    return found, files


if __name__ == "__main__":
    sys.exit(main())
