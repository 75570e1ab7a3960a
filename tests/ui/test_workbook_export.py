"""The workbook of a plan is made beside the window, written whole or not at all, and can be given up."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pytestqt.qtbot import QtBot
from windows import open_view, press, small_plan

from workbench.ui.actions import act
from workbench.ui.app import Program
from workbench.ui.workbook_export import WorkbookExport


def dialog_of(program: Program) -> WorkbookExport:
    """The dialog, asked for as with its keys."""
    act(program.window, "workbook")
    found = program.window.findChild(WorkbookExport)
    assert isinstance(found, WorkbookExport)
    return found


def test_the_workbook_is_written_in_the_language_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    program, _view = open_view(qtbot, small_plan())
    dialog = dialog_of(program)
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    dialog.save(tmp_path / "plan")
    assert not dialog._save.isEnabled()
    qtbot.waitUntil(lambda: "plan.xlsx" in dialog.state.text(), timeout=30_000)
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as file:
        assert len([name for name in file.namelist() if "worksheets/sheet" in name]) > 10
    press(dialog, "Cerrar")


def test_a_place_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    program, _view = open_view(qtbot, small_plan())
    dialog = dialog_of(program)
    dialog.save(tmp_path / "no" / "plan.xlsx")
    qtbot.waitUntil(dialog._save.isEnabled, timeout=30_000)
    assert "No se pudo guardar el libro" in dialog.state.text()
    dialog.reject()


def test_giving_up_leaves_the_file_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    program, _view = open_view(qtbot, small_plan())
    (tmp_path / "plan.xlsx").write_bytes(b"before")
    dialog = dialog_of(program)
    dialog.save(tmp_path / "plan.xlsx")
    press(dialog, "Cancelar")
    program.window.desk.tasks.close()  # type: ignore[union-attr]
    assert (tmp_path / "plan.xlsx").read_bytes() == b"before"
