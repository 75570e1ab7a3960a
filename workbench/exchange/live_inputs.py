"""How each prepared input is made of what was typed: a small set of derivations, each printed as a formula.

An input whose field is asked is as typed, or a month's number; what the engine derives has its derivation in
``DERIVED``. What has none is structure, and frozen: links between lines, limits of the perimeter, sectors, uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from workbench.engine import fields
from workbench.engine.inputs import PUTS, USES, use_number
from workbench.engine.lines import Lines
from workbench.engine.projection import Projection
from workbench.exchange.input_sheets import Area, InputSheets
from workbench.exchange.places import FIRST, Place, letters
from workbench.model.base import Line, get
from workbench.model.costs import Staff
from workbench.model.financing import Carry, CashSource
from workbench.model.plan import Plan
from workbench.model.revenue import Membership
from workbench.model.types import (
    DriverShape,
    Every,
    Indexation,
    Provider,
    RateBasis,
    Repayment,
    Status,
    StructureKey,
)

OPEN = {"start": "0", "carry__start": "0"}
"""What an empty month stands for, where it is not one that never comes."""


@dataclass(frozen=True)
class Of:
    """One input of one line; ``line`` is None for the plan's own. ``first``: the row and column of its first cell."""

    name: str
    line: Line | None
    row: int
    first: str
    at: int

    @property
    def field(self) -> str:
        """Its name in its table."""
        return self.name.rpartition("__")[2]


class Live:
    """The formulas of one plan's prepared inputs."""

    def __init__(self, projection: Projection, place: Place, sheets: InputSheets) -> None:
        self.projection, self.place, self.sheets = projection, place, sheets
        self.lines = Lines(projection.plan, projection.inputs)
        self._known: dict[tuple[str, int], Line | None] = {}

    def formula(self, key: str, row: int) -> str:
        """The formula of an input's first cell on a line, for all its cells side by side; '' where it is frozen."""
        name, _at, view = key.partition("@")
        made = DERIVED.get(f"{name}@{view}" if view else name)
        if made is None and (view or fields.FIELDS[name].label):
            return ""
        table, spot = name.rpartition("__")[0], self.place.spots[key]
        line = self._line(table, row) if table else None
        if table and line is None and table not in ("use", "put"):
            return ""
        of = Of(name, line, row, spot.first, spot.row + row)
        return made(self, of) if made else self.as_typed(of)

    def _line(self, table: str, row: int) -> Line | None:
        """A line of a table, looked up once for all its fields."""
        if (table, row) not in self._known:
            found = self.lines.line(table, row)
            self._known[table, row] = found if isinstance(found, Line) else None
        return self._known[table, row]

    # ------------------------------------------------------------ where a field stands

    def area(self, of: Of, *paths: str) -> Area | None:
        """The cells of the first of some fields that a line has; where none is named, of those it comes from."""
        model = type(of.line) if of.line else Plan
        for path in paths or tuple(fields.sources(of.name, model)):
            if self.sheets.has(self._id(of), path):
                return self.sheets.at(self._id(of), path)
        return None

    def cell(self, of: Of, *paths: str) -> str:
        """The address of a field's first cell; '' where the line has no such field."""
        found = self.area(of, *paths)
        return found.address.partition(":")[0] if found else ""

    def whole(self, path: str) -> str:
        """The address of a field of the plan as a whole."""
        return self.sheets.at(None, path).address

    def choice(self, value: Any) -> str:
        """The address of the name of one of a closed list."""
        return self.sheets.choice(value).address

    def _id(self, of: Of) -> UUID | None:
        return of.line.id if of.line else None

    # ------------------------------------------------------------ derivations

    def as_typed(self, of: Of) -> str:
        """A number as it stands, an empty cell as 0; a month as its number; yes as 1; several side by side."""
        found = self.area(of)
        if found is None:
            return ""
        unit = fields.unit(of.name, type(of.line) if of.line else None)
        if unit == "year-month":
            return self.month(of, OPEN.get(of.name) or OPEN.get(of.field) or self.place.clock["never"])
        if found.rows * found.columns > 1:
            return self.listed(of, found)
        value = self._value(of)
        if isinstance(value, UUID):
            return ""
        return self.flag(of, True) if isinstance(value, bool) else found.address

    def _value(self, of: Of) -> Any:
        here: Any = of.line or self.projection.plan
        for path in fields.sources(of.name, type(here)):
            try:
                return get(here, path)
            except KeyError:
                continue
        return None

    def month(self, of: Of, empty: str) -> str:
        """The number of a month from the plan's first one on."""
        cell, start = self.cell(of), self.place.clock["start"]
        if not cell:
            return ""
        return f"IF(ISBLANK({cell}),{empty},(YEAR({cell})-YEAR({start}))*12+MONTH({cell})-MONTH({start}))"

    def flag(self, of: Of, value: Any, *paths: str) -> str:
        """1 where a field says this."""
        cell = self.cell(of, *paths)
        return f"IF({cell}={self.choice(value)},1,0)" if cell else ""

    def listed(self, of: Of, found: Area) -> str:
        """Several values side by side, the last of them repeated to the end; none: 0."""
        return f"IF(COUNT({found.address})=0,0,INDEX({found.address},MIN({self.nth(of)},COUNT({found.address}))))"

    def nth(self, of: Of) -> str:
        """1 in an input's first cell, 2 in the next …"""
        column = of.first.lstrip("$")
        return f"COLUMNS(${column}{of.at}:{column}{of.at})"

    def calendar(self, cell: str) -> str:
        """The number of a month of the year that is chosen by name."""
        names = self.sheets.labels("calendar-month")
        assert names
        return f"MATCH({cell},{names.address},0)"


