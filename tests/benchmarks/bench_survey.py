"""A survey of three waves with fifty projects: its sheets read and scored, and all that its results show computed."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from side_by_side import amount, milliseconds

sys.path.append(str(Path(__file__).resolve().parents[1]))
from survey.instruments import a_round, answer, sheet

from workbench.survey import payload
from workbench.survey.results import RoomResults, room_results
from workbench.survey.rounds import Round
from workbench.survey.sheet import Sheet
from workbench.survey.shipped import shipped

PROJECTS, REPEAT = 50, 7
WAVES = ("2025", "2026", "2027")
COUNTRIES, SECTORS = ("CO", "PE", "BO", "EC", "MX"), ("turismo", "software", "café")


def filled(of: Round, respondents: int = 1) -> list[Sheet]:
    """A sheet of each respondent of each project, its answers drawn."""
    dice = random.Random(of.wave)
    items = shipped(of.instrument).items
    return [
        sheet(of, {id: answer(dice.choice([0, 1, 2, 2, 3, 3, "NA", "NS"])) for id in items}, project, f"R{at}")
        for project in range(len(of.projects))
        for at in range(respondents)
    ]


def three_waves() -> list[Round]:
    """Rounds of the same projects, of some countries and sectors."""
    made = []
    for wave in WAVES:
        of = a_round(shipped("sustainability"), PROJECTS, wave)
        projects = (
            each.with_(country=COUNTRIES[at % len(COUNTRIES)], sector=SECTORS[at % len(SECTORS)])
            for at, each in enumerate(of.projects)
        )
        made.append(of.with_(projects=tuple(projects)))
    return made


def computed(rounds: Sequence[Round], sheets: Sequence[list[Sheet]]) -> RoomResults:
    """Everything a screen of results shows, of every wave."""
    found: RoomResults | None = None
    for of, given in zip(rounds, sheets, strict=True):
        found = room_results(of, shipped(of.instrument), given, found)
        _parts = found.whole.overall, found.whole.dimensions, found.groups, found.ranking, found.pareto
        _more = found.alerts, found.disagreements, found.tallies, found.benchmarks, found.numbers, found.change
        _each = [(project.weakest, project.overall) for project in found.projects]
    assert found is not None
    return found


def main() -> None:
    """The medians of some runs."""
    rounds = three_waves()
    sheets = [filled(of) for of in rounds]
    files = [payload.dump(each) for each in sheets[-1]]
    results = [milliseconds(lambda: computed(rounds, sheets)) for _turn in range(REPEAT)]
    amount("results of a round, 50 projects, 3 waves", median(results), 50)

    def read() -> None:
        instrument, of = shipped("sustainability"), rounds[-1]
        _overall = room_results(of, instrument, [payload.load(Sheet, data) for data in files]).whole.overall

    amount("50 sheets read and scored", median(milliseconds(read) for _turn in range(REPEAT)), 500)


if __name__ == "__main__":
    main()
