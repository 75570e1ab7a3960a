"""Colours, type and spacing of the window, generated from the tokens that charts and PDF read too.

This module, ``parts``, ``home`` and ``window`` are painted first and do without the namespace ``Qt``, whose hundreds
of enumerations take as long to load as a tenth of the whole start.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from workbench.paths import resource
from workbench.theme_tokens import names, theme

FAMILY = "DejaVu Sans Condensed"
BODY = 10.5
SIZES = {"sub": 12.0, "head": 15.0, "title": 20.0}
"""Sizes of type in points, at 100 %."""
SIGNS = {"sign": 12, "tick": 16, "drop": 26, "round": 8, "dot": 6}
"""Pixels of what is drawn beside words, at 100 %: an arrow, a box to tick and the parts of a round one."""
FORM_WIDTH = 672
STYLE = "fusion"
HIGH_CONTRAST = "high_contrast"
DARK = 128
"""A system whose windows are less light than this is dark."""

_STYLE = """
QWidget {{ color: {text}; }}
QMainWindow, QDialog, #page {{ background: {window}; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollArea, #clear {{ background: transparent; border: 1px solid transparent; }}
#clear:focus {{ border-color: {accent}; }}
#bar, #side, #pulse, #card, #panel {{ background: {surface}; }}
#cards {{ background: transparent; border: 0; outline: 0; }}
#strip {{ background: {window}; }}
#strip::tab {{ background: {window}; border: 0; border-right: 1px solid {line}; border-bottom: 2px solid {line};
  padding: 6px 12px; text-align: left; }}
#strip::tab:hover {{ background: {surface}; }}
#strip::tab:selected {{ background: {surface}; border-bottom: 2px solid {accent}; font-weight: bold; }}
#strip::tab:selected:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
#strip::close-button {{ image: url("{close}"); subcontrol-position: right; margin: 2px; }}
#bar {{ border-bottom: 1px solid {line}; }}
#side {{ border: 0; border-right: 1px solid {line}; padding: 8px 0; outline: 0; }}
#pulse {{ border-top: 1px solid {line}; }}
#card, #panel {{ border: 1px solid {line}; border-radius: 6px; }}
#card:hover {{ border-color: {muted}; }}
#card:focus {{ border: 2px solid {accent}; }}
#card:checked {{ background: {tint}; border-color: {on_tint}; }}
#chosen {{ background: {tint}; color: {on_tint}; font-weight: bold; }}
#drop {{ border: 2px dashed {accent}; border-radius: 6px; }}
#muted, #help {{ color: {muted}; }}
#error {{ color: {fails}; }}
#label {{ font-weight: bold; }}
#sub {{ font-size: {sub}pt; font-weight: bold; }}
#head {{ font-size: {head}pt; font-weight: bold; }}
#title {{ font-size: {title}pt; font-weight: bold; }}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {field}; border: 1px solid {muted}; border-radius: 4px;
  padding: 5px 8px; placeholder-text-color: {muted};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {accent}; padding: 4px 7px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {fails}; padding: 4px 7px; }}
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus {{ border-color: {accent};
  border-bottom-color: {fails}; }}
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {window};
  color: {muted}; border-color: {line}; }}
QComboBox {{ combobox-popup: 0; padding: 5px 10px; }}
QComboBox:focus {{ padding: 4px 9px; }}
QComboBox::drop-down {{ border: 0; width: {drop}px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: {sign}px; height: {sign}px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {muted};
  selection-background-color: {accent}; selection-color: {on_accent}; outline: 0; }}
QComboBox QAbstractItemView::item {{ padding: 3px 6px; }}
QComboBox QAbstractItemView::item:selected {{ background: {accent}; color: {on_accent}; }}
QPushButton, QToolButton {{ background: {surface}; border: 1px solid {muted}; border-radius: 4px; padding: 5px 12px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {accent}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {muted}; border-color: {line}; }}
QPushButton:checked, QToolButton:checked {{ border-color: {accent}; color: {accent}; }}
QTabBar::scroller {{ width: {drop}px; }}
QTabBar QToolButton, QTabBar QToolButton:focus {{ padding: 0; }}
QFileDialog QToolButton {{ padding: 3px; }}
QFileDialog QToolButton:focus {{ padding: 2px; }}
QToolButton#fold {{ background: transparent; border: 1px solid transparent; padding: 4px 0; text-align: left;
  font-size: {sub}pt; font-weight: bold; }}
