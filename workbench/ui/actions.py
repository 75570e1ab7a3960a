"""What can be done with keys, named once: the parts that do it bind it, the search and the page of keys read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workbench.i18n import N_


@dataclass(frozen=True)
class Action:
    """``keys``: the first is the one that is told. ``group`` heads it on the page of keys."""

    text: str
    keys: tuple[str, ...]
    group: str


WHOLE, PLAN = N_("El programa"), N_("El plan abierto")
PLACES = 9
"""Open plans that have a key of their own."""
ACTIONS: dict[str, Action] = {
    "search": Action(N_("Buscar en todo"), ("Ctrl+K", "Ctrl+F"), WHOLE),
    "new": Action(N_("Plan nuevo"), ("Ctrl+N",), WHOLE),
    "import": Action(N_("Importar un plan"), ("Ctrl+O",), WHOLE),
    "template": Action(N_("Guardar una plantilla de Excel"), ("Ctrl+Shift+E",), WHOLE),
    "verify": Action(N_("Verificar un PDF"), ("Ctrl+Shift+O",), WHOLE),
    "portfolio": Action(N_("Cartera: todos los planes juntos"), ("Ctrl+Shift+P",), WHOLE),
    "surveys": Action(N_("Encuestas: rondas, hojas y resultados"), ("Ctrl+Shift+S",), WHOLE),
    "home": Action(N_("Ir a los planes"), ("Ctrl+0",), WHOLE),
    "next_plan": Action(N_("Ir al plan abierto siguiente"), ("Ctrl+Tab",), WHOLE),
    "previous_plan": Action(N_("Ir al plan abierto anterior"), ("Ctrl+Shift+Tab",), WHOLE),
    **{f"plan_{at}": Action(N_("Ir a un plan abierto por su lugar"), (f"Ctrl+{at}",), WHOLE) for at in range(1, 10)},
    "close": Action(N_("Cerrar el plan"), ("Ctrl+W",), WHOLE),
    "settings": Action(N_("Preferencias"), ("Ctrl+,",), WHOLE),
    "help": Action(N_("Ayuda: guía, palabras y método"), ("Ctrl+F1",), WHOLE),
    "keys": Action(N_("Atajos del teclado"), ("Shift+F1",), WHOLE),
    "undo": Action(N_("Deshacer"), ("Ctrl+Z",), PLAN),
    "redo": Action(N_("Rehacer"), ("Ctrl+Y", "Ctrl+Shift+Z"), PLAN),
    "next_page": Action(N_("Ir a la página siguiente"), ("Ctrl+PgDown",), PLAN),
    "previous_page": Action(N_("Ir a la página anterior"), ("Ctrl+PgUp",), PLAN),
    "guide": Action(N_("Mostrar u ocultar la guía"), ("F1",), PLAN),
    "versions": Action(N_("Versiones del plan: comparar y restaurar"), ("Ctrl+H",), PLAN),
    "keep_version": Action(N_("Guardar una versión"), ("Ctrl+S",), PLAN),
    "export": Action(N_("Exportar PDF"), ("Ctrl+P",), PLAN),
    "workbook": Action(N_("Exportar libro de cálculo"), ("Ctrl+E",), PLAN),
}
CELLS = {
    N_("Escribir en la celda"): "F2",
    N_("Ir a todos los datos de la línea"): "Ctrl+Return",
    N_("Cortar"): "Ctrl+X",
    N_("Copiar"): "Ctrl+C",
    N_("Pegar"): "Ctrl+V",
    N_("Vaciar"): "Del",
    N_("Rellenar hacia abajo"): "Ctrl+D",
    N_("Rellenar hacia la derecha"): "Ctrl+R",
}
"""What a table of lines does with its cells."""
LINES = {
    N_("Insertar una línea encima"): "Ctrl++",
    N_("Insertar una línea debajo"): "Ctrl+Shift+Return",
    N_("Duplicar"): "Ctrl+Shift+D",
    N_("Subir"): "Alt+Up",
    N_("Bajar"): "Alt+Down",
    N_("Eliminar"): "Ctrl+-",
}
"""What it does with whole lines, where there may be others."""


def bind(widget: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Have each action done by its keys while ``widget`` can be seen, and found by the search."""
    for id, act in acts.items():
        made = QAction(widget)
        made.setObjectName(id)
        made.setShortcuts([QKeySequence(keys) for keys in ACTIONS[id].keys])
        made.triggered.connect(lambda _on=False, act=act: act())
        widget.addAction(made)


def bound(window: QWidget) -> Iterator[QAction]:
    """The actions that can be done in a window now; each is named by its id."""
    for made in window.findChildren(QAction):
        owner = made.parent()
        if made.objectName() in ACTIONS and isinstance(owner, QWidget) and owner.isVisible():
            yield made


def act(window: QWidget, id: str) -> None:
    """Do an action that can be done now."""
    for made in bound(window):
        if made.objectName() == id:
            made.trigger()
            return


def keys_text(id: str) -> str:
    """The keys of an action as they are told."""
    return keys_named(ACTIONS[id].keys[0])


def keys_named(keys: str) -> str:
    """Keys as they stand on a keyboard, or as the system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
