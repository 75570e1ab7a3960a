"""The published figures, a row each, a column for each period: a link to the calculation, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from workbench.engine.program import key_of
from workbench.engine.projection import TOLD, Projection, Published, Row, Value, published
from workbench.engine.reasons import reason_text
from workbench.engine.told import FAMILIES, HORIZONS, family, figure_label, period_name, row_label
from workbench.exchange.book_look import Look
from workbench.exchange.calculation import UNITS
from workbench.exchange.places import FIRST, PERIODS, TITLE, TOLD_FIGURES, Place, letters, sheet_ref
from workbench.exchange.sheet_rows import Value as Cell
from workbench.exchange.sheet_rows import blank, formula, number, row, tall, text
from workbench.exchange.timeline import DAY_0
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.grid import Period

MARK = N_("resultado de una búsqueda, guardado como valor")
HOW = {"month": "month-year", "class": "", "money": "told money", "share": "told share"}
"""The form of a value told, where it is not that of its unit."""
WORDS = {"month": N_("mes"), "class": N_("clase")}
COLUMNS = (N_("Cifra"), N_("Identificador"), N_("Unidad"), N_("Nota"))
COLUMN = len(COLUMNS)
"""That of the first period."""
WIDE = 18
"""Characters a period has room for."""


class Figures:
    """Writes the sheet of one projection."""

    def __init__(self, projection: Projection, place: Place, look: Look, formats: Formats) -> None:
        self.projection, self.place, self.look, self.formats = projection, place, look, formats
        self.periods = projection.rollup.periods

    def rows(self) -> Iterator[str]:
        """All rows: figures below the title of their family."""
        look = self.look
        yield row(TITLE, text(_(TOLD_FIGURES), look.style("title")), 24)
        names = (period_name(period, self.projection, self.formats) for period in self.periods)
        heads = "".join(text(_(name), look.style("wrapped name")) for name in COLUMNS)
        yield row(2, heads + "".join(text(name, look.style("wrapped head")) for name in names), 45)
        for at, ends, label in ((3, "first", N_("Primer mes n.º")), (4, "last", N_("Último mes n.º"))):
            linked = (
                formula(f"{sheet_ref(PERIODS)}{letters(FIRST + n)}${at}", float(getattr(period, ends)),
                        look.style("rule", "month"))
                for n, period in enumerate(self.periods)
            )  # fmt: skip
            yield row(at, text(_(label), look.style("rule")) + blank() * (COLUMN - 1) + "".join(linked))
        at, shown = 5, -1
        for id_, cells, height in sorted((*self._formulas(), *self._searched()), key=lambda each: family(each[0])):
            if family(id_) != shown:
                shown = family(id_)
                at += 1
                style = look.style("section")
                width = COLUMN - 1 + len(self.periods)
                yield row(at, text(_(FAMILIES[shown][0]), style) + blank(style) * width)
                at += 1
            yield row(at, cells, height)
            at += 1

    def _formulas(self) -> Iterator[tuple[str, str, float]]:
        """The rows of figures that the calculation has: id, cells, height."""
        for told, line, service in self._told():
            yield told.id, self._row(told, line, service), self._height(told, service)

    def _searched(self) -> Iterator[tuple[str, str, float]]:
        """The rows of figures that are the result of a search: values as they were exported, marked."""
        found: dict[tuple[str, UUID | None], list[Row]] = {}
        for each in self.projection.rows():
            if each.id not in published():
                found.setdefault((each.id, each.service), []).append(each)
        for (id_, _service), rows in found.items():
            by_period = {each.period.id: each for each in rows if each.period.kind != "spell"}
            spells = [period_name(each.period, self.projection, self.formats) for each in rows
                      if each.period.kind == "spell"]  # fmt: skip
            cells = "".join(self._kept(by_period.get(period.id)) for period in self.periods[1:])
            first = self._kept(by_period.get(self.periods[0].id))
            if spells:
                first = text("; ".join(spells), self.look.style("searched told"))
            label = self._label(row_label(rows[0], self.projection.plan), id_, rows[0].unit)
            said = ["; ".join(spells), *(reason_text(each.value.reason) for each in rows if each.value.number is None)]
            height = max(tall(each, WIDE) for each in said)
            yield id_, label + text(_(MARK), self.look.style("rule")) + first + cells, height

    def _kept(self, of: Row | None) -> str:
        if of is None:
            return blank()
        stored, unit = self._stored(of.value, of.unit), of.unit
        style = self.look.style("searched told", HOW.get(unit, unit))
        return text(stored, style) if isinstance(stored, str) else number(stored, style)

    def _told(self) -> Iterator[tuple[Published, int, UUID | None]]:
        for told in self.projection.told():
            if told.line is not None:
                yield told, told.line, None
            else:
                for line, service in enumerate(self.projection.inputs.lines["service"]):
                    yield told, line, service

    def _row(self, told: Published, line: int, service: UUID | None) -> str:
        name = next((each.name or _("Sin nombre") for each in self.projection.plan.services if each.id == service), "")
        label = f"{figure_label(told)} · {name}" if name else figure_label(told)
        cells = self._label(label, told.id, told.figure.unit)
        kinds = {TOLD[letter] for letter in told.figure.told}
        values = (self._value(told, line, service, at, each) for at, each in enumerate(self.periods))
        return (
            cells
            + self._note(told, line)
            + "".join(
                cell if period.kind in kinds else blank() for period, cell in zip(self.periods, values, strict=True)
            )
        )

    def _label(self, label: str, id_: str, unit: str) -> str:
        look = self.look
        named = self.projection.plan.basis.currency if unit == "money" else _(WORDS.get(unit, UNITS.get(unit, "")))
        return text(label, look.style("plain")) + text(id_, look.style("rule")) + text(named, look.style("unit"))

    def _height(self, told: Published, service: UUID | None) -> float:
        """Room for the longest reason of a row."""
        kinds = {TOLD[letter] for letter in told.figure.told}
        values = (self.projection.value(told.id, each.id, service) for each in self.periods if each.kind in kinds)
        return max((tall(reason_text(value.reason), WIDE) for value in values if value.number is None), default=0)

    # ------------------------------------------------------------ one value

    def _value(self, told: Published, line: int, service: UUID | None, at: int, period: Period) -> str:
        value = self.projection.value(told.id, period.id, service)
        if not period.whole:
            return text(reason_text(value.reason), self.look.style("told"))
        unit = told.figure.unit
        style = self.look.style("told", HOW.get(unit, unit))
        return formula(self._shown(told, line, at), self._stored(value, unit), style)

    def _shown(self, told: Published, line: int, at: int) -> str:
        source, start = self._source(told, line, at), self.place.clock["start"]
        made = {
            "month": f"DATE(YEAR({start}),MONTH({start})+{source},1)",
            "class": f"CHOOSE({source}+1,{','.join(_quoted(_(name)) for name in HORIZONS)})",
        }.get(told.figure.unit, source)
        return made if made == source else f"IF(ISTEXT({source}),{source},{made})"

    def _stored(self, value: Value, unit: str) -> Cell:
        if value.number is None:
            return reason_text(value.reason)
        if unit == "month":
            return float((self.projection.grid.day(round(value.number)) - DAY_0).days)
        return _(HORIZONS[round(value.number)]) if unit == "class" else value.number

    def _source(self, told: Published, line: int, at: int) -> str:
        """Where a value stands in the calculation; by month, it is rolled up here."""
        key = key_of(told.figure.name, told.view, self.projection.fields)
        if told.figure.per != "month":
            spot = self.place.spots[f"P:{key}" if told.figure.per == "period" else key]
            column = f"{letters(FIRST + at)}" if spot.spread else spot.first
            return f"{sheet_ref(spot.sheet)}{column}{spot.row + line}"
        spot, own = self.place.spots[key], letters(COLUMN + at)
        sheet = sheet_ref(spot.sheet)
        months = f"{sheet}{spot.first}{spot.row + line}:{spot.last}{spot.row + line}"
        if told.figure.rolls == "stock":
            return f"INDEX({months},{own}$4+1)"
        numbers = f"{sheet}$G$3:{self.place.end}$3"
        return f'SUMIFS({months},{numbers},">="&{own}$3,{numbers},"<="&{own}$4)'

    def _note(self, told: Published, line: int) -> str:
        """What must be said beside a value, by the flags that the calculation has."""
        inside, stored = _quoted("–"), "–"
        for code, flag in reversed(told.figure.notes):
            name, _at, own = flag.partition("@")
            spot = self.place.spots[key_of(name, own or told.view, self.projection.fields)]
            at = min(line, spot.lines - 1)
            inside = f"IF({sheet_ref(spot.sheet)}{spot.first}{spot.row + at}>0,{_quoted(reason_text(code))},{inside})"
            if self.projection.array(name, own or told.view)[0, at, 0] > 0:
                stored = reason_text(code)
        return formula(inside, stored, self.look.style("rule")) if told.figure.notes else blank()


def _quoted(said: str) -> str:
    return '"' + said.replace('"', '""') + '"'
