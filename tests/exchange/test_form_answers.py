"""Answers to a form come back from KoboToolbox and ODK: in each of their files the same, and nothing of them lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import Workbook
from survey.instruments import a_round, mixed

from workbench.exchange import xlsform_names as names
from workbench.exchange.form_answers import Answers, answers, of_rounds
from workbench.exchange.form_rows import read
from workbench.i18n import speaking
from workbench.survey import payload
from workbench.survey.answers import problems
from workbench.survey.payload import SurveyRefused
from workbench.survey.sheet import Answer, Missing

GOLDEN = Path(__file__).parents[1] / "golden" / "kobo_mixed.csv"
ROUND = a_round(mixed(), 3)
Table = list[list[str]]


def of(path: Path) -> Answers:
    return answers(read(path), mixed(), ROUND)


def table() -> Table:
    """The cells of the golden export."""
    return list(csv.reader(io.StringIO(GOLDEN.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def as_csv(rows: Table, separator: str = ",", mark: str = "") -> bytes:
    made = io.StringIO()
    csv.writer(made, delimiter=separator).writerows(rows)
    return (mark + made.getvalue()).encode()


def as_xlsx(rows: list[list[object]]) -> bytes:
    book, made = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.create_sheet("repetido").append(["_index", "_parent_index"])
    book.save(made)
    return made.getvalue()


def central(head: str) -> str:
    """A head as ODK Central writes it."""
    return {"_uuid": "KEY", "_submission_time": "SubmissionDate"}.get(head, head.replace("/", "-"))


def relabelled(rows: Table, language: str) -> Table:
    """The export with labels instead of names, of columns and of options."""
    with speaking(language):
        labels = {each.name: each.label for each in names.all_questions(mixed())}
        labels |= {name: names.label(name, mixed()) for name in names.SAID}
        options = {f"G/M/{id}": dict(names.choices(item)) for id, item in mixed().items.items()}
        options |= {"consent": dict(names.yes_no()), "G/M/N1_none": dict(names.missing())}
    options["project"] = {str(project.id): project.code for project in ROUND.projects}
    heads = [f"Todo/M. Mezcla/{labels[head[4:]]}" if head[4:] in labels else labels.get(head, head) for head in rows[0]]
    below = [
        [options.get(head, {}).get(text, text) for head, text in zip(rows[0], row, strict=True)] for row in rows[1:]
    ]
    return [heads, *below]


def test_a_kobo_export_gives_the_sheets_and_says_the_rest() -> None:
    found = of(GOLDEN)
    first, second, third = found.sheets
    assert first.id == UUID("00000000-0000-4000-8000-000000000001")
    assert (first.project, first.respondent, first.consent) == (ROUND.projects[0].id, "R1", True)
    assert first.started == datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
    assert first.finished == datetime(2026, 11, 21, 15, 40, tzinfo=UTC)
    assert first.answers == {
        "S1": Answer(score=2, evidence="acta 12", comment="línea uno\nlínea dos"),
        "S2": Answer(missing=Missing.NOT_APPLICABLE, reason="no hay oficina"),
        "N1": Answer(number=Decimal("12.5"), baseline=Decimal(3), target=Decimal(20)),
        "O1": Answer(choice="a"),
        "T1": Answer(text='porque «sí»; "y no"'),
    }
    assert second.answers == {
        "S1": Answer(comment="dudoso\nS1: 7"), "N1": Answer(comment="N1: doce"), "O1": Answer(comment="O1: z"),
    }  # fmt: skip
    assert (third.version, third.respondent, third.answers["S9"]) == (2, "00000000", Answer(text="2"))
    assert [fault.place for fault in problems(mixed(), third)] == ["answers/S9"]
    assert [(trouble.row, trouble.column) for trouble in found.troubles] == [
        (1, "G/M/S9"), (4, "G/M/S1"), (4, "G/M/N1"), (4, "G/M/O1"), (5, "project"), (6, "round_id"),
        (7, "respondent"),
    ]  # fmt: skip
    assert str(found.troubles[1]).startswith("fila 4, G/M/S1: «7» no es un nivel de 0 a 3")
    assert (found.unknown, found.declined) == (("telefono",), 1)


FILES: dict[str, Callable[[Table], bytes]] = {
    "comma": as_csv,
    "tab, with a mark": lambda rows: as_csv(rows, "\t", "\ufeff"),
    "ODK Central": lambda rows: as_csv([[central(head) for head in rows[0]], *rows[1:]]),
    "without groups": lambda rows: as_csv([[head.removeprefix("G/M/") for head in rows[0]], *rows[1:]], ";"),
    "labels": lambda rows: as_csv(relabelled(rows, "es"), ";"),
    "labels in Portuguese": lambda rows: as_csv(relabelled(rows, "pt")),
    "XLSX": lambda rows: as_xlsx([list(row) for row in rows]),
    "XLSX with numbers": lambda rows: as_xlsx([[float(text) if text in ("2", "12.5", "3", "20") else text or None
                                               for text in row] for row in rows]),
    "XLSX, labels in English": lambda rows: as_xlsx([list(row) for row in relabelled(rows, "en")]),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_the_same_answers_in_another_file_are_the_same_sheets(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(FILES[kind](table()))
    found, golden = of(path), of(GOLDEN)
    for sheet, known in zip(found.sheets, golden.sheets, strict=True):
        answered = {id: each for id, each in known.answers.items() if kind != "without groups" or id != "S9"}
        assert payload.dump(sheet) == payload.dump(known.with_(answers=answered))
    assert len(read(path).rounds) == 2
    assert [number for number, _row in read(path).of(ROUND.id).rows] == [2, 3, 4, 5, 7]


def test_each_round_of_a_file_has_its_rows_and_an_unknown_one_is_told() -> None:
    rows = read(GOLDEN)
    found, here = of_rounds(rows, lambda id: (ROUND, mixed()) if id == ROUND.id else None)
    assert (len(found.sheets), here, found.declined) == (3, (ROUND.id,), 1)
    assert found.told[-3].startswith("fila 6, round_id: Es de una ronda que no está en esta biblioteca")
    assert found.told[-1] == "Columnas que no son del formulario y no se leyeron: telefono."
    with pytest.raises(SurveyRefused, match="traiga primero su archivo"):
        of_rounds(rows, lambda _id: None)
    only, _here = of_rounds(rows, lambda _id: (ROUND, mixed()), ROUND.id)
    assert "Es de otra ronda" in str(only.troubles[-2])


def test_an_edited_submission_keeps_its_id(tmp_path: Path) -> None:
    rows, path = table()[:2], tmp_path / "edited.csv"
    at = rows[0].index("_uuid")
    rows[0].append("meta/rootUuid")
    rows[1].append(f"uuid:{rows[1][at]}")
    rows[1][at] = "99999999-0000-4000-8000-000000000001"
    path.write_bytes(as_csv(rows))
    assert of(path).sheets[0].id == of(GOLDEN).sheets[0].id


def test_without_an_id_a_row_read_twice_is_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "typed.csv"
    path.write_text("consent;project;respondent;S1\nSí, acepto;p01;R9;1\nno acepto;P01;R8;\n;;;\nyes;;R7;9\n", "utf-8")
    once, again = of(path), of(path)
    assert once == again
    (sheet,) = once.sheets
    assert (sheet.project, sheet.answers, sheet.version) == (ROUND.projects[1].id, {"S1": Answer(score=1)}, 1)
    assert [(trouble.row, trouble.column) for trouble in once.troubles] == [(5, "project")]


def test_a_decimal_comma_is_read_where_it_is_beyond_doubt(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    typed = {"12,5": "12.5", "1.250": "1.25", "-3": "-3", "1,250": None, "1.250,5": None, "1e9": None}
    lines = [f"yes;P00;R{at};{text}\n" for at, text in enumerate(typed)]
    path.write_text("consent;project;respondent;N1\n" + "".join(lines), "utf-8")
    found = of(path)
    read_as = [sheet.answer("N1").number for sheet in found.sheets]
    assert read_as == [None if text is None else Decimal(text) for text in typed.values()]
    assert [trouble.row for trouble in found.troubles] == [5, 6, 7]


def test_two_answers_to_one_question_stay_in_the_comment(tmp_path: Path) -> None:
    path = tmp_path / "both.csv"
    path.write_text("consent,project,respondent,N1,N1_none,N1_note\nyes,P00,R1,4,na,ver\n", "utf-8")
    found = of(path)
    assert found.sheets[0].answer("N1") == Answer(comment="N1: 4\nN1_none: na\nN1_note: ver")
    assert [(trouble.row, trouble.column) for trouble in found.troubles] == [(2, "N1")]


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no tiene respuestas"),
    "blank": (b"\r\n;;\r\n", "no tiene respuestas"),
    "another table": (b"nombre;monto\r\na;1\r\n", "ninguna columna se llama"),
    "Latin-1": ("consent;project\r\nsí;P00".encode("latin-1"), "CSV UTF-8"),
    "an open quote": (b'consent;project\r\nyes;"P00', "cortado"),
    "control characters": (b"consent;project\r\nyes;\x00P00", "no son texto"),
    "too many columns": (b"consent" + b";x" * 401, "más de 400 columnas"),
    "too many rows": (b"consent\n" + b"yes\n" * 20_001, "más de 20000 filas"),
    "a cell too long": (b"consent\n" + b"x" * 200_000, "cortado"),
    "a broken ZIP": (b"PK\x03\x04broken", "dañado"),
    "a locked book": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "formato antiguo"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_export_is_refused_in_words(what: str, tmp_path: Path) -> None:
    data, sentence = REFUSED[what]
    path = tmp_path / "bad"
    path.write_bytes(data)
    with pytest.raises(SurveyRefused, match=sentence):
        of(path)
    with pytest.raises(SurveyRefused, match="No se puede leer"):
        of(tmp_path / "missing")
