"""What a workbook says of itself on a hidden sheet: whose inputs it holds, and fingerprints of what they stand in."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter

from workbench import limits
from workbench.exchange.input_sheets import InputSheets
from workbench.exchange.sheet_kinds import line_kinds
from workbench.i18n import LANGUAGES, N_, SOURCE_LANGUAGE, _, language
from workbench.model import payload
from workbench.model.base import Frozen
from workbench.model.factors import LatestSurvey
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused

FORMAT = "sustainability-inputs/1"
WIDTH = 4
PIECE = 30_000
"""Characters in one cell; Excel takes 32,767."""
_FOREIGN = N_("El libro no lo escribió este programa, o viene de uno más nuevo: expórtelo de nuevo.")


@dataclass(frozen=True)
class Marks:
    """``plan``: its id, '' for a template. ``heads``: by code of sheet, the fingerprint of its codes and headings.

    ``fingerprint``: of the whole plan; ``structure``: of what the calculation sheets were made for. ``lists``: of each
    list. ``lines``: the ids of the lines of each table of the plan, in its order. ``survey``: the plan's latest
    result, which is told on the first sheet and typed nowhere.
    """

    language: str
    plan: str = ""
    fingerprint: str = ""
    structure: str = ""
    heads: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    survey: LatestSurvey = field(default_factory=LatestSurvey)

    @property
    def spoken(self) -> str:
        """The language its texts are in; ours where it names none that is known here."""
        return self.language if self.language in LANGUAGES else SOURCE_LANGUAGE

    def text(self) -> str:
        """As JSON."""
        told = {"format": FORMAT, **asdict(self), "survey": self.survey.model_dump(mode="json")}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    def pieces(self) -> list[str]:
        """The same in parts that a cell has room for."""
        text = self.text()
        return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def marks_of(sheets: InputSheets, heads: dict[str, str]) -> Marks:
    """The marks of a workbook with these input sheets; ``heads`` as ``head_print`` says."""
    plan = sheets.plan
    return Marks(
        language(),
        "" if sheets.template else str(plan.id),
        payload.fingerprint(payload.dump(plan)),
        structure(plan),
        heads,
        {each.name: each.fingerprint for each in sheets.lists.all.values()},
        {} if sheets.template else order(plan),
        plan.latest_survey,
    )


def head_print(codes: Sequence[str], labels: Sequence[str]) -> str:
    """The fingerprint of a sheet's codes and the headings beside them, ``WIDTH`` digits for each."""
    pairs = zip(codes, labels, strict=True)
    return "".join(f"{zlib.crc32(repr(pair).encode()) & 0xFFFF:0{WIDTH}x}" for pair in pairs)


def read_marks(texts: Sequence[object]) -> Marks:
    """The marks of a workbook. Raises PlanRefused where it has none that this program wrote."""
    try:
        told = limits.json_value("".join(text for text in texts if isinstance(text, str)).encode())
        if told.pop("format") != FORMAT:
            raise ValueError
        return TypeAdapter(Marks).validate_json(json.dumps(told))
    except (limits.Refused, AttributeError, KeyError, TypeError, ValueError) as error:
        raise PlanRefused(_(_FOREIGN)) from error


def order(plan: Plan) -> dict[str, list[str]]:
    """The ids of the lines of each table, in the order of the plan."""
    paths = dict.fromkeys(kind.path for kind in line_kinds().values() if not kind.parent)
    return {path: [str(line.id) for line in _at(plan, path)] for path in paths}


def structure(plan: Plan) -> str:
    """The fingerprint of a plan's lines, of what refers to what, and of its months."""
    grid = Grid.of(plan)
    months = [grid.start, grid.months, grid.project_end, grid.fiscal_start, grid.price_month]
    return _print([months, order(plan), sorted(_links(plan))])


def _links(plan: Plan) -> Iterator[list[str]]:
    """Every reference: the line that has it, its field, and what it refers to."""
    for kind in line_kinds().values():
        if kind.parent or kind.by_month:
            continue
        for line in _at(plan, kind.path):
            yield from _links_of(line)


def _links_of(line: Any) -> Iterator[list[str]]:
    for name, info in type(line).model_fields.items():
        value = getattr(line, name)
        if any(getattr(each, "refers", "") for each in info.metadata):
            yield [str(line.id), name, str(value)]
        elif isinstance(value, tuple) and value and isinstance(value[0], Frozen):
            for below in value:
                yield from _links_of(below)


def _at(plan: Plan, path: str) -> Any:
    here: Any = plan
    for name in path.split("/"):
        here = getattr(here, name)
    return here


def _print(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:16]
