"""Findings about lines that count for nothing: none of their months lies in the plan, or they carry nothing."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.engine.findings_lines import Case, hint, last_of, name_of
from workbench.i18n import _
from workbench.model.financing import InKindSource
from workbench.model.findings import Finding


def outside(case: Case) -> Iterator[Finding]:
    """A stream or cost that begins after the plan ends, or ends before it begins."""
    grid = case.projection.grid
    for table in ("streams", "costs"):
        for line in getattr(case.plan, table):
            if hasattr(line, "amounts"):
                continue
            typed = next((name for name in ("start", "end") if getattr(line, name, None)), "")
            first = max(grid.index(line.start), 0) if getattr(line, "start", None) else 0
            if typed and first > min(last_of(case, line), grid.months - 1):
                yield hint(
                    "line_outside_plan",
                    _("Ningún mes de «{name}» cae dentro del plan: no cuenta en ninguna cifra.").format(
                        name=name_of(line)
                    ),
                    f"{table}/{line.id}/{typed}",
                    _("Revise sus meses, o los del plan en la página 1."),
                )


def carries_nothing(case: Case) -> Iterator[Finding]:
    """A source in kind that carries no cost in any month of the plan."""
    carried = case.projection.array("carry_value")[0].sum(axis=-1)
    carriers = {
        source.id
        for (source, _carry), value in zip(case.projection.inputs.lines["carry"], carried, strict=True)
        if value
    }
    for source in case.plan.sources:
        if isinstance(source, InKindSource) and source.counted and source.id not in carriers:
            yield hint(
                "source_carries_nothing",
                _("«{name}» no cubre ningún costo del plan: no cuenta como aporte.").format(name=name_of(source)),
                f"sources/{source.id}/carries",
                _("Elija qué costos en especie cubre, y en qué meses."),
            )


CHECKS = (outside, carries_nothing)
