"""Versions of a plan: kept under a name, compared with each other and with the plan as it is, restored."""

from __future__ import annotations

from pathlib import Path

import pytest
from audit import cut, deaf_cells, mute, stops, unreached
from journeys.keyboard import CONTROL, Key, go, here, push, write
from journeys.keyboard import press as key
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from windows import entry, fill, open_view, page, press, row, small_plan, stored

from workbench import settings
from workbench.exchange import plan_file
from workbench.model.plan import Plan
from workbench.storage.header import LibraryError
from workbench.ui.app import Program
from workbench.ui.guide_view import PlanView
from workbench.ui.name_version import NameVersion
from workbench.ui.versions import Versions


def keep(qtbot: QtBot, program: Program, name: str) -> None:
    """Give the plan as it is now a name."""
    assert program.window.desk is not None
    program.window.desk.keep_version()
    dialog = program.window.findChild(NameVersion)
    dialog.name.setText(name)
    press(dialog, "Guardar")
    qtbot.waitUntil(lambda: name in names(program))
    active(qtbot, program)


def active(qtbot: QtBot, program: Program) -> None:
    """A desktop gives the cursor back to the window when a dialog is closed; without one it is done here."""
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is program.window)


def names(program: Program) -> list[str]:
    desk = program.window.desk
    assert desk is not None
    assert desk.session is not None
    return [each.name for each in desk.library.versions(desk.session.plan.id)]


def compared(qtbot: QtBot, view: PlanView) -> Versions:
    """The versions, when the comparison stands there."""
    if view.versions is None or not view.versions.isVisible():
        press(view, "Versiones")
    assert view.versions is not None
    found = view.versions
    qtbot.waitUntil(lambda: done(found))
    return found


def done(versions: Versions) -> bool:
    return bool(versions.changes.figures.table.rows) and not versions._progress.isVisible()


def choose(qtbot: QtBot, versions: Versions, name: str) -> None:
    """Choose what is called so in the list."""
    rows = [each.cells[0] for each in versions.list.table.rows]
    versions.list.setCurrentIndex(versions.list.model().index(rows.index(name), 0))
    qtbot.waitUntil(lambda: done(versions))


def told(versions: Versions) -> list[tuple[str, ...]]:
    return [each.cells for each in versions.changes.lines.table.rows]


def changed(qtbot: QtBot) -> tuple[Program, PlanView, Plan]:
    """A plan with a version of how it was, and edits after it."""
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    keep(qtbot, program, "Antes de la reunión")
    fill(page(view, 1), "project/executor", "Red de Salud")
    box = page(view, 5).form
    stream = f"streams/{plan.streams[0].id}"
    box.reveal(f"{stream}/price")
    fill(view, f"{stream}/price", "90000")
    return program, view, plan


def test_what_was_typed_and_what_follows_stand_beside_what_was(qtbot: QtBot) -> None:
    _program, view, _plan = changed(qtbot)
    versions = compared(qtbot, view)
    assert told(versions) == [
        ("1 · Proyecto", "", "", ""),
        ("Proyecto", "Entidad ejecutora", "vacío", "Red de Salud"),
        ("5 · Ingresos", "", "", ""),
        ("Ingresos › Cuota de red", "Precio", "COP\N{NO-BREAK SPACE}85.000", "COP\N{NO-BREAK SPACE}90.000"),
    ]
    figures = versions.changes.figures.table
    assert [each.cells[0] for each in figures.rows[1:6]] == [
        "Punto de equilibrio", "Brecha firmada", "Autosuficiencia", "Meses garantizados", "Público : privado",
    ]  # fmt: skip
    own = next(each for each in figures.rows if each.cells[0] == "Autosuficiencia")
    assert own.cells[4].startswith("+")
    assert "puntos" in own.cells[4]
    assert own.numbers[2] is not None
    assert own.numbers[0] is not None
    assert own.numbers[2].value == pytest.approx(own.numbers[1].value - own.numbers[0].value)  # type: ignore[union-attr]
    assert versions.changes.lines.table.heads[2:] == ("Antes", "Ahora")


