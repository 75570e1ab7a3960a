"""Tables of results: the statements, who pays what before and after the donor, and every figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from workbench.engine.doors import Door, Told, payer_door, statement_door
from workbench.engine.projection import Projection, Row
from workbench.engine.reasons import reason_text
from workbench.engine.scales import Showing, scale_of, showings
from workbench.engine.statements import OPTIONAL, StatementLine
from workbench.engine.told import STATEMENTS, figure_text, line_label, period_name, row_label
from workbench.exchange.tables import Number
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.ui.bridge import Session
from workbench.ui.copying import more
from workbench.ui.entry import Combo
from workbench.ui.live import Live
from workbench.ui.parts import call, caption
from workbench.ui.tables import TableView, TextRow, TextTable

KINDS = {"year": N_("Por año"), "quarter": N_("Por trimestre"), "month": N_("Por mes")}
INDENT = "    "
NARROWEST = 8
"""Characters a list needs at least; large text leaves no more room."""
WORDS = ("month", "class")
"""Units whose values are copied as they are read."""


def chooser(name: str, options: dict[str, str], changed: Callable[[], None]) -> Combo:
    """A list to choose what a table shows."""
    combo = Combo()
    call(combo, name)
    combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(NARROWEST)
    combo.currentTextChanged.connect(combo.setToolTip)  # beside an explanation large text may leave it no room
    for code, label in options.items():
        combo.addItem(_(label), code)
    combo.currentIndexChanged.connect(changed)
    return combo


def table_view(session: Session, name: str, tallest: int) -> TableView:
    """A table of results: its figures ask where they come from, and what becomes of its files is said above."""
    made = TableView(name, tallest)
    made.opened.connect(session.asked)
    made.said.connect(session.noticed)
    return made


class MoneyChooser(Combo):
    """In which money and at whose prices a table of amounts is shown; away where the plan knows one way only.

    ``monthly``: its amounts are of months, so that each can be told at the prices of the first.
    """

    def __init__(self, session: Session, changed: Callable[[], None], monthly: bool = True) -> None:
        super().__init__()
        self._session, self._monthly = session, monthly
        call(self, _("Moneda y precios"))
        _as_wide_as_its_words(self)
        self.currentIndexChanged.connect(changed)

    def showing(self) -> Showing:
        """What is chosen, of what the plan as it is now can be shown in."""
        projection, formats = self._session.projection, self._session.formats
        chosen = self.currentData() or "own"
        offered = {code: each for code, each in showings(projection).items() if self._monthly or not each.real}
        names = {code: each.name(projection, formats) for code, each in offered.items()}
        if names != {self.itemData(at): self.itemText(at) for at in range(self.count())}:
            self.blockSignals(True)
            self.clear()
            for code, name in names.items():
                self.addItem(name, code)
            self.setCurrentIndex(max(self.findData(chosen), 0))
            self.blockSignals(False)
        self.setVisible(len(names) > 1)
        return offered[self.currentData()]

    def said(self, showing: Showing) -> str:
        """What the amounts are in: *miles de USD · 1 USD = COP 4.000, tasa de 3 ene 2027*."""
        projection, formats = self._session.projection, self._session.formats
        unit = scale_of(projection, formats, showing).unit(showing.currency)
        return " · ".join(filter(None, (unit, showing.note(projection, formats))))


def _as_wide_as_its_words(combo: Combo) -> None:
    combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
    combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


def _beside(chooser: QWidget, text: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(chooser)
    row.addWidget(text, 1)
    row.addStretch()  # what the list must not take where there is nothing to say
    return row


class Statements(Live):
    """One statement at a time, by year, quarter or month."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        always = {name: label for name, label in STATEMENTS.items() if name not in OPTIONAL}
        self._which = chooser(_("Estado financiero"), always, self.draw)
        self._period = chooser(_("Período"), KINDS, self.draw)
        self._money = MoneyChooser(session, self.draw)
        self._unit = caption(role="muted", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self._which, 3)  # its names are the longer ones
        row.addWidget(self._period, 2)
        self._table = table_view(session, _("Estados"), tallest=24)
        row.addWidget(more(_("Estados"), self._table.fill_menu))
        self.column.addLayout(row)
        self.column.addLayout(_beside(self._money, self._unit))
        self.column.addWidget(self._table)

    def draw(self) -> None:
        """Show the statement chosen."""
        projection = self.session.projection
        lines = [line for line in projection.statements() if line.statement == self._which.currentData()]
        formats, showing = self.session.formats, self._money.showing()
        self._unit.setText(_("En {currency}").format(currency=self._money.said(showing)))
        shown = statement_table(projection, lines, self._period.currentData(), formats, showing)
        self._table.show_table(shown, formats)


