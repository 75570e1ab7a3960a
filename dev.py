#!/usr/bin/env python3
"""Set the project up, run it, test it, check it, measure it. Standard library only.

The first call makes ``.venv/`` with the locked packages and the project in it; later calls reuse it
until the lock, the project file, the interpreter or the folder changes.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import IO

from workbench import system_packages

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / "python"
STAMP = VENV / "made-from"
LOCK = ROOT / "requirements.lock"
CATALOGUES = ROOT / "resources" / "i18n"
TEXTS = ROOT / "tests" / "house" / "catalogues.py"
OURS = (ROOT / "workbench", ROOT / "forms", ROOT / "tests")
SAMPLE = "farmacias"

# Debian packages; beside each, a program that shows it is there under another name ("" when only the package can).
QT, WINDOW = dict.fromkeys(system_packages.QT, ""), dict.fromkeys(system_packages.WINDOW, "")
TEST_TOOLS = {
    "libreoffice-calc": "localc",
    "python3-uno": "",
    "default-jre-headless": "java",
    "xvfb": "Xvfb",
    "poppler-utils": "pdftoppm",
    "qpdf": "qpdf",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-run-session",
    "at-spi2-core": "",
    "python3-pyatspi": "",
}


def say(text: str) -> None:
    """Print at once, so that the order holds among the programs we start."""
    print(text, flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a program in the project's folder and return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def must(*command: str | Path) -> None:
    """Run a program that has to succeed; leave with a sentence when it does not."""
    if call(*command) != 0:
        sys.exit(f"dev.py: this command failed: {shlex.join(map(str, command))}")


# ---------------------------------------------------------------- set-up


def missing_packages(wanted: dict[str, str]) -> list[str]:
    """Those of the wanted Debian packages that nothing installed provides."""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status} ${Package}, ${Provides}\n"]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    there: set[str] = set()
    for line in listed.splitlines():
        status, _, names = line.partition(" ")
        if status == "installed":
            there.update(name.split()[0] for name in names.split(",") if name.strip())
    return [name for name, program in wanted.items() if name not in there and not (program and shutil.which(program))]


def on_debian() -> bool:
    """Whether this is Debian, Ubuntu or a relative."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in [release.get("ID", ""), *release.get("ID_LIKE", "").split()]


def provide(wanted: dict[str, str]) -> None:
    """Install the missing Debian packages when root; else print the exact command. Does nothing elsewhere."""
    missing = missing_packages(wanted) if on_debian() else []
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        say("Some system packages are missing. This installs them:\n  sudo " + shlex.join(install))
        return
    say("Installing system packages: " + " ".join(missing))
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "update", "-q", env=env)
    if call(*install, env=env) != 0:
        say("They could not be installed; going on without them.")


def wanted_stamp() -> str:
    """What an up-to-date ``.venv`` was made from: interpreter, folder, lock and project file."""
    digest = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{sys.version}\n{ROOT}\n{digest}\n"


