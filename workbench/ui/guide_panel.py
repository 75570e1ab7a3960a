"""The panel beside a step: what it is for, why it is asked, who says so, a good and a weak example, its words."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser

from forms import GUIDE
from forms.glossary import GLOSSARY
from forms.guide import Page
from workbench.i18n import N_, _
from workbench.ui.theme import colour, scaled

PARTS = (
    ("purpose", N_("Para qué sirve")),
    ("why", N_("Por qué se pregunta")),
    ("good_example", N_("Ejemplo que convence")),
    ("weak_example", N_("Ejemplo débil")),
    ("source", N_("Fuente")),
)


class GuidePanel(QTextBrowser):
    """Shows the guidance of one page at a time, as a text that is also read line by line with the arrows."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName(_("Guía"))
        self.setMinimumWidth(scaled(180))
        self.document().setDocumentMargin(12)
        self._page = GUIDE.pages[0]
        self._terms: tuple[str, ...] = ()

    def show_page(self, page: Page) -> None:
        """Show what the guide says about a page."""
        self._page, self._terms = page, ()
        self._draw()

    def show_words(self, *terms: str) -> None:
        """Show the words the cursor is at, before everything else; none: nothing there."""
        if terms != self._terms:
            self._terms = terms
            self._draw()

    def _draw(self) -> None:
        guidance = self._page.guidance
        told = [*_words(_("Palabras de este campo"), self._terms), _head(_("Guía"))]
        told += [_part(_(heading), _(getattr(guidance, name))) for name, heading in PARTS]
        told += _words(_("Palabras de esta página"), guidance.terms)
        self.setHtml("".join(told))


def _words(heading: str, terms: tuple[str, ...]) -> Iterator[str]:
    if terms:
        yield _head(heading)
    for term in terms:
        yield _part(_(GLOSSARY[term].name), _(GLOSSARY[term].text))


def _head(text: str) -> str:
    return f"<h3>{escape(text)}</h3>"


def _part(heading: str, text: str) -> str:
    return f'<p><b>{escape(heading)}</b><br><span style="color: {colour("muted").name()}">{escape(text)}</span></p>'
