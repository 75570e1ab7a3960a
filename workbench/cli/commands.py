"""What each command does. It gets the parsed arguments and returns its exit code."""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from workbench.cli.reading import BadUse, Found, plan_in, plan_of, workbook_in
from workbench.cli.tables import (
    change_lines,
    csv_rows,
    figure_lines,
    finding_lines,
    statement_lines,
    table,
    trace_lines,
)
from workbench.exchange import samples as shipped
from workbench.i18n import N_, Phrase, _, language
from workbench.paths import library_file, write_whole
from workbench.storage import home

if TYPE_CHECKING:
    from workbench.engine.projection import Projection, Row
    from workbench.exchange.sheet_plan import Imported
    from workbench.model.plan import Plan

BLANK = "blank"
_USUAL = ("single", "phase", "spell", "after12", "year")
"""The periods shown where none is asked for: months and quarters would bury the others."""


def samples(asked: Namespace) -> int:
    """The shipped samples."""
    found = shipped.samples()
    if asked.json:
        _json([{"id": each.id, "name": each.name, "description": each.description} for each in found])
    else:
        _lines(table([(each.id, each.name) for each in found]))
    return 0


def plans(asked: Namespace) -> int:
    """The plans of the library, last changed first."""
    found = home.cards(library_file(asked.library))
    if asked.json:
        _json([{name: value for name, value in vars(each).items() if not name.endswith("_text")} for each in found])
        return 0
    head = ("id", _("Plan"), _("Ejecutor"), _("Equilibrio"), _("Brecha firmada"), _("Cambiado"))
    rows = [
        (c.id[:8], c.name or _("Sin nombre"), c.executor, _break_even(c), _(c.gap_text), c.changed[:10]) for c in found
    ]
    _lines(table([head, *rows]) if rows else [_("La biblioteca no tiene planes.")])
    return 0


def _break_even(card: home.PlanCard) -> str:
    """Its month, or why it has none."""
    from workbench.formats import Formats

    return Formats("", language()).month(card.month) if card.month else _(card.break_even_text)


def new(asked: Namespace) -> int:
    """A new plan in the library; prints its id."""
    if asked.template == BLANK:
        from forms.blank import blank_plan

        plan = blank_plan("", date.today())
    else:
        try:
            plan = shipped.load(asked.template).with_(id=uuid4())
        except KeyError:
            ids = ", ".join([BLANK, *(each.id for each in shipped.samples())])
            text = _("No hay una plantilla «{name}»; use una de: {ids}.")
            raise BadUse(text.format(name=asked.template, ids=ids)) from None
    _keep([(plan, Phrase(N_("Plan nuevo")), "")], asked.library)
    return 0


def import_files(asked: Namespace) -> int:
    """The plans of files, all of them or none."""
    read = []
    for path in asked.files:
        label = Phrase(N_("Importado de {file}"), file=path.name)
        if path.suffix.lower() == ".xlsx":
            found = workbook_in(path, asked.library, audited=True)
            _lines([*_changes(found), *found.altered])
            read.append((found.plan, label, " ".join(found.notices)))
            continue
        plan, printed = plan_in(path)
        read.append((plan, label, "" if printed else _("El plan adjunto no es el que imprime el PDF.")))
    _keep(read, asked.library)
    return 0


def _changes(found: Imported) -> list[str]:
    """What a workbook changes in the plan that is there."""
    if found.before is None:
        return []
    from workbench.engine.projection import project
    from workbench.engine.pulse import formats_of
    from workbench.report.comparison import compare

    after = project(found.plan)
    return change_lines(compare(project(found.before), after, formats_of(after)).changes)


def template(asked: Namespace) -> int:
    """An empty workbook to be filled in without the program."""
    from forms.blank import blank_plan
    from workbench import settings
    from workbench.exchange import input_book

    target: Path = asked.output
    if target.suffix.lower() != input_book.ENDING:
        raise BadUse(_("«{file}» no se puede escribir: su nombre debe terminar en .xlsx.").format(file=target))
    _write(target, input_book.template(blank_plan(settings.load().country, date.today())))
    return 0


def _keep(found: Sequence[tuple[Plan, str, str]], path: Path | None) -> None:
    """Add plans to the library, each with a label and a note; print their ids and what else there is to say."""
    from workbench.engine.projection import project
    from workbench.storage.index import index_of
    from workbench.storage.library import Library
    from workbench.storage.records import Added

    indexes = [index_of(project(plan)) for plan, _label, _note in found]
    with Library.open(path, write=True) as library:
        for (plan, label, note), index in zip(found, indexes, strict=True):
            outcome = library.add(plan, label, index)
            said = "" if outcome.kind is Added.NEW else outcome.sentence
            print("  ".join(part for part in (str(plan.id), said, note) if part))
    if library.backup_trouble:
        print("workbench:", library.backup_trouble, file=sys.stderr)


