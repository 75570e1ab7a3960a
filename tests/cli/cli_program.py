"""The real program, in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PROGRAM = (sys.executable, "-m", "workbench")


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)

    def refused(self, code: int) -> str:
        """The one line that says why nothing was done."""
        assert (self.code, self.out) == (code, ""), self
        assert self.err.startswith("workbench: "), self.err
        assert self.err.count("\n") == 1, self.err
        return self.err


Run = Callable[..., Done]
