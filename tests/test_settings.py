"""What is remembered between sessions, and the log."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from workbench import settings
from workbench.settings import Settings


def test_settings_are_kept_for_their_owner_alone(home: Path) -> None:
    assert settings.load() == Settings()
    settings.save(Settings(country="CO", theme="dark", geometry="AdnQ"))
    assert settings.load().with_(country="PE") == Settings("PE", "dark", geometry="AdnQ")
    assert settings.settings_file().is_relative_to(home)
    assert settings.settings_file().stat().st_mode & 0o777 == 0o600
    assert [file.name for file in settings.settings_file().parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"country": 5}', '{"country": null}', "[" * 10_000, "\udcff"])
def test_a_damaged_file_is_kept_aside(text: str) -> None:
    file = settings.settings_file()
    file.write_bytes(text.encode(errors="surrogateescape"))
    assert settings.load() == Settings()
    assert file.with_name("settings.json.damaged").read_bytes() == text.encode(errors="surrogateescape")
    assert not file.exists()


def test_a_setting_of_a_newer_program_is_passed_over() -> None:
    settings.settings_file().write_text('{"country": "CO", "telepathy": {"on": true}}', encoding="utf-8")
    assert settings.load() == Settings(country="CO")


def test_a_home_where_nothing_can_be_made_is_read_as_an_empty_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wall = home / "file"
    wall.touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(wall))
    assert settings.load() == Settings()
    with pytest.raises(OSError, match="Not a directory"):
        settings.save(Settings())


def test_a_folder_of_another_user_is_read_as_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path, *, follow_symlinks: bool = True) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(os, "access", lambda _path, _how: False)
    monkeypatch.setattr(Path, "stat", closed)  # as after the program was once run as root
    assert settings.load() == Settings()
