"""The results of a round: the room, its groups, the wave before, numbers over countries, published figures beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey.instruments import CHECK, a_round, answer, forty, mixed, scores, sheet
from survey.rooms import random_room

from workbench.formats import Formats
from workbench.model.types import Level
from workbench.survey.charts import room_charts
from workbench.survey.results import RoomResults, room_results
from workbench.survey.rounds import Round
from workbench.survey.scoring import Insufficient
from workbench.survey.sheet import Answer, Sheet
from workbench.survey.shipped import shipped
from workbench.survey.summary import Spread, spread
from workbench.survey.tables import NOTHING, Table, room_tables

FORTY = forty()
LATER = datetime(2026, 11, 21, 16, tzinfo=UTC)


def level(score: int, **others: int) -> dict[str, Answer]:
    """Every item at one score, but some."""
    return {id: answer(others.get(id, score)) for id in FORTY.items}


def room(projects: int, wave: str = "2026", countries: str = "") -> Round:
    """Projects with a country each: ``CO PE CO``."""
    of = a_round(FORTY, projects, wave)
    rows = (each.with_(country=country) for each, country in zip(of.projects, countries.split(), strict=False))
    return of.with_(projects=tuple(rows)) if countries else of


def of_levels(of: Round, *levels: int, before: RoomResults | None = None) -> RoomResults:
    """One sheet for each project, all its items at one level."""
    sheets = [sheet(of, level(score), project) for project, score in enumerate(levels)]
    return room_results(of, FORTY, sheets, before)


def test_the_room() -> None:
    found = of_levels(room(5), 1, 3, 2, 0, 1)
    quarters = (Fraction(0), Fraction(1), Fraction(1), Fraction(2), Fraction(3))
    assert found.whole.overall == found.whole.dimensions["D3"] == Spread(5, *quarters)
    assert found.whole.levels == {Level.FIRST: 1, Level.SECOND: 2, Level.THIRD: 2, None: 0}
    assert [each.project.code for each in found.ranking] == ["P01", "P02", "P00", "P04", "P03"]
    assert {item.id for item, projects in found.alerts if [each.project.code for each in projects] == ["P03"]} == {
        "E1", "G1", "I2", "C2", "F1", "V2", "P5",
    }  # fmt: skip
    assert found.change is None
    tally = found.tallies["E1"]
    assert not isinstance(tally, Insufficient)
    assert (tally.counts, tally.total) == ({0: 1, 1: 2, 2: 1, 3: 1}, 5)


def test_an_empty_room_says_why_there_is_nothing() -> None:
    found = room_results(room(3), FORTY, [])
    assert (found.projects, found.pareto, found.alerts, found.groups["country"]) == ((), (), (), ())
    assert str(found.whole.overall) == "Insuficiente: ningún proyecto tiene puntaje."
    assert isinstance(found.tallies["E1"], Insufficient)


def test_the_pareto_adds_up_to_all_that_lacks() -> None:
    of = room(2)
    sheets = [sheet(of, level(3, E1=0, G2=1)), sheet(of, level(3, E1=2), 1)]
    bars = room_results(of, FORTY, sheets).pareto
    assert [(bar.item.id, bar.points, bar.projects, bar.cumulated) for bar in bars] == [
        ("E1", 4, 2, Fraction(4, 6)),
        ("G2", 2, 2, 1),
    ]
    assert sum(bar.share for bar in bars) == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"score": 3, "E1": 0, "G2": 0}, "Donde más falta, por igual, es en E1, G2"),
        ({"score": 2}, "Donde más falta, por igual, es en 40 preguntas: E1, E2, E3, E4, E5, G1 …"),
    ],
)
def test_questions_that_lack_as_much_are_all_named(answers: dict[str, int], said: str) -> None:
    of = room(1)
    assert room_charts(room_results(of, FORTY, [sheet(of, level(**answers))]), Formats("CO"))["pareto"].title == said


def test_groups_are_broken_down_unless_they_are_small() -> None:
    found = of_levels(room(13, countries="CO " * 5 + "PE " * 6 + "BO EC"), *[2] * 5, *[1] * 6, 3, 3)
    groups = {group.name: group for group in found.groups["country"]}
    assert [groups[name].summary for name in ("BO", "EC", "CO")] == [Insufficient("respondents", needed=5)] * 3
    shown = groups["PE"].summary
    assert not isinstance(shown, Insufficient)
    assert (shown.respondents, shown.overall, groups["CO"].projects) == (6, Spread(6, *[Fraction(1)] * 5), 5)
    (everyone,) = found.groups["sector"]
    assert (everyone.name, everyone.summary) == ("", found.whole)
    assert "menos de 5" in str(groups["BO"].summary)


def test_the_room_sees_by_name_only_what_five_people_stand_behind() -> None:
    of = room(4, countries="CO CO PE PE")
    people = {0: 6, 1: 5, 2: 7, 3: 1}
    sheets = [sheet(of, level(1, E1=0), at, f"R{n}") for at, count in people.items() for n in range(count)]
    found = room_results(of, FORTY, [*sheets, sheet(of, level(1), 0, "X").with_(consent=False)])
    groups, named = found.for_the_room
    # the fourth is one person; the second goes with it, or what is left would be that person; Peru less the third too
    assert named == {of.projects[0].id}
    assert not any(isinstance(group.summary, Insufficient) for group in groups["country"])
    formats = Formats("CO", "es")
    mine, theirs = ({each.id: each for each in room_tables(found, formats, way)} for way in (True, False))
    assert (len(mine["projects"].rows), len(theirs["projects"].rows)) == (4, 1)
    assert theirs["projects"].note.endswith("menos de 5 personas: 3.")
    assert [cell.text for cell in theirs["alerts"].rows[0].cells[1:]] == ["P00, sin nombrar: 3", "4"]
    assert [cell.text for cell in theirs["left_out"].rows[0].cells] == ["No hay consentimiento.", "1"]


def test_few_respondents_are_not_counted_by_answer() -> None:
    assert isinstance(of_levels(room(4), 1, 1, 1, 1).tallies["E1"], Insufficient)


def test_what_moved_since_the_wave_before() -> None:
    first, second = room(3, "2026"), room(3, "2027")
    before = room_results(first, FORTY, [sheet(first, scores(CHECK), at) for at in range(3)])
    better = scores(CHECK) | {"I2": answer(2)}
    now = room_results(second, FORTY, [sheet(second, better, at) for at in range(2)], before)
    assert now.change is not None
    assert now.change.by == Fraction(2, 35)
    first_item, first_part = now.change.moved[0]
    assert (first_item.id, first_part) == ("I2", pytest.approx(2 / 35))
    assert sum(part for _item, part in now.change.moved) == pytest.approx(2 / 35)
    assert len(now.changes) == 2
    assert now.earlier(now.projects[0]) is before.projects[0]
    other = room_results(second, FORTY.with_(id="other"), [], before)
    assert other.before is None


def test_a_project_is_known_again_by_its_plan() -> None:
    plan = uuid4()
    first, second = room(1, "2026"), room(1, "2027")
    first = first.with_(projects=(first.projects[0].with_(plan=plan),))
    second = second.with_(projects=(second.projects[0].with_(plan=plan, id=uuid4()),))
    before = room_results(first, FORTY, [sheet(first, level(1))])
    now = room_results(second, FORTY, [sheet(second, level(2))], before)
    assert now.change is not None
    assert now.change.by == 1


def test_sheets_that_do_not_count_are_told() -> None:
    of = room(2)
    good = sheet(of, level(2))
    twice = good.with_(id=uuid4(), changed=LATER, answers=level(3))
    sheets = [
        good,
        twice,
        sheet(of, level(1), respondent="R2").with_(consent=False),
        sheet(of, level(1), respondent="R3").with_(round=uuid4()),
        sheet(of, level(1), respondent="R4").with_(project=uuid4()),
        sheet(of, level(1), respondent="R5").with_(instrument="cluster"),
        sheet(of, {"GONE": answer(1)}, respondent="R6").with_(version=7),
    ]
    found = room_results(of, FORTY, sheets)
    assert {each.code for each in found.left_out} == {"twice", "consent", "round", "project", "instrument", "empty"}
    assert all(str(each) for each in found.left_out)
    assert [each.sheet for each in found.left_out if each.code == "twice"] == [good]
    assert found.projects[0].overall == 3
    again = room_results(of, FORTY, reversed(sheets))
    assert again.projects == found.projects


def monitored(numbers: Mapping[str, tuple[int, int, int | None]]) -> dict[str, Answer]:
    """Baseline, target and value of number items."""
    return {
        id: Answer(baseline=Decimal(low), target=Decimal(high), number=None if now is None else Decimal(now))
        for id, (low, high, now) in numbers.items()
    }


def test_numbers_are_rolled_up_over_what_answered() -> None:
    instrument = mixed()
    of = a_round(instrument, 4)
    projects = tuple(each.with_(country=code) for each, code in zip(of.projects, ("CO", "CO", "PE", "PE"), strict=True))
    of = of.with_(projects=projects)
    rows: list[Mapping[str, tuple[int, int, int | None]]] = [
        {"N1": (10, 30, 20), "N2": (10, 50, 20)},
        {"N1": (0, 10, 10), "N2": (0, 50, 40)},
        {"N1": (5, 25, None)},
        {},
    ]
    sheets = [sheet(of, {"S1": answer(1)} | monitored(row), at, "R1") for at, row in enumerate(rows)]
    numbers = room_results(of, instrument, sheets).numbers
    firms = numbers["N1"]
    assert (firms.asked, firms.baseline.amount, firms.baseline.projects) == (4, 15, 3)
    assert (firms.value.amount, firms.value.projects, firms.complete, firms.progress) == (30, 2, 2, Fraction(2, 3))
    assert {name: (each.value.amount, each.value.projects, each.asked) for name, each in firms.countries.items()} == {
        "CO": (30, 2, 2),
        "PE": (None, 0, 2),
    }
    parts = numbers["N2"]
    assert (parts.value.amount, parts.progress) == (30, None)  # the median of 20 % and 40 %: percentages do not add up


def test_published_figures_stand_beside_the_rooms() -> None:
    instrument = mixed()
    of = a_round(instrument, 6)
    given: list[int | str] = [1, 1, 2, 3, "NS", "NA"]
    sheets = [sheet(of, {"S1": answer(value)}, at) for at, value in enumerate(given)]
    horizon, moda = room_results(of, instrument, sheets).benchmarks
    assert [(share.published, share.ours) for share in horizon.shares] == [
        (Fraction("0.37"), Fraction(2, 6)),
        (Fraction("0.26"), Fraction(1, 6)),
        (Fraction("0.27"), Fraction(1, 6)),
        (Fraction("0.10"), Fraction(2, 6)),
    ]
    assert horizon.shares[-1].title is None
    assert (moda.score, moda.shares) == (Fraction(3, 2), ())
    few = room_results(of, instrument, sheets[:2]).benchmarks[0]
    assert {share.ours for share in few.shares} == {Insufficient("respondents", 2, 5)}
    (table, whole), formats = _published(room_results(of, instrument, sheets)), Formats("CO", "es")
    assert [[cell.number or cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["medio", 0.26, 1 / 6],
        ["largo", 0.27, 1 / 6],
        ["Sin dato; en esta sala, otras respuestas", 0.1, 2 / 6],
    ]
    assert {row.cells[-1].text for row in _published(room_results(of, instrument, sheets[:2]))[0].rows} == {
        "menos de 5 personas"
    }
    assert whole.rows[0].cells[-1].text == formats.number(Decimal("1.5"), 2)


def _published(results: RoomResults) -> list[Table]:
    return [each for each in room_tables(results, Formats("CO", "es")) if each.id in ("horizon", "moda")]


def test_every_shipped_figure_says_what_it_is_beside() -> None:
    for id in ("cluster", "sustainability", "monitoring", "workshop"):
        results = random_room(shipped(id), 12)
        tables = {each.id: each for each in room_tables(results, Formats("CO", "es"))}
        for benchmark in results.instrument.benchmarks:
            said = [row.cells[-1].text for row in tables[benchmark.id].rows]
            assert NOTHING not in said, (benchmark.id, said)
            asked = any(portion.answers for portion in benchmark.portions) or benchmark.score is not None
            assert asked is ("no se pregunta así" not in said), (benchmark.id, said)
            assert benchmark.note is not None


def test_texts_and_choices_are_told_without_whom() -> None:
    instrument = mixed()
    of = a_round(instrument)
    words = ["zeta", "Alfa", "beta", "", "gama"]
    sheets = [
        sheet(of, {"O1": Answer(choice="a"), "T1": Answer(text=word)}, respondent=f"R{at}")
        for at, word in enumerate(words)
    ]
    results = room_results(of, instrument, sheets)
    tallies = results.tallies
    choice, text = tallies["O1"], tallies["T1"]
    assert not isinstance(choice, Insufficient)
    assert not isinstance(text, Insufficient)
    assert (choice.counts, text.texts) == ({"a": 5, "b": 0}, ("Alfa", "beta", "gama", "zeta"))
    (written,) = (each for each in room_tables(results, Formats("CO", "es")) if each.id == "written")
    assert [[cell.text for cell in row.cells] for row in written.rows] == [
        ["T1 ¿Por qué?", word] for word in ("Alfa", "beta", "gama", "zeta")
    ]
    assert "written" not in {
        each.id for each in room_tables(room_results(of, instrument, sheets[:4]), Formats("CO", "es"))
    }


@settings(max_examples=40)
@given(st.lists(st.fractions(min_value=0, max_value=3, max_denominator=60), min_size=1, max_size=30))
def test_quartiles_are_numpys(values: list[Fraction]) -> None:
    found = spread([*values, Insufficient("answers")])
    assert isinstance(found, Spread)
    expected = np.quantile([float(each) for each in values], [0, 0.25, 0.5, 0.75, 1])
    ours = (found.low, found.first_quartile, found.median, found.third_quartile, found.high)
    assert [float(each) for each in ours] == pytest.approx(expected.tolist())
    assert found.count == len(values)


ODD = (
    st.builds(
        Answer,
        score=st.none() | st.integers(0, 3),
        comment=st.text(max_size=3),
    )
    | st.builds(Answer, number=st.decimals(-9, 9, places=2))
    | st.builds(Answer, choice=st.sampled_from(["a", "z"]))
)
ANY = st.dictionaries(st.sampled_from([*mixed().items, "GONE"]), ODD, max_size=8)


@settings(max_examples=60)
@given(st.lists(st.tuples(ANY, st.integers(0, 2), st.sampled_from("abc"), st.integers(1, 3)), max_size=12), st.data())
def test_no_answers_break_the_results_and_order_changes_nothing(
    rows: list[tuple[dict[str, Answer], int, str, int]], data: st.DataObject
) -> None:
    instrument = mixed()
    of = a_round(instrument, 3, country="CO")
    sheets: list[Sheet] = [
        sheet(of, answers, project, code).with_(version=version, id=uuid4()) for answers, project, code, version in rows
    ]
    found = room_results(of, instrument, sheets)
    again = room_results(of, instrument, data.draw(st.permutations(sheets)))
    assert len(found.left_out) + sum(each.respondents for each in found.projects) == len(sheets)
    assert (found.whole.overall, found.pareto, found.groups) == (again.whole.overall, again.pareto, again.groups)
    assert (found.benchmarks, found.numbers, found.tallies) == (again.benchmarks, again.numbers, again.tallies)
