"""Care of the library: backups, restoring one, and a look at how it is."""

from __future__ import annotations

import json
import sqlite3
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.reading import BadUse
from workbench.cli.tables import table
from workbench.i18n import _
from workbench.paths import library_file
from workbench.storage.header import LibraryDamaged, LibraryForeign, damaged, found_version, told

if TYPE_CHECKING:
    from workbench.storage.backup import Backup


def backup(asked: Namespace) -> int:
    """A backup now, beside the library or as a file; prints its path. The window may be open."""
    from workbench.storage.backup import back_up, is_spoilt, write_copy

    path = library_file(asked.library)
    if found_version(path) is None:
        raise BadUse(_("Todavía no hay una biblioteca."))
    target: Path | None = asked.output
    if target is None:
        print(back_up(path).path)
        if is_spoilt(path):
            print(damaged(path), file=sys.stderr)
        return 0
    if target.exists() and (target.is_dir() or target.samefile(path)):
        raise BadUse(_("«{file}» no puede ser la copia: elija otro nombre.").format(file=target))
    try:
        write_copy(path, target.absolute())
    except (sqlite3.Error, OSError) as error:
        text = _("No se puede escribir «{file}»: {why}")
        raise BadUse(text.format(file=target, why=told(target, error))) from error
    print(target)
    return 0


def restore(asked: Namespace) -> int:
    """Put a backup in the library's place, or list what there is."""
    path = library_file(asked.library)
    if asked.list:
        _list(path, asked.json)
        return 0
    from workbench.storage.restore import restore as put_back

    chosen = _chosen(path, asked.backup)
    try:
        done = put_back(path, chosen)
    except (LibraryDamaged, LibraryForeign) as error:
        if chosen.name in str(error):
            raise BadUse(str(error)) from error
        raise
    print(_("Se restauró la copia {backup}.").format(backup=chosen.name))
    for sentence in done.difference.sentences():
        print(sentence)
    if done.kept:
        print(_("Lo que había está en {file}").format(file=done.kept))
    return 0


def doctor(asked: Namespace) -> int:
    """How the library and the program are, without amounts or names; 1 when something asks for attention."""
    from workbench.storage.doctor import State, examine

    found = examine(library_file(asked.library))
    if asked.json:
        checks = [vars(each) for each in found.checks]
        print(json.dumps({"checks": checks, "versions": found.versions}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(found.lines()))
    if found.trouble:
        raise found.trouble
    return int(found.state is not State.GOOD)


def _list(path: Path, as_json: bool) -> None:
    from workbench.storage.backup import backups

    found = backups(path)
    if as_json:
        print(json.dumps([_told(each) for each in found], ensure_ascii=False, indent=2))
        return
    head = (_("Copia"), _("Hecha"), _("Planes"), _("kB"))
    rows = [
        (each.path.name, f"{each.when.astimezone():%Y-%m-%d %H:%M}", str(each.plans), str(each.size // 1000))
        for each in found
    ]
    print("\n".join(table([head, *rows], right=(2, 3)) if rows else [_("No hay copias de seguridad.")]))


def _told(each: Backup) -> dict[str, object]:
    when = each.when.isoformat()
    return {"number": each.number, "file": str(each.path), "when": when, "size": each.size, "plans": each.plans}


def _chosen(path: Path, name: str | None) -> Path:
    """The backup meant: the newest, one by its number or name, or any file. Raises BadUse."""
    from workbench.storage.backup import backups

    found = backups(path)
    if name is None:
        if not found:
            raise BadUse(_("No hay copias de seguridad de esta biblioteca."))
        return found[0].path
    named = [each.path for each in found if name in (each.path.name, str(each.number))]
    if not named and not Path(name).is_file():
        raise BadUse(_("No hay una copia «{name}»; «workbench restore --list» las muestra.").format(name=name))
    return named[0] if named else Path(name).absolute()
