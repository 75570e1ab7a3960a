"""The panel that says where a figure comes from: its rule with today's numbers, and its parts down to the fields."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.engine.doors import Door, Place
from workbench.engine.explain import Explainer, Trace, rule
from workbench.i18n import _
from workbench.ui.bridge import Session
from workbench.ui.explain_tree import NAME, TRACE, Parts, Way, named
from workbench.ui.parts import Button, caption, dressed

SOON = 80
"""Milliseconds after new figures until the panel has them."""
INDENT = "    "


@dataclass
class Step:
    """A figure that was opened, and which of its parts were open when it was left."""

    door: Door
    opened: list[Way] = field(default_factory=list)


class ExplainPanel(QFrame):
    """``jumped``: to the field at a path. ``closed``: nothing is asked any more."""

    jumped = Signal(str)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("panelbody")
        self._session = session
        self._steps: list[Step] = []
        self._trace: Trace | None = None
        self._shape: object = None
        self._from: QWidget | None = None
        self._name, self._when = caption(role="sub", wrap=True), caption(role="muted", wrap=True)
        self._value, self._rule = caption(role="head", wrap=True), caption(wrap=True)
        self._about = caption(role="muted", wrap=True)
        self._parts = Parts()
        self._parts.chosen.connect(self._choose)
        self._parts.currentItemChanged.connect(self._selected)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._again)
        session.projected.connect(self._figures)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, self.leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        QShortcut(QKeySequence("Alt+Left"), self, self.back, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    # ------------------------------------------------------------ what can be asked

    def explain(self, door: Door) -> None:
        """Say where a value on screen comes from."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._from = focus
        self._steps = [Step(door)]
        self._show(self._steps[-1])
        self.show()
        self._parts.setFocus()

    def back(self) -> None:
        """Return to the figure this one was reached from."""
        if len(self._steps) > 1:
            self._steps.pop()
            self._show(self._steps[-1])
            self._parts.setFocus()

    def leave(self) -> None:
        """Close the panel and give the cursor back."""
        if self.isHidden():
            return
        had = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        self._steps = []
        self.closed.emit()
        if had and self._from is not None and isValid(self._from):
            self._from.setFocus()

    def text(self) -> str:
        """What the panel shows, with the parts that were opened, as text."""
        trace = self._trace
        if trace is None:
            return ""
        lines = [f"{named(trace)}: {trace.value}", *([f"= {trace.sentence}"] if trace.sentence else [])]
        for way, item in self._parts.walk():
            part, parent = item.data(NAME, TRACE), item.parent()
            name = named(part, trace if parent is None else parent.data(NAME, TRACE))
            lines.append(INDENT * len(way) + f"{name}: {part.value}".removesuffix(": "))
            if item.isExpanded() and part.sentence:
                lines.append(INDENT * len(way) + f"  = {part.sentence}")
        return "\n".join(lines)

    def _method(self) -> None:
        """Open the method at the figure that is explained."""
        from workbench.ui.help_page import HelpPage  # brings the words of the report: not before they are wanted

        at = self._trace.at if self._trace is not None else None
        HelpPage(at.name if at is not None else "", parent=self.window()).open()

    # ------------------------------------------------------------ showing

    def _show(self, step: Step, current: Way = (0,)) -> None:
        projection = self._session.projection
        explainer = Explainer(projection, self._session.formats)
        self._shape = (projection.grid, projection.inputs.lines)
        self._trace = trace = step.door.open(explainer)
        for label, text in ((self._name, trace.label), (self._when, trace.when), (self._value, trace.value)):
            label.setText(text)
            label.setVisible(bool(text))
        said = _said(trace)
        self._rule.setText(said)
        self._rule.setVisible(bool(said))
        self._parts.show_parts(trace, explainer)
        self._parts.open_again(step.opened, current)
        name = f"{named(trace)}: {trace.value}"
        self.setAccessibleName(_("De dónde sale {figure}").format(figure=name))
        self._parts.setAccessibleName(name)
        self._top.setAccessibleDescription(said)
        self._parts.setAccessibleDescription(said)
        self._back.setVisible(len(self._steps) > 1)
        self._selected()
        self._fit()

    def _figures(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _again(self) -> None:
        """Say the same of the figures as they are now; nothing where the plan has other lines or months."""
        if not self._steps:
            return
        projection = self._session.projection
        if (projection.grid, projection.inputs.lines) != self._shape:
            self.leave()
            return
        current = self._parts.current_way()
        self._steps[-1].opened = self._parts.opened()
        self._show(self._steps[-1], current)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._steps:
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The rules take the height they need, up to a share of the panel; then they scroll, by Tab and arrows too."""
        margins = self._column.contentsMargins()
        width = self.width() - margins.left() - margins.right() - 2
        beside = width - self._go.sizeHint().width() - self._column.spacing()
        for area, inside, wide, share in ((self._top, self._said, width, 3), (self._below, self._about, beside, 6)):
            wanted, most = max(inside.heightForWidth(wide), 40) + 4, max(self.height() // share, 360 // share)
            area.setFixedHeight(min(wanted, most))
            focus = Qt.FocusPolicy.TabFocus if wanted > most else Qt.FocusPolicy.NoFocus
            area.setFocusPolicy(focus)

    # ------------------------------------------------------------ hands

    def _choose(self, trace: Trace) -> None:
        if trace.path:
            self.jumped.emit(trace.path)
        elif trace.at is not None:
            self._steps[-1].opened = self._parts.opened()
            self._steps.append(Step(Place(trace.at, "", self._steps[-1].door.period)))
            self._show(self._steps[-1])
            self._parts.setFocus()

    def _field(self) -> str:
        """The field the button leads to: of the part with the cursor, or of the figure itself."""
        part = self._parts.subject()
        return (part.path if part is not None else "") or (self._trace.path if self._trace is not None else "")

    def _selected(self) -> None:
        part = self._parts.subject()
        about = ""
        if part is not None and part.sentence:
            about = f"{part.label} = {part.sentence}"
        elif part is None and self._trace is not None and self._trace.sentence:
            about = _("Ninguna de sus partes tiene un valor distinto de cero.")
        self._about.setText(about)
        self._below.setAccessibleDescription(about)
        self._fit()
        self._go.setEnabled(bool(self._field()))

    def _lay_out(self) -> None:
        self._back = Button(_("‹ Atrás"), "link")
        self._back.clicked.connect(self.back)
        copy = Button(_("Copiar"), "link")
        copy.setAccessibleName(_("Copiar la explicación"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text()))
        method = Button(_("Método"), "link")
        method.setAccessibleName(_("Método: cómo se calcula esta cifra"))
        method.clicked.connect(self._method)
        close = Button(_("Cerrar"), "link")
        close.clicked.connect(self.leave)
        self._go = Button(_("Ir al campo"))
        self._go.clicked.connect(lambda: self.jumped.emit(self._field()))
        head = QHBoxLayout()
        head.addWidget(caption(_("De dónde sale"), "label"), 1)
        for button in (self._back, method, copy, close):
            head.addWidget(button)
        self._said = dressed(QWidget(), "panelbody")
        told = QVBoxLayout(self._said)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(4)
        for label in (self._name, self._when, self._value, self._rule):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told.addWidget(label)
        self._top, self._below = _scrolled(self._said), _scrolled(self._about)
        foot = QHBoxLayout()
        foot.addWidget(self._below, 1)
        foot.addWidget(self._go)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._top)
        column.addWidget(self._parts, 1)
        column.addLayout(foot)


def _scrolled(inside: QWidget) -> QScrollArea:
    """A part that scrolls where it has no room."""
    area = dressed(QScrollArea(widgetResizable=True), "clear")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(_("De dónde sale"))
    area.setWidget(inside)
    return area


def _said(trace: Trace) -> str:
    """The rule with today's numbers; where only a number is left of it, the whole rule."""
    if trace.path:
        return _("Es un dato que se escribió en el plan.")
    if trace.at is not None and trace.sentence and not any(letter.isalpha() for letter in trace.sentence):
        return _("Regla: {rule}").format(rule=rule(trace.at.name))
    return f"= {trace.sentence}" if trace.sentence else ""
