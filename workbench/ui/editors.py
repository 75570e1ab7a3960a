"""One widget for each shape of field. An editor knows nothing of the plan: it shows, reads and says it was typed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from workbench.ui.entry import UNKNOWN, Combo, Entry, Prose
from workbench.ui.parts import caption
from workbench.ui.theme import restyle

SHORT = 36
"""Characters beside each other in a field for a number, a date or a month; a list has twice as many."""
Read = Callable[[str], Any]
"""From typed text to a value; ValueError with a sentence when it is not understood."""
Write = Callable[[Any], str]
Choices = Callable[[], Sequence[tuple[Any, str]]]
"""Values and labels to choose from, asked each time they are shown."""


class Editor(QWidget):
    """``typed``: what is shown may have changed. ``left``: the person is done with it."""

    typed = Signal()
    left = Signal()
    _marked = False

    def show_value(self, value: Any) -> None:
        """Show what the plan holds."""
        raise NotImplementedError

    def read(self) -> Any:
        """The value shown. Raises ValueError with a sentence where it is not understood."""
        raise NotImplementedError

    def draft(self) -> Any:
        """What is shown as it was typed, to be shown again by ``show_draft``."""
        return None

    def show_draft(self, draft: Any) -> bool:
        """Show again what was typed and could not be kept in the plan; whether that can be shown here."""
        return False

    def propose(self, text: str) -> None:
        """Show what will be printed where nothing is typed."""

    def describe(self, name: str, description: str) -> None:
        """Tell assistive technology what is asked here."""
        for widget in (self.focusProxy() or self, *self.findChildren(QLineEdit)):
            if not widget.accessibleName():
                widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)

    def set_unit(self, unit: str) -> None:
        """Show another unit inside, at the end."""
        for each in self.findChildren(Entry):
            each.set_unit(unit)

    def mark(self, wrong: bool) -> None:
        """Show that what is typed is not in the plan."""
        if not wrong and not self._marked:
            return  # nothing is marked, as in most fields
        self._marked = wrong
        for widget in self.findChildren(QWidget):
            if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.property("wrong") is not wrong:
                widget.setProperty("wrong", wrong)
                restyle(widget)

    def _hold(self, widget: QWidget) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widget)
        self.setFocusProxy(widget)


class TextLine(Editor):
    """A line read and written by the functions given: text, number, date, month."""

    def __init__(self, read: Read, write: Write, unit: str = "", numeric: bool = False, short: bool = False) -> None:
        super().__init__()
        self._read, self._write = read, write
        self._told: Callable[[str], str] = lambda _text: ""
        self.entry = Entry(unit)
        if short:
            self.entry.narrow(SHORT)
        if numeric:
            self.entry.to_the_right()
        self.entry.textEdited.connect(self.typed)
        self.entry.editingFinished.connect(self.left)
        self._hold(self.entry)

    def show_understood(self, told: Callable[[str], str]) -> None:
        """While it is typed, show in the unit's place how it is understood. ``told`` may raise ValueError."""
        self._told = told
        self.entry.textEdited.connect(self._tell)

    def show_value(self, value: Any) -> None:
        self.show_draft("" if value is None else self._write(value))

    def read(self) -> Any:
        return self._read(self.entry.text().strip())

    def draft(self) -> Any:
        return self.entry.text()

    def show_draft(self, draft: Any) -> bool:
        self.entry.say("")
        if draft != self.entry.text():
            self.entry.setText(draft)
            if self.entry.alignment() & Qt.AlignmentFlag.AlignLeft and not self.entry.hasFocus():
                self.entry.setCursorPosition(0)  # words too long for their place show where they begin
        return True

    def _tell(self, text: str) -> None:
        try:
            told = self._told(text)
            self.entry.say(f"= {told}" if told else "")
        except ValueError:
            self.entry.say(UNKNOWN)


class LongText(Editor):
    """Paragraphs, ``lines`` of them at least."""

    def __init__(self, lines: int = 5) -> None:
        super().__init__()
        self.prose = Prose(lines)
        self.prose.textChanged.connect(self.typed)
        self.prose.left.connect(self.left)
        self._hold(self.prose)

    def show_value(self, value: Any) -> None:
        if value != self.prose.toPlainText():
            self.prose.blockSignals(True)
            self.prose.setPlainText(value)
            self.prose.blockSignals(False)

    def read(self) -> Any:
        return self.prose.toPlainText()

    def draft(self) -> Any:
        return self.prose.toPlainText()

    def show_draft(self, draft: Any) -> bool:
        self.show_value(draft)
        return True

    def propose(self, text: str) -> None:
        self.prose.propose(text)


class Options(Editor):
    """One of a list. The choices are asked anew each time a value is shown."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self._values: list[Any] = []
        self.combo = Combo()
        self.combo.setMinimumContentsLength(12)
        self.combo.setMaximumWidth(self.fontMetrics().averageCharWidth() * 2 * SHORT)
        self.combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.activated.connect(self._chosen)
        self._hold(self.combo)

    def show_value(self, value: Any) -> None:
        choices = list(self._choices())
        if value not in (known := [each for each, _label in choices]):
            choices.append((value, str(value)))
            known.append(value)
        labels = [label for _value, label in choices]
        if known != self._values or labels != [self.combo.itemText(i) for i in range(self.combo.count())]:
            self._values = known
            self.combo.clear()
            self.combo.addItems(labels)
        self.combo.setCurrentIndex(known.index(value))

    def read(self) -> Any:
        return self._values[self.combo.currentIndex()]

    def _chosen(self) -> None:
        self.typed.emit()
        self.left.emit()


class Check(Editor):
    """Yes or no, with its question beside it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox(text)
        self.box.clicked.connect(self._clicked)
        self._hold(self.box)

    def show_value(self, value: Any) -> None:
        self.box.setChecked(value)

    def read(self) -> Any:
        return self.box.isChecked()

    def _clicked(self) -> None:
        self.typed.emit()
        self.left.emit()


class Several(Editor):
    """Any number of a list, each a box to tick."""

    def __init__(self, choices: Choices, empty: str = "", columns: int = 1) -> None:
        super().__init__()
        self._choices, self._columns = choices, columns
        self._boxes: dict[Any, QCheckBox] = {}
        self._empty = caption(empty, "muted", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self._empty, 0, 0)

    def show_value(self, value: Any) -> None:
        choices = list(self._choices())
        if [(each, box.text()) for each, box in self._boxes.items()] != choices:
            self._build(choices)
        for each, box in self._boxes.items():
            box.setChecked(each in value)

    def read(self) -> Any:
        return tuple(each for each, box in self._boxes.items() if box.isChecked())

    def _build(self, choices: Sequence[tuple[Any, str]]) -> None:
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {each: QCheckBox(label) for each, label in choices}
        for at, box in enumerate(self._boxes.values()):
            box.clicked.connect(self._clicked)
            self._grid.addWidget(box, at // self._columns, at % self._columns)
        self._empty.setVisible(not choices)

    def _clicked(self) -> None:
        self.typed.emit()
        self.left.emit()
