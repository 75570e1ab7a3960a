"""Files with some of their bytes changed, the same for the same number."""

from __future__ import annotations

import io
import random
import zipfile
from zipfile import ZipFile

from workbench.exchange import input_book
from workbench.exchange.input_sheets import InputSheets
from workbench.model.plan import Plan

FEW = ("services", "streams/contract", "streams/contract/amounts")
"""Kinds of line that stand for all, so that many workbooks are read in little time."""


def small_book() -> dict[str, bytes]:
    """The parts of a workbook with few sheets."""
    sheets = InputSheets(Plan())
    sheets.sheets = {code: sheets.sheets[code] for code in FEW}
    with ZipFile(io.BytesIO(input_book.input_book(sheets))) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def spoiled_book(parts: dict[str, bytes], number: int) -> bytes:
    """A workbook changed in the packed file, or in one part before it is packed."""
    dice = random.Random(number)
    if number % 4 == 0:
        return spoiled(packed(parts), dice)
    name = dice.choice([name for name in parts if name.endswith(".xml")])
    return packed({**parts, name: spoiled(parts[name], dice)})


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """Some bytes changed, taken out or doubled."""
    made = bytearray(data)
    for _turn in range(dice.choice((1, 2, 8))):
        at = dice.randrange(len(made))
        length = dice.choice((1, 3, 40))
        made[at : at + length] = dice.choice(
            (b"", bytes(made[at : at + length]) * 2, dice.randbytes(length), b"<", b"9")
        )
    return bytes(made)


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as a ZIP whose bytes are those of the parts."""
    made = io.BytesIO()
    with ZipFile(made, "w", zipfile.ZIP_STORED) as pack:
        for name, data in parts.items():
            pack.writestr(name, data)
    return made.getvalue()