How = Callable[[Live, Of], str]


def _flag(value: Any) -> How:
    return lambda live, of: live.flag(of, value)


def _own_rate(live: Live, of: Of) -> str:
    rate = live.cell(of, "own_rate")
    kind = live.cell(of, "indexation")
    return f"IF({kind}={live.choice(Indexation.OWN)},{rate},0)" if rate and kind else ""


def _vat(live: Live, of: Of) -> str:
    if isinstance(of.line, Staff):
        return ""
    return f"IF({live.cell(of, 'vat_recoverable')}={live.choice(True)},0,{live.cell(of, 'vat')})"


def _capped(live: Live, of: Of) -> str:
    """1 where something was typed."""
    cell = live.cell(of)
    return f"IF(ISBLANK({cell}),0,1)" if cell else ""


def _season(live: Live, of: Of) -> str:
    found = live.area(of)
    if found is None:
        return ""
    sheet, _mark, cell = found.address.partition(":")[0].rpartition("!")
    return f"IF(COUNT({found.address})=0,1,{sheet}!{cell.replace('$', '')})"


def _table(live: Live, of: Of) -> str:
    found = live.area(of)
    return live.listed(of, found) if found else ""


def _billing(live: Live, of: Of) -> str:
    """Months to the next billing month; dues look back to the one that opens the months they cover."""
    every, first, names = live.cell(of, "billing"), live.cell(of, "billing_month"), live.sheets.labels("Billing")
    assert names
    codes = Area(names.sheet, names.row, names.column - 1, names.rows).address
    months = f"VALUE(INDEX({codes},MATCH({every},{names.address},0)))"
    if isinstance(of.line, Membership):
        return f"-MOD({live.nth(of)}-{live.calendar(first)},{months})"
    return f"MOD({live.calendar(first)}-{live.nth(of)},{months})"


def _every(live: Live, of: Of) -> str:
    cell = live.cell(of)
    return f"IF({cell}={live.choice(Every.MONTH)},1,IF({cell}={live.choice(Every.YEAR)},12,1+2))"


def _block(live: Live, of: Of) -> str:
    cell = live.cell(of)
    return f"IF({cell}=0,1,{cell})"


def _salvage(live: Live, of: Of) -> str:
    return "" if getattr(of.line, "in_kind", True) else live.cell(of)


def _replaced(live: Live, of: Of) -> str:
    only = live.projection.inputs.base["asset__project_only"][0, of.row, 0]
    return "" if only else live.flag(of, True)


def _of_posts(live: Live, of: Of) -> str:
    return live.cell(of) if isinstance(of.line, Staff) else ""


def _payments(live: Live, of: Of) -> str:
    term, grace = live.cell(of, "term"), live.cell(of, "grace")
    return f"{term}-{grace}" if term else live.cell(of, "months_left")


def _scheduled(live: Live, of: Of) -> str:
    """What was typed by month, and the year's amount in its month."""
    assert isinstance(of.line, CashSource)
    months, yearly = live.area(of, "amounts"), live.area(of, "yearly")
    assert months
    assert yearly
    chosen = live.calendar(live.cell(of, "yearly_month"))
    year = f"INDEX({yearly.address},{letters(FIRST)}$5+1)"
    return f"{_by_month(live, of)}+IF({letters(FIRST)}$4={chosen},{year},0)"


def _by_month(live: Live, of: Of) -> str:
    """What was typed in a month's own column."""
    found = live.area(of, "amounts")
    if found is None:
        return ""
    sheet, _mark, cell = found.address.partition(":")[0].rpartition("!")
    return f"{sheet}!{cell.replace('$', '')}"


def _opened(table: str, path: str) -> How:
    """The sum of a table of the opening position."""
    return lambda live, of: f"SUM({live.sheets.column(table, path).address})"


