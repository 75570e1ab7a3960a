"""Survey packages: ``.round`` to hand out, ``.answers`` to hand in. A ZIP of the instrument, the round and its sheets.

Read as if it meant harm: nothing is ever unpacked to a disk, and a part this program does not write is refused. A sheet
that cannot be read keeps no other out: it is told by itself. The same content gives the same bytes, but where a
passphrase seals it (``sealing``).
"""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pydantic import ConfigDict, Field

from workbench import limits
from workbench.exchange.sealing import Sealed, opened, sealed
from workbench.i18n import N_, _
from workbench.model import messages
from workbench.model.base import Frozen
from workbench.survey.instrument import Instrument
from workbench.survey.payload import SurveyRefused, dump, load
from workbench.survey.rounds import Round
from workbench.survey.sheet import Sheet
from workbench.survey.shipped import parse

Kind = Literal["round", "answers"]
ROUND, ANSWERS = ".round", ".answers"
"""How the names of these files end."""
MANIFEST, INSTRUMENT, ROUND_PART, CONTENT = "manifest.json", "instrument.json", "round.json", "content.bin"
_SHEET = re.compile(r"sheets/[0-9]{1,6}\.json")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_NO_PACKAGE = N_("No es un paquete de encuesta (.round o .answers).")
_FOREIGN = N_("Tiene partes que ningún paquete de encuesta tiene; no se lee.")


class Manifest(Frozen):
    """What a package is. ``sealed``: how its content is locked, where it is."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_: Annotated[Literal["survey-package/1"], Field(alias="schema")] = "survey-package/1"
    kind: Kind
    sealed: Sealed | None = None


@dataclass(frozen=True)
class Unread:
    """A sheet that cannot be read; ``str()`` says which and why. ``number``: as the package counts them, from 1;
    ``whose``: the project's code and the respondent's, '' where not even these can be read."""

    number: int
    whose: str
    why: str

    def __str__(self) -> str:
        text = _("La hoja {n}, de {whose}, no se leyó: {why}") if self.whose else _("La hoja {n} no se leyó: {why}")
        return text.format(n=self.number, whose=self.whose, why=self.why)


@dataclass(frozen=True)
class Package:
    """The content of a package; every sheet is of its round and of one of the round's projects."""

    kind: Kind
    round: Round
    instrument: Instrument
    sheets: tuple[Sheet, ...]
    unread: tuple[Unread, ...] = ()


def write_round(round_: Round, instrument: Instrument, sheets: Iterable[Sheet] = (), passphrase: str = "") -> bytes:
    """What is handed out: the round, and its sheets where another machine is to go on with them."""
    return _written("round", round_, instrument, sheets, passphrase)


def write_answers(round_: Round, instrument: Instrument, sheets: Iterable[Sheet], passphrase: str = "") -> bytes:
    """What is handed in: sheets, with the round they are of."""
    return _written("answers", round_, instrument, sheets, passphrase)


def read(path: Path, passphrase: str = "") -> Package:
    """The content of a file; the sheets of it that cannot be read are told apart from the others.

    Raises SurveyRefused with one sentence, and WrongPassphrase where the file is sealed with another one, or with one
    and none was given.
    """
    try:
        return _read(limits.read(path, limits.PACKAGE_BYTES), passphrase)
    except limits.Refused as error:
        raise SurveyRefused(messages.limit_sentence(error.code, error.values)) from error


# ---------------------------------------------------------------- writing


def _written(kind: Kind, round_: Round, instrument: Instrument, sheets: Iterable[Sheet], passphrase: str) -> bytes:
    parts = {INSTRUMENT: dump(instrument), ROUND_PART: dump(round_)}
    in_order = sorted(dump(sheet) for sheet in sheets)
    parts |= {f"sheets/{number:04}.json": data for number, data in enumerate(in_order, 1)}
    if not passphrase:
        return _packed({MANIFEST: dump(Manifest(kind=kind))} | parts)
    lock = Sealed.fresh()
    manifest = dump(Manifest(kind=kind, sealed=lock))
    return _packed({MANIFEST: manifest, CONTENT: sealed(_packed(parts), manifest, lock, passphrase)})


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as pack:
        for name, data in parts.items():
            pack.writestr(ZipInfo(name, _LONG_AGO), data, ZIP_DEFLATED)
    return made.getvalue()


# ---------------------------------------------------------------- reading


