"""The reports of a survey as their readers meet them: they say what the results say, and are tagged as the plan's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from pdf_reading import Heard
from pdf_rules import problems
from survey.instruments import a_round, mixed, sheet
from survey.rooms import random_room, random_round, random_sheets
from test_vera import judge

from workbench.formats import Formats
from workbench.report.blocks import Heading, Table
from workbench.report.pdf import SIDE
from workbench.report.survey_report import project_pdf, room_pdf, room_report
from workbench.survey.charts import room_charts
from workbench.survey.results import RoomResults, room_results
from workbench.survey.sheet import Answer
from workbench.survey.shipped import shipped
from workbench.survey.tables import room_tables

Made = Callable[[str], Path]


def rooms() -> dict[str, RoomResults]:
    """A full room of two waves, one project alone, numbers, a workshop, nothing answered."""
    forty = shipped("sustainability")
    empty = random_round(forty, 5)
    twice = random_sheets(forty, empty)[0]
    other = twice.with_(id=random_round(forty, 4).id, consent=False)
    return {
        "room": random_room(forty, 50, waves=2),
        "one": random_room(shipped("cluster"), 1),
        "monitoring": random_room(shipped("monitoring"), 12, waves=2),
        "workshop": random_room(shipped("workshop"), 8),
        "nothing": room_results(empty, forty, [other]),
    }


@pytest.fixture(scope="module")
def found() -> dict[str, RoomResults]:
    return rooms()


@pytest.fixture(scope="module")
def made(found: dict[str, RoomResults], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The file of a room by name; of a project of it where the name ends so."""
    folder = tmp_path_factory.mktemp("surveyed")

    def make(name: str) -> Path:
        room, _dot, kind = name.partition(".")
        path = folder / f"{name}.pdf"
        if not path.exists():
            results = found[room]
            path.write_bytes(project_pdf(results, results.ranking[0]) if kind else room_pdf(results))
        return path

    return make


NAMES = ("room", "room.project", "one", "monitoring", "monitoring.project", "workshop", "nothing")


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_is_broken_and_nothing_leaves_the_margins(made: Made, name: str) -> None:
    assert problems(made(name)) == []
    with pdfplumber.open(made(name)) as pdf:
        for page in pdf.pages:
            chars = (char for char in page.chars if char["text"].strip())
            assert all(char["x0"] >= SIDE - 1 and char["x1"] <= page.width - SIDE + 1 for char in chars)


@pytest.mark.needs("java")
def test_the_independent_judge_finds_nothing(made: Made) -> None:
    assert set(judge(made("room"), made("room.project")).values()) == {("true", "")}


def test_the_room_s_report_says_every_table_and_chart_of_the_results(made: Made, found: dict[str, RoomResults]) -> None:
    heard, formats = Heard(made("room")), Formats("CO", "es")
    for table in room_tables(found["room"], formats, named=False):
        head, *rows = heard.table(table.title)
        assert [" ".join(cell.split()) for cell in head] == list(table.heads)
        assert len(rows) == len(table.rows)
        assert rows[0] == [" ".join(cell.text.split()) for cell in table.rows[0].cells]
        assert rows[-1] == [" ".join(cell.text.split()) for cell in table.rows[-1].cells]
    words = " ".join(heard.text(node) for node in heard.tree)
    assert not any(each.project.name in words for each in found["room"].projects)  # three people at most for each
    blocks = room_report(found["room"], named=True).blocks
    told = {block.caption: len(block.rows) for block in blocks if isinstance(block, Table)}
    assert told == {table.title: len(table.rows) for table in room_tables(found["room"], formats)}
    figures = list(heard.elements("Figure"))
    charts = room_charts(found["room"], formats)
    assert {figure["alt_text"] for figure in figures} == {chart.alt for chart in charts.values()}
    first = " ".join(heard.text(node) for node in heard.elements("P", "TD") if node["page_number"] in (None, 1))
    for said in ("2026, comparada con 2025 · 20 de noviembre de 2026", "personas: 99 · proyectos: 50 de 50"):
        assert said in first


def test_a_project_s_report_says_its_steps_and_nothing_of_another(made: Made, found: dict[str, RoomResults]) -> None:
    results = found["room"]
    project = results.ranking[0]
    heard = Heard(made("room.project"))
    steps = heard.table("Tres próximos pasos")[1:]
    assert [step[1] for step in steps] == [str(item.action) for item in project.weakest]
    assert len(heard.table("Todas las preguntas")) == 41
    assert len(heard.table("Qué movió el puntaje")) > 2
    with pikepdf.open(made("room.project")) as pdf:
        assert len(pdf.pages) <= 4
        assert not pdf.attachments
    text = " ".join(heard.text(node) for node in heard.tree)
    assert all(other.project.code not in text for other in results.ranking[1:])


def test_what_has_no_score_is_told_by_its_numbers_and_choices(made: Made, found: dict[str, RoomResults]) -> None:
    monitored = Heard(made("monitoring"))
    assert len(monitored.table("Indicadores")) == 1 + len(shipped("monitoring").items)
    assert monitored.table("Indicadores por país")[0][1] == "País"
    assert not any("Nivel" in cell for cell in monitored.table("Los proyectos")[0])
    assert len(Heard(made("monitoring.project")).table("Indicadores")) == 1 + len(shipped("monitoring").items)
    chosen = Heard(made("workshop")).table("Cuántas personas eligieron")[1:]
    tallied = found["workshop"].tallies["W2a"]
    assert [int(row[2]) for row in chosen[:4]] == list(tallied.counts.values())  # type: ignore[union-attr]


def test_what_was_written_is_for_who_leads_however_long_it_is(tmp_path: Path) -> None:
    instrument = mixed()
    of = a_round(instrument)
    words = ["una línea\n" * 90, "w" * 3000, "*", "=1+1", "Fin"]
    given = [{"O1": Answer(choice="a"), "T1": Answer(text=word)} for word in words]
    results = room_results(of, instrument, [sheet(of, each, respondent=f"R{at}") for at, each in enumerate(given)])
    (tmp_path / "room.pdf").write_bytes(room_pdf(results, named=True))
    heard = Heard(tmp_path / "room.pdf")
    items = [heard.text(node) for node in heard.elements("LI")]
    assert [item for item in items if item.endswith(("Fin", "=1+1"))] == ["•=1+1", "•Fin"]
    assert "Lo que se escribió" not in [heading.text for heading in room_report(results).blocks
                                       if isinstance(heading, Heading)]  # fmt: skip


def test_nothing_answered_says_so_and_why(made: Made) -> None:
    heard = Heard(made("nothing"))
    assert "Todavía no hay hojas que se puedan contar." in [heard.text(node) for node in heard.elements("P")]
    assert heard.table("Hojas que no cuentan")[1:] == [["No hay consentimiento.", "1"]]
    assert not list(heard.elements("Figure"))


def test_the_same_results_make_the_same_bytes_and_say_which_they_are_in_any_language(
    found: dict[str, RoomResults],
) -> None:
    results = found["one"]
    assert room_pdf(results) == room_pdf(results)
    assert room_report(results).fingerprint == room_report(rooms()["one"]).fingerprint
    assert room_report(results).fingerprint != room_report(found["workshop"]).fingerprint
    assert any(isinstance(block, Table) for block in room_report(results).blocks)


def test_paper_is_that_of_the_projects_country(made: Made) -> None:
    with pikepdf.open(made("room")) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 612, 792]
