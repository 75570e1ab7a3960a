"""Where Tab goes, and where a key works."""

from __future__ import annotations

import time

from journeys.keyboard import (
    FAR,
    PATIENCE,
    SHIFT,
    Key,
    add,
    begin,
    beside,
    cell,
    choose,
    fill,
    go,
    here,
    next_page,
    press,
    push,
    write,
)
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.windows import shown_together

from workbench.ui.app import Program


def round_trip(key: Key, modifiers: Qt.KeyboardModifier) -> list[str]:
    """Every stop until the cursor is where it was."""
    stops = [here()]
    for _stop in range(FAR):
        press(key, modifiers)
        if here() == stops[0]:
            return stops
        stops.append(here())
    raise AssertionError(f"never back at {stops[0]!r}: {stops}")


def test_tab_goes_round_the_last_page_as_it_stands_and_back(program: Program) -> None:
    begin()
    next_page()
    add("Agregar servicio")
    fill("Servicio", "Compra conjunta")  # nobody is responsible for it: a finding with a place for an answer
    next_page(8)
    go("Planes abiertos", back=True)
    wanted = [
        "Planes abiertos", "Exportar PDF", "Páginas del plan", "Resumen ejecutivo", "Su respuesta", "Anexos", "Guía",
    ]  # fmt: skip
    before, end = [""], time.monotonic() + PATIENCE
    there: list[str] = []
    while not (set(wanted) <= set(there) and there == before) and time.monotonic() < end:  # until the page is whole
        before, there = there, round_trip(Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    at = [len(there) - 1 - there[::-1].index(name) for name in wanted]
    assert at == sorted(at), there
    assert round_trip(Key.Key_Backtab, SHIFT) == [there[0], *reversed(there[1:])]


def test_keys_of_the_table_do_nothing_outside_it(program: Program) -> None:
    begin()
    next_page()
    add("Agregar servicio")
    fill("Servicio", "Compra conjunta")
    go("Qué pasa después del proyecto")
    desk = program.window.desk
    assert desk is not None
    assert desk.session is not None
    document = desk.session.document
    press(Key.Key_Delete)
    press(Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_D, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert [service.name for service in document.plan.services] == ["Compra conjunta"]
    go("Servicios", back=True)
    press(Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert document.plan.services == ()


def test_a_table_is_filled_and_heard_by_keyboard_alone(program: Program) -> None:
    begin()
    next_page(4)
    go("Inversiones")
    press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert cell() == "Concepto de una línea nueva: vacía"
    write("Servidor")
    press(Key.Key_Tab)
    assert cell() == "Mes de compra de «Servidor»: vacía"
    press(Key.Key_Tab)
    write("12k")
    assert beside() == "= COP\N{NO-BREAK SPACE}12.000"
    press(Key.Key_Return)
    press(Key.Key_Up)
    press(Key.Key_Right)
    press(Key.Key_Right)
    assert cell() == "Monto de «Servidor»: 12.000"
    write("mucho")
    press(Key.Key_Return, SHIFT)
    assert cell() == "Monto de «Servidor»: mucho, sin aceptar. «mucho» no es un número."
    press(Key.Key_Escape)
    press(Key.Key_Tab)
    assert here() != "Inversiones"  # nobody is caught in a table


def test_the_portfolio_is_narrowed_and_opens_a_plan_by_keyboard_alone(program: Program, qtbot: QtBot) -> None:
    begin()
    fill("Nombre del proyecto", "Red de compras")
    press(Key.Key_P, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert here() == "Planes de la cartera"
    qtbot.waitUntil(lambda: shown_together(program).table.table.rows != ())
    press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert cell() == "Red de compras"
    go("Buscar en la cartera", back=True)
    write("turismo")
    qtbot.waitUntil(lambda: len(shown_together(program).table.table.rows) == 1)  # the total of none
    push("Quitar filtros")
    choose("Agrupar por", "Etapa")
    qtbot.waitUntil(lambda: len(shown_together(program).table.table.rows) == 3)
    go("Planes de la cartera")
    press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_Down)
    press(Key.Key_Return)
    go("Nombre del proyecto")


def test_enter_opens_the_card_of_a_plan(program: Program) -> None:
    begin()
    fill("Nombre del proyecto", "Red de compras")
    press(Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert here() == "Sus planes"
    press(Key.Key_Return)
    go("Nombre del proyecto")
