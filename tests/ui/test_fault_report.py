"""The start after one that did not end as it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from windows import open_program, press, small_plan

from workbench.paths import user_log
from workbench.ui import fault_report


def test_a_crash_is_told_once_and_can_be_reported(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = user_log() / "workbench.fault"
    fault.write_text("2026-11-20T10:00:00+00:00\nFatal Python error: Segmentation fault\n", encoding="utf-8")
    program = open_program(qtbot, (small_plan(),))
    box = program.window.findChild(QMessageBox)
    assert "no terminó" in box.text()
    monkeypatch.setattr(fault_report, "file_to_write", lambda *_asked: tmp_path / "informe.txt")
    press(box, "Guardar el informe…")
    qtbot.waitUntil(lambda: "informe.txt" in program.window.home.said(), timeout=20_000)
    report = (tmp_path / "informe.txt").read_text(encoding="utf-8")
    assert "Segmentation fault" in report
    assert "[bien] Archivo: " in report
    assert "Farmacias" not in report
    assert not fault.exists()


def test_a_start_after_a_good_end_says_nothing(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    assert program.window.findChild(QMessageBox) is None
