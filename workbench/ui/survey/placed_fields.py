"""Fields that write into an instrument, each at its place; what is refused says why, and what was there stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.types import plain
from workbench.numerals import NotUnderstood, number
from workbench.survey.editing import Made, edited, moved, removed, value_at
from workbench.survey.instrument import Instrument, Translated
from workbench.survey.payload import SurveyRefused
from workbench.ui.editors import Check, Editor, LongText, Options, TextLine
from workbench.ui.parts import Button, caption, labelled

Read = Callable[[Instrument, Editor], Instrument]


class PlacedFields(QWidget):
    """``changed`` carries the Instrument as it becomes; ``shape``: other fields are to be asked now, the cursor there.

    Texts are shown and written in ``language``; one that was not there before becomes the same in all.
    """

    changed = Signal(object)
    shape = Signal(str)

    def __init__(self, instrument: Instrument, language: str, formats: Formats) -> None:
        super().__init__()
        self.instrument, self._language, self._formats = instrument, language, formats
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(6)
        self.editors: dict[str, Editor] = {}

    def wake(self, place: str) -> None:
        """Put the cursor on the first field at a place, if it is here."""
        found = (field for at, field in self.editors.items() if at == place or at.startswith(f"{place}/"))
        if (field := next(found, None)) is not None:
            field.setFocus()

    # ------------------------------------------------------------ kinds of field

    def _text(self, place: str, label: str, lines: int, optional: bool = False, told: bool = True) -> None:
        """Words. ``told``: the label stands above; else it is said above already."""
        field = LongText(lines)

        def read(instrument: Instrument, editor: Editor) -> Instrument:
            typed, old = str(editor.read()).strip(), value_at(instrument, place)
            if optional and not typed:
                return edited(instrument, place, None)
            if old is None:
                return edited(instrument, place, Translated.same(typed))
            return edited(instrument, f"{place}/{self._language}", typed)

        text = value_at(self.instrument, place)
        self._add(place, label, field, text.said(self._language) if text else "", read, told)

    def _number(self, place: str, label: str, of: int = 1, optional: bool = False) -> None:
        """A number; ``of`` 100: typed and shown in percent."""
        marks = self._formats.marks

        def typed(text: str) -> Decimal | None:
            if optional and not text:
                return None
            try:
                return number(text, marks) / of
            except NotUnderstood as error:
                raise ValueError(_("«{text}» no es un número.").format(text=text)) from error

        field = TextLine(typed, lambda value: plain(value * of).replace(".", marks.decimal), short=True)
        field.set_unit("%" if of > 1 else "")
        self._add(place, label, field, value_at(self.instrument, place), self._plain(place))

    def _options(
        self,
        place: str,
        label: str,
        choices: Sequence[tuple[Any, str]],
        value: Callable[[], Any] | None = None,
        read: Read | None = None,
    ) -> None:
        shown = value() if value else value_at(self.instrument, place)
        self._add(place, label, Options(lambda: choices), shown, read or self._plain(place))

    def _check(self, place: str, label: str) -> None:
        self._add(place, "", Check(label), value_at(self.instrument, place), self._plain(place))

    def _plain(self, place: str) -> Read:
        return lambda instrument, editor: edited(instrument, place, editor.read())

    # ------------------------------------------------------------ rows

    def _rows(self, place: str, names: Sequence[str], ask: Callable[[str, str], None]) -> None:
        """The rows at a place, each asked for by ``ask(place, name)`` under what moves it and takes it out."""
        ids = [getattr(row, "id", str(at)) for at, row in enumerate(value_at(self.instrument, place))]
        for at, (id_, name) in enumerate(zip(ids, names, strict=True)):
            self._row_head(f"{place}/{id_}", name, at, len(ids))
            ask(f"{place}/{id_}", name)

    def _row_head(self, place: str, name: str, at: int, rows: int) -> None:
        head, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(caption(name, "label"), 1)
        wrong = self._wrong()
        where = place.rpartition("/")[0]
        for text, said, there, change in (
            ("↑", _("Subir {name}"), at > 0, lambda: moved(self.instrument, place, -1)),
            ("↓", _("Bajar {name}"), at < rows - 1, lambda: moved(self.instrument, place, 1)),
            (_("Quitar"), _("Quitar {name}"), True, lambda: (removed(self.instrument, place), where)),
        ):
            button = Button(text)
            button.setAccessibleName(said.format(name=name))
            button.setToolTip(said.format(name=name))
            button.setEnabled(there)
            button.clicked.connect(lambda _on=False, change=change: self._reshape(change, wrong))
            row.addWidget(button)
        head.setLayout(row)
        self._column.addWidget(head)
        self._column.addWidget(wrong)

    def _more(self, label: str, change: Callable[[], Made]) -> None:
        """The button that adds a row."""
        button, wrong, row = Button(label), self._wrong(), QHBoxLayout()
        button.clicked.connect(lambda: self._reshape(change, wrong))
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(wrong)

    def _reshape(self, change: Callable[[], Made], wrong: QLabel) -> None:
        """Keep what a button does to the rows, and ask for them anew; else say why not."""
        try:
            now, place = change()
        except SurveyRefused as error:
            _say(wrong, error.sentence)
            return
        _say(wrong, "")
        if now != self.instrument:
            self.instrument = now
            self.changed.emit(now)
            self.shape.emit(place)

    # ------------------------------------------------------------ what all share

    def _wrong(self) -> QLabel:
        made = caption(role="error", wrap=True)
        made.hide()
        return made

    def _add(self, place: str, label: str, field: Editor, value: Any, read: Read, told: bool = True) -> None:
        field.show_value(value)
        field.describe(label, "")
        wrong = self._wrong()
        if told and label:
            self._column.addWidget(labelled(label, field.focusProxy() or field))
        self._column.addWidget(field)
        self._column.addWidget(wrong)
        self.editors[place] = field

        def left() -> None:
            try:
                now = read(self.instrument, field)
            except (SurveyRefused, ValueError) as error:
                said = error.sentence if isinstance(error, SurveyRefused) else str(error)
                _say(wrong, _("{why} Se conserva lo de antes.").format(why=said))
                field.mark(True)
            else:
                _say(wrong, "")
                field.mark(False)
                self._keep(now, place)

        field.left.connect(left)

    def _keep(self, now: Instrument, place: str) -> None:
        if now == self.instrument:
            return
        self.instrument = now
        self.changed.emit(now)
        if self._shapes(place):
            self.shape.emit(place)

    def _shapes(self, place: str) -> bool:
        """Whether other fields are asked for by what stands at a place."""
        raise NotImplementedError


def _say(where: QLabel, text: str) -> None:
    where.setText(text)
    where.setVisible(bool(text))
