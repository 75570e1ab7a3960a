"""Home: the plans as cards, the samples, and how to begin. Imports nothing heavy, for it is painted first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.i18n import N_, _
from workbench.storage.home import PlanCard
from workbench.ui.finder import Finder
from workbench.ui.parts import Button, Card, Notice, beside_nothing, beside_or_below, caption, dressed
from workbench.ui.plan_card import GAP
from workbench.ui.plan_list import CARD, PlanList
from workbench.ui.shelf import Shelf, Wanted
from workbench.ui.theme import scaled

WIDTH = 760
NO_PLANS = N_("Todavía no hay planes en esta biblioteca")


class Sample(Protocol):
    """What a sample's card shows."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...


class Home(QWidget):
    """Signals of a plan or sample carry its id; ``menu`` also where it is wanted. ``back``: undo what was said."""

    opened = Signal(str)
    asked = Signal(str, str)
    removed = Signal(str)
    menu = Signal(str, QPoint)
    sample = Signal(str)
    blank = Signal()
    browse = Signal()
    verify = Signal()
    help = Signal()
    template = Signal()
    portfolio = Signal()
    surveys = Signal()
    settings = Signal()
    deleted = Signal()
    backups = Signal()
    back = Signal()

    def __init__(self, wanted: Wanted | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._shelf = Shelf((), {})
        self._countries: Mapping[str, str] = {}
        self._cards: list[Card] = []
        self._then: Callable[[], object] = self.back.emit
        self._notice = Notice()
        self._notice.pressed.connect(lambda: self._then())
        self.plans = PlanList()
        self.finder = Finder(wanted or Wanted())
        self._column = QVBoxLayout()
        self._area = self._scrolled()
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(12)
        self._column.addLayout(self._head())
        self._plans_title = caption(_("Sus planes"), "head")
        self._nobody = self._none_found()
        self._empty = _first_words()
        self._deleted = Button("", "link")
        self._deleted.clicked.connect(self.deleted)
        self._deleted.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._deleted.hide()
        self._column.addLayout(self._plans_head())
        for widget in (self.finder, self.plans):
            self._column.addWidget(widget)
        for panel in (self._nobody, self._empty):
            self._column.addLayout(beside_nothing(panel))
        self._backups = Button(_("Copias de seguridad…"), "link")
        self._backups.clicked.connect(self.backups)
        self._backups.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._column.addWidget(self._deleted)
        self._samples_title = caption(_("Ejemplos, con cifras ilustrativas"), "head")
        self._samples = QGridLayout()
        self._samples.setSpacing(GAP)
        self._column.addWidget(self._samples_title)
        self._column.addLayout(self._samples)
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways.setSpacing(8)
        for link in (*self._links(), self._backups):
            self._ways.addWidget(link)
        self._ways.addStretch(1)
        self._column.addLayout(self._ways)
        self._column.addStretch(1)
        self._connect()

    def show_plans(self, plans: Sequence[PlanCard], countries: Mapping[str, str] | None = None) -> None:
        """Show the library's plans; ``countries``: the names by code, once they are known."""
        self._countries = countries or self._countries
        self._shelf = Shelf(plans, self._countries)
        self.finder.offer(plans, self._countries)
        self._plans_title.setVisible(bool(plans))
        self._together.setVisible(bool(plans))
        self.finder.setVisible(len(plans) > 1)
        self._empty.setVisible(not plans)
        self._new.setAccessibleDescription("" if plans else _(NO_PLANS))
        self._find()

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show the shipped samples, in the place of those that were shown; pressing one opens a copy."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards.clear()
        for sample in samples:
            text = caption(_(sample.description), "muted", wrap=True)
            name = caption(sample.name, "sub", wrap=True)
            card = Card(sample.name, (name, text, caption(_("Abrir una copia"), "go")))
            card.setAccessibleDescription("\n".join((_("Abrir una copia"), _(sample.description))))
            card.setMaximumWidth(scaled(WIDTH))
            card.clicked.connect(lambda _on=False, each=sample.id: self.sample.emit(each))
            self._cards.append(card)
        self._samples_title.setVisible(bool(samples))
        self.rearrange()

    def show_deleted(self, count: int) -> None:
        """Offer to bring deleted plans back, where there are some."""
        self._deleted.setText(_("Planes eliminados: {n}").format(n=count))
        self._deleted.setVisible(bool(count))

    def wake(self) -> None:
        """Put the cursor on the plan it was on, or on what begins one."""
        (self._new if self.plans.isHidden() else self.plans).setFocus()

    def say(self, text: str, undo: str = "", then: Callable[[], object] | None = None) -> None:
        """Say what happened, above the plans; empty: nothing any more.

        ``undo``: the button that takes it back, or does something else: ``then``.
        """
        self._then = then or self.back.emit
        self._notice.say(text, undo)

    def said(self) -> str:
        """What stands above the plans."""
        return self._notice.words.text()

    # ------------------------------------------------------------ parts

    def _connect(self) -> None:
        self.plans.opened.connect(self.opened)
        self.plans.asked.connect(self.asked)
        self.plans.removed.connect(self.removed)
        self.plans.menu.connect(self.menu)
        self.plans.moved.connect(self._follow)
        self.finder.changed.connect(self._find)

    def _scrolled(self) -> QScrollArea:
        inside = dressed(QWidget(), "page")
        inside.setLayout(self._column)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        area.setFocusProxy(self.plans)  # the frame itself is no stop of the cursor
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._notice)  # it can be seen however far the plans are scrolled
        outer.addWidget(area)
        return area

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(caption(_("Planes de sostenibilidad"), "title", wrap=True), 1)
        for text, signal, role in (
            (_("Encuestas"), self.surveys, ""),
            (_("Preferencias"), self.settings, ""),
            (_("Importar un plan…"), self.browse, ""),
            (_("Plan nuevo"), self.blank, "primary"),
        ):
            self._new = Button(text, role)
            self._new.clicked.connect(signal)
            row.addWidget(self._new)
        return row

    def _plans_head(self) -> QHBoxLayout:
        """Over the plans: what they are, and where they stand together."""
        row = QHBoxLayout()
        self._together = Button(_("Cartera: verlos juntos"), "link")
        self._together.setAccessibleDescription(_("Consolida los planes de la biblioteca: totales, partes y gráficos."))
        self._together.setToolTip("Ctrl+Shift+P")
        self._together.clicked.connect(self.portfolio)
        row.addWidget(self._plans_title, 1)
        row.addWidget(self._together)
        return row

    def _links(self) -> Iterator[Button]:
        """What is wanted now and then, below the samples."""
        verifies = _("Compara lo que imprime un PDF con lo que da el plan que lleva dentro.")
        fills = _("Un libro vacío para llenar el plan sin el programa e importarlo después.")
        explains = _("Qué se pregunta y por qué, qué significa cada palabra y cómo se calcula cada cifra.")
        for text, about, signal in (
            (_("Plantilla de Excel…"), fills, self.template),
            (_("Verificar un PDF…"), verifies, self.verify),
            (_("Ayuda: guía, palabras y método"), explains, self.help),
        ):
            link = Button(text, "link")
            link.setAccessibleDescription(about)
            link.clicked.connect(signal)
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            yield link

    def _none_found(self) -> QWidget:
        panel = dressed(QFrame(), "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(caption(_("Ningún plan responde a lo que busca"), "head", wrap=True))
        column.addWidget(caption(_("Se busca en el nombre, el ejecutor y el país. Quite algún filtro."), wrap=True))
        panel.setMaximumWidth(scaled(WIDTH))
        return panel

    # ------------------------------------------------------------ what happens

    def _find(self) -> None:
        found = self._shelf.chosen(self.finder.wanted)
        self.plans.show_plans(found)
        self.plans.setVisible(bool(found))
        self._nobody.setVisible(bool(self._shelf.plans) and not found)
        self.finder.count(len(found), len(self._shelf.plans))

    def _follow(self, card: QRect) -> None:
        """The card that has the cursor can be seen."""
        top = self.plans.y() + card.top()
        self._area.ensureVisible(0, top + card.height(), 0, 8)
        self._area.ensureVisible(0, top, 0, 8)

    def rearrange(self) -> None:
        """As many samples and links beside each other as there is room for; a sample as wide as can be read."""
        beside_or_below(self._ways, self.width() - 48)
        room = (self.width() - 48) // (self.fontMetrics().averageCharWidth() * CARD + GAP)
        columns = max(1, min(room, len(self._cards)))
        for at, card in enumerate(self._cards):
            self._samples.addWidget(card, at // columns, at % columns)
        for column in range(12):
            self._samples.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rearrange()


def _first_words() -> QFrame:
    """What stands where there is no plan yet: what one is, and how to begin."""
    panel = dressed(QFrame(), "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(8)
    column.addWidget(caption(_(NO_PLANS), "head", wrap=True))
    for text in (
        _(
            "Un plan de sostenibilidad dice qué servicios siguen cuando termina el proyecto, quién los paga, cuánto "
            "cuestan y quién cubre lo que falta."
        ),
        _("Para empezar: «Plan nuevo» pregunta paso a paso, y lo escrito queda guardado al salir de cada campo."),
        _("Para ver uno completo: abra un ejemplo. Es una copia suya y puede cambiarla sin miedo."),
        _("Si recibió un plan: suelte aquí su PDF o su JSON. El plan viaja dentro del PDF."),
        _("Si le enviaron una encuesta (.round): suéltela aquí y responda."),
    ):
        column.addWidget(caption(text, wrap=True))
    panel.setMaximumWidth(scaled(WIDTH))
    return panel