def statement_table(
    projection: Projection, lines: Sequence[StatementLine], kind: str, formats: Formats, showing: Showing
) -> TextTable:
    """A statement in columns of one kind of period: flows add up, stocks are those of the last month."""
    periods = [period for period in projection.grid.periods if period.kind == kind]
    scale, rows = scale_of(projection, formats, showing), []
    for line in lines:
        values = projection.by_period(showing.line(line), kind)
        cells = (INDENT * line.level + line_label(line), *(scale.cell(value, formats) for value in values))
        rows.append(TextRow(cells, bold=line.level == 0, numbers=tuple(map(Number, values))))

    def door(row: int, column: int) -> Door | None:
        return statement_door(projection, lines[row], periods[column - 1]) if column else None

    heads = ("", *(period_name(period, projection, formats) for period in periods))
    return TextTable(heads, tuple(rows), door=door)


class WhoPays(Live):
    """Who pays each group of costs in the last year of the project and in the first one without it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._note = caption(role="muted", wrap=True)
        self._money = MoneyChooser(session, self.draw)
        self._table = table_view(session, _("Quién paga qué"), tallest=40)
        head = QHBoxLayout()
        head.addLayout(_beside(self._money, self._note), 1)
        head.addWidget(more(_("Quién paga qué"), self._table.fill_menu))
        self.column.addLayout(head)
        self.column.addWidget(self._table)

    def draw(self) -> None:
        """Show both years beside each other."""
        projection, formats, showing = self.session.projection, self.session.formats, self._money.showing()
        note = _("En {currency}. Cada columna es un año: el último con el proyecto y el primero sin él.")
        self._note.setText(note.format(currency=self._money.said(showing)))
        self._table.show_table(who_pays_table(projection, formats, showing), formats)


def who_pays_table(projection: Projection, formats: Formats, showing: Showing) -> TextTable:
    """Payers below their group of costs, a column for the year before the project ends and one for the year after."""
    spans = projection.grid.handover
    years = [projection.who_pays(span.first, span.last, showing.divisors) for span in spans]
    heads = [period_name(span, projection, formats) for span in spans]
    scale, rows = scale_of(projection, formats, showing), list[TextRow]()
    places: list[tuple[int, int | None]] = []

    def add(label: str, values: Sequence[float], g: int, p: int | None) -> None:
        cells = (label, *(scale.cell(value, formats) for value in values))
        rows.append(TextRow(cells, bold=p is None, numbers=tuple(map(Number, values))))
        places.append((g, p))

    for g, group in enumerate(years[0].groups):
        add(_(group), [sum(year.values[g]) for year in years], g, None)
        for p, payer in enumerate(years[0].payers):
            values = [year.values[g][p] for year in years]
            if any(values):
                add(INDENT + _(payer), values, g, p)

    def door(row: int, column: int) -> Door | None:
        group, payer = places[row]
        return payer_door(group, payer, spans[column - 1], years[0].groups[group]) if column else None

    return TextTable(("", *heads), tuple(rows), door=door)


class Flows(Live):
    """The flows that are appraised, by year."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._unit = caption(role="muted")
        self._table = table_view(session, _("Flujos por año"), tallest=8)
        head = QHBoxLayout()
        head.addWidget(self._unit, 1)
        head.addWidget(more(_("Flujos por año"), self._table.fill_menu))
        self.column.addLayout(head)
        self.column.addWidget(self._table)

    def draw(self) -> None:
        """Show them in the unit of all tables."""
        projection, formats = self.session.projection, self.session.formats
        lines = [line for line in projection.statements() if line.statement == "flows"]
        unit = scale_of(projection, formats).unit(projection.plan.basis.currency)
        self._unit.setText(_("En {currency}").format(currency=unit))
        shown = statement_table(projection, lines, "year", formats, showings(projection)["own"])
        self._table.show_table(shown, formats)


