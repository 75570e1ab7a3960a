"""The strip of tabs over the plans: home first, then each open plan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTabBar

from workbench.i18n import _
from workbench.ui.parts import dressed
from workbench.ui.theme import scaled

HOME = ""
"""What home's tab carries where the others carry the id of a plan."""
CROSS = 20
"""Pixels of the cross that closes a tab, at 100 %."""
WIDEST = 180
"""Pixels of the name on a tab, at 100 %."""


class Strip(QTabBar):
    """``chosen`` and ``left`` carry the id of a plan, ``chosen`` also ``HOME``. It is there while a plan is open."""

    chosen = Signal(str)
    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        dressed(self, "strip")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setTabsClosable(True)
        self.addTab("")
        self.setTabData(0, HOME)
        for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
            self.setTabButton(0, side, None)
        self.speak()
        self.hide()
        self.currentChanged.connect(lambda at: self.chosen.emit(self.tabData(at)))
        self.tabCloseRequested.connect(lambda at: self.left.emit(self.tabData(at)))

    def speak(self) -> None:
        """Say its own words in the language there is now."""
        self.setAccessibleName(_("Planes abiertos"))
        self.setTabText(0, _("Planes"))
        self.setTabToolTip(0, _("Todos los planes (Ctrl+0)"))

    def plans(self) -> list[str]:
        """The ids of the open plans, from left to right."""
        return [self.tabData(at) for at in range(1, self.count())]

    def choose(self, plan: str) -> None:
        """Make a plan's tab, or home's, the one that is shown."""
        self.setCurrentIndex(self._at(plan))

    def put(self, plan: str, name: str) -> None:
        """Name the tab of a plan; at the end where it has none yet."""
        if plan not in self.plans():
            self.blockSignals(True)
            self.setTabData(self.addTab(""), plan)
            self.blockSignals(False)
        at = self._at(plan)
        self.setTabText(at, self._short(name).replace("&", "&&"))
        for side in QTabBar.ButtonPosition:
            if (cross := self.tabButton(at, side)) is not None:
                cross.setFixedSize(scaled(CROSS), scaled(CROSS))
        self.setAccessibleTabName(at, name)
        self.setTabToolTip(at, name if at > 9 else _("{name} (Ctrl+{number})").format(name=name, number=at))
        self.show()

    def drop(self, plan: str) -> None:
        """Take a plan's tab away; the strip goes with the last one."""
        self.blockSignals(True)
        self.removeTab(self._at(plan))
        self.blockSignals(False)
        for at, each in enumerate(self.plans(), 1):
            self.put(each, self.accessibleTabName(at))
        self.setVisible(self.count() > 1)

    def _short(self, name: str) -> str:
        from PySide6.QtCore import Qt

        font = self.font()
        font.setBold(True)
        return QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, scaled(WIDEST))

    def _at(self, plan: str) -> int:
        return [HOME, *self.plans()].index(plan)
