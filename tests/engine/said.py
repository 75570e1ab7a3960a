"""What the engine says of made plans, in words, line by line: kept in ``tests/golden/said.txt``.

When it is meant to say something else, ``python tests/engine/said.py`` writes the file anew; read what changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

KEPT = Path(__file__).resolve().parents[1] / "golden" / "said.txt"

if __name__ == "__main__":
    sys.path[:0] = [str(KEPT.parents[1]), str(KEPT.parents[2])]

from appraised import SHAPES  # noqa: E402
from generator import edge_plans, random_plan  # noqa: E402

from workbench.engine import exact_said, told  # noqa: E402
from workbench.engine.break_even_said import break_even_sentences, shortfall_said  # noqa: E402
from workbench.engine.charts import charts, horizon_word  # noqa: E402
from workbench.engine.doors import Door, light_door, mark_door, payer_door, statement_door, told_door  # noqa: E402
from workbench.engine.explain import Explainer, Trace  # noqa: E402
from workbench.engine.explain_parts import At  # noqa: E402
from workbench.engine.findings import findings  # noqa: E402
from workbench.engine.program import PLANNED  # noqa: E402
from workbench.engine.projection import Projection, project  # noqa: E402
from workbench.engine.pulse import formats_of, pulse, verdict  # noqa: E402
from workbench.engine.registry import FIGURES  # noqa: E402
from workbench.engine.scales import scale_of, showings  # noqa: E402
from workbench.model.plan import Plan  # noqa: E402

FEW = 2
"""Of each kind of period so many are told."""
SMALL = (20, 4, 9, 2, 5, 2, 2)
"""Months, streams, costs, investments, sources, loans, services."""


def plans() -> dict[str, Plan]:
    """Plans of every kind, small ones."""
    made = {f"random {seed}": random_plan(seed, *SMALL) for seed in range(14)}
    edge = {name: plan for name, plan in edge_plans().items() if plan.basis.months != 240}
    return made | edge | {name: SHAPES[name] for name in ("one root", "two roots", "no rate")}


def judged(plan: Plan) -> Iterator[str]:
    """The pulse, the findings and the sentences of break-even."""
    projection = project(plan)
    formats = formats_of(projection)
    yield f"{verdict(projection).state}: {verdict(projection).sentence}"
    for light in pulse(projection):
        yield f"{light.id} [{light.state}] {light.label}: {light.text} | {light.word} | {light.benchmark}"
        yield f"  {light.sentence}"
    yield f"horizon: {horizon_word(projection)}"
    yield from break_even_sentences(projection, formats)
    yield from (shortfall_said(projection, formats, standing) for standing in range(3))
    for period in [each for each in projection.grid.periods if each.kind in ("phase", "after12", "year")][:FEW]:
        yield f"{period.id}: {exact_said.exact_sentence(projection, formats, period.id)}"
    for found in findings(projection):
        yield f"{found.severity} {found.id} at {found.path}: {found.sentence} | {found.cure}"


def written(plan: Plan) -> Iterator[str]:
    """Figures, statements and charts as they are written, and what opens behind them."""
    projection = project(plan)
    yield from _figures(projection)
    yield from _statements(projection)
    for name, chart in charts(projection).items():
        rules = [(rule.label, f"{rule.x:.6g}", rule.role) for rule in chart.rules]
        yield f"chart {name}: {chart.title} | {chart.subtitle} | {chart.alt} | {rules} | {chart.apart}"
        for at, series in enumerate(chart.series):
            values = [None if value is None else f"{value:.6g}" for value in series.values]
            yield f"  {series.label} {series.role} {series.style} {series.what}: {values}"
            doors = (mark_door(projection, name, chart, at, x) for x in range(0, len(values), 5))
            yield from _opened(projection, doors)
    yield from _opened(projection, (light_door(projection, light) for light in pulse(projection)))


def _figures(projection: Projection) -> Iterator[str]:
    formats, count = formats_of(projection), dict[tuple[str, str], int]()
    for row, plain in zip(projection.rows(), told.figure_rows(projection), strict=True):
        kind = row.id, row.period.kind
        count[kind] = count.get(kind, 0) + 1
        if count[kind] <= FEW:
            number = row.value.number
            text = "–" if number is None else told.figure_text(number, row.unit, projection, formats)
            period = told.period_name(row.period, projection, formats)
            where = f"{plain['from']}–{plain['to']} {plain['service']} {plain['reason_text']}"
            yield f"{row.id} {told.family(row.id)} {told.row_label(row, projection.plan)}, {period} ({where}): {text}"
    for id_ in ("break_even.sales", "funding.gap.committed", "no.such"):
        yield from _opened(projection, [told_door(projection, id_)])


def _statements(projection: Projection) -> Iterator[str]:
    formats = formats_of(projection)
    years = [period for period in projection.grid.periods if period.kind == "year"]
    for line in projection.statements():
        cells = " ".join(formats.cell(value) for value in projection.by_year(line))
        yield f"{line.statement} {line.level} {told.line_label(line)}: {cells}"
        yield from _opened(projection, [statement_door(projection, line, years[-1])])
    for name, showing in showings(projection).items():
        scale = scale_of(projection, formats, showing)
        yield f"{name}: {showing.name(projection, formats)} | {showing.note(projection, formats)} | {scale.unit('COP')}"
        yield " ".join(scale.cell(value, formats) for line in projection.statements() for value in line.values[:2])
    for span in projection.grid.handover:
        yield from _opened(projection, (payer_door(0, payer, span) for payer in (None, 4, 7)))


def _opened(projection: Projection, doors: Iterator[Door | None] | list[Door | None]) -> Iterator[str]:
    for door in filter(None, doors):
        trace = door.open(Explainer(projection))
        yield f"    > {trace.label} {trace.when}: {trace.value} = {trace.sentence}"
        yield from (f"      - {part.label} {part.when}: {part.value}" for part in trace.parts[:FEW])
        yield f"      beside: {[part.label for part in trace.beside][:FEW]}"


def explained(plan: Plan) -> Iterator[str]:
    """Every figure on its last line, in the last month of a year and over all of it: its rule, parts and what decides.

    Each kind of place a figure rests on is told at most ``FEW`` times.
    """
    projection = project(plan)
    explainer = Explainer(projection)
    years = [period for period in projection.grid.periods if period.kind == "year"]
    for name, f in FIGURES.items():
        line = len(projection.inputs.lines[f.over]) - 1 if f.over else 0
        if line >= 0:
            first, last = years[1].first, years[1].last
            sums = (True,) if f.per == "period" else (False, True) if f.rolls == "flow" else (False,)
            for summed in sums:
                trace = explainer.trace(At(name, PLANNED, line, first if summed else last, last, summed))
                yield f"{name} · {trace.label} {trace.when}: {trace.value} = {trace.sentence}"
                yield f"  {_few(trace.parts, FEW)} | {_few(trace.beside, 1)}"


def _few(traces: tuple[Trace, ...], most: int) -> str:
    """Some of each name, with month and value."""
    told: dict[str, list[str]] = {}
    for each in traces:
        told.setdefault(each.label.partition(" · ")[0], []).append(f"{each.label} {each.when}: {each.value}")
    return "; ".join(text for every in told.values() for text in every[:most])


WHOLE, DEEP = ("random 4", "one root"), "random 5"


def everything(name: str, plan: Plan) -> list[str]:
    """All that is kept of one plan."""
    return [*judged(plan), *(written(plan) if name in WHOLE else explained(plan) if name == DEEP else ())]


def kept() -> dict[str, list[str]]:
    """What the file has of each plan."""
    parts = KEPT.read_text(encoding="utf-8").split("==== ")[1:]
    return {name: text.splitlines() for name, _newline, text in (part.partition("\n") for part in parts)}


if __name__ == "__main__":
    text = ("\n".join((f"==== {name}", *everything(name, plan))) + "\n" for name, plan in plans().items())
    KEPT.write_text("".join(text), encoding="utf-8")
