"""Projects pasted, read from files and taken from plans."""

from __future__ import annotations

import pytest
from generator import random_plan
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.round_projects import free_code, from_json, of_plan, read_projects, write_projects
from workbench.i18n import LANGUAGES, _, speaking
from workbench.model.types import Stage
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import RoundProject


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Farmacias\n\nTurismo, Lima\n", [("P01", "Farmacias", "", None), ("P02", "Turismo, Lima", "", None)]),
        (
            "código;nombre;país;etapa;teléfono\r\nP01;Farmacias;Perú;En transición;1\r\n;Turismo;co;;2",
            [("P01", "Farmacias", "PE", Stage.IN_TRANSITION), ("P02", "Turismo", "CO", None)],
        ),
        ("\ufeffcode,name,country\nA1,\"Uno, dos\",BR\n", [("A1", "Uno, dos", "BR", None)]),
        (
            "P01;Uno;Cámara;CO\nEjecutor\tNombre\tPaís\nCámara\tDos; fase 2\tPerú\nCámara\tTres\tBR",
            [("P01", "Uno", "CO", None), ("P02", "Dos; fase 2", "PE", None), ("P03", "Tres", "BR", None)],
        ),
        ("B1\tUno\tCámara\tBolivia\tsoftware\tself_sustaining", [("B1", "Uno", "BO", Stage.SELF_SUSTAINING)]),
    ],
)  # fmt: skip
def test_what_people_paste_is_understood(text: str, wanted: list[object]) -> None:
    assert [(each.code, each.name, each.country, each.stage) for each in read_projects(text)] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heads_the_help_names_are_understood(language: str) -> None:
    with speaking(language):
        told = _("proyectos en un .csv o .json: código, nombre, ejecutor, país, sector, etapa")
    (found,) = read_projects(f"{told.partition(':')[2]}\nA1,Uno,Cámara,CO,Café,in_transition\n")
    assert (found.code, found.name, found.executor) == ("A1", "Uno", "Cámara")
    assert (found.country, found.sector, found.stage) == ("CO", "Café", Stage.IN_TRANSITION)


def test_a_project_whose_code_stays_is_the_same() -> None:
    plan = random_plan(3)
    before = (of_plan(plan, "P01"), RoundProject(code="P02", name="Viejo; con «;»", stage=Stage.IN_EXECUTION))
    assert (before[0].plan, before[0].id, before[0].name) == (plan.id, plan.id, plan.project.name)
    assert read_projects(write_projects(before), before) == before
    (changed,) = read_projects("p02;Nuevo", before)
    assert (changed.id, changed.name) == (before[1].id, "Nuevo")
    assert free_code(["p01", "P02"]) == "P03"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b\n\na;c", "Línea 3: Dos proyectos"), ("a;b;c;Narnia", "Línea 1: «Narnia» no es un país"),
        ("a;b;;;;ayer", "etapa"), ("", "No hay proyectos"), ('name\n"x', "No es una tabla"), ("a\x00b", "tabla"),
        ("x" * 301, "300 caracteres"), ("a\n" * 1001, "1000 filas"),
    ],
)  # fmt: skip
def test_what_is_no_project_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(SurveyRefused, match=said):
        read_projects(text)


def test_a_json_list_has_the_same_fields() -> None:
    (one,) = from_json(b'[{"name": "Farmacias", "country": "CO", "stage": "in_transition"}]')
    assert (one.code, one.name, one.stage) == ("P01", "Farmacias", Stage.IN_TRANSITION)
    for data in (b'[{"nam": "x"}]', b"{}", b"[1]", b'[{"name": [1]}]', b"[", b'[{"code": 7}]'):
        with pytest.raises(SurveyRefused):
            from_json(data)


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(text: str) -> None:
    try:
        found = read_projects(text)
    except SurveyRefused:
        return
    assert [(each.code, each.name) for each in read_projects(write_projects(found), found)] == [
        (each.code, each.name) for each in found
    ]
