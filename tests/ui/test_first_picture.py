"""The first picture needs nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"numpy", "pydantic", "sqlalchemy", "alembic", "reportlab", "pyqtgraph", "babel", "pikepdf"}
SCRIPT = """
import json, os, sys
from workbench.paths import library_file
from workbench.ui import app
from workbench.ui.home import Card

class Stop(app.Program):
    def load(self):
        cards = [card.accessibleName() for card in self.window.home.findChildren(Card) if card.isVisible()]
        print(json.dumps({"loaded": sorted({name.split(".")[0] for name in sys.modules}), "cards": cards}), flush=True)
        os._exit(0)

application = app.application()
program = Stop(application, library_file())
program.start()
application.exec()
"""


def test_cards_are_painted_before_anything_heavy_is_loaded() -> None:
    command = [sys.executable, "-c", SCRIPT]
    seen = json.loads(subprocess.check_output(command, cwd=ROOT, text=True, timeout=60))
    assert seen["cards"]
    assert not HEAVY & set(seen["loaded"])
