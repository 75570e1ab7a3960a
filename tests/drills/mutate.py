"""How many small faults in the engine its tests see: ``python3 dev.py drill mutate [--minutes N] [--seed N]``.

The fast tests of ``tests/engine`` are collected once. For each fault a forked copy of this process replaces one
function by its faulty twin and runs the tests that reach it, those that killed most so far first. What nothing sees
survives; survivors are printed, and kept in ``.drills/mutate.txt``. Constants of modules and classes are not touched.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen"}

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "workbench" / "engine"
STATE = ROOT / ".drills" / "mutate.txt"
SLOW_FILES = ("test_libreoffice.py",)
BROAD = "test_agreement.py"
SLOW_TEST = 5.0
"""Seconds of one processor above which a test is no fast one."""
PATIENCE, BUDGET = 60, 15.0
"""Seconds after which a fault counts as seen because nothing answers, and seconds of tests it may survive."""
MEMORY = 4 << 30

sys.path[:0] = [str(Path(__file__).parent)]

from _mutations import Mutation, code_of, mutations  # noqa: E402

Place = tuple[str, str, int]
KILLED, SURVIVED, UNREACHED, STUCK = "killed", "survived", "not reached", "stuck"


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
    return [cache for cache in found if str(ROOT) in cache.__wrapped__.__code__.co_filename]


class Failures:
    """Notes whether a test has failed."""

    def __init__(self) -> None:
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed


class Drill:
    """The collected tests, what each of them reaches, and which of them kill."""

    def __init__(self, session: pytest.Session, given: argparse.Namespace) -> None:
        self.given, self.session = given, session
        self.failures = Failures()
        session.config.pluginmanager.register(self.failures)
        self.items = [item for item in session.items if item.path.name not in SLOW_FILES]
        self.found, self.caches = functions(), caches()
        self.seconds: dict[int, float] = {}
        self.reached: dict[Place, list[int]] = {}
        self.kills: Counter[int] = Counter()
        self.broad: list[int] = []
        """Tests of the whole engine, tried as well: what is remembered is seen to be reached by the first test only."""

    def run_item(self, at: int, following: int | None) -> bool:
        """Whether a test passes; what it shares with the next one stays."""
        self.failures.failed = False
        item = self.items[at]
        nextitem = None if following is None else self.items[following]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=nextitem)
        return not self.failures.failed

    def survey(self) -> None:
        """Each test once, in a forked process: its seconds and the functions of the engine it reaches."""
        told = forked(self._survey)
        if told is None:
            sys.exit("the survey of the tests did not end well")
        for at, (seconds, reached, passed) in told.items():
            if not passed:
                print("fails by itself, left out:", self.items[int(at)].nodeid)
            elif seconds <= SLOW_TEST:
                self.seconds[int(at)] = seconds
                if self.items[int(at)].path.name == BROAD:
                    self.broad.append(int(at))
                for file, name, line in reached:
                    self.reached.setdefault((file, name, line), []).append(int(at))

    def _survey(self) -> dict[int, Any]:
        found: dict[int, Any] = {}
        seen: set[CodeType] = set()
        inside = str(ENGINE)

        def note(frame: Any, _event: str, _arg: Any) -> None:
            if frame.f_code.co_filename.startswith(inside):
                seen.add(frame.f_code)

        for at, item in enumerate(self.items):
            following = self.items[at + 1] if at + 1 < len(self.items) else None
            if at == 0 or item.path != self.items[at - 1].path:
                self.forget()
            seen.clear()
            start = time.process_time()
            sys.settrace(note)
            passed = self.run_item(at, None if following is None else at + 1)
            sys.settrace(None)
            reached = [(c.co_filename, c.co_name, c.co_firstlineno) for c in seen]
            found[at] = (time.process_time() - start, reached, passed)
        return found

    def tests_of(self, mutation: Mutation) -> list[int]:
        """The tests that reach a fault, the likeliest to see it soonest first, as many as fit into the budget."""
        reached = self.reached.get((str(mutation.path), *mutation.place), [])
        tests = {*reached, *(self.broad if reached else ())}
        tests = sorted(tests, key=lambda at: (-(self.kills[at] + 0.1) / (self.seconds[at] + 0.02), at))
        spent, chosen = 0.0, []
        for at in tests:
            if spent + self.seconds[at] <= self.given.budget:
                spent += self.seconds[at]
                chosen.append(at)
        return chosen

    def plant(self, mutation: Mutation, tests: Iterable[int]) -> dict[str, Any]:
        """In a forked process: the function replaced, and the first test that sees it."""
        code = code_of(mutation)
        for function in self.found[(str(mutation.path), *mutation.place)]:
            function.__code__ = code
        self.forget()
        for at in tests:
            if not self.run_item(at, None):
                return {"killed": at}
        return {"killed": None}

    def forget(self) -> None:
        """Nothing computed before is remembered."""
        from workbench.engine.registry import FIGURES

        for cache in self.caches:
            cache.cache_clear()
        for figure in FIGURES.values():
            figure.__dict__.pop("expr", None)


class Child:
    """A forked process that does one thing and says what it found."""

    def __init__(self, work: Callable[[], Any], patience: float) -> None:
        self.out, into = os.pipe()
        self.deadline = time.monotonic() + patience
        self.pid = os.fork()
        if self.pid:
            os.close(into)
            return
        os.close(self.out)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_REAL, patience)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        try:
            told = {"done": work()}
        except Exception:
            told = {"wrong": traceback.format_exc()}
        with os.fdopen(into, "wb") as pipe:
            pipe.write(json.dumps(told).encode())
        os._exit(0)

    def told(self) -> Any:
        """What it found; None where it said nothing. Raises RuntimeError where the drill itself went wrong."""
        with os.fdopen(self.out, "rb") as pipe:
            text = pipe.read()
        os.waitpid(self.pid, 0)
        said = json.loads(text) if text else {"done": None}
        if "wrong" in said:
            raise RuntimeError(said["wrong"])
        return said["done"]


def forked(work: Callable[[], Any], patience: float = 1800) -> Any:
    """What a forked process says of its work; None where it ended without a word."""
    return Child(work, patience).told()


class Runner:
    """The pytest plugin: with the tests collected, the drill runs in the place of them."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        drill = Drill(session, self.given)
        start = time.monotonic()
        drill.survey()
        print(f"{len(drill.seconds)} fast tests, {sum(drill.seconds.values()):.0f} s", flush=True)
        sweep(drill, start + 60 * self.given.minutes)
        return True


