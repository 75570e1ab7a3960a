"""The lines of the engine's tables: what each is called and where it stands in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from workbench.engine import fields
from workbench.engine.input_funding import same
from workbench.engine.inputs import GROUP_LABELS, PAYER_LABELS, PUTS, SECTORS, STANDING_LABELS, USES, Inputs
from workbench.i18n import N_, _
from workbench.model.base import Frozen, get
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
        return None if path is None else get(self.plan, path) if path else self.plan

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
        return _(made[table][row]) if table in made else self._own(id_)

    def _own(self, id_: Any) -> str:
        line = get(self.plan, self._paths[id_])
        own: str = getattr(line, "name", "") or getattr(line, "provider", "")
        return own or _(UNNAMED)

    def _crossed(self, table: str, id_: tuple[Any, ...]) -> str:
        if table == "carry":
            return f"{self._own(id_[0].id)}: {self._own(id_[1].line)}"
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
        table = name.rpartition("__")[0]
        path, line = self.path(table, row), self.line(table, row)
        model = type(line) if line else Plan
        found = [_join(path or "", source, self._names(table, row)) for source in fields.sources(name, model)]
        return next((each for each in found if _says(self.plan, each)), found[0] if found else "")

    def _names(self, table: str, row: int) -> dict[str, str]:
        """What stands in the braces of a place: the use of a line, or the status of a source."""
        id_ = self.ids[table][row] if table in ("use", "put", "carry") else ""
        source = id_[0] if table == "carry" else self.line(table, row)
        use = USES[id_[0]].value if isinstance(id_, tuple) and table != "carry" else str(id_)
        return {"line": use, "status": str(getattr(source, "status", ""))}


def _join(path: str, source: str, names: dict[str, str]) -> str:
    parts = path.split("/") if path else []
    while source.startswith("../"):
        parts, source = parts[:-1], source[3:]
    return "/".join((*parts, source.format(**names)))


def _says(plan: Plan, path: str) -> bool:
    try:
        return get(plan, path) not in (None, "", ())
    except KeyError:
        return False
