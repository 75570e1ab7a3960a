"""The head of every sheet by month: the same column is the same month everywhere. *Series* has it, the others link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.engine.projection import Projection
from workbench.exchange.book_look import Look
from workbench.exchange.places import DATES, FIRST, HEADS, SERIES, TITLE, Place, letters, sheet_ref
from workbench.exchange.sheet_rows import Sharing, blank, row, text
from workbench.i18n import N_, _

DAY_0 = date(1899, 12, 30)
"""The day a workbook counts its dates from."""
NAMES = {
    "month": N_("Mes n.º"), "calendar": N_("Mes del año"), "year": N_("Año fiscal n.º"),
    "price_step": N_("Se ajustan los precios"),
}  # fmt: skip
RULES = {
    "date": "DATE(YEAR({start}),MONTH({start})+{c}$3,1)",
    "month": "COLUMNS($G$3:{c}$3)-1",
    "calendar": "MONTH({c}$2)",
    "year": "INT((12*YEAR({c}$2)+MONTH({c}$2)-{fiscal})/12)-INT((12*YEAR({start})+MONTH({start})-{fiscal})/12)",
    "price_step": "IF(AND({c}$3>0,{c}$4={price}),1,0)",
}


class Timeline:
    """Writes the head rows of the sheets by month of one projection."""

    def __init__(self, projection: Projection, place: Place, look: Look) -> None:
        self.place, self.look = place, look
        grid = projection.grid
        days = (projection.grid.day(month) for month in range(grid.months))
        self.values = {"date": [float((day - DAY_0).days) for day in days]}
        self.values |= {name: projection.env[name][0, 0].tolist() for name in HEADS}

    def rows(self, sheet: str, title: str, columns: tuple[str, ...], share: Sharing) -> Iterator[str]:
        """A sheet's title, its columns by name, and the months as dates and numbers."""
        look = self.look
        yield row(TITLE, text(title, look.style("title")), 24)
        names = "".join(text(_(name), look.style("name")) for name in columns)
        for name, at in {"date": DATES, **HEADS}.items():
            dated = name == "date"
            label = names if dated else text(_(NAMES[name]), look.style("rule")) + blank() * (FIRST - 1)
            style = look.style("head", "month-year") if dated else look.style("rule", "month")
            yield row(at, label + share.row(self._inside(sheet, name, at), at, FIRST, self.values[name], style))

    def _inside(self, sheet: str, name: str, at: int) -> str:
        if sheet != SERIES:
            return f"{sheet_ref(SERIES)}{letters(FIRST)}${at}"
        return RULES[name].format(c=letters(FIRST), **self.place.clock)
