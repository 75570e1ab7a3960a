"""What is locked can be installed where the program is not tested: every wheel is there for Windows and for a Mac."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOCK = Path(__file__).resolve().parents[1] / "requirements-build.lock"
PLATFORMS = ("win_amd64", "macosx_15_0_arm64")
OFFLINE = ("Temporary failure in name resolution", "Network is unreachable", "Connection refused", "getaddrinfo failed")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_locked_wheel_is_there(platform: str, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--dry-run", "--quiet", "--no-deps"]
    what = ["--require-hashes", "--only-binary", ":all:", "--platform", platform, "--python-version", "3.11"]
    command = [*pip, *what, "--ignore-installed", "--target", str(tmp_path), "-r", str(LOCK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and any(word in done.stderr for word in OFFLINE) and os.environ.get("CI") != "true":
        pytest.skip("there is no network")
    assert done.returncode == 0, done.stderr
