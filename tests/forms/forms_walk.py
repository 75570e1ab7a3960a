"""The model and the guide, walked side by side. A place is (class of the row, path); a line's id is ``*``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from forms.guide import Kind, Lines, Section, Show, View
from workbench.model.base import Frozen, Line, ask

Place = tuple[str, str]


def parts(annotation: Any) -> tuple[type[Frozen], ...]:
    """The frozen models anywhere in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return (annotation,)
    return tuple(found for each in get_args(annotation) for found in parts(each))


def in_model(model: type[Frozen], row: str = "Plan", above: str = "") -> Iterator[Place]:
    """Every place of the model that has an Ask; a quantity is asked by its parts."""
    for name, field in model.model_fields.items():
        below = parts(field.annotation)
        if ask(model, name) is not None and all(issubclass(part, Line) for part in below):
            yield row, above + name
        for part in below:
            if issubclass(part, Line):
                yield from in_model(part, part.__name__, f"{above}{name}/*/")
            else:
                yield from in_model(part, row, f"{above}{name}/")


def kinds(sections: tuple[Section, ...]) -> Iterator[Kind]:
    """Every kind of line in some sections, also of tables inside lines."""
    for table in tables(sections):
        for kind in table.kinds:
            yield kind
            yield from kinds(kind.sections)


def tables(sections: tuple[Section, ...]) -> Iterator[Lines]:
    return (item for section in sections for item in section.items if isinstance(item, Lines))


def views(sections: tuple[Section, ...]) -> Iterator[View]:
    return (item for section in sections for item in section.items if isinstance(item, View))


def in_guide(sections: tuple[Section, ...], row: str = "Plan", above: str = "") -> Iterator[tuple[Place, Show | Lines]]:
    """Every place some sections show, with what shows it."""
    for section in sections:
        for item in section.items:
            if isinstance(item, Show | Lines):
                yield (row, above + item.path), item
            if isinstance(item, Lines):
                for kind in item.kinds:
                    yield from in_guide(kind.sections, kind.model.__name__, f"{above}{item.path}/*/")
