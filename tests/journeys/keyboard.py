"""Hands on the keyboard and eyes on what has the cursor; nothing else of the program is touched.

A place is found by the name a screen reader says there, so what has no name cannot be reached here either.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FAR = 250
"""More stops of Tab than any screen of the program has."""
PATIENCE = 20
"""Seconds a screen may take to give a window the cursor."""


# ---------------------------------------------------------------- eyes


def here() -> str:
    """The name of what has the cursor, as a screen reader says it; empty where nothing has it."""
    widget = QApplication.focusWidget()
    name = (widget.accessibleName() if widget else "") or _said(QAccessible.Text.Name)
    return name.replace("\N{NO-BREAK SPACE}", " ")


def heard() -> str:
    """What stands in the field that has the cursor."""
    return _said(QAccessible.Text.Value)


def cell() -> str:
    """The cell of a table that has the cursor, as a screen reader says it."""
    told = QAccessible.queryAccessibleInterface(QApplication.focusWidget())
    child = told.focusChild() if told else None
    return child.text(QAccessible.Text.Name).replace("\N{NO-BREAK SPACE}", " ") if child else ""


def beside() -> str:
    """What is said below the field that has the cursor: its help, or what is wrong with what was typed."""
    return _said(QAccessible.Text.Description)


def _said(what: QAccessible.Text) -> str:
    interface = QAccessible.queryAccessibleInterface(QApplication.focusWidget())
    return interface.text(what) if interface else ""


# ---------------------------------------------------------------- hands


def press(key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """One key, given to the window that has the cursor, as the system would."""
    QTest.keyClick(_window(), key, modifiers)
    QApplication.processEvents()


def write(text: str) -> None:
    """A text, letter by letter; ``QTest`` knows no accents."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(QApplication.focusWidget(), QKeyEvent(kind, 0, NONE, letter))


def go(name: str, back: bool = False) -> None:
    """Tab, or Shift+Tab, until the cursor is at ``name``."""
    passed: list[str] = []
    while here() != name:
        passed.append(here())
        assert len(passed) < FAR, f"Tab does not reach {name!r}, only {list(dict.fromkeys(passed))}"
        press(Key.Key_Backtab if back else Key.Key_Tab, SHIFT if back else NONE)


def fill(name: str, text: str) -> None:
    """Write over what stands in a field."""
    go(name)
    press(Key.Key_A, CONTROL)
    press(Key.Key_Delete)
    write(text)


def choose(name: str, option: str) -> None:
    """Open a list, walk down to what is wanted, and take it."""
    go(name)
    press(Key.Key_Down, ALT)
    popup = _popup()
    entries = popup.focusWidget()
    press(Key.Key_Home)
    _down_to(option, lambda: entries.currentIndex().data())
    press(Key.Key_Return)
    end = time.monotonic() + PATIENCE
    while heard() != option and time.monotonic() < end:  # a busy screen gives the cursor back late
        _window()
        QTest.qWait(10)
    assert heard() == option, (name, heard())


def tick(name: str) -> None:
    """Put a tick, or take it away."""
    go(name)
    press(Key.Key_Space)


def push(name: str, back: bool = False) -> None:
    """Press a button with Enter."""
    go(name, back)
    press(Key.Key_Return)


def add(name: str, kind: str = "") -> None:
    """Go back to the button that adds a line, press it, and choose the kind from its menu."""
    push(name, back=True)
    if kind:
        menu = _popup()
        press(Key.Key_Down)
        _down_to(kind, lambda: menu.activeAction().text().partition(" · ")[0])
        press(Key.Key_Return)


def in_dialog(name: str, act: Callable[[], None]) -> None:
    """As soon as the cursor is at ``name``, ``act``: for a dialog that lets nobody go on before it is answered."""
    timer = QTimer(QApplication.instance())
    looks = iter(range(500))

    def look() -> None:
        if here() == name:
            timer.stop()
            timer.deleteLater()
            act()
        elif next(looks, None) is None:
            timer.stop()
            press(Key.Key_Escape)

    timer.timeout.connect(look)
    timer.start(20)


# ---------------------------------------------------------------- ways that every journey takes


def begin() -> None:
    """Answer the first question and begin a plan."""
    choose("País", "Colombia")
    push("Empezar")
    push("Plan nuevo")


def next_page(times: int = 1) -> None:
    """Go on in the guide."""
    for _time in range(times):
        press(Key.Key_PageDown, CONTROL)


def save_the_pdf(qtbot: QtBot, target: Path) -> None:
    """Export, look at the preview, and type where to keep it."""

    def name_it() -> None:
        press(Key.Key_A, CONTROL)
        write(str(target))
        press(Key.Key_Return)

    push("Exportar PDF")
    qtbot.waitUntil(lambda: here() == "Guardar como…", timeout=60_000)
    in_dialog("Nombre del archivo:", name_it)
    push("Guardar como…")
    assert target.exists()
    push("Cerrar")


def _down_to(wanted: str, now: Callable[[], str]) -> None:
    """Down until ``wanted`` is chosen; a list that ends or begins again does not have it."""
    passed: list[str] = []
    while now() != wanted:
        assert now() not in passed, f"{wanted!r} is not offered, only {passed}"
        passed.append(now())
        press(Key.Key_Down)


def _popup() -> Any:
    """The list or menu that is open."""
    popup = QApplication.activePopupWidget()
    assert popup is not None, f"nothing opened at {here()!r}"
    return popup


def _window() -> QWindow:
    """The window that has the cursor. A desktop gives it back when a dialog is closed; without one it is done here.

    A screen answers when it can: it is waited for, because ``QTest`` ends the program that gives a key to nobody.
    """
    end = time.monotonic() + PATIENCE
    while QGuiApplication.focusWindow() is None:
        assert time.monotonic() < end, "no window takes the cursor"
        top = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        (QApplication.activeModalWidget() or top[0]).activateWindow()
        QTest.qWait(10)
    return QGuiApplication.focusWindow()
