"""What state the library and the program around it are in: a report that holds no amounts and no names.

Nothing is changed. Paths are left out too, for they may have the user's name in them.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from workbench import __version__
from workbench.i18n import N_, _
from workbench.paths import RESOURCES
from workbench.storage import copies
from workbench.storage.backup import backups
from workbench.storage.header import ROUNDS, VERSION, LibraryError, damaged, found_version, journals, reading
from workbench.storage.lock import WriterLock
from workbench.storage.network import on_network
from workbench.storage.unsaved import Unsaved

PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "alembic", "pydantic", "numpy", "reportlab", "pikepdf", "Babel")
MEGABYTE = 1_000_000
LITTLE_ROOM = 200 * MEGABYTE
"""Bytes free on the disk below which it is worth a word."""
OLD = 30
"""Days after which a backup is old."""
FONTS = ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf")
_TRUETYPE = b"\x00\x01\x00\x00"


class State(StrEnum):
    """How it stands with one thing, from good to bad."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


_STATES = {State.GOOD: N_("bien"), State.DOUBTFUL: N_("atención"), State.BAD: N_("mal")}
_TITLES = {
    "library": N_("Biblioteca"),
    "integrity": N_("Archivo"),
    "contents": N_("Contenido"),
    "surveys": N_("Encuestas"),
    "journal": N_("Lo recién guardado"),
    "writer": N_("Quién escribe"),
    "permissions": N_("Permisos"),
    "space": N_("Espacio"),
    "place": N_("Lugar"),
    "backups": N_("Copias de seguridad"),
    "unsaved": N_("Lo que no se guardó"),
    "fonts": N_("Letras"),
}
"""What each thing looked at is called, by its id."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, with the sentence that says how it is."""

    id: str
    state: State
    sentence: str


@dataclass(frozen=True)
class Examination:
    """The whole report. ``versions``: what runs here. ``trouble``: why the library cannot be used, if it cannot."""

    checks: tuple[Check, ...]
    versions: dict[str, str]
    trouble: LibraryError | None

    @property
    def state(self) -> State:
        """The worst of all."""
        return max((each.state for each in self.checks), key=list(State).index)

    def lines(self) -> list[str]:
        """The report, to be read or sent."""
        said = [f"[{_(_STATES[each.state])}] {_(_TITLES[each.id])}: {each.sentence}" for each in self.checks]
        return said + [f"{name} {version}" for name, version in self.versions.items()]


def examine(path: Path) -> Examination:
    """Look at the library at ``path`` and at the program."""
    checks, trouble = [], None
    try:
        there = bool(found_version(path))
        checks.append(_schema(path))
    except LibraryError as error:
        there, trouble = False, error
        checks.append(Check("library", State.BAD, str(error).replace(path.name, "…")))
    for id_, look in {**(_INSIDE if there else {}), **_AROUND}.items():
        checks.append(_looked(id_, look, path))
    if any(each.id in ("integrity", "contents", "surveys") and each.state is State.BAD for each in checks):
        trouble = damaged(path)
    return Examination(tuple(checks), _versions(), trouble)


def _looked(id_: str, look: Callable[[Path], tuple[State, str]], path: Path) -> Check:
    try:
        state, sentence = look(path)
    except (OSError, sqlite3.Error, LibraryError):
        state, sentence = State.BAD, _("No se pudo leer.")
    return Check(id_, state, sentence)


# ---------------------------------------------------------------- inside the library


def _schema(path: Path) -> Check:
    version = found_version(path)
    if not version:
        return Check("library", State.GOOD, _("Todavía no hay biblioteca; se crea con el primer plan."))
    if version < VERSION:
        text = _("Es de la versión {old}; al abrirla se actualiza a la {new}, con una copia antes.")
        return Check("library", State.GOOD, text.format(old=version, new=VERSION))
    return Check("library", State.GOOD, _("Es de la versión {new}, la de este programa.").format(new=version))


def _integrity(path: Path) -> tuple[State, str]:
    with reading(path) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found == "ok" and orphans is None:
        return State.GOOD, _("Todas las páginas del archivo están en orden.")
    return State.BAD, _("El archivo tiene páginas dañadas: restaure una copia de seguridad.")


def _contents(path: Path) -> tuple[State, str]:
    """Every revision against its fingerprint."""
    total, wrong = copies.compared(path, copies.REVISIONS)
    with reading(path) as connection:
        plans = connection.execute("SELECT count(*) FROM plan").fetchone()[0]
    if wrong:
        text = _("Revisiones que no son lo que se guardó: {wrong} de {total}. Restaure una copia.")
        return State.BAD, text.format(wrong=wrong, total=total)
    text = _("Planes: {plans}; revisiones: {total}, cada una igual a lo que se guardó.")
    return State.GOOD, text.format(plans=plans, total=total)


