"""A survey of fifty projects in three waves: its files taken in and scored, and all its results show computed."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from side_by_side import amount, milliseconds

sys.path.append(str(Path(__file__).resolve().parents[1]))
from survey.instruments import a_round, answer, sheet

from workbench.exchange import packages
from workbench.storage.library import Library
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


def handed_in(folder: Path, of: Round, sheets: Sequence[Sheet]) -> list[Path]:
    """The sheets as executors hand them in: a file of answers each."""
    files = [folder / f"{at}{packages.ANSWERS}" for at in range(len(sheets))]
    for file, each in zip(files, sheets, strict=True):
        file.write_bytes(packages.write_answers(of, shipped(of.instrument), [each]))
    return files


def taken(library: Library, of: Round, files: Sequence[Path]) -> None:
    """Every file read and merged into the library, and the room scored."""
    for file in files:
        found = packages.read(file)
        library.rounds.take(found.round, found.instrument, found.sheets, handed_in=True)
    results = room_results(of, library.rounds.instrument(of.id), library.rounds.sheets(of.id).counted)
    assert len(results.ranking) == PROJECTS


def main() -> None:
    """The medians of some runs, each on a library of its own."""
    rounds = three_waves()
    sheets = [filled(of) for of in rounds]
    results = [milliseconds(lambda: computed(rounds, sheets)) for _turn in range(REPEAT)]
    amount("results of a round, 50 projects, 3 waves", median(results), 50)
    times = []
    for _turn in range(REPEAT):
        with TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db", write=True) as library:
            library.rounds.add(rounds[-1], shipped(rounds[-1].instrument))
            files = handed_in(Path(folder), rounds[-1], sheets[-1])
            times.append(milliseconds(lambda library=library, files=files: taken(library, rounds[-1], files)))
    amount("50 answer files in, merged and scored", median(times), 1000)


if __name__ == "__main__":
    main()
