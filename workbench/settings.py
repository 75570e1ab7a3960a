"""What the program remembers of its user between sessions: one small JSON file."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from workbench.limits import Refused, json_value, read
from workbench.paths import user_config, write_whole

NAME = "settings.json"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Settings:
    """``country``: how typed numbers are read, '' until the user was asked. ``theme``: system, light or dark.

    ``text`` is the size of text in percent of the usual one. ``geometry`` is the window's place in its toolkit's own
    text form.
    """

    country: str = ""
    theme: str = "system"
    text: str = "100"
    geometry: str = ""

    def with_(self, **changes: str) -> Settings:
        """These settings with some changed."""
        return replace(self, **changes)


def settings_file() -> Path:
    """Where the settings are."""
    return user_config() / NAME


def load(path: Path | None = None) -> Settings:
    """The settings kept; the usual ones where there are none. A damaged file is kept aside as ``.damaged``."""
    path = path or settings_file()
    if not path.exists():
        return Settings()
    try:
        return _settings(json_value(read(path, _MOST_BYTES)))
    except (Refused, TypeError):
        with contextlib.suppress(OSError):
            path.replace(path.with_name(path.name + ".damaged"))
        return Settings()


def _settings(kept: Any) -> Settings:
    """Unknown settings, of a newer program, are passed over. Raises TypeError for what is none."""
    if not isinstance(kept, dict):
        raise TypeError
    known = {field.name: kept[field.name] for field in fields(Settings) if field.name in kept}
    if not all(isinstance(value, str) for value in known.values()):
        raise TypeError
    return Settings(**known)


def save(settings: Settings, path: Path | None = None) -> None:
    """Keep the settings: the file is replaced whole or stays. Raises OSError."""
    path = path or settings_file()
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(path, text.encode(), private=True)
