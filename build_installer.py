#!/usr/bin/env python3
"""Build what people install: the program in one folder, and from it the packages of this system.

Standard library only. A clean environment is made from ``requirements-build.lock``; what is built lands in ``dist/``:

    python3 build_installer.py            everything this system can make
    python3 build_installer.py folder     the folder alone
    python3 build_installer.py --smoke    the built program tries itself, in an empty home
    python3 build_installer.py standin    the Windows set-up around the Linux folder, to try the set-up itself by wine
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

from dev import QT, WINDOW, compile_texts

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "installer"
DIST = ROOT / "dist"
NAME = "sustainability-workbench"
FOLDER = DIST / NAME
LOCK = ROOT / "requirements-build.lock"
SHIPPED = ROOT / "resources" / "installer"
ICON = ROOT / "resources" / "icons" / "workbench.svg"
OLD_LIBRARY = ROOT / "tests" / "golden" / "library_v1.db"
WINDOWS, MAC = os.name == "nt", sys.platform == "darwin"
PYTHON = BUILD / "environment" / ("Scripts/python.exe" if WINDOWS else "bin/python")
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
ICON_SIZES = (16, 32, 48, 64, 128, 256)


def version() -> str:
    """The program's version."""
    found = re.search(r'__version__ = "(.+?)"', (ROOT / "workbench" / "__init__.py").read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def must(*command: object, env: dict[str, str] | None = None) -> None:
    """Run a program that has to succeed; leave with a sentence when it does not."""
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=ROOT, env=env, check=False).returncode != 0:
        sys.exit(f"build_installer.py: this command failed: {' '.join(words)}")


def wanted(program: str, package: str) -> None:
    """Leave with a sentence when a program of the system is missing."""
    if not shutil.which(program):
        sys.exit(f"build_installer.py: {program} is missing. This installs it: sudo apt-get install -y {package}")


# ---------------------------------------------------------------- the folder


def environment() -> None:
    """A clean environment with the locked packages; kept until the lock changes."""
    stamp = BUILD / "environment" / "made-from"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == LOCK.read_text(encoding="utf-8"):
        return
    venv.create(BUILD / "environment", clear=True, with_pip=True)
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-deps")
    must(*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    stamp.write_text(LOCK.read_text(encoding="utf-8"), encoding="utf-8")


def icons() -> None:
    """The icon as Windows and a Mac want it, from the drawing."""
    code = f"""
import io, sys
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
app = QGuiApplication(sys.argv)
drawing = QSvgRenderer({str(ICON)!r})
image = QImage(1024, 1024, QImage.Format.Format_ARGB32)
image.fill(0)
painter = QPainter(image)
drawing.render(painter)
painter.end()
image.save({str(BUILD / "workbench.png")!r})
with Image.open({str(BUILD / "workbench.png")!r}) as picture:
    picture.save({str(BUILD / "workbench.ico")!r}, sizes={[(size, size) for size in ICON_SIZES]!r})
"""
    must(PYTHON, "-c", code, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})


