"""Small groups stay hidden, and so do those that a subtraction would reveal."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.survey.groups import LEAST, hidden


def people(*numbers: range) -> frozenset[object]:
    return frozenset(each for row in numbers for each in row)


def test_a_small_group_takes_another_with_it() -> None:
    by_country = {"CO": people(range(20)), "BO": people(range(20, 27)), "PE": people(range(27, 30))}
    assert hidden({"country": by_country}) == {("country", "PE"), ("country", "BO")}
    assert hidden({"country": {"CO": people(range(5)), "PE": people(range(5, 10))}}) == frozenset()
    assert hidden({"country": {"CO": people(range(4))}}) == {("country", "CO")}
    assert hidden({}) == frozenset()


def test_two_small_groups_that_are_large_together_need_no_third() -> None:
    by_sector = {"a": people(range(20)), "b": people(range(20, 23)), "c": people(range(23, 26))}
    assert hidden({"sector": by_sector}) == {("sector", "b"), ("sector", "c")}


def test_a_group_less_another_of_a_second_table_reveals_nobody() -> None:
    by_country = {"CO": people(range(10)), "PE": people(range(10, 20))}
    by_sector = {"x": people(range(8)), "y": people(range(8, 20))}
    # Colombia less sector x would be two people
    assert hidden({"country": by_country}) == hidden({"sector": by_sector}) == frozenset()
    assert ("sector", "x") in hidden({"country": by_country, "sector": by_sector})


MEMBERS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=40)


@settings(max_examples=60)
@given(MEMBERS)
def test_nothing_small_can_be_found(members: list[tuple[str, str]]) -> None:
    tables: dict[str, dict[str, frozenset[object]]] = {}
    for at, table in enumerate(("country", "sector")):
        names = {member[at] for member in members}
        tables[table] = {
            name: frozenset(number for number, member in enumerate(members) if member[at] == name) for name in names
        }
    kept = hidden(tables)
    known = [people for table, groups in tables.items() for name, people in groups.items() if (table, name) not in kept]
    everyone = frozenset(range(len(members)))
    for table, groups in tables.items():
        shown = [people for name, people in groups.items() if (table, name) not in kept]
        rest = everyone - frozenset().union(*shown)
        known += [rest] if shown and rest else []
    assert all(len(group) >= LEAST for group in known)
    for one, other in combinations([*known, everyone], 2):
        small, large = sorted((one, other), key=len)
        assert not small < large or not 0 < len(large - small) < LEAST or not known
