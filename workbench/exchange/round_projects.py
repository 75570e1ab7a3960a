"""The projects of a round: pasted from a sheet, read from a CSV or JSON file, or taken from plans."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, count, groupby
from typing import Any

from pydantic import ValidationError

from workbench import limits
from workbench.exchange.choices import country_names
from workbench.folding import folded
from workbench.i18n import LANGUAGES, N_, _, speaking
from workbench.model import messages
from workbench.model.plan import Plan
from workbench.model.types import Stage
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import RoundProject

FIELDS = ("code", "name", "executor", "country", "sector", "stage")
"""In the order of columns without heads. A single column are names; two are codes and names."""
_HEADS = {
    "code": ("code", "codigo"),
    "name": ("name", "nombre", "nome", "project", "proyecto", "projeto"),
    "executor": ("executor", "executora", "ejecutor", "executing agency", "entidad ejecutora", "entidade executora"),
    "country": ("country", "pais"),
    "sector": ("sector", "setor", "tema", "theme"),
    "stage": ("stage", "etapa"),
}
_LINE = N_("Línea {line}: {sentence}")


def read_projects(text: str, known: Sequence[RoundProject] = ()) -> tuple[RoundProject, ...]:
    """The projects of a pasted table or a CSV, with or without heads; who has no code gets one.

    One of ``known`` that has the same code is the same project, also where all else of it was changed. Raises
    SurveyRefused, which names the line. Tables may follow one another, each with heads and a separator of its own.
    """
    rows = _rows(text)
    if len(rows) > limits.LINES:
        raise SurveyRefused(messages.limit_sentence("lines", {"most": str(limits.LINES)}))
    made = _made((line, {name: text for name, text in row.items() if name}) for line, row in _named(rows))
    there = {project.code.casefold(): project for project in known}
    same = ((project, there.get(project.code.casefold())) for project in made)
    return tuple(project.with_(id=old.id, plan=old.plan) if old else project for project, old in same)


def write_projects(projects: Iterable[RoundProject]) -> str:
    """What ``read_projects`` reads: a line for each."""
    made = io.StringIO()
    rows = csv.writer(made, delimiter=";", lineterminator="\n")
    for each in projects:
        stage = _(each.stage.label) if each.stage else ""
        rows.writerow((each.code, each.name, each.executor, each.country, each.sector, stage))
    return made.getvalue()


def from_json(data: bytes) -> tuple[RoundProject, ...]:
    """The projects of a JSON list, each with the fields of ``FIELDS`` it has. Raises SurveyRefused."""
    try:
        value = limits.json_value(data)
    except limits.Refused as error:
        raise SurveyRefused(messages.limit_sentence(error.code, error.values)) from error
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise SurveyRefused(_("No es una lista de proyectos."))
    return _made(enumerate(value, 1))


def of_plan(plan: Plan, code: str) -> RoundProject:
    """The project of a plan, which it names. A plan has the same project in every round."""
    about = plan.project
    return RoundProject(
        id=plan.id, code=code, name=about.name, executor=about.executor, country=about.country,
        sector=about.theme, stage=about.stage, plan=plan.id,
    )  # fmt: skip


def linked(project: RoundProject, plan: Plan) -> RoundProject:
    """The project, which is that of a plan from now on; what it does not say itself the plan says."""
    theirs = of_plan(plan, project.code)
    said = {name: getattr(project, name) or getattr(theirs, name) for name in FIELDS}
    return project.with_(plan=plan.id, **said)


def free_code(taken: Iterable[str]) -> str:
    """A code no other project has: P01, P02 …"""
    used = {code.casefold() for code in taken}
    return next(code for number in count(1) if (code := f"P{number:02}").casefold() not in used)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, each with its number in the text."""
    if len(text) > limits.MEGABYTE or not limits.is_text(text):
        raise SurveyRefused(_("No es una tabla de proyectos: copie solo sus filas."))
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((mark for mark in "\t;" if mark in first), "," if _heads(first.split(",")) else "\t")
    read: list[list[str]] = []
    try:
        for own, lines in _marked(text, mark):
            read += ([cell.strip() for cell in row] for row in csv.reader(lines, delimiter=own, strict=True))
    except csv.Error as error:
        raise SurveyRefused(_("No es una tabla de proyectos: copie solo sus filas.")) from error
    return [(line, row) for line, row in enumerate(read, 1) if any(row)]


