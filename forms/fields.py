"""Finding a field's description from its path, and the conditions and groups several pages share."""

from __future__ import annotations

from typing import Any

from forms.guide import Column, Kind, Lines, Section, Show, Visible, always
from workbench.i18n import N_
from workbench.model.base import Ask, Frozen, Line, ask
from workbench.model.revenue import Dated
from workbench.model.types import Billing, DriverShape, Indexation, Provider


def field_at(model: type[Frozen], path: str) -> tuple[type[Frozen], str]:
    """The model that declares the last name of ``path``, and that name: (Fee, 'units/first') → (Driver, 'first').

    ``model`` is the row's class, or ``Plan``; ``model.model_fields[name]`` then has the field's type and default.
    Raises KeyError where there is no such field.
    """
    *parents, last = path.split("/")
    for name in parents:
        part = model.model_fields[name].annotation if name in model.model_fields else None
        if not (isinstance(part, type) and issubclass(part, Frozen)):
            raise KeyError(path)
        model = part
    if last not in model.model_fields:
        raise KeyError(path)
    return model, last


def ask_at(model: type[Frozen], path: str) -> Ask:
    """The description of the field at ``path``. Raises KeyError where nothing is asked."""
    owner, name = field_at(model, path)
    found = ask(owner, name)
    if found is None:
        raise KeyError(path)
    return found


def kind_of(table: Lines, line: Line) -> Kind:
    """The form of a line. Raises KeyError where the table has no such kind."""
    found = next((kind for kind in table.kinds if type(line) is kind.model), None)
    if found is None:
        raise KeyError(type(line).__name__)
    return found


def path_in(column: Column, model: type[Line]) -> str | None:
    """The first of a column's paths that lines of a model are asked; None where they have none of them."""
    for path in column.paths:
        try:
            ask_at(model, path)
        except KeyError:
            continue
        return path
    return None


def shown(*paths: str, when: Visible = always, wanted: bool = False) -> tuple[Show, ...]:
    """Fields in this order, all under one condition."""
    return tuple(Show(path, when, wanted) for path in paths)


def when(field: str, *values: object) -> Visible:
    """The row's field at ``field`` is one of ``values``."""
    return lambda _plan, row: value_at(row, field) in values


def when_set(field: str) -> Visible:
    """The row's field at ``field`` is filled in and not zero."""
    return lambda _plan, row: bool(value_at(row, field))


def unless(condition: Visible) -> Visible:
    return lambda plan, row: not condition(plan, row)


def value_at(row: Frozen, path: str) -> Any:
    """The value at ``path`` below a row."""
    here: Any = row
    for name in path.split("/"):
        here = getattr(here, name)
    return here


OTHER_PAYER = when("payer_class", Provider.OTHER)
OTHER_PROVIDER = when("provider_class", Provider.OTHER)
OWN_RATE = when("indexation", Indexation.OWN)
IN_KIND = when_set("in_kind")
BILLED_APART = unless(when("billing", Billing.MONTHLY))


def driver(field: str, title: str, intro: str) -> Section:
    """The group that asks a monthly quantity: grown from a first value, or given by year or month."""
    grown = when(f"{field}/shape", DriverShape.GROWN)
    names = ("growth", "ramp", "ceiling", "season")
    return Section(
        title,
        (
            Show(f"{field}/shape"),
            Show(f"{field}/first", grown, wanted=True),
            *shown(*(f"{field}/{name}" for name in names), when=grown),
            Show(f"{field}/table", unless(grown), wanted=True),
        ),
        intro,
    )


def dated(path: str, add: str, empty: str, wanted: bool = True) -> Lines:
    """A small table of months and amounts inside a line."""
    kind = Kind(Dated, (Section("", shown("month", "amount")),))
    return Lines(path, (kind,), (Column(("month",)), Column(("amount",), adds=True)), add, empty, wanted=wanted)


def simple(model: type[Any], *paths: str, wanted: tuple[str, ...] = ()) -> tuple[Kind, ...]:
    """A table with one kind of line and one untitled group of fields."""
    items = tuple(Show(path, wanted=path in wanted) for path in paths)
    return (Kind(model, (Section("", items),)),)


def columns(*paths: str, adds: str = "") -> tuple[Column, ...]:
    """Columns named as their fields; the one of ``adds`` has a total."""
    return tuple(Column((path,), adds=path == adds) for path in paths)


NOTE = Section(N_("Observaciones"), shown("note"), folded=True)
