"""The method to be looked up: what holds for all, every figure with its rule, and where limits and classes end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workbench.folding import folded
from workbench.i18n import _, quoted
from workbench.report import method
from workbench.report.method import Bound, Entry
from workbench.report.method_text import clauses, defaults, facts
from workbench.ui.parts import Button, caption, dressed, foot, sized
from workbench.ui.theme import colour, scaled

SIZE = (980, 620)
BESIDE = 300
"""How wide the list is."""
TOPIC = Qt.ItemDataRole.UserRole
OPEN, MIDDLE, SHUT = "\x02", "\x03", "\x04"
"""Around the name of a figure in a rule and what it is called, until the text is escaped."""
_PART = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}([^{SHUT}]*){SHUT}")


@dataclass(frozen=True)
class Topic:
    """One page of the method. ``name``: the figure it is about; ``words``: by which it is found."""

    title: str
    html: str
    words: str
    name: str = ""


def topics() -> Iterator[tuple[str, list[Topic]]]:
    """Everything under the heads of the list, in the language of here and now."""
    values = defaults()
    told = method.everything()
    general = Topic(_("Reglas generales"), _paragraphs(*map(_, method.RULES)), " ".join(map(_, method.RULES)))
    ends = [_bounds(_("Luces y clases"), method.classes(values))]
    ends.append(_bounds(_("Límites"), (*method.bounds(values), *clauses())))
    yield _("Método"), [general, *ends]
    families = list(method.families(told, _marked))
    tables = list(method.tables(told, _marked))
    known = {entry.name for _title, entries in (*families, *tables) for entry in entries}
    for title, entries in (*families, *tables):
        yield title, [_figure(entry, known, title) for entry in entries]


def _marked(name: str, called: str) -> str:
    return f"{OPEN}{name}{MIDDLE}{called}{SHUT}"


def _figure(entry: Entry, known: set[str], under: str) -> Topic:
    def linked(found: re.Match[str]) -> str:
        text = quoted(found[2])
        return f'<a href="#{found[1]}">{text}</a>' if found[1] in known else text

    rule = _PART.sub(linked, escape(entry.rule, quote=False))
    html = f"<p>= {rule}</p>"
    if entry.ids:
        html += _paragraphs(", ".join(entry.ids))
        html += "".join(f"<p><b>{escape(label)}:</b> {escape(text)}</p>" for label, text in facts(entry))
    plain = _PART.sub(lambda found: found[2], entry.rule)
    return Topic(entry.label, html, " ".join((under, entry.label, *entry.ids, plain, entry.source)), entry.name)


def _bounds(title: str, bounds: Iterable[Bound]) -> Topic:
    told = list(bounds)
    html = "".join(
        f"<p><b>{label}:</b> {value} <i>({source})</i><br>{about}</p>"
        for label, value, source, about in (
            map(escape, (each.label, each.value, each.source, each.about)) for each in told
        )
    )
    return Topic(title, html, " ".join(f"{each.label} {each.value} {each.about} {each.source}" for each in told))


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


class MethodPage(QDialog):
    """A list to search in, and the page of what is chosen. ``figure``: what it opens at, by its name."""

    def __init__(self, figure: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Método: cómo se calcula cada cifra"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sized(self, *SIZE)
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Buscar en el método"))
        self.search.setPlaceholderText(_("Buscar una cifra, su código o una palabra de su regla"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.list = dressed(QListWidget(), "topics")
        self.list.setAccessibleName(_("Cifras"))
        self.list.setFixedWidth(scaled(BESIDE))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = QTextBrowser()
        self.page.setAccessibleName(_("Cómo se calcula"))
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.nothing = caption(_("Nada responde a lo que busca."), "muted")
        self.nothing.hide()
        self._fill()
        self.list.currentItemChanged.connect(self._show)
        self._lay_out()
        self.open_at(figure)

    def open_at(self, figure: str) -> None:
        """Show the page of a figure, or the first where it has none."""
        items = [self.list.item(at) for at in range(self.list.count())]
        pages = [item for item in items if item.data(TOPIC) is not None]
        found = next((item for item in pages if figure and item.data(TOPIC).name == figure), pages[0])
        if found.isHidden():
            self.search.clear()
        self.list.setCurrentItem(found)

    def _fill(self) -> None:
        for title, pages in topics():
            head = QListWidgetItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            self.list.addItem(head)
            for topic in pages:
                item = QListWidgetItem(topic.title)
                item.setToolTip(topic.title)
                item.setData(TOPIC, topic)
                self.list.addItem(item)

    def _find(self, text: str) -> None:
        """Only what has all the words that were typed, under its heads."""
        wanted = folded(text).split()
        head, under = None, 0
        for at in range(self.list.count()):
            item = self.list.item(at)
            topic = item.data(TOPIC)
            if topic is None:
                if head is not None:
                    head.setHidden(not under)
                head, under = item, 0
                continue
            words = folded(topic.words)
            item.setHidden(not all(word in words for word in wanted))
            under += not item.isHidden()
        if head is not None:
            head.setHidden(not under)
        shown = [self.list.item(at) for at in range(self.list.count())]
        pages = [item for item in shown if item.data(TOPIC) is not None and not item.isHidden()]
        self.nothing.setVisible(not pages)
        if pages and (self.list.currentItem() is None or self.list.currentItem().isHidden()):
            self.list.setCurrentItem(min(pages, key=lambda item: not folded(item.text()).startswith(folded(text))))

    def _show(self, item: QListWidgetItem | None) -> None:
        topic = item.data(TOPIC) if item else None
        if topic is not None:
            self.page.document().setDefaultStyleSheet(f"a {{ color: {colour('accent').name()}; }}")
            self.page.setHtml(f"<h3>{escape(topic.title)}</h3>{topic.html}")

    def _follow(self, link: QUrl) -> None:
        self.open_at(link.fragment())

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.addWidget(self.list)
        beside.addWidget(self.page, 1)
        close = Button(_("Cerrar"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addLayout(beside, 1)
        column.addLayout(foot(close))
        self.search.setFocus()
