"""Numbers, money, months and dates, written and read as each country does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import numerals
from workbench.formats import (
    COUNTRIES,
    Formats,
    NotUnderstood,
    capital,
    countries,
    currency_decimals,
    currency_name,
)
from workbench.model.messages import typed_sentence

COMMA = ("AR", "BO", "BR", "CL", "CO", "EC", "PY", "UY", "VE")
POINT = ("MX", "GT", "HN", "SV", "NI", "PA", "PE", "DO", "PR", "CU")
NUMBERS = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=12).map(
    lambda number: number.normalize()
)
every_country = st.sampled_from(COUNTRIES)


def read_number(formats: Formats, text: str) -> Decimal:
    """A number as typed in a country."""
    return numerals.number(text, formats.marks)


@pytest.mark.parametrize("country", COMMA)
def test_these_write_a_decimal_comma(country: str) -> None:
    assert Formats(country).number(Decimal("1234.56")) == "1.234,56"
    assert read_number(Formats(country), "1.234") == 1234


@pytest.mark.parametrize("country", POINT)
def test_these_write_a_decimal_point(country: str) -> None:
    assert Formats(country).number(Decimal("1234.56")) == "1,234.56"
    assert read_number(Formats(country), "1.234") == Decimal("1.234")


def test_costa_rica_writes_spaces_and_a_comma() -> None:
    assert Formats("CR").number(Decimal("1234.56")) == "1\N{NO-BREAK SPACE}234,56"
    assert read_number(Formats("CR"), "1 234,56") == Decimal("1234.56")


@given(every_country, NUMBERS)
def test_what_is_written_is_read_back(country: str, number: Decimal) -> None:
    formats = Formats(country)
    assert read_number(formats, formats.number(number)) == number
    assert read_number(formats, formats.percent(number / 100, None)) == number / 100


@given(every_country, st.decimals(-(10**9), 10**9, places=6).map(float))
def test_a_computed_number_is_written_to_the_last_digit(country: str, number: float) -> None:
    formats = Formats(country)
    assert float(read_number(formats, formats.number(number))) == number


@given(every_country, st.sampled_from(["es", "pt", "en"]), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_date_and_a_month_are_read_back(country: str, language: str, day: date) -> None:
    formats = Formats(country, language)
    month = f"{day:%Y-%m}"
    assert formats.read_date(formats.date(day)) == day
    assert formats.read_date(day.isoformat()) == day
    assert formats.read_month(formats.month(month)) == month
    assert formats.read_month(f"{day:%m/%Y}") == formats.read_month(month) == month


@given(every_country, st.text(max_size=60))
def test_any_text_is_a_number_or_is_not_understood(country: str, text: str) -> None:
    formats = Formats(country)
    for read in (partial(read_number, formats), formats.read_month, formats.read_date):
        said = ""
        try:
            read(text)
        except NotUnderstood as error:
            said = typed_sentence(error.code, error.values)
        assert said.count("{") <= text.count("{")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", "1234.56"), ("0,5", "0.5"), (",5", "0.5"), ("-5", "-5"), ("−5", "-5"), ("+5", "5"), ("–", "0"),
        ("15%", "0.15"), ("15,5 %", "0.155"), ("12k", "12000"), ("12 mil", "12000"), ("1,5 millones", "1500000"),
        ("5,1 mil millones", "5100000000"),
        ("1 234", "1234"), ("1.234.567", "1234567"), (" 7 ", "7"),
    ],
)  # fmt: skip
def test_numbers_typed_in_colombia(text: str, number: str) -> None:
    assert read_number(Formats("CO"), text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("48", 48), ("4 años", 48), ("1,5 años", 18), ("1 año y 6 meses", 18), ("2 anos e 3 meses", 27), ("5years", 60),
        ("6 meses", 6),
    ],
)  # fmt: skip
def test_months_typed_as_years(text: str, number: int) -> None:
    assert numerals.months(text, numerals.COMMA) == number


@pytest.mark.parametrize("text", ["cuatro años", "4 lunas", "4 años 3", "años", "1.5 años"])
def test_months_that_say_nothing_sure(text: str) -> None:
    with pytest.raises(NotUnderstood):
        numerals.months(text, numerals.COMMA)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Escriba un número."),
        ("doce", "«doce» no es un número."),
        ("12 kg", "«12 kg» no es un número."),
        ("5 millones mil", "«5 millones mil» no es un número."),
        ("1e5", "«1e5» no es un número."),
        ("USD 12", "«USD 12» no es un número."),
        ("1.23", "«1.23» no se entiende: aquí se escribe 1.234,5."),
        ("0.500", "«0.500» no se entiende: aquí se escribe 1.234,5."),
        ("1,234.56", "«1,234.56» no se entiende: aquí se escribe 1.234,5."),
        ("1,2,3", "«1,2,3» no se entiende: aquí se escribe 1.234,5."),
        ("1,", "«1,» no se entiende: aquí se escribe 1.234,5."),
        ("9" * 41, "«" + "9" * 40 + "» no es un número."),
    ],
)
def test_what_says_nothing_sure_is_explained(text: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_number(Formats("CO"), text)
    assert typed_sentence(refused.value.code, refused.value.values) == sentence


@pytest.mark.parametrize(
    ("text", "month"),
    [("mar 2027", "2027-03"), ("Marzo de 2027", "2027-03"), ("03/2027", "2027-03"), ("3-2027", "2027-03"),
     ("2027-3", "2027-03"), ("sept. 2027", "2027-09"), ("setiembre 2027", "2027-09"), ("2027 ago", "2027-08"),
     ("mar-27", "2027-03"), ("1/3/2027", "2027-03"), ("01-mar-2027", "2027-03")],
)  # fmt: skip
def test_months_as_people_type_them(text: str, month: str) -> None:
    assert Formats("PE").read_month(text) == month


@pytest.mark.parametrize("text", ["13/2027", "0/2027", "ma 2027", "03/27", "mar", "2027", "31/2/27", ""])
def test_an_impossible_month_is_explained(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        Formats("PE").read_month(text)
    assert "se escribe como mar 2027" in typed_sentence(refused.value.code, refused.value.values)


@pytest.mark.parametrize(
    ("country", "text", "day"),
    [("CO", "3/4/2027", date(2027, 4, 3)), ("PA", "3/4/2027", date(2027, 3, 4)), ("CO", "3.4.27", date(2027, 4, 3)),
     ("CO", "3 de abril de 2027", date(2027, 4, 3)), ("PA", "3 abr 2027", date(2027, 4, 3)),
     ("CO", "3 de abril del 2027", date(2027, 4, 3)),
     ("CO", "April 3, 2027", date(2027, 4, 3)), ("CO", "2027/04/03", date(2027, 4, 3))],
)  # fmt: skip
def test_dates_as_people_type_them(country: str, text: str, day: date) -> None:
    assert Formats(country).read_date(text) == day


@pytest.mark.parametrize("text", ["2028-02", "febrero de 2028", "Febrero del 2028", "02/2028", "feb-2028"])
def test_a_month_alone_is_a_day_where_the_field_knows_which(text: str) -> None:
    formats = Formats("CO")
    assert formats.read_date(text, month_day="first") == date(2028, 2, 1)
    assert formats.read_date(text, month_day="last") == date(2028, 2, 29)
    with pytest.raises(NotUnderstood) as refused:
        formats.read_date(text)
    said = typed_sentence(refused.value.code, refused.value.values)
    assert said == f"Falta el día: «{text}» es un mes. Escriba por ejemplo 15 feb 2028."


@pytest.mark.parametrize("text", ["31/02/2027", "mañana", "1/2", "mar 27", "03/27", "32 ene 2027", "1/1/1", ""])
def test_an_impossible_date_is_explained(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        Formats("CO").read_date(text)
    assert "no es una fecha posible" in typed_sentence(refused.value.code, refused.value.values)


def test_money_stands_beside_its_code_with_the_decimals_it_has() -> None:
    colombia, mexico = Formats("CO"), Formats("MX")
    assert colombia.money(18_200_000.4, "COP") == "COP\N{NO-BREAK SPACE}18.200.000"
    assert mexico.money(12.5, "USD") == "USD\N{NO-BREAK SPACE}12.50"
    assert colombia.money(12.5, "CLP") == "CLP\N{NO-BREAK SPACE}13"
    assert colombia.money(Decimal(-1500), "PYG") == "PYG\N{NO-BREAK SPACE}−1.500"
    assert colombia.money(-0.2, "CLP") == "CLP\N{NO-BREAK SPACE}0"
    assert [currency_decimals(code) for code in ("CLP", "PYG", "USD", "BRL")] == [0, 0, 2, 2]


def test_a_table_says_nothing_with_a_dash_and_less_with_a_true_minus() -> None:
    formats = Formats("CO")
    assert [formats.cell(value) for value in (0, -0.0, -1234.6, 0.2, -0.2)] == ["–", "–", "−1.235", "0", "0"]


def test_percentages_leave_a_space_in_spanish_only() -> None:
    assert Formats("CO").percent(1.04) == "104\N{NO-BREAK SPACE}%"
    assert Formats("CO").percent(Decimal("0.155"), None) == "15,5\N{NO-BREAK SPACE}%"
    assert Formats("CO").percent(0.07, None) == "7\N{NO-BREAK SPACE}%"
    assert Formats("MX", "en").percent(0.155, 1) == "15.5%"
    assert Formats("BR", "pt").percent(0.155, 1) == "15,5%"


def test_months_and_dates_speak_the_language() -> None:
    assert [Formats("CO", language).month("2028-08") for language in ("es", "pt", "en")] == [
        "ago 2028", "ago 2028", "Aug 2028",
    ]  # fmt: skip
    assert Formats("CO").long_date(date(2028, 8, 3)) == "3 de agosto de 2028"
    assert [Formats("BR", "pt").long_date(date(2028, 8, day)) for day in (1, 3, 11)] == [
        "1º de agosto de 2028",
        "3 de agosto de 2028",
        "11 de agosto de 2028",
    ]
    assert Formats("US", "en").long_date(date(2028, 8, 3)) == "August 3, 2028"


def test_paper_is_that_of_the_country() -> None:
    letter = {country for country in COUNTRIES if Formats(country).paper == "letter"}
    assert letter == {"BZ", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PR", "SV", "VE"}


def test_countries_are_named_and_have_a_currency() -> None:
    known = {country.code: country for country in countries("es")}
    assert set(COMMA) | set(POINT) | {"CR"} <= set(known)
    assert (known["PE"].name, known["PE"].currency) == ("Perú", "PEN")
    assert (known["EC"].currency, known["BR"].currency, known["VE"].currency) == ("USD", "BRL", "VES")
    assert {country.code: country.name for country in countries("pt")}["CO"] == "Colômbia"
    assert currency_name("COP") == "peso colombiano"


@pytest.mark.parametrize("country", ["", "XX"])
def test_an_unknown_country_writes_as_latin_america_does(country: str) -> None:
    assert Formats(country).number(Decimal("1234.5")) == "1,234.5"


def test_a_sentence_begins_with_a_capital_and_keeps_its_names() -> None:
    assert capital("éxito del FOMIN") == "Éxito del FOMIN"
    assert capital("") == ""


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("es", [], ""),
        ("es", ["Asesoría"], "Asesoría"),
        ("es", ["Asesoría", "Cursos"], "Asesoría y Cursos"),
        ("es", ["Asesoría", "Ferias", "Cursos"], "Asesoría, Ferias y Cursos"),
        ("es", ["Cursos", "Inventarios"], "Cursos e Inventarios"),
        ("es", ["Cursos", "historia"], "Cursos e historia"),
        ("es", ["Agua", "Hielo"], "Agua y Hielo"),
        ("es", ["Peras y manzanas", "y griega"], "Peras y manzanas y y griega"),
        ("pt", ["Cursos", "Feiras"], "Cursos e Feiras"),
        ("en", ["Advice", "Fairs", "Courses"], "Advice, Fairs, and Courses"),
    ],
)
def test_names_are_listed_as_a_sentence_lists_them(language: str, names: list[str], expected: str) -> None:
    assert Formats("CO", language).listed(names) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("3 mil", "3000"), ("2 milhões", "2000000"), ("1 million", "1000000"), ("5 k", "5000")]
)
def test_scales_are_read_in_every_language(text: str, expected: str) -> None:
    assert read_number(Formats("BR", "pt"), text) == Decimal(expected)


@pytest.mark.parametrize("text", ["março de 2027", "marco 2027", "mar 2027", "March 2027", "marzo de 2027"])
def test_months_are_read_in_every_language(text: str) -> None:
    assert Formats("BR", "pt").read_month(text) == "2027-03"
