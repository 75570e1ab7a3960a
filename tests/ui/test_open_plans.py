"""Several plans open at once: tabs, keys, and what each of them keeps."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from windows import entry, fill, keys, open_program, page, row, small_plan, stored, table

from workbench import settings
from workbench.exchange import plan_file
from workbench.model.plan import Plan
from workbench.ui.app import Program
from workbench.ui.desk import Desk
from workbench.ui.guide_view import PlanView
from workbench.ui.open_plans import left_at
from workbench.ui.settings_dialog import SettingsDialog

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def named(name: str) -> Plan:
    """A plan of its own."""
    plan = small_plan()
    return plan.with_(id=uuid4(), project=plan.project.with_(name=name))


def three(qtbot: QtBot) -> tuple[Program, Desk, list[Plan]]:
    """A program with three plans open, the last one shown."""
    plans = [named("Uno"), named("Dos"), named("Tres")]
    program = open_program(qtbot, tuple(plans))
    for plan in plans:
        program.window.home.opened.emit(str(plan.id))
    assert program.window.desk is not None
    return program, program.window.desk, plans


def press(program: Program, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    """One key of the window, which has the cursor again after a dialog, as a desktop would have it."""
    QApplication.processEvents()
    if QApplication.activeWindow() is not program.window:
        program.window.activateWindow()
        QApplication.processEvents()
    QTest.keyClick(program.window.windowHandle(), key, modifiers)
    QApplication.processEvents()


def shown(program: Program) -> PlanView:
    """The view one looks at."""
    return next(each for each in program.window.findChildren(PlanView) if each.isVisible())


def name(program: Program) -> str:
    """What the window's title says is open."""
    return program.window.windowTitle().partition(" · ")[0]


