"""The results of a round in spreadsheets: the tables that stand on screen, with exact numbers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from survey.rooms import random_room
from workbooks import sheets

from workbench.exchange.survey_tables import results_csv, results_tables, results_workbook
from workbench.formats import Formats
from workbench.survey.results import RoomResults
from workbench.survey.shipped import shipped

GOLDEN = Path(__file__).parents[1] / "golden" / "survey_dimensions.csv"


@pytest.fixture(scope="module")
def room() -> RoomResults:
    return random_room(shipped("sustainability"), 12, waves=2)


def test_csv_in_the_form_of_a_country_and_plain(room: RoomResults) -> None:
    tables = results_tables(room, None, Formats("CO", "es"))
    assert results_csv(tables, ",")["dimensions"] == GOLDEN.read_bytes()
    plain = results_csv(tables, None)
    assert set(plain) == {table.id for table in tables}
    rows = list(csv.reader(io.StringIO(plain["projects"].decode("utf-8-sig"))))
    best = room.ranking[0]
    assert float(rows[1][3]) == float(best.overall)  # type: ignore[arg-type]
    assert len(rows) == 13


def text(workbook: bytes) -> bytes:
    """The words of a workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read("xl/sharedStrings.xml")


def test_a_workbook_has_a_sheet_for_each_table_with_numbers_behind_the_words(room: RoomResults) -> None:
    data = results_workbook(room)
    assert data == results_workbook(room)
    made = sheets(data)
    assert b"no para la sala" in text(data)
    assert b"no para la sala" not in text(results_workbook(room, room.ranking[3]))
    tables = results_tables(room, None, Formats("CO", "es"))
    assert len(made) == 1 + len(tables)
    assert list(made)[:3] == ["Ronda", "Dimensiones", "Proyectos"]
    for name, table in zip(list(made)[1:], tables, strict=True):
        xml = made[name]
        assert 'topLeftCell="B4"' in xml
        assert "<autoFilter" in xml
        assert len(re.findall(r"<row ", xml)) == 3 + len(table.rows)
        numbers = [cell.number for row in table.rows for cell in row.cells if cell.number is not None]
        written = [float(value) for value in re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?><v>([^<]*)</v>', xml)]
        assert written == pytest.approx(numbers, rel=1e-15)


def test_a_project_s_workbook_is_of_it_alone_and_in_the_language_asked_for(room: RoomResults) -> None:
    made = sheets(results_workbook(room, room.ranking[3], "es"))
    assert list(made) == ["Ronda", "Dimensiones", "Próximos pasos", "Qué cambió", "Preguntas"]


def test_sheets_of_one_name_are_told_apart_and_hostile_texts_stay_texts() -> None:
    cluster = shipped("cluster")
    benchmarks = tuple(each.with_(title=cluster.benchmarks[0].title) for each in cluster.benchmarks)
    questioned = cluster.with_(benchmarks=benchmarks)
    results = random_room(questioned, 6)
    projects = (results.round.projects[0].with_(name='=HYPERLINK("x")'), *results.round.projects[1:])
    hostile = RoomResults(
        results.round.with_(title="[=1+1]", projects=projects), questioned, results.projects, changed=results.changed
    )
    made = sheets(results_workbook(hostile))
    assert len(made) == len({name.casefold() for name in made})
    assert not any("<f>" in xml for xml in made.values())
    assert all(len(name) <= 31 for name in made)
