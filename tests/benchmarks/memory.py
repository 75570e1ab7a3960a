"""How much memory a process uses for itself."""

from __future__ import annotations

from pathlib import Path


def in_use() -> int:
    """Bytes this process holds, its share of what it has in common with others included (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith("VmRSS:")))
