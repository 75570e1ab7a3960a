"""A portfolio in words: its columns, what stands in a cell, and what the plans come to together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.engine.charts import HORIZON_BENCHMARK
from workbench.engine.pulse import PROJECTS_BENCHMARK, STRUCTURE_BENCHMARK, covered_said
from workbench.engine.reasons import NOTES, REASONS, reason_text
from workbench.engine.told import HORIZONS
from workbench.formats import NOTHING, Formats, countries
from workbench.i18n import N_, _, language
from workbench.model.factors import score_said
from workbench.model.types import Stage
from workbench.portfolio.consolidation import CLASSES, Consolidation, Funds
from workbench.portfolio.entry import UNTOLD, Entry, Mix
from workbench.portfolio.selection import GROUPS, MONEY, NUMBERS, Names, label, number

COLUMNS = {
    "name": N_("Plan"),
    "fomin": N_("FOMIN"),
    "counterpart": N_("Contrapartida"),
    "leverage": N_("Apalancamiento"),
    "break_even": N_("Equilibrio"),
    "gap": N_("Brecha firmada"),
    "self_sufficiency": N_("Autosuficiencia"),
    "horizon": N_("Horizonte"),
    "structure": N_("Estructura"),
    "services": N_("Servicios"),
    "survey": N_("Encuesta"),
    "completeness": N_("Completo"),
    **GROUPS,
    "executor": N_("Ejecutor"),
}
"""From left to right: the figures stand beside the name, so that a small screen shows both."""
UNITS = {"horizon": N_("meses"), "structure": N_("púb. : priv."), "services": N_("púb. : priv."),
         "survey": N_("de 0 a 3")}  # fmt: skip
"""What columns without an amount are measured in."""
TEXTS = ("name", *GROUPS, "executor")
"""The columns that hold words."""
PENDING = N_("se está calculando")
SHORT = {UNTOLD: N_("sin costos"), "never_reached": N_("nunca"), "lost_at_end": N_("se pierde")}
"""Reasons that stand in many cells, in few words."""
NONE = {"country": N_("Sin país"), "sector": N_("Sin sector"), "stage": N_("Sin etapa")}
"""What the group is called whose plans do not say it."""
SSME = {"short": HORIZON_BENCHMARK[0], "medium": HORIZON_BENCHMARK[1], "long": HORIZON_BENCHMARK[2],
        "no_data": HORIZON_BENCHMARK[3]}  # fmt: skip
"""The published distribution of the guaranteed horizon (source 003), by class."""
HORIZON_NAMES = dict(zip(CLASSES, (*HORIZONS, N_("sin dato")), strict=True))
"""The classes of the guaranteed horizon in words."""
FUNDED = {"structure": STRUCTURE_BENCHMARK, "services": PROJECTS_BENCHMARK}
"""The published public and private parts beside which each use is shown (source 003)."""


def names() -> Names:
    """Countries and stages by their codes, in the language of now."""
    return {
        **{each.code: each.name for each in countries(language())},
        **{str(stage): _(stage.label) for stage in Stage},
    }


def why(code: str) -> str:
    """A reason in few words."""
    return _(SHORT[code]) if code in SHORT else reason_text(code) if code in {**REASONS, **NOTES} else ""


TOGETHER: dict[str, Callable[[Consolidation], float | None]] = {
    "fomin": lambda of: of.fomin,
    "counterpart": lambda of: of.counterpart,
    "leverage": lambda of: of.leverage,
    "gap": lambda of: of.gap,
    "structure": lambda of: of.structure.shares and of.structure.shares[0],
    "services": lambda of: of.services.shares and of.services.shares[0],
}
"""What several plans come to, by column."""
SUMMED = N_("Suma de los planes:")
RULES = {
    "leverage": N_("Contrapartida ÷ FOMIN, con las sumas de los planes:"),
    "structure": N_("Público : privado, con las sumas de los planes:"),
    "services": N_("Público : privado, con las sumas de los planes:"),
}
"""How it comes from the plans, where it is not their sum."""


@dataclass(frozen=True)
class Cells:
    """What stands in the cells of plans; amounts in ``currency``."""

    currency: str
    formats: Formats
    names: Names

    def head(self, column: str) -> str:
        """What a column is called, in two lines where it has a unit."""
        unit = self.currency if column in MONEY else _(UNITS[column]) if column in UNITS else ""
        return f"{_(COLUMNS[column])}\n{unit}" if unit else _(COLUMNS[column])

    def number(self, entry: Entry, column: str) -> float | None:
        """What a cell says, where that is a number, with all its digits."""
        return number(entry, column, self.currency) if column in NUMBERS else None

    def text(self, entry: Entry, column: str) -> str:
        """What stands in a cell: the reason where there is no figure."""
        if column in TEXTS:
            return label(entry, column, self.names) if column in GROUPS else self._words(entry, column)
        if column == "completeness":
            return self.formats.percent(entry.completeness)
        if column in ("break_even", "gap") and getattr(entry, column) is not None:
            return self._money(entry, column) if column == "gap" else self.formats.month(entry.break_even or "")
        return _(PENDING) if entry.pending else self._measure(entry, column)

    def together(self, of: Consolidation, column: str) -> tuple[str, float | None]:
        """What stands below a column for several plans, and its number; '' where nothing is added up."""
        if column not in TOGETHER:
            return "", None
        found = TOGETHER[column](of)
        if found is None:
            return NOTHING, None
        if column in ("structure", "services"):
            return parts_said(getattr(of, column).amounts), found
        return (self.formats.number(found, 2) if column == "leverage" else self.formats.cell(found)), found

    def parts(self, entries: Sequence[Entry], column: str) -> list[tuple[Entry, str]]:
        """The plans a figure of several comes from, each with its own; the largest first."""
        told = [(found, entry) for entry in entries if (found := self.number(entry, column)) is not None]
        return [(entry, self.text(entry, column)) for _found, entry in sorted(told, key=lambda each: -each[0])]

    def _words(self, entry: Entry, column: str) -> str:
        return entry.name or _("Plan sin nombre") if column == "name" else entry.executor

    def _measure(self, entry: Entry, column: str) -> str:
        measures, found = entry.measures, NUMBERS[column](entry) if column in NUMBERS else None
        if column in ("break_even", "gap", "self_sufficiency", "horizon") and found is None:
            reason = getattr(measures, f"{column}_reason")
            return NOTHING if reason == UNTOLD and column != "break_even" else why(reason) or NOTHING
        if found is None:
            return NOTHING
        if column == "leverage":
            return self.formats.number(found, 2)
        if column == "self_sufficiency":
            return covered_said(found, self.formats)
        if column == "horizon":
            return self._horizon(entry, found)
        if column in ("structure", "services"):
            return parts_said(getattr(measures, column))
        if column == "survey":
            return self._survey(found, measures.survey_level)
        return self._money(entry, column)

    def _money(self, entry: Entry, column: str) -> str:
        """An amount in the common currency, or in the plan's own, which is named then."""
        found = self.number(entry, column)
        if found is not None:
            return self.formats.cell(found)
        own = NUMBERS[column](entry)
        return _short(own, entry.currency, self.formats) if own else NOTHING

    def _survey(self, score: float, level: str) -> str:
        told = score_said(Decimal(repr(score)), self.formats)
        return _("{level} ({score})").format(level=level, score=told) if level else told

    def _horizon(self, entry: Entry, months: float) -> str:
        name = _(HORIZONS[entry.measures.horizon or 0])
        count = self.formats.number(int(months))
        said = _("{horizon} ({months} o más)") if entry.measures.at_least else _("{horizon} ({months})")
        return said.format(horizon=name, months=count) if entry.measures.horizon else name


