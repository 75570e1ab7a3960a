"""The plan out of a PDF, and PDFs that mean harm."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from generator import random_plan

from workbench import limits
from workbench.exchange import pdf_plan
from workbench.exchange.plan_file import PlanRefused
from workbench.model import payload

PLAN = random_plan(7)
DATA = payload.dump(PLAN)


def pdf(path: Path, attached: dict[str, bytes], named: str = "", **how: Any) -> Path:
    """A PDF of one page with attachments, whose metadata names a fingerprint."""
    with pikepdf.new() as made:
        made.add_blank_page()
        for name, data in attached.items():
            made.attachments[name] = pikepdf.AttachedFileSpec(made, data, filename=name, mime_type="application/json")
        with made.open_metadata() as metadata:
            metadata["dc:title"] = "Plan"
            if named:
                metadata["dc:identifier"] = payload.IDENTIFIER + named
        made.save(path, **how)
    return path


def sentence(path: Path) -> str:
    with pytest.raises(PlanRefused) as refused:
        pdf_plan.read(path)
    return str(refused.value)


def test_the_plan_comes_out_as_it_went_in(tmp_path: Path) -> None:
    attached = {"plan.json": DATA, "figures.json": b"[]", "photo.png": b"\x89PNG"}
    packed = pikepdf.ObjectStreamMode.generate
    found = pdf_plan.read(pdf(tmp_path / "a.pdf", attached, payload.fingerprint(DATA), object_stream_mode=packed))
    assert (found.plan, found.figures) == (PLAN, b"[]")
    assert found.attached == found.printed == payload.fingerprint(DATA)
    assert found.matches


def test_another_plan_than_the_printed_one_is_told(tmp_path: Path) -> None:
    found = pdf_plan.read(pdf(tmp_path / "a.pdf", {"plan.json": DATA}, "0" * 64))
    assert (found.plan, found.figures, found.printed, found.matches) == (PLAN, None, "0" * 64, False)
    unnamed = pdf_plan.read(pdf(tmp_path / "b.pdf", {"plan.json": DATA}))
    assert (unnamed.plan, unnamed.printed, unnamed.matches) == (PLAN, None, False)


def test_a_pdf_without_a_plan_is_refused(tmp_path: Path) -> None:
    assert "no lleva un plan dentro" in sentence(pdf(tmp_path / "a.pdf", {}))
    assert "no lleva un plan dentro" in sentence(pdf(tmp_path / "b.pdf", {"figures.json": b"[]"}))


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"PK\x03\x04")
    assert sentence(tmp_path / "a.pdf") == "No es un PDF: elija el que escribió este programa."
    assert "No se puede leer" in sentence(tmp_path / "missing.pdf")


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(owner="director", user="secreto")
    assert "contraseña" in sentence(pdf(tmp_path / "a.pdf", {"plan.json": DATA}, encryption=locked))


def test_a_pdf_cut_short_is_refused(tmp_path: Path) -> None:
    whole = pdf(tmp_path / "a.pdf", {"plan.json": DATA}).read_bytes()
    for part in (3, 2):
        (tmp_path / "b.pdf").write_bytes(whole[: len(whole) // part])
        assert sentence(tmp_path / "b.pdf") == "El PDF está dañado y no se puede leer: pida otra copia."


def test_a_huge_pdf_and_a_huge_plan_are_refused(tmp_path: Path) -> None:
    with pdf(tmp_path / "a.pdf", {"plan.json": DATA}).open("ab") as file:
        file.truncate(limits.PDF_BYTES + 1)
    assert "demasiado grande" in sentence(tmp_path / "a.pdf")
    assert "demasiado grande" in sentence(pdf(tmp_path / "b.pdf", {"plan.json": b" " * (limits.PLAN_BYTES + 1)}))


def test_a_pdf_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = pdf(tmp_path / "a.pdf", {"plan.json": DATA, "zeros": bytes(limits.INFLATED_BYTES + limits.MEGABYTE)})
    assert bomb.stat().st_size < limits.MEGABYTE
    assert "Al descomprimirse" in sentence(bomb)


def test_the_plan_inside_is_as_hostile_as_any_file(tmp_path: Path) -> None:
    crooked = DATA.replace(b'"sources":[{', b'"sources":[{"surprise":1,', 1)
    assert sentence(pdf(tmp_path / "a.pdf", {"plan.json": crooked})) == "sources/0/surprise: Campo desconocido."
    assert "niveles" in sentence(pdf(tmp_path / "b.pdf", {"plan.json": b"[" * 5000}))
    newer = DATA.replace(b"sustainability-plan/3", b"sustainability-plan/4")
    assert "programa más nuevo" in sentence(pdf(tmp_path / "c.pdf", {"plan.json": newer}))


def test_a_spoilt_pdf_is_read_or_refused_and_nothing_else(tmp_path: Path, logged_warnings: list[str]) -> None:
    whole, dice = pdf(tmp_path / "a.pdf", {"plan.json": DATA}).read_bytes(), random.Random(5)
    spoilt, answers = tmp_path / "b.pdf", set()
    for _turn in range(200):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        spoilt.write_bytes(data)
        try:
            answers.add(str(pdf_plan.read(spoilt).plan.id))
        except PlanRefused as refused:
            answers.add(str(refused))
    logged_warnings.clear()
    assert len(answers) > 2
    assert not any("\n" in answer for answer in answers)
