"""A library that cannot be used: a sentence and ways out, the file untouched."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from threading import Event, Timer
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from windows import fill, leave_anyway, open_view, page, press, row, small_plan, stored

from workbench import settings
from workbench.i18n import speaking
from workbench.paths import library_file
from workbench.storage import restore, unsaved
from workbench.storage.backup import folder_of
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.storage.records import Index
from workbench.storage.unsaved import Edit, Unsaved
from workbench.ui import app
from workbench.ui.app import Program
from workbench.ui.guide_view import PlanView
from workbench.ui.parts import Card
from workbench.ui.restoring import Restoring
from workbench.ui.search import Search
from workbench.ui.trouble import Trouble
from workbench.ui.working import Working


def start(qtbot: QtBot) -> Program:
    """The program on the test's library, as it comes."""
    settings.save(settings.Settings(country="CO"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = Program(application, library_file())
    qtbot.addWidget(program.window, before_close_func=leave_anyway)
    program.start()
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
    return program


def spoil(kind: str, path: Path) -> None:
    """Put something there that is no library of ours."""
    with Library.open(path, write=True):
        pass
    with sqlite3.connect(path) as connection:
        if kind == "newer":
            connection.execute("PRAGMA user_version = 999")
        if kind == "foreign":
            connection.execute("PRAGMA application_id = 7")
    connection.close()
    if kind == "damaged":
        path.write_bytes(path.read_bytes()[:700] + b"\x00" * 900)


def question(program: Program) -> list[QMessageBox]:
    """What is asked right now."""
    return [each for each in program.window.findChildren(QMessageBox) if each.isVisible()]


@pytest.mark.parametrize(
    ("kind", "word"), [("newer", "más nueva"), ("foreign", "otro programa"), ("damaged", "dañada")]
)
def test_a_library_of_another_kind_is_told_and_left_alone(qtbot: QtBot, kind: str, word: str) -> None:
    spoil(kind, library_file())
    before = library_file().read_bytes()
    program = start(qtbot)
    assert program.window.trouble.isVisible()
    assert word in program.window.trouble.sentence.text()
    assert library_file().read_bytes() == before
    offered = [each.text() for each in program.window.trouble.findChildren(QPushButton)]
    assert "Restaurar una copia de seguridad…" not in offered  # there is none
    assert ("Apartar el archivo dañado y empezar de nuevo" in offered) == (kind == "damaged")
    press(program.window.trouble, "Salir")
    assert not program.window.isVisible()


def test_the_ways_out_are_told_in_the_language_there_is_now(qtbot: QtBot) -> None:
    trouble = Trouble()
    qtbot.addWidget(trouble)
    left: list[bool] = []
    trouble.leave.connect(lambda: left.append(True))
    with speaking("pt"):
        trouble.say(LibraryError("…"), backed_up=False)
    press(trouble, "Sair")
    assert left


def test_a_second_window_reads_and_says_who_writes_until_it_is_free(qtbot: QtBot) -> None:
    plan = small_plan()
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "test", Index())
        program = start(qtbot)
        qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
        banner, desk = program.window.banner, program.window.desk
        assert desk is not None
        assert "abierta" in banner.text.text()
        program.window.home.opened.emit(str(plan.id))
        view = program.window.findChild(PlanView)
        fill(page(view, 1), "project/name", "Otro")
        assert "solo para leer" in row(view, "project/name")._help.text()
        desk.keep_version()
        assert "solo para leer" in view._notice.text()
        desk.compare()
        assert view.versions is not None
        qtbot.waitUntil(lambda: bool(view.versions.changes.figures.table.rows))
        assert not view.versions._restore.isEnabled()
        desk.show_home()
        program.window.home.blank.emit()
        assert "solo para leer" in program.window.home.said()
        press(banner, "Volver a intentar")
        qtbot.wait(300)
        assert banner.isVisible()
        assert library.load(plan.id) == plan
    press(banner, "Volver a intentar")
    qtbot.waitUntil(lambda: bool(question(program)), timeout=20_000)
    press(question(program)[-1], "Cerrar de todos modos")
    assert desk.library.writable
    assert not banner.isVisible()
    assert program.window.on_home()
    program.window.home.opened.emit(str(plan.id))
    program.window.activateWindow()  # as after a dialog on a desktop
    QApplication.processEvents()
    assert desk.plans.view
    fill(page(desk.plans.view, 1), "project/name", "Otro")
    assert desk.library.load(plan.id).project.name == "Otro"


def test_a_library_that_can_be_written_asks_before_marked_texts_are_lost(qtbot: QtBot) -> None:
    plan = small_plan()
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "test", Index())
        program = start(qtbot)
        qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
        program.window.home.opened.emit(str(plan.id))
        fill(page(program.window.findChild(PlanView), 1), "project/current_end", "31/2/2028")
    desk, banner = program.window.desk, program.window.banner
    assert desk is not None
    press(banner, "Volver a intentar")
    qtbot.waitUntil(lambda: bool(question(program)), timeout=20_000)
    press(question(program)[-1], "Seguir en el plan")
    assert desk.plans.find(plan.id)
    assert not desk.library.writable
    press(banner, "Volver a intentar")
    qtbot.waitUntil(lambda: bool(question(program)), timeout=20_000)
    press(question(program)[-1], "Cerrar de todos modos")
    assert desk.library.writable
    assert not desk.plans.sessions()