def install() -> None:
    """Put the locked packages and the project itself into ``.venv``."""
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-deps")
    must(*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    # A plain path entry: an import hook would cost time at every start.
    must(*pip, "--no-index", "--no-build-isolation", "--config-settings", "editable_mode=compat", "-e", ROOT)
    STAMP.write_text(wanted_stamp(), encoding="utf-8")


def compile_texts(python: Path = PYTHON) -> None:
    """Compile each catalogue of texts that changed: the program reads ``.mo`` files, which are not kept in Git."""
    for source in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            fresh = made.with_suffix(".new")
            must(python, TEXTS, source, fresh)
            fresh.replace(made)


def set_up() -> None:
    """Make ``.venv`` anew, unless it was made from what is here now; compile the texts that changed."""
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != wanted_stamp():
        if importlib.util.find_spec("ensurepip") is None:
            provide({f"python3.{sys.version_info.minor}-venv": ""})
        say("Making .venv with the locked packages (a minute or two, only this once) …")
        must(sys.executable, "-m", "venv", "--clear", VENV)
        install()
    compile_texts()


# ---------------------------------------------------------------- screens


def has_screen() -> bool:
    """Whether a window can be shown. Only X11 and Wayland systems come without one."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment for windows: the user's screen, else an Xvfb of our own, else Qt's offscreen platform."""
    if has_screen():
        yield dict(os.environ)
        return
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    if not shutil.which("Xvfb"):
        yield env
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as announced:
            number = announced.readline().strip()
        yield env | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"} if number else env
    finally:
        server.terminate()
        server.wait()


# ---------------------------------------------------------------- commands


def run(extra: list[str]) -> int:
    """Open the program; without a screen, write the sample plan as ``sample.pdf``."""
    set_up()
    if has_screen():
        provide(QT | WINDOW)
        return call(SCRIPTS / "workbench", *extra)
    provide(QT)
    say("There is no screen here (DISPLAY and WAYLAND_DISPLAY are empty): the sample plan is written as a PDF instead.")
    target = ROOT / "sample.pdf"
    code = call(SCRIPTS / "workbench", "export", SAMPLE, "-o", target)
    if code == 0:
        say(str(target))
    return code


def check(_extra: Iterable[str] = ()) -> int:
    """Linters, types, layers and the tests of the house, side by side."""
    set_up()
    commands: dict[str, list[str | Path]] = {
        "ruff": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
        "mypy": [PYTHON, "-m", "mypy", "--no-error-summary"],
        "layers": [SCRIPTS / "lint-imports"],
        "house": [PYTHON, "-m", "pytest", "-q", "--tb=short", "tests/house"],
    }
    started = time.monotonic()
    running = {
        name: subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for name, command in commands.items()
    }
    failed = []
    for name, process in running.items():
        output = process.communicate()[0].strip()
        if process.returncode != 0:
            failed.append(name)
        if process.returncode != 0 or name == "house":
            say(f"--- {name}\n{output}")
    verdict = f"failed: {', '.join(failed)}" if failed else f"{', '.join(commands)} are in order"
    say(f"check: {verdict} ({time.monotonic() - started:.0f} s)")
    return 1 if failed else 0


def test(extra: list[str]) -> int:
    """Check, then every test; further arguments go to pytest."""
    set_up()
    provide(QT | WINDOW | TEST_TOOLS)
    started = time.monotonic()
    if check() != 0:
        return 1
    code = pytest(*extra) if extra else every_test()
    say(f"test: {time.monotonic() - started:.0f} s, set-up apart (bar on 2 cores: 600 s)")
    return code


def pytest(*arguments: str, output: IO[bytes] | None = None) -> int:
    """Run pytest on a screen of its own and return its exit code."""
    command = [str(PYTHON), "-m", "pytest", *arguments]
    with screen() as env:
        return subprocess.run(command, cwd=ROOT, env=env, stdout=output, check=False).returncode


def every_test() -> int:
    """The tests of the window and the command line, and beside them all others, whose output is shown afterwards.

    Two runs rather than workers of one: each has a screen, and so the keyboard, for itself, and may print. They take
    about as long as each other.
    """
    used = ["tests/ui", "tests/journeys", "tests/cli"]
    others = [f"--ignore={folder}" for folder in (*used, "tests/house")]
    with tempfile.TemporaryFile() as output, ThreadPoolExecutor() as beside:
        waiting = beside.submit(pytest, *others, output=output)
        codes = [pytest(*used), waiting.result()]
        output.seek(0)
        say(output.read().decode("utf-8", "replace"))
    return max(codes)


def bench(_extra: list[str]) -> int:
    """Run every script of ``tests/benchmarks/`` and print its figure, its floor, their ratio and the bar.

    Our modules are compiled before, as they are from the second start on and in the built program.
    """
    set_up()
    provide(QT | WINDOW | TEST_TOOLS)
    must(PYTHON, "-m", "compileall", "-q", *OURS)
    say(f"{date.today()} · Python {platform.python_version()} · {platform.machine()}, {os.cpu_count()} cores")
    say(f"{'what':44} {'ours':>12} {'floor':>12} {'ratio':>7} {'bar':>9}")
    code = 0
    with screen() as env:
        env["OMP_NUM_THREADS"] = env["OPENBLAS_NUM_THREADS"] = "1"
        for script in sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py")):
            done = subprocess.run([PYTHON, script], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
            for line in done.stdout.splitlines():
                say(table_row(json.loads(line)))
            if done.returncode != 0:
                say(f"{script.name} failed")
                code = 1
    return code


def table_row(row: dict[str, str | float]) -> str:
    """One measurement as a line: a bar is a ratio to the floor, or an amount where there is no floor."""
    ours, bar, unit = float(row["ours"]), float(row["bar"]), row["unit"]
    if "floor" in row:
        floor = float(row["floor"])
        compared, floor_text, ratio, bar_text = ours / floor, f"{floor:.4g} {unit}", f"{ours / floor:.2f}", f"{bar:g} ×"
    else:
        compared, floor_text, ratio, bar_text = ours, "", "", f"{bar:g} {unit}"
    verdict = "" if compared <= bar else "  over"
    return f"{row['what']:44} {f'{ours:.4g} {unit}':>12} {floor_text:>12} {ratio:>7} {'≤ ' + bar_text:>9}{verdict}"


def drill(extra: list[str]) -> int:
    """Run one of the long checks of ``tests/drills/`` by name."""
    drills = {path.stem: path for path in sorted((ROOT / "tests" / "drills").glob("[a-z]*.py"))}
    if not extra or extra[0] not in drills:
        say("usage: python3 dev.py drill NAME\nthere are: " + (", ".join(drills) or "none yet"))
        return 2
    set_up()
    with screen() as env:
        return call(PYTHON, drills[extra[0]], *extra[1:], env=env)


def texts(_extra: list[str]) -> int:
    """Bring the catalogues of ``resources/i18n`` up to date with the texts marked in the source."""
    set_up()
    code = call(PYTHON, TEXTS)
    compile_texts()
    return code


def method(_extra: list[str]) -> int:
    """Write ``docs/method.md`` anew from the registry of figures."""
    set_up()
    told: list[str | Path] = [SCRIPTS / "workbench", "--lang", "es", "method"]
    done = subprocess.run(told, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode == 0:
        (ROOT / "docs" / "method.md").write_text(done.stdout, encoding="utf-8", newline="\n")
    return done.returncode


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "texts": texts,
    "method": method,
    "bench": bench,
    "drill": drill,
}


def main() -> int:
    """Run the sub-command named on the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this file may have an older one
        sys.exit(f"dev.py: Python 3.11 or newer is needed; this is {platform.python_version()}.")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    lines = "; ".join(f"{name}: {(function.__doc__ or '').split('.')[0]}" for name, function in COMMANDS.items())
    parser.add_argument("command", choices=COMMANDS, help=lines)
    arguments, extra = parser.parse_known_args()
    return COMMANDS[arguments.command](extra)


if __name__ == "__main__":
    sys.exit(main())
