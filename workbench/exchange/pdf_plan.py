"""The plan out of a PDF: what travels inside, and whether it is what the cover prints. Nothing in a PDF is ever run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf

from workbench import limits
from workbench.exchange import plan_file
from workbench.i18n import LANGUAGES, N_, _
from workbench.model import messages, payload
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused

_IDENTIFIED = re.compile(rb"dc:identifier[^>]{0,200}?[>\"]\s*" + payload.IDENTIFIER.encode() + rb"([0-9a-f]{64})\b")
_PRODUCER = re.compile(r"Sustainability Workbench (\S{1,20})")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NOT_PDF = N_("No es un PDF: elija el que escribió este programa.")
_LOCKED = N_("El PDF está protegido con contraseña: pida una copia sin protección.")
_BROKEN = N_("El PDF está dañado y no se puede leer: pida otra copia.")
_WITHOUT = N_("El PDF no lleva un plan dentro: pida el que escribió este programa, o el archivo plan.json.")
_ODD = (pikepdf.PdfError, AttributeError, KeyError, RuntimeError, TypeError, ValueError)
"""What pikepdf raises where a file's parts are not of the kind they should be."""


@dataclass(frozen=True)
class PdfPlan:
    """What a PDF carries. ``printed`` is the fingerprint its metadata names, ``attached`` that of the plan inside.

    ``language``, ``version`` of the program and ``dated``, the day of the plan's last edit: as the file says, '' and
    None where it says nothing we know.
    """

    plan: Plan
    figures: bytes | None
    printed: str | None
    attached: str
    language: str = ""
    version: str = ""
    dated: date | None = None

    @property
    def matches(self) -> bool:
        """Whether the plan inside is the one printed."""
        return self.printed == self.attached


def read(path: Path) -> PdfPlan:
    """The plan and the figures a PDF carries. Raises PlanRefused with one sentence."""
    return parse(load(path))


def load(path: Path) -> bytes:
    """The bytes of a PDF that is not too large, packed or unpacked. Raises PlanRefused."""
    try:
        data = limits.read(path, limits.PDF_BYTES)
        if b"%PDF-" not in data[:1024]:
            raise PlanRefused(_(_NOT_PDF))
        limits.unpacked(data)
    except limits.Refused as error:
        raise PlanRefused(messages.limit_sentence(error.code, error.values)) from error
    return data


def parse(data: bytes) -> PdfPlan:
    """The plan and the figures in the bytes of a PDF. Raises PlanRefused."""
    try:
        with opened(data) as pdf:
            # Opened by name: listing the attachments of a PDF without one ends the process.
            plan, figures = (_attachment(pdf, name) for name in (payload.PLAN_NAME, payload.FIGURES_NAME))
            named = _IDENTIFIED.search(_bytes(pdf.Root.get("/Metadata")) or b"")
            language, version, dated = _stated(pdf)
    except limits.Refused as error:
        raise PlanRefused(messages.limit_sentence(error.code, error.values)) from error
    if plan is None:
        raise PlanRefused(_(_WITHOUT))
    printed = named[1].decode() if named else None
    attached = payload.fingerprint(plan)
    return PdfPlan(plan_file.parse(plan), figures, printed, attached, language, version, dated)


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The parts of a PDF; whatever is odd in them, there and while they are read, is PlanRefused."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise PlanRefused(_(_LOCKED)) from error
    except (limits.Refused, PlanRefused):
        raise
    except _ODD as error:
        raise PlanRefused(_(_BROKEN)) from error


def _stated(pdf: pikepdf.Pdf) -> tuple[str, str, date | None]:
    """Language, version of the program and day, as the file says."""
    code = str(pdf.Root.get("/Lang", ""))[:2]
    producer = _PRODUCER.fullmatch(str(pdf.docinfo.get("/Producer", "")))
    day = _DATE.match(str(pdf.docinfo.get("/CreationDate", "")))
    try:
        dated = date(*map(int, day.groups())) if day else None
    except ValueError:
        dated = None
    return code if code in LANGUAGES else "", producer[1] if producer else "", dated


def _attachment(pdf: pikepdf.Pdf, name: str) -> bytes | None:
    spec = pdf.attachments.get(name)
    return None if spec is None else _bytes(spec.get_file().obj)


def _bytes(stream: pikepdf.Object | None) -> bytes | None:
    """A stream's content; only the one packing our files have, and never more than a plan file may hold."""
    if not isinstance(stream, pikepdf.Stream):
        return None
    packing = stream.get("/Filter")
    raw = stream.read_raw_bytes()
    if packing is None and len(raw) <= limits.PLAN_BYTES:
        return raw
    if packing != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        raise limits.Refused("broken")
    return limits.inflate(raw, limits.PLAN_BYTES)
