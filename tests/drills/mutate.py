"""How many small faults in the engine its tests see: ``python3 dev.py drill mutate [--minutes N] [--only FILE]``.

The fast tests of ``tests/engine`` are collected once, and each is run once to see which lines it reaches. For each
fault a forked copy of this process replaces one function by its faulty twin and runs tests that reach its lines, those
that killed most in least time first, until one fails. All faults are tried in an order the seed decides, each with few
seconds of tests; survivors come again with more. What nothing sees is listed; ``survivors.md`` says what was read in
that list. Constants of modules and classes are not touched.

Resumable: each run goes on where the last one stopped; survivors meet only tests that are new to them. What was killed
stays so until ``--afresh``. ``--minutes 0`` prints what is known.
"""

from __future__ import annotations

import argparse
import functools
import gc
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen"}

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "workbench" / "engine"
TESTS = ROOT / "tests" / "engine"
STATE, SURVEY = ROOT / ".drills" / "mutate.json", ROOT / ".drills" / "mutate-survey.json"
SLOW_FILES = ("test_libreoffice.py",)
SLOW_TEST = 5.0
"""Seconds of one processor above which a test is no fast one."""
BUDGETS = (2.0, 8.0, 30.0)
"""Seconds of tests that a fault meets in each round."""
STUCK = "stands still or crashes"
SAVED_EVERY = 20.0

sys.path[:0] = [str(Path(__file__).parent)]

from _forks import processor_seconds, side_by_side  # noqa: E402
from _mutations import Mutation, code_of, mutations  # noqa: E402

Line = tuple[str, int]
Place = tuple[str, str, int]


def functions() -> dict[Place, list[FunctionType]]:
    """Every function of the engine there is, by file, name and first line."""
    found: dict[Place, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(ENGINE)):
            code = thing.__code__
            found.setdefault((code.co_filename, code.co_name, code.co_firstlineno), []).append(thing)
    return found


def caches() -> list[Any]:
    """What remembers results of the engine, in the program and in its tests."""
    found = (thing for thing in gc.get_objects() if isinstance(thing, functools._lru_cache_wrapper))
    rooms = str(ENGINE), str(TESTS)
    return [cache for cache in found if cache.__wrapped__.__code__.co_filename.startswith(rooms)]


class Tests:
    """The collected tests, run one by one."""

    def __init__(self, session: pytest.Session) -> None:
        self.session, self.failed = session, False
        session.config.pluginmanager.register(self)
        self.items = session.items
        self.names = [f"{item.nodeid} {zlib.crc32(item.path.read_bytes()):08x}" for item in self.items]
        self.caches = caches()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Pytest says how a test ended."""
        self.failed |= report.failed

    def passes(self, at: int) -> bool:
        """Whether a test passes."""
        self.failed = False
        self.items[at].config.hook.pytest_runtest_protocol(item=self.items[at], nextitem=None)
        return not self.failed

    def forget(self) -> None:
        """Nothing computed before is remembered."""
        from workbench.engine.registry import FIGURES

        for cache in self.caches:
            cache.cache_clear()
        for figure in FIGURES.values():
            figure.__dict__.pop("expr", None)

    def in_a_folder(self, work: Callable[[], Any]) -> Any:
        """Something done with a folder of its own for what tests write, which is emptied after it."""
        folder = tempfile.mkdtemp(prefix="mutate-")
        self.session.config._tmp_path_factory._basetemp = Path(folder)  # type: ignore[attr-defined]
        try:
            return work()
        finally:
            shutil.rmtree(folder, ignore_errors=True)


class Survey:
    """What each test takes, and which lines of the engine it reaches from nothing computed before.

    Kept for as long as engine and tests are the same.
    """

    def __init__(self, tests: Tests, jobs: int) -> None:
        self.seconds: dict[int, float] = {}
        self.reached: dict[Line, set[int]] = defaultdict(set)
        digest = _digest()
        kept = json.loads(SURVEY.read_text(encoding="utf-8")) if SURVEY.exists() else {}
        if kept.get("digest") != digest:
            kept = {"digest": digest, "seen": _surveyed(tests, jobs)}
            SURVEY.parent.mkdir(exist_ok=True)
            SURVEY.write_text(json.dumps(kept), encoding="utf-8")
        for at, (seconds, lines) in enumerate(kept["seen"]):
            if lines is None:
                print("fails by itself, left out:", tests.names[at])
            elif seconds <= SLOW_TEST:
                self.seconds[at] = seconds
                for file, numbers in lines.items():
                    for number in numbers:
                        self.reached[file, number].add(at)

    def of(self, mutation: Mutation) -> set[int]:
        """The tests that reach a fault."""
        return set().union(*(self.reached.get((str(mutation.path), line), ()) for line in mutation.lines))


Seen = tuple[float, dict[str, list[int]] | None]
"""Seconds of a test and the lines of each file it reaches, or None of one that fails."""


def _digest() -> str:
    """What engine and tests are made of."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted([*ENGINE.glob("*.py"), *TESTS.glob("*.py"), *TESTS.parent.glob("*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _surveyed(tests: Tests, jobs: int) -> list[Seen]:
    """What was seen of each test, in copies side by side."""
    parts = [range(first, len(tests.items), jobs) for first in range(jobs)]
    works = ((part, functools.partial(tests.in_a_folder, functools.partial(_seen, tests, part))) for part in parts)
    seen: dict[int, Seen] = {}
    for part, told in side_by_side(works, jobs):
        if told is None:
            sys.exit("the survey of the tests did not end well")
        seen |= zip(part, told, strict=True)
    return [seen[at] for at in range(len(tests.items))]