def _opened_by_month(table: str) -> How:
    """What of a table falls in each month; what is older falls in the first."""

    def made(live: Live, of: Of) -> str:
        months, amounts = (live.sheets.column(table, path).address for path in ("month", "amount"))
        day = letters(FIRST)
        until = f'SUMIF({months},"<"&DATE(YEAR({day}$2),MONTH({day}$2)+1,1),{amounts})'
        return f'{until}-IF({day}$3=0,0,SUMIF({months},"<"&{day}$2,{amounts}))'

    return made


def _use_opening(live: Live, of: Of) -> str:
    return live.whole(f"opening/cash_{USES[of.row].value}")


def _put_opening(live: Live, of: Of) -> str:
    use, put = divmod(of.row, len(PUTS))
    return live.whole(f"opening/cash_{USES[use].value}") if PUTS[put] == "own" else ""


def _above(of: Of) -> str:
    """What leads from a carried line to the source that carries it."""
    return "../../" if isinstance(of.line, Carry) else ""


def _counts(live: Live, of: Of) -> str:
    return live.flag(of, True, f"{_above(of)}counted")


def _counts_committed(live: Live, of: Of) -> str:
    counted, status = (live.cell(of, _above(of) + name) for name in ("counted", "status"))
    return f"IF(AND({counted}={live.choice(True)},{status}={live.choice(Status.COMMITTED)}),1,0)"


def _status(status: Status) -> How:
    return lambda live, of: live.flag(of, status, f"{_above(of)}status")


def _probability(live: Live, of: Of) -> str:
    own, status = (live.cell(of, _above(of) + name) for name in ("probability", "status"))
    usual = [live.whole(f"criteria/probability_{name}") for name in ("negotiation", "prospect")]
    tests = [live.choice(each) for each in (Status.COMMITTED, Status.NEGOTIATION)]
    by_status = f"IF({status}={tests[0]},1,IF({status}={tests[1]},{usual[0]},{usual[1]}))"
    return f"IF(ISBLANK({own}),{by_status},{own})"


def _supports(to_any: bool) -> How:
    """Signed money or kind of others than FOMIN: for structure or services, or for any use."""

    def made(live: Live, of: Of) -> str:
        base = live.projection.inputs.base
        if isinstance(of.line, Carry):
            cost = int(base["carry__cost"][of.row])
            source = live.projection.inputs.lines["carry"][of.row][0]
            use, only = (int(base[f"cost__{name}"][0, cost, 0]) for name in ("use", "project_only"))
        else:
            source, use, only = of.line, use_number(of.line.use), 0  # type: ignore[union-attr]
        wanted = use == 0 if to_any else use in (1, 2)
        if source.provider_class is Provider.FOMIN or only or not wanted:
            return ""
        return live.flag(of, Status.COMMITTED, f"{_above(of)}status")

    return made


DERIVED: dict[str, How] = {
    "discounts": _capped, "cost__in_kind": lambda live, of: "",  # what is in kind is carried: a link between lines
    "receivables_opening": _opened("opening/receivables", "amount"),
    "payables_opening": _opened("opening/payables", "amount"),
    "opening_receipts": _opened_by_month("opening/receivables"),
    "opening_payments": _opened_by_month("opening/payables"),
    **{f"{table}__inflated": _flag(Indexation.INFLATION) for table in ("stream", "line", "asset")},
    **{f"{table}__own_rate": _own_rate for table in ("stream", "line", "asset")},
    **{f"{table}__vat": _vat for table in ("line", "asset")},
    "stream__capped": _capped, "stream__season": _season, "stream__table": _table,
    "stream__by_year": _flag(DriverShape.BY_YEAR), "stream__by_month": _flag(DriverShape.BY_MONTH),
    "stream__delivered": _by_month, "stream__bill_shift": _billing,
    "one_off__amounts": _by_month, "fixed__every": _every, "step__block": _block,
    "line__salaries": _of_posts, "line__termination": _of_posts,
    "asset__salvage": _salvage, "asset__replaced": _replaced,
    "service__typed": lambda live, of: f"IF({live.whole('basis/structure_key')}={live.choice(StructureKey.TYPED)},1,0)",
    "loan__opening": lambda live, of: live.cell(of, "balance"), "loan__payments": _payments,
    "loan__effective": _flag(RateBasis.EFFECTIVE), "loan__german": _flag(Repayment.GERMAN),
    "loan__bullet": _flag(Repayment.BULLET),
    "source__scheduled": _scheduled, "use__opening": _use_opening, "put__opening": _put_opening,
    **{f"{table}__counts": _counts for table in ("source", "carry")},
    **{f"{table}__counts@committed": _counts_committed for table in ("source", "carry")},
    **{f"{table}__is_{status.value}": _status(status) for table in ("source", "carry") for status in Status},
    **{f"{table}__probability": _probability for table in ("source", "carry")},
    "source__supports": _supports(False), "source__supports_any": _supports(True), "carry__supports": _supports(False),
}  # fmt: skip
