"""The months of a plan and the periods they make."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.project import Basis, Project


@pytest.mark.parametrize(
    ("end", "spans"),
    [
        (date(2028, 6, 30), [("before", 6, 17), ("after", 18, 29)]),
        (date(2027, 3, 31), [("before", 0, 2), ("after", 3, 14)]),
        (date(2029, 9, 30), [("before", 21, 32), ("after", 33, 35)]),
        (date(2029, 12, 31), [("before", 24, 35)]),
        (date(2033, 1, 31), [("before", 24, 35)]),
        (date(2026, 1, 31), [("after", 0, 11)]),
        (None, [("after", 0, 11)]),
    ],
)
def test_the_years_around_the_end_are_told_as_far_as_they_are_planned(
    end: date | None, spans: list[tuple[str, int, int]]
) -> None:
    plan = Plan(project=Project(current_end=end), basis=Basis(start="2027-01", months=36))
    assert [(year.id, year.first, year.last) for year in Grid.of(plan).handover] == spans
