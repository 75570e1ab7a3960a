"""The portfolio as an officer works with it: from many files to one plan, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from portfolios import made_up
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from windows import entry, keys, let_fall, open_program, press, shown_together, small_plan

from workbench.engine.projection import project
from workbench.exchange import plan_file
from workbench.model.plan import Plan
from workbench.portfolio.told import COLUMNS, parts_said
from workbench.report.plan_report import plan_pdf
from workbench.storage.header import LibraryError
from workbench.ui.actions import act
from workbench.ui.app import Program
from workbench.ui.copying import save_csv
from workbench.ui.guide_view import PlanView
from workbench.ui.many_files import ManyFiles
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
    combo = view.filter.order if name == "order" else view.filter.filters[name]
    combo.setCurrentIndex(combo.findData(value))


def test_many_files_become_a_portfolio_that_is_narrowed_and_asked(qtbot: QtBot, tmp_path: Path) -> None:
    program = open_program(qtbot)
    QTest.keyClick(program.window, Qt.Key.Key_P, CONTROL_SHIFT)
    view = shown_together(program)
    assert view._empty.isVisible()  # it teaches
    assert QApplication.focusWidget().text() == "Importar planes…"  # type: ignore[attr-defined]
    plans = [made_up(at) for at in range(6)]
    take_in(qtbot, program, plans, tmp_path)
    qtbot.waitUntil(lambda: len(names(view)) == 7)
    assert names(view)[-1] == "Total: 6 planes"
    fomin = f"USD {sum(map(dollars, plans)) / 1_000_000:.1f} M".replace(".", ",")
    assert fomin in facts(view)
    narrow(qtbot, view, plans)
    assert "cartera.csv" in save_csv(tmp_path / "cartera.csv", view.table.table.whole(), ",")
    lines = (tmp_path / "cartera.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Plan;FOMIN USD;Contrapartida USD;Apalancamiento;")
    assert len(lines) == 11
    open_a_figure(qtbot, program, view)
    act(program.window, "plan_1")
    assert program.window.desk.portfolio.view is view  # type: ignore[union-attr]
    open_a_part(program, view, plans)
    act(program.window, "plan_1")
    act(program.window, "close")
    assert program.window.desk.portfolio.view is None  # type: ignore[union-attr]


def take_in(qtbot: QtBot, program: Program, plans: list[Plan], folder: Path) -> None:
    """Drop the plans as files, the last one as a PDF, and a broken one with them."""
    files = [folder / f"{at}.json" for at in range(len(plans) - 1)]
    for plan, file in zip(plans, files, strict=False):
        plan_file.write(plan, file)
    pdf, broken = folder / "plan.pdf", folder / "roto.pdf"
    pdf.write_bytes(plan_pdf(project(plans[-1])))
    broken.write_bytes(b"%PDF-1.7 nada")
    let_fall(program, *files, pdf, broken)
    dialog = program.window.findChild(ManyFiles)
    qtbot.waitUntil(lambda: dialog.list.count() == len(plans) + 1, timeout=20_000)
    assert "roto.pdf" in dialog.list.item(len(plans)).text()
    dialog.reject()  # what the PDF prints is not waited for
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    dialog.reject()


def narrow(qtbot: QtBot, view: PortfolioView, plans: list[Plan]) -> None:
    """Groups, an order, a search, and a bar of a chart; then everything again, in the groups."""
    choose(view, "by", "sector")
    choose(view, "order", "fomin")
    qtbot.waitUntil(lambda: "Turismo: 2 planes" in names(view))
    wanted = []
    for sector in ("Café y cacao", "Software", "Turismo"):
        inside = sorted((plan for plan in plans if plan.project.theme == sector), key=dollars)
        wanted += [f"{sector}: 2 planes", *(plan.project.name for plan in inside)]
    assert names(view) == [*wanted, "Total: 6 planes"]
    keys("peru", view.filter.text)
    qtbot.waitUntil(lambda: len(names(view)) == 3)
    assert "Planes: 1 de 6" in view.filter._count.text()
    press(view, "Quitar filtros")
    qtbot.waitUntil(lambda: len(names(view)) == 10)
    view.charts["break_even"]._plot.opened.emit(0, 0)  # the first quarter of the calendar
    qtbot.waitUntil(lambda: view.filter.wanted.facet == "break_even" and len(names(view)) < 10)
    assert "equilibrio: T" in view.filter._count.text()
    press(view, "Quitar filtros")
    qtbot.waitUntil(lambda: len(names(view)) == 10)


def open_a_figure(qtbot: QtBot, program: Program, view: PortfolioView) -> None:
    """Enter on a figure opens its plan where the figure comes from, and it is the same there."""
    row = next(at for at, name in enumerate(names(view)) if name.startswith("Turismo: red"))
    table = view.table
    table.setCurrentIndex(table.model().index(row, COLUMN["structure"]))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    opened = program.window.findChild(PlanView)
    qtbot.waitUntil(lambda: opened.explain.isVisible(), timeout=20_000)
    assert opened.session.title() == names(view)[row]
    told = [opened.session.projection.value(f"funding.{sector}_share.structure", "after12").number or 0.0
            for sector in ("public", "private", "international")]  # fmt: skip
    assert table.table.rows[row].cells[COLUMN["structure"]] == parts_said((told[0], told[1], told[2]))


def open_a_part(program: Program, view: PortfolioView, plans: list[Plan]) -> None:
    """Enter on a total says what it comes from; the largest part leads to the field it was typed in."""
    table, largest = view.table, max(plans, key=dollars)
    table.setCurrentIndex(table.model().index(len(names(view)) - 1, COLUMN["fomin"]))
    QTest.keyClick(table, Qt.Key.Key_Return)
    menu = table.findChildren(QMenu)[-1]
    rule, first, *others = menu.actions()
    assert (rule.text(), rule.isEnabled()) == ("Suma de los planes:", False)
    assert first.text().startswith(f"{largest.project.name}: ")
    assert len(others) == len(plans) - 1
    menu.close()
    first.trigger()
    opened = next(each for each in program.window.findChildren(PlanView) if each.isVisible())
    assert opened.session.plan.id == largest.id
    assert entry(opened, "agreement/fomin_approved") is program.window.focusWidget()


def dollars(plan: Plan) -> float:
    """What FOMIN gives."""
    return float(plan.agreement.fomin_approved or 0) / float(plan.basis.rates[0].rates[0] if plan.basis.rates else 1)


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
