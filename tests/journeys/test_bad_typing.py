"""What cannot be is said beside the field, kept as typed, and does not touch the plan; nor does a file that cannot."""

from __future__ import annotations

from pathlib import Path

from journeys.keyboard import Key, add, begin, beside, fill, go, heard, next_page, press, save_the_pdf
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from workbench.model.plan import Plan
from workbench.paths import library_file
from workbench.storage.header import journals
from workbench.ui.app import Program
from workbench.ui.form import FieldRow
from workbench.ui.working import Working


def kept(program: Program) -> Plan:
    """The plan as the library has it."""
    desk = program.window.desk
    assert desk is not None
    assert desk.session is not None
    return desk.library.load(desk.session.document.plan.id)


def shown_beside() -> str:
    """The words in the colour of an error below the field that has the cursor."""
    row = QApplication.focusWidget()
    while not isinstance(row, FieldRow):
        row = row.parentWidget()
    return " ".join(label.text() for label in row.findChildren(QLabel, "error") if label.isVisible())


def refuses(program: Program, name: str, typed: str, why: str) -> None:
    """Type something that cannot be, leave the field, and come back to see."""
    go(name)
    before = kept(program)
    fill(name, typed)
    press(Key.Key_Tab)
    go(name, back=True)
    assert heard() == typed
    assert why in shown_beside()
    assert beside() == shown_beside()
    assert kept(program) == before
    assert program.window.desk.session.document.plan == before  # type: ignore[union-attr]


def test_what_cannot_be_is_said_beside_the_field_and_the_plan_stays(program: Program) -> None:
    begin()
    refuses(program, "Fin vigente de la ejecución", "31/2/2028", "no es una fecha posible")
    next_page(3)
    add("Agregar ingreso", "Tarifa")
    fill("Concepto", "Pedidos")
    refuses(program, "Precio", "mucho", "número")
    refuses(program, "Precio", "-5", "mayor o igual a 0")
    fill("Precio", "10.000")
    fill("Primer mes", "jun 2028")
    refuses(program, "Último mes", "ene 2028", "anterior")
    press(Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    next_page()
    go("Último mes")
    assert heard() == "ene 2028"
    assert "anterior" in shown_beside()
    assert kept(program).streams[0].price == 10_000  # type: ignore[union-attr]


def drop(program: Program, file: Path) -> str:
    """Let a file fall on the window; what home says then."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(program.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(program.window, QDropEvent(QPointF(5, 5), copy, data, left, none))
    while program.window.findChildren(Working):
        QTest.qWait(5)
    notes = program.window.home.findChildren(QFrame, "notice")
    return " ".join(label.text() for note in notes if note.isVisible() for label in note.findChildren(QLabel))


def test_the_pdf_dropped_on_the_window(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    begin()
    fill("Nombre del proyecto", "Red de compras")
    sent = tmp_path / "red.pdf"
    save_the_pdf(qtbot, sent)
    plan, desk = kept(program), program.window.desk
    assert desk is not None
    assert "nada cambió" in drop(program, sent)
    assert len(desk.library.revisions(plan.id)) == 2  # made, and named

    go("Sus planes")
    press(Key.Key_Return)
    fill("Nombre del proyecto", "Red de compras del sur")
    press(Key.Key_Tab)
    assert "nueva revisión" in drop(program, sent)
    assert desk.library.load(plan.id) == plan

    before, broken = library_bytes(), tmp_path / "rota.pdf"
    broken.write_bytes(sent.read_bytes()[:2000])
    said = drop(program, broken)
    assert "«rota.pdf»" in said
    assert said.endswith("La biblioteca no cambió.")
    assert library_bytes() == before


def library_bytes() -> bytes:
    """All that the library is; its backups are beside it."""
    path = library_file()
    return b"".join(each.read_bytes() for each in (path, *journals(path)) if each.exists())