def test_the_library_is_opened_once_whatever_comes_first(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    loaded = app._loaded

    def counted(library: Path) -> tuple[object, object, str]:
        opened.append(library)
        return loaded(library)

    monkeypatch.setattr(app, "_loaded", counted)
    program = start(qtbot)
    program.load()
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    program.load()
    qtbot.wait(300)
    assert len(opened) == 1
    assert not program.window.banner.isVisible()


def test_nobody_tries_again_while_it_is_tried(qtbot: QtBot) -> None:
    with Library.open(library_file(), write=True):
        program = start(qtbot)
        qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
        waiting = Unsaved(library_file(), lambda: None)
        waiting.hold(Edit(small_plan(), "Nuevo", Index()))  # the drive went, and the program was killed
        waiting.close()
    banner, desk = program.window.banner, program.window.desk
    assert desk is not None
    press(banner, "Volver a intentar")
    assert not banner.isVisible()
    qtbot.waitUntil(lambda: desk.library.writable, timeout=20_000)
    assert "Se recuperó" in program.window.home.said()


def test_a_library_that_opens_at_last_shows_each_sample_once(qtbot: QtBot) -> None:
    program = start(qtbot)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    program.window.show_trouble(LibraryError("El disco no responde."), backed_up=False)
    press(program.window.trouble, "Volver a intentar")
    QApplication.processEvents()
    shown = [card.accessibleName() for card in program.window.home.findChildren(Card) if card.isVisible()]
    assert shown
    assert len(shown) == len(set(shown))


def test_a_damaged_library_is_restored_from_a_backup(qtbot: QtBot) -> None:
    plan = small_plan()
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "test", Index())
    library_file().write_bytes(library_file().read_bytes()[:700] + b"\x00" * 900)
    program = start(qtbot)
    assert program.window.trouble.isVisible()
    press(program.window.trouble, "Restaurar una copia de seguridad…")
    dialog = program.window.findChild(Restoring)
    assert "planes: 1" in dialog.list.item(0).text()
    qtbot.waitUntil(lambda: "no se pudo leer entera" in dialog.lost.text())
    press(dialog, "Restaurar esta copia")
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    assert program.window.on_home()
    assert [card.id for card in program.window.home.plans.plans.plans] == [str(plan.id)]


def test_a_damaged_library_without_a_backup_gives_way_to_a_new_one(qtbot: QtBot) -> None:
    spoil("damaged", library_file())
    before = library_file().read_bytes()
    program = start(qtbot)
    press(program.window.trouble, "Apartar el archivo dañado y empezar de nuevo")
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    assert program.window.on_home()
    (kept,) = folder_of(library_file()).glob("damaged-*.db")
    assert kept.read_bytes() == before
    assert str(kept) in program.window.home.said()


