"""A library that cannot be used: a sentence and ways out, the file untouched."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import press

from workbench import settings
from workbench.paths import library_file
from workbench.storage.library import Library
from workbench.ui.app import Program


def start(qtbot: QtBot) -> Program:
    """The program on the test's library, as it comes."""
    settings.save(settings.Settings(country="CO"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, library_file())
    qtbot.addWidget(program.window)
    program.start()
    return program


def spoil(kind: str, path: Path) -> None:
    """Put something there that is no library of ours."""
    with Library.open(path, write=True):
        pass
    with sqlite3.connect(path) as connection:
        if kind == "newer":
            connection.execute("PRAGMA user_version = 999")
        if kind == "foreign":
            connection.execute("PRAGMA application_id = 7")
    connection.close()
    if kind == "damaged":
        path.write_bytes(path.read_bytes()[:700] + b"\x00" * 900)


@pytest.mark.parametrize(
    ("kind", "word"), [("newer", "más nueva"), ("foreign", "otro programa"), ("damaged", "dañada")]
)
def test_a_library_of_another_kind_is_told_and_left_alone(qtbot: QtBot, kind: str, word: str) -> None:
    spoil(kind, library_file())
    before = library_file().read_bytes()
    program = start(qtbot)
    assert program.window.trouble.isVisible()
    assert word in program.window.trouble._sentence.text()
    assert library_file().read_bytes() == before
    press(program.window.trouble, "Salir")
    assert not program.window.isVisible()


def test_a_locked_library_is_told_and_opened_when_it_is_free(qtbot: QtBot) -> None:
    with Library.open(library_file(), write=True):
        program = start(qtbot)
        qtbot.waitUntil(program.window.trouble.isVisible, timeout=20_000)
        assert "abierta" in program.window.trouble._sentence.text()
    press(program.window.trouble, "Volver a intentar")
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    assert program.window.on_home()


def test_what_nobody_expected_is_said_once_and_logged(qtbot: QtBot, logged_warnings: list[str]) -> None:
    from PySide6.QtWidgets import QMessageBox

    program = start(qtbot)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    for _turn in range(2):
        program.unexpected(ValueError, ValueError("COP 1.234 de Marta"), None)
    qtbot.waitUntil(lambda: bool(program.window.findChildren(QMessageBox)))
    boxes = program.window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert "guardado" in boxes[0].text()
    assert "Marta" not in boxes[0].text() + boxes[0].detailedText()
    assert logged_warnings
    logged_warnings.clear()
    boxes[0].accept()
