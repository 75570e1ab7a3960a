"""Home: the plans as cards, the samples, and how to begin. Imports nothing heavy, for it is painted first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.formats import Formats
from workbench.i18n import N_, _, language
from workbench.storage.home import PlanCard
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.theme import scaled

STAGES = {
    "in_execution": N_("En ejecución"),
    "in_transition": N_("En transición"),
    "self_sustaining": N_("Autosostenible"),
}
"""The model's stages, by code; a test holds them equal. The model itself loads after the first paint."""
WIDTH = 760
CARD = 44
"""The least width of a card, in characters."""


class Sample(Protocol):
    """What a sample's card shows."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...


class Card(Button):
    """One plan or sample, pressed to open it."""

    def __init__(self, name: str, lines: Sequence[QWidget]) -> None:
        super().__init__("", "card")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(caption(name, "sub", wrap=True))
        for line in lines:
            layout.addWidget(line)
        layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._inside.totalHeightForWidth(self.width()))


def plan_card(plan: PlanCard) -> Card:
    """A card with what a plan comes to at a glance."""
    stage = _(STAGES.get(plan.stage, ""))
    about = caption(" · ".join(part for part in (plan.executor, stage) if part) or _("Sin ejecutor"), "muted")
    about.setWordWrap(True)
    done = QProgressBar(maximum=100, value=round(plan.completeness * 100))
    done.setFormat(_("%p % completo"))
    done.setFixedHeight(done.fontMetrics().height() + 6)
    figures = QVBoxLayout()
    figures.setContentsMargins(0, 4, 0, 0)
    facts = ((_("Equilibrio"), plan.break_even_text or "–"), (_("Brecha firmada"), plan.gap_text or "–"))
    for label, text in facts:
        line = QHBoxLayout()
        value = caption(text, "label", wrap=True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        line.addWidget(caption(label, "muted"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(value, 1)
        figures.addLayout(line)
    box = QWidget()
    box.setLayout(figures)
    name = plan.name or _("Plan sin nombre")
    card = Card(name, (about, done, box, caption(_changed(plan.changed), "muted", wrap=True)))
    card.setAccessibleDescription(". ".join(f"{label}: {text}" for label, text in facts))
    return card


class Home(QWidget):
    """``opened`` and ``sample`` carry an id."""

    opened = Signal(str)
    sample = Signal(str)
    blank = Signal()
    browse = Signal()
    settings = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._cards: dict[QGridLayout, list[Card]] = {}
        inside = dressed(QWidget(), "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(12)
        self._column.addLayout(self._head())
        self._note = caption(role="notice", wrap=True)
        self._note.hide()
        self._column.addWidget(self._note)
        self._plans_title, self._plans = self._shelf(_("Sus planes"))
        self._empty = _first_words()
        self._column.addWidget(self._empty)
        self._samples_title, self._samples = self._shelf(_("Ejemplos, con cifras ilustrativas"))
        self._column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        area.setFocusProxy(self._new)  # the frame itself is no stop of the cursor
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_plans(self, plans: Sequence[PlanCard]) -> None:
        """Show the library's plans, last changed first."""
        cards = []
        for plan in plans:
            card = plan_card(plan)
            card.clicked.connect(lambda _on=False, each=plan.id: self.opened.emit(each))
            cards.append(card)
        self._fill(self._plans, cards)
        self._plans_title.setVisible(bool(plans))
        self._empty.setVisible(not plans)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show the shipped samples; pressing one opens a copy."""
        cards = []
        for sample in samples:
            text = caption(_(sample.description), "muted", wrap=True)
            card = Card(sample.name, (text, caption(_("Abrir una copia"), "go")))
            card.setAccessibleDescription(_(sample.description))
            card.clicked.connect(lambda _on=False, each=sample.id: self.sample.emit(each))
            cards.append(card)
        self._fill(self._samples, cards)
        self._samples_title.setVisible(bool(samples))

    def wake(self) -> None:
        """Put the cursor on the first plan, or on what begins one."""
        cards = self._cards[self._plans]
        (cards[0] if cards else self._new).setFocus()

    def say(self, text: str) -> None:
        """Say what happened, above the plans; empty: nothing any more."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    # ------------------------------------------------------------ parts

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(caption(_("Planes de sostenibilidad"), "title", wrap=True), 1)
        for text, signal, role in (
            (_("Preferencias"), self.settings, ""),
            (_("Importar PDF o JSON…"), self.browse, ""),
            (_("Plan nuevo"), self.blank, "primary"),
        ):
            self._new = Button(text, role)
            self._new.clicked.connect(signal)
            row.addWidget(self._new)
        return row

    def _shelf(self, title: str) -> tuple[QLabel, QGridLayout]:
        heading = caption(title, "head")
        grid = QGridLayout()
        grid.setSpacing(16)
        self._cards[grid] = []
        self._column.addWidget(heading)
        self._column.addLayout(grid)
        return heading, grid

    def _fill(self, grid: QGridLayout, cards: list[Card]) -> None:
        for old in self._cards[grid]:
            old.hide()  # else its layout, which shows it in a moment, would show it as a window of its own
            old.setParent(None)
            old.deleteLater()
        self._cards[grid] = cards
        self._place(grid)

    def _place(self, grid: QGridLayout) -> None:
        columns = max(1, (self.width() - 48) // (self.fontMetrics().averageCharWidth() * CARD + 16))
        for at, card in enumerate(self._cards[grid]):
            grid.addWidget(card, at // columns, at % columns)
        for column in range(12):
            grid.setColumnStretch(column, 1 if column < columns else 0)

    def rearrange(self) -> None:
        """As many cards beside each other as there is room for."""
        for grid in self._cards:
            self._place(grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rearrange()


def _first_words() -> QFrame:
    """What stands where there is no plan yet: what one is, and how to begin."""
    panel = dressed(QFrame(), "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(8)
    column.addWidget(caption(_("Todavía no hay planes en esta biblioteca"), "head", wrap=True))
    for text in (
        _(
            "Un plan de sostenibilidad dice qué servicios siguen cuando termina el proyecto, quién los paga, cuánto "
            "cuestan y quién cubre lo que falta."
        ),
        _("Para empezar: «Plan nuevo» pregunta paso a paso, y lo escrito queda guardado al salir de cada campo."),
        _("Para ver uno completo: abra un ejemplo. Es una copia suya y puede cambiarla sin miedo."),
        _("Si recibió un plan: suelte aquí su PDF o su JSON. El plan viaja dentro del PDF."),
    ):
        column.addWidget(caption(text, wrap=True))
    panel.setMaximumWidth(scaled(WIDTH))
    return panel


def _changed(moment: str) -> str:
    """When a plan was last changed, in the person's time."""
    then = datetime.fromisoformat(moment).astimezone()
    day = Formats("", language()).date(then)
    return _("Último cambio: {day}, {time:%H:%M}").format(day=day, time=then)
