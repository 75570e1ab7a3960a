"""The plan file: written whole, read as hostile, described by a schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from generator import plans, random_plan
from hypothesis import given

from workbench.exchange import plan_file
from workbench.exchange.plan_file import PlanRefused
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.model.project import Project
from workbench.model.revenue import Contract, Dated, Fee
from workbench.model.services import Service
from workbench.model.types import Perimeter


def test_a_file_comes_back_equal(tmp_path: Path) -> None:
    plan, file = random_plan(4), tmp_path / "plan.json"
    file.write_text("before", encoding="utf-8")
    plan_file.write(plan, file)
    assert plan_file.read(file) == plan
    assert file.read_bytes() == payload.dump(plan)
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        plan_file.write(Plan(), tmp_path / "missing" / "plan.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        plan_file.write(Plan(), tmp_path / "folder")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def test_a_missing_or_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="No se puede leer el archivo «no"):
        plan_file.read(tmp_path / "no.json")
    with pytest.raises(PlanRefused, match="No se puede leer"):
        plan_file.read(tmp_path)
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(PlanRefused, match="demasiado grande"):
        plan_file.read(tmp_path / "huge.json")


def refused(plan: Plan) -> PlanRefused:
    with pytest.raises(PlanRefused) as caught:
        plan_file.parse(payload.dump(plan))
    return caught.value


def test_a_contradiction_is_refused_at_its_place_in_the_file() -> None:
    service = Service(name="A")
    lines = (Fee(name="x"), Contract(name="y", amounts=(Dated(month="2027-02"), Dated(month="1999-01", amount=1))))
    outside = refused(Plan(streams=lines))
    assert outside.place == "streams/1/amounts/1/month"
    assert outside.sentence.startswith("1999-01 queda fuera de los meses de esta línea")
    assert refused(Plan(streams=(Fee(service=service.id),))).place == "streams/0/service"
    ended = Contract(perimeter=Perimeter.PROJECT, amounts=(Dated(month="2027-02", amount=1),))
    assert refused(Plan(streams=(ended,))).sentence.startswith("Esta línea termina antes de que empiece el plan")


def test_two_lines_of_one_id_are_refused() -> None:
    service = Service(name="A")
    assert refused(Plan(services=(service, Service(name="B"), service))).place == "services/2/id"


def test_a_table_of_too_many_rows_is_refused() -> None:
    many = refused(Plan(services=tuple(Service() for _ in range(1001))))
    assert (many.place, many.sentence) == ("services", "Tiene más de 1000 filas.")


# ---------------------------------------------------------------- the schema

SCHEMA = plan_file.json_schema()


def fits(value: Any, rule: dict[str, Any]) -> bool:
    """Whether a value keeps the rules of a schema that a plan file uses."""
    if "$ref" in rule:
        return fits(value, SCHEMA["$defs"][rule["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in rule or "oneOf" in rule:
        return any(fits(value, each) for each in rule.get("anyOf", rule.get("oneOf")))
    if "const" in rule or "enum" in rule:
        return value in rule.get("enum", [rule.get("const")])
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    if not isinstance(value, kinds[rule["type"]]):
        return False
    if isinstance(value, dict):
        known = rule["properties"]
        return set(value) <= set(known) and all(fits(each, known[key]) for key, each in value.items())
    if isinstance(value, list):
        return all(fits(each, rule["items"]) for each in value)
    return not isinstance(value, str) or re.search(rule.get("pattern", ""), value) is not None


@given(plans())
def test_every_plan_fits_the_schema(plan: Plan) -> None:
    assert fits(json.loads(payload.dump(plan)), SCHEMA)


@pytest.mark.parametrize(
    "part", [{"opening": {"cash": 5}}, {"opening": {"cash": "1e5"}}, {"surprise": 1}, {"loans": {}}, {"schema": "x"}]
)
def test_the_schema_refuses_what_is_no_plan(part: dict[str, Any]) -> None:
    assert not fits(json.loads(payload.dump(Plan())) | part, SCHEMA)


def test_the_schema_says_what_the_screen_says() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["properties"]["schema"]["const"] == "sustainability-plan/3"
    assert SCHEMA["$defs"]["Project"]["properties"]["name"]["title"] == "Nombre del proyecto"
    assert SCHEMA["$defs"]["Project"]["properties"].keys() == Project.model_fields.keys()
    json.dumps(SCHEMA)
