"""The portfolio: many plans, of files or of the library, beside each other and together."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.reading import BadUse, plan_in, workbook_in
from workbench.cli.tables import table
from workbench.i18n import _, language

WIDEST = 28
"""Characters a cell of the table may have."""

if TYPE_CHECKING:
    from workbench.formats import Formats
    from workbench.model.plan import Plan
    from workbench.portfolio.consolidation import Consolidation
    from workbench.portfolio.entry import Entry
    from workbench.portfolio.selection import Names


def portfolio(asked: Namespace) -> int:
    """The plans of files, else of the library; 1 when a file could not be read: it is named, the others go on."""
    unread: list[str] = []
    found = _of_files(asked.files, asked.library, unread) if asked.files else _of_library(asked.library, unread)
    entries = list(found)
    for sentence in unread:
        print("workbench:", " ".join(sentence.split()), file=sys.stderr)
    if asked.files and not entries:
        raise BadUse(_("Ninguno de los archivos tiene un plan que se pueda leer."))
    _show(entries, asked)
    return int(bool(unread))


def _of_library(path: Path | None, unread: list[str]) -> Iterator[Entry]:
    """The plans of the library; what it does not have of one is computed, and one that cannot be read named."""
    from workbench.model.upgrade import PlanRefused
    from workbench.paths import library_file
    from workbench.storage.header import found_version
    from workbench.storage.library import Library
    from workbench.storage.portfolio import completed

    if found_version(library_file(path)) is None:
        return
    with Library.open(path) as library:
        for entry in library.entries():
            try:
                yield completed(library, entry) if entry.pending else entry
            except PlanRefused as error:
                unread.append(f"{entry.name}: {error}")


def _of_files(files: list[Path], library: Path | None, unread: list[str]) -> Iterator[Entry]:
    """Each plan once; what is wrong with a file is added to ``unread``."""
    from workbench.engine.projection import project
    from workbench.model import payload
    from workbench.portfolio.measure import entry_of

    seen: dict[str, tuple[Path, str]] = {}
    for path in files:
        try:
            plan = _plan(path, library)
        except BadUse as error:
            unread.append(str(error))
            continue
        first, mark = seen.setdefault(str(plan.id), (path, payload.fingerprint(payload.dump(plan))))
        if first is path:
            yield entry_of(project(plan))
        elif mark != payload.fingerprint(payload.dump(plan)):
            text = _("«{file}» tiene otro contenido del mismo plan que «{first}»: solo se cuenta «{first}».")
            unread.append(text.format(file=path.name, first=first.name))


def _plan(path: Path, library: Path | None) -> Plan:
    """Raises BadUse."""
    if path.suffix.lower() == ".xlsx":
        return workbook_in(path, library).plan
    return plan_in(path)[0]


def _show(entries: list[Entry], asked: Namespace) -> None:
    from workbench import settings
    from workbench.formats import Formats
    from workbench.portfolio.data import portfolio_data
    from workbench.portfolio.told import names

    kept, called = settings.load(), names()
    if asked.json:
        found = portfolio_data(entries, asked.by or "", called)
        print(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
        return
    formats = Formats(kept.country, language(), kept.amounts)
    lines = _lines(entries, asked.by or "", formats, called) if entries else [_("La biblioteca no tiene planes.")]
    print("\n".join(lines))


def _lines(entries: list[Entry], by: str, formats: Formats, called: Names) -> Iterator[str]:
    """The plans as a table, then what they come to, in groups where they are asked for."""
    from workbench.portfolio.consolidation import consolidate
    from workbench.portfolio.selection import grouped
    from workbench.portfolio.told import COLUMNS, NONE, TEXTS, Cells, notes

    whole = consolidate(entries)
    cells = Cells(whole.currency, formats, called)
    rows = [[_cut(cells.text(entry, column)) for column in COLUMNS] for entry in entries]
    heads = [" ".join(cells.head(column).split()) for column in COLUMNS]
    yield from table([heads, *rows], right=[at for at, column in enumerate(COLUMNS) if column not in TEXTS])
    yield from ("", *_together(whole, formats))
    yield from notes(whole, entries, formats)
    for group in grouped(entries, by, called) if by else ():
        yield from ("", group.label or _(NONE[by]))
        yield from _together(consolidate(group.entries, whole.currency), formats)


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _together(of: Consolidation, formats: Formats) -> list[str]:
    from workbench.portfolio.told import distribution, facts

    told = [(fact.label, fact.value, fact.note) for fact in facts(of, formats)]
    return table([*told, *distribution(of, formats)])