def _read(data: bytes, passphrase: str) -> Package:
    parts = _unpacked(data)
    if MANIFEST not in parts:
        raise SurveyRefused(_(_NO_PACKAGE))
    manifest = load(Manifest, parts.pop(MANIFEST))
    if manifest.sealed is not None:
        if parts.keys() != {CONTENT}:
            raise SurveyRefused(_(_FOREIGN))
        parts = _unpacked(opened(parts[CONTENT], dump(manifest), manifest.sealed, passphrase))
    sheets = sorted(parts.keys() - {INSTRUMENT, ROUND_PART})
    if not parts.keys() >= {INSTRUMENT, ROUND_PART} or not all(map(_SHEET.fullmatch, sheets)):
        raise SurveyRefused(_(_FOREIGN))
    instrument, round_ = _instrument(parts[INSTRUMENT]), _round(parts[ROUND_PART])
    if (round_.instrument, round_.version) != (instrument.id, instrument.version):
        raise SurveyRefused(_("La ronda pregunta con otro instrumento que el que la acompaña."), ROUND_PART)
    return _sheets(Package(manifest.kind, round_, instrument, ()), [parts[name] for name in sheets])


def _sheets(package: Package, parts: Sequence[bytes]) -> Package:
    """The package with its sheets, those that can be read and those that cannot."""
    sheets: list[Sheet] = []
    unread: list[Unread] = []
    for number, data in enumerate(parts, 1):
        try:
            sheets.append(_sheet(data, package.round))
        except SurveyRefused as error:
            unread.append(Unread(number, _whose(data, package.round), _why(error)))
    return replace(package, sheets=tuple(sheets), unread=tuple(unread))


@lru_cache(4)
def _instrument(data: bytes) -> Instrument:
    """The instrument of a package; fifty packages of one room have the same."""
    with _inside(INSTRUMENT):
        return parse(data)


@lru_cache(4)
def _round(data: bytes) -> Round:
    with _inside(ROUND_PART):
        return load(Round, data)


def _sheet(data: bytes, round_: Round) -> Sheet:
    sheet = load(Sheet, data)
    if sheet.round != round_.id or all(project.id != sheet.project for project in round_.projects):
        raise SurveyRefused(_("La hoja es de otra ronda, o de un proyecto que no está en ella."))
    return sheet


def _whose(data: bytes, round_: Round) -> str:
    """What a sheet that cannot be read says of its project and its respondent."""
    try:
        said = limits.json_value(data)
    except limits.Refused:
        return ""
    found = said if isinstance(said, dict) else {}
    codes = [project.code for project in round_.projects if str(project.id) == found.get("project")]
    who = found.get("respondent")
    return " ".join((*codes, messages.short(who) if isinstance(who, str) else "")).strip()


def _why(error: SurveyRefused) -> str:
    """What is wrong with a sheet; an answer is named by its question."""
    place, _slash, rest = error.place.partition("/")
    if place != "answers" or not rest:
        return error.sentence if place == "schema" else str(error)
    return _("pregunta {item}: {why}").format(item=rest.partition("/")[0], why=error.sentence)


@contextmanager
def _inside(name: str) -> Iterator[None]:
    """Say in which part it is wrong."""
    try:
        yield
    except SurveyRefused as error:
        raise SurveyRefused(error.sentence, f"{name} {error.place}".strip()) from error


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP by name. Raises SurveyRefused, limits.Refused."""
    if not data.startswith(b"PK"):
        raise SurveyRefused(_(_NO_PACKAGE))
    try:
        with ZipFile(io.BytesIO(data)) as pack:
            limits.listed(pack, limits.PACKAGE_PARTS, limits.PACKAGE_UNPACKED)
            if any(map(_odd, pack.infolist())):
                raise limits.Refused("broken")
            return {part.filename: _part(pack, part) for part in pack.infolist()}
    except limits.Refused:
        raise
    except Exception as error:  # zipfile, zlib and struct each have errors of their own
        raise limits.Refused("broken") from error


def _odd(part: ZipInfo) -> bool:
    """Packed as this program never does: in another way, or a link to a file of the reader's."""
    return part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or stat.S_ISLNK(part.external_attr >> 16)


def _part(pack: ZipFile, part: ZipInfo) -> bytes:
    if part.file_size > limits.PLAN_BYTES:
        raise limits.Refused("huge", most=str(limits.PLAN_BYTES // limits.MEGABYTE))
    return pack.read(part)
