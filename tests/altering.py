"""Changes a PDF as somebody would who wants other figures in it: one digit, a letter table, a note, an attachment."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

Said = Callable[[bytes], bytes | None]
"""Other bytes for those of one piece of text, None to leave it."""


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def written(pdf: pikepdf.Pdf, path: Path) -> Path:
    pdf.save(path)
    return path


def retyped(pdf: pikepdf.Pdf, page: int, say: Said, most: int = 1) -> int:
    """Change pieces of text of a page, ``most`` of them; how many were changed."""
    done, kept = 0, []
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[page]):
        text = bytes(operands[0]) if operator == Operator("Tj") else b""
        other = say(text) if text and done < most else None
        done += other is not None
        kept.append(([String(other)] if other is not None else operands, operator))
    pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    return done


def digit(within: bytes = b"", skipping: int = 0) -> Said:
    """The first digit of a text that holds ``within`` made another, after ``skipping`` such texts."""
    passed = iter(range(skipping))

    def say(text: bytes) -> bytes | None:
        found = re.search(rb"\d", text)
        if within not in text or not found or next(passed, None) is not None:
            return None
        other = b"%d" % ((int(found[0]) + 1) % 10)
        return text[: found.start()] + other + text[found.end() :]

    return say


def swapped(text: bytes) -> bytes | None:
    """Ones for sevens and sevens for ones."""
    return text.translate(bytes.maketrans(b"17", b"71")) if re.search(rb"[17]", text) else None


def lie(pdf: pikepdf.Pdf, page: int) -> None:
    """Draw sevens for ones on a page while its text, for whom copies or hears it, stays what it was."""
    resources = pdf.pages[page].Resources
    fonts = {}
    for name, font in resources.Font.items():
        letters = font.ToUnicode.read_bytes().replace(b"<31> <0031>", b"<31> <0037>")
        fonts[name] = Dictionary({key: font[key] for key in font})
        fonts[name].ToUnicode = pdf.make_stream(letters.replace(b"<37> <0037>", b"<37> <0031>"))
    pdf.pages[page].Resources = Dictionary(Font=Dictionary(fonts), ProcSet=resources.ProcSet)
    retyped(pdf, page, swapped, most=10_000)


def noted(pdf: pikepdf.Pdf, page: int) -> None:
    """Put a note over a page."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[100, 100, 300, 140], Contents=String("COP 999"))
    pdf.pages[page].Annots = Array([*pdf.pages[page].get("/Annots", []), pdf.make_indirect(note)])


def attached(pdf: pikepdf.Pdf, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change what travels inside."""
    spec: Any = pdf.attachments[name]
    data = change(spec.get_file().read_bytes())
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name, mime_type="application/json")
