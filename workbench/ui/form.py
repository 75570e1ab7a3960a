"""Draws the interview: a section's fields one below the other, each with its label, its help and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from forms.fields import ask_at
from forms.guide import Lines, Section, Show, View
from forms.shapes import field, step_name
from workbench.i18n import Phrase, _
from workbench.model.base import Ask, Frozen, get
from workbench.model.edit import edited
from workbench.ui.asking import editor_for, unit_of
from workbench.ui.bridge import PROPOSED, Session
from workbench.ui.editors import Check
from workbench.ui.heard import announce
from workbench.ui.parts import caption, dressed
from workbench.ui.theme import FORM_WIDTH, SIGNS, scaled


@dataclass(frozen=True)
class Makers:
    """How the parts of a form that are not fields are made: computed views by id, tables of lines inside a widget."""

    view: Callable[[str], QWidget]
    lines: Callable[[Session, Lines, Makers, QWidget], QWidget]


class FieldRow(QWidget):
    """One question. Typing moves the figures; leaving the field keeps the value or says why not."""

    def __init__(self, session: Session, model: type[Frozen], show: Show, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._show = session, show
        self.field = field(model, show.path)
        self.path = ""
        self._touched = False
        self.editor = editor_for(self.field, session, lambda: self.path)
        self.editor.typed.connect(self._typed)
        self.editor.left.connect(self._left)
        self.editor.setEnabled(not show.read_only)
        if show.path == PROPOSED:
            session.loaded.connect(self._propose)
            session.projected.connect(self._propose)
        self._label = caption(_(self.field.ask.label), "label", wrap=True)
        self._label.setBuddy(self.editor.focusProxy() or self.editor)
        if isinstance(self.editor, Check):
            self._label.hide()
        self._help = caption(role="help", wrap=True)
        self._say("")
        inside = QWidget(self)  # bounded in a row, for what bounds itself is given the height of what is wider
        inside.setMaximumWidth(scaled(FORM_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1)
        row.addStretch(0)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for part in (self._label, self.editor, self._help):
            layout.addWidget(part)

    def bind(self, base: str) -> None:
        """Ask for the field of the line at ``base``, or of the plan when it is empty."""
        self.path = f"{base}/{self._show.path}" if base else self._show.path
        self._touched = False

    def refresh(self, plan: Frozen, row: Frozen) -> None:
        """Show what the plan holds, or what was typed and could not be kept."""
        asked = self._show.visible_when(plan, row)  # type: ignore[arg-type]
        self.setVisible(asked)
        if not asked:  # nobody could see what is wrong with it
            self._session.held.pop(self.path, None)
        if self._touched:
            return
        self.editor.set_unit(unit_of(self.field, self._session, self.path))
        self.editor.propose(self._session.proposal(self.path))
        held = self._session.held.get(self.path)
        if not held or held.shown is None:
            self.editor.show_value(get(plan, self.path))
        else:
            if not self.editor.show_draft(held.shown):
                self.editor.show_value(get(plan, self.path))  # a choice pasted into the table that is none
            held.sentence = self._refusal() or held.sentence  # the language may be another than when it was typed
        self._say(held.sentence if held else "")

    def told(self) -> str:
        """What is asked, in words."""
        return f"{_(self.field.ask.label)} {_(self.field.ask.help)}"

    def _propose(self) -> None:
        """The figures a proposal is made of have changed; one that is not seen is made when it is."""
        if self.isVisible():
            self.editor.propose(self._session.proposal(self.path))

    def _typed(self) -> None:
        self._touched = True
        try:
            self._session.type(self.path, self.editor.read())
        except ValueError as refused:
            self._session.forget()
            if self._session.held.get(self.path):
                self._say(self._session.why(refused, self.path))
        else:
            self._say("")

    def _left(self) -> None:
        if not self._touched:
            return
        self._touched = False
        refused = self._session.keep(self.path, self._name(), self.editor.draft(), self.editor.read)
        self._say(refused)
        announce(self, refused)  # the cursor is in another field by now

    def _refusal(self) -> str:
        """Why what is shown cannot be kept; empty where it can."""
        try:
            edited(self._session.document.plan, [(self.path, self.editor.read())])
        except ValueError as refused:
            return self._session.why(refused, self.path)
        return ""

    def _name(self) -> str:
        """What undo calls a change here: the field, and the line it belongs to."""
        row = get(self._session.plan, self.path.removesuffix(self._show.path).rstrip("/"))
        return step_name(self.field, row) if row is not self._session.plan else Phrase(self.field.ask.label)

    def _say(self, problem: str) -> None:
        """Show a problem in the place of the help, or the help again."""
        help_text = _(self.field.ask.help)
        text = problem or help_text or " "
        if self._help.text() != text:
            self._help.setText(text)
        name = "error" if problem else "help"
        if self._help.objectName() != name:
            self._help.setObjectName(name)
            self._help.style().polish(self._help)
        self.editor.mark(bool(problem))
        self.editor.describe(_(self.field.ask.label), problem or help_text)


class SectionBox(QWidget):
    """A titled group; a folded one opens when asked."""

    def __init__(self, form: Form, section: Section) -> None:
        super().__init__(form)
        self._fold: QToolButton | None = None
        self._body = QFrame(self)  # a screen reader tells of such a group, but not of a plain widget
        self.items: list[tuple[Any, QWidget]] = [(item, form.make(item, self._body)) for item in section.items]
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(6)
        if section.title:
            layout.addWidget(self._heading(section))
        if section.intro:
            self._body.setAccessibleDescription(_(section.intro))
            body.addWidget(caption(_(section.intro), "muted", wrap=True))
        title = _(section.title) if section.title else ""
        self._body.setAccessibleName(title)
        for item, widget in self.items:
            body.addWidget(widget)
            if isinstance(item, Lines) and hasattr(widget, "set_heading"):
                name = _(form.ask_of(item).label)
                widget.set_heading("" if name == title else name)
                if name == title:
                    self._body.setAccessibleName("")  # the table says it
        layout.addWidget(self._body)
        self._body.setVisible(not section.folded)

    def _heading(self, section: Section) -> QWidget:
        if not section.folded:
            return caption(_(section.title), "sub", wrap=True)
        button = dressed(QToolButton(), "fold")
        button.setText(_(section.title))
        button.setCheckable(True)
        button.setArrowType(Qt.ArrowType.RightArrow)
        button.setIconSize(QSize(scaled(SIGNS["sign"]), scaled(SIGNS["sign"])))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.toggled.connect(self._body.setVisible)
        button.toggled.connect(
            lambda on: button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        )
        self._fold = button
        return button

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            # Qt drops such requests of what is around while it gives it its size, and then waits for them: without
            # this a page keeps the height it had, and what has just come into it is squeezed.
            around: QWidget | None = self.parentWidget()
            while around is not None and (layout := around.layout()) is not None:
                layout.activate()
                around = around.parentWidget()
        return done

    def unfold(self) -> None:
        """Open the group."""
        if self._fold is not None:
            self._fold.setChecked(True)


class Form(QWidget):
    """The sections of a page, or of one kind of line: ``bind`` says of which line. ``grow`` builds them one by one.

    It is built from the outside in, as all that is large: a widget that moves into another is dressed anew by the
    style sheet with everything that is in it.
    """

    def __init__(
        self, session: Session, model: type[Frozen], sections: tuple[Section, ...], makers: Makers, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._model, self._makers = session, model, makers
        self.base = ""
        self._boxes: list[SectionBox] = []
        self._to_come = list(sections)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def computes_next(self) -> bool:
        """Whether the next section shows what is computed."""
        return bool(self._to_come) and any(isinstance(item, View) for item in self._to_come[0].items)

    def grow(self) -> bool:
        """Build the next section; whether another is still to come."""
        if self._to_come:
            box = SectionBox(self, self._to_come.pop(0))
            self._boxes.append(box)
            self._column.addWidget(box)
            self._bind(box)
            self._refresh(box)
        return bool(self._to_come)

    def finish(self) -> None:
        """Build all sections that are still to come."""
        while self.grow():
            pass

    def make(self, item: Show | Lines | View, parent: QWidget) -> QWidget:
        """The widget of one item."""
        if isinstance(item, Show):
            return FieldRow(self._session, self._model, item, parent)
        if isinstance(item, Lines):
            return self._makers.lines(self._session, item, self._makers, parent)
        return self._makers.view(item.id)

    def ask_of(self, item: Lines) -> Ask:
        """How the model describes a table."""
        return ask_at(self._model, item.path)

    def bind(self, base: str) -> None:
        """Ask about the line at ``base``; empty for the plan itself."""
        self.base = base
        for box in self._boxes:
            self._bind(box)
        self.refresh()
        self.finish()

    def refresh(self) -> None:
        """Show the plan as it is now."""
        for box in self._boxes:
            self._refresh(box)

    def _bind(self, box: SectionBox) -> None:
        for _item, widget in box.items:
            if hasattr(widget, "bind"):
                widget.bind(self.base)

    def _refresh(self, box: SectionBox) -> None:
        plan = self._session.plan
        row = get(plan, self.base)
        for item, widget in box.items:
            if isinstance(widget, FieldRow):
                widget.refresh(plan, row)
            elif isinstance(item, Lines) and hasattr(widget, "refresh"):
                widget.setVisible(item.visible_when(plan, row))
                widget.refresh()
        box.setVisible(any(not widget.isHidden() for _item, widget in box.items))

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be written in."""
        for widget in (widget for box in self._boxes for _item, widget in box.items):
            if isinstance(widget, FieldRow) and not widget.isHidden() and widget.editor.isEnabled():
                widget.editor.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def reveal(self, path: str) -> QWidget | None:
        """Open what hides the field at ``path``, give it the cursor, and return it; None where it is not asked here."""
        self.finish()
        for box in self._boxes:
            for _item, widget in box.items:
                found = widget if isinstance(widget, FieldRow) and widget.path == path else None
                if found is None and hasattr(widget, "reveal"):
                    found = widget.reveal(path)
                if found is not None:
                    box.unfold()
                    if isinstance(found, FieldRow):
                        found.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                    return found
        return None
