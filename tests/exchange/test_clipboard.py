"""What other programs put on the clipboard, as a block of raw texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import limits
from workbench.exchange.clipboard import Block, PasteRefused, read_block

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
<style><!--table {mso-displayed-decimal-separator:"\\,"; mso-displayed-thousand-separator:"\\.";}--></style></head>
<body><table><tr><td class=xl65 align=right>1.234</td></tr></table></body></html>"""
CALC = """<html><head><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/></head><body><table>
<tr><td align="right" sdval="1234" sdnum="9226;0;#.##0"><font color="#000000">1.234</font></td></tr></table></html>"""
GOOGLE = """<google-sheets-html-origin><table><tr>
<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:1.234}">1.234</td></tr></table>"""
PAGE = """<html><body><h1>Precios</h1><table><thead><tr><th>Servicio<th colspan=2>Precio</thead>
<tr><td rowspan=2>Compra<br>conjunta</td><td>COP&nbsp;1.234</td><td><p>al mes</p></td></tr><tr><td>5</td></tr>
</table></body></html>"""


def rows(text: str, html: str = "") -> tuple[tuple[str, ...], ...]:
    return read_block(text, html).rows


def refused(text: str, html: str = "") -> str:
    with pytest.raises(PasteRefused) as error:
        read_block(text, html)
    return error.value.sentence


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ("uno\ndos\ntres\n", (("uno",), ("dos",), ("tres",))),
        ("a\t\tb", (("a", "", "b"),)),
        ("a\n\nb", (("a",), ("",), ("b",))),
        ("a\tb\nc", (("a", "b"), ("c", ""))),
        ('"con\ttab"\t"dos\nlíneas"\t"dijo ""sí"""', (("con\ttab", "dos\nlíneas", 'dijo "sí"'),)),
        ('"Red" de farmacias\t"x', (('"Red" de farmacias', '"x'),)),
        ('"entre comillas"\tb', (('"entre comillas"', "b"),)),
        ("nombre;valor\nA;1,5\nB;2\n", (("nombre", "valor"), ("A", "1,5"), ("B", "2"))),
        ("uno; dos\ntres", (("uno; dos",), ("tres",))),
        ("uno; dos", (("uno; dos",),)),
        ("\ufeffa\rb", (("a",), ("b",))),
        ("😀 ñandú\tשלום\te\u0301\t👩\u200d🚀", (("😀 ñandú", "שלום", "e\u0301", "👩\u200d🚀"),)),
    ],
)
def test_cells_as_spreadsheets_copy_them(text: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert rows(text) == cells


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\v")), min_size=2, max_size=4),
                min_size=1, max_size=5))  # fmt: skip
def test_whatever_stands_in_quoted_cells_comes_back(cells: list[list[str]]) -> None:
    texts = [[text + "\t" for text in row] for row in cells]
    copied = "\n".join("\t".join('"' + text.replace('"', '""') + '"' for text in row) for row in texts)
    width = max(map(len, texts))
    assert rows(copied + "\n") == tuple((*row, *[""] * (width - len(row))) for row in texts)


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_is_a_rectangle_or_is_refused(text: str) -> None:
    try:
        block = read_block(text, text)
    except PasteRefused:
        return
    assert {len(row) for row in block.rows} == {block.width}
    assert 1 <= block.height <= limits.LINES


@pytest.mark.parametrize("row", ["a\tb\tc", '"', '"\t""', '""x', "a;b"])
def test_a_hundred_thousand_rows_are_refused_at_once(row: str) -> None:
    text = (row + "\n") * 100_000
    before = time.perf_counter()
    assert "más de 1000 filas" in refused(text)
    assert time.perf_counter() - before < 0.2


def test_a_whole_column_is_what_is_written_in_it() -> None:
    assert rows("a\nb\n" + "\n" * 1_048_574) == (("a",), ("b",))
    assert read_block("x\n" * limits.LINES).height == limits.LINES


def test_what_is_too_large_is_told() -> None:
    assert "columnas" in refused("\t" * 500 + "x")
    assert "demasiado grande" in refused("x" * 20_000_001)
    assert "demasiado grande" in refused("x\t" + "y" * (limits.TEXT + 1))
    assert "más de 1000 filas" in refused("", "<table>" + "<tr><td>1" * 1001)
    assert "columnas" in refused("", "<table><tr>" + "<td colspan=300>1" * 3)


@pytest.mark.parametrize("text", ["", "\n", " \t\n"])
def test_nothing_copied_is_told(text: str) -> None:
    assert refused(text) == "No hay nada copiado que se pueda pegar aquí."


@pytest.mark.parametrize(("html", "mark"), [(EXCEL, ","), (CALC, ","), (GOOGLE, ".")])
def test_a_spreadsheet_tells_how_it_writes_numbers(html: str, mark: str) -> None:
    assert read_block("1.234", html) == Block((("1.234",),), mark)


def test_a_table_of_a_page_is_read_from_its_html() -> None:
    assert rows("Servicio Precio\nlo que sea", PAGE) == (
        ("Servicio", "Precio", ""), ("Compra\nconjunta", "COP 1.234", "al mes"), ("", "5", ""),
    )  # fmt: skip


def test_a_page_that_is_no_table_is_told() -> None:
    text = "La sostenibilidad\n\nUn proyecto es sostenible cuando sus servicios continúan.\n"
    assert "es un texto, no una tabla" in refused(text, "<p>La sostenibilidad<p>Un proyecto es sostenible…")
    assert "varias tablas" in refused("a", "<table><tr><td>a</table><table><tr><td>b</table>")
    assert "otro texto" in refused("a", "<p>" + "palabras " * 60 + "<table><tr><td>a</table>")
    assert rows("Compra conjunta\nCapacitación", "<ul><li>Compra conjunta<li>Capacitación</ul>")[1] == ("Capacitación",)


def test_a_small_block_fills_a_larger_selection() -> None:
    assert Block((("1", "2"),)).tiled(2, 4).rows == (("1", "2", "1", "2"),) * 2
    assert Block((("1", "2"),)).tiled(2, 3).rows == (("1", "2"),)
    assert Block((("1", "2"),)).turned().rows == (("1",), ("2",))