def parts_said(mix: Mix | None) -> str:
    """Public and private parts: *86 : 14*; what is international is the rest."""
    if mix is None or sum(mix) <= 0:
        return NOTHING
    return " : ".join(f"{100 * amount / sum(mix):.0f}" for amount in mix[:2])


@dataclass(frozen=True)
class Fact:
    """One thing that is said of all plans together; ``note``: what it is measured by."""

    id: str
    label: str
    value: str
    note: str = ""


def facts(of: Consolidation, formats: Formats) -> tuple[Fact, ...]:
    """What stands over a portfolio: totals, then shares."""

    def said(amount: float, plans: int) -> str:
        return _short(amount, of.currency, formats) if plans else NOTHING

    counted = _("aprobado en {n} de {every}").format(n=of.agreed, every=of.plans)
    whole = NOTHING if of.fomin_share is None else _parts(of.fomin_share, formats)
    leverage = NOTHING if of.leverage is None else formats.number(of.leverage, 2)
    gapped = _("después de los proyectos, en {n} de {every}").format(n=of.short, every=of.plans)
    return (
        Fact("plans", _("Planes"), formats.number(of.plans), _pending(of)),
        Fact("fomin", _("FOMIN"), said(of.fomin, of.agreed), counted),
        Fact("counterpart", _("Contrapartida"), said(of.counterpart, of.agreed), counted),
        Fact("shares", _("FOMIN : contrapartida"), whole, _("de lo aprobado")),
        Fact("leverage", _("Apalancamiento"), leverage, _("contrapartida por cada unidad del FOMIN")),
        Fact("gap", _("Brecha firmada"), said(of.gap, of.gapped), gapped),
        _funded("structure", _("Estructura"), of.structure),
        _funded("services", _("Servicios"), of.services),
    )


