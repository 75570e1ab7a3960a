"""The lines of the engine's tables: what each is called and where it stands in the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from workbench.engine import fields
from workbench.engine.input_funding import same
from workbench.engine.inputs import GROUP_LABELS, PAYER_LABELS, PUTS, SECTORS, STANDING_LABELS, USES, Inputs
from workbench.i18n import N_, _
from workbench.model.base import Frozen, Line, get
from workbench.model.plan import Plan
from workbench.model.types import Provider

TABLES = (
    "services", "segments", "streams", "costs", "investments", "sources", "loans", "opening/assets", "opening/loans",
    "basis/rates",
)  # fmt: skip
PUT_LABELS = (*(sector.label for sector in SECTORS if sector.value in PUTS), N_("Ahorro"))
UNNAMED = N_("Sin nombre")


class Lines:
    """The lines of one plan's tables, by table and row."""

    def __init__(self, plan: Plan, inputs: Inputs) -> None:
        self.plan, self.ids = plan, inputs.lines

    @cached_property
    def _paths(self) -> dict[Any, str]:
        return {line.id: f"{table}/{line.id}" for table in TABLES for line in get(self.plan, table)}

    @cached_property
    def _standing(self) -> dict[str, Line]:
        return {f"{table}/{line.id}": line for table in TABLES for line in get(self.plan, table)}

    def at(self, path: str) -> Any:
        """What stands at a place in the plan: found by its line, of which there may be hundreds. Raises KeyError."""
        parts = path.split("/")
        for length in (2, 3):
            line = self._standing.get("/".join(parts[:length]))
            if line is not None:
                return get(line, "/".join(parts[length:])) if parts[length:] else line
        return get(self.plan, path)

    def path(self, table: str, row: int) -> str | None:
        """Where a line stands in the plan; None for one the engine makes. The plan's own fields stand at ''."""
        if not table:
            return ""
        id_ = self.ids[table][row]
        if table == "carry":
            return f"{self._paths[id_[0].id]}/carries/{id_[1].id}"
        return self._paths.get(id_) if not isinstance(id_, (str, tuple)) else None

    def line(self, table: str, row: int) -> Frozen | None:
        """The line itself, or the whole plan for its own fields."""
        path = self.path(table, row)
        return None if path is None else self.at(path) if path else self.plan

    def name(self, table: str, row: int) -> str:
        """What a line is called; '' for what has no lines."""
        if not table:
            return ""
        id_ = self.ids[table][row]
        if isinstance(id_, tuple):
            return self._crossed(table, id_)
        if table == "organisation":
            return self._organisation(id_)
        if table == "currency":
            return id_ if isinstance(id_, str) else str(get(self.plan, self._paths[id_]).currency)
        if table == "trial":
            return _("par de tasas {n}").format(n=row + 1)
        made: dict[str, Sequence[str]] = {
            "use": [each.label for each in USES], "sector": [each.label for each in SECTORS],
            "standing": STANDING_LABELS, "group": GROUP_LABELS, "payer": PAYER_LABELS,
        }  # fmt: skip
        return _(made[table][row]) if table in made else self.own(id_)

    def holding(self, path: str) -> Line | None:
        """The line that a field stands on; None for a field of the plan."""
        parts = path.split("/")
        found = (self._standing.get("/".join(parts[:length])) for length in (2, 3))
        return next(filter(None, found), None)

    def own(self, id_: Any) -> str:
        """What a line of the plan is called."""
        line = self.at(self._paths[id_])
        own: str = getattr(line, "name", "") or getattr(line, "provider", "") or getattr(line, "currency", "")
        return own or _(UNNAMED)

    def _crossed(self, table: str, id_: tuple[Any, ...]) -> str:
        if table == "carry":
            return f"{self.own(id_[0].id)}: {self.own(id_[1].line)}"
        uses = [each.label for each in USES]
        by = {"who": (GROUP_LABELS, PAYER_LABELS), "taken": (GROUP_LABELS, uses), "put": (uses, PUT_LABELS)}
        parts = by.get(table, (GROUP_LABELS, uses, PUT_LABELS))
        return ", ".join(_(names[at]) for names, at in zip(parts, id_, strict=True))

    def _organisation(self, key: str) -> str:
        kind, _colon, code = key.partition(":")
        if kind == "class":
            return _(next(each.label for each in Provider if each.value == code))
        if kind == "name":
            lines = (*self.plan.sources, *self.plan.streams)
            named = (getattr(line, "provider", "") or getattr(line, "client", "") for line in lines)
            return next(name for name in named if name and same(name) == key)
        segment = next((each.name for each in self.plan.segments if str(each.id) == code), "")
        return _("Clientes de {segment}").format(segment=segment) if segment else _("Otros clientes")

    def origin(self, name: str, row: int) -> str:
        """Where the typed field stands that an input comes from: the first that says something; '' for none."""
        path, line = self.path(name.rpartition("__")[0], row), self.line(name.rpartition("__")[0], row)
        model = type(line) if line else Plan
        found = [each for source in fields.sources(name, model) for each in self._places(name, row, path or "", source)]
        return next((each for each in found if self._says(each)), found[0] if found else "")

    def origins(self, name: str, row: int, view: str) -> tuple[str, ...]:
        """Where all typed fields stand that an input is worked out from in a view, the one it comes from first."""
        path = self.path(name.rpartition("__")[0], row) or ""
        also = f"{fields.FIELDS[name].also} {fields.IN_VIEW.get(view, {}).get(name, '')}".split()
        more = [each for source in also for each in self._places(name, row, path, source) if self._stands(each)]
        return tuple(dict.fromkeys(each for each in (self.origin(name, row), *more) if each))

    def _places(self, name: str, row: int, path: str, source: str) -> list[str]:
        """Where a source leads from a line; several where what is in its braces are several."""
        brace = re.search(r"{(\w+)}", source)
        if brace is None:
            return [_join(path, source)]
        known = self._named(name.rpartition("__")[0], row, brace[1])
        return [_join(path, source.replace(brace[0], each)) for each in known]

    def _named(self, table: str, row: int, brace: str) -> Sequence[str]:
        """What stands in braces on a line."""
        id_: Any = self.ids[table][row] if table else ""
        source: Any = id_[0] if table == "carry" else self.line(table, row)
        carried = self.at(self._paths[id_[1].line]) if table == "carry" else source
        match brace:
            case "line":
                return [USES[id_[0]].value if isinstance(id_, tuple) else str(id_)]
            case "status":
                return [str(getattr(source, "status", ""))]
            case "sector":
                return [self._sector(source)]
            case "carried":
                return [f"/{self._paths[carried.id]}"]
            case "followed":
                return [f"/streams/{each}" for each in self._followed(carried)]
            case "service":
                owners = [carried, *(self.at(f"streams/{each}") for each in self._followed(carried))]
                return [str(each.service) for each in owners if getattr(each, "service", None)]
            case "sold":
                return [f"/streams/{each.id}" for each in self.plan.streams]
            case _:
                return () if self.plan.basis.months else ("/project/current_end", "/basis/fiscal_start", "/basis/start")

    def _sector(self, line: Any) -> str:
        """Where the sector of who gives or pays is decided: by its class, by the executor's, or on the line."""
        of: Provider = getattr(line, "payer_class", None) or line.provider_class
        own = {Provider.OWN: "/project/executor_class", Provider.OTHER: f"/{self._paths[line.id]}/sector"}
        return own.get(of, f"/sectors/{of.value}")

    def _followed(self, line: Any) -> list[str]:
        """The streams a cost follows, as far as they are there."""
        asked = (getattr(line, "stream", None), *getattr(line, "streams", ()))
        return [str(each) for each in asked if each in self._paths]

    def _says(self, path: str) -> bool:
        return self._stands(path) and self.at(path) not in (None, "", ())

    def _stands(self, path: str) -> bool:
        try:
            self.at(path)
        except KeyError:
            return False
        return True


def _join(path: str, source: str) -> str:
    if source.startswith("/"):
        return source[1:]
    parts = path.split("/") if path else []
    while source.startswith("../"):
        parts, source = parts[:-1], source[3:]
    return "/".join((*parts, source))
