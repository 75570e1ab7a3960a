"""The catalogues of texts: what is marked in the source, and each language's translation of it.

Run as a program it brings every catalogue up to date: new texts come in empty, texts that are gone go out, the others
keep their translation, and nothing is guessed. With two files it compiles the first into the second.
"""

from __future__ import annotations

import io
import re
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
SHOWN = ("forms", "workbench")
MARKS = {"_": None, "N_": None}
CATALOGUES = ROOT / "resources" / "i18n"
CASH = re.compile(r"em\s+esp[eé]cie", re.IGNORECASE)
"""In Portuguese this is cash; what Spanish calls *en especie* is *em bens e serviços*."""
HEADER = r'''msgid ""
msgstr ""
"Language: {code}\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
'''


def paths() -> dict[str, Path]:
    """The catalogue of each language, by the language's code."""
    return {path.parts[-3]: path for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/workbench.po"))}


Place = tuple[str, int]
"""A file of the project and a line in it."""


@cache
def marked() -> dict[str, list[Place]]:
    """Every marked text with the places where it stands."""
    found: dict[str, list[Place]] = {}
    for folder in SHOWN:
        for file, line, text, _notes, _context in extract_from_dir(ROOT / folder, [("**.py", "python")], None, MARKS):
            found.setdefault(str(text), []).append((f"{folder}/{file}", line))
    return found


def translations(path: Path) -> dict[str, str]:
    """The texts of a catalogue with their translation, '' where there is none yet."""
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def written(code: str, translated: dict[str, str]) -> str:
    """The catalogue of a language as it stands in its file: each text on one line, in the order of the files."""
    made = Catalog(code)
    for text, places in marked().items():
        message = made.add(text, translated.get(text, ""), places)
        message.flags.discard("python-format")  # "10 % de": nothing here is filled by the % operator
    body = io.BytesIO()
    write_po(body, made, width=0, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEADER.format(code=code) + "\n" + body.getvalue().decode().lstrip("\n")


def compile_texts(source: Path, target: Path) -> None:
    """A catalogue as the program reads it. Babel's own command would take each percentage for a placeholder."""
    with source.open("rb") as read, target.open("wb") as write:
        write_mo(write, read_po(read))


def update() -> None:
    """Update every catalogue and say how much each still lacks."""
    for code, path in paths().items():
        text = written(code, translations(path))
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
        missing = sum(not translated for translated in translations(path).values())
        print(f"{code}: {len(marked())} texts, {missing} untranslated")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        compile_texts(*map(Path, sys.argv[1:]))
    else:
        update()
