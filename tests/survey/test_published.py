"""The figures that were published, as they were printed; what they leave is said to be unknown, never guessed."""

from __future__ import annotations

from decimal import Decimal

from workbench.survey import shipped
from workbench.survey.instrument import Kind

SSME: dict[str, tuple[list[int], int]] = {
    "ssme_links": ([18, 47, 34], 1),
    "ssme_strategy": ([9, 13], 78),
    "ssme_builders": ([8, 8, 10], 74),
    "ssme_action_plan": ([10, 26], 64),
    "ssme_horizon": ([37, 26, 27], 10),
    "ssme_structure": ([86, 14], 0),
    "ssme_projects": ([84, 16], 0),
    "ssme_collaboration": ([43, 48], 9),
    "ssme_territory": ([75], 25),
}
"""Percentages of the fourth wave (source 003), and what they leave of 100."""


def test_the_fourth_wave_is_as_printed() -> None:
    published = {each.id: each for each in shipped.shipped("cluster").benchmarks}
    for id, (printed, left) in SSME.items():
        assert [portion.share * 100 for portion in published[id].portions] == printed, id
        assert published[id].no_data * 100 == left, id
    assert published["ssme_overall"].score == Decimal("1.65")
    firms = {str(figure.title): figure.value for figure in published["ssme_firms"].figures}
    assert (firms["Aumento de las ventas"], firms["Empleos generados"]) == (19, 385_502)


def test_eight_aspects_stand_under_three_dimensions() -> None:
    cluster = shipped.shipped("cluster")
    assert {dimension.id for dimension in cluster.dimensions} == {f"A{at}" for at in range(1, 9)}
    assert {dimension.group for dimension in cluster.dimensions} == {group.id for group in cluster.groups}
    assert all(item.action and item.source for item in cluster.items.values())


def test_common_monitoring_asks_baseline_target_and_value_and_no_score() -> None:
    monitoring = shipped.shipped("monitoring")
    assert all(item.kind is Kind.NUMBER and item.tracked and item.adds for item in monitoring.items.values())
    assert len(monitoring.dimensions) == 7
    assert shipped.shipped("workshop").valid_dimensions is None
