"""Where no window can be opened the user reads why, and what installs what is missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import dev
from workbench import no_window
from workbench.i18n import speaking

EGL = "libEGL.so.1: cannot open shared object file: No such file or directory"
XCB = """Could not load the Qt platform plugin "xcb" in "" even though it was found.
Available platform plugins are: linuxfb, minimal, offscreen, vkkhrdisplay, vnc, wayland, xcb."""
PLAIN = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_it_ends_in_a_sentence() -> None:
    env = PLAIN | {"QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "workbench", "--lang", "en"]
    done = subprocess.run(command, cwd=dev.ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (no_window.EXIT, "")
    assert done.stderr == "workbench: There is no screen to open the window on. Without one: workbench --help\n"


@pytest.mark.parametrize(("said", "named"), [(EGL, "(libEGL.so.1)"), (XCB, "(libxcb)")])
def test_a_missing_library_is_named_with_the_command(said: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    with speaking("pt"):
        first, command, *words = no_window.sentence(said).split("\n")
    assert named in first
    assert first.startswith("A janela não abre")
    assert command.split()[:4] == ["sudo", "apt-get", "install", "-y"]
    assert set(command.split()) >= {*dev.QT, *dev.WINDOW}
    assert words == ([] if said is EGL else XCB.split("\n"))  # where the reason is a guess, what Qt said
