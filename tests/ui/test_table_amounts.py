"""What the tables of results are counted in on screen: as chosen in the preferences, said above each table."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from windows import open_view, page, small_plan

from workbench import settings
from workbench.ui.guide_view import PlanView
from workbench.ui.statements import Statements, WhoPays

RESULTS = 8
SHOWN = {
    "auto": ("En miles de COP", "61.200"),
    "units": ("En COP", "61.200.000"),
    "thousands": ("En miles de COP", "61.200"),
    "millions": ("En millones de COP", "61,2"),
}


def test_tables_are_counted_as_chosen_at_once(qtbot: QtBot) -> None:
    program, _view = open_view(qtbot, small_plan())
    for amounts, (unit, revenue) in SHOWN.items():
        program.window.desk.preferences.keep(settings.load().with_(amounts=amounts))
        qtbot.wait(20)
        (view,) = (each for each in program.window.findChildren(PlanView) if each.isVisible())
        found = page(view, RESULTS)
        statements, who_pays = found.findChild(Statements), found.findChild(WhoPays)
        statements.draw()
        who_pays.draw()
        assert statements._unit.text() == unit
        assert who_pays._note.text().startswith(f"{unit}. ")
        assert [row.cells[1] for row in statements._table.table.rows if "Cuota de red" in row.cells[0]] == [revenue]
