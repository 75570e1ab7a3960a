"""The samples in every language: each text said, and nothing but the texts different."""

from __future__ import annotations

import json
import re

import pytest
from house.catalogues import CASH
from house.catalogues import paths as catalogues
from plan_texts import typed_texts, with_texts

from workbench import paths
from workbench.exchange import samples
from workbench.i18n import speaking

SAME = {
    "+55 00 0000 0000",
    "+57 600 000 0000",
    "2026",
    "Camila Rocha Dutra",
    "Cooperativa Financiera El Roble",
    "Elena Quiroga Sáenz",
    "FOMIN",
    "Hernán Mejía Lozano",
    "Instituto Serra Acolhedora",
    "Marina Teles Prado",
    "Otávio Lins Brandão",
    "Rafael Nunes Brito",
    "direcao@serraacolhedora.example",
    "direccion@boticavecina.example",
    "m²",
}
"""Names, the same in every language."""
SAME_IN_PORTUGUESE = {
    "19 (ilustrativa)",
    "47 (ilustrativa)",
    "ATN/ME-00000-BR (ilustrativo)",
    "ATN/ME-00000-CO (ilustrativo)",
    "Auditor por visita",
    "Banco de fomento (inventado)",
    "Central de reservas",
    "Compra conjunta de medicamentos",
    "Computadores",
    "Operadora Cordillera (inventada)",
    "Pousada Três Pinheiros (inventada)",
    "Pousada Águas Claras (inventada)",
    "Transporte por pedido",
    "real reservado",
}
IDS = [each.id for each in samples.samples()]
EVERY = [(id, code) for id in IDS for code in catalogues()]


def texts(id: str, code: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(paths.resource(f"samples/{code}/{id}.json").read_text(encoding="utf-8"))
    return found


def numbers(text: str) -> list[str]:
    """The numbers of a text, in rising order: languages turn dates around."""
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


@pytest.mark.parametrize(("id", "code"), EVERY)
def test_every_text_of_a_sample_is_said(id: str, code: str) -> None:
    said = texts(id, code)
    assert list(said) == typed_texts(samples.load(id))
    same = {text for text, other in said.items() if text == other}
    assert same <= (SAME | SAME_IN_PORTUGUESE if code == "pt" else SAME)
    assert [text for text, other in said.items() if numbers(text) != numbers(other)] == []
    assert [text for text, other in said.items() if text.count("\n") != other.count("\n")] == []
    assert not any(CASH.search(text) for text in said.values())


@pytest.mark.parametrize(("id", "code"), EVERY)
def test_nothing_but_the_texts_differs(id: str, code: str) -> None:
    ours = samples.load(id)
    with speaking(code):
        other = samples.load(id)
        (listed,) = (each for each in samples.samples() if each.id == id)
    assert ours != other
    assert with_texts(ours, lambda _text: "") == with_texts(other, lambda _text: "")
    assert (listed.name, listed.description) == (other.project.name, other.project.objective)
    assert typed_texts(other) == list(dict.fromkeys(texts(id, code).values()))
