"""The plan a command is asked about, wherever it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from workbench.exchange import samples
from workbench.i18n import _
from workbench.paths import library_file
from workbench.storage.header import LibraryError, found_version

if TYPE_CHECKING:
    from workbench.exchange.sheet_plan import Imported
    from workbench.model.plan import Plan


class BadUse(Exception):
    """What was asked for cannot be done, or a file cannot be read; the message is one sentence for the user."""


@dataclass(frozen=True)
class Found:
    """A plan and the day of its last edit, where that is known."""

    plan: Plan
    edited: date | None = None


def plan_of(name: str, library: Path | None) -> Found:
    """The plan of a file, a sample, or the library; in this order. Raises BadUse, LibraryError."""
    if name.lower().endswith((".json", ".pdf")):
        return Found(plan_in(Path(name))[0])
    if name.lower().endswith(".xlsx"):
        return Found(workbook_in(Path(name), library).plan)
    try:
        return Found(samples.load(name))
    except KeyError:
        return _kept(name, library_file(library))


def plan_in(path: Path) -> tuple[Plan, bool]:
    """The plan of a file, and whether it is the one printed where the file is a PDF. Raises BadUse."""
    from workbench.exchange import pdf_plan, plan_file
    from workbench.model.upgrade import PlanRefused

    if path.suffix.lower() not in (".json", ".pdf"):
        raise BadUse(_("«{file}» no es un archivo .json, .pdf o .xlsx.").format(file=path))
    if not path.is_file():
        raise BadUse(_("No hay un archivo «{file}».").format(file=path))
    try:
        if path.suffix.lower() == ".json":
            return plan_file.read(path), True
        carried = pdf_plan.read(path)
        return carried.plan, carried.matches
    except PlanRefused as error:
        raise BadUse(f"{path.name}: {error}") from error


def workbook_in(path: Path, library: Path | None, audited: bool = False) -> Imported:
    """The plan of a workbook's input sheets, and the one of the library that it changes.

    ``audited``: also what was altered in its calculation.
    Everything wrong in its cells is told on stderr, a line each. Raises BadUse, LibraryError.
    """
    from workbench.exchange import input_book
    from workbench.exchange.sheet_reader import SheetsRefused
    from workbench.model.upgrade import PlanRefused
    from workbench.storage.library import Library
    from workbench.storage.records import PlanNotFound

    def known(id_: UUID) -> Plan | None:
        if found_version(library_file(library)) is None:
            return None
        with Library.open(library_file(library)) as kept:
            try:
                return kept.load(id_)
            except PlanNotFound:
                return None

    if not path.is_file():
        raise BadUse(_("No hay un archivo «{file}».").format(file=path))
    try:
        return (input_book.audited if audited else input_book.read)(path, known)
    except SheetsRefused as error:
        for trouble in error.troubles:
            print(f"{path.name}: {trouble.text}", file=sys.stderr)
        text = _("No se importó nada de «{file}»: corrija lo anterior en el libro e impórtelo de nuevo.")
        raise BadUse(text.format(file=path.name)) from error
    except PlanRefused as error:
        raise BadUse(f"{path.name}: {error}") from error


def _kept(name: str, path: Path) -> Found:
    from workbench.model.upgrade import PlanRefused
    from workbench.storage.library import Library
    from workbench.storage.records import PlanNotFound, not_found

    try:
        if found_version(path) is None:
            raise not_found(name)
        with Library.open(path) as library:
            id_ = library.find(name)
            return Found(library.load(id_), library.edited(id_))
    except PlanNotFound as error:
        raise BadUse(str(error)) from error
    except PlanRefused as error:
        raise LibraryError(f"{name}: {error}") from error
