"""The panel beside a step: what it is for, why it is asked, who says so, a good and a weak example, its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from forms import GUIDE
from forms.glossary import GLOSSARY
from forms.guide import Page
from workbench.i18n import N_, _
from workbench.ui.parts import caption, dressed, emptied
from workbench.ui.theme import scaled

PARTS = (
    ("purpose", N_("Para qué sirve")),
    ("why", N_("Por qué se pregunta")),
    ("good_example", N_("Ejemplo que convence")),
    ("weak_example", N_("Ejemplo débil")),
    ("source", N_("Fuente")),
)


class GuidePanel(QScrollArea):
    """Shows the guidance of one page at a time."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setObjectName("clear")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Guía"))
        self.setMinimumWidth(scaled(180))
        self._page = GUIDE.pages[0]
        self._terms: tuple[str, ...] = ()
        self._word = QVBoxLayout()

    def show_page(self, page: Page) -> None:
        """Show what the guide says about a page."""
        self._page = page
        inside = dressed(QWidget(), "panelbody")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(4)
        self._word, self._terms = QVBoxLayout(), ()
        layout.addLayout(self._word)
        layout.addWidget(caption(_("Guía"), "sub", wrap=True))
        for name, heading in PARTS:
            self._part(layout, _(heading), _(getattr(page.guidance, name)))
        if page.guidance.terms:
            layout.addSpacing(8)
            layout.addWidget(caption(_("Palabras de esta página"), "sub", wrap=True))
        for term in page.guidance.terms:
            self._part(layout, _(GLOSSARY[term].name), _(GLOSSARY[term].text))
        layout.addStretch(1)
        self.setWidget(inside)
        self._speak()

    def show_words(self, *terms: str) -> None:
        """Show the words the cursor is at, before everything else; none: nothing there."""
        if terms == self._terms:
            return
        self._terms = terms
        emptied(self._word)
        if terms:
            self._word.addWidget(caption(_("Palabras de este campo"), "sub", wrap=True))
        for term in terms:
            self._part(self._word, _(GLOSSARY[term].name), _(GLOSSARY[term].text))
        if terms:
            self._word.addSpacing(16)
            self.verticalScrollBar().setValue(0)
        self._speak()

    def _speak(self) -> None:
        """Say all of it to whom the panel is a single stop of the cursor."""
        guidance = self._page.guidance
        told = [(_(GLOSSARY[term].name), _(GLOSSARY[term].text)) for term in self._terms]
        told += [(_(heading), _(getattr(guidance, name))) for name, heading in PARTS]
        told += [(_(GLOSSARY[term].name), _(GLOSSARY[term].text)) for term in guidance.terms]
        self.setAccessibleDescription("\n".join(f"{heading}: {text}" for heading, text in told))

    def _part(self, layout: QVBoxLayout, heading: str, text: str) -> None:
        head = caption(heading, "label", wrap=True)
        head.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(head)
        body = caption(text, "muted", wrap=True)
        body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        layout.addWidget(body)
