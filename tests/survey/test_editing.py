"""An instrument edited stays sound, or the change is refused in words; the one before is as it was."""

from __future__ import annotations

import pytest
from survey.instruments import forty, mixed, said

from workbench.survey.editing import added, as_kind, edited, moved, place_of, removed, value_at
from workbench.survey.instrument import Kind
from workbench.survey.payload import SurveyRefused
from workbench.survey.rules import faults


def test_a_value_at_its_place() -> None:
    before = mixed()
    place = "dimensions/M/items/S1/anchors/2/pt"
    now = edited(before, place, "dois")
    assert (value_at(now, place), value_at(before, place)) == ("dois", "S1: 2 (pt)")
    option = "dimensions/M/items/O1/options/b/text"
    assert value_at(edited(now, option, said("otra")), f"{option}/es") == "otra"
    with pytest.raises(SurveyRefused, match="Falta este texto") as refused:
        edited(before, place, " ")
    assert refused.value.place == place
    with pytest.raises(SurveyRefused, match="mayor que 0"):
        edited(before, "dimensions/M/weight", 0)
    with pytest.raises(SurveyRefused, match="circular"):
        edited(before, "dimensions/M/items/S1/ask_if", value_at(before, "dimensions/M/items/S3/ask_if"))


def test_items_more_less_and_moved() -> None:
    more, id_ = added(forty(), "E5")
    again, other = added(more, "E5")
    assert (id_, other, faults(again), place_of(again, other)) == ("D1n1", "D1n2", (), "dimensions/D1/items/D1n2")
    up = moved(again, other, -9)
    assert next(iter(up.items)) == other
    assert list(moved(up, other, 9).items)[6] == other
    assert list(removed(removed(again, other), id_).items) == list(forty().items)


def test_a_dimension_asks_for_no_more_than_it_has() -> None:
    few = forty()
    for item in ("E1", "E2", "E3"):
        few = removed(few, item)
    assert value_at(few, "dimensions/D1/least_answered") == 2
    with pytest.raises(SurveyRefused, match="al menos una"):
        removed(removed(few, "E4"), "E5")


def test_what_was_published_of_an_item_goes_with_it_and_what_depends_on_it_holds_it() -> None:
    with pytest.raises(SurveyRefused, match="S1"):
        removed(mixed(), "S1")
    free = edited(mixed(), "dimensions/M/items/S2/ask_if", None)
    assert [each.id for each in removed(free, "S1").benchmarks] == ["moda"]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("item", ["S1", "N2", "O1", "T1"])
def test_an_item_asked_in_another_way_is_sound(item: str, kind: Kind) -> None:
    free = mixed()
    for other in ("S2", "S3", "T1"):
        free = edited(free, f"{place_of(free, other)}/ask_if", None)
    changed = edited(free, place_of(free, item), as_kind(free.items[item], kind))
    assert changed.items[item].kind is kind
