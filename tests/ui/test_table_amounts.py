"""What the tables of results are counted in on screen: as chosen in the preferences, said above each table."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot
from windows import open_view, page, small_plan

from workbench import settings
from workbench.model.project import ExchangeRate
from workbench.ui.guide_view import PlanView
from workbench.ui.statements import Figures, Statements, WhoPays

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


def test_statements_in_dollars_say_the_rate(qtbot: QtBot) -> None:
    plan = small_plan()
    rate = ExchangeRate(currency="USD", rates=(Decimal(4000),))
    _program, view = open_view(qtbot, plan.with_(basis=plan.basis.with_(rates=(rate,))))
    statements = page(view, RESULTS).findChild(Statements)
    statements.draw()
    money = statements._money
    money.setCurrentIndex(money.findData("dollars"))
    assert statements._unit.text().startswith("En USD · 1 USD = COP\N{NO-BREAK SPACE}4.000, tasa de ")
    assert [row.cells[1] for row in statements._table.table.rows if "Cuota de red" in row.cells[0]] == ["15.300"]
    figures = page(view, RESULTS).findChild(Figures)
    figures.draw()
    figures._period.setCurrentIndex(figures._period.findData("year:2027"))
    own = {row.cells[0]: row.cells[1] for row in figures._table.table.rows}
    assert not figures._rate.text()
    figures._money.setCurrentIndex(figures._money.findData("dollars"))
    dollars = {row.cells[0]: row.cells[1] for row in figures._table.table.rows}
    assert figures._rate.text() == statements._unit.text().partition(" · ")[2]
    sales = "Ventas de equilibrio"
    assert (own.pop(sales), dollars.pop(sales)) == ("COP\N{NO-BREAK SPACE}48.000.000", "USD\N{NO-BREAK SPACE}12.000")
    assert {text for text in dollars.values() if "COP" in text} == set()
    assert {name for name, text in dollars.items() if text != own[name]} == {n for n in own if "COP" in own[n]}