QToolButton#fold:checked {{ border-color: transparent; color: {text}; }}
QToolButton#fold:focus {{ border-color: {accent}; }}
QToolButton#fold::right-arrow, QTreeView::branch:has-children:closed {{ image: url("{closed}"); }}
QToolButton#fold::down-arrow, QTreeView::branch:has-children:open {{ image: url("{chevron}"); }}
#notice {{ background: {surface}; border: 1px solid {accent}; border-radius: 6px; padding: 8px 12px; }}
#go {{ color: {accent}; font-weight: bold; }}
QPushButton#primary {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: bold; }}
QPushButton#primary:focus {{ border: 2px solid {text}; }}
QPushButton#primary:disabled {{ background: {surface}; color: {muted}; border-color: {line}; }}
QPushButton#link, QToolButton#link {{ background: transparent; border: 1px solid transparent; color: {accent};
  padding: 2px 1px; text-align: left; }}
QPushButton#link:focus, QToolButton#link:focus {{ border: 1px solid {accent}; }}
QToolButton#more {{ padding: 2px 10px; font-weight: bold; }}
QToolButton#more:focus {{ padding: 1px 9px; }}
QToolButton#more::menu-indicator {{ image: none; }}
QPushButton::menu-indicator {{ image: url("{chevron}"); subcontrol-position: right center; right: 6px;
  width: {sign}px; height: {sign}px; }}
QMenu {{ background: {surface}; border: 1px solid {muted}; padding: 4px; }}
QMenu::item {{ padding: 5px 16px; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 0; }}
QMenu::item:selected {{ background: {accent}; color: {on_accent}; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {muted}; padding: 4px; }}
QTableView, QTreeView {{ background: {surface}; border: 1px solid {line}; selection-background-color: {tint};
  selection-color: {on_tint}; outline: 0; }}
QTableView {{ gridline-color: {line}; }}
QTableView::item {{ padding: 0 7px; }}
QTreeView::item {{ padding: 4px 2px; }}
QTableView::item:selected {{ background: {tint}; }}
QTreeView::item:selected {{ background: {tint}; color: {on_tint}; }}
QTextBrowser, #topics, #rows {{ background: {surface}; border: 1px solid {line}; padding: 4px; }}
#topics, #rows {{ selection-background-color: {tint}; selection-color: {on_tint}; outline: 0; }}
#rows::item {{ padding: 4px 0; }}
#names::item {{ padding: 4px 8px; }}
#rows::item:selected, #names::item:selected, #topics::item:selected {{ background: {tint}; color: {on_tint}; }}
#names {{ background: {surface}; border: 0; border-right: 1px solid {line}; padding: 8px 0; outline: 0; }}
#names::item:selected {{ border-left: 4px solid {accent}; padding-left: 4px; }}
#names::item:selected:focus {{ border: 1px solid {accent}; border-left-width: 4px; padding: 3px 7px 3px 4px; }}
QTableView:focus, QTreeView:focus, QTextBrowser:focus, #topics:focus, #rows:focus {{ border: 2px solid {accent}; }}
QTableView#periods, QTableView#periods:focus {{ background: transparent; border: 0;
  selection-background-color: transparent; }}
QTableView#periods::item:selected {{ background: transparent; }}
QHeaderView::section {{ background: {window}; color: {muted}; border: 0; border-bottom: 1px solid {line};
  padding: 5px 8px; font-weight: bold; }}
QTableCornerButton::section {{ background: {window}; border: 0; border-bottom: 1px solid {line}; }}
QGraphicsView {{ border: 1px solid transparent; }}
QGraphicsView:focus {{ border-color: {accent}; }}
QProgressBar {{ background: {field}; border: 1px solid {muted}; border-radius: 4px; text-align: center; }}
QProgressBar::chunk {{ background: {tint}; border-right: 2px solid {on_tint}; }}
QCheckBox {{ spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 4px; }}
QCheckBox:focus {{ border-color: {accent}; }}
QCheckBox::indicator, #rows::indicator {{
  width: {tick}px; height: {tick}px; border: 1px solid {muted}; border-radius: 3px;
  background: {field}; }}
