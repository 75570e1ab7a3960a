"""The answers to a form as KoboToolbox and ODK export them, CSV or XLSX, as rows of text. Nothing is believed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from workbench import limits
from workbench.exchange import xlsform_names as names
from workbench.exchange import xlsx_file
from workbench.exchange.xlsx_file import Fault, Formula, Raw
from workbench.i18n import N_, _
from workbench.model import messages
from workbench.model.types import plain
from workbench.model.upgrade import PlanRefused
from workbench.survey.payload import SurveyRefused

ID_COLUMNS = ("rootUuid", "_uuid", "instanceID", "KEY")
"""Where a submission's id stands. The first stays when a submission is edited in KoboToolbox; the others may not."""
SENT_COLUMNS = ("_submission_time", "SubmissionDate")
SYSTEM = {
    *ID_COLUMNS, *SENT_COLUMNS, "AttachmentsExpected", "AttachmentsPresent", "DeviceID", "Edits", "FormVersion",
    "ReviewState", "Status", "SubmitterID", "SubmitterName", "deprecatedID", "deviceid", "instanceName", "isValidated",
    "today", "username", "uuid",
}  # fmt: skip
"""What the two servers add of themselves, besides what begins with ``_``."""
NOTHING = "n/a"
"""What older servers write where nothing was answered; it does not say that a question does not apply."""
SEPARATORS = ",;\t"
_PATH = re.compile(r"[/.:-]")
_CSV = {
    "encoding": N_("No es un CSV en UTF-8: guárdelo como «CSV UTF-8», o descargue de nuevo el XLSX y use ese archivo."),
    "text": N_("El archivo contiene caracteres que no son texto."),
    "cut": N_("El archivo está cortado o no es un CSV: descárguelo de nuevo."),
    "rows": N_("El archivo tiene más de {rows} filas: divídalo."),
    "columns": N_("El archivo tiene más de {columns} columnas: descárguelo sin las que no son del formulario."),
    "empty": N_("El archivo no tiene respuestas: la primera fila lleva los nombres de las columnas."),
    "foreign": N_("No son respuestas a un formulario de este programa: ninguna columna se llama como sus preguntas."),
}


def refused(code: str) -> SurveyRefused:
    """Why the file as a whole cannot be read."""
    return SurveyRefused(_(_CSV[code]).format(rows=limits.SHEET_ROWS, columns=limits.COLUMNS))


@dataclass(frozen=True)
class FormRows:
    """The heads as they stand in the file, and the rows below with their number in it; a blank one has no cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def rounds(self) -> frozenset[UUID]:
        """The rounds the rows say they answer; empty where the form was made without one."""
        return frozenset(id for _number, row in self.rows if (id := uuid(self._round(row))) is not None)

    def of(self, round: UUID) -> FormRows:
        """The rows that say they answer a round, or do not say."""
        kept = [(number, row) for number, row in self.rows if uuid(self._round(row)) in (round, None)]
        return FormRows(self.heads, tuple(kept))

    def naming(self, round: UUID) -> tuple[int, ...]:
        """The numbers of the rows that say they answer a round."""
        return tuple(number for number, row in self.rows if uuid(self._round(row)) == round)

    def _round(self, row: tuple[str, ...]) -> str:
        at = next((at for at, head in enumerate(self.heads) if last(head) == names.ROUND), len(row))
        return row[at] if at < len(row) else ""


def read(path: Path) -> FormRows:
    """The answers in a CSV or XLSX file. Raises SurveyRefused with one sentence."""
    try:
        data = limits.read(path, limits.WORKBOOK_BYTES)
        rows = _book(path) if data.startswith((b"PK", xlsx_file.OLE)) else _csv(data)
    except limits.Refused as error:
        raise SurveyRefused(messages.limit_sentence(error.code, error.values)) from error
    except PlanRefused as error:
        raise SurveyRefused(error.sentence) from error
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not filled or filled[0][0] != 1:
        raise refused("empty")
    return FormRows(filled[0][1], tuple(filled[1:]))


def last(head: str) -> str:
    """The name in a head that also names its groups: ``D1/E1`` of KoboToolbox, ``D1-E1`` of ODK Central."""
    return _PATH.split(head)[-1]


def groups(head: str) -> tuple[str, ...]:
    """The groups a head names."""
    return tuple(_PATH.split(head)[:-1])


def uuid(text: str) -> UUID | None:
    """An id as servers write it, ``uuid:`` before it or not."""
    try:
        return UUID(text.removeprefix("uuid:"))
    except ValueError:
        return None


def _book(path: Path) -> list[tuple[str, ...]]:
    """The rows of the sheet with most of what a form has; others are of repeated groups, which ours has not."""
    found = xlsx_file.read(path, 0, lambda raw: raw is not None).sheets
    tables = [[tuple(map(_text, row)) for row in sheet.rows] for sheet in found if sheet.rows]
    if not tables:
        raise refused("empty")
    return max(tables, key=lambda rows: _known(rows[0]))


def _text(raw: Raw) -> str:
    if raw is None or isinstance(raw, str):
        return _said(raw or "")
    if isinstance(raw, Formula | Fault):
        return raw.text
    if isinstance(raw, datetime):
        return raw.isoformat()
    return str(raw).lower() if isinstance(raw, bool) else plain(Decimal(repr(raw)))


def _said(text: str) -> str:
    text = text.strip()
    return "" if text.lower() == NOTHING else text


def _known(heads: Sequence[str]) -> tuple[int, int]:
    """How many heads every form has, and how many there are."""
    known = {*names.GIVEN, *SYSTEM}
    return sum(last(head) in known for head in heads), len(heads)


def _csv(data: bytes) -> list[tuple[str, ...]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("encoding") from error
    if not limits.is_text(text):
        raise refused("text")
    try:
        separator = max(SEPARATORS, key=lambda mark: _known(next(_reader(text, mark, strict=False), [])))
        rows = [
            tuple(map(_said, row))
            for row, _number in zip(_reader(text, separator), range(limits.SHEET_ROWS + 2), strict=False)
        ]
    except csv.Error as error:
        raise refused("cut") from error
    if len(rows) > limits.SHEET_ROWS + 1:
        raise refused("rows")
    if max(map(len, rows), default=0) > limits.COLUMNS:
        raise refused("columns")
    return rows


def _reader(text: str, separator: str, strict: bool = True) -> Iterator[list[str]]:
    """Strict, an open quote at the end is an error and not one long cell."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
