"""The help to be looked up: the guide, the words of a plan, every figure with its rule, limits and classes."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
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
from workbench.i18n import _
from workbench.ui.help_topics import topics
from workbench.ui.parts import Button, caption, dressed, foot, sized
from workbench.ui.theme import colour, scaled

SIZE = (980, 620)
BESIDE = 300
"""How wide the list is."""
TOPIC = Qt.ItemDataRole.UserRole


class HelpPage(QDialog):
    """A list to search in, and the page of what is chosen. ``topic``, ``word``: where it opens, see ``open_at``."""

    def __init__(self, topic: str = "", word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ayuda: guía, palabras y método"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sized(self, *SIZE)
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Buscar en la ayuda"))
        self.search.setPlaceholderText(_("Buscar un campo, una palabra, una cifra o su código"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.list = dressed(QListWidget(), "topics")
        self.list.setAccessibleName(_("Temas"))
        self.list.setFixedWidth(scaled(BESIDE))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = QTextBrowser()
        self.page.setAccessibleName(_("Ayuda"))
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.nothing = caption(_("Nada responde a lo que busca."), "muted")
        self.nothing.hide()
        self._fill()
        self.list.currentItemChanged.connect(self._show)
        self._lay_out()
        self.open_at(topic, word)
        (self.page if topic else self.search).setFocus()

    def open_at(self, topic: str, word: str = "") -> None:
        """Show a topic by its name, with ``word`` marked in it; the first where there is none of that name."""
        items = [self.list.item(at) for at in range(self.list.count())]
        pages = [item for item in items if item.data(TOPIC) is not None]
        found = next((item for item in pages if topic and item.data(TOPIC).name == topic), pages[0])
        if found.isHidden():
            self.search.clear()
        self.list.setCurrentItem(found)
        if word:
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            exactly = QTextDocument.FindFlag.FindCaseSensitively | QTextDocument.FindFlag.FindWholeWords
            self.page.find(word, exactly)

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
