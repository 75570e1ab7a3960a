"""What a workbook changes, before it is done; and what is wrong in one, cell by cell."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from workbench.exchange.sheet_plan import Imported
from workbench.exchange.sheet_reader import SheetsRefused
from workbench.formats import Formats
from workbench.i18n import _, quoted
from workbench.report.comparison import Comparison
from workbench.ui.changes import Changes, Tall
from workbench.ui.copying import copy_cells
from workbench.ui.parts import Button, caption, foot, roomy, sized
from workbench.ui.tables import TextRow, TextTable
from workbench.ui.theme import scaled

ALTERED = 90
"""How high the list of altered cells may be: what the workbook changes is what is to be read."""


class Coming(QDialog):
    """What a workbook changes; ``accepted``: it is to be done."""

    def __init__(self, file: Path, found: Imported, changes: Comparison, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Importar un libro"))
        sized(self, 1000, 620)
        text = _("{file} cambia el plan «{plan}». Revise qué cambia: nada se hace hasta que pulse «Importar».")
        name = found.plan.project.name or _("Plan sin nombre")
        self.told = caption(text.format(file=quoted(file.name), plan=name), "head", wrap=True)
        self.notices = caption("\n".join(found.notices), "muted", wrap=True)
        self.notices.setVisible(bool(found.notices))
        self.altered = QListWidget()
        self.altered.setAccessibleName(_("Lo cambiado en las hojas de cálculo"))
        self.altered.setWordWrap(True)
        self.altered.addItems(found.altered)
        self.altered.setMaximumHeight(scaled(ALTERED))
        self.altered.setVisible(bool(found.altered))
        self.changes = Changes(doors=False)
        self.changes.said.connect(self.notices.setText)
        self.changes.said.connect(self.notices.show)
        self.changes.show_comparison(changes, formats, now=False)
        stay = Button(_("Cancelar"))
        stay.clicked.connect(self.reject)
        self.go = Button(_("Importar"), "primary")
        self.go.clicked.connect(self.accept)
        column = roomy(self)
        column.addWidget(self.told)
        column.addWidget(self.notices)
        column.addWidget(self.altered)
        column.addWidget(self.changes, 1)
        column.addLayout(foot(stay, self.go))
        self.changes.lines.setFocus()


class Troubled(QDialog):
    """Everything wrong in a workbook, each with its sheet and its cell."""

    def __init__(self, file: Path, refused: SheetsRefused, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("No se importó nada"))
        sized(self, 900, 520)
        text = _(
            "{file} no se importó y la biblioteca no cambió. Corrija esto en el libro, guárdelo e impórtelo otra vez."
        )
        self.told = caption(text.format(file=quoted(file.name)), "head", wrap=True)
        self.list = Tall(_("Lo que hay que corregir"), (22, 26, 52), 80)
        rows = tuple(TextRow((each.sheet, each.cell, each.sentence)) for each in refused.troubles)
        self.list.show_table(TextTable((_("Hoja"), _("Celda"), _("Qué pasa")), rows, texts=3), formats)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.whole = caption(refused.troubles[0].text, "muted", wrap=True)
        self.list.said.connect(self.whole.setText)
        self.list.selectionModel().currentRowChanged.connect(
            lambda row, _old: self.whole.setText(refused.troubles[max(row.row(), 0)].text)
        )
        copy = Button(_("Copiar la lista"))
        copy.clicked.connect(lambda: copy_cells(self.list.table.whole(), formats.decimal_mark, 1))
        done = Button(_("Cerrar"), "primary")
        done.clicked.connect(self.reject)
        column = roomy(self)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addWidget(self.whole)
        column.addLayout(foot(copy, done))
        self.list.setFocus()
