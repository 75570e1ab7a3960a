"""What disks and other programs do to a library."""

from __future__ import annotations

from pathlib import Path


def spoil_payload(path: Path) -> None:
    """Change letters inside the plans of a library at rest; its pages stay in order."""
    data = path.read_bytes()
    assert b'"phone":' in data
    path.write_bytes(data.replace(b'"phone":', b'"ph\x00ne":'))