def export(asked: Namespace) -> int:
    """A plan as a file; the old file stays until the new one is whole."""
    from workbench.model import payload

    target: Path = asked.output
    kind = target.suffix.lower()
    if kind not in (".json", ".pdf", ".xlsx"):
        text = _("«{file}» no se puede escribir: su nombre debe terminar en .pdf, .xlsx o .json.")
        raise BadUse(text.format(file=target))
    if target.exists() and any(other.exists() and target.samefile(other) for other in _sources(asked)):
        raise BadUse(_("«{file}» es el archivo que se lee: elija otro nombre.").format(file=target))
    found = plan_of(asked.plan, asked.library)
    if kind == ".json":
        data = payload.dump(found.plan)
    else:
        data = _pdf(found, asked.lang, asked.amounts) if kind == ".pdf" else _workbook(found.plan, asked.lang)
    _write(target, data)
    return 0


def _write(target: Path, data: bytes) -> None:
    try:
        write_whole(target, data)
    except OSError as error:
        text = _("No se puede escribir «{file}»: revise que la carpeta exista y permita escribir.")
        raise BadUse(text.format(file=target)) from error


def _sources(asked: Namespace) -> tuple[Path, ...]:
    """What an export reads, and must not write to."""
    return Path(asked.plan), library_file(asked.library)


def _pdf(found: Found, language: str, amounts: str | None) -> bytes:
    from workbench import settings
    from workbench.engine.projection import project
    from workbench.report.fonts import MissingGlyph
    from workbench.report.plan_report import plan_pdf

    try:
        kept = settings.load()
        return plan_pdf(
            project(found.plan), language or settings.report_language(kept), found.edited, amounts or kept.amounts
        )
    except MissingGlyph as error:
        raise BadUse(str(error)) from error


def _workbook(plan: Plan, language: str) -> bytes:
    from workbench import settings
    from workbench.engine.projection import project
    from workbench.exchange.workbook import plan_workbook

    return plan_workbook(project(plan), language or settings.report_language(settings.load()))


def figures(asked: Namespace) -> int:
    """Every figure, or those of one kind of period."""
    from workbench.engine.told import figure_rows

    projection = _projection(asked)
    kinds = _USUAL if asked.period is None else ("single", "spell") if asked.period == "single" else (asked.period,)
    rows = projection.rows()
    if not asked.json:
        _lines(figure_lines(projection, [row for row in rows if row.period.kind in kinds]))
        return 0
    made = zip(rows, figure_rows(projection), strict=True)
    _json([told for row, told in made if asked.period is None or row.period.kind in kinds])
    return 0


def statements(asked: Namespace) -> int:
    """The statements: by fiscal year to read, by month for machines."""
    from workbench.engine.told import line_label

    projection = _projection(asked)
    if asked.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(csv_rows(projection))
    elif asked.json:
        _json(
            [
                {"statement": line.statement, "line": line_label(line), "id": line.id, "values": line.values.tolist()}
                for line in projection.statements()
            ]
        )
    else:
        _lines(statement_lines(projection))
    return 0


def explain(asked: Namespace) -> int:
    """Where a figure comes from."""
    from workbench.engine.explain import explain as explained

    projection = _projection(asked)
    row = _told(projection, asked)
    _lines(trace_lines(explained(projection, row.id, row.period.id, row.service), asked.depth))
    return 0


def _told(projection: Projection, asked: Namespace) -> Row:
    """The row of figures that is asked about. Raises BadUse."""
    rows = [row for row in projection.rows() if row.id == asked.figure]
    if not rows:
        text = _("No hay una cifra «{id}»; «workbench figures» las muestra todas.")
        raise BadUse(text.format(id=asked.figure))
    services = {each.id: each.name for each in projection.plan.services}
    if rows[0].service:
        wanted = _service(services, asked.service)
        rows = [row for row in rows if row.service == wanted]
    periods = [row.period.id for row in rows]
    usual = "after12" if "after12" in periods else periods[0]
    if (asked.period or usual) not in periods:
        text = _("«{id}» no tiene el período «{period}»; tiene: {periods}.")
        known = ", ".join(each for each in periods if not each.startswith(("month:", "quarter:")))
        raise BadUse(text.format(id=asked.figure, period=asked.period, periods=known))
    return rows[periods.index(asked.period or usual)]


def _service(services: dict[UUID, str], asked: str | None) -> UUID:
    """The service a name or the beginning of an id means; the only one where none is named. Raises BadUse."""
    wanted = (asked or "").casefold()
    named = [id_ for id_, name in services.items() if asked and wanted == name.casefold()]
    found = named or [id_ for id_ in services if str(id_).startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(f"{name} ({str(id_)[:8]})" for id_, name in services.items())
        raise BadUse(_("Indique con --service uno de estos servicios: {names}.").format(names=names))
    return found[0]


def check(asked: Namespace) -> int:
    """The findings; 1 when one is an error."""
    from workbench.engine.findings import findings
    from workbench.model.findings import Severity

    found = findings(_projection(asked))
    if asked.json:
        _json([vars(each) for each in found])
    else:
        _lines(finding_lines(found))
    return int(any(each.severity is Severity.ERROR for each in found))


def schema(asked: Namespace) -> int:
    """The JSON Schema of the plan file."""
    from workbench.exchange.plan_file import json_schema

    del asked
    _json(json_schema())
    return 0


def _projection(asked: Namespace) -> Projection:
    from workbench.engine.projection import project

    return project(plan_of(asked.plan, asked.library).plan)


def _lines(lines: list[str]) -> None:
    for line in lines:
        print(line)


def _json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
