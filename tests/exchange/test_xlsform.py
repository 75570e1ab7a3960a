"""An instrument as an XLSForm: what stands in it, that the tools of ODK take it, and what cannot be a form."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert
from survey.instruments import a_round, mixed, scale

from workbench.exchange import xlsform
from workbench.i18n import speaking
from workbench.survey import shipped
from workbench.survey.instrument import Condition, Instrument, Kind
from workbench.survey.payload import SurveyRefused

GOLDEN = Path(__file__).parents[1] / "golden" / "xlsform_mixed.txt"
ROUND = a_round(mixed(), 3)


def told() -> str:
    """The form in Spanish, without what the other languages say and the mark of the whole."""
    lines: list[str] = []
    for name, rows in xlsform.sheets(mixed(), ROUND).items():
        lines.append(f"# {name}")
        for row in rows:
            kept = (*row[:3], *row[8:]) if name == "survey" else row[:3] if name == "choices" else row
            lines.append(" | ".join(" ".join(text.split()) for text in kept).rstrip(" |"))
    return re.sub(r"\| 1-[0-9a-f]{6} \|", "| 1-… |", "\n".join(lines)) + "\n"


def test_the_form_is_as_it_was() -> None:
    assert told() == GOLDEN.read_text(encoding="utf-8")


def test_a_form_speaks_every_language_and_opens_in_that_of_the_moment(tmp_path: Path) -> None:
    with speaking("pt"):
        data = xlsform.xlsform(mixed(), ROUND)
    book = load_workbook(io.BytesIO(data), read_only=True)
    survey = [[cell.value for cell in row] for row in book["survey"].iter_rows()]
    row = next(row for row in survey if row[1] == "S1")
    assert row[2:5] == ["S1. ¿S1?", "S1. ¿S1? (pt)", "S1. ¿S1? (en)"]
    settings = [[cell.value for cell in row] for row in book["settings"].iter_rows()]
    assert dict(zip(*settings, strict=True))["default_language"] == "Português (pt)"
    longer = a_round(mixed(), 4)
    versions = [xlsform.sheets(mixed(), round)["settings"][1][2] for round in (ROUND, ROUND, longer)]
    assert versions[0] == versions[1] != versions[2]
    path = tmp_path / "f.xlsx"
    path.write_bytes(data)
    form = convert(xlsform=path)
    assert form.warnings == []
    assert all(f'lang="{name}"' in form.xform for name in ("Español (es)", "Português (pt)", "English (en)"))


@pytest.mark.parametrize("id", [each.id for each in shipped.listed()])
def test_every_instrument_is_a_form(id: str, tmp_path: Path) -> None:
    path = tmp_path / f"{id}.xlsx"
    instrument = shipped.shipped(id)
    path.write_bytes(xlsform.xlsform(instrument, a_round(instrument, 2)))
    assert convert(xlsform=path).warnings == []


@pytest.mark.needs("java")
def test_odk_validate_takes_a_form_of_every_kind_of_item(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    for round in (ROUND, None):
        path.write_bytes(xlsform.xlsform(mixed(), round))
        assert convert(xlsform=path, validate=True).warnings == []


def with_item(id: str, **changes: object) -> Instrument:
    """The instrument with one more item."""
    of = mixed()
    (dimension,) = of.dimensions
    return of.with_(dimensions=(dimension.with_(items=(*dimension.items, scale(id).with_(**changes))),))


def test_a_code_that_cannot_be_a_name_of_the_form_is_refused() -> None:
    for id in ("consent", "S1_why", "meta", "G"):
        with pytest.raises(SurveyRefused, match=f"«{id}»"):
            xlsform.xlsform(with_item(id), ROUND)
    options = [option.with_(id="na") for option in mixed().items["O1"].options[:1]]
    with pytest.raises(SurveyRefused, match="«na» está reservado"):
        xlsform.xlsform(with_item("O2", kind=Kind.CHOICE, anchors=(), options=options), ROUND)


def test_a_text_is_never_a_formula() -> None:
    of = with_item("S9", question=mixed().title.with_(es='=HYPERLINK("x")'), ask_if=Condition(item="O1", is_="a"))
    book = load_workbook(io.BytesIO(xlsform.xlsform(of, None)))
    cells = [cell for row in book["survey"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
