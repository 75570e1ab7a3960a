"""The page of keys: what can be done without a mouse, group by group."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from workbench.i18n import N_, _
from workbench.ui.actions import ACTIONS, CELLS, LINES, keys_named, keys_text
from workbench.ui.parts import Button, caption, foot, roomy, sized

SIZE = (720, 560)
PERIODS, PLANS, SURVEY = N_("Los valores por mes o año"), N_("La lista de planes"), N_("Las encuestas")
FORMS, TABLES, FIGURES = N_("Los campos"), N_("Las tablas de líneas"), N_("Las cifras y los gráficos")
BY_PLACE = "{keys} … 9"
OTHERS = (
    (FORMS, "Tab, Shift+Tab", N_("Ir al campo siguiente o al anterior")),
    (FORMS, "Return", N_("Guardar el campo e ir al siguiente")),
    (FORMS, "Alt+Down", N_("Abrir una lista")),
    (PLANS, "Return", N_("Abrir el plan")),
    (PLANS, "Menu", N_("Ver qué más se puede hacer con él")),
    (PLANS, "Del", N_("Eliminar el plan")),
    (TABLES, "Return, Shift+Return", N_("Ir a la línea de abajo o a la de arriba")),
    (TABLES, "Tab, Shift+Tab", N_("Mientras se escribe: ir a la celda siguiente o a la anterior")),
    (TABLES, "Esc", N_("Dejar la celda como estaba; otra vez, para que Tab salga de la tabla")),
    (TABLES, "Shift+Down, Shift+Right", N_("Elegir varias celdas")),
    (TABLES, "Ctrl+Down, Ctrl+Right", N_("Ir al final de lo escrito; con Mayús, elegirlo")),
    (TABLES, "Shift+Space", N_("Elegir la línea entera")),
    (TABLES, "Ctrl+Space", N_("Elegir la columna entera")),
    (TABLES, "Menu", N_("Ver todo lo que se puede hacer con las celdas")),
    *((TABLES, keys, text) for text, keys in (CELLS | LINES).items()),
    (PERIODS, "Ctrl+C, Ctrl+X, Ctrl+V", N_("Copiar, cortar o pegar una fila o una columna de valores")),
    (PERIODS, "Ctrl+R", N_("Repetir el primer valor elegido en los demás, o hasta el final")),
    (PERIODS, "F2, Esc", N_("Seguir escribiendo en una casilla, o dejarla como estaba")),
    (FIGURES, "Return", N_("Ver de dónde sale una cifra")),
    (FIGURES, "Left, Right", N_("Recorrer los meses o años de un gráfico, o abrir y cerrar una parte de una cifra")),
    (FIGURES, "Up, Down", N_("Ir a otra serie de un gráfico")),
    (FIGURES, "Alt+Left", N_("Volver a la cifra anterior")),
    (FIGURES, "Esc", N_("Cerrar la explicación de una cifra")),
    (FIGURES, "Ctrl+C", N_("Copiar la tabla o lo elegido en ella")),
    (SURVEY, "0, 1, 2, 3", N_("Responder a una pregunta, con el número de la respuesta")),
    (SURVEY, "N, S", N_("Responder que no aplica, o que no se sabe")),
    (SURVEY, "Backspace", N_("Borrar la respuesta")),
    (SURVEY, "Return", N_("Ir a la pregunta siguiente, cuando esta tiene respuesta")),
    (SURVEY, "PgDown, PgUp", N_("Ir a la pregunta siguiente o a la anterior")),
    (SURVEY, "F4", N_("Pasar de las preguntas a la lista para digitar papel, y volver")),
    (SURVEY, "F5", N_("Proyectar los resultados de la ronda")),
    (SURVEY, "F6", N_("Ver los resultados de la ronda")),
    (SURVEY, "Del", N_("Eliminar la ronda o la hoja elegida")),
    (SURVEY, "Esc", N_("Volver a la ronda, o a lo que había antes")),
)
"""What single parts do with their keys; the rest is ``ACTIONS``."""


def rows() -> Iterator[tuple[str, str, str]]:
    """Group, keys and what they do, each place of an open plan told once."""
    for id, action in ACTIONS.items():
        if id == "plan_1":
            yield _(action.group), BY_PLACE.format(keys=keys_text(id)), _(action.text)
        elif not id.startswith("plan_"):
            yield _(action.group), keys_named(", ".join(action.keys)), _(action.text)
    for group, keys, text in OTHERS:
        yield _(group), keys_named(keys), _(text)


class KeysPage(QDialog):
    """A table to read, and a button that closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Atajos del teclado"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sized(self, *SIZE)
        told = list(rows())
        table = QTableWidget(len(told), 3)
        table.setAccessibleName(_("Atajos del teclado"))
        table.setHorizontalHeaderLabels(heads := [_("Dónde"), _("Teclas"), _("Qué hacen")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, words in enumerate(told):
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heads[column]}: {text}. {words[-1]}")
                table.setItem(at, column, item)
        table.resizeColumnsToContents()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        close = Button(_("Cerrar"))
        close.clicked.connect(self.accept)
        layout = roomy(self)
        layout.addWidget(caption(_("Todo se alcanza también con Tab y se elige con Enter."), "muted", wrap=True))
        layout.addWidget(table, 1)
        layout.addLayout(foot(close))
        table.setCurrentCell(0, 0)
        table.setFocus()
