"""Build what people install, and try it as they would: unpack, install, use, remove. Where wine is, the Windows set-up.

python3 dev.py drill installer
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import build_installer as build  # noqa: E402

SAMPLE = "farmacias"
INSTRUMENTS = len(list((ROOT / "resources" / "instruments").glob("*.json")))
WINDOWS_FOLDER = f"AppData/Local/Programs/{build.NAME}"


def called(*command: object, env: dict[str, str] | None = None) -> str:
    """What a program prints. Raises CalledProcessError where it fails."""
    words = [str(word) for word in command]
    return subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


def home(folder: Path) -> dict[str, str]:
    """An environment with an empty home and nothing of this one."""
    return {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def files(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def files_below(folder: Path, name: str) -> set[str]:
    """Every file below ``name`` in a folder, as ``files`` tells them."""
    return {f"{name}/{file}" for file in files(folder / name)}


def archive(stem: str, folder: Path) -> Path:
    """An archive unpacked."""
    packed = build.DIST / f"{build.NAME}-{build.version()}-{build.machine()}{stem}.tar.xz"
    called("tar", "-xf", packed, "-C", folder)
    return folder / build.NAME


def per_user(folder: Path) -> str:
    """The archive installs itself into a home, works there, and goes without a trace."""
    unpacked, user = archive("", folder), folder / "user"
    user.mkdir()
    called("sh", unpacked / "install.sh", env=home(user))
    command = user / ".local/bin/workbench"
    assert SAMPLE in called(command, "samples", env=home(user))
    assert len(called(command, "survey", "instruments", env=home(user)).splitlines()) >= INSTRUMENTS
    assert (user / f".local/share/applications/{build.NAME}.desktop").exists()
    opened_from_desktop(home(user))
    called(command, "new", "--template", SAMPLE, env=home(user))
    called("sh", user / f".local/opt/{build.NAME}/install.sh", "--remove", env=home(user))
    left = files(user) - files_below(user, ".local/share/mime") - {".local/share/applications/mimeinfo.cache"}
    assert left == files_below(user, f".local/share/{build.NAME}") != set(), left
    return "installed for one user, used, removed; the plans stay"


def opened_from_desktop(env: dict[str, str]) -> None:
    """Where the desktop's tools are, it knows the files of surveys, and opens them with the program."""
    if not all(map(shutil.which, ("gio", "update-mime-database", "update-desktop-database"))):
        print("what a desktop opens: not tried; it takes libglib2.0-bin, shared-mime-info and desktop-file-utils")
        return
    for kind in ("round", "answers"):
        file = Path(env["HOME"], f"a.{kind}")
        file.write_bytes(b"PK\3\4")  # as any ZIP begins; an empty file is of no kind
        named = f"application/x-sustainability-{kind}"
        assert named in called("gio", "info", "-a", "standard::content-type", file, env=env), kind
        assert f"{build.NAME}.desktop" in called("gio", "mime", named, env=env), kind
        file.unlink()


def portable(folder: Path) -> str:
    """The portable folder keeps its plans in itself."""
    unpacked, user = archive("-portable", folder), folder / "user"
    user.mkdir()
    called(unpacked / "workbench", "new", "--template", SAMPLE, env=home(user))
    assert (unpacked / "data" / "library.db").exists()
    assert not files(user), files(user)
    return "a plan kept in the folder itself"


def debian(_folder: Path) -> str:
    """The package installs, works and goes."""
    if os.geteuid() != 0 or not shutil.which("dpkg"):
        return "not tried: it takes root on Debian"
    package = next(build.DIST.glob(f"{build.NAME}_{build.version()}_*.deb"))
    called("apt-get", "install", "-y", "-q", package)
    with tempfile.TemporaryDirectory() as user:
        assert SAMPLE in called("/usr/bin/workbench", "samples", env=home(Path(user)))
        called("/usr/bin/workbench", "new", "--template", SAMPLE, env=home(Path(user)))
        opened_from_desktop(home(Path(user)))
        came = called("dpkg", "-L", build.NAME).splitlines()
        called("dpkg", "--purge", build.NAME)
        assert Path(user, f".local/share/{build.NAME}/library.db").exists()
    left = [path for path in map(Path, came) if path.is_symlink() or path.is_file()]
    assert not left, left
    return "installed, used, removed; the plans stay"


def windows(folder: Path) -> str:
    """The set-up, with the Linux folder as stand-in: its files come, an older version's go, all go; the plans stay."""
    if not shutil.which("makensis") or not shutil.which("wine"):
        return "not tried: it takes nsis, wine and wine64"
    build.standin()
    env = os.environ | {"WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all"}
    setup = build.DIST / f"{build.NAME}-{build.version()}-setup-standin.exe"
    called("wineboot", "-i", env=env)
    in_wine(setup, "/S", env=env)
    target = next((folder / "wine/drive_c/users").glob(f"*/{WINDOWS_FOLDER}"))
    plans, old = target.parents[1] / build.NAME / "library.db", target / "_internal/of_an_older_version"
    plans.parent.mkdir()
    for file in (plans, old):
        file.touch()
    shutil.copyfile(next((folder / "wine/drive_c/windows").rglob("notepad.exe")), target / "workbench-window.exe")
    with subprocess.Popen(["wine", target / "workbench-window.exe"], env=env):  # a window that is open
        time.sleep(5)
        for program in (setup, target / "uninstall.exe"):
            subprocess.run(["wine", program, "/S"], env=env, check=False)
            assert files(build.FOLDER) | {"_internal/of_an_older_version"} <= files(target)
        called("wine", "taskkill", "/f", "/im", "workbench-window.exe", env=env)
    in_wine(setup, "/S", env=env)
    missing = files(build.FOLDER) - files(target)
    assert not missing, sorted(missing)[:10]
    assert not old.exists()
    for kind in ("round", "answers"):
        command = rf"HKCU\Software\Classes\{build.NAME}.{kind}\shell\open\command"
        assert "workbench-window.exe" in called("wine", "reg", "query", command, "/ve", env=env), kind
    in_wine(target / "uninstall.exe", "/S", env=env)
    assert not target.exists(), files(target)
    assert plans.exists()
    assert build.NAME not in (folder / "wine/user.reg").read_text(encoding="utf-8", errors="replace")
    return "installed, installed over, removed by wine; every file came and went, none while it ran; the plans stay"


def in_wine(*command: object, env: dict[str, str]) -> None:
    """Run a set-up to its end: the program that removes goes on as a copy of itself."""
    called("wine", *command, env=env)
    called("wineserver", "-w", env=env)


def main() -> None:
    """Build everything of this system and try each part."""
    for words in (["folder", "--smoke"], ["tar", "deb"]):
        called(sys.executable, ROOT / "build_installer.py", *words)
    print("folder: built; it lifted an old library, printed a plan, held surveys and opened its window", flush=True)
    for name, attempt in {"tar": per_user, "portable": portable, "deb": debian, "windows set-up": windows}.items():
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name}: {attempt(Path(folder))}", flush=True)


if __name__ == "__main__":
    main()
