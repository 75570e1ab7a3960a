"""The look of the page: sizes, colours and paragraph styles, and words as reportlab's markup."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from workbench.formats import NO_BREAK
from workbench.report.blocks import Light, Part, Run, Words
from workbench.report.fonts import BOLD, REGULAR, plain, use_family
from workbench.theme_tokens import SHAPES, theme

SMALL, BODY, LEAD, CHAPTER, COVER = 7.5, 9.5, 12, 20, 27
HEADINGS = {1: CHAPTER, 2: 15, 3: 12}
HAIRLINE, RULE = 0.4, 0.8
Anchors = Mapping[str, str]


@cache
def colour(token: str) -> Any:
    """The colour of a token of the light theme: paper is white."""
    return HexColor(theme("light")[token])


def state_colour(state: str) -> str:
    """The token of a status; one that is not judged is muted."""
    return "muted" if state == "none" else state


@cache
def style(name: str) -> ParagraphStyle:
    """A paragraph style by name."""
    use_family()
    return ParagraphStyle(name, **(_base() | _styles()[name]))


@cache
def _base() -> dict[str, Any]:
    return {
        "fontName": REGULAR,
        "bulletFontName": REGULAR,
        "fontSize": BODY,
        "leading": 14,
        "textColor": colour("text"),
        "spaceAfter": 7,
        "allowWidows": 0,
        "allowOrphans": 0,
        "underlineWidth": 0.4,
        "uriWasteReduce": 0.3,
    }


@cache
def _styles() -> dict[str, dict[str, Any]]:
    muted = {"textColor": colour("muted")}
    small = muted | {"fontSize": SMALL, "leading": 10.5, "spaceAfter": 4}
    headings = {
        f"heading{level}": {
            "fontName": BOLD,
            "fontSize": size,
            "leading": size * 1.25,
            "spaceBefore": {1: 26, 2: 16, 3: 12}[level],
            "spaceAfter": 12 if level == 1 else 6,
        }
        for level, size in HEADINGS.items()
    }
    return headings | {
        "body": {},
        "muted": muted,
        "item": {"leftIndent": 16, "bulletIndent": 3, "spaceAfter": 5},
        "numbered": {"leftIndent": 20, "bulletIndent": 3, "spaceAfter": 5},
        "small": small,
        "question": {"fontName": BOLD, "leading": 13, "spaceAfter": 2},
        "hint": small | {"leading": 10, "spaceAfter": 3},
        "answer": {
            "bulletFontName": BOLD,
            "fontSize": 8.5,
            "bulletFontSize": 8.5,
            "leading": 11.2,
            "leftIndent": 34,
            "bulletIndent": 15,
            "spaceAfter": 2,
        },
        "label": muted | {"spaceAfter": 0},
        "value": {"spaceAfter": 0},
        "lead": {"fontSize": LEAD, "leading": 17.5, "spaceAfter": 0},
        "caption": {"fontName": BOLD, "spaceAfter": 5, "spaceBefore": 8},
        "figure": {"fontName": BOLD, "fontSize": LEAD, "leading": 15, "spaceBefore": 12, "spaceAfter": 0},
        "pulse": {"fontName": BOLD, "fontSize": 15, "leading": 18, "spaceAfter": 0, "alignment": TA_RIGHT},
        "long_pulse": {"fontName": BOLD, "fontSize": 11, "leading": 14, "spaceAfter": 0, "alignment": TA_RIGHT},
        "kind": {"textColor": colour("accent"), "fontName": BOLD, "fontSize": LEAD, "leading": 16, "spaceAfter": 10},
        "cover": {"fontName": BOLD, "fontSize": COVER, "leading": 33, "spaceAfter": 10},
        "long_cover": {"fontName": BOLD, "fontSize": CHAPTER, "leading": 25, "spaceAfter": 10},
        "subtitle": muted | {"fontSize": 15, "leading": 20, "spaceAfter": 0},
        "contents": {"fontName": BOLD, "fontSize": CHAPTER, "leading": 25, "spaceAfter": 14},
        "entry1": {"fontName": BOLD, "leading": 11.7, "rightIndent": 36, "spaceBefore": 3, "spaceAfter": 0},
        "entry2": {"leading": 11.7, "leftIndent": 16, "rightIndent": 36, "spaceAfter": 0},
        "entry3": muted | {"leftIndent": 32, "rightIndent": 36, "spaceAfter": 1},
    }


@cache
def cell_style(size: float, bold: bool = False, alignment: int = TA_LEFT, muted: bool = False) -> ParagraphStyle:
    """The style of words that wrap inside a table cell."""
    use_family()
    return ParagraphStyle(
        "cell",
        fontName=BOLD if bold else REGULAR,
        bulletFontName=REGULAR,
        fontSize=size,
        leading=round(size * 1.28, 1),
        alignment=alignment,
        textColor=colour("muted" if muted else "text"),
    )


def markup(words: Words, anchors: Anchors) -> str:
    """``words`` as reportlab's markup; ``anchors`` gives the key of every heading that can be linked.

    Raises KeyError for a link to a heading that does not exist.
    """
    parts = words if isinstance(words, tuple) else (words,)
    return "".join(_markup(part, anchors) for part in parts)


def _markup(part: Part, anchors: Anchors) -> str:
    if isinstance(part, Light):
        return tinted(f"<b>{escape(_plain(part))}</b>", state_colour(part.state))
    run = Run(part) if isinstance(part, str) else part
    text = escape(plain(run.text)).replace("\n", "<br/>")
    if run.bold:
        text = f"<b>{text}</b>"
    if run.muted:
        text = tinted(text, "muted")
    if run.link:
        target = "#" + anchors[run.link[1:]] if run.link.startswith("#") else run.link
        hue = theme("light")["accent"]
        text = f'<a href={quoteattr(target)} color="{hue}"><u>{text}</u></a>'
    return text


def tinted(text: str, token: str) -> str:
    """Markup in the colour of a token."""
    return f'<font color="{theme("light")[token]}">{text}</font>'


def words_only(words: Words) -> str:
    """``words`` without their marks, to be measured."""
    parts = words if isinstance(words, tuple) else (words,)
    return "".join(_plain(part) for part in parts)


def _plain(part: Part) -> str:
    if isinstance(part, Light):
        return f"{SHAPES[part.state]}{NO_BREAK}{plain(part.word)}"
    return plain(part if isinstance(part, str) else part.text)
