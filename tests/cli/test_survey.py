"""Surveys from the command line: a round out, answers in, results; and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from cli_program import Done, Run

from workbench.cli import main
from workbench.exchange import packages
from workbench.model.plan import Plan
from workbench.survey.sheet import Answer, Sheet

WHEN = datetime(2026, 11, 3, 9, tzinfo=UTC)
PROJECTS = "código;nombre;país;etapa\nF1;Farmacias;Perú;En transición\nT1;Turismo;CO;\n"


@pytest.fixture
def run(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The commands in this process, which takes a tenth of the time; ``tests/house/test_no_qt.py`` runs the program."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path) -> Done:
        code = main([str(each) for each in arguments])
        told = capsys.readouterr()
        return Done(code, told.out, told.err)

    return command


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    path = tmp_path / "proyectos.csv"
    path.write_text(PROJECTS, encoding="utf-8")
    return path


def filled(package: packages.Package, project: int, respondent: str, score: int, **more: object) -> Sheet:
    """A sheet of a round, every scale item answered alike."""
    sheet = Sheet(
        round=package.round.id, project=package.round.projects[project].id, respondent=respondent, consent=True,
        instrument=package.instrument.id, version=package.instrument.version, changed=WHEN,
        answers={id_: Answer(score=score) for id_ in package.instrument.items},
    )  # fmt: skip
    return sheet.with_(**more)


def test_a_round_goes_out_answers_come_in_and_results_are_told(run: Run, projects: Path, tmp_path: Path) -> None:
    told = run("survey", "instruments", "--json").json
    assert {"sustainability", "plan-review", "cluster", "monitoring", "workshop"} <= {each["id"] for each in told}
    made = run("survey", "new", "Cartagena", "--projects", projects, "--wave", "2026")
    assert (made.code, made.err) == (0, "")
    (listed,) = run("survey", "rounds", "--json").json
    assert (listed["id"], listed["projects"], listed["sheets"]) == (made.out.strip(), 2, 0)
    word = tmp_path / "palabra.txt"
    word.write_text("café con leche\n", encoding="utf-8")
    assert run("survey", "export", "Cartagena", "-o", "c.round", "--passphrase-file", word).code == 0
    package = packages.read(tmp_path / "c.round", "café con leche")
    assert [each.name for each in package.round.projects] == ["Farmacias", "Turismo"]
    first, second = filled(package, 0, "R1", 2), filled(package, 1, "R1", 1)
    other = filled(package, 1, "R1", 3, id=uuid4(), changed=WHEN + timedelta(hours=1))
    for name, sheets in {"a": [first], "b": [second], "c": [other]}.items():
        data = packages.write_answers(package.round, package.instrument, sheets)
        (tmp_path / f"{name}.answers").write_bytes(data)
    (tmp_path / "d.answers").write_bytes(data[:300])
    with ZipFile(tmp_path / "a.answers", "a") as pack:
        pack.writestr("sheets/0002.json", b"{}")
    assert "la ronda ya estaba" in run("survey", "import", "c.round", "--passphrase-file", word).out
    once = run("survey", "import", "a.answers", "b.answers")
    assert (once.code, once.out.count("hojas nuevas: 1")) == (1, 2)
    assert "a.answers: La hoja 2 no se leyó: No es un archivo de esta clase" in once.err
    done = run("survey", "import", "a.answers", "c.answers", "d.answers", "--json")
    assert (done.code, [each["new"] for each in done.json["files"]]) == (1, [0, 1])
    assert list(done.json["conflicts"].values()) == [["T1 R1"]]
    assert "d.answers: Está dañado" in done.err
    results = run("survey", "results", "Cartagena", "--json").json
    assert (results["schema"], results["respondents"]) == ("survey-results/1", 2)
    assert [each["overall"]["value"] for each in results["projects"]] == [3.0, 2.0]
    text = run("survey", "results", listed["id"][:6])
    assert (text.code, "Farmacias" in text.out) == (0, True)
    for more in (["mine.answers"], ["r.pdf"], ["t1.pdf", "--project", "t1"], ["r.xlsx", "--content", "results"]):
        assert run("survey", "export", "Cartagena", "-o", *more).code == 0
    assert len(packages.read(tmp_path / "mine.answers").sheets) == 3
    assert (tmp_path / "r.pdf").read_bytes()[:5] == (tmp_path / "t1.pdf").read_bytes()[:5] == b"%PDF-"
    assert run("survey", "export", "Cartagena", "-o", "r.csv", "--table", "dimensions").code == 0
    assert "Todas las dimensiones" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert "hay: dimensions" in run("survey", "export", "Cartagena", "-o", "r.csv", "--table", "x").refused(2)
    assert "tiene: F1, T1" in run("survey", "export", "Cartagena", "-o", "r.pdf", "--project", "x").refused(2)


def test_plans_are_the_projects_and_the_next_wave_has_them_again(run: Run, plan_json: Path, plan: Plan) -> None:
    run("import", plan_json)
    run("survey", "new", "Sala", "--plans", "--wave", "2026")
    run("survey", "new", "Sala", "--after", "Sala", "--wave", "2027", "--plans", plan_json)
    now, before = run("survey", "rounds", "--json").json
    assert (now["wave"], before["wave"], now["projects"], before["projects"]) == ("2027", "2026", 1, 1)
    assert run("survey", "export", "Sala 2027", "-o", "f.xlsx").code == 0
    assert run("survey", "export", "monitoring", "-o", "g.pdf", "--content", "booklet").code == 0
    assert "Varias rondas" in run("survey", "results", "Sala").refused(2)


def test_what_cannot_be_done_is_one_line(run: Run, projects: Path, tmp_path: Path) -> None:
    new = ("survey", "new", "x", "--projects", projects)
    assert "Todavía no hay una biblioteca" in run("survey", "results", "x").refused(2)
    assert "Indique los proyectos" in run("survey", "new", "x").refused(2)
    assert "No hay un instrumento «y»" in run(*new, "--instrument", "y").refused(2)
    assert "ola se escribe" in run(*new, "--wave", "ayer").refused(2)
    projects.write_text("a;b;c;Narnia", encoding="utf-8")
    assert "Línea 1: «Narnia»" in run(*new).refused(2)
    projects.write_text("Farmacias", encoding="latin-1")
    run(*new)
    assert "No hay una ronda" in run("survey", "export", "y", "-o", "a.round").refused(2)
    assert ".pdf (results, booklet)" in run("survey", "export", "x", "-o", "a.doc").refused(2)
    assert "que se puedan contar" in run("survey", "export", "x", "-o", "a.pdf").refused(2)
    assert "que entregar" in run("survey", "export", "x", "-o", "a.answers").refused(2)
    assert "indíquela con --round" in run("survey", "import", projects).refused(2)
    (tmp_path / "b.round").write_bytes(b"PK")
    assert "b.round: Está dañado" in run("survey", "import", "b.round").refused(2)
    (tmp_path / "word").write_text("\n", encoding="utf-8")
    assert "primera línea" in run("survey", "import", "b.round", "--passphrase-file", "word").refused(2)


def test_a_round_goes_through_a_form(run: Run, projects: Path, tmp_path: Path) -> None:
    id_ = run("survey", "new", "Cartagena", "--projects", projects, "--wave", "2026").out.strip()
    assert run("survey", "export", "Cartagena", "-o", "formulario.xlsx").code == 0
    with ZipFile(tmp_path / "formulario.xlsx") as form:
        assert id_ in form.read("xl/sharedStrings.xml").decode()
    export, uuid = tmp_path / "kobo.csv", "0a0a0a0a-0000-4000-8000-00000000000"
    export.write_text(
        "\ufeffround_id;consent;project;respondent;D1/E1;D1/E2;telefono;_uuid\n"
        f"{id_};yes;F1;R1;2;na;555;{uuid}1\n{id_};yes;T1;R2;7;ns;;{uuid}2\n"
        f"{id_};no;;;;;;{uuid}3\n{id_};yes;Z9;R4;1;1;;{uuid}4\n",
        encoding="utf-8",
    )
    done = run("survey", "import", export)
    assert (done.code, "hojas nuevas: 2" in done.out, "no aceptaron responder: 1" in done.out) == (1, True, True)
    assert "kobo.csv: fila 3, D1/E1: «7» no es un nivel de 0 a 3" in done.err
    assert "kobo.csv: fila 5, project: El proyecto «Z9» no está en esta ronda" in done.err
    assert "no se leyeron: telefono." in done.err
    plain = tmp_path / "sin ronda.csv"
    plain.write_text("consent;project;respondent;D1/E1\nyes;F1;R9;3\n", encoding="utf-8")
    known, new = run("survey", "import", export, plain, "--round", "Cartagena", "--json").json["files"]
    assert (known["new"], known["known"], known["declined"], len(known["troubles"])) == (0, 2, 1, 3)
    assert (new["new"], new["troubles"]) == (1, [])