QCheckBox::indicator:checked, #rows::indicator:checked {{
  background: {accent}; border-color: {accent}; image: url("{check}"); }}
QRadioButton {{ spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 4px; }}
QRadioButton:focus {{ border-color: {accent}; }}
QRadioButton::indicator {{ width: {tick}px; height: {tick}px; border: 1px solid {muted}; border-radius: {round}px;
  background: {field}; }}
QRadioButton::indicator:checked {{ width: {dot}px; height: {dot}px; border: {dot}px solid {accent}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {handle}; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QSplitter::handle {{ background: {line}; }}
"""
_FEW_COLOURS = """
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled, QLineEdit:read-only,
QPlainTextEdit:disabled,
QPushButton#primary:disabled {{ border: 1px dashed {muted}; }}
QTableView::item:selected {{ color: {on_tint}; }}
QProgressBar::chunk {{ background: {field}; border: 2px solid {text}; }}
"""
"""What high contrast adds: where there is no grey, a line says what is out of use."""


def prepare(app: QApplication) -> None:
    """One style on every system, and the shipped family."""
    if app.style().objectName() != STYLE:
        app.setStyle(STYLE)
    for name in ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))


def name_of(setting: str, app: QApplication) -> str:
    """The theme shown for a setting: a shipped one is itself, ``system`` follows the system."""
    if setting in names():
        return setting
    hints = app.styleHints()  # kept: what it gives is gone with it
    if hints.accessibility().contrastPreference().name == "HighContrast":
        return HIGH_CONTRAST
    background = app.style().standardPalette().color(QPalette.ColorRole.Window)
    return "dark" if background.lightness() < DARK else "light"


def is_worn(app: QApplication, setting: str, text: str) -> bool:
    """Whether the program is dressed so already."""
    return bool(app.styleSheet()) and (app.property("theme"), app.property("scale")) == _look(app, setting, text)


def _look(app: QApplication, setting: str, text: str) -> tuple[str, float]:
    return name_of(setting, app), int(text) / 100 if text.isdigit() else 1.0


def apply(app: QApplication, setting: str, text: str = "100") -> None:
    """Dress the program. ``setting``: ``system`` or a shipped theme; ``text``: the size of text in percent.

    It takes a millisecond for each widget there is.
    """
    if is_worn(app, setting, text):
        return
    name, scale = _look(app, setting, text)
    tokens = theme(name)
    app.setProperty("theme", name)
    app.setProperty("scale", scale)
    font = QFont(FAMILY)
    font.setPointSizeF(BODY * scale)
    app.setFont(font)
    app.setPalette(_palette(tokens))
    icons = {each: _icon(each, name) for each in ("chevron", "closed", "close", "check")}
    sizes = {part: points * scale for part, points in SIZES.items()}
    sizes |= {part: round(pixels * scale) for part, pixels in SIGNS.items()}
    style = _STYLE + _FEW_COLOURS if name == HIGH_CONTRAST else _STYLE
    app.setStyleSheet(style.format(**tokens, **icons, **sizes))


def _icon(name: str, theme: str) -> str:
    """An icon made for a theme, else the one for all."""
    own = resource("icons") / f"{name}_{theme}.svg"
    return (own if own.exists() else resource(f"icons/{name}.svg")).as_posix()


def tokens() -> Mapping[str, str]:
    """The colours of the theme shown now, by name."""
    app = QApplication.instance()
    return theme(app.property("theme") or "light" if app else "light")


def scaled(pixels: int) -> int:
    """A width as wide as the text is large."""
    app = QApplication.instance()
    return round(pixels * (app.property("scale") or 1.0)) if app else pixels


def colour(role: str) -> QColor:
    return QColor(tokens()[role])


def restyle(widget: QWidget) -> None:
    """Draw a widget anew after a property that its style depends on has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette(tokens: Mapping[str, str]) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for token, roles in {
        "window": (role.Window, role.AlternateBase),
        "surface": (role.Button, role.ToolTipBase),
        "field": (role.Base,),
        "text": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        "muted": (role.PlaceholderText, role.Mid),
        "line": (role.Dark, role.Light),
        "accent": (role.Highlight, role.Link, role.Accent),
        "on_accent": (role.HighlightedText,),
    }.items():
        for each in roles:
            palette.setColor(each, QColor(tokens[token]))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens["muted"]))
    return palette
