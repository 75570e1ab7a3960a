"""Copied blocks as values: decided as a whole, asked about where two readings stay, never misread in silence."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.clipboard import Block
from workbench.exchange.paste import NOWHERE, Cell, Reading, understand
from workbench.exchange.targets import Kind, Target
from workbench.formats import COUNTRIES, Formats
from workbench.numerals import COMMA, POINT, NotUnderstood, number

CO = Formats("CO")
AMOUNT = Target(Kind.NUMBER, "COP", formats=CO, empty=Decimal(0))
COUNT = Target(Kind.WHOLE, formats=CO)
SHARE = Target(Kind.PERCENT, formats=CO, empty=None)
DAY = Target(Kind.DATE, formats=CO, empty=None)
MONTH = Target(Kind.MONTH, formats=CO)
NAME = Target(Kind.TEXT, formats=CO)
SEX = Target(Kind.CHOICE, choices=(("public", ("public", "Público", "Public")), ("own", ("own", "Propio"))))
YES = Target(Kind.YES_OR_NO)
MANY = Target(Kind.NUMBER, many=True, formats=CO)


def reading(column: Sequence[str], target: Target = AMOUNT, decimal: str = "") -> Reading:
    return understand(Block(tuple((text,) for text in column), decimal), lambda _row, _column: target, CO)


def values(column: Sequence[str], target: Target = AMOUNT, **answers: str) -> list[Any]:
    read = reading(column, target)
    assert {question.id for question in read.questions} == set(answers)
    return [cell.value if cell.understood else cell.sentence for (cell,) in read.cells(answers)]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["1.234,56", "1.234"], ["1234.56", "1234"]),
        (["1,234.56", "1.234"], ["1234.56", "1.234"]),
        (["12,5", "1,234"], ["12.5", "1.234"]),
        (["1.234.567", "1,234"], ["1234567", "1.234"]),
        (["7", "12 345", "1'234'567"], ["7", "12345", "1234567"]),
        (["(1.234)", "1.000.000", "−5", "5-"], ["-1234", "1000000", "-5", "-5"]),
        (["COP 1.234", "$ 1.000,5", "3 COP", "$ -", "–"], ["1234", "1000.5", "3", "0", "0"]),
        (["12k", "3 mil", "1,5 millones"], ["12000", "3000", "1500000"]),
        (["1\N{NARROW NO-BREAK SPACE}234,5", "1\N{THIN SPACE}234"], ["1234.5", "1234"]),
        (["\u200e12,5", ""], ["12.5", "0"]),
    ],
)
def test_sure_cells_decide_for_the_others(column: list[str], expected: list[str]) -> None:
    assert values(column) == [Decimal(each) for each in expected]


def test_what_nothing_decides_is_asked_with_what_it_would_be() -> None:
    read = reading(["1.234", "12", "5.678", "1.234", "9.000", "4.321"])
    (question,) = read.questions
    comma, point = question.candidates
    assert [sample[0] for sample in comma.samples] == ["1.234", "5.678", "9.000"]
    assert [sample[1] for sample in comma.samples] == ["COP\xa01.234,00", "COP\xa05.678,00", "COP\xa09.000,00"]
    assert [sample[1] for sample in point.samples] == ["COP\xa01,2340", "COP\xa05,6780", "COP\xa09,00"]
    assert [cell.value for (cell,) in read.cells({"decimal": ","})][:2] == [1234, 12]
    assert [cell.value for (cell,) in read.cells({"decimal": "."})][:2] == [Decimal("1.234"), 12]
    with pytest.raises(KeyError):
        read.cells()


def test_the_source_itself_decides() -> None:
    read = reading(["1.234"], decimal=".")
    assert not read.questions
    assert read.cells()[0][0].value == Decimal("1.234")


def test_contradicting_columns_decide_each_for_itself() -> None:
    block = Block((("1.234,5", "1,234.5"), ("1.234", "1.234")))
    read = understand(block, lambda _row, _column: AMOUNT, CO)
    assert not read.questions
    assert [cell.value for cell in read.cells()[1]] == [1234, Decimal("1.234")]


def test_a_column_that_contradicts_itself_is_told_cell_by_cell() -> None:
    one, other, doubtful, plain = values(["1.234,5", "1,234.5", "1.234", "12"])
    assert (one, other, plain) == (Decimal("1234.5"), Decimal("1234.5"), 12)
    assert doubtful == ("«1.234» puede ser COP\xa01.234,00 o COP\xa01,2340: hay números copiados de las dos maneras. "
                        "Escriba el que es.")  # fmt: skip
    assert "puede ser" in reading(["1.234,5", "1.234"], decimal=".").cells()[1][0].sentence


def test_a_row_of_months_in_one_cell_is_read_and_told_the_same_way() -> None:
    assert values(["1,5; 2; ; 3"], MANY) == [(Decimal("1.5"), 2, 0, 3)]
    assert values(["1.234; 2"], MANY, decimal=",") == [(1234, 2)]
    (mixed,) = values(["1,5; 2.5; 1.234"], MANY)
    assert "puede ser" in mixed


@pytest.mark.parametrize(
    ("text", "target", "sentence"),
    [
        ("#N/A", AMOUNT, "«#N/A» es un error de la hoja de cálculo: corríjalo allí y cópielo de nuevo."),
        ("#¡REF!", NAME, "«#¡REF!» es un error de la hoja de cálculo: corríjalo allí y cópielo de nuevo."),
        ("####", AMOUNT, "La columna copiada era muy angosta y solo muestra «####»: ensánchela y cópiela de nuevo."),
        ("R$ 5", AMOUNT, "«R$ 5» está en otra moneda: aquí se escribe en COP."),
        ("USD 5", AMOUNT, "«USD 5» está en otra moneda: aquí se escribe en COP."),
        ("doce", AMOUNT, "«doce» no es un número."),
        ("15%", AMOUNT, "«15%» es un porcentaje: aquí se escribe un monto."),
        ("1,5", COUNT, "Escriba un número entero."),
        ("", COUNT, "Hace falta un valor: escriba uno o deshaga el cambio."),
        ("Otra", SEX, "«Otra» no está en la lista."),
        ("quizás", YES, "«quizás» no se entiende: aquí se escribe sí o no."),
        ("a\x00b", NAME, "Contiene caracteres que no son texto."),
        ("a\ud800", NAME, "Contiene caracteres que no son texto."),
    ],
)
def test_what_is_not_understood_keeps_its_text_and_says_why(text: str, target: Target, sentence: str) -> None:
    assert reading([text], target).cells() == ((Cell(text, None, sentence),),)


def test_days_and_months() -> None:
    assert values(["13/04/2027", "3/4/27", "2027-04-03"], DAY) == [
        date(2027, 4, 13), date(2027, 4, 3), date(2027, 4, 3)]  # fmt: skip
    assert values(["04/13/2027", "3/4/2027"], DAY) == [date(2027, 4, 13), date(2027, 3, 4)]
    assert values(["3/4/2027", "5/5/2027", ""], DAY, day="day") == [date(2027, 4, 3), date(2027, 5, 5), None]
    assert values(["3/4/2027"], DAY, day="month") == [date(2027, 3, 4)]
    assert values(["sábado, 3 de abril de 2027", "3-abr-27", "2027-04-03 0:00:00"], DAY) == [date(2027, 4, 3)] * 3
    assert values(["mar-27", "2027-03", "31/03/2027", "Março 2027"], MONTH) == ["2027-03"] * 4
    one, other, doubtful = values(["13/04/2027", "04/13/2027", "3/4/2027"], DAY)
    assert one == other == date(2027, 4, 13)
    assert "puede ser 3 abr 2027 o 4 mar 2027" in doubtful


def test_shares() -> None:
    assert values(["15%", "15", "0,5 %"], SHARE) == [Decimal("0.15"), Decimal("0.15"), Decimal("0.005")]
    assert values(["0,5", "12"], SHARE) == [Decimal("0.005"), Decimal("0.12")]
    assert values(["0,15", "1", ""], SHARE, percent="fraction") == [Decimal("0.15"), 1, None]
    assert values(["0,15", "1", "20%"], SHARE, percent="percent") == [
        Decimal("0.0015"), Decimal("0.01"), Decimal("0.2")]  # fmt: skip
    (question,) = reading(["0,15"], SHARE).questions
    assert [candidate.samples for candidate in question.candidates] == [
        (("0,15", "0,15\xa0%"),), (("0,15", "15\xa0%"),)]  # fmt: skip


def test_lists_and_answers_in_any_language() -> None:
    assert values(["público", "PUBLIC", " Público ", "publico", "own"], SEX) == ["public"] * 4 + ["own"]
    assert values(["Sí", "si", "x", "TRUE", "não", "No", "0"], YES) == [True] * 4 + [False] * 3
    twice = Target(Kind.CHOICE, choices=((1, ("Fondo",)), (2, ("fondo",))))
    assert values(["Fondo"], twice) == ["Hay más de una opción que se llama «Fondo»: elija cuál."]


def test_words_survive_as_they_are() -> None:
    texts = ["😀 Ñandú", "שלום עולם", "e\u0301", "👩\u200d🚀", "=SUMA(A1)"]
    assert values([*texts, "dos\nlíneas", " x "], NAME) == [*texts, "dos líneas", "x"]


def test_where_nothing_is_asked_only_an_empty_cell_is_well() -> None:
    read = understand(Block((("", "x"),)), lambda _row, _column: None, CO)
    empty, full = read.cells()[0]
    assert empty.value is NOWHERE
    assert full.sentence == "En esta línea no se pregunta este dato."


@given(st.sampled_from(COUNTRIES), st.lists(st.decimals(-(10**15), 10**15, places=12), min_size=1, max_size=8))
def test_what_any_country_writes_is_read_back_or_asked(country: str, numbers: list[Decimal]) -> None:
    formats = Formats(country)
    read = reading([formats.number(each) for each in numbers])
    answers = {question.id: formats.decimal_mark for question in read.questions}
    assert [cell.value for (cell,) in read.cells(answers)] == numbers


@given(st.lists(st.text("0123456789.,' %k$()-", min_size=1, max_size=9), min_size=1, max_size=6))
def test_no_number_is_ever_misread_in_silence(column: list[str]) -> None:
    read = reading(column)
    asked = bool(read.questions)
    sure = {mark for text in column for mark in _ways(text) if len(_ways(text)) == 1}
    for text, (cell,) in zip(column, read.cells({"decimal": ","}), strict=True):
        ways = _ways(text)
        if len(set(ways.values())) > 1 and cell.understood:
            assert asked or len(sure) == 1
        if not asked and cell.understood and ways:
            assert cell.value in ways.values()


def _ways(text: str) -> dict[str, Decimal]:
    found = {}
    for name, marks in ((",", COMMA), (".", POINT)):
        try:
            found[name] = number(text, marks, "COP")
        except NotUnderstood:
            continue
    return found


def test_a_thousand_rows_are_read_in_time() -> None:
    block = Block((("1.234,5", "15%", "mar 2027", "Público", "texto") * 2,) * 1000)
    targets = (AMOUNT, SHARE, MONTH, SEX, NAME) * 2
    before = time.perf_counter()
    understand(block, lambda _row, column: targets[column], CO).cells()
    assert time.perf_counter() - before < 2