def test_keys_go_from_plan_to_plan_and_home(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    strip = program.window.strip
    assert [strip.tabText(at) for at in range(strip.count())] == ["Planes", "Uno", "Dos", "Tres"]
    seen = [name(program)]
    for key, modifiers in (
        (Qt.Key.Key_1, CONTROL), (Qt.Key.Key_Tab, CONTROL), (Qt.Key.Key_Tab, CONTROL), (Qt.Key.Key_0, CONTROL),
        (Qt.Key.Key_Backtab, CONTROL | SHIFT), (Qt.Key.Key_Tab, CONTROL), (Qt.Key.Key_9, CONTROL),
        (Qt.Key.Key_2, CONTROL),
    ):  # fmt: skip
        press(program, key, modifiers)
        seen.append(name(program))
    home = "Sustainability workbench"
    assert seen == ["Tres", "Uno", "Dos", "Tres", home, "Tres", home, home, "Dos"]
    assert desk.session is desk.plans.find(plans[1].id)


def test_each_plan_keeps_its_step_its_cursor_and_its_history(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    third = shown(program)
    fill(page(third, 1), "project/name", "Tres bis")
    entry(page(third, 1), "project/executor").setFocus()
    press(program, Qt.Key.Key_1)
    first = shown(program)
    page(first, 5)
    press(program, Qt.Key.Key_3)
    assert shown(program) is third
    assert QApplication.focusWidget() is entry(third, "project/executor")
    assert program.window.strip.tabText(3) == "Tres bis"
    press(program, Qt.Key.Key_1)
    assert first.steps.page() == 5
    press(program, Qt.Key.Key_Z)
    press(program, Qt.Key.Key_3)
    assert stored(program, plans[2]).project.name == "Tres bis"
    press(program, Qt.Key.Key_Z)
    assert stored(program, plans[2]).project.name == "Tres"
    assert [session.document.redo_label != "" for session in desk.plans.sessions()] == [False, False, True]


def test_a_plan_that_is_open_is_gone_to(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    press(program, Qt.Key.Key_0)
    before = desk.plans.find(plans[0].id)
    program.window.home.opened.emit(str(plans[0].id))
    assert name(program) == "Uno"
    assert desk.session is before
    assert program.window.strip.count() == 4


def test_what_is_being_typed_is_kept_when_another_plan_is_looked_at_or_the_window_closed(qtbot: QtBot) -> None:
    program, _desk, plans = three(qtbot)
    for plan, key in ((plans[2], Qt.Key.Key_1), (plans[0], Qt.Key.Key_2)):
        field = entry(page(shown(program), 1), "project/executor")
        field.setFocus()
        keys("Red de Salud", field)
        press(program, key)
        assert stored(program, plan).project.executor == "Red de Salud"
    field = entry(page(shown(program), 1), "project/executor")
    field.setFocus()
    keys("Al cerrar", field)
    program.window.close()
    from workbench.paths import library_file
    from workbench.storage.library import Library

    with Library.open(library_file()) as library:
        assert library.load(plans[1].id).project.executor == "Al cerrar"


def test_closing_shows_the_one_beside_and_home_after_the_last(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    press(program, Qt.Key.Key_W)
    assert name(program) == "Dos"
    press(program, Qt.Key.Key_1)
    program.window.strip.tabCloseRequested.emit(2)
    assert name(program) == "Uno"
    assert desk.plans.find(plans[1].id) is None
    press(program, Qt.Key.Key_W)
    assert program.window.on_home()
    assert not program.window.strip.isVisible()
    press(program, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: not program.window.findChildren(PlanView))


def test_closing_asks_where_something_typed_would_be_lost(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    fill(page(shown(program), 1), "project/current_end", "31/2/2028")
    press(program, Qt.Key.Key_W)
    box = program.window.findChild(QMessageBox)
    assert "no se pudo guardar: 1;" in box.text()
    box.reject()
    assert desk.session is desk.plans.find(plans[2].id)
    press(program, Qt.Key.Key_W)
    box = [each for each in program.window.findChildren(QMessageBox) if each.isVisible()][-1]
    next(each for each in box.buttons() if "de todos modos" in each.text()).click()
    assert desk.plans.find(plans[2].id) is None


def test_closing_the_window_asks_too_and_keeps_all_else(qtbot: QtBot) -> None:
    program, desk, _plans = three(qtbot)
    fill(page(shown(program), 1), "project/current_end", "31/2/2028")
    desk.show_home()
    program.window.close()
    assert program.window.isVisible()
    program.window.findChild(QMessageBox).reject()
    assert row(page(shown(program), 1), "project/current_end").isAncestorOf(shown(program).focusWidget())
    program.window.close()
    box = next(each for each in program.window.findChildren(QMessageBox) if each.isVisible())
    assert "no se pudo guardar: 1;" in box.text()
    next(each for each in box.buttons() if "de todos modos" in each.text()).click()
    assert not program.window.isVisible()


def test_an_open_plan_follows_what_is_imported_and_can_go_back(qtbot: QtBot, tmp_path: Path) -> None:
    program, desk, plans = three(qtbot)
    other = plans[2].with_(project=plans[2].project.with_(name="De afuera"))
    plan_file.write(other, tmp_path / "nuevo.json")
    desk.imports.take([tmp_path / "nuevo.json"])
    qtbot.waitUntil(lambda: "abierto" in program.window.home.said())
    press(program, Qt.Key.Key_3)
    assert name(program) == "De afuera"
    assert entry(page(shown(program), 1), "project/name").text() == "De afuera"
    press(program, Qt.Key.Key_Z)
    assert stored(program, plans[2]).project.name == "Tres"


def test_changed_preferences_draw_the_plan_anew_where_it_was(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    view = shown(program)
    fill(page(view, 1), "project/executor", "Red de Salud")
    box = table(page(view, 5), "streams")
    line = f"streams/{plans[2].streams[0].id}"
    box.reveal(f"{line}/price")
    fill(view, f"{line}/price", "1,5,5")
    fill(view, f"{line}/price", "85.500,5")
    fill(view, f"{line}/start", "pronto")
    entry(view, f"{line}/price").setFocus()
    desk.preferences.keep(desk.preferences.kept.with_(country="MX"))
    again = shown(program)
    assert again is not view
    assert again.steps.page() == 5
    assert row(again, f"{line}/price").isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]
    assert entry(again, f"{line}/price").text() == "85,500.5"
    assert entry(again, f"{line}/start").text() == "pronto"
    assert "mar 2027" in row(again, f"{line}/start")._help.text()
    assert stored(program, plans[2]).streams[0].price == Decimal("85500.5")  # type: ignore[union-attr]
    page(again, 1)
    entry(again, "project/last_disbursement").setFocus()
    desk.preferences.keep(desk.preferences.kept.with_(theme="dark"))
    again = shown(program)
    assert not entry(again, "project/last_disbursement").visibleRegion().isEmpty()
    for _turn in range(2):
        press(program, Qt.Key.Key_Z)  # the text that was not understood
    press(program, Qt.Key.Key_Z)
    assert stored(program, plans[2]).project.executor == ""


def test_a_plan_opens_where_it_was_left(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    cost = f"costs/{plans[2].costs[0].id}/amount"
    shown(program).open_at(6, cost)
    press(program, Qt.Key.Key_W)
    desk.open_plan(str(plans[2].id))
    assert shown(program).place() == (6, cost)
    shown(program).open_page(7)
    program.window.close()
    assert left_at(str(plans[2].id))[0] == 7
    assert left_at(str(plans[0].id))[0] == 1


def test_another_language_is_spoken_at_once_and_the_plans_stay_as_they_are(qtbot: QtBot) -> None:
    program, desk, plans = three(qtbot)
    fill(page(shown(program), 1), "project/executor", "Red de Salud")
    fill(page(shown(program), 1), "project/current_end", "31/2/2028")
    why = row(shown(program), "project/current_end")._help.text()
    press(program, Qt.Key.Key_Comma)
    dialog = program.window.findChild(SettingsDialog)
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    dialog.accept()
    view = shown(program)
    assert view.steps.page() == 1
    assert "Project" in view.steps.item(0).text()
    assert program.window._preferences.text() == "Preferences"
    field = row(page(view, 1), "project/current_end")
    assert entry(view, "project/current_end").text() == "31/2/2028"
    assert field._help.text() not in ("", why)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    press(program, Qt.Key.Key_Z)  # the text that was not understood
    press(program, Qt.Key.Key_Z)
    assert stored(program, plans[2]).project.executor == ""
    press(program, Qt.Key.Key_0)
    desk.preferences.keep(desk.preferences.kept.with_(language="es"))
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    assert program.window._preferences.text() == "Preferencias"
    assert settings.load().language == "es"
