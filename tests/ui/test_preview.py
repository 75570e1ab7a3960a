"""The PDF is looked at before it is sent, and what cannot be printed or written is said."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from windows import fill, open_view, page, press, row, small_plan

from workbench import settings
from workbench.exchange import pdf_plan
from workbench.ui.app import Program
from workbench.ui.parts import file_name
from workbench.ui.preview import Page, Preview


def preview_of(program: Program, qtbot: QtBot) -> Preview:
    """The preview, when it has come to an end."""
    press(program.window, "Exportar PDF")
    preview = program.window.findChild(Preview)
    assert isinstance(preview, Preview)
    qtbot.waitUntil(lambda: not preview._progress.isVisible(), timeout=30_000)
    return preview


def test_every_page_is_shown_and_the_saved_file_holds_the_plan(qtbot: QtBot, tmp_path: Path) -> None:
    plan = small_plan()
    program, _view = open_view(qtbot, plan)
    preview = preview_of(program, qtbot)
    pages = preview.findChildren(Page)
    assert f"Páginas: {len(pages)}." in preview._state.text()
    assert pages[0].accessibleName() == f"Página 1 de {len(pages)}"
    preview.save(tmp_path / "plan")
    assert pdf_plan.read(tmp_path / "plan.pdf").plan == plan
    assert "plan.pdf" in preview._state.text()
    preview.reject()


def test_a_place_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    program, _view = open_view(qtbot, small_plan())
    preview = preview_of(program, qtbot)
    preview.save(tmp_path / "no" / "plan.pdf")
    assert "No se pudo guardar" in preview._state.text()
    preview.reject()


def test_a_letter_the_font_lacks_is_named(qtbot: QtBot) -> None:
    plan = small_plan()
    program, _view = open_view(qtbot, plan.with_(project=plan.project.with_(name="Farmacias 🚀")))
    preview = preview_of(program, qtbot)
    assert "U+1F680" in preview._state.text()
    assert not preview._save.isEnabled()
    preview.reject()


def test_closing_while_it_works_stops_it(qtbot: QtBot) -> None:
    program, _view = open_view(qtbot, small_plan())
    press(program.window, "Exportar PDF")
    preview = program.window.findChild(Preview)
    preview.reject()
    assert preview._job.cancelled
    qtbot.wait(50)
    assert not preview._save.isEnabled()


def test_the_pdf_is_made_in_another_language_for_this_time(qtbot: QtBot, tmp_path: Path) -> None:
    program, _view = open_view(qtbot, small_plan())
    first = preview_of(program, qtbot)
    assert first.language.currentText() == "Español"
    first.language.setCurrentIndex(first.language.findData("en"))
    again = next(each for each in program.window.findChildren(Preview) if each.isVisible())
    qtbot.waitUntil(lambda: not again._progress.isVisible(), timeout=30_000)
    again.save(tmp_path / "plan.pdf")
    with pikepdf.open(tmp_path / "plan.pdf") as pdf:
        assert str(pdf.Root.Lang).startswith("en")
    assert settings.load().report_language == ""
    again.reject()


def test_a_file_name_is_made_of_the_plans_title() -> None:
    assert file_name('Red: "Farmacias" / 2027', ".pdf") == "Red Farmacias 2027.pdf"


def test_what_was_typed_and_is_not_in_the_plan_is_said_before_it_is_sent(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    fill(page(view, 1), "project/last_disbursement", "agosto")
    press(program.window, "Exportar PDF")
    box = program.window.findChild(QMessageBox)
    assert "texto que no se pudo guardar: 1" in box.text()
    assert "no lleva" in box.text()
    assert program.window.findChild(Preview) is None
    view.open_page(7)
    box.reject()  # who stays is brought to it
    assert row(page(view, 1), "project/last_disbursement").isAncestorOf(view.focusWidget())
    press(program.window, "Exportar PDF")
    box = next(each for each in program.window.findChildren(QMessageBox) if each.isVisible())
    press(box, "Exportar de todos modos")
    preview = program.window.findChild(Preview)
    qtbot.waitUntil(lambda: not preview._progress.isVisible(), timeout=30_000)
    preview.reject()