def _seen(tests: Tests, part: Iterable[int]) -> list[Seen]:
    """In a copy: some tests, one after the other."""
    found: list[Seen] = []
    for at in part:
        tests.forget()
        unseen: dict[CodeType, set[int]] = {}
        start = time.process_time()
        sys.settrace(_follower(unseen))
        passed = tests.passes(at)
        sys.settrace(None)
        lines: dict[str, set[int]] = defaultdict(set)
        for code, left in unseen.items():
            lines[code.co_filename] |= _lines(code) - left
        reached = {file: sorted(numbers) for file, numbers in lines.items()}
        found.append((time.process_time() - start, reached if passed else None))
    return found


def _follower(unseen: dict[CodeType, set[int]]) -> Callable[[Any, str, Any], Any]:
    """Follows the functions of the engine line by line, each until all its lines were seen."""
    inside = str(ENGINE)

    def follow(frame: Any, _event: str, _arg: Any) -> Any:
        left = unseen[frame.f_code]
        left.discard(frame.f_lineno)
        return follow if left else None

    def enter(frame: Any, _event: str, _arg: Any) -> Any:
        code = frame.f_code
        if code not in unseen:
            if not code.co_filename.startswith(inside):
                return None
            unseen[code] = set(_lines(code))
        return follow(frame, "", None)

    return enter


@functools.cache
def _lines(code: CodeType) -> frozenset[int]:
    return frozenset(line for _first, _last, line in code.co_lines() if line)


