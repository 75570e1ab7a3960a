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
    asked = window_asked(sys.argv[1:])
    if asked is None and sys.argv[1:2] != [SMOKE]:
        from workbench import cli

        return cli.main(sys.argv[1:])
    _speak(asked[0].get("--lang", "") if asked else "")
    try:
        return _tried() if asked is None else _opened(*asked)
    except ImportError as error:
        from workbench import no_window

        if not no_window.MISSING.search(str(error)):
            raise
        no_window.leave(str(error))


def _tried() -> int:
    """The program tries itself."""
    from workbench import smoke

    return smoke.run(Path(sys.argv[2]) if len(sys.argv) > 2 else None)


def _opened(options: dict[str, str], files: list[Path]) -> int:
    """The window."""
    gc.disable()  # nothing is freed before the first picture; then it is done on the main thread (ui.tasks.Sweeper)
    from workbench.ui import app

    return app.run(options.get("--library", ""), files)


def _speak(asked: str) -> None:
    """Use the language asked for, else the user's; where its texts are missing, say so and go on."""
    from workbench import settings
    from workbench.i18n import NoCatalogue, use_language

    try:
        use_language(asked or settings.screen_language(settings.load()))
    except NoCatalogue as error:
        print(error, file=sys.stderr)


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
