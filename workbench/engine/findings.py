"""Findings: where the plan contradicts itself, or probably will not hold. Limits are the plan's own criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.engine import findings_actions, findings_lines, findings_money, findings_outside
from workbench.engine.findings_lines import Case
from workbench.engine.projection import Projection
from workbench.engine.pulse import formats_of
from workbench.formats import Formats
from workbench.model.findings import Finding, Severity

ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    *findings_money.CHECKS,
    *findings_lines.CHECKS,
    *findings_outside.CHECKS,
    *findings_actions.CHECKS,
)


def findings(projection: Projection, formats: Formats | None = None) -> tuple[Finding, ...]:
    """Every finding, errors first; sentences are in the user's language, numbers as ``formats`` writes them."""
    case = Case(projection, formats or formats_of(projection))
    found = [finding for check in CHECKS for finding in check(case)]
    return tuple(sorted(found, key=lambda finding: ORDER.index(finding.severity)))
