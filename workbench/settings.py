"""What the program remembers of its user between sessions: one small JSON file."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from workbench.i18n import LANGUAGES, N_, system_language
from workbench.limits import Refused, json_value, read
from workbench.paths import user_config, write_whole

NAME = "settings.json"
_MOST_BYTES = 1_000_000
_BY_NAME = ("tables", "places")
"""The settings that are many, each by its name."""


@dataclass(frozen=True)
class Settings:
    """``country``: how typed numbers are read, '' until the user was asked. ``theme``: ``system`` or one shipped.

    ``language`` is that of the screen, '' for the system's; ``report_language`` that of PDFs, '' for the screen's.
    ``amounts`` is what the amounts of computed tables are counted in, 'auto' for what suits the plan. ``text`` is the
    size of text in percent of the usual one. ``geometry`` is the window's place in its toolkit's own text form.
    ``tables`` says by table how its columns stand, as ``ui.grid_columns`` writes it; ``places`` by plan where its user
    left it, as ``ui.open_plans`` writes it, last left last.
    """

    country: str = ""
    theme: str = "system"
    text: str = "100"
    language: str = ""
    report_language: str = ""
    amounts: str = "auto"
    geometry: str = ""
    tables: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def with_(self, **changes: Any) -> Settings:
        """These settings with some changed."""
        return replace(self, **changes)


CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "language": (("", N_("El del sistema")), *LANGUAGES.items()),
    "report_language": (("", N_("El de la pantalla")), *LANGUAGES.items()),
    "amounts": (
        ("auto", N_("Lo que convenga a cada plan")),
        ("units", N_("Unidades")),
        ("thousands", N_("Miles")),
        ("millions", N_("Millones")),
    ),
}
"""What some settings may be, each with its label; languages are shown by their own names."""
AMOUNTS = tuple(code for code, _label in CHOICES["amounts"])


def settings_file() -> Path:
    """Where the settings are."""
    return user_config() / NAME


def load(path: Path | None = None) -> Settings:
    """The settings kept; the usual ones where there are none. A damaged file is kept aside as ``.damaged``."""
    path = path or settings_file()
    if not os.access(path, os.F_OK):  # where its folder is another user's, Path.exists fails
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
    known = {each.name: kept[each.name] for each in fields(Settings) if each.name in kept}
    texts = [value for name, value in known.items() if name not in _BY_NAME]
    for name in _BY_NAME:
        if not isinstance(by_name := known.get(name, {}), dict):
            raise TypeError
        texts += by_name.values()
    if not all(isinstance(each, str) for each in texts):
        raise TypeError
    return Settings(**known)


def screen_language(settings: Settings) -> str:
    """The language of the texts: the one chosen, else the system's where it is one of ours, else Spanish."""
    return settings.language if settings.language in LANGUAGES else system_language()


def report_language(settings: Settings) -> str:
    """The language of PDFs: the one chosen, else that of the screen."""
    return settings.report_language if settings.report_language in LANGUAGES else screen_language(settings)


def save(settings: Settings, path: Path | None = None) -> None:
    """Keep the settings: the file is replaced whole or stays. Raises OSError."""
    path = path or settings_file()
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(path, text.encode(), private=True)
