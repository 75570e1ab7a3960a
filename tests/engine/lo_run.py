"""Starts ``lo_check.py`` under the Python that has LibreOffice's bridge: its own, or the system's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

CHECK = Path(__file__).parent / "lo_check.py"


def recalculated(folder: Path, patience: float = 240) -> dict[str, Any]:
    """What LibreOffice found in a folder of workbooks, by workbook; ``patience``: how many seconds it may take."""
    own = Path(shutil.which("soffice") or "").resolve().parent / "python"
    python = own if own.exists() else Path("/usr/bin/python3")
    done = subprocess.run(
        [python, CHECK, folder], capture_output=True, text=True, timeout=patience, check=False,
        env=os.environ | {"HOME": str(folder), "PYTHONPATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
