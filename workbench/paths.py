"""Where the program's own files and the user's data are."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import platformdirs

APPLICATION = "sustainability-workbench"
RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def resource(name: str) -> Path:
    """A shipped file or folder, such as ``fonts/DejaVuSansCondensed.ttf``.

    Resources lie beside the package, in the source tree and where it is installed alike.
    Raises FileNotFoundError when the program was installed without it.
    """
    path = RESOURCES / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def portable_data() -> Path | None:
    """The folder ``data`` beside a built program that carries its plans along, on a stick; None where there is none."""
    folder = Path(sys.executable).parent / "data"
    return folder if getattr(sys, "frozen", False) and folder.is_dir() else None


def user_data() -> Path:
    """The folder of this user's plans; made when it is first needed, for this user alone."""
    return _made(portable_data() or platformdirs.user_data_path(APPLICATION, appauthor=False))


def user_config() -> Path:
    """The folder of this user's settings."""
    return _made(portable_data() or platformdirs.user_config_path(APPLICATION, appauthor=False))


def user_log() -> Path:
    """The folder of the log files."""
    return _made(portable_data() or platformdirs.user_log_path(APPLICATION, appauthor=False))


def _made(folder: Path) -> Path:
    """A folder, made where it can be; where it cannot, whoever writes to it says so, and all else works."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def library_file(named: Path | str | None = None) -> Path:
    """The library: ``named``, else the file ``WORKBENCH_LIBRARY`` names, else one in the user's data folder.

    A link is followed: the lock and the backups are beside the file itself, whatever it is opened by.
    """
    named = named or os.environ.get("WORKBENCH_LIBRARY")
    path = Path(named).expanduser() if named else user_data() / "library.db"
    return Path(os.path.realpath(path))  # unlike Path.resolve, it leaves a link to itself to whoever opens it


def write_whole(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file durably, whole or not at all: what stood there before stays until the end. Raises OSError.

    ``private``: for its owner alone, whatever others are usually allowed.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            _permit(Path(name), path)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _permit(fresh: Path, path: Path) -> None:
    """Give a new file the rights of the one it replaces, else those any new file of this user gets."""
    if path.exists():
        fresh.chmod(path.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    fresh.chmod(0o666 & ~mask)
