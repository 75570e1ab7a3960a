"""The fields of one part of an instrument: its head, a dimension, an item, or something published."""

from __future__ import annotations

from decimal import Decimal

from workbench.i18n import _
from workbench.survey.editing import (
    added_figure,
    added_option,
    added_portion,
    asked_as,
    compared_with,
    edited,
    place_of,
    value_at,
)
from workbench.survey.instrument import LEVELS, Benchmark, Condition, Dimension, Instrument, Item, Kind
from workbench.survey.rules import answers_of
from workbench.ui.editors import Editor, Several
from workbench.ui.parts import caption
from workbench.ui.survey.placed_fields import PlacedFields, Read

PUBLISHED = "benchmarks"
"""The place of everything published."""
SHORT = 36
"""Letters of a question or an option that stand in a list."""


class Fields(PlacedFields):
    """Asks for the part that stands at a place; '' is the instrument itself."""

    def ask(self, place: str) -> None:
        """Ask for what stands at a place."""
        if not place:
            self._head()
        elif place == PUBLISHED:
            text = _(
                "Lo que otros publicaron y se muestra junto a los resultados de la sala: un puntaje, o cómo se "
                "repartieron las respuestas a una pregunta. Cada dato lleva su fuente."
            )
            self._column.addWidget(caption(text, "help", wrap=True))
        elif place.startswith(f"{PUBLISHED}/"):
            self._benchmark(place)
        elif "/items/" in place:
            self._item(value_at(self.instrument, place))
        else:
            self._dimension(place)
        self._column.addStretch(1)

    def _shapes(self, place: str) -> bool:
        return isinstance(value_at(self.instrument, place), Item) or place.endswith(("/ask_if", "/of"))

    def _head(self) -> None:
        self._text("title", _("Título"), 1)
        self._text("purpose", _("Para qué sirve"), 2)
        self._text("consent", _("Consentimiento, con el que se abre cada hoja"), 3)
        counts = range(1, sum(bool(each.scaled) for each in self.instrument.dimensions) + 1)
        choices = [(None, _("No da puntaje general")), *((count, str(count)) for count in counts)]
        self._options("valid_dimensions", _("Dimensiones válidas para el puntaje general"), choices)

    def _dimension(self, place: str) -> None:
        dimension: Dimension = value_at(self.instrument, place)
        self._text(f"{place}/title", _("Título"), 1)
        self._number(f"{place}/weight", _("Peso en el puntaje general"))
        counts = range(1, max(len(dimension.scaled), dimension.least_answered) + 1)
        least = [(count, str(count)) for count in counts]
        self._options(f"{place}/least_answered", _("Respuestas que hacen falta para su puntaje"), least)

    # ------------------------------------------------------------ an item

    def _item(self, item: Item) -> None:
        place = place_of(self.instrument, item.id)
        dimension = value_at(self.instrument, place.partition("/items/")[0])
        self._column.addWidget(caption(_("Dimensión: {title}").format(title=dimension.title), "muted", wrap=True))
        kinds = [(kind, _(kind.label)) for kind in Kind]
        self._options(place, _("Cómo se responde"), kinds, lambda: item.kind, self._as_kind(place))
        self._text(f"{place}/question", _("Pregunta"), 2)
        self._text(f"{place}/help", _("Ayuda: qué mirar"), 2, optional=True)
        for level in range(LEVELS if item.kind is Kind.SCALE else 0):
            self._text(f"{place}/anchors/{level}", _("Nivel {n}: un hecho que se pueda comprobar").format(n=level), 2)
        if item.kind is Kind.CHOICE:
            names = [_("Opción {n}").format(n=n) for n, _option in enumerate(item.options, 1)]
            self._rows(f"{place}/options", names, lambda at, name: self._text(f"{at}/text", name, 1, told=False))
            self._more(_("Agregar opción"), lambda: added_option(self.instrument, place))
        if item.kind is Kind.NUMBER:
            self._text(f"{place}/unit", _("Unidad"), 1)
            self._check(f"{place}/tracked", _("Se pregunta también su línea de base y su meta"))
            self._check(f"{place}/adds", _("Se puede sumar entre proyectos"))
        if item.kind is Kind.SCALE:
            self._text(f"{place}/action", _("Acción sugerida si es débil"), 2, optional=True)
            self._check(f"{place}/critical", _("Crítica: un 0 da aviso"))
        self._condition(place, item)
        self._text(f"{place}/source", _("Fuente"), 1, optional=True)

    def _condition(self, place: str, item: Item) -> None:
        """Ask always, or after an earlier item: from a level on, or at one of its options; another kind stays."""
        items, old, whose = list(self.instrument.items.values()), item.ask_if, f"{place}/ask_if"
        earlier = {each.id: each for each in items[: items.index(item)] if each.kind in (Kind.SCALE, Kind.CHOICE)}
        level, answer = _("Solo si {id} llega a un nivel"), _("Solo si {id} tiene una respuesta")
        asked = [(id_, (level if each.kind is Kind.SCALE else answer).format(id=id_)) for id_, each in earlier.items()]
        choices = [(None, _("Siempre")), *asked]
        on = earlier.get(old.item) if old else None
        usual = bool(on and old and (old.at_least if on.kind is Kind.SCALE else old.is_) is not None)
        if old is not None and not usual:
            choices = [each for each in choices if each[0] != old.item]
            choices.append((old.item, _("Según la respuesta a {id}").format(id=old.item)))

        def read(instrument: Instrument, editor: Editor) -> Instrument:
            chosen = editor.read()
            if old is not None and chosen == old.item:
                return instrument
            return edited(instrument, whose, _usual_condition(earlier[chosen]) if chosen else None)

        self._options(whose, _("Cuándo se pregunta"), choices, lambda: old.item if old else None, read)
        if usual and on and on.kind is Kind.SCALE:
            levels = [(Decimal(level), str(level)) for level in range(1, LEVELS)]
            self._options(f"{whose}/at_least", _("Nivel al que debe llegar"), levels)
        elif usual and on:
            options = [(each.id, _cut(str(each.text))) for each in on.options]
            self._options(f"{whose}/is_", _("Respuesta que debe tener"), options)

    def _as_kind(self, place: str) -> Read:
        return lambda instrument, editor: asked_as(instrument, place, editor.read())

    # ------------------------------------------------------------ something published

    def _benchmark(self, place: str) -> None:
        benchmark: Benchmark = value_at(self.instrument, place)
        self._text(f"{place}/title", _("Título"), 1)
        self._text(f"{place}/source", _("Fuente: quién lo publicó, dónde y cuándo"), 2)
        self._options(f"{place}/of", _("Junto a qué se muestra"), self._comparable(), None, self._beside(place))
        self._text(f"{place}/note", _("Hasta dónde se puede comparar"), 2, optional=True)
        self._number(f"{place}/score", _("Puntaje publicado, de 0 a 3"), optional=True)
        parts = [_("Parte {n}").format(n=n) for n, _part in enumerate(benchmark.portions, 1)]
        self._rows(f"{place}/portions", parts, lambda at, _name: self._portion(at, benchmark.of))
        self._more(_("Agregar parte de una distribución"), lambda: added_portion(self.instrument, place))
        figures = [_("Cifra {n}").format(n=n) for n, _figure in enumerate(benchmark.figures, 1)]
        self._rows(f"{place}/figures", figures, lambda at, _name: self._figure(at))
        self._more(_("Agregar otra cifra"), lambda: added_figure(self.instrument, place))

    def _portion(self, place: str, of: str) -> None:
        self._text(f"{place}/title", _("Qué respondieron"), 1)
        self._number(f"{place}/share", _("Cuántos de cien"), of=100)
        item = self.instrument.items.get(of)
        if item is not None and answers_of(item):
            names = {option.id: _cut(str(option.text)) for option in item.options}
            level = _("Nivel {n}")
            choices = [(each, names.get(str(each)) or level.format(n=each)) for each in answers_of(item)]
            field = Several(lambda: choices, columns=LEVELS if item.kind is Kind.SCALE else 1)
            value = value_at(self.instrument, f"{place}/answers")
            self._add(f"{place}/answers", _("Qué respuestas de aquí dicen lo mismo"), field, value,
                      self._plain(f"{place}/answers"))  # fmt: skip

    def _figure(self, place: str) -> None:
        self._text(f"{place}/title", _("Qué cuenta"), 1)
        self._number(f"{place}/value", _("Número"))
        self._text(f"{place}/unit", _("Unidad"), 1)

    def _comparable(self) -> list[tuple[str, str]]:
        """What can stand beside something published."""
        choices = [("", _("El puntaje general"))]
        for dimension in self.instrument.dimensions:
            choices.append((dimension.id, _cut(f"{dimension.id} {dimension.title}")))
            choices += [(item.id, _cut(f"{item.id} {item.question}")) for item in dimension.items]
        return choices

    def _beside(self, place: str) -> Read:
        return lambda instrument, editor: compared_with(instrument, place, editor.read())


def _usual_condition(item: Item) -> Condition:
    """What is asked of an earlier item until something else is chosen: the first level above 0, the first option."""
    if item.kind is Kind.SCALE:
        return Condition(item=item.id, at_least=Decimal(1))
    return Condition(item=item.id, is_=item.options[0].id)


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
