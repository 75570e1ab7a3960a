"""The input sheets written into a workbook: values as they are, lists to choose from, and help beside every field."""

from __future__ import annotations

from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from forms.fields import value_at
from forms.shapes import Field
from workbench.exchange import input_sheets as at
from workbench.exchange import sheet_lists
from workbench.exchange.choices import kind_of
from workbench.exchange.input_sheets import Area, InputSheets, Place, Sheet
from workbench.exchange.live_lists import LiveLists
from workbench.exchange.sheet_kinds import LineKind
from workbench.exchange.sheet_lists import list_of
from workbench.exchange.sheet_marks import head_print, marks_of
from workbench.exchange.sheet_values import Written, first_day, values_of
from workbench.exchange.targets import DAYS, NUMBERS, Kind
from workbench.i18n import N_, _
from workbench.model.base import title
from workbench.model.grid import month_of

UNITS = {"percent": "%", "months": N_("meses"), "days": N_("días")}
FORMS = {
    Kind.NUMBER: "#,##0.00##########", Kind.WHOLE: "0", Kind.SPAN: "0", Kind.PERCENT: "0.00##########%",
    Kind.DATE: "dd/mm/yyyy", Kind.MONTH: "mmm yyyy",
}  # fmt: skip
WIDTHS = {Kind.PROSE: 40, Kind.TEXT: 24, Kind.CHOICE: 22}
NARROW, KEY_WIDTH, NAME_WIDTH, LABEL_WIDTH, HEAD_HEIGHT = 17, 5, 32, 44, 45
INK, INPUT, HEADING = "#0B3D91", "#FFF9E5", "#1F3A5F"
"""What is typed is blue on pale yellow, as readers of models expect."""
PROSE_HEIGHT, WIDEST_PAGE = 60, 16
LONGEST_HELP, LONGEST_TITLE = 255, 32
EARLIEST, LATEST = date(1900, 3, 1), date(2199, 12, 31)
"""Days that every spreadsheet counts alike."""
WRONG = {
    Kind.NUMBER: N_("Aquí va un número."), Kind.WHOLE: N_("Aquí va un número entero."),
    Kind.SPAN: N_("Aquí va un número entero de meses."),
    Kind.PERCENT: N_("Aquí va un porcentaje, por ejemplo 15 %."), Kind.DATE: N_("Aquí va una fecha."),
    Kind.MONTH: N_("Aquí va un mes: escriba cualquier día de ese mes."),
}  # fmt: skip
NEW_LINES = N_("Una línea por fila; las filas vacías son para líneas nuevas. Para quitar una línea, borre su fila.")
BY_MONTH = N_("Un monto en el mes en que llega o se paga. Las filas son las de la hoja «{sheet}».")


