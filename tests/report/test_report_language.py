"""The PDF speaks its own language, whole, whatever the program speaks and whatever was printed before."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import plan_samples
import pypdfium2
import pytest
from babel import Locale
from plan_texts import with_texts

from workbench import i18n
from workbench.engine.projection import Projection, project, published
from workbench.i18n import language, use_language
from workbench.report.plan_report import plan_pdf

WORD = re.compile(r"\b[^\W\d_]{3,}\b")
SAID = ("Alt", "Title", "ActualText", "Desc", "Contents", "Subject", "Keywords", "E")
"""What a PDF says besides what it shows."""
NAMES = {"ATN", "COP", "FOMIN", "SSME", "USD", "Sustainability", "Workbench", "plan", "figures"}
NAMES |= {"and", "Colombia", "Colômbia", "Peso", "Colombian", "colombiano", "Dollar", "Dólar", "americano"}
CODES = {word for id in published() for word in re.split(r"[._]", id)}


class Masked(gettext.NullTranslations):
    """A language whose every letter is an x: whatever else is read was not translated."""

    def gettext(self, message: str) -> str:
        return "".join(
            part if part.startswith("{") else re.sub(r"[^\W\d_]", "x", part)
            for part in re.split(r"(\{[^{}]*\})", message)
        )


def masked(text: str) -> str:
    """A typed text without its words."""
    return re.sub(r"[^\W\d_]", "y", text)


@pytest.fixture
def masks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English and Portuguese are made of x."""
    real = i18n._catalogue
    monkeypatch.setattr(i18n, "_catalogue", lambda code: real(code) if code == "es" else Masked())
    yield
    use_language("es")


@pytest.fixture(scope="module")
def projection() -> Projection:
    """A plan of every kind of line, one without a name, whose typed texts are made of y."""
    plan = with_texts(plan_samples.pharmacies(), masked)
    first, *others = plan.streams
    return project(plan.with_(streams=(first.with_(name=""), *others)))


def read(data: bytes) -> str:
    """All that a PDF shows, and what it says to who cannot see it."""
    with pypdfium2.PdfDocument(data) as shown:
        texts = [page.get_textpage().get_text_range() for page in shown]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                texts += [str(thing[f"/{name}"]) for name in SAID if isinstance(thing.get(f"/{name}"), pikepdf.String)]
    return "\n".join(texts)


def months(code: str) -> set[str]:
    """The names of months, short and long."""
    names = Locale.parse(code).months["format"]
    return {str(name).rstrip(".") for width in ("abbreviated", "wide") for name in names[width].values()}


def spanish(text: str, code: str) -> set[str]:
    """The words that are neither masked nor names."""
    found = set(WORD.findall(text)) - NAMES - CODES - months(code)
    return {word for word in found if set(word.casefold()) - {"x", "y"}}


def test_every_language_is_whole_and_none_stays_behind(projection: Projection, masks: None) -> None:
    printed = [(code, plan_pdf(projection, code)) for code in ("pt", "es", "en", "es", "pt")]
    assert language() == "es"
    for (code, data), (other, following) in pairwise(printed):
        assert data != following, (code, other)
    assert printed[1] == printed[3]
    assert printed[0] == printed[4]
    assert spanish(read(printed[0][1]), "pt") == set()
    assert spanish(read(printed[2][1]), "en") == set()
    assert "Equilibrio" in read(printed[1][1])


def test_the_window_keeps_its_language(projection: Projection, masks: None) -> None:
    use_language("en")
    data = plan_pdf(projection, "es")
    assert language() == "en"
    use_language("es")
    assert plan_pdf(projection, "es") == data
