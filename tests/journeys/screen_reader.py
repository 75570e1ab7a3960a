"""Does the main job with the program as a blind person does: keys go in, what the accessibility bus says comes out.

usage: PYTHON_WITH_PYATSPI screen_reader.py PDF PROGRAM …
Run on a display and a session bus of its own. Nothing of the program is imported; a place is known by what is said
there. Prints as JSON what was heard; leaves with a sentence where the way is barred.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyatspi  # type: ignore[import-not-found]
from gi.repository import GLib  # type: ignore[import-not-found]

FAR = 80
"""More stops of Tab than lie between any two places of this way."""
PATIENCE = 25.0
QUIET = 0.06
"""Seconds without a word after which the program has said what it had to say."""


class Reader:
    """Ears on the bus and hands on the keys."""

    def __init__(self) -> None:
        self.place: Any = None
        self.last = time.monotonic()
        self.passed: list[dict[str, str]] = []
        self.announced: list[str] = []
        pyatspi.Registry.registerEventListener(self._hear, "object:state-changed:focused")
        pyatspi.Registry.registerEventListener(self._hear_said, "object:announcement")

    def _hear(self, event: Any) -> None:
        if event.detail1:
            self.place, self.last = event.source, time.monotonic()

    def _hear_said(self, event: Any) -> None:
        self.announced.append(str(event.any_data))
        self.last = time.monotonic()

    def hear(self, part: str) -> None:
        """Wait until something with ``part`` is said that is not at the cursor."""
        self.listen(lambda: any(part in each for each in self.announced), f"{part!r} said aloud")
        self.announced.clear()

    def listen(self, until: Callable[[], bool], what: str) -> None:
        """Take in events until something holds."""
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                sys.exit(f"{what}: not heard; the cursor is at {self.here()!r}, the way was {self.way()}")
            self._turn()

    def settle(self) -> None:
        """Take in events until it is quiet."""
        start = time.monotonic()
        while time.monotonic() - max(self.last, start) < QUIET:
            self._turn()

    def _turn(self) -> None:
        if not GLib.MainContext.default().iteration(False):
            time.sleep(0.005)

    def here(self) -> str:
        """The name of what has the cursor."""
        try:
            return str(self.place.name) if self.place is not None else ""
        except GLib.Error:  # it went while it was asked
            return ""

    def value(self) -> str:
        """What stands in the field that has the cursor."""
        text = self.place.queryText()
        return str(text.getText(0, text.characterCount))

    def way(self) -> list[str]:
        return [stop["name"] for stop in self.passed[-FAR:]]

    # ------------------------------------------------------------ hands

    def press(self, *keys: str) -> None:
        """Keys, one after the other, and what is said then."""
        subprocess.run(["xdotool", "key", *keys], check=True)
        self.settle()

    def write(self, text: str) -> None:
        """A text over what stands in the field; it must be heard there."""
        subprocess.run(["xdotool", "key", "ctrl+a"], check=True)
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)
        self.settle()
        self.listen(lambda: self.value() == text, f"{text!r} typed at {self.here()!r}")

    def go(self, name: str, back: bool = False) -> None:
        """Tab until ``name`` is heard; every stop on the way must say what it is."""
        for _stop in range(FAR):
            if self.here() == name:
                return
            before = self.place
            self.press("shift+Tab" if back else "Tab")
            self.listen(lambda: self.place is not before, "the next stop of Tab")  # noqa: B023 - used at once
            self.passed.append({"name": self.here(), "role": self.place.getRoleName()})
        sys.exit(f"Tab does not reach {name!r}, only {self.way()}")

    def fill(self, name: str, text: str) -> None:
        """Write into the field of this name."""
        self.go(name)
        self.write(text)

    def push(self, name: str, back: bool = False) -> None:
        """Press the button of this name."""
        self.go(name, back)
        self.press("Return")

    def window(self) -> None:
        """What a desktop does when a window closes, and there is none here: give the cursor to the one on top."""
        listed = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "workbench"], check=True, capture_output=True, text=True
        )
        subprocess.run(["xdotool", "windowfocus", "--sync", listed.stdout.split()[-1]], check=True)
        self.settle()

    def wait_for(self, name: str) -> None:
        """Until the cursor is brought to a place."""
        self.listen(lambda: self.here() == name, f"{name!r}")


def main_job(reader: Reader, target: Path) -> dict[str, list[str]]:
    """A plan with one service, one income and one cost; its figures; its PDF."""
    reader.listen(lambda: reader.here() != "", "the first question")
    reader.push("Empezar")
    reader.window()
    reader.push("Plan nuevo")
    reader.fill("Nombre del proyecto", "Red de farmacias")
    reader.press("ctrl+Next")
    reader.push("Agregar servicio")
    reader.fill("Servicio", "Compra conjunta")
    reader.press("ctrl+Next", "ctrl+Next")
    choose_kind(reader, "Agregar ingreso", "Tarifa")
    reader.fill("Concepto", "Pedidos")
    reader.fill("Precio", "mucho")
    reader.press("Tab")
    reader.hear("«mucho» no es un número.")
    reader.press("shift+Tab")
    reader.fill("Precio", "10.000")
    reader.fill("Valor inicial por mes", "100")
    reader.press("ctrl+Next")
    choose_kind(reader, "Agregar costo", "Fijo")
    reader.fill("Concepto", "Oficina")
    reader.fill("Monto", "500.000")
    reader.press("Tab")
    reader.hear("Punto de equilibrio")
    figures = hear_the_pulse(reader)
    reader.push("Exportar PDF")
    reader.wait_for("Guardar como…")
    reader.press("Return")
    reader.wait_for("Nombre del archivo:")
    reader.write(str(target))
    reader.press("Return")
    reader.listen(target.exists, "the PDF")
    return {"figures": figures}


def choose_kind(reader: Reader, button: str, kind: str) -> None:
    """Add a line of a kind from the menu of a button."""
    reader.push(button)
    heard: list[str] = []
    while reader.here().partition(" · ")[0] != kind:
        reader.press("Down")
        if reader.here() in heard[1:]:
            sys.exit(f"{kind!r} is not offered at {button!r}, only {heard}")
        heard.append(reader.here())
    reader.press("Return")


def hear_the_pulse(reader: Reader) -> list[str]:
    """The five figures at the foot, as they are said."""
    said: list[str] = []
    for _stop in range(FAR):
        if " · " in reader.here() and reader.here().startswith("Punto de equilibrio"):
            break
        reader.press("Tab")
    for _cell in range(5):
        said.append(f"{reader.here()}|{reader.place.description}")
        reader.press("Tab")
    return said


if __name__ == "__main__":
    listener = Reader()
    program = subprocess.Popen(sys.argv[2:], env=os.environ | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    try:
        told = main_job(listener, Path(sys.argv[1]))
    finally:
        program.terminate()
        program.wait()
    print(json.dumps(told | {"stops": listener.passed}))
