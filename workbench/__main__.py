"""Starts the program: the window when nothing is asked, else the command line. Qt is imported only for the window."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

WINDOW_OPTIONS = ("--library", "--lang")
SMOKE = "--smoke"
"""A built program tries itself, on the old library named after it or without one (build_installer.py)."""


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    if sys.argv[1:2] == [SMOKE]:
        from workbench import smoke

        return smoke.run(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    options = window_options(sys.argv[1:])
    if options is None:
        from workbench import cli

        return cli.main(sys.argv[1:])
    gc.disable()  # nothing is freed before the first picture; then it is done on the main thread (ui.tasks.Sweeper)
    from workbench.ui import app

    return app.run(options.get("--library", ""), options.get("--lang", ""))


def window_options(arguments: list[str]) -> dict[str, str] | None:
    """The options of the window by name; None where the arguments ask for a command."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, joined, value = rest.pop(0).partition("=")
        if name not in WINDOW_OPTIONS or not (joined or rest):
            return None
        found[name] = value if joined else rest.pop(0)
    return found


if __name__ == "__main__":
    sys.exit(main())
