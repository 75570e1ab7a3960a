"""The method as Markdown: ``docs/method.md`` and ``workbench method``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.documents import DOCUMENTS
from workbench.engine.sources import INTERNAL
from workbench.formats import Formats
from workbench.i18n import _, language
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.types import LimitOf
from workbench.report import method
from workbench.report.method import Bound, Entry
from workbench.report.values import Values


def markdown() -> str:
    """Everything, in the language of here and now; limits as a new plan has them."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    values = defaults()
    yield from _head(1, _("Método"))
    yield from (_("Esta página se genera del registro de cifras del programa; no se edita."), "")
    yield from (f"- {_(rule)}" for rule in method.RULES)
    yield from ("", *_head(2, _("Cifras publicadas")))
    for title, entries in method.families(method.everything()):
        yield from _head(3, title)
        for entry in entries:
            yield from _figure(entry)
    yield from (*_head(2, _("Límites y clasificaciones")), _("Valen mientras el plan no diga otros."), "")
    yield from _bounds(_("Luz o clase"), method.classes(values))
    yield ""
    yield from _bounds(_("Límite"), (*method.bounds(values), *clauses()))
    yield from ("", *_head(2, _("Cifras en que se apoyan")), _(method.BENEATH))
    for title, entries in method.tables(method.everything()):
        yield from ("", *_head(3, title), _row(_("Cifra"), _("Cómo se calcula")), _row("---", "---"))
        yield from (_row(entry.label, entry.rule) for entry in entries)
    yield from ("", *_head(2, _("Documentos citados")))
    yield from (f"- {number}: {_(title)}" for number, title in DOCUMENTS.items())


def _head(level: int, text: str) -> tuple[str, str]:
    return f"{'#' * level} {text}", ""


def defaults() -> Values:
    """The values of a plan nobody has touched."""
    plan = Plan()
    return Values(plan, Grid.of(plan), Formats("", language()))


def clauses() -> Iterator[Bound]:
    """What an agreement may bound."""
    for limit in LimitOf:
        text = _("la cláusula del convenio; sin ella, {internal}")
        yield Bound(_(limit.label), _("el que diga el plan"), text.format(internal=_(INTERNAL)))


def _figure(entry: Entry) -> Iterator[str]:
    codes = ", ".join(f"`{each}`" for each in entry.ids)
    yield from (f"**{entry.label}** ({codes})", "", f"= {entry.rule}", "")
    yield from (f"- {label}: {text}" for label, text in facts(entry))
    yield ""


def facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """What is told of a figure beside its rule, each with its label."""
    yield _("Unidad"), method.unit_said(entry.unit)
    yield _("Períodos"), entry.periods
    if entry.missing:
        yield _("Tampoco existe si") if entry.also else _("No existe si"), "; ".join(entry.missing)
    if not entry.missing and not entry.also:
        yield _("Existe"), _("siempre")
    if entry.notes:
        yield _("Puede decir"), "; ".join(entry.notes)
    yield _("Fuente"), entry.source


def _bounds(head: str, bounds: Iterable[Bound]) -> Iterator[str]:
    yield from (_row(head, _("Valor"), _("De dónde sale")), _row("---", "---", "---"))
    for each in bounds:
        yield _row(f"{each.label}. {each.about}" if each.about else each.label, each.value, each.source)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
