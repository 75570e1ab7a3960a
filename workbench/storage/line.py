"""The connection to one library file, and whether that file is still the one at its path."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.storage.database import connect
from workbench.storage.header import read_only

if TYPE_CHECKING:
    from workbench.storage.round_store import RoundStore
    from workbench.storage.store import Store


class Line:
    """An open library file."""

    def __init__(self, path: Path, write: bool) -> None:
        """Raises LibraryReadOnly, sqlite3.Error, OSError."""
        if write and not os.access(path, os.W_OK):
            raise read_only(path)
        self._path = path
        self._identity = _identity(path)
        self.connection = connect(path, write)

    @cached_property
    def store(self) -> Store:
        """What writes to it, loaded with the first edit."""
        from workbench.storage.store import Store

        return Store(self.connection)

    @cached_property
    def surveys(self) -> RoundStore:
        """What reads and writes surveys, loaded with the first."""
        from workbench.storage.round_store import RoundStore

        return RoundStore(self.connection)

    def still_there(self) -> bool:
        """Whether what is written goes to the file at our path. A removed file takes writes and forgets them."""
        try:
            return _identity(self._path) == self._identity
        except OSError:
            return False

    def close(self) -> None:
        """Let go of the file, there or not."""
        if "store" in self.__dict__:
            self.store.close()
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