def _marked(text: str, mark: str) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines with the mark that separates their cells: below plans from the library one pastes from Excel."""
    lines = list(io.StringIO(text))
    marks = list(accumulate(lines, _mark, initial=mark))[1:]
    runs = groupby(zip(marks, lines, strict=True), lambda each: each[0])
    return ((own, [line for _mark, line in run]) for own, run in runs)


def _mark(before: str, line: str) -> str:
    """What separates the cells of a line, after one with the mark ``before``."""
    return before if before == "," else max((before, *"\t;"), key=line.count)


def _named(rows: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the names of its cells, after the heads above it."""
    width = max((len(row) for _line, row in rows), default=0)
    heads = ("name",) if width == 1 else FIELDS[:width]
    for at, (line, row) in enumerate(rows):
        own = _heads(row)
        if own and (at == 0 or sum(map(bool, own)) > 1):  # further down a single word may be a project's name
            heads = own
        else:
            yield line, dict(zip(heads, row, strict=False))


def _heads(row: Sequence[str]) -> tuple[str, ...]:
    """The field of each column, '' for one that is no field; nothing where the row is no row of heads."""
    known = {text: field for field, texts in _HEADS.items() for text in texts}
    found = tuple(known.get(folded(cell.strip().strip('"')), "") for cell in row)
    return found if "name" in found or "code" in found else ()


def _made(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> tuple[RoundProject, ...]:
    listed = list(rows)
    taken = [str(row["code"]) for _line, row in listed if row.get("code")]
    found: list[RoundProject] = []
    for line, row in listed:
        for field in row.keys() - {*FIELDS}:
            raise SurveyRefused(
                _said(line, _("«{name}» no es un campo de un proyecto.").format(name=messages.short(field)))
            )
        code = row.get("code") or free_code(taken)
        taken.append(str(code))
        found.append(_project(line, {**row, "code": code}))
    _apart(found, [line for line, _row in listed])
    if not found:
        raise SurveyRefused(_("No hay proyectos: escriba uno por línea."))
    return tuple(found)


def _project(line: int, row: Mapping[str, Any]) -> RoundProject:
    try:
        return RoundProject(**{**row, "country": _country(row), "stage": _stage(row)})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SurveyRefused(_said(line, messages.sentence(first))) from error
    except SurveyRefused as error:
        raise SurveyRefused(_said(line, error.sentence)) from error


def _apart(found: Sequence[RoundProject], lines: Sequence[int]) -> None:
    seen: set[str] = set()
    for project, line in zip(found, lines, strict=True):
        if project.code.casefold() in seen:
            text = _("Dos proyectos tienen el código «{code}»: cada uno lleva el suyo.")
            raise SurveyRefused(_said(line, text.format(code=project.code)))
        seen.add(project.code.casefold())


def _country(row: Mapping[str, Any]) -> str:
    return _listed(row, "country", country_names, _("«{text}» no es un país de la región; se escribe como CO."))


def _stage(row: Mapping[str, Any]) -> Stage | None:
    code = _listed(row, "stage", _stages, _("«{text}» no es una etapa; se escribe como «En transición»."))
    return next((stage for stage in Stage if stage.value == code), None)


def _stages() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        with speaking(language):
            for stage in Stage:
                names.setdefault(stage.value, []).append(_(stage.label))
    return names


def _listed(row: Mapping[str, Any], field: str, names: Callable[[], dict[str, list[str]]], text: str) -> str:
    """The code of a closed list that a text means, by code or by name in any of our languages; '' for none."""
    typed = row.get(field) or ""
    wanted = folded(str(typed).strip())
    if not wanted:
        return ""
    for code, called in names().items():
        if wanted in _folded(code, called):
            return code
    raise SurveyRefused(text.format(text=messages.short(typed)))


def _folded(code: str, names: Sequence[str]) -> Iterator[str]:
    yield folded(code)
    yield from map(folded, names)


def _said(line: int, sentence: str) -> str:
    return _(_LINE).format(line=line, sentence=sentence)
