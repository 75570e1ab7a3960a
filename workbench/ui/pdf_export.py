"""The PDF of a plan: shown, then saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench import settings
from workbench.i18n import _
from workbench.model.base import title
from workbench.model.plan import Plan
from workbench.settings import Settings
from workbench.storage.library import Library
from workbench.ui.parts import file_name

if TYPE_CHECKING:
    from workbench.ui.desk import Desk


class PdfExport(QObject):
    """Works for one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def show(self, plan: Plan, spoken: str = "") -> None:
        """Show the PDF of a plan. ``spoken``: the language of this one, where it is not that of the preferences."""
        from workbench.ui.preview import Preview  # brings what draws pages: not before there is one to draw

        desk, kept = self._desk, self._desk.preferences.kept
        kept = kept.with_(report_language=spoken or kept.report_language)
        library, name = desk.library, file_name(title(plan.project) or _("Plan sin nombre"), ".pdf")
        wanted = settings.report_language(kept)
        inside = _("El plan va dentro del PDF.")
        preview = Preview(lambda: _made(plan, library, kept), name, wanted, desk.tasks, desk.window, inside)

        def again(code: str) -> None:
            preview.reject()
            self.show(plan, code)

        preview.spoke.connect(again)
        preview.open()


def _made(plan: Plan, library: Library, kept: Settings) -> bytes:
    """The PDF of a plan as it is in the library, dated by its last edit, in the language chosen for PDFs."""
    from workbench.engine.projection import project
    from workbench.report.plan_report import plan_pdf

    return plan_pdf(project(plan), settings.report_language(kept), library.edited(plan.id), kept.amounts)
