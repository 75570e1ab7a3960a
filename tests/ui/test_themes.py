"""The themes as the window wears them: every pair of the stylesheet legible, focus seen, the system's wish followed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from report.test_theme_tokens import contrast
from windows import open_view, page

from workbench import paths
from workbench.exchange import samples
from workbench.model.chart import Chart
from workbench.theme_tokens import names, theme
from workbench.ui import theme as dress
from workbench.ui.chart_key import brush, pen
from workbench.ui.charts import ChartView
from workbench.ui.guide_view import PlanView
from workbench.ui.order import focusable
from workbench.ui.parts import Button

GROUNDS = ("window", "surface", "field")
HAIRLINE = "line"
"""Parts what stands apart without it: the one colour that need not be seen."""


def pairs(words: bool) -> set[tuple[str, str]]:
    """(colour, ground) of every rule of the stylesheet: of words, or of borders; where it names no ground, on all."""
    found = set()
    wanted = r"(?<!border-)(?<!bottom-)color: {(\w+)}" if words else r"border[a-z-]*:[^;]*?{(\w+)}"
    for body in re.findall(r"{{(.*?)}}", dress._STYLE, re.S):
        chosen = dict(re.findall(r"selection-((?:background-)?color): {(\w+)}", body))
        if words and chosen:
            found.add((chosen["color"], chosen["background-color"]))
        rest = re.sub(r"selection-[a-z-]*: {\w+}", "", body)
        grounds = re.findall(r"background: {(\w+)}", rest) or GROUNDS
        found |= {
            (each, ground)
            for each in re.findall(wanted, rest)
            for ground in grounds
            if each not in (HAIRLINE, ground, *dress.SIGNS)
        }
    return found


@pytest.mark.parametrize("name", names())
def test_every_pair_of_the_stylesheet_can_be_told_apart(name: str) -> None:
    tokens, strict = theme(name), name == dress.HIGH_CONTRAST
    text, lines = pairs(words=True), pairs(words=False)
    assert {("on_accent", "accent"), ("on_tint", "tint"), ("muted", "window")} <= text
    faint = [pair for pair in text if contrast(*(tokens[each] for each in pair)) < (7.0 if strict else 4.5)]
    faint += [pair for pair in lines if contrast(*(tokens[each] for each in pair)) < (7.0 if strict else 3.0)]
    assert not faint


def test_the_system_chooses_high_contrast_where_it_says_so(qapp: QApplication) -> None:
    def asked(preference: str) -> str:
        hints = SimpleNamespace(contrastPreference=lambda: SimpleNamespace(name=preference))
        styled = SimpleNamespace(style=qapp.style, styleHints=lambda: SimpleNamespace(accessibility=lambda: hints))
        return dress.name_of("system", cast(Any, styled))

    assert asked("HighContrast") == dress.HIGH_CONTRAST
    assert asked("NoPreference") in ("light", "dark")


def _look(chart: Chart) -> list[tuple[object, ...]]:
    lines = chart.kind == "lines"
    return [
        (pen(each).color().name(), pen(each).style() if lines else brush(each).style(), brush(each).color().alpha())
        for each in chart.series
    ]


def test_series_of_a_chart_differ_also_in_few_colours(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, samples.load("farmacias"))
    assert program.window.desk is not None
    program.window.desk.preferences.keep(program.window.desk.preferences.kept.with_(theme=dress.HIGH_CONTRAST))
    view = program.window.findChildren(PlanView)[-1]
    charts = view.session.charts()
    assert len(charts) == 5
    for chart in charts.values():
        assert len(set(_look(chart))) == len(chart.series), chart.title
    shown = page(view, 8)
    drawn = shown.findChildren(ChartView)[0].picture()
    seen = {QColor(drawn.pixel(x, y)).name() for x in range(0, drawn.width(), 3) for y in range(0, drawn.height(), 3)}
    assert {"#000000", "#ffffff"} <= seen
    assert seen & {"#ffff00", "#00ffff"}
    program.window.desk.preferences.keep(program.window.desk.preferences.kept.with_(theme="light"))


@pytest.mark.parametrize("name", names())
def test_the_focus_can_be_seen(qtbot: QtBot, name: str) -> None:
    program, _view = open_view(qtbot, samples.load("farmacias"))
    desk = program.window.desk
    assert desk is not None
    desk.preferences.keep(desk.preferences.kept.with_(theme=name))
    view = program.window.findChildren(PlanView)[-1]
    for number in (5, 8):
        page(view, number)
        unseen = []
        for widget in [each for each in focusable(view) if each.isVisible() and each.isEnabled()][:40]:
            if (had := QApplication.focusWidget()) is not None:
                had.clearFocus()
            before = widget.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if widget.grab().toImage() == before:
                unseen.append(f"{type(widget).__name__} {widget.accessibleName()}")
        assert not unseen, number
    desk.preferences.keep(desk.preferences.kept.with_(theme="light"))


def test_it_is_dressed_wherever_it_lies(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed for a user whose name has an accent. Qt would warn of a style it does not understand."""
    place = tmp_path / "Usuarios y más" / "Íñigo O'Hara (1)"
    shutil.copytree(paths.RESOURCES / "icons", place / "icons")
    shutil.copytree(paths.RESOURCES / "themes", place / "themes")
    monkeypatch.setattr(paths, "RESOURCES", place)
    dress.apply(qapp, "light", "110")
    button = Button("Exportar", "primary")
    qtbot.addWidget(button)
    picture = button.grab().toImage()
    assert picture.pixelColor(4, picture.height() // 2).name().upper() == dress.tokens()["accent"].upper()
    dress.apply(qapp, "system")
