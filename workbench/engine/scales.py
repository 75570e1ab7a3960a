"""What the amounts of computed tables are counted in: units of a currency, thousands or millions; at whose prices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.engine.projection import Projection
from workbench.engine.statements import StatementLine
from workbench.engine.words import Num
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.project import ExchangeRate

NOISE = 0.005  # of a currency unit: what is left of amounts that cancel


@dataclass(frozen=True)
class Scale:
    """Amounts are divided by ``factor`` and shown with ``decimals``; ``word`` is marked."""

    factor: float
    word: str
    decimals: int

    def unit(self, currency: str) -> str:
        """What the amounts are counted in: *miles de COP*."""
        return _(self.word).format(currency=currency)

    def scaled(self, amount: float) -> float:
        """An amount of the plan as the tables have it."""
        return 0.0 if abs(amount) < NOISE else amount / self.factor

    def cell(self, amount: float, formats: Formats) -> str:
        """An amount of the plan in a cell."""
        return formats.cell(self.scaled(amount), self.decimals)


SCALES = {
    "units": Scale(1.0, N_("{currency}"), 0),
    "thousands": Scale(1e3, N_("miles de {currency}"), 0),
    "millions": Scale(1e6, N_("millones de {currency}"), 1),
}
"""By their codes in the settings (``settings.AMOUNTS``, which has ``auto`` besides)."""


DOLLARS = "USD"


@dataclass(frozen=True)
class Showing:
    """The money and prices of a statement (finance: currency, real terms): each month's amounts ÷ ``divisors`` [month].

    ``rate``: the one rate of another currency, that of the plan's first month; ``real``: at the prices of that month.
    """

    currency: str
    divisors: Num
    rate: ExchangeRate | None = None
    real: bool = False

    def line(self, line: StatementLine) -> StatementLine:
        """A statement's line in this money."""
        return replace(line, values=line.values / self.divisors)

    def name(self, projection: Projection, formats: Formats) -> str:
        """*USD de ene 2027*, as it is chosen."""
        start = formats.month(projection.grid.month(0))
        text = _("{currency} de {month}") if self.real else _("{currency} corrientes")
        return text.format(currency=self.currency, month=start)

    def note(self, projection: Projection, formats: Formats) -> str:
        """What must be said of it: the rate with its day, and whose prices; empty for the plan's own money."""
        start, said = formats.month(projection.grid.month(0)), []
        if self.rate:
            rate = self.rate.rates[0].normalize()
            decimals = max(-int(rate.as_tuple().exponent), 0)  # all there are: whoever reads it divides by it
            own = formats.money(rate, projection.plan.basis.currency, decimals)
            day = formats.date(self.rate.dated) if self.rate.dated else start
            said.append(_("1 {currency} = {amount}, tasa de {day}").format(currency=self.currency, amount=own, day=day))
        if self.real:
            said.append(_("descontada la inflación desde {month}").format(month=start))
        return " · ".join(said)


def showings(projection: Projection) -> dict[str, Showing]:
    """The ways the amounts of a plan can be shown; dollars where their rate is typed, real where there is inflation."""
    basis = projection.plan.basis
    dollars = next((rate for rate in basis.rates if rate.currency == DOLLARS != basis.currency), None)
    index = projection.monthly("inflation_index")
    found = {"own": Showing(basis.currency, index**0)}
    if (index != 1).any():
        found["own_real"] = Showing(basis.currency, index, real=True)
    if dollars:
        rate = float(dollars.rates[0])
        found |= {
            code.replace("own", "dollars"): replace(each, currency=DOLLARS, divisors=each.divisors * rate, rate=dollars)
            for code, each in found.items()
        }
    return found


def scale_of(projection: Projection, formats: Formats, showing: Showing | None = None) -> Scale:
    """The one scale of all computed tables of a plan: the one chosen, else what suits its largest amount of a year."""
    if formats.amounts in SCALES:
        return SCALES[formats.amounts]
    lines = projection.statements()
    shown = map(showing.line, lines) if showing else lines
    return scale_for(amount for line in shown for amount in projection.by_year(line))


def scale_for(amounts: Iterable[float]) -> Scale:
    """Units, thousands or millions, so that the largest amount has six digits or fewer where that is possible."""
    largest = max(map(abs, amounts), default=0.0)
    return SCALES["units" if largest < 1e6 else "thousands" if largest < 1e9 else "millions"]
