"""What a report says, as plain values: no page, no font, no PDF.

Words are a string, or a tuple of strings and ``Run`` where a part is bold, muted, a link or a light. Amounts in
table cells are numbers; the renderer writes them in the report's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from workbench.model.chart import Chart

State = Literal["holds", "risk", "fails", "none"]
Paper = Literal["letter", "a4"]
ColumnKind = Literal["text", "number", "money", "percent"]
RowKind = Literal["plain", "total", "section"]


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text. ``link`` is a web address, or '#' and the anchor of a heading."""

    text: str
    bold: bool = False
    muted: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    """A status: its shape and colour follow from ``state``, and ``word`` always says it too."""

    state: State
    word: str


Part = str | Run | Light
Words = str | Light | Run | tuple[Part, ...]
Cell = Words | int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; levels must not be skipped. ``anchor`` is the name links point at."""

    level: Literal[1, 2, 3]
    text: str
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, with bullets or numbers."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs and lists; a line break in a string is kept. ``muted`` is for what stands beside the matter."""

    paragraphs: tuple[Words | Bullets, ...]
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what stands behind them."""

    items: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it holds, and the decimals it shows (None: by its kind).

    Money and numbers show none unless asked, percents (given as a fraction, 0.025 for 2,5 %) one.
    """

    head: str
    kind: ColumnKind = "text"
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; missing ones at the end stay empty.

    A number is written as the column says, zero as a dash, None as nothing. Words stand as they are:
    ``Run(reason, muted=True)`` where a figure is undefined.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page, no row is split, and what is too wide continues below.

    ``groups`` is an optional upper head row: labels with the number of columns each stands over. The sum of those
    numbers is the number of columns. ``unit`` is said once, above the table. ``whole``: it is torn only where it is
    longer than a page. ``small``: it is looked up, not read, and set in small type.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    unit: str = ""
    groups: tuple[tuple[str, int], ...] = ()
    notes: tuple[Words, ...] = ()
    whole: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Pulse:
    """A main figure of the summary: its value as words, its light, and a line that explains it."""

    label: str
    value: Words
    light: Light | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement in words and the figures it rests on."""

    light: Light
    sentence: Words
    figures: tuple[Pulse, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to sign: whose, and the name where it is known."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, two beside each other."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what the document is, of what, the facts, and at its foot places to sign and a note."""

    kind: str
    title: str
    subtitle: str = ""
    facts: tuple[tuple[str, Words], ...] = ()
    signatures: tuple[Slot, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Toc:
    """The table of contents: every heading down to ``depth``, with its page; ``note`` stands below the title."""

    title: str
    depth: Literal[1, 2, 3] = 2
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer with a circle to mark: the code it is typed in by, and what it says."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on after its label, or after a circle to mark; ``share`` of the width of the page."""

    label: str
    share: float = 1.0
    mark: str = ""
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Blanks:
    """Places to write, each row beside each other."""

    rows: tuple[tuple[Blank, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to answer by hand, never torn by the end of a page.

    ``code`` stands before its ``text``; ``notes`` in small type below; then the answers to mark and the places to
    write.
    """

    code: str
    text: str
    notes: tuple[Words, ...] = ()
    marks: tuple[Mark, ...] = ()
    blanks: tuple[tuple[Blank, ...], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Booklet:
    """What follows is to be handed out by itself: it starts a page, with ``head`` over all its pages, counted anew.

    ``blank`` is the label of a place to write at the right of that head.
    """

    head: str
    blank: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Block = (
    Heading
    | Text
    | Facts
    | Table
    | Chart
    | Verdict
    | Signatures
    | Cover
    | Toc
    | PageBreak
    | Question
    | Blanks
    | Booklet
)


@dataclass(frozen=True, slots=True)
class Report:
    """A document in ``language`` ('es'), with numbers as ``country`` ('CO', or '' for none) writes them.

    ``created`` is the moment of the plan's last edit, never the clock, so that a plan always makes the same file.
    ``fingerprint`` and ``version`` (of the program) stand at the foot of every page; ``identifier`` names in the
    metadata what is printed.
    """

    title: str
    author: str
    language: str
    country: str
    created: datetime
    subject: str
    paper: Paper
    fingerprint: str
    version: str
    blocks: tuple[Block, ...]
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF as its source."""

    name: str
    data: bytes
    description: str
    mime: str = "application/json"
