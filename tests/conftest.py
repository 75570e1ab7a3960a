"""What holds for every test: a home of its own, no warning, nothing left running, tools asked for by name."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from workbench.i18n import SOURCE_LANGUAGE, use_language

CI = os.environ.get("CI", "").lower() == "true"

# Before Qt is imported anywhere: the screen there is, and no system language.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ |= {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}
# pyxform brings defusedxml, which the program is not shipped with: workbooks are read here as they are there.
os.environ["OPENPYXL_DEFUSEDXML"] = "False"

settings.register_profile("house", deadline=None, derandomize=CI, print_blob=True)
settings.load_profile("house")


# ---------------------------------------------------------------- tools outside Python

def _system_has(module: str) -> bool:
    """Whether the system's own Python has a module."""
    asked = ["/usr/bin/python3", "-c", f"import {module}"]
    return Path(asked[0]).exists() and subprocess.run(asked, stderr=subprocess.DEVNULL, check=False).returncode == 0


TOOLS: dict[str, Callable[[], object]] = {
    "soffice": lambda: shutil.which("soffice"),
    "java": lambda: shutil.which("java"),
    "pdftoppm": lambda: shutil.which("pdftoppm"),
    "qpdf": lambda: shutil.which("qpdf"),
    "xvfb": lambda: os.environ.get("QT_QPA_PLATFORM") != "offscreen",
    "atspi": lambda: all(map(shutil.which, ("Xvfb", "dbus-run-session", "xdotool"))) and _system_has("pyatspi"),
}
_untested: dict[str, list[str]] = {}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked ``needs(tool)`` where the tool is missing; on the continuous check that is a failure."""
    for tool in (name for marker in item.iter_markers("needs") for name in marker.args):
        if not TOOLS[tool]():
            _untested.setdefault(tool, []).append(item.nodeid)
            if CI:
                pytest.fail(f"{tool} is missing, and CI is true", pytrace=False)
            pytest.skip(f"{tool} is missing")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """List the tests that did not run because a tool is missing."""
    for tool, tests in _untested.items():
        terminalreporter.section(f"not tested, for {tool} is missing")
        terminalreporter.write_line("\n".join(tests))


# ---------------------------------------------------------------- a home of its own


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder; the user's own data is out of reach."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(variable, str(folder))
        for name in ("data", "config", "cache", "state", "runtime"):
            (folder / name).mkdir(mode=0o700)
            patch.setenv(f"XDG_{name.upper()}_{'DIR' if name == 'runtime' else 'HOME'}", str(folder / name))
        patch.setenv("WORKBENCH_LIBRARY", str(folder / "data" / "library.db"))
        yield folder


@pytest.fixture(autouse=True)
def _spanish() -> None:
    """A test begins in Spanish, whatever the one before spoke."""
    use_language(SOURCE_LANGUAGE)


# ---------------------------------------------------------------- no warning


class _Keep(logging.Handler):
    """Keeps what is logged at warning level or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def logged_warnings() -> Iterator[list[str]]:
    """The warnings logged so far, as lines. A test that provokes one reads it here and clears the list."""
    keep = _Keep()
    logging.getLogger().addHandler(keep)
    yield keep.lines
    logging.getLogger().removeHandler(keep)
    if keep.lines:
        pytest.fail("logged: " + "\n".join(keep.lines), pytrace=False)


# ---------------------------------------------------------------- nothing left running


def _threads() -> set[Any]:
    """Python's threads; those that only Qt knows appear as dummies and are counted by ``_qt_objects``."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def _qt_objects() -> set[Any]:
    """Top-level widgets, active timers and running threads of Qt."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    if QApplication.instance() is None:
        return set()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found: set[Any] = {widget for widget in QApplication.topLevelWidgets() if widget.objectName() != "qtooltip_label"}
    for thing in gc.get_objects():
        kind = type(thing)
        if (issubclass(kind, QTimer) and isValid(thing) and thing.isActive()) or (
            issubclass(kind, QThread) and isValid(thing) and thing.isRunning() and thing is not QThread.currentThread()
        ):
            found.add(thing)
    return found


def _left(before: set[Any], now: Callable[[], set[Any]], patience: float = 2.0) -> list[str]:
    """What is there now and was not before, after some patience and one collection.

    Events go on being delivered: one that waits keeps whatever its receiver would be told, and timers rest by firing.
    """
    end = time.monotonic() + patience
    while now() - before:
        if "PySide6.QtCore" in sys.modules:
            sys.modules["PySide6.QtCore"].QCoreApplication.processEvents()
        gc.collect()
        if not now() - before or time.monotonic() > end:
            break
        time.sleep(0.05)
    return [_said(thing) for thing in now() - before]


def _said(thing: Any) -> str:
    """What it is, and whose: a timer alone does not say who forgot it."""
    owner = thing.parent() if hasattr(thing, "parent") else None
    return f"{thing!r} of {owner!r}" if owner is not None else repr(thing)


def _empty_clipboard() -> None:
    """What the screenless platform holds for others to paste outlives Python, and ends it with a crash."""
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    uses_qt = not {"qtbot", "qapp"}.isdisjoint(request.fixturenames)
    counters = [_threads, _qt_objects] if uses_qt else [_threads]
    before = [count() for count in counters]
    yield
    if uses_qt:
        _empty_clipboard()
    left = [thing for there, count in zip(before, counters, strict=True) for thing in _left(there, count)]
    if left:
        pytest.fail("left behind: " + "\n".join(left), pytrace=False)


# ---------------------------------------------------------------- ears


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that a screen reader is told to say on its own, as it is said."""
    from workbench.ui import heard

    told: list[str] = []

    class Ears(heard.QAccessible):
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: Any) -> None:
            told.append(event.message() if hasattr(event, "message") else f"cell {event.child()}")

    monkeypatch.setattr(heard, "QAccessible", Ears)
    return told
