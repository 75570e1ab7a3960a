"""One plan, one text: canonical bytes, fingerprint, and back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from generator import plans, random_plan
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import payload
from workbench.model.base import Frozen, Line, get, replace
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused


def sorted_text(plan: Plan) -> bytes:
    """The canonical text, the slow and plain way."""
    value = plan.model_dump(mode="json", by_alias=True)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@given(plans())
def test_a_plan_comes_back_equal(plan: Plan) -> None:
    data = payload.dump(plan)
    assert data == sorted_text(plan)
    assert payload.load(data) == plan
    assert payload.dump(payload.load(data)) == data


@given(st.integers(0, 1000), st.lists(st.sampled_from(["price", "drop", "copy", "turn", "name", "back"]), max_size=12))
def test_writing_only_what_changed_writes_the_same(seed: int, moves: list[str]) -> None:
    text, first = payload.Text(), random_plan(seed)
    plan = first
    with patch.object(payload, "CHUNK", 64):
        for move in moves:
            plan = moved(plan, first, move)
            text.write(plan)
            assert text.data == sorted_text(plan)
            assert text.fingerprint() == payload.fingerprint(sorted_text(plan))


def moved(plan: Plan, first: Plan, move: str) -> Plan:
    """The plan after one edit."""
    costs = plan.costs
    if move == "price" and costs:
        return replace(plan, f"costs/{costs[-1].id}/note", f"nota {len(costs)}")
    changed: dict[str, Any] = {
        "drop": {"costs": costs[1:]},
        "copy": {"costs": (*costs, *costs[:1])},
        "turn": {"costs": costs[::-1]},
        "name": {"project": plan.project.with_(name=f"Señal «{len(costs)}» — ñandú")},
        "back": {"costs": first.costs, "project": first.project},
    }.get(move, {})
    return plan.with_(**changed)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("1.50", "1.5"), ("0E+20", "0"), ("-0", "0"), ("1E+3", "1000"), ("0.000000000001", "0.000000000001"), ("7", "7")],
)
def test_a_number_has_one_text(typed: str, written: str) -> None:
    plan = replace(Plan(), "opening/cash", Decimal(typed))
    assert json.loads(payload.dump(plan))["opening"]["cash"] == written


def test_the_fingerprint_is_the_sha_256_of_the_bytes() -> None:
    assert payload.fingerprint(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


# ---------------------------------------------------------------- paths


def places(here: Frozen, path: str = "") -> list[tuple[str, Any]]:
    """Every path of a plan with its value."""
    found: list[tuple[str, Any]] = []
    for name in type(here).model_fields:
        value, at = getattr(here, name), f"{path}/{name}".lstrip("/")
        found.append((at, value))
        if isinstance(value, Frozen):
            found += places(value, at)
        for line in value if isinstance(value, tuple) else ():
            if isinstance(line, Line):
                found += [(f"{at}/{line.id}", line), *places(line, f"{at}/{line.id}")]
    return found


@given(plans(), st.randoms(use_true_random=False))
def test_every_place_is_found_and_put_back_without_a_trace(plan: Plan, random: Any) -> None:
    every = places(plan)
    for path, value in random.sample(every, min(60, len(every))):
        assert get(plan, path) is value
        assert replace(plan, path, value) == plan


@given(plans())
def test_an_edit_shares_every_other_line(plan: Plan) -> None:
    line = plan.costs[0]
    after = replace(plan, f"costs/{line.id}/note", "otra nota")
    assert after.costs[0].note == "otra nota"
    assert plan.costs[0] is line
    assert all(new is old for new, old in zip(after.costs[1:], plan.costs[1:], strict=True))
    assert after.streams[0] is plan.streams[0]
    assert after.project is plan.project


@pytest.mark.parametrize("path", ["nowhere", "project/nowhere", "costs/nowhere", "project/name/first", "costs/0"])
def test_no_place_is_a_key_error(path: str) -> None:
    plan = random_plan(3)
    with pytest.raises(KeyError):
        get(plan, path)
    with pytest.raises(KeyError):
        replace(plan, path, "x")


# ---------------------------------------------------------------- refused, with its place

LINE = '"id": "5b1c6a52-9d3e-4f0a-8a57-0d1f5f1f7c02"'


@pytest.mark.parametrize(
    ("part", "place", "sentence"),
    [
        ('"sources": [{"kind": "cash"}, {"kind": "cash"}, {"kind": "cash", "status": "maybe"}]', "sources/2/status",
         "Código desconocido «maybe»; se esperaba uno de committed, negotiation, prospect."),
        ('"sources": [{"kind": "gift"}]', "sources/0", "Código desconocido «gift»; se esperaba uno de cash, in_kind."),
        ('"costs": [{"name": "x"}]', "costs/0", "Falta la clase de línea («kind»)."),
        ('"opening": {"cash": "doce"}', "opening/cash", "No es un número."),
        ('"opening": {"cash": true}', "opening/cash", "No es un número."),
        ('"opening": {"cash": "NaN"}', "opening/cash", "No es un número."),
        ('"opening": {"cash": "-1"}', "opening/cash", "Debe ser mayor o igual a 0."),
        ('"opening": {"cash": "1e999999999"}', "opening/cash", "Debe ser menor o igual a 1 000 000 000 000 000."),
        ('"opening": {"cash": "1e-999999999"}', "opening/cash", "Tiene demasiados decimales."),
        ('"project": {"current_end": "2027-02-30"}', "project/current_end", "No es una fecha posible."),
        ('"project": {"current_end": 0}', "project/current_end", "No es una fecha posible."),
        ('"project": {"country": "Colombia"}', "project/country", "No es un país; se escribe con dos letras, como CO."),
        ('"basis": {"start": "2027-13"}', "basis/start", "No es un mes posible; se escribe como 2027-03."),
        ('"basis": {"currency": "$"}', "basis/currency", "No es una moneda; se escribe con tres letras, como USD."),
        ('"basis": {"months": "60"}', "basis/months", "No es un número entero."),
        ('"loans": [{"term": 0}]', "loans/0/term", "Debe ser mayor o igual a 1."),
        ('"loans": [{"term": 1.5}]', "loans/0/term", "No es un número entero."),
        ('"loans": {}', "loans", "Debe ser una lista."),
        ('"project": 5', "project", "Debe ser un grupo de datos."),
        ('"project": {"name": 5}', "project/name", "No es un texto."),
        ('"services": [{"id": "x"}]', "services/0/id", "No es un identificador válido."),
        ('"surprise": 1', "surprise", "Campo desconocido."),
        ('"project": {"name": "' + "a" * 301 + '"}', "project/name", "Tiene más de 300 caracteres."),
        ('"investments": [{"salvage": "5"}]', "investments/0", "El valor de rescate no puede ser mayor que el monto."),
    ],
)  # fmt: skip
def test_the_first_problem_is_named_with_its_place(part: str, place: str, sentence: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        payload.load(f'{{"schema": "sustainability-plan/3", {part}}}'.encode())
    assert (refused.value.place, refused.value.sentence) == (place, sentence)
    assert str(refused.value) == f"{place}: {sentence}"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "No es un archivo JSON completo (línea 1, columna 1)."),
        (b'{"schema": "sustainability-plan/1",', "No es un archivo JSON completo (línea 1, columna 36)."),
        (b"\xff\xfe{}", "No es un texto en UTF-8."),
        (b"[" * 41 + b"]" * 41, "Tiene más de 40 niveles, uno dentro de otro."),
        (b"[" * 10_000_000, "Tiene más de 40 niveles, uno dentro de otro."),
        (b"[" + b"1," * 200_001 + b"1]", "Tiene más de 200000 datos."),
        (b" " * 20_000_001, "Es demasiado grande: se leen hasta 20 MB."),
        (b'{"a": NaN}', "«NaN» no es un número."),
        (b'{"a": -Infinity}', "«-Infinity» no es un número."),
        (b'{"a": ' + b"9" * 5000 + b"}", "Contiene un número con demasiadas cifras."),
        (b'{"a": 1, "a": 2}', "El campo «a» está repetido."),
        (b'{"name": "a\\u0000b"}', "El campo «name» contiene caracteres que no son texto."),
        (b'{"name": "\\ud800"}', "El campo «name» contiene caracteres que no son texto."),
    ],
)  # fmt: skip
def test_hostile_bytes_are_refused_before_they_are_parsed(data: bytes, sentence: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        payload.load(data)
    assert refused.value.sentence == sentence


def test_brackets_inside_a_text_are_text() -> None:
    plan = replace(Plan(), "project/objective", "[" * 500 + '"}\\' * 500)
    assert payload.load(payload.dump(plan)) == plan


def test_a_byte_order_mark_is_passed_over() -> None:
    plan = random_plan(1)
    assert payload.load(b"\xef\xbb\xbf" + payload.dump(plan)) == plan


@given(plans(), st.randoms(use_true_random=False))
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(plan: Plan, random: Any) -> None:
    data = bytearray(payload.dump(plan))
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(data))
        data[at : at + random.randint(0, 3)] = bytes(random.randrange(256) for _ in range(random.randint(0, 3)))
    sentence = ""
    try:
        read = payload.load(bytes(data))
        assert payload.load(payload.dump(read)) == read
    except PlanRefused as refused:
        sentence = str(refused)
    assert "\n" not in sentence
