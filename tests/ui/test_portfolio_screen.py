"""The portfolio as an officer works with it: from many files to one plan, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from portfolios import made_up
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import keys, open_program, press, shown_together, small_plan

from workbench.engine.projection import project
from workbench.exchange import plan_file
from workbench.portfolio.told import COLUMNS, parts_said
from workbench.report.plan_report import plan_pdf
from workbench.storage.header import LibraryError
from workbench.ui.actions import act
from workbench.ui.app import Program
from workbench.ui.copying import save_csv
from workbench.ui.guide_view import PlanView
from workbench.ui.importing import Importing
from workbench.ui.portfolio_view import FactBox, PortfolioView

COLUMN = {name: at for at, name in enumerate(COLUMNS)}
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def names(view: PortfolioView) -> list[str]:
    return [row.cells[0] for row in view.table.table.rows]


def facts(view: PortfolioView) -> str:
    """What is said over the table."""
    told = " · ".join(line.text() for box in view.findChildren(FactBox) for line in box.lines)
    return told.replace("\N{NO-BREAK SPACE}", " ")


def choose(view: PortfolioView, name: str, value: str) -> None:
    combo = view.filter.combos[name]
    combo.setCurrentIndex(combo.findData(value))


def drop(program: Program, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    program.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, none))


def test_many_files_become_a_portfolio_that_is_narrowed_and_asked(qtbot: QtBot, tmp_path: Path) -> None:
    program = open_program(qtbot)
    QTest.keyClick(program.window, Qt.Key.Key_P, CONTROL_SHIFT)
    view = shown_together(program)
    assert view._empty.isVisible()  # it teaches
    assert QApplication.focusWidget().text() == "Importar planes…"  # type: ignore[attr-defined]
    plans = [made_up(at) for at in range(6)]
    files = [tmp_path / f"{at}.json" for at in range(5)] + [tmp_path / "5.pdf", tmp_path / "roto.pdf"]
    for plan, file in zip(plans, files[:5], strict=False):
        plan_file.write(plan, file)
    files[5].write_bytes(plan_pdf(project(plans[5])))
    files[6].write_bytes(b"%PDF-1.7 nada")
    drop(program, files)
    dialog = program.window.findChild(Importing)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    assert "roto.pdf" in dialog.list.item(6).text()
    dialog.reject()
    qtbot.waitUntil(lambda: len(names(view)) == 7)
    assert names(view)[-1] == "Total: 6 planes"
    fomin = sum(plan.agreement.fomin_approved / plan.basis.rates[0].rates[0] if plan.basis.rates else
                plan.agreement.fomin_approved for plan in plans)  # fmt: skip
    assert f"USD {fomin / 1_000_000:.1f} M".replace(".", ",") in facts(view)

    choose(view, "by", "sector")
    choose(view, "order", "fomin")
    qtbot.waitUntil(lambda: "Turismo: 2 planes" in names(view))
    shown = names(view)
    assert shown == [
        "Café y cacao: 2 planes", *sorted(shown[1:3], key=lambda name: made(plans, name)),
        "Software: 2 planes", *sorted(shown[4:6], key=lambda name: made(plans, name)),
        "Turismo: 2 planes", *sorted(shown[7:9], key=lambda name: made(plans, name)), "Total: 6 planes",
    ]  # fmt: skip
    keys("peru", view.filter.text)
    qtbot.waitUntil(lambda: len(names(view)) == 3)
    assert "1 de 6 planes" in view.filter._count.text()
    press(view, "Quitar filtros")
    qtbot.waitUntil(lambda: len(names(view)) == 10)

    view.charts["break_even"]._plot.opened.emit(0, 0)  # the first quarter of the calendar
    qtbot.waitUntil(lambda: view.filter.wanted.facet == "break_even" and len(names(view)) < 10)
    assert "equilibrio: T" in view.filter._count.text()
    press(view, "Quitar filtros")
    qtbot.waitUntil(lambda: len(names(view)) == 10)
    saved = save_csv(tmp_path / "cartera.csv", view.table.table.whole(), ",")
    assert "cartera.csv" in saved
    lines = (tmp_path / "cartera.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Plan;Ejecutor;País;Sector;Etapa;FOMIN USD;")
    assert len(lines) == 11

    row = next(at for at, name in enumerate(names(view)) if name.startswith("Turismo: red"))
    table = view.table
    table.setCurrentIndex(table.model().index(row, COLUMN["structure"]))
    table.setFocus()
    printed = table.table.rows[row].cells[COLUMN["structure"]]
    QTest.keyClick(table, Qt.Key.Key_Return)
    plan_view = program.window.findChild(PlanView)
    qtbot.waitUntil(lambda: plan_view.explain.isVisible(), timeout=20_000)
    opened = plan_view.session
    assert opened.title() == names(view)[row]
    assert printed == parts_said(shares(opened.projection))
    act(program.window, "plan_1")
    assert program.window.desk.portfolio.view is view  # type: ignore[union-attr]
    act(program.window, "close")
    assert program.window.desk.portfolio.view is None  # type: ignore[union-attr]


def made(plans: list, name: str) -> float:  # type: ignore[type-arg]
    """FOMIN's dollars for the plan of this name."""
    plan = next(each for each in plans if each.project.name == name)
    return float(plan.agreement.fomin_approved) / float(plan.basis.rates[0].rates[0] if plan.basis.rates else 1)


def shares(projection: object) -> tuple[float, float, float]:
    """Who funds structure after the project, as the plan's own pages tell it."""
    told = [
        projection.value(f"funding.{sector}_share.structure", "after12").number or 0.0  # type: ignore[attr-defined]
        for sector in ("public", "private", "international")
    ]
    return told[0], told[1], told[2]


def test_what_the_library_does_not_know_is_computed_and_a_trouble_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = open_program(qtbot, (small_plan(),))  # without its figures, as an older library has it
    act(program.window, "portfolio")
    view = shown_together(program)
    assert names(view) == ["Farmacias", "Total: 1 plan"]
    assert not view._progress.isVisible()
    desk = program.window.desk
    assert desk is not None
    assert not desk.library.entries()[0].pending
    desk.preferences.keep(desk.preferences.kept.with_(text="200"))  # drawn anew, where it was
    again = shown_together(program)
    assert again is not view
    assert again.isVisible()
    desk.preferences.keep(desk.preferences.kept.with_(text="100"))
    again = shown_together(program)

    def gone() -> None:
        raise LibraryError("La unidad no está.")

    monkeypatch.setattr(desk.library, "entries", gone)
    desk.portfolio.refresh()
    qtbot.waitUntil(lambda: again._said.text() == "La unidad no está.")
