"""What the calculation reads hangs on what was typed, but for what is structure; a new input must say which it is."""

from __future__ import annotations

import pytest
from generator import random_plan

from workbench.engine.projection import project
from workbench.exchange.live_inputs import Live
from workbench.exchange.places import CLOCK
from workbench.exchange.workbook import Book

LINKS = {
    "asset__depreciation_of", "cost__fixed_of", "cost__number", "cost__variable_of", "carry__cost_number",
    "line__direct_key", "share__of_project", "stream__going_service", "stream__is_membership", "service__number",
    "service__one_unit", "asset__number",
}  # fmt: skip
"""Which line belongs to which."""
PERIMETER = {
    "asset__project_only", "cost__project_only", "cost__going", "cost__going_investment", "cost__is_project",
    "opening_asset__project_only", "stream__project_only", "stream__going", "months", "project_end",
    *(f"{table}__limit" for table in ("fixed", "line", "share", "staff", "step", "stream", "variable")),
}  # fmt: skip
"""How long, and whether after the project."""
CLASSES = {
    "cost__in_kind", "cost__in_kind_fixed", "cost__in_kind_variable", "cost__investment", "cost__is_direct_fixed",
    "cost__is_structural", "cost__is_variable", "cost__use", "cost__group", "cost__group_use", "carry__is_operating",
    "carry__organisation", "carry__sector", "carry__services_sector", "carry__structure_sector", "carry__who_key",
    "source__any_sector", "source__fomin_pot", "source__free_payer", "source__is_any", "source__organisation",
    "source__other_pot", "source__put_key", "source__sector", "source__services_sector", "source__structure_sector",
    "source__use", "stream__is_private", "stream__organisation", "stream__sector", "stream__services_sector",
    "stream__structure_sector", "line__extra_wait",
}  # fmt: skip
"""Uses, sectors, payers, what is in kind, and the months of extra salaries."""
OURS = {"tiny", "points", "stream__counted", "stream__counted@contracted"}
"""Constants, and what a view counts."""
TABLES = ("group", "mix", "organisation", "payer", "put", "sector", "taken", "trial", "use", "who")
"""Tables the engine makes."""


@pytest.mark.parametrize("seed", range(3))
def test_what_is_not_structure_is_a_formula(seed: int) -> None:
    book = Book(project(random_plan(seed, 24)))
    live = Live(book.projection, book.place, book.inputs)
    frozen = {
        key
        for key, spot in book.place.spots.items()
        if spot.sheet in ("Campos", "Series") and key not in CLOCK and spot.lines
        if not any(live.formula(key, row) for row in range(spot.lines))
    }
    assert {key for key in frozen if key.partition("__")[0] not in TABLES} <= LINKS | PERIMETER | CLASSES | OURS
    assert {"use__opening", "put__opening"}.isdisjoint(frozen)


def test_a_list_may_be_gone_on_with() -> None:
    plan = random_plan(1, 36)
    plan = plan.with_(basis=plan.basis.with_(inflation=plan.basis.inflation[:1]))
    book = Book(project(plan))
    area = book.inputs.at(None, "basis/inflation")
    assert book.place.spots["inflation"].width >= 3
    assert area.rows * area.columns >= book.place.spots["inflation"].width
    assert area.address in Live(book.projection, book.place, book.inputs).formula("inflation", 0)
