"""Build what people install, and try it as they would: unpack, install, use, remove. Where wine is, the Windows set-up.

python3 dev.py drill installer
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
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
    called("sh", user / f".local/opt/{build.NAME}/install.sh", "--remove", env=home(user))
    assert not files(user), files(user)
    return "installed for one user, used, removed"


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
    called("dpkg", "--purge", build.NAME)
    assert not Path("/opt", build.NAME).exists()
    return "installed, used, removed"


def windows(folder: Path) -> str:
    """The set-up, with the Linux folder as stand-in: its files appear, and go."""
    if not shutil.which("makensis") or not shutil.which("wine"):
        return "not tried: it takes nsis, wine and wine64"
    build.standin()
    env = os.environ | {"WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all"}
    called("wineboot", "-i", env=env)
    called("wine", build.DIST / f"{build.NAME}-{build.version()}-setup-standin.exe", "/S", env=env)
    called("wineserver", "-w", env=env)
    target = next((folder / "wine/drive_c/users").glob(f"*/{WINDOWS_FOLDER}"))
    missing = files(build.FOLDER) - files(target)
    assert not missing, sorted(missing)[:10]
    called("wine", target / "uninstall.exe", "/S", env=env)
    called("wineserver", "-w", env=env)
    assert not target.exists(), files(target)
    return "installed and removed by wine, every file came and went"


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