def chosen(given: argparse.Namespace) -> list[Mutation]:
    """All faults, or those of some files, in an order the seed decides."""
    found = [
        mutation
        for path in sorted(ENGINE.glob("*.py"))
        if given.only in path.name
        for mutation in mutations(path)
    ]  # fmt: skip
    random.Random(given.seed).shuffle(found)
    return found


def sweep(drill: Drill, end: float) -> None:
    """Plant one fault after the other, a few at once, until time is up; print and keep what came of it."""
    waiting, found = chosen(drill.given), Counter[str]()
    planned, left = len(waiting), []
    running: list[tuple[Child, Mutation]] = []
    while running or (waiting and time.monotonic() < end):
        while waiting and len(running) < drill.given.jobs and time.monotonic() < end:
            mutation = waiting.pop()
            tests = drill.tests_of(mutation)
            if (str(mutation.path), *mutation.place) not in drill.found or not tests:
                found[UNREACHED] += 1
                left.append(f"not reached  {mutation}")
                continue
            work = functools.partial(drill.plant, mutation, tests)
            running.append((Child(work, PATIENCE), mutation))
        if not running:
            continue
        child, mutation = running.pop(0)
        told = child.told()
        if told is None or told["killed"] is not None:
            found[KILLED] += 1
            found[STUCK] += told is None
            if told is not None:
                drill.kills[told["killed"]] += 1
        else:
            found[SURVIVED] += 1
            left.append(f"survived     {mutation}")
        report(found, planned, drill.given, 200)
    report(found, planned, drill.given)
    print(*sorted(left), sep="\n")
    STATE.parent.mkdir(exist_ok=True)
    STATE.write_text("\n".join(sorted(left)) + "\n", encoding="utf-8")


def report(found: Counter[str], planned: int, given: argparse.Namespace, every: int = 1) -> None:
    """The score so far, now and then."""
    tried = found[KILLED] + found[SURVIVED] + found[UNREACHED]
    if tried % every == 0 and tried:
        score = found[KILLED] / tried
        margin = 1.96 * (score * (1 - score) / tried * (1 - tried / planned)) ** 0.5
        print(
            f"seed {given.seed}: {tried} of {planned} faults, {found[KILLED]} killed = {score:.1%} ± {margin:.1%}"
            f" ({found[STUCK]} by standing still or crashing), {found[SURVIVED]} survived,"
            f" {found[UNREACHED]} in functions no fast test reaches",
            flush=True,
        )


def main() -> int:
    """Run the drill inside one session of pytest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="stop planting after so many minutes")
    parser.add_argument("--seed", type=int, default=1, help="which faults come first")
    parser.add_argument("--only", default="", help="part of the name of the files to plant faults in")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--budget", type=float, default=BUDGET, help="seconds of tests a fault may survive")
    given = parser.parse_args()
    folder = str(ROOT / "tests" / "engine")
    ignored = [f"--ignore={folder}/{name}" for name in SLOW_FILES]
    options = ["-qq", "-p", "no:cacheprovider", "--capture=no", "--color=no", *ignored]
    return int(pytest.main([*options, folder], plugins=[Runner(given)]))


if __name__ == "__main__":
    sys.exit(main())
