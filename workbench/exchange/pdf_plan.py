"""The plan out of a PDF: what travels inside, and whether it is what the cover prints. Nothing in a PDF is ever run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from workbench import limits
from workbench.exchange import plan_file
from workbench.i18n import N_, _
from workbench.model import messages, payload
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused

_IDENTIFIED = re.compile(rb"dc:identifier[^>]{0,200}?[>\"]\s*" + payload.IDENTIFIER.encode() + rb"([0-9a-f]{64})\b")
_NOT_PDF = N_("No es un PDF.")
_LOCKED = N_("El PDF está protegido con contraseña: pida una copia sin protección.")
_BROKEN = N_("El PDF está dañado y no se puede leer: pida otra copia.")
_WITHOUT = N_("El PDF no lleva un plan dentro: pida el que escribió este programa, o el archivo plan.json.")
_ODD = (pikepdf.PdfError, AttributeError, KeyError, RuntimeError, TypeError, ValueError)
"""What pikepdf raises where a file's parts are not of the kind they should be."""


@dataclass(frozen=True)
class PdfPlan:
    """What a PDF carries. ``printed`` is the fingerprint its metadata names, ``attached`` that of the plan inside."""

    plan: Plan
    figures: bytes | None
    printed: str | None
    attached: str

    @property
    def matches(self) -> bool:
        """Whether the plan inside is the one printed."""
        return self.printed == self.attached


def read(path: Path) -> PdfPlan:
    """The plan and the figures a PDF carries. Raises PlanRefused with one sentence."""
    try:
        data = limits.read(path, limits.PDF_BYTES)
        if b"%PDF-" not in data[:1024]:
            raise PlanRefused(_(_NOT_PDF))
        limits.unpacked(data)
        plan, figures, metadata = _carried(path)
    except limits.Refused as error:
        raise PlanRefused(messages.limit_sentence(error.code, error.values)) from error
    if plan is None:
        raise PlanRefused(_(_WITHOUT))
    named = _IDENTIFIED.search(metadata or b"")
    printed = named[1].decode() if named else None
    return PdfPlan(plan_file.parse(plan), figures, printed, payload.fingerprint(plan))


def _carried(path: Path) -> tuple[bytes | None, bytes | None, bytes | None]:
    """The attached plan and figures and the metadata, each None where it is missing."""
    try:
        # Opened by name: listing the attachments of a PDF without one ends the process.
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            plan, figures = (_attachment(pdf, name) for name in (payload.PLAN_NAME, payload.FIGURES_NAME))
            return plan, figures, _bytes(pdf.Root.get("/Metadata"))
    except pikepdf.PasswordError as error:
        raise PlanRefused(_(_LOCKED)) from error
    except limits.Refused:
        raise
    except _ODD as error:
        raise PlanRefused(_(_BROKEN)) from error


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