class Drill:
    """All faults and what became of each."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.faults = chosen(given)
        self.names: list[str] = []
        self.killed: dict[str, str] = {}
        self.tried: dict[str, set[int]] = {}
        if STATE.exists() and not given.afresh:
            kept = json.loads(STATE.read_text(encoding="utf-8"))
            self.names, self.killed = kept["names"], kept["killed"]
            self.tried = {key: set(tests) for key, tests in kept["tried"].items()}

    def save(self) -> None:
        """Keep what became of each fault."""
        tried = {key: sorted(tests) for key, tests in self.tried.items()}
        STATE.parent.mkdir(exist_ok=True)
        fresh = STATE.with_suffix(".new")
        fresh.write_text(json.dumps({"names": self.names, "killed": self.killed, "tried": tried}), encoding="utf-8")
        fresh.replace(STATE)

    def report(self) -> None:
        """The score so far."""
        known = [fault for fault in self.faults if fault.key in self.killed or fault.key in self.tried]
        if not known:
            return
        killed = [fault for fault in known if fault.key in self.killed]
        stuck = sum(self.killed[fault.key] == STUCK for fault in killed)
        unreached = sum(not self.tried[fault.key] for fault in known if fault.key not in self.killed)
        score, part = len(killed) / len(known), len(known) / len(self.faults)
        margin = 1.96 * (score * (1 - score) / len(known) * (1 - part)) ** 0.5
        print(
            f"seed {self.given.seed}: {len(known)} of {len(self.faults)} faults, {len(killed)} killed = {score:.1%}"
            f" ± {margin:.1%} ({stuck} by standing still or crashing),"
            f" {len(known) - len(killed) - unreached} survived, {unreached} where no fast test comes",
            flush=True,
        )

    def survivors(self) -> Iterator[str]:
        """What nothing saw, by file and line."""
        for fault in sorted(self.faults, key=lambda each: (each.path, each.line, each.nth)):
            if fault.key not in self.killed and fault.key in self.tried:
                yield f"{'survived   ' if self.tried[fault.key] else 'not reached'}  {fault}"


class Sweep:
    """Plants the faults that are left, round by round, until time is up."""

    def __init__(self, drill: Drill, tests: Tests, end: float) -> None:
        self.drill, self.tests, self.end = drill, tests, end
        self.found = functions()
        gc.freeze()
        self.survey = Survey(tests, drill.given.jobs)
        numbers = {name: number for number, name in enumerate(drill.names)}
        drill.names += [name for name in tests.names if name not in numbers]
        self.number = {name: number for number, name in enumerate(drill.names)}
        self.runs: Counter[int] = Counter()
        self.kills: Counter[int] = Counter()
        print(f"{len(self.survey.seconds)} fast tests, {sum(self.survey.seconds.values()):.0f} s", flush=True)

    def run(self) -> None:
        """All rounds."""
        said = saved = time.monotonic()
        for budget in BUDGETS:
            for (fault, planned), told in side_by_side(self._works(budget), self.drill.given.jobs):
                self._note(fault, planned, told)
                if time.monotonic() - saved > SAVED_EVERY:
                    saved = time.monotonic()
                    self.drill.save()
                if time.monotonic() - said > 3 * SAVED_EVERY:
                    said = time.monotonic()
                    self.drill.report()
        self.drill.save()

    def _works(self, budget: float) -> Iterator[tuple[tuple[Mutation, list[int]], Callable[[], Any]]]:
        for fault in self.drill.faults:
            if time.monotonic() > self.end:
                return
            if fault.key not in self.drill.killed:
                planned = self._planned(fault, budget)
                if planned:
                    work = functools.partial(self._plant, fault, planned)
                    yield (fault, planned), functools.partial(self.tests.in_a_folder, work)

    def _planned(self, fault: Mutation, budget: float) -> list[int]:
        """The tests a fault meets, the likeliest to see it soonest first; none where all were tried."""
        reach = self.survey.of(fault) if (str(fault.path), *fault.place) in self.found else set()
        tried = self.drill.tried.setdefault(fault.key, set())
        likely, siblings = {}, Counter[str]()
        for at in sorted(reach & self.survey.seconds.keys(), key=lambda at: (-self._worth(at), at)):
            if self.number[self.tests.names[at]] not in tried:
                kind = self.tests.names[at].partition("[")[0]
                likely[at] = self._worth(at) * 0.7 ** siblings[kind]
                siblings[kind] += 1
        spent, planned = 0.0, list[int]()
        for at in sorted(likely, key=lambda at: (-likely[at], at)):
            if not planned or spent + self.survey.seconds[at] <= budget:
                spent += self.survey.seconds[at]
                planned.append(at)
        return planned

    def _worth(self, at: int) -> float:
        """How often a test killed so far, per second of it."""
        return (self.kills[at] + 0.3) / (self.runs[at] + 1) / (self.survey.seconds[at] + 0.01)

    def _plant(self, fault: Mutation, planned: Iterable[int]) -> dict[str, Any]:
        """In a copy: the function replaced, the tests that pass, with their seconds, and the first that sees it."""
        code = code_of(fault)
        for function in self.found[(str(fault.path), *fault.place)]:
            function.__code__ = code
        self.tests.forget()
        passed: dict[int, float] = {}
        for at in planned:
            start = time.process_time()
            with processor_seconds(5 + 5 * self.survey.seconds[at]):
                if not self.tests.passes(at):
                    return {"killed": at, "passed": passed}
            passed[at] = time.process_time() - start
        return {"killed": None, "passed": passed}

    def _note(self, fault: Mutation, planned: list[int], told: dict[str, Any] | None) -> None:
        """Keep what came of a fault, and learn from it."""
        if told is None:
            self.drill.killed[fault.key] = STUCK
            return
        for at, _seconds in told["passed"].items():
            self.runs[int(at)] += 1
        if told["killed"] is None:
            self.drill.tried[fault.key] |= {self.number[self.tests.names[at]] for at in planned}
        else:
            self.runs[told["killed"]] += 1
            self.kills[told["killed"]] += 1
            self.drill.killed[fault.key] = self.tests.items[told["killed"]].nodeid


class Runner:
    """The pytest plugin: with the tests collected, the drill runs in the place of them."""

    def __init__(self, drill: Drill, end: float) -> None:
        self.drill, self.end = drill, end

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Pytest hands over."""
        gc.collect()
        Sweep(self.drill, Tests(session), self.end).run()
        return True


def chosen(given: argparse.Namespace) -> list[Mutation]:
    """All faults, or those of some files, in an order the seed decides."""
    paths = [path for path in sorted(ENGINE.glob("*.py")) if given.only in path.name]
    found = [mutation for path in paths for mutation in mutations(path)]
    random.Random(given.seed).shuffle(found)
    return found


def main() -> int:
    """Run the drill inside one session of pytest."""
    start = time.monotonic()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="stop planting after so many minutes")
    parser.add_argument("--seed", type=int, default=1, help="which faults come first")
    parser.add_argument("--only", default="", help="part of the name of the files to plant faults in")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--afresh", action="store_true", help="forget what was tried before")
    given = parser.parse_args()
    drill, code = Drill(given), 0
    if given.minutes:
        ignored = [f"--ignore={TESTS / name}" for name in SLOW_FILES]
        plain = ["-qq", "-p", "no:cacheprovider", "--capture=no", "--color=no", "--tb=no", "--assert=plain"]
        code = int(pytest.main([*plain, *ignored, str(TESTS)], plugins=[Runner(drill, start + 60 * given.minutes)]))
    print(*drill.survivors(), sep="\n")
    drill.report()
    return code


if __name__ == "__main__":
    sys.exit(main())