def test_a_window_closed_while_it_loads_lets_go_of_the_library(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    loading, go_on = Event(), Event()
    loaded = app._loaded

    def slow(library: Path) -> tuple[object, object, str]:
        loading.set()
        go_on.wait(5)
        return loaded(library)

    monkeypatch.setattr(app, "_loaded", slow)
    program = start(qtbot)
    qtbot.waitUntil(loading.is_set)
    Timer(0.05, go_on.set).start()
    program.window.close()
    with Library.open(library_file(), write=True):
        pass
    QApplication.processEvents()  # what the thread sent last
    assert program.window.desk is None


def test_an_older_state_is_restored_from_home(qtbot: QtBot) -> None:
    plan = small_plan()
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "test", Index())
    program, _view = open_view(qtbot, plan.with_(id=uuid4()))
    desk = program.window.desk
    assert desk is not None
    desk.show_home()
    press(program.window.home, "Copias de seguridad…")
    dialog = program.window.findChild(Restoring)
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    qtbot.waitUntil(lambda: "no está en la copia" in dialog.lost.text())
    press(dialog, "Restaurar esta copia")
    qtbot.waitUntil(lambda: "está en el lugar" in program.window.home.said())
    assert program.window.strip.count() == 1
    assert [card.id for card in desk.library.plans()] == [str(plan.id)]


def test_a_backup_is_restored_only_after_asking_about_marked_texts(qtbot: QtBot) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    desk = program.window.desk
    assert desk is not None
    fill(page(view, 1), "project/current_end", "31/2/2028")
    for answer, left in (("Seguir en el plan", 1), ("Restaurar de todos modos", 0)):
        desk.troubles.ask_restore()
        dialog = next(each for each in program.window.findChildren(Restoring) if each.isVisible())
        press(dialog, "Restaurar esta copia")
        assert len(desk.plans.sessions()) == 1
        assert "Si restaura la copia" in question(program)[-1].text()
        press(question(program)[-1], answer)
        assert len(desk.plans.sessions()) == left
    qtbot.waitUntil(lambda: "está en el lugar" in program.window.home.said())


def test_a_restoration_that_takes_long_shows_itself_and_can_be_stopped(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = small_plan()
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "test", Index())
    program, _view = open_view(qtbot, plan.with_(id=uuid4()))
    desk = program.window.desk
    assert desk is not None
    desk.show_home()
    go_on, kept = Event(), restore._keep

    def slow(path: Path) -> Path | None:
        go_on.wait(5)
        return kept(path)

    monkeypatch.setattr(restore, "_keep", slow)
    desk.troubles.ask_restore()
    press(program.window.findChild(Restoring), "Restaurar esta copia")
    qtbot.waitUntil(lambda: program.window.findChild(Working) and program.window.findChild(Working).isVisible())
    press(program.window.findChild(Working), "Cancelar")
    go_on.set()
    qtbot.waitUntil(lambda: "se detuvo" in program.window.home.said())
    assert len(desk.library.plans()) == 2
    assert not list(library_file().parent.glob("*.new"))


def test_a_save_that_fails_stands_over_everything_until_it_is_saved(qtbot: QtBot, logged_warnings: list[str]) -> None:
    program, view = open_view(qtbot, small_plan())
    desk = program.window.desk
    assert desk is not None
    keep = desk.library._line.store.save

    def full(*_plan: object) -> None:
        raise OSError(28, "No space left on device")

    desk.library._line.store.save = full  # type: ignore[method-assign, assignment]
    fill(page(view, 1), "project/name", "Sin disco")
    qtbot.waitUntil(program.window.banner.isVisible)
    QApplication.processEvents()
    said = [each for each in program.window.findChildren(QLabel) if each.isVisible() and "lleno" in each.text()]
    assert said == [program.window.banner.text]  # once: what is said twice may stay once it is no longer so
    desk.show_home()
    qtbot.waitUntil(program.window.banner.isVisible)
    desk.library._line.store.save = keep  # type: ignore[method-assign]
    press(program.window.banner, "Volver a guardar")
    qtbot.waitUntil(lambda: not desk.library.unsaved())
    assert desk.library.load(view.session.plan.id).project.name == "Sin disco"
    qtbot.waitUntil(lambda: "ya está" in program.window.banner.text.text())
    logged_warnings.clear()


