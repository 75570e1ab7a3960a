"""The plan file: canonical JSON, written whole or not at all, read as if it meant harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from workbench import limits
from workbench.i18n import _
from workbench.model import messages, payload
from workbench.model.base import Line, ask
from workbench.model.plan import SCHEMA, Plan
from workbench.model.rules import refusals
from workbench.model.upgrade import PlanRefused
from workbench.paths import write_whole

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


def parse(data: bytes) -> Plan:
    """The plan of a file's bytes, lifted from an older schema, sound in itself.

    Raises PlanRefused with the first problem, its sentence and its place (``sources/2/status``).
    """
    plan = payload.load(data)
    for table in _tables(plan):
        if len(getattr(plan, table)) > limits.LINES:
            raise PlanRefused(messages.limit_sentence("lines", {"most": str(limits.LINES)}), table)
    _only_once(plan)
    for refusal in refusals(plan):
        raise PlanRefused(_(refusal.sentence).format(**dict(refusal.values)), located(plan, refusal.path))
    return plan


def read(path: Path) -> Plan:
    """The plan of a file. Raises PlanRefused."""
    try:
        data = limits.read(path, limits.PLAN_BYTES)
    except limits.Refused as error:
        raise PlanRefused(messages.limit_sentence(error.code, error.values)) from error
    return parse(data)


def write(plan: Plan, path: Path) -> None:
    """Write the plan's canonical bytes; the file at ``path`` is replaced whole or stays. Raises OSError."""
    write_whole(path, payload.dump(plan))


def located(plan: Plan, path: str) -> str:
    """A path of line ids as places in the file: ``sources/<id>/status`` is ``sources/2/status``."""
    here: Any = plan
    parts = []
    for name in path.split("/"):
        if isinstance(here, tuple):
            number = next(n for n, line in enumerate(here) if str(line.id) == name)
            parts.append(str(number))
            here = here[number]
        else:
            parts.append(name)
            here = getattr(here, name, None)
    return "/".join(parts)


def _tables(plan: Plan) -> list[str]:
    return [name for name in Plan.model_fields if isinstance(getattr(plan, name), tuple)]


def _only_once(plan: Plan) -> None:
    """Lines are named by id, so no two lines of a plan may have the same one."""
    seen: set[object] = set()
    for table in _tables(plan):
        for number, line in enumerate(getattr(plan, table)):
            if isinstance(line, Line) and line.id in seen:
                raise PlanRefused(_("Otra línea tiene el mismo identificador."), f"{table}/{number}/id")
            seen.add(line.id)


class _Schema(GenerateJsonSchema):
    """Decimals are text in a plan file; labels and help are those of the screen, our own notes stay out."""

    schema_dialect = DIALECT

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": DECIMAL}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        made.pop("description", None)
        for name, field in made.get("properties", {}).items():
            found = ask(schema["cls"], name) if name in schema["cls"].model_fields else None
            if found:
                field["title"] = _(found.label)
            if found and found.help:
                field["description"] = _(found.help)
        return made

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        made = super().enum_schema(schema)
        made.pop("description", None)
        return made


def json_schema() -> dict[str, Any]:
    """The plan file's JSON Schema (draft 2020-12), with the labels in the user's language."""
    made = Plan.model_json_schema(by_alias=True, schema_generator=_Schema)
    return {"$schema": DIALECT, "$id": f"urn:{SCHEMA.replace('/', ':')}", **made, "title": _("Plan de sostenibilidad")}
