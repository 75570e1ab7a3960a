"""Taking a table or a chart along: cells and pictures on the clipboard, CSV in a file, from a menu beside each view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from workbench.exchange.tables import Rows, csv_file, html_table, tsv
from workbench.i18n import _
from workbench.paths import write_whole
from workbench.ui.actions import keys_named
from workbench.ui.files import file_to_write
from workbench.ui.parts import dressed, file_name

Fill = Callable[[QMenu], None]
Say = Callable[[str], None]


def more(name: str, fill: Fill) -> QToolButton:
    """The small button beside a view, with what can be taken along from it."""
    button = dressed(QToolButton(), "more")
    button.setText("⋯")
    button.setAccessibleName(_("Copiar o guardar: {name}").format(name=name))
    button.setToolTip(_("Copiar o guardar"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.aboutToShow.connect(menu.clear)
    menu.aboutToShow.connect(lambda: fill(menu))
    button.setMenu(menu)
    return button


def pop_up(view: QWidget, fill: Fill, place: QPoint) -> None:
    """The same as a menu of its own, at a place on the screen."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill(menu)
    menu.popup(place)


def copy_cells(rows: Rows, mark: str, heads: int = 0) -> None:
    """Put cells on the clipboard, as a spreadsheet and as a text processor take them."""
    if rows:
        data = QMimeData()
        data.setText(tsv(rows, mark))
        data.setHtml(html_table(rows, mark, heads))
        QApplication.clipboard().setMimeData(data)


def copy_picture(image: QImage) -> None:
    """Put a picture on the clipboard, as PNG too for programs that take no other."""
    png = QByteArray()
    buffer = QBuffer(png)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    data = QMimeData()
    data.setData("image/png", png)
    data.setImageData(image)
    QApplication.clipboard().setMimeData(data)


def offer_cells(
    menu: QMenu, parent: QWidget, name: str, chosen: Rows, whole: Callable[[], Rows], mark: str, say: Say
) -> None:
    """What can be taken along from a table: the chosen cells, all of it, or a file."""
    if chosen:
        cells = menu.addAction(_("Copiar lo elegido") + "\t" + keys_named("Ctrl+C"))
        cells.triggered.connect(lambda: copy_cells(chosen, mark))
    menu.addAction(_("Copiar la tabla")).triggered.connect(lambda: copy_cells(whole(), mark, 1))
    offer_csv(menu, parent, name, whole, mark, say)


def offer_chart(
    menu: QMenu, parent: QWidget, name: str, draw: Callable[[], QImage], whole: Callable[[], Rows], mark: str, say: Say
) -> None:
    """What can be taken along from a chart: its picture, the table behind it, or a file of that."""
    menu.addAction(_("Copiar como imagen")).triggered.connect(lambda: copy_picture(draw()))
    menu.addAction(_("Copiar como tabla")).triggered.connect(lambda: copy_cells(whole(), mark, 1))
    offer_csv(menu, parent, name, whole, mark, say)


def offer_csv(menu: QMenu, parent: QWidget, name: str, rows: Callable[[], Rows], mark: str, say: Say) -> None:
    """The two forms of a CSV: numbers as this person writes them, and plain ones for other programs."""
    here = menu.addAction(_("Guardar como CSV, números de su país…"))
    here.triggered.connect(lambda: _ask(parent, name, rows(), mark, say))
    plain = menu.addAction(_("Guardar como CSV, números con punto decimal…"))
    plain.triggered.connect(lambda: _ask(parent, name, rows(), None, say))


def _ask(parent: QWidget, name: str, rows: Rows, mark: str | None, say: Say) -> None:
    """Ask where to keep the file, and write it."""
    path = file_to_write(parent, _("Guardar la tabla"), file_name(name, ".csv"), "CSV (*.csv)")
    if path:
        say(save_csv(path, rows, mark))


def save_csv(path: Path, rows: Rows, mark: str | None) -> str:
    """Write a table; the sentence that says so, or why it could not be written."""
    path = path if path.suffix.lower() == ".csv" else path.with_name(path.name + ".csv")
    try:
        write_whole(path, csv_file(rows, mark))
    except OSError as error:
        text = _("No se pudo guardar en «{file}» ({why}). El plan no cambió: elija otro lugar.")
        return text.format(file=path.name, why=error.strerror or error)
    return _("La tabla está en {file}.").format(file=path)