def test_nothing_changed_is_said_in_words(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    keep(qtbot, program, "Hoy")
    versions = compared(qtbot, view)
    assert versions.changes._same.isVisible()
    assert not versions.changes.lines.isVisible()
    assert {each.cells[4] for each in versions.changes.figures.table.rows[1:]} == {"igual"}
    assert "solo está el plan de hoy" in versions._state.text()


def test_a_version_is_restored_as_one_step_and_nothing_is_lost(qtbot: QtBot) -> None:
    program, view, plan = changed(qtbot)
    versions = compared(qtbot, view)
    before = view.session.document.plan
    press(view, "Restaurar la elegida")
    qtbot.waitUntil(lambda: "otra vez" in view._notice.text())
    assert stored(program, plan) == view.session.plan == plan
    desk = program.window.desk
    assert desk is not None
    kept = desk.library.revisions(plan.id)
    assert desk.library.load(plan.id, kept[1].id) == before
    press(view, view._undo.accessibleName())
    assert stored(program, plan) == before
    qtbot.waitUntil(lambda: done(versions) and len(told(versions)) == 4)
    press(view, view._redo.accessibleName())
    qtbot.waitUntil(lambda: not versions.changes.lines.isVisible())
    press(view, "Restaurar la elegida")
    qtbot.waitUntil(lambda: "ya es igual" in versions._state.text())


def test_two_versions_are_compared_the_earlier_one_first(qtbot: QtBot) -> None:
    program, view, _plan = changed(qtbot)
    keep(qtbot, program, "Después de la reunión")
    fill(page(view, 1), "project/executor", "Otra")
    versions = compared(qtbot, view)
    for chosen, other in (("Antes de la reunión", 2), ("Después de la reunión", 3)):
        choose(qtbot, versions, chosen)
        versions.other.setCurrentIndex(other)
        qtbot.waitUntil(lambda: done(versions) and "Antes: Antes" in versions._state.text())
        assert told(versions)[1][2:] == ("vacío", "Red de Salud")
        assert versions.changes.lines.table.heads[2:] == ("Antes", "Después")


def test_an_imported_revision_is_compared_with_what_was_there(qtbot: QtBot, tmp_path: Path) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    other = plan.with_(costs=(), project=plan.project.with_(name="De afuera"))
    plan_file.write(other, tmp_path / "nuevo.json")
    desk = program.window.desk
    assert desk is not None
    desk.imports.take([tmp_path / "nuevo.json"])
    qtbot.waitUntil(lambda: "Versiones" in program.window.home.said())
    desk.plans.show(str(plan.id))
    versions = compared(qtbot, view)
    assert versions.list.table.rows[0].cells[0] == "Importado de nuevo.json"
    assert ("Costos › Coordinación", "Línea quitada") in [each[:2] for each in told(versions)]


def test_from_a_difference_to_its_field_and_from_a_figure_to_where_it_comes_from(qtbot: QtBot) -> None:
    _program, view, plan = changed(qtbot)
    versions = compared(qtbot, view)
    versions.changes.lines.setCurrentIndex(versions.changes.lines.model().index(3, 0))
    assert "Antes: COP" in versions.changes._detail.toPlainText()
    press(view, "Ir al campo")
    assert not versions.isVisible()
    price = row(view, f"streams/{plan.streams[0].id}/price")
    assert price.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]
    compared(qtbot, view)
    versions.changes.tabs.setCurrentIndex(1)
    door = versions.changes.figures.table.door(3, 3)
    assert versions.changes.figures.table.door(3, 2) is None
    versions.changes.figures.opened.emit(door)
    assert view.explain.isVisible()