class SheetWriter:
    """Writes the input sheets of one plan into a workbook, each under its name, then their lists and marks."""

    def __init__(self, book: Workbook, sheets: InputSheets) -> None:
        self._book, self._sheets, self._plan = book, sheets, sheets.plan
        self._live = LiveLists(sheets) if sheets.template else None
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._heads: dict[str, str] = {}

    def write(self) -> None:
        """All of them."""
        self._whole()
        for sheet in self._sheets.sheets.values():
            self._lines(sheet)
        self._lists()
        page = self._book.add_worksheet(at.MARKS_SHEET)
        page.write_string(at.CODES, at.CODE, at.MARKS_CODE)
        page.write_column(at.BODY, 0, marks_of(self._sheets, self._heads).pieces())
        page.hide()

    # ------------------------------------------------------------ the plan as a whole

    def _whole(self) -> None:
        page = self._book.add_worksheet(self._sheets.name)
        self._top(page, self._sheets.name, _("Lo que es de todo el plan. Se escribe en la columna «Valor»."))
        for column, width in (
            (at.CODE, KEY_WIDTH),
            (at.LABEL, LABEL_WIDTH),
            (at.VALUE, 44),
            (at.UNIT, 9),
            (at.ABOUT, 90),
        ):
            page.set_column(column, column, width, None, {"hidden": column == at.CODE})
        heads = ["", _("Campo"), _("Valor"), _("Unidad"), _("Qué es")]
        page.write_row(at.HEAD, at.CODE, heads, self._head())
        page.freeze_panes(at.BODY, at.VALUE)
        page.write_string(at.CODES, at.CODE, at.PLAN_CODE)
        page.set_row(at.CODES, None, None, {"hidden": True})
        codes, labels = [], []
        for group, places in self._sheets.fields:
            texts = dict.fromkeys((_(group.page), _(group.title)))
            page.write_string(
                places[0].first - 1, at.LABEL, " · ".join(texts), self._format(bold=True, font_color=HEADING)
            )
            for place in places:
                for row, label in enumerate(self._heads_of(place)):
                    codes.append(place.code(row))
                    labels.append(label)
                    page.write_string(place.first + row, at.CODE, codes[-1])
                    page.write_string(place.first + row, at.LABEL, label, self._format(text_wrap=True, valign="top"))
                self._field(page, place)
        self._heads[at.PLAN_CODE] = head_print(codes, labels)

    def _field(self, page: Worksheet, place: Place) -> None:
        """A field of the plan as a whole: its cells below each other, its unit and its help."""
        field = place.field
        how = self._input(field, bg_color=INPUT, border=4, border_color="#C9B98A")
        value = value_at(self._plan, place.asked.path)
        cells = values_of(field, value, self._sheets.lists)
        for row in range(place.width):
            _put(page, place.first + row, at.VALUE, cells[row] if row < len(cells) else None, how)
        if kind_of(field) is Kind.PROSE:
            page.set_row(place.first, PROSE_HEIGHT)
        page.write_string(place.first, at.UNIT, self._unit(field), self._format(indent=1, valign="top"))
        page.write_string(place.first, at.ABOUT, _(field.ask.help), self._format(text_wrap=True, valign="top"))
        self._validate(page, Area("", place.first, at.VALUE, place.width), field)

    def _unit(self, field: Field) -> str:
        return self._plan.basis.currency if field.ask.unit == "money" else _(UNITS.get(field.ask.unit, ""))

    # ------------------------------------------------------------ lines

    def _lines(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        kind = sheet.kind
        owner = self._sheets.sheets.get(kind.parent)
        about = _(BY_MONTH).format(sheet=owner.name) if kind.by_month and owner else f"{_(kind.help)} {_(NEW_LINES)}"
        self._top(page, sheet.name, about, sheet.width)
        self._columns(page, sheet)
        grey = self._format(font_color="#8A8A8A", font_size=8, valign="top")
        page.write_column(at.BODY, at.KEY, [sheet.key(row) for row in range(sheet.rows)], grey)
        for row, line in enumerate(sheet.lines):
            if sheet.owned:
                page.write_string(at.BODY + row, at.NAME, self._sheets.owner_title(sheet, row))
            for place in sheet.places:
                self._cells(page, row, line, place, kind)
        if kind.by_month and owner:
            self._names(page, sheet, owner)
        fill = {"type": "formula", "criteria": "=TRUE", "format": self._format(bg_color=INPUT)}
        first = at.MONTH if kind.by_month else at.NAME
        page.conditional_format(at.BODY, first, at.BODY + sheet.rows - 1, sheet.width - 1, fill)

    def _cells(self, page: Worksheet, row: int, line: Any, place: Place, kind: LineKind) -> None:
        if kind.by_month:
            for month, amount in self._sheets.amounts(kind, line).items():
                page.write_number(at.BODY + row, place.first + month, float(amount))
            return
        for column, cell in enumerate(values_of(place.field, value_at(line, place.asked.path), self._sheets.lists)):
            _put(page, at.BODY + row, place.first + column, cell)

    def _names(self, page: Worksheet, sheet: Sheet, owner: Sheet) -> None:
        """What the lines are called on the sheet they are typed in, found by their keys."""
        keys = Area(owner.name, at.BODY, at.KEY, owner.rows).address
        names = Area(owner.name, at.BODY, at.NAME, owner.rows).address
        for row in range(sheet.rows):
            key = Area("", at.BODY + row, at.KEY).cells
            found = title(sheet.lines[row]) if row < len(sheet.lines) else 0
            formula = f"=INDEX({names},MATCH({key},{keys},0))"
            page.write_formula(at.BODY + row, at.NAME, formula, self._format(num_format="0;;;@"), found)

    def _columns(self, page: Worksheet, sheet: Sheet) -> None:
        """Codes, headings, widths, forms and what may be typed."""
        codes, labels = [sheet.kind.code, ""], [_("Clave"), ""]
        if sheet.kind.parent:
            labels[1] = self._sheets.sheets[sheet.kind.parent].name
            page.set_column(at.NAME, at.NAME, NAME_WIDTH, None if sheet.kind.by_month else self._format(font_color=INK))
        if sheet.owned:
            codes[1] = at.OWNER
            self._choose(page, Area("", at.BODY, at.NAME, sheet.rows), self._source(sheet.kind.parent), {}, False)
        else:
            codes, labels = codes[: 1 + sheet.kind.by_month], labels[: 1 + sheet.kind.by_month]
        page.set_column(at.KEY, at.KEY, KEY_WIDTH, self._format(num_format="@"))
        for place in sheet.places:
            if sheet.kind.by_month:
                break
            hidden = place.asked.hidden
            width = NAME_WIDTH if place.first == at.NAME else WIDTHS.get(kind_of(place.field), NARROW)
            last = place.first + place.width - 1
            page.set_column(place.first, last, width, self._input(place.field), {"hidden": hidden})
            codes += [place.code(column) for column in range(place.width)]
            labels += self._heads_of(place)
            self._validate(page, Area("", at.BODY, place.first, sheet.rows, place.width), place.field)
        page.write_row(at.CODES, at.KEY, codes)
        page.write_row(at.HEAD, at.KEY, labels, self._head())
        if sheet.kind.by_month:
            self._months(page, sheet.places[0], sheet.rows)
        page.set_row(at.CODES, None, None, {"hidden": True})
        page.set_row(at.HEAD, HEAD_HEIGHT)
        page.freeze_panes(at.BODY, at.MONTH if sheet.kind.by_month else at.NAME + 1)
        self._heads[sheet.kind.code] = head_print(codes, labels)

    def _months(self, page: Worksheet, place: Place, rows: int) -> None:
        """A heading for each month, from the plan's first one on: they move when that moves."""
        start = self._sheets.at(None, "basis/start").address
        how = self._head(num_format=FORMS[Kind.MONTH])
        page.set_column(place.first, place.first + place.width - 1, NARROW, self._input(place.field))
        for month in range(place.width):
            day = first_day(month_of(self._sheets.grid.start + month))
            before = f"{at.letters(place.first + month - 1)}{at.HEAD + 1}"
            formula = f"=EDATE({before},1)" if month else f"={start}"
            page.write_formula(at.HEAD, place.first + month, formula, how, (day - date(1899, 12, 30)).days)
        self._validate(page, Area("", at.BODY, place.first, rows, place.width), place.field)

    def _heads_of(self, place: Place) -> list[str]:
        """What its cells are called: the field, and which of several values each is."""
        label = _(place.field.ask.label)
        if not place.field.shape.many:
            return [label]
        if place.field.twelve:
            return [f"{label}: {name}" for _code, name in self._sheets.lists.all["calendar-month"].entries]
        return [_("{field}: {n}").format(field=label, n=number + 1) for number in range(place.width)]

    # ------------------------------------------------------------ what may be typed

    def _validate(self, page: Worksheet, area: Area, field: Field) -> None:
        kind = kind_of(field)
        how: dict[str, Any] = {"input_title": _(field.ask.label)[:LONGEST_TITLE]}
        if field.ask.help:
            how["input_message"] = _(field.ask.help)[:LONGEST_HELP]
        if kind in NUMBERS:
            how |= {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        elif kind in DAYS:
            how |= {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        elif name := list_of(field):
            self._choose(page, area, self._source(name), how, not self._sheets.lists.all[name].open)
            return
        else:
            how |= {"validate": "any"}
        if kind in WRONG:
            how["error_message"] = _(WRONG[kind])
        page.data_validation(*_corners(area), how)

    def _source(self, name: str) -> str:
        """What a list is chosen from, as a formula; '' where there is nothing yet."""
        if self._live and (live := self._live.source(name)):
            return live
        found = self._names_of(name) if name in self._sheets.sheets else self._sheets.labels(name)
        return found.address if found else ""

    def _choose(self, page: Worksheet, area: Area, source: str, how: dict[str, Any], closed: bool) -> None:
        """One of a list; what an open one lacks may be typed all the same."""
        if not source:
            how |= {"validate": "any"}
        else:
            how |= {
                "validate": "list",
                "source": f"={source}",
                "error_type": "stop" if closed else "information",
            }
            how["error_message"] = _("Elija uno de la lista.") if closed else _("No está en la lista.")
        page.data_validation(*_corners(area), how)

    def _names_of(self, code: str) -> Area:
        """What the lines of a kind are called, in all their rows."""
        sheet = self._sheets.sheets[code]
        return Area(sheet.name, at.BODY, at.NAME, sheet.rows)

    # ------------------------------------------------------------ lists, and how all looks

    def _lists(self) -> None:
        page = self._book.add_worksheet(self._sheets.lists.sheet)
        self._top(page, self._sheets.lists.sheet, _("De aquí se elige en las demás hojas. No se cambia nada."))
        for each in self._sheets.lists.all.values():
            page.set_column(each.column, each.column, 14, self._format(num_format="@", font_color="#8A8A8A"))
            page.set_column(each.column + 1, each.column + 1, 28, self._format(num_format="@"))
            page.write_row(at.CODES, each.column, [each.name, each.title], self._head())
            for row, (code, label) in enumerate(each.entries, sheet_lists.FIRST):
                page.write_string(row, each.column, code)
                page.write_string(row, each.column + 1, label)
        if self._live:
            self._live.write(page, self._format(num_format="@", font_color="#8A8A8A"))
        page.write_string(at.CODES, at.CODE, at.LISTS_CODE)
        page.set_column(at.CODE, at.CODE, KEY_WIDTH, None, {"hidden": True})
        page.freeze_panes(sheet_lists.FIRST, 0)

    def _top(self, page: Worksheet, title: str, about: str, width: int = 0) -> None:
        """Title and help, and how it is printed: on one page across, or on several that begin with the names."""
        page.write_string(at.TITLE, at.NAME, title, self._format(bold=True, font_size=14, font_color=HEADING))
        page.write_string(at.HELP, at.NAME, about, self._format(num_format="@"))
        page.set_tab_color("#E0B84C")
        page.hide_gridlines(2)
        page.set_landscape()
        page.repeat_rows(at.HEAD)
        if width <= WIDEST_PAGE:
            page.fit_to_pages(1, 0)
        else:
            page.repeat_columns(at.KEY, at.NAME)

    def _format(self, **how: Any) -> Format:
        key = tuple(sorted(how.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(how)
        return self._formats[key]

    def _head(self, **more: Any) -> Format:
        return self._format(
            bold=True, font_color="#FFFFFF", bg_color=HEADING, text_wrap=True, valign="vcenter", **more
        )  # fmt: skip

    def _input(self, field: Field, **more: Any) -> Format:
        kind = kind_of(field)
        wrap = {"text_wrap": True} if kind is Kind.PROSE or (more and kind is Kind.TEXT) else {}
        return self._format(num_format=FORMS.get(kind, "@"), font_color=INK, valign="top", **wrap, **more)


def _put(page: Worksheet, row: int, column: int, cell: Written, how: Format | None = None) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, cell, how)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, how)
    elif cell is not None:
        page.write_number(row, column, cell, how)
    elif how is not None:
        page.write_blank(row, column, None, how)


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.row, area.column, area.row + area.rows - 1, area.column + area.columns - 1
