"""The program as somebody meets it who has just installed it."""

from __future__ import annotations

import pytest
from journeys.keyboard import here
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.windows import leave_anyway

from workbench.paths import library_file
from workbench.ui import theme
from workbench.ui.app import Program


@pytest.fixture
def program(qtbot: QtBot) -> Program:
    """No library, no settings, and the first question asked."""
    assert not library_file().exists()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)  # its own are alike on every system
    theme.prepare(app)
    program = Program(app, library_file())
    qtbot.addWidget(program.window, before_close_func=leave_anyway)
    program.start()
    qtbot.waitUntil(lambda: here() == "Idioma", timeout=20_000)
    return program
