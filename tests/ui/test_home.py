"""Home: cards, samples, the first start, and files dropped on the window."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot
from windows import fill, keys, let_fall, library_bytes, open_program, open_view, page, press, row, small_plan

from forms import GUIDE
from forms.completeness import of_page
from workbench import settings, theme_tokens
from workbench.engine.projection import project
from workbench.exchange import plan_file, samples
from workbench.model.plan import Plan
from workbench.model.revenue import Dated
from workbench.model.types import Stage
from workbench.paths import library_file
from workbench.report.plan_report import plan_pdf
from workbench.storage.home import PlanCard, cards
from workbench.ui.app import Program
from workbench.ui.first_start import FirstStart
from workbench.ui.guide_view import PlanView
from workbench.ui.many_files import ManyFiles
from workbench.ui.parts import Card
from workbench.ui.plan_card import DOORS, door_at
from workbench.ui.plan_menu import Deleted
from workbench.ui.settings_dialog import THEMES, SettingsDialog
from workbench.ui.shelf import STAGES
from workbench.ui.working import Working


def drop(program: Program, *files: Path) -> str:
    """Let files fall on the window; what home says then."""
    program.window.home.say("")
    let_fall(program, *files)
    while len(files) == 1 and program.window.findChildren(Working):
        QTest.qWait(5)
    return program.window.home.said()


def said(program: Program, row: int) -> str:
    """What a screen reader calls a card."""
    model = program.window.home.plans.plans
    return str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def described(program: Program, row: int) -> str:
    """What a screen reader says of a card."""
    model = program.window.home.plans.plans
    return str(model.index(row).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def names(program: Program) -> list[str]:
    """The plans home shows, in their order."""
    return [card.name for card in program.window.home.plans.plans.plans]


def kept(program: Program) -> list[UUID]:
    """The ids of the plans in the library."""
    assert program.window.desk is not None
    return [UUID(card.id) for card in program.window.desk.library.plans()]


def test_the_stages_are_the_models() -> None:
    assert {stage.value: stage.label for stage in Stage} == STAGES


def test_an_empty_library_teaches_and_shows_the_samples(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    home = program.window.home
    assert home._empty.isVisible()
    assert [card.accessibleName() for card in home.findChildren(Card)] == [each.name for each in samples.samples()]


def test_a_card_says_what_the_plan_comes_to(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    assert program.window.desk is not None
    program.window.desk._begin(samples.load("farmacias"), "x")
    program.window.desk.show_home()
    home = program.window.home
    model = home.plans.plans
    assert model.rowCount() == 1
    words = f"{said(program, 0)}. {described(program, 0)}"
    index = program.window.desk.library.plans()[0]
    for text in (index.name, index.executor, "En ejecución", "nov 2030", index.gap_text, "Último cambio"):
        assert text
        assert text in words


def test_a_sample_opens_as_a_plan_of_its_own(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    program.window.home.sample.emit("farmacias")
    view = program.window.findChild(PlanView)
    assert view.session.plan.id != samples.load("farmacias").id
    assert kept(program) == [view.session.plan.id]
    desk = program.window.desk
    assert desk is not None
    desk.open_sample("farmacias")
    assert desk.session is not None
    assert desk.session.title() == view.session.title() + " (2)"


def test_a_new_plan_is_of_the_persons_country(qtbot: QtBot) -> None:
    program = open_program(qtbot, country="MX")
    press(program.window, "Plan nuevo")
    view = program.window.findChild(PlanView)
    assert view.session.plan.project.country == "MX"
    assert view.session.plan.basis.currency == "MXN"
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert program.window.on_home()
    assert len(names(program)) == 1
    assert len(program.window.home.findChildren(Card)) == len(samples.samples())


def test_dropping_a_pdf_or_json_says_what_became_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    program = open_program(qtbot)
    plan = small_plan()
    pdf, other = tmp_path / "plan.pdf", tmp_path / "otro.json"
    pdf.write_bytes(plan_pdf(project(plan)))
    plan_file.write(plan.with_(project=plan.project.with_(name="Otro nombre")), other)
    said = drop(program, pdf)
    assert "se agregó" in said
    assert "La huella de la portada coincide con el plan adjunto." in said
    assert kept(program) == [plan.id]
    assert "nada cambió" in drop(program, pdf)
    assert "nueva revisión" in drop(program, other)
    assert kept(program) == [plan.id]
    assert program.window.desk is not None
    assert len(program.window.desk.library.revisions(plan.id)) == 2


def test_a_file_that_cannot_be_read_leaves_the_library_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    program = open_program(qtbot, (small_plan(),))
    broken = tmp_path / "roto.json"
    broken.write_text('{"schema": "sustainability-plan/99"}', encoding="utf-8")
    before = library_bytes(library_file())
    said = drop(program, broken)
    assert "roto.json" in said
    assert "La biblioteca no cambió." in said
    assert library_bytes(library_file()) == before


def test_the_first_start_asks_the_country_once(qtbot: QtBot) -> None:
    program = open_program(qtbot, country="")
    dialog = program.window.findChild(FirstStart)
    assert dialog.isVisible()
    dialog.chooser.combo.setCurrentIndex(dialog.chooser.combo.findData("MX"))
    assert "1,234,567.89" in dialog.chooser.combo.accessibleDescription()
    dialog.accept()
    assert settings.load().country == "MX"
    assert program.window.desk is not None
    assert program.window.desk.formats.decimal_mark == "."


def test_the_first_start_speaks_the_language_chosen(qtbot: QtBot) -> None:
    program = open_program(qtbot, country="")
    first = program.window.findChild(FirstStart)
    first.chooser.combo.setCurrentIndex(first.chooser.combo.findData("BR"))
    first.language.setCurrentIndex(first.language.findData("pt"))
    again = next(each for each in program.window.findChildren(FirstStart) if each.isVisible())
    assert again is not first
    assert again.windowTitle() != "Bienvenida"
    assert again.chooser.country() == "BR"
    assert again.focusWidget() is again.language
    press(again, "Começar")
    assert (settings.load().language, settings.load().country) == ("pt", "BR")
    assert program.window.home._plans_title.text() != "Sus planes"
    program.window.desk.preferences.keep(settings.Settings(country="CO", language="es"))  # type: ignore[union-attr]


def test_preferences_change_country_theme_and_size(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    before = program.window.fontMetrics().height()
    press(program.window.home, "Preferencias")
    dialog = program.window.findChild(SettingsDialog)
    for combo, value in (
        (dialog.chooser.combo, "PE"), (dialog.theme, "dark"), (dialog.text, "200"), (dialog.report_language, "en"),
    ):  # fmt: skip
        combo.setCurrentIndex(combo.findData(value))
    dialog.accept()
    kept = settings.load()
    assert (kept.country, kept.theme, kept.text, kept.report_language) == ("PE", "dark", "200", "en")
    assert program.window.palette().window().color().lightness() < 128
    assert program.window.fontMetrics().height() > 1.7 * before


def test_every_theme_that_is_shipped_is_offered_by_a_name() -> None:
    assert set(theme_tokens.names()) <= set(THEMES)


def test_preferences_that_cannot_be_kept_hold_until_the_end(qtbot: QtBot, home: Path) -> None:
    program = open_program(qtbot)
    settings.settings_file().unlink()
    settings.settings_file().mkdir()
    program.window.desk.preferences.keep(settings.Settings(country="MX"))  # type: ignore[union-attr]
    assert "no se pudieron guardar" in program.window.home.said()
    assert program.window.desk.formats.decimal_mark == "."  # type: ignore[union-attr]
    settings.settings_file().rmdir()


def test_the_cards_are_laid_anew_when_the_text_grows(qtbot: QtBot) -> None:
    program = open_program(qtbot, (small_plan(), small_plan().with_(id=uuid4()), small_plan().with_(id=uuid4())))
    window, desk = program.window, program.window.desk
    assert desk is not None

    def rows() -> int:
        QApplication.processEvents()
        plans = window.home.plans
        return len({plans.visualRect(plans.plans.index(at)).y() for at in range(3)})

    assert rows() == 1
    desk.preferences.keep(settings.Settings(country="CO", text="200"))
    assert rows() > 1
    desk.preferences.keep(settings.Settings(country="CO", text="100"))


def many(qtbot: QtBot) -> Program:
    """A library of plans that differ."""
    plans = []
    for name, executor, country, amount in (
        ("Agua clara", "Fundación Río", "CO", 6_000_000),
        ("Café de altura", "Cámara Andina", "PE", 0),
        ("Zona de Lácteos", "Fundación Río", "PE", 900_000_000),
    ):
        plan = small_plan().with_(id=uuid4())
        source = plan.sources[0].with_(amounts=(Dated(month="2028-03", amount=Decimal(amount)),))
        project = plan.project.with_(name=name, executor=executor, country=country)
        plans.append(plan.with_(project=project, sources=(source,)))
    program = open_program(qtbot)
    assert program.window.desk is not None
    for plan in plans:
        program.window.desk.library.add(plan, "x", program.window.desk.index(plan))
    program.window.desk.show_home()
    return program


def test_plans_are_searched_filtered_and_put_in_order(qtbot: QtBot) -> None:
    program = many(qtbot)
    home = program.window.home
    assert names(program) == ["Zona de Lácteos", "Café de altura", "Agua clara"]
    for text, found in (
        ("lacteos", ["Zona de Lácteos"]), ("RIO", ["Zona de Lácteos", "Agua clara"]), ("rio perú", ["Zona de Lácteos"]),
        ("nada", []), ("", ["Zona de Lácteos", "Café de altura", "Agua clara"]),
    ):  # fmt: skip
        home.finder.text.setFocus()
        home.finder.text.selectAll()
        keys(text, home.finder.text) if text else QTest.keyClick(home.finder.text, Qt.Key.Key_Delete)
        assert names(program) == found
        assert home._nobody.isVisible() is not bool(found)
    country = home.finder.filters["country"]
    assert [country.itemText(at) for at in range(country.count())] == ["Todos", "Colombia", "Perú"]
    country.setCurrentIndex(2)
    assert names(program) == ["Zona de Lácteos", "Café de altura"]
    assert "2 de 3" in home.finder._count.text()
    home.finder.order.setCurrentIndex(home.finder.order.findData("name"))
    assert names(program) == ["Café de altura", "Zona de Lácteos"]
    press(home.finder, "Al revés")
    press(home.finder, "Quitar filtros")
    assert names(program) == ["Zona de Lácteos", "Café de altura", "Agua clara"]
    home.finder.order.setCurrentIndex(home.finder.order.findData("gap"))
    gaps = [card.gap or 0 for card in home.plans.plans.plans]
    assert gaps == sorted(gaps)
    program.window.desk.preferences.keep(settings.Settings(country="CO", language="en"))  # type: ignore[union-attr]
    assert program.window.home.finder.wanted.order == "gap"


def test_a_plan_is_deleted_and_brought_back(qtbot: QtBot) -> None:
    program = many(qtbot)
    home, desk = program.window.home, program.window.desk
    assert desk is not None
    home.plans.setFocus()
    home.opened.emit(home.plans.plans.plans[0].id)
    desk.show_home()
    QTest.keyClick(home.plans, Qt.Key.Key_Delete)
    assert names(program) == ["Café de altura", "Agua clara"]
    assert program.window.strip.count() == 1
    press(home, "Deshacer")
    assert "Zona de Lácteos" in names(program)
    QTest.keyClick(home.plans, Qt.Key.Key_Delete)
    gone = {"Zona de Lácteos", "Café de altura", "Agua clara"} - set(names(program))
    press(home, "Planes eliminados: 1")
    dialog = program.window.findChild(Deleted)
    assert gone.pop() in dialog.list.item(0).text()
    press(dialog, "Recuperar")
    assert len(names(program)) == 3
    assert not home._deleted.isVisible()


def test_deleting_an_open_plan_asks_before_marked_texts_are_lost(qtbot: QtBot) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    desk = program.window.desk
    assert desk is not None
    fill(page(view, 1), "project/current_end", "31/2/2028")
    desk.show_home()
    for answer, left in (("Seguir en el plan", 1), ("Eliminar de todos modos", 0)):
        desk.menu.remove(str(plan.id))
        assert len(desk.plans.sessions()) == len(desk.library.plans()) == 1
        box = [each for each in program.window.findChildren(QMessageBox) if each.isVisible()][-1]
        press(box, answer)
        assert len(desk.plans.sessions()) == len(desk.library.plans()) == left


def test_a_plan_that_cannot_be_deleted_stays_where_it_is(qtbot: QtBot) -> None:
    program = many(qtbot)
    home, desk = program.window.home, program.window.desk
    assert desk is not None
    home.opened.emit(home.plans.plans.plans[0].id)
    desk.show_home()
    home.plans.setFocus()
    desk.library._line.connection.execute("PRAGMA busy_timeout = 50")
    with contextlib.closing(sqlite3.connect(library_file(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        QTest.keyClick(home.plans, Qt.Key.Key_Delete)
    assert "Otro programa" in home.said()
    assert len(names(program)) == 3
    assert program.window.strip.count() == 2


def test_a_plan_that_cannot_be_brought_back_stays_in_the_list(qtbot: QtBot) -> None:
    plan = small_plan()
    program = open_program(qtbot, (plan,))
    desk = program.window.desk
    assert desk is not None
    desk.menu.remove(str(plan.id))
    desk.menu.ask_deleted()
    dialog = program.window.findChild(Deleted)
    desk.library._line.connection.execute("PRAGMA busy_timeout = 50")
    with contextlib.closing(sqlite3.connect(library_file(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        press(dialog, "Recuperar")
    assert "Otro programa" in program.window.home.said()
    assert dialog.isVisible()
    press(dialog, "Recuperar")
    assert names(program) == ["Farmacias"]
    assert not dialog.isVisible()


def test_importing_a_deleted_plan_brings_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    plan = small_plan()
    program = open_program(qtbot, (plan,))
    assert program.window.desk is not None
    program.window.desk.menu.remove(str(plan.id))
    assert not names(program)
    plan_file.write(plan, tmp_path / "plan.json")
    drop(program, tmp_path / "plan.json")
    assert names(program) == ["Farmacias"]


def test_the_menu_of_a_card_duplicates(qtbot: QtBot) -> None:
    program = many(qtbot)
    home = program.window.home
    home.plans.setFocus()
    at = home.plans.visualRect(home.plans.currentIndex()).center()
    where = home.plans.viewport().mapToGlobal(at)
    QApplication.sendEvent(home.plans.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, where))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = [action for action in menu.actions() if not action.isSeparator()]
    texts = [action.text() for action in actions]
    exporting = ["Exportar PDF…", "Exportar libro de cálculo…"]
    assert texts == [
        "Abrir", *DOORS.values(), "Duplicar", *exporting, "Mostrar la carpeta de la biblioteca", "Eliminar"
    ]  # fmt: skip
    actions[texts.index("Duplicar")].trigger()
    menu.close()
    assert names(program)[0] == "Copia de Zona de Lácteos"
    assert len(set(kept(program))) == 4


def test_a_thousand_plans_are_found_at_once(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    home = program.window.home
    card = PlanCard("x", "", "", "CO", "", "COP", 0.5, "2030-01", "ene 2030", 5.0, "COP 5", "2026-01-01T00:00:00+00:00")
    home.show_plans([replace(card, id=str(at), name=f"Plan número {at}") for at in range(1000)], {"CO": "Colombia"})
    QApplication.processEvents()
    keys("número 99", home.finder.text)
    assert len(names(program)) == 19
    home.finder.clear()
    home.plans.setFocus()
    QTest.keyClick(home.plans, Qt.Key.Key_End)
    QApplication.processEvents()
    shown = home.plans.visualRect(home.plans.currentIndex())
    assert home.plans.visibleRegion().boundingRect().contains(shown.center())


def test_many_files_become_many_plans_each_with_its_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    open_one = small_plan()
    program = open_program(qtbot, (open_one,))
    desk = program.window.desk
    assert desk is not None
    program.window.home.opened.emit(str(open_one.id))
    files = [tmp_path / f"{name}.json" for name in ("uno", "dos", "roto", "abierto")]
    for file in files[:2]:
        plan_file.write(small_plan().with_(id=uuid4()), file)
    files[2].write_text("{", encoding="utf-8")
    plan_file.write(open_one.with_(project=open_one.project.with_(name="De afuera")), files[3])
    drop(program, *files)
    dialog = program.window.findChild(ManyFiles)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    told = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    for sentence, word in zip(told, ("se agregó", "se agregó", "No se importó", "nueva revisión"), strict=True):
        assert word in sentence
    assert "4 de 4" in dialog.state.text()
    assert program.window.windowTitle().startswith("De afuera")
    press(dialog, "Cerrar")
    desk.plans.session.undo()  # type: ignore[union-attr]
    desk.show_home()
    assert len(names(program)) == 3


def importing(qtbot: QtBot, folder: Path) -> tuple[Program, ManyFiles]:
    """Thirty plans on their way in, of which the first has come."""
    program = open_program(qtbot)
    files = []
    for at in range(30):
        files.append(folder / f"{at}.json")
        plan_file.write(small_plan().with_(id=uuid4()), files[-1])
    drop(program, *files)
    dialog = program.window.findChild(ManyFiles)
    qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=20_000)
    return program, dialog


def test_closing_the_window_does_not_wait_for_the_files_that_are_left(qtbot: QtBot, tmp_path: Path) -> None:
    program, _dialog = importing(qtbot, tmp_path)
    program.window.close()
    assert 0 < len(cards(library_file())) < 30


def test_an_import_that_fails_as_nobody_expected_can_be_closed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_path: Path) -> Plan:
        raise ZeroDivisionError

    monkeypatch.setattr(plan_file, "read", failing)
    program = open_program(qtbot)
    with qtbot.capture_exceptions() as raised:
        drop(program, tmp_path / "uno.json", tmp_path / "dos.json")
        dialog = program.window.findChild(ManyFiles)
        qtbot.waitUntil(lambda: bool(raised), timeout=20_000)
    press(dialog, "Cerrar")
    assert not dialog.isVisible()


def test_cancelling_ends_after_the_file_at_hand(qtbot: QtBot, tmp_path: Path) -> None:
    program, dialog = importing(qtbot, tmp_path)
    press(dialog, "Cancelar")
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    read = dialog.list.count()
    assert 0 < read < 30
    assert f"{read} de 30" in dialog.state.text()
    press(dialog, "Cerrar")
    assert len(names(program)) == read == len(kept(program))


def test_the_figures_of_a_card_and_its_bar_lead_into_the_plan(qtbot: QtBot) -> None:
    plan = small_plan()
    program = open_program(qtbot, (plan,))
    desk, cards = program.window.desk, program.window.home.plans
    assert desk is not None
    cell = cards.visualRect(cards.plans.index(0))
    middle = cell.center().x()
    card = cards.plans.plans[0]
    found = {door_at(card, cards.font(), cell, QPoint(middle, y)): y for y in range(cell.bottom())}
    assert set(found) == {"", *DOORS}
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, found["gap"]))
    view = program.window.findChild(PlanView)
    assert view.explain.isVisible()
    desk.show_home()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, found["missing"]))
    first = next(path for each in GUIDE.pages for path in of_page(plan, each).missing)
    assert row(view, first).isVisible()
    desk.show_home()
    desk.menu.show(str(plan.id), QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "De dónde sale el equilibrio").trigger()
    menu.close()
    assert not program.window.on_home()
    assert view.explain.isVisible()
