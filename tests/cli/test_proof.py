"""``workbench verify``: what it says, and how it ends."""

from __future__ import annotations

from pathlib import Path

import altering
import pikepdf
import pytest
from cli_program import Run

from workbench.engine.projection import project
from workbench.model.plan import Plan
from workbench.report.plan_report import plan_pdf


@pytest.fixture(scope="session")
def printed(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("printed") / "plan.pdf"
    path.write_bytes(plan_pdf(project(plan)))
    return path


def test_an_untouched_pdf_is_equal(run: Run, printed: Path) -> None:
    done = run("verify", printed)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Todo lo que imprime el PDF es lo que da el plan adjunto.\n")


def test_differences_are_listed(run: Run, printed: Path, tmp_path: Path) -> None:
    with pikepdf.open(printed) as pdf:
        figures = pdf.attachments["figures.json"].get_file().read_bytes()
        other = figures.replace(b'"value":null', b'"value":7', 1)
        pdf.attachments["figures.json"] = pikepdf.AttachedFileSpec(pdf, other, filename="figures.json")
        pdf.save(tmp_path / "other.pdf")
    told = run("verify", "other.pdf")
    assert told.code == 1
    assert told.out.startswith("Hay 1 diferencia.\n")
    assert "impreso 7" in told.out
    found = run("verify", "other.pdf", "--json").json
    assert (found["equal"], found["identical"], found["left_off"]) == (False, False, 0)
    assert found["fingerprint"]["printed"] == found["fingerprint"]["attached"]
    (one,) = found["differences"]
    assert (one["kind"], one["page"], one["version"]) == ("figures", None, "no")


def test_what_cannot_be_verified_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert "notes.pdf: El PDF está dañado" in run("verify", "notes.pdf").refused(2)
    assert "missing.pdf" in run("verify", "missing.pdf").refused(2)


def test_each_of_several_has_its_own_result(run: Run, printed: Path, tmp_path: Path) -> None:
    """One as it was printed, one with a digit altered, one of somebody else, one that is not there."""
    with altering.opened(printed.read_bytes()) as pdf:
        assert altering.retyped(pdf, 1, altering.digit())
        altering.written(pdf, tmp_path / "altered.pdf")
    with pikepdf.new() as other:
        other.add_blank_page()
        other.save(tmp_path / "foreign.pdf")
    told = run("verify", printed, "altered.pdf", "foreign.pdf")
    first, second = told.out.split("\n\naltered.pdf: ")
    assert first.startswith(f"{printed}: Todo lo que imprime el PDF es lo que da el plan adjunto.\n")
    assert second.startswith("Hay 1 diferencia.\n")
    assert "página 2: " in second
    assert told.out.endswith("PDF: 3 · iguales: 1 · con diferencias: 1 · sin verificar: 1.\n")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert told.err.startswith("workbench: foreign.pdf: ")
    plain = run("verify", "foreign.pdf", "missing.pdf", "--json")
    assert [(each["file"], each["equal"]) for each in plain.json] == [("foreign.pdf", None), ("missing.pdf", None)]
    assert "missing.pdf" in plain.json[1]["refused"]
    assert plain.code == 2