def test_closing_asks_where_no_disk_takes_the_last_edit(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, logged_warnings: list[str]
) -> None:
    program, view = open_view(qtbot, small_plan())
    desk = program.window.desk
    assert desk is not None

    def full(*_what: object, **_how: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(desk.library._line.store, "save", full)
        with monkeypatch.context() as here:
            here.setattr(unsaved, "write_whole", full)
            fill(page(view, 1), "project/name", "Sin disco")
            qtbot.waitUntil(program.window.banner.isVisible)
            assert not program.window.close()
            (box,) = question(program)
            assert "ningún disco: 1." in box.text()
            box.reject()
        assert not program.window.close()  # on another disk than the library's, which may be taken away now
        (box,) = question(program)
        assert "se guardó aparte en este equipo" in box.text()
        box.reject()
    assert program.window.close()
    with Library.open(library_file()) as library:
        assert library.plans()[0].name == "Sin disco"
    logged_warnings.clear()


def test_without_its_drive_the_program_goes_on(qtbot: QtBot, logged_warnings: list[str]) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    desk, home = program.window.desk, program.window.home
    assert desk is not None
    away = library_file().parent.with_name("away")
    library_file().parent.rename(away)
    fill(page(view, 1), "project/name", "Sin unidad")
    desk.show_home()
    assert program.window.on_home()
    assert "ya no está en su lugar" in home.said()
    assert [card.id for card in home.plans.plans.plans] == [str(plan.id)]
    for act in (desk.menu.ask_deleted, lambda: desk.menu.remove(str(plan.id)), desk.search):
        act()
        assert "ya no está en su lugar" in home.said()
    for dialog in program.window.findChildren(Search):
        dialog.reject()
    if library_file().parent.exists():
        shutil.rmtree(library_file().parent)
    away.rename(library_file().parent)
    desk.library.retry().result()
    assert stored(program, plan).project.name == "Sin unidad"
    logged_warnings.clear()


def test_what_nobody_expected_is_said_once_and_logged(qtbot: QtBot, logged_warnings: list[str]) -> None:
    program = start(qtbot)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    for _turn in range(2):
        program.unexpected(ValueError, ValueError("COP 1.234 de Marta"), None)
    qtbot.waitUntil(lambda: bool(program.window.findChildren(QMessageBox)))
    boxes = program.window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert "guardado" in boxes[0].text()
    assert "Marta" not in boxes[0].text() + boxes[0].detailedText()
    assert logged_warnings
    logged_warnings.clear()
    boxes[0].accept()


def test_what_the_last_session_could_not_save_is_told_at_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    plan = small_plan()
    library_files = tmp_path / "away"
    library_files.mkdir()
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "Nuevo", Index())
        for file in library_file().parent.glob("library.db*"):
            file.rename(library_files / file.name)
        edited = plan.with_(project=plan.project.with_(executor="Cámara"))
        assert library.save(edited, "Ejecutor", Index()).exception() is not None
    for file in library_files.iterdir():
        file.rename(library_file().parent / file.name)
    program = start(qtbot)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    assert stored(program, plan).project.executor == "Cámara"
    shown = [label.text() for label in program.window.home.findChildren(QLabel) if label.isVisible()]
    assert any("Se recuperó" in text for text in shown)
    program.window.close()


def test_a_backup_that_cannot_be_made_is_told_at_the_start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil._ntuple_diskusage(100, 100, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with Library.open(library_file(), write=True) as library:
        library.add(small_plan(), "Nuevo", Index())
    program = start(qtbot)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    qtbot.waitUntil(program.window.banner.isVisible)
    assert any("copia de seguridad" in each.text() for each in program.window.banner.findChildren(QLabel))
    assert program.window.desk is not None
    program.window.desk.library.damaged = True  # then it is more than told
    program.window.desk.troubles.tell()
    press(program.window.banner, "Restaurar una copia de seguridad…")
    assert program.window.findChild(Restoring).isVisible()
    program.window.close()
