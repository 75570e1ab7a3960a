"""The program without a screen. Qt is never imported here, and heavy parts only by the command that needs them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from workbench.cli.arguments import language_asked, parser
from workbench.cli.reading import BadUse
from workbench.i18n import NoCatalogue, _, use_language
from workbench.settings import load, screen_language
from workbench.storage.header import LibraryError

DONE, FINDINGS, BAD_USE, NO_LIBRARY = range(4)
"""The exit codes."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code (docs/command-line.md); what went wrong is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        _speak(language_asked(arguments))
        asked = parser().parse_args(arguments)
        code: int = asked.run(asked)
        print(end="", flush=True)
    except (BadUse, NoCatalogue) as error:
        return _failed(str(error), BAD_USE)
    except LibraryError as error:
        return _failed(str(error), NO_LIBRARY)
    except OSError:
        return _unread()
    return code


def _speak(asked: str) -> None:
    """Use the language asked for (raises NoCatalogue), else the user's, or Spanish where its texts are missing."""
    try:
        use_language(asked or screen_language(load()))
    except NoCatalogue as error:
        if asked:
            raise
        print("workbench:", error, file=sys.stderr)


def _failed(sentence: str, code: int) -> int:
    print("workbench:", " ".join(sentence.split()), file=sys.stderr)
    return code


def _unread() -> int:
    """Nobody reads our output any more, or its disk is full; what is still waiting goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _failed(_("No se pudo escribir la salida completa: se cerró o el disco está lleno."), BAD_USE)
