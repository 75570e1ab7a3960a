"""A round's results as plain values: the stable JSON of ``workbench survey results --json`` (docs/survey.md).

A number that does not exist is null, with the code and the sentence of its reason beside it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from workbench.model.types import Level
from workbench.survey.change import Change
from workbench.survey.results import RoomResults
from workbench.survey.rollup import RollUp, Total
from workbench.survey.scoring import Insufficient, Score, Scored, truncated
from workbench.survey.summary import Group, Spread, Summary
from workbench.survey.tallies import Beside, Tally

SCHEMA = "survey-results/1"
Told = dict[str, Any]


def told(results: RoomResults) -> Told:
    """The results in the language of the moment; items, dimensions and options go by their codes."""
    round, whole = results.round, results.whole
    return {
        "schema": SCHEMA,
        "round": {
            "id": str(round.id),
            "title": round.title,
            "wave": round.wave,
            "instrument": results.instrument.id,
            "version": results.instrument.version,
            "projects": len(round.projects),
        },
        "respondents": whole.respondents,
        "room": _summary(whole),
        "groups": {table: [_group(each) for each in groups] for table, groups in results.groups.items()},
        "projects": [_project(each, results) for each in results.ranking],
        "pareto": [
            {
                "item": bar.item.id,
                "question": str(bar.item.question),
                "points": float(bar.points),
                "projects": bar.projects,
                "share": float(bar.share),
                "cumulated": float(bar.cumulated),
            }
            for bar in results.pareto
        ],
        "answers": {id: _tally(each) for id, each in results.tallies.items()},
        "numbers": {id: _roll_up(each) for id, each in results.numbers.items()},
        "benchmarks": [_beside(each) for each in results.benchmarks],
        "change": _room_change(results),
        "left_out": [
            {
                "sheet": str(each.sheet.id),
                "project": str(each.sheet.project),
                "respondent": each.sheet.respondent,
                "reason": each.code,
                "reason_text": str(each),
            }
            for each in results.left_out
        ],
    }


def _reason(why: Insufficient | None) -> Told:
    return {"reason": why.code if why else None, "reason_text": str(why) if why else None}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def score(value: Score) -> Told:
    """``value`` as it is, ``shown`` with two decimals cut off, ``level`` 1 to 3."""
    if isinstance(value, Insufficient):
        return {"value": None, "shown": None, "level": None, **_reason(value)}
    return {"value": float(value), "shown": str(truncated(value)), "level": int(Level.of(value)), **_reason(None)}


def _spread(found: Spread | Insufficient) -> Told:
    names = ("low", "first_quartile", "median", "third_quartile", "high")
    if isinstance(found, Insufficient):
        return {"count": 0, **dict.fromkeys(names), **_reason(found)}
    return {"count": found.count, **{name: float(getattr(found, name)) for name in names}, **_reason(None)}


def _summary(found: Summary) -> Told:
    return {
        "overall": _spread(found.overall),
        "dimensions": {id: _spread(each) for id, each in found.dimensions.items()},
        "levels": {level.value if level else "none": count for level, count in found.levels.items()},
    }


def _group(group: Group) -> Told:
    head = {"name": group.name, "projects": group.projects}
    if isinstance(group.summary, Insufficient):
        return {**head, "respondents": None, "summary": None, **_reason(group.summary)}
    return {**head, "respondents": group.summary.respondents, "summary": _summary(group.summary), **_reason(None)}


def _project(found: Scored, results: RoomResults) -> Told:
    project = found.project
    return {
        "id": str(project.id),
        "code": project.code,
        "name": project.name,
        "executor": project.executor,
        "country": project.country,
        "sector": project.sector,
        "stage": project.stage.value if project.stage else None,
        "plan": str(project.plan) if project.plan else None,
        "respondents": found.respondents,
        "overall": score(found.overall),
        "dimensions": {id: score(each) for id, each in found.dimensions.items()},
        "items": {
            id: {
                "mean": _number(each.mean),
                "range": each.range,
                "answered": len(each.scores),
                "not_applicable": each.not_applicable,
                "not_known": each.not_known,
            }
            for id, each in found.items.items()
        },
        "alerts": [item.id for item in found.alerts],
        "disagreements": [item.id for item in found.disagreements],
        "weakest": [{"item": item.id, "action": str(item.action) if item.action else None} for item in found.weakest],
        "change": _change(results.changes.get(project.id)),
    }


def _change(change: Change | None) -> Told | None:
    if change is None:
        return None
    moved = [
        {"item": each.item.id, "part": each.part, "before": _number(each.before), "now": _number(each.now)}
        for each in change.moved
    ]
    return {"before": float(change.before), "now": float(change.now), "by": float(change.by), "moved": moved}


def _room_change(results: RoomResults) -> Told | None:
    if results.change is None or results.before is None:
        return None
    return {
        "since": results.before.round.wave,
        "projects": len(results.change.changes),
        "by": float(results.change.by),
        "moved": [{"item": item.id, "part": part} for item, part in results.change.moved],
    }


def _tally(found: Tally | Insufficient) -> Told:
    if isinstance(found, Insufficient):
        return {"counts": None, "not_applicable": None, "not_known": None, "texts": None, **_reason(found)}
    return {
        "counts": {str(code): count for code, count in found.counts.items()},
        "not_applicable": found.not_applicable,
        "not_known": found.not_known,
        "texts": list(found.texts),
        **_reason(None),
    }


def _roll_up(found: RollUp) -> Told:
    parts = {name: _total(getattr(found, name)) for name in ("baseline", "target", "value")}
    return {
        "unit": str(found.item.unit) if found.item.unit else None,
        "asked": found.asked,
        **parts,
        "complete": found.complete,
        "progress": _number(found.progress),
        "countries": {name: _roll_up(each) for name, each in found.countries.items()},
    }


def _total(total: Total) -> Told:
    return {"amount": _number(total.amount), "projects": total.projects}


def _beside(found: Beside) -> Told:
    benchmark = found.benchmark
    return {
        "id": benchmark.id,
        "title": str(benchmark.title),
        "source": str(benchmark.source),
        "note": str(benchmark.note) if benchmark.note else None,
        "of": benchmark.of,
        "published": float(benchmark.score) if benchmark.score is not None else None,
        "ours": score(found.score),
        "shares": [
            {
                "title": str(each.title) if each.title else None,
                "published": float(each.published),
                "ours": float(each.ours) if isinstance(each.ours, Fraction) else None,
                **_reason(each.ours if isinstance(each.ours, Insufficient) else None),
            }
            for each in found.shares
        ],
        "figures": [
            {"title": str(each.title), "value": float(each.value), "unit": str(each.unit)} for each in benchmark.figures
        ],
    }
