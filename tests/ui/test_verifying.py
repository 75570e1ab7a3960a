"""An officer drops a PDF: the program says whether it prints what its plan gives, and lists what does not."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_home import drop
from windows import open_program, press, small_plan

from workbench.engine.projection import project
from workbench.report.plan_report import plan_pdf
from workbench.ui.app import Program
from workbench.ui.many_files import ManyFiles
from workbench.ui.verifying import Verifying


@pytest.fixture(scope="module")
def printed() -> bytes:
    return plan_pdf(project(small_plan()))


@pytest.fixture
def altered(printed: bytes, tmp_path: Path) -> Path:
    """The PDF with another figure in its attached list."""
    whole, path = tmp_path / "whole.pdf", tmp_path / "altered.pdf"
    whole.write_bytes(printed)
    with pikepdf.open(whole) as pdf:
        data = pdf.attachments["figures.json"].get_file().read_bytes()
        other = data.replace(b'"value":null', b'"value":7', 1)
        pdf.attachments["figures.json"] = pikepdf.AttachedFileSpec(pdf, other, filename="figures.json")
        pdf.save(path)
    return path


def opened(program: Program, qtbot: QtBot) -> Verifying:
    """The dialog, when its work has come to an end."""
    dialog = program.window.findChildren(Verifying)[-1]
    qtbot.waitUntil(lambda: dialog.bar.isHidden(), timeout=30_000)
    return dialog


def test_a_dropped_pdf_is_verified_and_its_differences_are_a_list_to_copy(qtbot: QtBot, altered: Path) -> None:
    program = open_program(qtbot)
    home = program.window.home
    assert "Se comprueba" in drop(program, altered)
    qtbot.waitUntil(lambda: "Hay 1 diferencia." in home.said(), timeout=30_000)
    assert "se agregó" in home.said()
    press(home, "Ver las diferencias")
    dialog = opened(program, qtbot)
    assert dialog.head.text() == "Hay 1 diferencia."
    (row,) = dialog.list.table.rows
    assert row.cells[1] == "figures.json"
    assert "Impreso: 7" in dialog.whole.text()
    press(dialog, "Copiar la lista")
    copied = QApplication.clipboard().text()
    assert copied.startswith("Qué\tDónde\tImpreso\tRecalculado")
    assert "7" in copied.splitlines()[1]
    press(dialog, "Cerrar")


def finished(qtbot: QtBot, program: Program) -> ManyFiles:
    """The dialog of many files, when it has come to an end."""
    dialog = program.window.findChildren(ManyFiles)[-1]
    qtbot.waitUntil(lambda: not dialog.working, timeout=30_000)
    return dialog


def test_each_of_several_pdfs_dropped_at_once_is_verified(
    qtbot: QtBot, printed: bytes, altered: Path, tmp_path: Path
) -> None:
    program = open_program(qtbot)
    (tmp_path / "plan.pdf").write_bytes(printed)
    (tmp_path / "notas.pdf").write_bytes(b"%PDF-1.7 nothing")
    drop(program, tmp_path / "plan.pdf", altered, tmp_path / "notas.pdf")
    dialog = finished(qtbot, program)
    whole, other, refused = (dialog.list.item(row).text() for row in range(3))
    assert whole.startswith("«plan.pdf»: ")
    assert whole.endswith("Todo lo que imprime el PDF es lo que da el plan adjunto.")
    assert other.startswith("«altered.pdf»: ")
    assert other.endswith("Hay 1 diferencia.")
    assert refused.startswith("No se importó «notas.pdf»: El PDF está dañado")
    assert dialog.state.text().endswith("PDF: 2 · iguales: 1 · con diferencias: 1 · sin verificar: 0.")
    dialog.list.setCurrentRow(2)
    assert not dialog.details.isEnabled()
    dialog.list.setCurrentRow(1)
    press(dialog, "Ver la verificación")
    found = opened(program, qtbot)
    assert found.head.text() == "Hay 1 diferencia."
    press(found, "Cerrar")
    press(dialog, "Cerrar")


def test_it_is_asked_for_by_its_own_key_refused_in_words_and_stopped(
    qtbot: QtBot, altered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = open_program(qtbot)
    notes = tmp_path / "notas.pdf"
    notes.write_bytes(b"%PDF-1.7 nothing")
    for file in (notes, altered):
        monkeypatch.setattr("workbench.ui.verifying.files_to_read", lambda *_args, f=file, **_more: [f])
        press(program.window.home, "Verificar un PDF…")
        if file == notes:
            dialog = opened(program, qtbot)
            assert dialog.head.text() == "No se pudo verificar «notas.pdf»."
            assert dialog.told.text().startswith("El PDF está dañado")
            assert dialog.list.isHidden()
        else:
            dialog = program.window.findChildren(Verifying)[-1]
            press(dialog, "Cancelar")
        dialog.reject()
        qtbot.waitUntil(lambda: not program.window.findChildren(Verifying))
    monkeypatch.setattr("workbench.ui.verifying.files_to_read", lambda *_args, **_more: [notes, notes])
    press(program.window.home, "Verificar un PDF…")
    many = finished(qtbot, program)
    assert many.list.item(1).text().startswith("«notas.pdf»: No se pudo verificar: El PDF está dañado")
    assert many.state.text().endswith("PDF: 2 · iguales: 0 · con diferencias: 0 · sin verificar: 2.")
    press(many, "Cerrar")
    assert not program.window.home.said()