def _surveys(path: Path) -> tuple[State, str]:
    """Every sheet and instrument of the rounds, in the same way."""
    if (found_version(path) or 0) < ROUNDS:
        return State.GOOD, _("Todavía no hay rondas.")
    total, wrong = copies.compared(path, copies.SURVEYS)
    with reading(path) as connection:
        rounds = connection.execute("SELECT count(*) FROM round").fetchone()[0]
        sheets = connection.execute("SELECT count(*) FROM sheet").fetchone()[0]
    if wrong:
        text = _("Hojas e instrumentos que no son lo que se guardó: {wrong} de {total}. Restaure una copia.")
        return State.BAD, text.format(wrong=wrong, total=total)
    text = _("Rondas: {rounds}; hojas: {sheets}, cada una igual a lo que se guardó.")
    return State.GOOD, text.format(rounds=rounds, sheets=sheets)


def _journal(path: Path) -> tuple[State, str]:
    waiting = sum(each.stat().st_size for each in journals(path) if each.exists() and not each.name.endswith("-shm"))
    if not waiting:
        return State.GOOD, _("No queda nada por pasar al archivo.")
    text = _("Hay {size} kB que pasan solos al archivo cuando el programa cierra o vuelve a abrir.")
    return State.GOOD, text.format(size=-(-waiting // 1000))


def _writer(path: Path) -> tuple[State, str]:
    if WriterLock(path).held():
        return State.GOOD, _("Está abierta en una ventana o programa.")
    return State.GOOD, _("Nadie la tiene abierta para escribir.")


# ---------------------------------------------------------------- around it


def _permissions(path: Path) -> tuple[State, str]:
    if not os.access(path if path.exists() else _folder(path), os.W_OK) or not os.access(_folder(path), os.W_OK):
        return State.DOUBTFUL, _("No se puede escribir en la biblioteca o en su carpeta.")
    if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
        return State.DOUBTFUL, _("Otros usuarios de este equipo pueden abrir el archivo de la biblioteca.")
    return State.GOOD, _("Solo este usuario puede leer y escribir el archivo.")


def _folder(path: Path) -> Path:
    """The folder of a library, or the nearest one there is above it."""
    return next(each for each in path.parents if each.exists())


def _space(path: Path) -> tuple[State, str]:
    free = shutil.disk_usage(_folder(path)).free
    text = _("Quedan {free} MB libres en el disco.").format(free=free // MEGABYTE)
    return (State.GOOD if free >= LITTLE_ROOM else State.DOUBTFUL), text


def _place(path: Path) -> tuple[State, str]:
    if on_network(path):
        text = _("Está en una unidad de red: si la red se corta al escribir puede dañarse. Mejor en este equipo.")
        return State.DOUBTFUL, text
    return State.GOOD, _("Está en un disco de este equipo.")


def _backups(path: Path) -> tuple[State, str]:
    found = backups(path)
    if not found:
        return State.DOUBTFUL if path.exists() else State.GOOD, _("No hay copias de seguridad.")
    days = (datetime.now(UTC) - found[0].when).days
    text = _("Copias de seguridad: {count}; días desde la última: {days}; planes en ella: {plans}.")
    said = text.format(count=len(found), days=max(days, 0), plans=found[0].plans)
    return (State.GOOD if days < OLD else State.DOUBTFUL), said


def _unsaved(path: Path) -> tuple[State, str]:
    unsaved = Unsaved(path, lambda: None)
    count = len(unsaved.left()) + len(unsaved.left_sheets())
    if count:
        text = _("Planes u hojas que esperan a que la biblioteca se pueda escribir: {count}.")
        return State.DOUBTFUL, text.format(count=count)
    return State.GOOD, _("No hay nada que no se haya podido guardar.")


def _fonts(_path: Path) -> tuple[State, str]:
    for name in FONTS:
        with (RESOURCES / "fonts" / name).open("rb") as file:
            if file.read(4) != _TRUETYPE:
                return State.BAD, _("Las letras del informe están dañadas: instale el programa otra vez.")
    return State.GOOD, _("Las letras del informe están completas.")


_INSIDE = {
    "integrity": _integrity, "contents": _contents, "surveys": _surveys, "journal": _journal, "writer": _writer,
}  # fmt: skip
_AROUND = {
    "permissions": _permissions, "space": _space, "place": _place, "backups": _backups, "unsaved": _unsaved,
    "fonts": _fonts,
}  # fmt: skip


def _versions() -> dict[str, str]:
    """The program's version and what it runs on."""
    found = {
        "workbench": __version__,
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        platform.system(): f"{platform.release()} {platform.machine()}",
    }
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # a frozen program may leave out what says it
            continue
    return found
