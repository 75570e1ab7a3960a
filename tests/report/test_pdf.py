"""The PDF as its readers meet it: by ear, by eye, by program, and after years."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pdf_samples
import pdfplumber
import pikepdf
import pytest
from pdf_reading import Heard
from pdf_rules import problems

from workbench.report.blocks import Column, Cover, Heading, PageBreak, Row, Run, Table, Text, Toc
from workbench.report.fonts import MissingGlyph
from workbench.report.pdf import SIDE, render

Drawn = Callable[[str], Path]
BOTH = pytest.mark.parametrize("name", ["normal", "torture"])
ROOT = Path(__file__).parents[2]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@BOTH
def test_no_rule_is_broken(drawn: Drawn, name: str) -> None:
    assert problems(drawn(name)) == []


@BOTH
@pytest.mark.needs("qpdf")
def test_the_file_is_sound(drawn: Drawn, name: str) -> None:
    done = subprocess.run(["qpdf", "--check", drawn(name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_report_makes_the_same_bytes_in_every_process() -> None:
    script = (
        "import hashlib, pdf_samples as s; from workbench.report.pdf import render;"
        "print(hashlib.sha256(render(s.normal(), s.attachments())).hexdigest())"
    )
    here = hashlib.sha256(render(pdf_samples.normal(), pdf_samples.attachments())).hexdigest()
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    environment = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": paths, "TZ": "America/Bogota"}
    there = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


@BOTH
def test_the_headings_heard_are_those_of_the_report(drawn: Drawn, name: str) -> None:
    report = getattr(pdf_samples, name)()
    told = [
        (block.level, _squeezed(f"{block.number} {block.text}"))
        for block in report.blocks
        if isinstance(block, Heading)
    ]
    assert Heard(drawn(name)).headings() == told


def test_bookmarks_and_contents_lead_to_the_page_of_the_heading(drawn: Drawn) -> None:
    heard = Heard(drawn("normal"))
    pages = {heard.text(node): node["page_number"] for node in heard.elements("H1", "H2", "H3")}
    listed = {
        heard.text(entry["children"][0]): heard.own_text(entry)  # the link, then the page number
        for entry in heard.elements("Reference")
    }
    assert listed == {label: str(page) for label, page in pages.items() if label != "En palabras"}  # of level 3
    with pikepdf.open(drawn("normal")) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        reached = {str(item.title): numbers[item.destination[0].objgen] for item in _unfolded(outline.root)}
    assert reached == pages


def _unfolded(items: Iterable[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _unfolded(item.children)


def test_only_the_furniture_of_the_page_is_not_read_aloud(drawn: Drawn) -> None:
    heard = Heard(drawn("normal"))
    total = max(page for page, _mark in heard.words)
    repeated = 0
    for page, silent in heard.artifacts.items():
        furniture = f"Farmacias del CaribeSustainability Workbench 0.1.0 · 7F3A-91C2-0B4EPágina {page} de {total}"
        head = re.fullmatch(re.escape(furniture) + r"(Concepto(20\d\d)+(Parte)?)?", silent)
        assert head is not None, silent
        repeated += head[1] is not None
    assert repeated  # a head row met again on the next page
    assert sorted(heard.artifacts) == list(range(2, total + 1))  # nothing on the cover


def test_the_figures_heard_are_those_of_the_table(drawn: Drawn) -> None:
    rows = Heard(drawn("normal")).table("Ingresos por servicio y año")
    assert rows[0] == ["Concepto", "2026", "2027", "2028", "2029", "2030", "Parte"]
    assert rows[1] == ["Ingresos", "", "", "", "", "", ""]
    assert rows[2][1:] == ["122.714", "245.428", "368.142", "490.856", "613.570", "–"]
    assert rows[6][1:] == [
        "–",
        "−736.284",
        "−1.104.426",
        "−1.472.568",
        "−1.840.710",
        "10,0\u00a0%".replace("\u00a0", " "),
    ]
    assert rows[-1][1] == "sin horas"


def test_a_table_cut_by_columns_repeats_its_first_column(drawn: Drawn) -> None:
    heard = Heard(drawn("normal"))
    parts = [
        [[heard.text(cell) for cell in row["children"]] for part in table["children"][1:] for row in part["children"]]
        for table in heard.elements("Table")
        if "parte" in heard.text(table["children"][0])
    ]
    assert len(parts) == 3
    assert {tuple(row[0] for row in part) for part in parts} == {tuple(row[0] for row in parts[0])}
    assert [year for part in parts for year in part[0][1:]] == [*map(str, range(2026, 2046)), "Parte"]


def test_figures_stand_under_each_other_by_their_decimals(drawn: Drawn) -> None:
    table = Table((Column("n"), Column("x", "number", 2)), tuple(Row(("a", 10**n / 3)) for n in range(7)))
    with pdfplumber.open(_file(drawn, "decimals", table)) as pdf:
        commas = {round(char["x0"], 2) for char in pdf.pages[0].chars if char["text"] == ","}
    assert len(commas) == 1


def _file(drawn: Drawn, name: str, *blocks: Table | Heading | Text | PageBreak) -> Path:
    target = drawn("normal").with_name(f"{name}.pdf")
    target.write_bytes(render(pdf_samples.wrap(blocks)))
    return target


def test_no_row_is_torn_and_every_page_has_the_head(drawn: Drawn) -> None:
    seen: list[str] = []
    with pdfplumber.open(drawn("torture")) as pdf:
        for page in pdf.pages:
            words = [word["text"] for word in page.extract_words()]
            rows = [after for word, after in pairwise(words) if word == "fila"]
            assert not rows or ("Clave" in words and len(rows) == words.count("vínculo")), page.page_number
            seen += rows
    assert seen == [str(n) for n in range(120)]


def test_a_total_is_not_alone_on_a_page(drawn: Drawn) -> None:
    for count in range(30, 44):
        rows = (*(Row((f"fila {n}", n)) for n in range(count)), Row(("Total", 1), "total"))
        file = _file(drawn, "total", Table((Column("Concepto"), Column("COP", "money")), rows))
        with pdfplumber.open(file) as pdf:
            last = pdf.pages[-1].extract_text()
        assert "Total" in last
        assert "fila" in last, count


@BOTH
def test_nothing_leaves_the_margins(drawn: Drawn, name: str) -> None:
    with pdfplumber.open(drawn(name)) as pdf:
        outside = [
            (page.page_number, char["text"], round(char["x0"]), round(char["top"]))
            for page in pdf.pages
            for char in page.chars
            if char["text"].strip()
            and not (char["x0"] >= SIDE - 1 and char["x1"] <= page.width - SIDE + 1 and 0 < char["top"] < page.height)
        ]
    assert outside == []


def test_the_plan_travels_inside_and_is_declared_as_the_source(drawn: Drawn) -> None:
    with pikepdf.open(drawn("normal")) as pdf:
        for attached in pdf_samples.attachments():
            spec = pdf.attachments[attached.name]
            assert spec.get_file().read_bytes() == attached.data
            assert (spec.relationship, spec.description) == (pikepdf.Name.Source, attached.description)


def test_the_only_date_is_that_of_the_last_edit() -> None:
    edited = datetime(2031, 2, 3, 4, 5, 6, tzinfo=UTC)
    file = render(replace(pdf_samples.normal(), created=edited), pdf_samples.attachments())
    assert set(re.findall(rb"D:\d{14}", _plain_bytes(file))) == {b"D:20310203040506"}


def _plain_bytes(file: bytes) -> bytes:
    import io

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        pdf.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


@pytest.mark.parametrize(("character", "code"), [("💊", "U+1F48A"), ("م", "U+0645")])
def test_a_character_without_a_picture_or_from_right_to_left_is_refused_and_named(character: str, code: str) -> None:
    with pytest.raises(MissingGlyph, match=f"Botica {character} feliz") as refused:
        render(pdf_samples.wrap((Text((("Todo ", Run(f"Botica {character} feliz", bold=True)),)),)))
    assert refused.value.character == character
    assert code in str(refused.value)


def test_spanish_and_portuguese_can_be_written() -> None:
    letters = "áéíóúüñçãõâêôàÁÉÍÓÚÜÑÇÃÕÂÊÔÀ¿¡«»“”‘’—–−·•…€$¢£₡₲ªº°½²≤≥±×÷→●▲■○\u00a0"
    assert render(pdf_samples.wrap((Text((letters,)),)))


def test_a_chart_nobody_could_hear_is_refused() -> None:
    with pytest.raises(ValueError, match="Los ingresos pasan"):
        render(pdf_samples.wrap((replace(pdf_samples.money_chart(), alt=" "),)))


def test_a_link_to_no_heading_is_refused() -> None:
    with pytest.raises(KeyError, match="nada"):
        render(pdf_samples.wrap((Text((Run("aquí", link="#nada"),)),)))


def test_a_heading_stands_with_what_it_heads(drawn: Drawn) -> None:
    for lines in range(20, 33):
        story = (Text(("línea",) * lines), Heading(1, "Solo"), Heading(2, "Aún"), pdf_samples.who_pays())
        heard = Heard(_file(drawn, "headed", *story))
        places = [node["page_number"] for node in heard.elements("H1", "H2", "TH")]
        assert len(set(places[:8])) == 1, lines  # both headings, the head of the table and its first row


def test_a_cover_alone_and_contents_of_nothing_are_fine(drawn: Drawn) -> None:
    assert problems(_file(drawn, "cover", Cover("Plan", "Título"), Toc("Contenido"), Heading(1, "Uno"))) == []