class Appraisal(Live):
    """What a bank asks for, with the reason where there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._table = table_view(session, _("Evaluación financiera"), tallest=12)
        self._money, self._rate = MoneyChooser(session, self.draw, monthly=False), caption(role="muted", wrap=True)
        head = QHBoxLayout()
        head.addLayout(_beside(self._money, self._rate), 1)
        head.addWidget(more(_("Evaluación financiera"), self._table.fill_menu))
        self.column.addLayout(head)
        self.column.addWidget(self._table)

    def draw(self) -> None:
        """Show the figures as they are now."""
        ids = [told.id for told in self.session.projection.told() if told.figure.switch]
        told = [row for row in self.session.projection.rows() if row.id in ids]
        show_figures(self._table, told, self.session, _rated(self._money, self._rate, self.session))


class Figures(Live):
    """Every figure of one period, with the reason where there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._period = Combo()
        call(self._period, _("Período"))
        _as_wide_as_its_words(self._period)
        self._period.currentIndexChanged.connect(self._show)
        self._table = table_view(session, _("Todas las cifras"), tallest=24)
        self._money, self._rate = MoneyChooser(session, self._show, monthly=False), caption(role="muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._period)
        head.addStretch()
        head.addWidget(more(_("Todas las cifras"), self._table.fill_menu))
        self.column.addLayout(head)
        self.column.addLayout(_beside(self._money, self._rate))
        self.column.addWidget(self._table)

    def draw(self) -> None:
        """Offer the plan's periods and show the chosen one."""
        chosen = self._period.currentData() or "single"
        periods = [period for period in self.session.projection.grid.periods if period.kind not in ("quarter", "month")]
        self._period.blockSignals(True)
        self._period.clear()
        for period in periods:
            self._period.addItem(period_name(period, self.session.projection, self.session.formats), period.id)
        self._period.setCurrentIndex(max(self._period.findData(chosen), 0))
        self._period.blockSignals(False)
        self._show()

    def _show(self) -> None:
        chosen = self._period.currentData()
        told = [row for row in self.session.projection.rows() if row.period.id == chosen]
        show_figures(self._table, told, self.session, _rated(self._money, self._rate, self.session))


def _rated(money: MoneyChooser, rate: QLabel, session: Session) -> Showing:
    """What money the figures are shown in, its rate said beside it."""
    showing = money.showing()
    rate.setText(showing.note(session.projection, session.formats))
    rate.setVisible(bool(rate.text()))
    return showing


def show_figures(table: TableView, told: Sequence[Row], session: Session, showing: Showing) -> None:
    """Figures one below the other, each a door; amounts are divided by the one rate of another money."""
    rows = tuple(figure_row(row, session, showing) for row in told)

    def door(row: int, _column: int) -> Door:
        return Told(told[row].id, told[row].period.id, told[row].service)

    heads = (_("Cifra"), _("Valor"), _("Nota"))
    table.show_table(TextTable(heads, rows, notes=1, door=door), session.formats)


def figure_row(row: Row, session: Session, showing: Showing) -> TextRow:
    """A figure's name, its value in its unit, and what must be said of it."""
    name = row_label(row, session.projection.plan)
    number, note = row.value.number, reason_text(row.value.reason)
    if number is not None and row.unit == "money":
        number /= float(showing.divisors[0])
        value = session.formats.money(number, showing.currency, 0)
    else:
        value = "–" if number is None else figure_text(number, row.unit, session.projection, session.formats)
    plain = None if number is None or row.unit in WORDS else Number(number, row.unit == "share")
    return TextRow((name, value, note), muted=number is None, numbers=(plain, None))
