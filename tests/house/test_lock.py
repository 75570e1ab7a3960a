"""The lock pins everything by hash and names no machine."""

from __future__ import annotations

import re
import tomllib

import pytest
from source_files import ROOT

LOCKS = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-build.lock")
}
_PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ;[^\\]*)? \\\n((?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
PINNED = {name: {package: pinned for package, *pinned in _PIN.findall(text)} for name, text in LOCKS.items()}


def _plain(name: str) -> str:
    """The name of a requirement as an index spells it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_nothing_but_pins_with_hashes(name: str) -> None:
    rest = re.sub(r"^ *#.*\n", "", LOCKS[name], flags=re.MULTILINE)
    assert len(PINNED[name]) == sum(1 for line in rest.splitlines() if not line.startswith("    --hash=sha256:"))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_folder(name: str) -> None:
    assert not re.findall(r"://|^-|@|(?:^|\s)/\w", LOCKS[name], re.MULTILINE)


@pytest.mark.parametrize(("name", "extra"), [("requirements.lock", "test"), ("requirements-build.lock", "build")])
def test_everything_the_project_asks_for_is_locked(name: str, extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"][extra]
    assert {_plain(each) for each in asked} <= set(PINNED[name])


def test_what_is_built_is_what_is_tested() -> None:
    tested, built = PINNED.values()
    assert {name: pin for name, pin in built.items() if name in tested and pin != tested[name]} == {}
