"""Whether a file is on another machine, where locks and shared memory cannot be relied on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2",
     "fuse.gvfsd-fuse")
)  # fmt: skip
"""File systems of other machines, as Linux calls them."""
_REMOTE_DRIVE = 4
"""What Windows answers for a drive of another machine."""


def on_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether ``path``, absolute, is on a network drive, as far as this system says. ``mounts`` lists the drives."""
    if sys.platform == "win32":
        from ctypes import windll

        drive = str(path.drive)
        return drive.startswith("\\\\") or windll.kernel32.GetDriveTypeW(drive + "\\") == _REMOTE_DRIVE
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # a system without such a list
        return False
    mounted = [(_unescaped(place), kind) for _device, place, kind, *_others in (line.split(" ") for line in lines)]
    around = [(len(place), kind) for place, kind in mounted if path.is_relative_to(place)]
    return bool(around) and max(around)[1] in REMOTE


def _unescaped(place: str) -> str:
    """A mount point as it is called: spaces and the like are written as octal numbers in the list."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), place)
