"""A plan open in the window: its steps at the left, the form in the middle, the guide at the right, the pulse below."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from forms import GUIDE
from forms.glossary import terms_in
from forms.guide import Lines
from forms.page_18_review import ANSWERS
from forms.places import page_of
from workbench.i18n import _
from workbench.model.base import get
from workbench.ui.actions import bind
from workbench.ui.bridge import Session
from workbench.ui.copying import more
from workbench.ui.form import FieldRow, Makers
from workbench.ui.guide_panel import GuidePanel
from workbench.ui.heard import announce
from workbench.ui.page_view import TURN, PageView, timer
from workbench.ui.parts import Button, Elided, caption, dressed
from workbench.ui.pulse import Pulse
from workbench.ui.steps import StepList, step_states
from workbench.ui.theme import scaled

if TYPE_CHECKING:  # loaded when they are first wanted: a plan can be typed in before
    from workbench.engine.doors import Door
    from workbench.engine.pulse import Light
    from workbench.ui.explain import ExplainPanel
    from workbench.ui.search_index import Entry
    from workbench.ui.versions import Versions

REVIEW = next(page.number for page in GUIDE.pages if page.id == "review")
NARROW = 118
"""Characters beside each other below which the guide gives its room to the form."""
NAMES = 0.34
"""The share of a narrow window that the names of the steps may take."""
WORDS = 2
"""Words of a field that are explained at once."""
SOON = 120
"""Milliseconds after an edit until the steps show their new state."""
EXPLAINED = 430
"""The width of an explanation, no more than a good half of the window."""


@runtime_checkable
class Asking(Protocol):
    """A field or a table: ``told`` is what is asked where the cursor is, in words."""

    def told(self) -> str: ...


class PlanView(QWidget):
    """``exported``: make the PDF. ``calculated``: the workbook. ``compared``: show the versions. ``kept``: name one."""

    exported = Signal()
    calculated = Signal()
    compared = Signal()
    kept = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session
        self._pages: dict[int, PageView] = {}
        self._narrow: bool | None = None
        self._last: QWidget = self
        self._left: QWidget = self
        self.versions: Versions | None = None
        self._makers = Makers(self._view, self._lines)
        self.steps = StepList(GUIDE.pages, GUIDE.shown(session.plan))
        self.pulse = Pulse()
        self.guide = GuidePanel()
        self._panel: ExplainPanel | None = None
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._notice = caption("", "notice", wrap=True)
        self._notice.hide()
        layout.addWidget(self._bar())
        layout.addWidget(self._notice)
        layout.addWidget(self._middle(), 1)
        layout.addWidget(self.pulse)
        self._later = timer(self, SOON, self._show_states)
        self._focused: QWidget = self
        self._words = timer(self, TURN, self._gloss)
        self._aside = timer(self, TURN, self._show_rest)
        self._listen()
        self._changed()
        if session.figured:
            self._projected()
            self._show_states()

    def _listen(self) -> None:
        self.steps.opened.connect(self._turn_to)
        self.session.changed.connect(self._changed)
        self.session.noticed.connect(self._say)
        self.session.judged.connect(self.steps.show_states)
        self.session.projected.connect(self._projected)
        self.session.asked.connect(self._explain)
        self.session.pointed.connect(self._words.start)
        self.pulse.opened.connect(self._ask_light)
        self.pulse.reviewed.connect(lambda: self.open_page(REVIEW))
        bind(self, {
            "undo": self._undo_last,
            "redo": self._redo_last,
            "next_page": lambda: self.steps.go(1),
            "previous_page": lambda: self.steps.go(-1),
            "guide": self._guide_button.click,
            "versions": self._ask_versions,
            "keep_version": self.kept.emit,
            "export": self.exported.emit, "workbook": self.calculated.emit,
        })  # fmt: skip
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def open_page(self, number: int) -> None:
        """Show a step, made when it is first needed."""
        page = GUIDE.page(number)
        if page not in GUIDE.shown(self.session.plan):
            self.jump(page.switch)
            return
        self._show_versions(False)
        if number not in self._pages:
            self._pages[number] = PageView(self.session, page, self._makers, self._stack)
            self._pages[number].onward.connect(self._onward)
            self._pages[number].seen.connect(self._aside.start)
            self._stack.addWidget(self._pages[number])
        else:
            self._aside.start()
        self._stack.setCurrentWidget(self._pages[number])
        self._pages[number].refresh()
        self.steps.open_page(number)

    def _turn_to(self, number: int) -> None:
        """To the step that was chosen; what was said of the one before is read by then."""
        self._say("")
        self.open_page(number)

    def _onward(self) -> None:
        """Go to the next step, from its top."""
        self.steps.go(1)
        self.steps.setFocus()
        self._pages[self.steps.page()].verticalScrollBar().setValue(0)

    def seek(self, entry: Entry) -> None:
        """Go to what was found: a step, a field, a line, a word of the guide, or where a figure comes from."""
        from workbench.engine.doors import told_door
        from workbench.ui.search_index import Sort

        if entry.sort is Sort.PAGE:
            self.open_page(int(entry.place))
            self.steps.setFocus()
        elif entry.sort is Sort.FIGURE:
            door = told_door(self.session.projection, entry.place)
            if door:
                self.session.asked.emit(door)
            else:
                self._say(_("Esta cifra todavía no tiene de qué calcularse en este plan."))
        elif entry.sort is Sort.HELP:
            self._show_versions(False)
            self._guide_button.setChecked(True)
            self._leave_explanation()
            self.guide.show_words(entry.place)
        else:
            self.jump(entry.place)

    def jump(self, path: str) -> None:
        """Open the step that asks the field at ``path`` and put the cursor there."""
        page = page_of(GUIDE, path)
        path = path if page in GUIDE.shown(self.session.plan) else page.switch
        self.open_page(page_of(GUIDE, path).number)
        view = self._stack.currentWidget()
        assert isinstance(view, PageView)
        found = view.form.reveal(path)
        if found is not None:
            # the form may have been made just now: its fields have their places first
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            view.show_field(found)
            # and a page that had another width when it was left takes its own a turn later
            QTimer.singleShot(0, found, lambda: view.show_field(found))

    def open_at(self, number: int, path: str) -> None:
        """Open a step, and there the field at ``path`` where one is named."""
        if path and self._is_there(path) and page_of(GUIDE, path).number == number:
            self.jump(path)
        else:
            self.open_page(number)
            self.steps.setFocus()
        self._last = self.focusWidget()

    def _is_there(self, path: str) -> bool:
        """Whether the plan still has it: it may have changed since it was left."""
        try:
            get(self.session.plan, path)
        except KeyError:
            return False
        return True

    def place(self) -> tuple[int, str]:
        """The step that is open, and the field that has or had the cursor."""
        widget: QWidget | None = self._last
        while widget is not None and not isinstance(widget, FieldRow):
            widget = widget.parentWidget()
        return self.steps.page(), widget.path if widget else ""

    def rest(self) -> None:
        """Another plan is looked at: the field is left, and ``wake`` goes on there."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._last = focus
            focus.clearFocus()

    def wake(self) -> None:
        """Put the cursor where it was, and have it seen."""
        last = self._last if isValid(self._last) else self.steps
        last.setFocus()
        self._follow(None, last)

    # ------------------------------------------------------------ versions

    def compare(self, make: Callable[[], Versions]) -> None:
        """Show the versions in the place of the form; made when they are first wanted."""
        if self.versions is None:
            self.versions = make()
            self.versions.left.connect(self.leave_versions)
            self.versions.jumped.connect(self.jump)
            self.versions.kept.connect(self.kept)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(layout.indexOf(self._split), self.versions, 1)
        self._left = self._last
        self._show_versions(True)
        self.versions.wake()

    def leave_versions(self) -> None:
        """Back to the step that was open."""
        self._show_versions(False)
        view = self._stack.currentWidget()
        last = self._left if isValid(self._left) else self.steps
        (last if view is not None and view.isAncestorOf(last) else self.steps).setFocus()

    def refresh_versions(self) -> None:
        """Another version is kept."""
        if self.versions is not None and self.versions.isVisible():
            self.versions.refresh()

    def _ask_versions(self) -> None:
        """The key that shows them leaves them too."""
        if self.versions is not None and self.versions.isVisible():
            self.leave_versions()
        else:
            self.compared.emit()

    def _show_versions(self, on: bool) -> None:
        if self.versions is not None:
            self.versions.setVisible(on)
            self._split.setHidden(on)
            self._guide_button.setEnabled(not on)

    # ------------------------------------------------------------ parts

    def _view(self, name: str) -> QWidget:
        from workbench.ui.views import make_view

        return make_view(name, self.session, self.jump)

    def _lines(self, session: Session, lines: Lines, makers: Makers, parent: QWidget) -> QWidget:
        from workbench.ui.lines import LinesBox

        if lines is ANSWERS:  # they are written beside their findings
            return QWidget(parent)
        return LinesBox(session, lines, makers, parent)

    def _bar(self) -> QWidget:
        bar = dressed(QFrame(), "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        self._name = Elided("sub")
        self._undo = Button(_("Deshacer"))
        self._undo.clicked.connect(self._undo_last)
        self._redo = Button(_("Rehacer"))
        self._redo.clicked.connect(self._redo_last)
        guide = Button(_("Guía"))
        guide.setCheckable(True)
        guide.setChecked(True)
        guide.toggled.connect(self._show_sides)
        guide.clicked.connect(self._leave_explanation)
        self._guide_button = guide
        versions = Button(_("Versiones"))
        versions.setToolTip(_("Comparar con lo que había, y volver a ello (Ctrl+H)"))
        versions.clicked.connect(self._ask_versions)
        export = Button(_("Exportar PDF"), "primary")
        export.clicked.connect(self.exported)
        row.addWidget(self._name, 1)
        for button in (self._undo, self._redo, versions, guide, export, more(_("el plan"), self._take_along)):
            row.addWidget(button)
        return bar

    def _take_along(self, menu: QMenu) -> None:
        menu.addAction(_("Exportar PDF…")).triggered.connect(self.exported)
        menu.addAction(_("Exportar libro de cálculo…")).triggered.connect(self.calculated)

    def _middle(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for widget in (self.steps, self._stack, self.guide):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        self._split = split
        self._name_steps(scaled(320))
        char = self.fontMetrics().averageCharWidth()
        split.setSizes([self.steps.minimumWidth(), char * 120, char * 38])
        self._sides = split.sizes()
        return split

    def _name_steps(self, most: int) -> None:
        """Have the steps as wide as their names where that is not too much: the form needs the rest."""
        wide = min(self.steps.sizeHintForColumn(0) + 16, most)
        self.steps.setMinimumWidth(wide)
        _steps, *others = self._split.sizes()
        self._split.setSizes([wide, *others])

    # ------------------------------------------------------------ where figures come from

    @property
    def explain(self) -> ExplainPanel:
        """The panel that says where a figure comes from, made when it is first wanted."""
        if self._panel is None:
            from workbench.ui.explain import ExplainPanel

            self._panel = ExplainPanel(self.session)
            self._panel.jumped.connect(self._go_to)
            self._panel.closed.connect(self._explained)
            self._split.addWidget(self._panel)
        return self._panel

    def _ask_light(self, light: Light) -> None:
        from workbench.engine.doors import light_door

        self.session.asked.emit(light_door(self.session.projection, light))

    def _leave_explanation(self) -> None:
        if self._panel is not None:
            self._panel.leave()

    def _explain(self, door: Door) -> None:
        """Say where a figure comes from, in the place of the guide."""
        self._show_versions(False)
        opened = self.explain.isVisible()
        if not opened:
            self._sides = self._split.sizes()
        self.explain.explain(door)
        self._show_sides()
        if not opened:
            whole = self._split.width()
            wide = min(scaled(EXPLAINED), whole * 11 // 20)
            steps = 0 if self.steps.isHidden() else self.steps.width()
            self._split.setSizes([steps, whole - steps - wide, 0, wide])

    def _explained(self) -> None:
        """The explanation is closed: what stood in its place gets its width back."""
        self._show_sides()
        self._split.setSizes(self._sides)

    def _go_to(self, path: str) -> None:
        """From an explanation to the field; it stays beside it where there is room for both."""
        if self._narrow:
            self._leave_explanation()
        self.jump(path)

    def _show_sides(self) -> None:
        """The guide gives its place to an explanation; in a narrow window the steps do to either."""
        asking = self._panel is not None and not self._panel.isHidden()
        guided = self._guide_button.isChecked() and not asking
        self.guide.setVisible(guided)
        self.steps.setVisible(not (self._narrow and (asking or guided)))

    # ------------------------------------------------------------ what happens

    def _changed(self) -> None:
        self._name.setText(self.session.title())
        for button, word, label in (
            (self._undo, _("Deshacer"), self.session.document.undo_label),
            (self._redo, _("Rehacer"), self.session.document.redo_label),
        ):
            button.setEnabled(bool(label))
            button.setToolTip(f"{word}: {label}" if label else word)
            button.setAccessibleName(f"{word}: {label}" if label else word)
        self._later.start()
        view = self._stack.currentWidget()
        if isinstance(view, PageView):
            view.refresh()
            if view.page not in GUIDE.shown(self.session.plan):
                self.jump(view.page.switch)

    def _show_states(self) -> None:
        if not self.session.figured:
            self._later.start()
            return
        session, plan, refused = self.session, self.session.plan, self.session.refused()
        session.soon(lambda: step_states(plan, session.findings(), refused), session.judged.emit, "states")

    def _say(self, text: str) -> None:
        self._notice.setText(text)
        self._notice.setAccessibleName(text)
        self._notice.setVisible(bool(text))
        announce(self, text)

    def _projected(self) -> None:
        from workbench.engine.pulse import pulse, verdict

        lights = pulse(self.session.projection, self.session.formats)
        judged = verdict(self.session.projection, self.session.formats, lights)
        self.pulse.show_lights(lights, judged.state, judged.sentence)

    def _undo_last(self) -> None:
        self._leave_field()
        label = self.session.document.undo_label
        self.session.undo()
        if label and label == self.session.document.redo_label:  # else only a text that was not kept
            announce(self, _("Deshecho: {what}").format(what=label))

    def _redo_last(self) -> None:
        self._leave_field()
        label = self.session.document.redo_label
        self.session.redo()
        if label:
            announce(self, _("Rehecho: {what}").format(what=label))

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The field that has the cursor can be seen."""
        view = self._stack.currentWidget()
        if now is not None and isinstance(view, PageView) and view.isAncestorOf(now):
            view.show_field(now)
            self._focused = now
            self._words.start()
        elif now is not None and self.versions is not None and self.versions.isAncestorOf(now):
            self.versions.ensureWidgetVisible(now)

    def _show_rest(self) -> None:
        """What follows the picture of a step: its guidance, and the first figures, in a thread."""
        self.guide.show_page(GUIDE.page(self.steps.page()))
        self._gloss()
        if not self.session.figured:
            self.session.project()

    def _gloss(self) -> None:
        """The words of the field or the cell that has the cursor stand first in the guide."""
        now: QWidget | None = self._focused if isValid(self._focused) else None
        while now is not None and not isinstance(now, Asking):
            now = now.parentWidget()
        if now is not None:
            self.guide.show_words(*islice(terms_in(now.told()), WORDS))

    def _leave_field(self) -> None:
        """What is being typed is part of the plan before anything is undone."""
        focus = QApplication.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus) and not isinstance(focus, QAbstractItemView):
            focus.clearFocus()
            focus.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        if narrow is not self._narrow:
            self._narrow = narrow
            self._name_steps(int(self.width() * NAMES) if narrow else scaled(320))
            self._guide_button.setChecked(not narrow)
            self._show_sides()