def test_a_removed_line_leads_to_where_it_was(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    keep(qtbot, program, "Con el costo")
    view.session.edit("costs", (), "Eliminar")
    versions = compared(qtbot, view)
    press(view, "Ir al campo")
    assert view.steps.page() == 6
    assert not versions.isVisible()


def test_a_library_that_is_gone_is_said_and_the_plan_stays(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    program, view, _plan = changed(qtbot)
    versions = compared(qtbot, view)
    desk = program.window.desk
    assert desk is not None

    def gone(*_args: object) -> None:
        raise LibraryError("La biblioteca no está.")

    before = view.session.plan
    monkeypatch.setattr(desk.library, "load", gone)
    press(view, "Restaurar la elegida")
    qtbot.waitUntil(lambda: versions._state.text() == "La biblioteca no está.")
    monkeypatch.setattr(desk.library, "name_version", gone)
    desk.keep_version()
    press(program.window.findChild(NameVersion), "Guardar")
    qtbot.waitUntil(lambda: view._notice.text() == "La biblioteca no está.")
    assert view.session.plan is before


def test_the_work_can_be_cancelled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    program, view, _plan = changed(qtbot)
    desk = program.window.desk
    assert desk is not None
    versions = compared(qtbot, view)
    versions.restore()
    assert versions._progress.isVisible()
    press(view, "Cancelar")
    assert not versions._progress.isVisible()
    qtbot.wait(100)
    assert view.session.plan.project.executor == "Red de Salud"


def test_the_screen_and_the_question_can_be_walked_by_ear(qtbot: QtBot) -> None:
    program, view, _plan = changed(qtbot)
    versions = compared(qtbot, view)
    for tab in (0, 1):
        versions.changes.tabs.setCurrentIndex(tab)
        found = stops(program.window)
        assert not [*mute(found), *unreached(program.window, found), *deaf_cells(program.window), *cut(versions)]
    assert program.window.desk is not None
    program.window.desk.keep_version()
    dialog = program.window.findChild(NameVersion)
    qtbot.waitUntil(dialog.isActiveWindow)
    found = stops(dialog)
    assert not [*mute(found), *unreached(dialog, found), *cut(dialog)]
    dialog.reject()


@pytest.mark.parametrize("text", ["100", "200"])
def test_it_fits_a_small_screen(qtbot: QtBot, text: str) -> None:
    program, view = open_view(qtbot, small_plan())
    desk = program.window.desk
    assert desk is not None
    desk.preferences.keep(settings.load().with_(text=text))
    program.window.resize(1366, 728)
    view = program.window.findChildren(PlanView)[-1]
    versions = compared(qtbot, view)
    QApplication.processEvents()
    assert (program.window.width(), program.window.height()) == (1366, 728)
    assert versions.horizontalScrollBar().maximum() == 0
    assert not list(cut(versions))
    assert text == "200" or versions.verticalScrollBar().maximum() == 0
    for table in (versions.list, versions.changes.lines, versions.changes.figures):
        heads = table.horizontalHeader()
        wide = [table.columnWidth(at) - heads.sectionSizeHint(at) for at in range(heads.count())]
        assert not [short for short in wide if short < 0], table.accessibleName()
    desk.preferences.keep(settings.load().with_(text="100"))


def test_a_plan_closed_while_it_is_compared_is_let_go_of(qtbot: QtBot) -> None:
    program, view, _plan = changed(qtbot)
    desk = program.window.desk
    assert desk is not None
    versions = compared(qtbot, view)
    versions.refresh()
    desk.keep_version()
    press(program.window.findChild(NameVersion), "Guardar")
    desk.preferences.keep(settings.load().with_(language="en"))
    qtbot.waitUntil(lambda: not isValid(versions))
    qtbot.wait(100)
    assert names(program)[1:] == ["Antes de la reunión"]


def test_by_keyboard_alone_a_version_is_kept_compared_and_restored(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    key(Key.Key_S, CONTROL)
    assert here() == "Nombre de la versión"
    write("Mía")
    key(Key.Key_Return)
    qtbot.waitUntil(lambda: "Mía" in view._notice.text())
    active(qtbot, program)
    entry(page(view, 1), "project/executor").setFocus()
    write("Red de Salud")
    key(Key.Key_H, CONTROL)
    versions = compared(qtbot, view)
    assert here() == "Versiones y revisiones"
    qtbot.waitUntil(lambda: len(told(versions)) == 2)
    go("Campos y líneas que cambiaron")
    key(Key.Key_Return)
    assert here() == "Entidad ejecutora"
    key(Key.Key_H, CONTROL)
    compared(qtbot, view)
    key(Key.Key_Escape)
    assert here() == "Entidad ejecutora"
    key(Key.Key_S, CONTROL)
    key(Key.Key_Escape)
    active(qtbot, program)
    assert here() == "Entidad ejecutora"
    for name in ("Versiones y revisiones", "Entidad ejecutora"):
        key(Key.Key_H, CONTROL)
        assert here() == name
    key(Key.Key_H, CONTROL)
    compared(qtbot, view)
    push("Restaurar la elegida")
    qtbot.waitUntil(lambda: view.session.plan.project.executor == "")
