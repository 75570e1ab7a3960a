"""An instrument edited stays sound, or the change is refused in words; the one before is as it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from survey.instruments import forty, mixed, said

from workbench.survey import shipped
from workbench.survey.editing import (
    added_benchmark,
    added_dimension,
    added_figure,
    added_item,
    added_option,
    added_portion,
    asked_as,
    compared_with,
    edited,
    moved,
    place_of,
    removed,
    value_at,
)
from workbench.survey.instrument import Kind
from workbench.survey.payload import SurveyRefused
from workbench.survey.rules import faults

E1 = "dimensions/D1/items/E1"


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
    more, place = added_item(forty(), "dimensions/D1/items/E5")
    again, other = added_item(more, "dimensions/D1")
    last, beyond = added_item(again, "benchmarks")
    assert (place, other) == ("dimensions/D1/items/D1n1", "dimensions/D1/items/D1n2")
    assert beyond == "dimensions/D8/items/D8n1"
    assert faults(last) == ()
    up, there = moved(again, other, -1)
    assert (there, list(up.items)[5:7]) == (other, ["D1n2", "D1n1"])
    over, there = moved(moved(up, other, 1)[0], other, 1)
    assert (there, list(over.items)[5:8]) == ("dimensions/D2/items/D1n2", ["D1n1", "D1n2", "G1"])
    assert moved(over, there, -1)[1] == other
    assert moved(forty(), E1, -1) == (forty(), E1)
    assert list(removed(removed(again, other), place).items) == list(forty().items)


def test_dimensions_more_less_and_moved() -> None:
    more, place = added_dimension(forty(), E1)
    assert [each.id for each in more.dimensions][:3] == ["D1", "D9", "D2"]
    assert (faults(more), value_at(more, f"{place}/items/D9n1").kind) == ((), Kind.SCALE)
    first, same = moved(more, place, -1)
    assert (same, [each.id for each in first.dimensions][:2]) == (place, ["D9", "D1"])
    assert moved(first, place, -1)[0] == first
    assert removed(first, place) == forty()
    few = forty()
    for id_ in ("D8", "D7", "D6"):
        few = removed(few, f"dimensions/{id_}")
    assert few.valid_dimensions == 5, "it cannot ask for more dimensions than there are"
    with pytest.raises(SurveyRefused, match="al menos una dimensión"):
        removed(mixed(), "dimensions/M")


def test_a_dimension_asks_for_no_more_than_it_has() -> None:
    few = forty()
    for item in ("E1", "E2", "E3"):
        few = removed(few, f"dimensions/D1/items/{item}")
    assert value_at(few, "dimensions/D1/least_answered") == 2
    few = removed(few, "dimensions/D1/items/E4")
    with pytest.raises(SurveyRefused, match="al menos una"):
        removed(few, "dimensions/D1/items/E5")
    with pytest.raises(SurveyRefused, match="al menos una"):
        moved(few, "dimensions/D1/items/E5", 1)


def test_options_more_less_and_moved() -> None:
    place = "dimensions/M/items/O1"
    more, new = added_option(mixed(), place)
    assert (new, [each.id for each in value_at(more, f"{place}/options")]) == (f"{place}/options/c", ["a", "b", "c"])
    up, _there = moved(more, new, -1)
    assert [each.id for each in value_at(up, f"{place}/options")] == ["a", "c", "b"]
    with pytest.raises(SurveyRefused, match="no puede tener esa respuesta"):
        removed(more, f"{place}/options/a")  # T1 is asked only after it
    with pytest.raises(SurveyRefused, match="al menos dos opciones"):
        removed(mixed(), f"{place}/options/b")


def test_what_was_published_is_written_compared_and_taken_out() -> None:
    made, place = added_benchmark(mixed(), "dimensions/M/items/O1")
    for _time in range(2):
        made, part = added_portion(made, place)
    made = edited(made, f"{part}/share", Decimal("0.4"))
    made = edited(made, f"{part}/answers", ("a", "b"))
    with pytest.raises(SurveyRefused, match="una sola de las partes"):
        edited(made, f"{place}/portions/0/answers", ("a",))
    with pytest.raises(SurveyRefused, match="no puede tener la respuesta «z»"):
        edited(made, f"{place}/portions/0/answers", ("z",))
    with pytest.raises(SurveyRefused, match="más de 100 %"):
        edited(made, f"{place}/portions/0/share", Decimal("0.7"))
    first, there = moved(made, part, -1)
    assert (there, value_at(first, f"{place}/portions/0/answers")) == (f"{place}/portions/0", ("a", "b"))
    third, new = added_option(first, "dimensions/M/items/O1")
    third = edited(third, f"{there}/answers", ("b", "c"))
    assert value_at(removed(third, new), f"{there}/answers") == ("b",), "an option that is gone is compared no more"
    assert value_at(compared_with(first, place, "S1"), f"{there}/answers") == ()
    text = asked_as(edited(first, f"{place_of(first, 'T1')}/ask_if", None), place_of(first, "O1"), Kind.TEXT)
    assert value_at(text, f"{there}/answers") == ()
    counted, figure = added_figure(first, place)
    assert removed(removed(counted, figure), place) == mixed()


def test_what_was_published_of_an_item_goes_with_it_and_what_depends_on_it_holds_it() -> None:
    with pytest.raises(SurveyRefused, match="S1"):
        removed(mixed(), "dimensions/M/items/S1")
    free = edited(mixed(), "dimensions/M/items/S2/ask_if", None)
    assert [each.id for each in removed(free, "dimensions/M/items/S1").benchmarks] == ["moda"]
    cluster = removed(shipped.shipped("cluster"), "dimensions/A4")
    assert not {"ssme_horizon", "ssme_structure", "ssme_projects"} & {each.id for each in cluster.benchmarks}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("item", ["S1", "N2", "O1", "T1"])
def test_an_item_asked_in_another_way_is_sound(item: str, kind: Kind) -> None:
    free = mixed()
    for other in ("S2", "S3", "T1"):
        free = edited(free, f"{place_of(free, other)}/ask_if", None)
    assert asked_as(free, place_of(free, item), kind).items[item].kind is kind
