"""One step of a plan: its title, its form, built part by part, and the way to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from forms import GUIDE
from forms.guide import Page
from workbench.i18n import _
from workbench.model.plan import Plan
from workbench.ui.bridge import Session
from workbench.ui.form import Form, Makers
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.theme import scaled

WIDE = 980
"""The width of a page; its fields are narrower."""
VIEWS = "workbench.ui.views"
"""What computed sections are made of: it brings the engine."""
BELOW = 60
"""What is kept in view below a field."""
TURN = 30
"""Milliseconds between two parts of a page: a picture that is due is painted then, and a key that is pressed."""


class PageView(QScrollArea):
    """One step: its title, its form and the way to the next. ``onward``: go there. ``seen``: it was painted first.

    The first section is there at once, the others follow that picture, one by one: what is there is painted and keys
    are heard in between. One that is computed waits until what computes and draws is loaded.
    """

    onward = Signal()
    seen = Signal()

    def __init__(self, session: Session, page: Page, makers: Makers, parent: QWidget) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setObjectName("clear")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page, self._session = page, session
        self._after: Page | None = None
        outer = dressed(QWidget(self), "page")
        self.setWidget(outer)
        body = QWidget(outer)
        body.setMaximumWidth(scaled(WIDE))
        self.form = Form(session, Plan, page.sections, makers, body)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(4)
        column.addWidget(caption(f"{page.number} · {_(page.title)}", "title", wrap=True))
        column.addWidget(caption(_(page.subtitle), "muted", wrap=True))
        column.addSpacing(12)
        column.addWidget(self.form)
        self._coming = caption(_("Se está calculando…"), "muted")
        column.addWidget(self._coming)
        self._foot = self._way(page, body)
        column.addWidget(self._foot)
        column.addStretch(1)
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(body, 1)
        row.addStretch(0)
        self._turn = timer(self, TURN, self._grow)
        self._pictured = False
        session.loaded.connect(self._turn.start)
        self._coming.setVisible(self._waits())
        if not self._waits():
            self.form.grow()

    def show_field(self, field: QWidget) -> None:
        """Have a field in view, with what is said below it; the whole of it where the page has that much room."""
        self.ensureWidgetVisible(field, 0, scaled(BELOW))
        if isinstance(field, QPlainTextEdit) and field.height() + scaled(BELOW) < self.viewport().height():
            below = field.mapTo(self.viewport(), field.rect().bottomLeft()).y() + scaled(BELOW)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + max(below - self.viewport().height(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the page loses room, as when the first figures come, the field that was in view stays so."""
        field = self._field_in_view(event.oldSize().height())
        super().resizeEvent(event)
        if field is not None:
            self.show_field(field)

    def _field_in_view(self, height: int) -> QWidget | None:
        """The field that has the cursor, where a page of this height shows it."""
        field = QApplication.focusWidget()
        if field is None or field.height() > height or not self.viewport().isAncestorOf(field):
            return None
        top = field.mapTo(self.viewport(), QPoint()).y()
        return field if -field.height() < top < height else None

    def viewportEvent(self, event: QEvent) -> bool:
        done = super().viewportEvent(event)
        if event.type() is QEvent.Type.Paint and not self._pictured:
            self._pictured = True
            self._turn.start()
            self.seen.emit()
        return done

    def showEvent(self, event: QShowEvent) -> None:
        """A page that was left before it was whole goes on."""
        super().showEvent(event)
        if self._pictured:
            self._turn.start()

    def finish(self) -> None:
        """Build at once all that is still to come."""
        self._coming.hide()
        self.form.finish()
        self._foot.show()

    def _waits(self) -> bool:
        """Whether what the next section is made of is not there yet."""
        return self.form.computes_next() and VIEWS not in Session.there

    def _grow(self) -> None:
        if not self.isVisible():  # the page that was gone to needs the time
            return
        if self._waits():
            self._session.load(VIEWS)
            return
        self._coming.hide()
        if self.form.grow():
            self._turn.start()
        else:
            self._foot.show()
        # a picture may be due now: everything has its place in it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _way(self, page: Page, parent: QWidget) -> QWidget:
        """To the step after this one, at its end; empty at the last. It is shown when the page is whole."""
        way = QWidget(parent)
        way.hide()
        row = QHBoxLayout(way)
        row.setContentsMargins(0, 20, 0, 0)
        after = next((each for each in GUIDE.pages if each.number > page.number), None)
        if after is not None:
            button = Button(_("Siguiente: {step}").format(step=_(after.title)))
            button.clicked.connect(self.onward)
            row.addWidget(button)
            self._after, self._next = after, button
        row.addStretch(1)
        return way

    def refresh(self) -> None:
        """Show the plan as it is now."""
        self.form.refresh()
        if self._after is not None:
            self._next.setVisible(self._after in GUIDE.shown(self._session.plan))


def timer(parent: QWidget, delay: int, act: Callable[[], None]) -> QTimer:
    """Does something once, some milliseconds after it was last started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay)
    timer.timeout.connect(act)
    return timer