def licences() -> None:
    """The licences of everything in the folder, in ``_internal/licences``; of what brings none, those kept here."""
    target = FOLDER / "_internal" / "licences"
    shutil.copytree(SHIPPED / "licences", target, dirs_exist_ok=True)
    for package in sorted(next((BUILD / "environment").rglob("site-packages")).glob("*.dist-info")):
        name = package.name.partition("-")[0]
        texts = [text for text in package.rglob("*") if text.is_file() and _is_licence(text.relative_to(package))]
        for text in texts:
            kept = target / name / text.relative_to(package)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, kept)
        if not (target / name).exists():
            sys.exit(f"build_installer.py: {name} brings no licence: put it into {SHIPPED / 'licences' / name}")
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    own = next(place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").exists())
    (target / "python").mkdir()
    shutil.copyfile(own, target / "python" / own.name)
    shutil.copyfile(ROOT / "LICENSE", FOLDER / "LICENSE.txt")


def system_licences() -> None:
    """The licences of the system's libraries in the folder, as Debian and its relatives keep them."""
    if not shutil.which("dpkg-query"):
        print("This system is no Debian: add the licences of its libraries yourself before you hand the folder on.")
        return
    target, shared = FOLDER / "_internal" / "licences" / "debian", Path("/usr/share/common-licenses")
    target.mkdir(parents=True)
    names = [file.name for file in (FOLDER / "_internal").glob("lib*.so*") if not file.is_symlink()]
    command = ["dpkg-query", "--search", *(f"*/{name}" for name in names if not name.startswith("libpython"))]
    found = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    for package in {line.partition(":")[0] for line in found.splitlines()}:
        text = (Path("/usr/share/doc") / package / "copyright").read_text(encoding="utf-8")
        (target / f"{package}.txt").write_text(text, encoding="utf-8")
        for named in set(re.findall(rf"{shared}/([\w.+-]*\w)", text)):
            shutil.copyfile(shared / named, target / f"{named}.txt")


def _is_licence(text: Path) -> bool:
    """Whether a file of what a package says about itself is one."""
    return text.parts[0] == "licenses" or bool(re.match(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", text.name.upper()))


def folder() -> None:
    """The program in one folder."""
    environment()
    compile_texts(PYTHON)
    icons()
    spec = SHIPPED / "workbench.spec"
    work = BUILD / "work"
    quiet = ("--noconfirm", "--clean", "--log-level", "WARN")
    must(PYTHON, "-m", "PyInstaller", *quiet, "--distpath", DIST, "--workpath", work, spec)
    if not WINDOWS and not MAC:
        wanted("strip", "binutils")
        own = FOLDER / "_internal"
        must("strip", "--strip-unneeded", *own.glob("libpython*"), *own.glob("python3*/lib-dynload/*.so"))
        system_licences()
    licences()


def smoke() -> None:
    """The built program tries itself in an empty home: ``workbench/smoke.py`` says what."""
    program = FOLDER / ("workbench.exe" if WINDOWS else "workbench")
    with tempfile.TemporaryDirectory() as home:
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH", "TEMP", "TMP") if name in os.environ}
        must(program, "--smoke", OLD_LIBRARY, env=kept | dict.fromkeys(HOMES, home) | {"LC_ALL": "C.UTF-8"})


# ---------------------------------------------------------------- packages


def machine() -> str:
    """Which machines it runs on, as file names say it."""
    system = "windows" if WINDOWS else "macos" if MAC else "linux"
    return f"{system}-{platform.machine().lower()}"


def archive(portable: bool) -> Path:
    """The folder in one file; a portable one keeps its plans in a folder ``data`` of its own."""
    stem = f"{NAME}-{version()}-{machine()}" + ("-portable" if portable else "")
    with tempfile.TemporaryDirectory(dir=BUILD) as stage:
        inside = Path(stage) / NAME
        shutil.copytree(FOLDER, inside, symlinks=True)
        if portable:
            (inside / "data").mkdir()
            note = "The plans of this copy of the program are kept here.\n"
            (inside / "data" / "README.txt").write_text(note, encoding="utf-8")
        elif not WINDOWS:
            for name in ("install.sh", "workbench.desktop", "types.xml"):
                shutil.copy(SHIPPED / name, inside)
        return _zipped(inside, stem) if WINDOWS else _tarred(inside, stem)


def _zipped(inside: Path, stem: str) -> Path:
    target = DIST / f"{stem}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(inside.rglob("*")):
            file.write(path, path.relative_to(inside.parent))
    return target


def _tarred(inside: Path, stem: str) -> Path:
    target = DIST / f"{stem}.tar.xz"
    with tarfile.open(target, "w:xz", preset=2) as file:
        file.add(inside, inside.name, filter=_nobody)
    return target


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the name of who built it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def tar() -> None:
    """The folder for Linux, with a script that installs it for one user; and a portable one."""
    print(archive(portable=False), archive(portable=True), sep="\n")


def deb() -> None:
    """A Debian package."""
    wanted("dpkg-deb", "dpkg")
    arch = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
    target = DIST / f"{NAME}_{version()}_{arch}.deb"
    with tempfile.TemporaryDirectory(dir=BUILD) as stage:
        tree = Path(stage)
        tree.chmod(0o755)
        program = tree / "opt" / NAME
        shutil.copytree(FOLDER, program, symlinks=True)
        icons, types = "usr/share/icons/hicolor/scalable/apps", "usr/share/mime/packages"
        for place in ("usr/bin", "usr/share/applications", icons, types, "DEBIAN"):
            (tree / place).mkdir(parents=True)
        (tree / "usr/bin/workbench").symlink_to(f"/opt/{NAME}/workbench")
        shutil.copyfile(ICON, tree / icons / f"{NAME}.svg")
        shutil.copyfile(SHIPPED / "types.xml", tree / types / f"{NAME}.xml")
        entry = (SHIPPED / "workbench.desktop").read_text(encoding="utf-8")
        desktop = tree / f"usr/share/applications/{NAME}.desktop"
        desktop.write_text(entry.replace("@PROGRAM@", f"/opt/{NAME}/workbench"), encoding="utf-8")
        size = sum(path.stat().st_size for path in program.rglob("*") if not path.is_symlink()) // 1024
        (tree / "DEBIAN/control").write_text(_control(arch, size), encoding="utf-8")
        must("dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", tree, target)
    print(target)


def _control(arch: str, size: int) -> str:
    return (
        f"Package: {NAME}\nVersion: {version()}\nArchitecture: {arch}\nInstalled-Size: {size}\n"
        f"Maintainer: The sustainability workbench authors <nobody@localhost>\nSection: misc\nPriority: optional\n"
        f"Depends: {', '.join((*QT, *WINDOW))}\n"
        "Description: sustainability plans of development projects\n"
        " Carries a project from pilot to profitable operation: services that continue,\n"
        " who pays, what it costs, who finances it; computes and prints the plan.\n"
    )


def setup(payload: Path = FOLDER, stem: str = "setup") -> Path:
    """The Windows set-up, compiled by NSIS."""
    wanted("makensis", "nsis")
    target = DIST / f"{NAME}-{version()}-{stem}.exe"
    given = {"PAYLOAD": payload, "OUTPUT": target, "VERSION": version(), "ICON": BUILD / "workbench.ico"}
    must("makensis", "-V2", *(f"-D{name}={value}" for name, value in given.items()), SHIPPED / "windows.nsi")
    return target


def windows() -> None:
    """The set-up and a portable folder for Windows."""
    print(setup(), archive(portable=True), sep="\n")


def standin() -> None:
    """The Windows set-up with this system's folder in it."""
    print(setup(stem="setup-standin"))


def macos() -> None:
    """A disk image for a Mac."""
    app = DIST / "Sustainability workbench.app"
    must("sh", SHIPPED / "macos.sh", app, FOLDER, DIST / f"{NAME}-{version()}-{machine()}.dmg")


PACKAGES: dict[str, Callable[[], None]] = {
    "tar": tar, "deb": deb, "windows": windows, "macos": macos, "standin": standin,
}  # fmt: skip


def usual() -> list[str]:
    """What this system can make."""
    if WINDOWS:
        return ["windows"]
    if MAC:
        return ["macos"]
    return ["tar", "deb"] if shutil.which("dpkg-deb") else ["tar"]


def main() -> int:
    """Build what the command line names."""
    about = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=about)
    # argparse asks whether no word at all is among the choices, too
    parser.add_argument("what", nargs="*", choices=["folder", *PACKAGES, []], help="what to build")
    parser.add_argument("--smoke", action="store_true", help="try the folder that is built, or build it first")
    asked = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    names = asked.what or ([] if asked.smoke else ["folder", *usual()])
    if "folder" in names or not FOLDER.exists():
        folder()
        print(FOLDER)
    if asked.smoke:
        smoke()
    for name in names:
        if name != "folder":
            PACKAGES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
