"""The program up to the picture of its home, left when the plan cards have been painted.

usage: WORKBENCH_LIBRARY=FILE window_home.py
"""

# ruff: noqa: E402 - the rest is imported as the program imports it, with nothing freed
from __future__ import annotations

import gc
import os

gc.disable()  # as workbench.__main__ does
from workbench.paths import library_file
from workbench.ui import app


class FirstPicture(app.Program):
    """Starts as the program does, and ends where it would go on loading."""

    def load(self) -> None:
        """The cards can be read: that is all."""
        plans = self.window.home.plans
        assert plans.plans.rowCount()
        assert not plans.visibleRegion().isEmpty()
        os._exit(0)


if __name__ == "__main__":
    application = app.application()
    program = FirstPicture(application, library_file())
    program.start()
    application.exec()
