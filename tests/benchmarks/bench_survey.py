"""A survey of fifty projects in three waves: its files taken in and scored, all its results show computed, and shown.

What is shown is measured in the real window, from asking for the results to their paint.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from bench_key_to_paint import until
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication
from side_by_side import amount, milliseconds

sys.path.append(str(Path(__file__).resolve().parents[1]))
from survey.instruments import a_round, answer, sheet

from workbench import settings
from workbench.exchange import packages
from workbench.paths import library_file
from workbench.storage.library import Library
from workbench.survey.results import RoomResults, room_results
from workbench.survey.rounds import Round
from workbench.survey.sheet import Sheet
from workbench.survey.shipped import shipped
from workbench.ui import app as program
from workbench.ui.survey.round_view import RoundView

PROJECTS, REPEAT = 50, 7
LOOK = 1.0
"""Seconds somebody looks at the list of sheets before asking what they come to."""
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


class Eye(QObject):
    """Sees when what has taken the place of the sheets is painted."""

    def __init__(self, view: RoundView) -> None:
        super().__init__()
        self._view, self.painted = view, 0.0
        view.stack.currentChanged.connect(self._watch)

    def _watch(self, at: int) -> None:
        if (shown := self._view.stack.widget(at)) is not None:
            shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and watched is not self._view.stack.widget(0):
            self.painted = perf_counter()
        return False


def on_screen(rounds: Sequence[Round], sheets: Sequence[list[Sheet]]) -> list[float]:
    """Milliseconds from asking for the last round's results to their picture: the first time, and again."""
    home = TemporaryDirectory()
    os.environ |= {f"XDG_{name}_HOME": home.name for name in ("DATA", "CONFIG", "STATE")}
    settings.save(settings.Settings(country="CO"))
    with Library.open(library_file(), write=True) as library:
        for of, given in zip(rounds, sheets, strict=True):
            library.rounds.add(of, shipped(of.instrument))
            library.rounds.merge(given)
    started = program.Program(program.application(), library_file())
    started.start()
    until(lambda: started.window.desk)
    assert started.window.desk is not None
    started.window.desk.surveys.open(str(rounds[-1].id))
    view = started.window.findChild(RoundView)
    assert isinstance(view, RoundView)
    times = []
    for _turn in range(REPEAT):
        rest(LOOK)
        eye, asked = Eye(view), perf_counter()
        view.results.emit()
        while not eye.painted:  # who waits sleeps, and leaves Python to the thread
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        times.append((eye.painted - asked) * 1000)
        view.show_list()
    started.window.close()
    home.cleanup()
    return times


def rest(seconds: float) -> None:
    """Let the window do what it has to do."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        QApplication.processEvents()
        sleep(0.005)


def main() -> None:
    """The medians of some runs, each on a library of its own; of what is shown the slowest."""
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
    amount("results of that round on the screen", max(on_screen(rounds, sheets)), 200)


if __name__ == "__main__":
    main()
