"""Recalculate workbooks in LibreOffice and compare them with what the engine says.

Runs under the system's Python, which has LibreOffice's bridge: ``python3 lo_check.py FOLDER``. Reads ``*.xlsx`` with
``*.json`` beside it: ``rows`` to be found, then ``changes`` to make in cells and the rows to be found ``after`` them.
Prints one JSON object: by file, how many cells, the worst deviation, and the first that differ before and after.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

NEAR, PATIENCE = 1e-9, 60


def office(folder, pipe):
    """A LibreOffice of our own, with an empty profile."""
    command = ["soffice", f"-env:UserInstallation={Path(folder).as_uri()}", "--headless", "--norestore", "--nologo"]
    return subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)  # fmt: skip


def desktop(process, pipe):
    """Its desktop, once it answers."""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    end = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)


def used(sheet):
    """All cells of a sheet from A1 on, in one call: a call for each row takes longer than the recalculation."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()


def compare(document, rows):
    """Cells compared, how many are texts, the worst deviation, and the first of those that differ."""
    sheets = {name: used(document.Sheets.getByName(name)) for name in {row[0] for row in rows}}
    cells = texts = 0
    worst, differ = 0.0, {}
    for sheet, row, column, key, scale, values in rows:
        read = sheets[sheet][row - 1][column : column + len(values)]
        for at, (found, value) in enumerate(zip(read, values, strict=True)):
            cells += 1
            if isinstance(value, str) or not isinstance(found, float):
                texts += 1
                wrong = found != value
            else:
                away = abs(found - value) / (scale or 1)
                worst = max(worst, away)
                wrong = away > NEAR
            if wrong:
                differ.setdefault(key, f"{sheet} {row}, {at}: {found!r}, not {value!r}")
    return {"cells": cells, "texts": texts, "worst": worst, "differ": differ}


def change(document, changes):
    """Type other values into cells."""
    for sheet, row, column, value in changes:
        cell = document.Sheets.getByName(sheet).getCellByPosition(column, row - 1)
        if isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value


def check(found, path):
    """One workbook: opened, recalculated, compared; changed and compared again."""
    asked = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    start = time.perf_counter()
    document = found.loadComponentFromURL(path.as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
    opened = time.perf_counter()
    document.calculateAll()
    computed = time.perf_counter()
    result = compare(document, asked["rows"]) | {"open": opened - start, "compute": computed - opened}
    if asked.get("changes"):
        change(document, asked["changes"])
        document.calculateAll()
        result["after"] = compare(document, asked["after"])["differ"]
    document.close(True)
    return result | {"read": time.perf_counter() - computed}


def main(folder):
    """Check every workbook of a folder."""
    with tempfile.TemporaryDirectory() as profile:
        pipe = "p" + Path(profile).name
        process = office(profile, pipe)
        try:
            found = desktop(process, pipe)
            print(json.dumps({path.stem: check(found, path) for path in sorted(Path(folder).glob("*.xlsx"))}))
            found.terminate()
        except Exception:
            process.terminate()
            raise
        finally:
            process.wait(30)


if __name__ == "__main__":
    main(sys.argv[1])
