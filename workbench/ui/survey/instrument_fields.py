"""The fields of one part of an instrument: its head, a dimension or an item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.types import plain
from workbench.numerals import NotUnderstood, number
from workbench.survey.editing import as_kind, edited, place_of, value_at
from workbench.survey.instrument import LEVELS, Condition, Dimension, Instrument, Item, Kind, Translated
from workbench.survey.payload import SurveyRefused
from workbench.ui.editors import Check, Editor, LongText, Options, TextLine
from workbench.ui.parts import caption, labelled

Read = Callable[[Instrument, Editor], Instrument]


class Fields(QWidget):
    """``changed`` carries the Instrument as it becomes; ``shape``: other fields are to be asked now.

    Texts are shown and written in ``language``; one that was not there before becomes the same in all.
    """

    changed = Signal(object)
    shape = Signal()

    def __init__(self, instrument: Instrument, language: str, formats: Formats) -> None:
        super().__init__()
        self.instrument, self._language, self._formats = instrument, language, formats
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(6)
        self.editors: dict[str, Editor] = {}

    # ------------------------------------------------------------ the three parts

    def head(self) -> None:
        """Ask for what the whole instrument says."""
        self._text("title", _("Título"), 1)
        self._text("purpose", _("Para qué sirve"), 2)
        self._text("consent", _("Consentimiento, con el que se abre cada hoja"), 3)
        counts = range(1, sum(bool(each.scaled) for each in self.instrument.dimensions) + 1)
        choices = [(None, _("No da puntaje general")), *((count, str(count)) for count in counts)]
        self._options("valid_dimensions", _("Dimensiones válidas para el puntaje general"), choices)
        self._column.addStretch(1)

    def dimension(self, id_: str) -> None:
        """Ask for what a dimension says."""
        place = f"dimensions/{id_}"
        dimension: Dimension = value_at(self.instrument, place)
        self._text(f"{place}/title", _("Título"), 1)
        self._number(f"{place}/weight", _("Peso en el puntaje general"))
        counts = range(1, max(len(dimension.scaled), dimension.least_answered) + 1)
        least = [(count, str(count)) for count in counts]
        self._options(f"{place}/least_answered", _("Respuestas que hacen falta para su puntaje"), least)
        self._column.addStretch(1)

    def item(self, item: Item) -> None:
        """Ask for what an item says."""
        place = place_of(self.instrument, item.id)
        dimension = value_at(self.instrument, place.partition("/items/")[0])
        self._column.addWidget(caption(_("Dimensión {title}").format(title=dimension.title), "muted", wrap=True))
        kinds = [(kind, _(kind.label)) for kind in Kind]
        self._options(place, _("Cómo se responde"), kinds, lambda: item.kind, self._as_kind(place))
        self._text(f"{place}/question", _("Pregunta"), 2)
        self._text(f"{place}/help", _("Ayuda: qué mirar"), 2, optional=True)
        for level in range(LEVELS if item.kind is Kind.SCALE else 0):
            self._text(f"{place}/anchors/{level}", _("Nivel {n}: un hecho que se pueda comprobar").format(n=level), 2)
        for option in item.options:
            self._text(f"{place}/options/{option.id}/text", _("Opción {id}").format(id=option.id), 1)
        if item.kind is Kind.NUMBER:
            self._text(f"{place}/unit", _("Unidad"), 1)
            self._check(f"{place}/tracked", _("Se pregunta también su línea de base y su meta"))
            self._check(f"{place}/adds", _("Se puede sumar entre proyectos"))
        if item.kind is Kind.SCALE:
            self._text(f"{place}/action", _("Acción sugerida si es débil"), 2, optional=True)
            self._check(f"{place}/critical", _("Crítica: un 0 da aviso"))
        self._condition(place, item)
        self._text(f"{place}/source", _("Fuente"), 1, optional=True)
        self._column.addStretch(1)

    # ------------------------------------------------------------ kinds of field

    def _text(self, place: str, label: str, lines: int, optional: bool = False) -> None:
        field = LongText(lines)

        def read(instrument: Instrument, editor: Editor) -> Instrument:
            typed, old = str(editor.read()).strip(), value_at(instrument, place)
            if optional and not typed:
                return edited(instrument, place, None)
            if old is None:
                return edited(instrument, place, Translated.same(typed))
            return edited(instrument, f"{place}/{self._language}", typed)

        text = value_at(self.instrument, place)
        self._add(place, label, field, text.said(self._language) if text else "", read)

    def _number(self, place: str, label: str) -> None:
        marks = self._formats.marks

        def typed(text: str) -> Decimal:
            try:
                return number(text, marks)
            except NotUnderstood as error:
                raise ValueError(_("«{text}» no es un número.").format(text=text)) from error

        field = TextLine(typed, lambda value: plain(value).replace(".", marks.decimal), short=True)
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

    def _condition(self, place: str, item: Item) -> None:
        """Ask always, or only from a level of an earlier item on; another kind of condition stays until changed."""
        items, old = list(self.instrument.items.values()), item.ask_if
        earlier = [each.id for each in items[: items.index(item)] if each.kind is Kind.SCALE]
        levelled = old is not None and old.item in earlier and old.at_least is not None
        text = _("Solo si {id} llega a un nivel")
        choices = [(None, _("Siempre")), *((id_, text.format(id=id_)) for id_ in earlier)]
        if old is not None and not levelled:
            choices = [each for each in choices if each[0] != old.item]
            choices.append((old.item, _("Según la respuesta a {id}").format(id=old.item)))

        def read(instrument: Instrument, editor: Editor) -> Instrument:
            chosen = editor.read()
            if old is not None and chosen == old.item:
                return instrument
            condition = Condition(item=chosen, at_least=Decimal(1)) if chosen else None
            return edited(instrument, f"{place}/ask_if", condition)

        whose = f"{place}/ask_if"
        self._options(whose, _("Cuándo se pregunta"), choices, lambda: old.item if old else None, read)
        if levelled:
            levels = [(Decimal(level), str(level)) for level in range(1, LEVELS)]
            self._options(f"{whose}/at_least", _("Nivel al que debe llegar"), levels)

    def _plain(self, place: str) -> Read:
        return lambda instrument, editor: edited(instrument, place, editor.read())

    def _as_kind(self, place: str) -> Read:
        def read(instrument: Instrument, editor: Editor) -> Instrument:
            return edited(instrument, place, as_kind(value_at(instrument, place), editor.read()))

        return read

    def _add(self, place: str, label: str, field: Editor, value: Any, read: Read) -> None:
        field.show_value(value)
        field.describe(label, "")
        wrong = caption(role="error", wrap=True)
        wrong.hide()
        if label:
            self._column.addWidget(labelled(label, field.focusProxy() or field))
        self._column.addWidget(field)
        self._column.addWidget(wrong)
        self.editors[place] = field

        def left() -> None:
            try:
                now = read(self.instrument, field)
            except (SurveyRefused, ValueError) as error:
                said = error.sentence if isinstance(error, SurveyRefused) else str(error)
                wrong.setText(_("{why} Se conserva lo de antes.").format(why=said))
            else:
                wrong.setText("")
                self._keep(now, place)
            wrong.setVisible(bool(wrong.text()))
            field.mark(bool(wrong.text()))

        field.left.connect(left)

    def _keep(self, now: Instrument, place: str) -> None:
        if now == self.instrument:
            return
        self.instrument = now
        self.changed.emit(now)
        if isinstance(value_at(now, place), Item) or place.endswith("/ask_if"):
            self.shape.emit()
