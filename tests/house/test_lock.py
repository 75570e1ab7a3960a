"""The lock pins everything by hash and names no machine."""

from __future__ import annotations

import re
import tomllib

from source_files import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.findall(
    r"^([a-z0-9-]+)==\S+(?: ;[^\\]*)? \\\n((?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", LOCK, re.MULTILINE
)


def _plain(name: str) -> str:
    """The name of a requirement as an index spells it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name)[0]).lower()


def test_the_lock_holds_nothing_but_pins_with_hashes() -> None:
    rest = re.sub(r"^ *#.*\n", "", LOCK, flags=re.MULTILINE)
    assert len(PINNED) == sum(1 for line in rest.splitlines() if not line.startswith("    --hash=sha256:"))


def test_the_lock_names_no_host_and_no_folder() -> None:
    assert not re.findall(r"://|^-|@|(?:^|\s)/\w", LOCK, re.MULTILINE)


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [name for names in project["optional-dependencies"].values() for name in names]
    assert {_plain(name) for name in asked} <= {name for name, _hashes in PINNED}