def distribution(of: Consolidation, formats: Formats) -> list[tuple[str, str, str]]:
    """How many plans there are of each class of the guaranteed horizon: what it is, their part, what SSME published."""
    made = []
    for name, text in HORIZON_NAMES.items():
        share, beside = of.horizon_share(name), SSME.get(name)
        told = NOTHING if share is None else formats.percent(share)
        published = "" if beside is None else _("SSME: {share}").format(share=formats.percent(beside))
        made.append((_("Horizonte: {name}").format(name=_(text)), told, published))
    return made


def _short(amount: float, currency: str, formats: Formats) -> str:
    """An amount for a narrow place: *USD 22,5 M*."""
    if abs(amount) < 1e6:
        return formats.money(amount, currency, 0)
    return _("{amount} M").format(amount=formats.money(amount / 1e6, currency, 1))


def amount_said(amount: float, currency: str, formats: Formats) -> str:
    """An amount as a heading says it: *USD 22,5 millones*."""
    if abs(amount) < 1e6:
        return formats.money(amount, currency, 0)
    return _("{amount} millones").format(amount=formats.money(amount / 1e6, currency, 1))


def _parts(share: float, formats: Formats) -> str:
    """Two parts of a whole, with a decimal each, that make 100."""
    first = round(100 * share, 1)
    return f"{formats.number(first, 1)} : {formats.number(100 - first, 1)}"


def _pending(of: Consolidation) -> str:
    return _("faltan {n}, que se están calculando").format(n=of.pending) if of.pending else ""


def _funded(use: str, name: str, of: Funds) -> Fact:
    public, private = FUNDED[use]
    beside = _("público : privado; SSME {public} : {private}")
    said = beside.format(public=round(100 * public), private=round(100 * private))
    return Fact(use, name, parts_said(of.amounts), said)


def notes(of: Consolidation, entries: Sequence[Entry], formats: Formats) -> list[str]:
    """What must be said of how plans were added up: the rates, and the plans that could not be."""
    said = [] if entries else [_("Ningún plan responde a lo que busca: quite algún filtro.")]
    if any(entry.currency != of.currency for entry in entries):
        text = _("Montos en {currency}, con la tasa del primer mes de cada plan.")
        said.append(text.format(currency=of.currency))
    if of.left_out:
        listed = formats.listed([entry.name or _("Plan sin nombre") for entry in of.left_out[:MOST]])
        many = _("{names} y {n} más").format(names=listed, n=len(of.left_out) - MOST)
        text = _("No se suman, porque no tienen tasa de cambio a {currency} (página 1): {names}.")
        said.append(text.format(currency=of.currency, names=many if len(of.left_out) > MOST else listed))
    return said


MOST = 5
"""Plans named in a sentence."""
