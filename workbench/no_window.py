"""What is said on Linux where no window can be opened: Qt lacks a library of the system, or there is no screen."""

from __future__ import annotations

import os
import re
import sys
from typing import NoReturn

from workbench.i18n import _
from workbench.system_packages import QT, WINDOW

EXIT = 2
NO_SCREEN = re.compile("could not connect to display|wl_display")
MISSING = re.compile(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object file")


def sentence(said: str) -> str:
    """Why there is no window, and what to do, told from what the system or Qt ``said``; for the user."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    missing = MISSING.search(said)
    if not missing and (not screen or NO_SCREEN.search(said)):
        return _("No hay una pantalla donde abrir la ventana. Sin pantalla: {command}").format(
            command="workbench --help"
        )
    text = _(
        "La ventana no se abre: falta una biblioteca del sistema ({library}). En Debian y Ubuntu se instala así:\n"
        "  {command}"
    ).format(
        library=missing[1] if missing else "libxcb",
        command=f"sudo apt-get install -y --no-install-recommends {' '.join((*QT, *WINDOW))}",
    )
    return text if missing else f"{text}\n{said}"  # the likeliest reason, and the words it was told from


def leave(said: str) -> NoReturn:
    """Say it and end the program at once: what would be ended in order has not begun."""
    print("workbench:", sentence(said), file=sys.stderr, flush=True)
    os._exit(EXIT)
