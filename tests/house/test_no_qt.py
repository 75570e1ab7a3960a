"""A sub-command of the command line never imports Qt."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from source_files import ROOT

SAMPLE = "farmacias"
COMMANDS = {
    "samples": ["--json"],
    "plans": ["--json"],
    "new": ["--template", SAMPLE],
    "export": [SAMPLE, "-o", "plan.json"],
    "template": ["-o", "t.xlsx"],
    "import": ["plan.json", "t.xlsx"],
    "figures": [SAMPLE, "--json"],
    "statements": [SAMPLE, "--json"],
    "explain": [SAMPLE, "break_even.sales"],
    "check": [SAMPLE],
    "verify": ["plan.pdf"],
    "portfolio": ["plan.json", "--json"],
    "survey": ["new", "Sala", "--plans"],
    "backup": [],
    "restore": [],
    "doctor": [],
    "method": [],
    "schema": [],
}
SURVEYS = [
    ["instruments"],
    ["export", "Sala", "-o", "a.round"],
    ["export", "Sala", "-o", "f.xlsx"],
    ["import", "a.round"],
    ["results", "Sala"],
    ["rounds"],
]
SCRIPT = """
import contextlib, io, json, sys
from workbench.__main__ import main
codes = {}
for command in json.loads(sys.argv[1]):
    sys.argv[:] = ["workbench", *command]
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            codes[" ".join(command)] = main()
        except SystemExit as end:
            codes[" ".join(command)] = end.code
qt = sorted(name for name in sys.modules if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"})
print(json.dumps({"codes": codes, "qt": qt}))
"""


def test_no_sub_command_imports_qt(tmp_path: Path) -> None:
    commands = [[name, *arguments] for name, arguments in COMMANDS.items()]
    commands.insert(4, ["export", SAMPLE, "-o", "plan.pdf"])
    at = commands.index(["survey", *COMMANDS["survey"]]) + 1
    commands[at:at] = [["survey", *arguments] for arguments in SURVEYS]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(commands)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["qt"] == []
    assert {command: code for command, code in seen["codes"].items() if code not in (0, None, 1)} == {}, done.stderr
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_every_sub_command_is_tried() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    listed = re.search(r"\{([a-z,]+)\}", done.stdout)
    assert listed is not None, done.stderr
    assert set(listed[1].split(",")) == set(COMMANDS)
