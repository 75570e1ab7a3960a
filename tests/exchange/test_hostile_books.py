"""Workbooks that mean harm: refused or read, in words, and nothing of them is ever followed."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from sheets_filled import Filled
from spoiling import small_book, spoiled_book

from workbench import limits
from workbench.exchange import input_book, samples
from workbench.exchange.input_sheets import InputSheets
from workbench.model.upgrade import PlanRefused

PLAN = samples.load("farmacias")
WHOLE = input_book.input_book(InputSheets(PLAN))
FIXED = "Costos · Fijo"
MUTATIONS = 200


def sentence(path: Path, data: bytes) -> str:
    """Why a file is refused."""
    path.write_bytes(data)
    with pytest.raises(PlanRefused) as refused:
        input_book.read(path, lambda _id: PLAN)
    return str(refused.value)


def repacked(data: bytes, changes: dict[str, bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """A ZIP with parts replaced, left out (None), or added."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = changes.get(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
        for name, part in (more or {}).items():
            target.writestr(name, part)
    return made.getvalue()


def part(name: str) -> bytes:
    with ZipFile(io.BytesIO(WHOLE)) as pack:
        return pack.read(name)


def sheet_of(title: str) -> str:
    """The part of a sheet."""
    names = load_workbook(io.BytesIO(WHOLE), read_only=True).sheetnames
    return f"xl/worksheets/sheet{names.index(title) + 1}.xml"


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    other = io.BytesIO()
    with ZipFile(other, "w") as pack:
        pack.writestr("word/document.xml", "<a/>")
        pack.writestr("[Content_Types].xml", "<Types/>")
    for data in (b"", b"%PDF-1.7", b"nombre;monto\r\n", other.getvalue()):
        assert sentence(path, data) == "No es un libro de Excel (.xlsx)."
    types = part("[Content_Types].xml").replace(b"sheet.main+xml", b"template.main+xml")
    assert sentence(path, repacked(WHOLE, {"[Content_Types].xml": types})) == "No es un libro de Excel (.xlsx)."
    assert "No se puede leer" in sentence_of_missing(tmp_path / "missing.xlsx")
    assert "no lo escribió este programa" in sentence(path, foreign())


def sentence_of_missing(path: Path) -> str:
    with pytest.raises(PlanRefused) as refused:
        input_book.read(path, lambda _id: None)
    return str(refused.value)


def foreign() -> bytes:
    """A workbook of somebody else."""
    from openpyxl import Workbook

    made = io.BytesIO()
    book = Workbook()
    book.active["A3"] = "plan"
    book.save(made)
    return made.getvalue()


def test_a_locked_workbook_is_refused(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert "protegido con contraseña" in sentence(tmp_path / "a.xlsx", ole + "EncryptedPackage".encode("utf-16-le"))
    assert "formato antiguo" in sentence(tmp_path / "a.xlsx", ole)


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    types = part("[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert "tiene macros" in sentence(tmp_path / "a.xlsx", repacked(WHOLE, {"[Content_Types].xml": types}))
    assert "tiene macros" in sentence(tmp_path / "a.xlsx", repacked(WHOLE, {}, {"xl/vbaProject.bin": b"\xd0\xcf"}))


def test_a_list_of_parts_nobody_can_read_is_a_damaged_workbook(tmp_path: Path) -> None:
    listed = bytearray(WHOLE)
    listed[listed.index(b"PK\x01\x02") + 6] = 98  # packed by a ZIP of version 9.8
    assert "dañado" in sentence(tmp_path / "a.xlsx", bytes(listed))


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    filled = Filled(PLAN, tmp_path)
    filled.book.create_sheet("Notas")["A1"] = "=[1]Hoja1!A1"
    filled.book.save(filled.path)
    rels = b'<Relationships><Relationship Id="rId1" Type="x" Target="file:///etc/passwd" TargetMode="External"/>'
    linked = repacked(filled.path.read_bytes(), {}, {"xl/externalLinks/_rels/externalLink1.xml.rels": rels})
    found = filled.read(data=linked)
    assert found.plan == PLAN
    assert "no cuenta" in found.notices[0]


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(WHOLE, {}, {"xl/media/a.bin": bytes(40_000_000)})
    assert len(bomb) < 1_000_000
    monkeypatch.setattr(limits, "INFLATED_BYTES", 30 * limits.MEGABYTE)
    assert "pasa de 30 MB" in sentence(tmp_path / "a.xlsx", bomb)
    monkeypatch.setattr(limits, "SHEET_BYTES", 3 * limits.MEGABYTE)
    large = part(sheet_of(FIXED)).replace(b"</sheetData>", b"</sheetData>" + b" " * 4_000_000)
    assert "hasta 3 MB" in sentence(tmp_path / "a.xlsx", repacked(WHOLE, {sheet_of(FIXED): large}))
    many = repacked(WHOLE, {}, {f"xl/media/{at}": b"" for at in range(2_001)})
    assert "Tiene más de 2000 partes" in sentence(tmp_path / "a.xlsx", many)
    monkeypatch.setattr(limits, "WORKBOOK_BYTES", limits.MEGABYTE // 100)
    assert "demasiado grande" in sentence(tmp_path / "a.xlsx", WHOLE)


def test_a_million_rows_are_refused(tmp_path: Path) -> None:
    filled = Filled(PLAN, tmp_path)
    filled.book[FIXED].cell(1_048_576, 2).value = "allá abajo"
    filled.book.save(filled.path)
    assert sentence(filled.path, filled.path.read_bytes()).startswith(f"La hoja «{FIXED}» tiene más de 20000 filas")


@pytest.mark.parametrize(
    "entity", [b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"<!DOCTYPE a [<!ENTITY x '&y;'>]>"]
)
@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/sharedStrings.xml", "sheet"])
def test_entities_are_refused(name: str, entity: bytes, tmp_path: Path) -> None:
    name = sheet_of(FIXED) if name == "sheet" else name
    spoiled = part(name).replace(b"?>\n", b"?>\n" + entity, 1)
    assert "ningún programa de hojas de cálculo" in sentence(tmp_path / "a.xlsx", repacked(WHOLE, {name: spoiled}))


def test_a_workbook_cut_short_or_missing_a_part_is_refused(tmp_path: Path) -> None:
    for length in (100, len(WHOLE) // 3, len(WHOLE) - 30):
        assert "dañado" in sentence(tmp_path / "a.xlsx", WHOLE[:length])
    assert "dañado" in sentence(tmp_path / "a.xlsx", repacked(WHOLE, {"xl/sharedStrings.xml": None}))
    twice = io.BytesIO(WHOLE)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(twice, "a") as pack:
        pack.writestr("xl/workbook.xml", b"<workbook/>")
    assert sentence(tmp_path / "a.xlsx", twice.getvalue()) == "Está dañado y no se puede leer."


def test_mutated_workbooks_are_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    path, parts = tmp_path / "a.xlsx", small_book()
    for turn in range(MUTATIONS):
        path.write_bytes(spoiled_book(parts, turn))
        with suppress(PlanRefused):
            input_book.read(path, lambda _id: None)
