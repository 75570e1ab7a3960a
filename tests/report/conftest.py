"""The reports every test here looks at, drawn once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdf_samples
import pytest

from workbench.report.blocks import Report
from workbench.report.pdf import render


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of the sample report with this name."""
    folder = tmp_path_factory.mktemp("drawn")

    def draw(name: str) -> Path:
        target = folder / f"{name}.pdf"
        if not target.exists():
            report: Report = getattr(pdf_samples, name)()
            target.write_bytes(render(report, pdf_samples.attachments()))
        return target

    return draw
