"""Small groups are not broken down, nor groups that a subtraction would reveal.

The rule of a least number of respondents with complementary suppression, as statistical offices apply it to tables:
what the hidden groups of a table make together, and what one known group is less another, has as many respondents too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

LEAST = 5
"""How many respondents a group that is shown has at least."""

People = frozenset[object]
Tables = Mapping[str, Mapping[str, People]]
"""For each table (by country, by sector …) its groups and the respondents in each; the groups of a table are apart."""
Group = tuple[str, str | None]
"""A table and one of its groups; None: all its hidden ones together."""
Named = tuple[str, str]


def hidden(tables: Tables) -> frozenset[Named]:
    """The groups, by table and name, that are not shown, so that nothing small can be found; the smallest go first."""
    every = [(table, name) for table, groups in tables.items() for name in groups]
    shown = [(table, name) for table, name in every if len(tables[table][name]) >= LEAST]  # no other can be shown
    while (worst := _worst(tables, shown)) is not None:
        shown.remove(worst)
    return frozenset(every) - frozenset(shown)


def _worst(tables: Tables, shown: list[Named]) -> Named | None:
    """A shown group to hide next, since something small can be found; None where nothing can."""
    for first, second in _found(tables, shown):
        able = [group for group in shown if group in (first, second)] or [
            group for group in shown if group[0] in (first[0], second[0])
        ]
        if able:
            return min(able, key=lambda group: (len(tables[group[0]][group[1]]), group))
    return None


def _found(tables: Tables, shown: list[Named]) -> Iterator[tuple[Group, Group]]:
    """The pairs of known groups that give away a small one: itself, or what one is less the other."""
    known = _known(tables, shown)
    for group, people in known.items():
        if 0 < len(people) < LEAST:
            yield group, group
    for group, people in known.items():
        for other, more in known.items():
            if people < more and len(more) - len(people) < LEAST:
                yield group, other


def _known(tables: Tables, shown: list[Named]) -> dict[Group, People]:
    """The shown groups, and what is left of the whole in each table: all its hidden ones together."""
    known: dict[Group, People] = {(table, name): tables[table][name] for table, name in shown}
    for table, groups in tables.items():
        rest = [people for name, people in groups.items() if (table, name) not in known]
        if rest:
            known[table, None] = People().union(*rest)
    return known
