"""The first picture needs nothing heavy, and a plan is written in before its figures are there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from windows import entry, keys, open_program, row, small_plan

from workbench.ui.bridge import Session
from workbench.ui.form import FieldRow
from workbench.ui.live import Live
from workbench.ui.page_view import PageView

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"numpy", "pydantic", "sqlalchemy", "alembic", "reportlab", "pyqtgraph", "babel", "pikepdf"}
LATER = {"numpy", "sqlalchemy", "alembic", "reportlab", "pyqtgraph", "pikepdf", "importlib.metadata"}
"""What a plan is opened and written in without."""
SCRIPT = """
import json, os, sys
from workbench.paths import library_file
from workbench.ui import app
from workbench.ui.parts import Card

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


def test_the_window_can_open_a_plan_before_the_engine_is_loaded() -> None:
    script = "import sys, json, workbench.ui.desk; print(json.dumps(sorted(sys.modules)))"
    loaded = set(json.loads(subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True, timeout=60)))
    assert not LATER & loaded
    assert not {name for name in loaded if name.startswith(("workbench.engine.", "workbench.portfolio."))}


def test_what_is_typed_before_the_figures_are_there_is_kept_and_counted(qtbot: QtBot) -> None:
    plan = small_plan()
    program = open_program(qtbot, (plan,))
    desk = program.window.desk
    assert desk is not None
    program.window.home.opened.emit(str(plan.id))
    view, session = desk.plans.view, desk.session
    assert view is not None
    assert session is not None
    assert not session.figured
    name = entry(view, "project/name")
    name.setFocus()
    name.selectAll()
    keys("Red", name)
    assert len(view.findChildren(FieldRow)) < 15  # the first section alone: the others follow
    qtbot.waitUntil(lambda: session.figured and session.projection.plan is session.plan)
    assert session.plan.project.name == "Red"
    keys(" de botiquines", name)
    name.clearFocus()
    assert session.document.plan.project.name == "Red de botiquines"
    qtbot.waitUntil(lambda: view.pulse.sentence.accessibleName() != "")
    qtbot.waitUntil(lambda: any(each.path == "opening/cash" for each in view.findChildren(FieldRow)))
    assert row(view, "opening/cash").isVisibleTo(view)
    assert name.text() == "Red de botiquines"
    qtbot.waitUntil(lambda: desk.library.load(plan.id).project.name == "Red de botiquines")


def test_results_can_be_asked_for_before_what_computes_them_is_loaded(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "there", set())
    plan = small_plan()
    program = open_program(qtbot, (plan,))
    desk = program.window.desk
    assert desk is not None
    program.window.home.opened.emit(str(plan.id))
    view = desk.plans.view
    assert view is not None
    view.open_page(8)
    (shown,) = (each for each in view.findChildren(PageView) if each.isVisible())
    (coming,) = (each for each in shown.findChildren(QLabel) if each.text() == "Se está calculando…")
    assert coming.isVisible()
    assert not shown.findChildren(Live)
    qtbot.waitUntil(lambda: len(shown.findChildren(Live)) == 8, timeout=20_000)
    qtbot.waitUntil(lambda: all(each.drawn() for each in shown.findChildren(Live) if each.isVisible()), timeout=20_000)
    assert coming.isHidden()
    assert "workbench.ui.charts" in Session.there
    view.open_page(18)
    summary = entry(view, "review/summary")
    assert summary.placeholderText() == ""  # what says it is loaded beside the page
    qtbot.waitUntil(lambda: "continúa Compra conjunta" in summary.placeholderText(), timeout=20_000)
    view.session.put(f"services/{plan.services[0].id}/name", "Asesoría", "Nombre")
    qtbot.waitUntil(lambda: "continúa Asesoría" in summary.placeholderText())
