"""The PDF before it is sent: made and drawn in a thread, looked at page by page, saved where one wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pypdfium2
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.exchange.sheets import PDFIUM
from workbench.i18n import LANGUAGES, _
from workbench.paths import write_whole
from workbench.storage.header import LibraryError
from workbench.ui.entry import Combo
from workbench.ui.files import file_to_write
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.tasks import Tasks
from workbench.ui.theme import colour

PAGE = 800
"""The width of a page on screen, in pixels."""


class Page(QWidget):
    """One page, kept in two bytes a dot: a long plan has many."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image.convertToFormat(QImage.Format.Format_RGB16)
        self.setFixedSize(image.size())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.setPen(colour("accent" if self.hasFocus() else "line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Preview(QDialog):
    """Makes the PDF with ``make`` and shows it; ``name`` is the file name it proposes.

    ``language`` is that of the PDF; ``inside``: a sentence on what travels in it. ``spoke``: it is wanted
    in another one, which is chosen here for this time.
    """

    spoke = Signal(str)
    page_drawn = Signal(int, int, QImage)

    def __init__(
        self,
        make: Callable[[], bytes],
        name: str,
        language: str,
        tasks: Tasks,
        parent: QWidget | None = None,
        inside: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Exportar PDF"))
        self.resize(PAGE + 90, 700)
        self._name, self._inside, self._data = name, inside, b""
        self._stop = Event()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("Avance"))
        self._state = QLabel(_("Se está haciendo el PDF…"), wordWrap=True)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(16)
        self._save = Button(_("Guardar como…"), "primary")
        self._save.setEnabled(False)
        self._save.clicked.connect(self.ask_where)
        self.language = Combo()
        self.language.setAccessibleName(_("Idioma del PDF"))
        for code, own in LANGUAGES.items():
            self.language.addItem(own, code)
        self.language.setCurrentIndex(self.language.findData(language))
        self.language.currentIndexChanged.connect(lambda _at: self.spoke.emit(self.language.currentData()))
        self._close = Button(_("Cancelar"))
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self.page_drawn.connect(self._show_page, Qt.ConnectionType.QueuedConnection)
        self._job = tasks.run(lambda: self._work(make), self._made, self._failed)

    def ask_where(self) -> None:
        """Ask for a file and write the PDF there."""
        path = file_to_write(self, _("Guardar el PDF"), self._name, _("PDF (*.pdf)"))
        if path:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the PDF to ``path``; say so, or why it could not be written."""
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            write_whole(path, self._data)
        except OSError as error:
            text = _("No se pudo guardar en «{file}» ({why}). Nada cambió: elija otro lugar.")
            self._state.setText(text.format(file=path.name, why=error.strerror or error))
        else:
            saved = _("Guardado en {file}.").format(file=path)
            self._state.setText(f"{saved} {self._inside}".strip())
            self._close.setText(_("Cerrar"))

    def reject(self) -> None:
        """Closing while it works stops the work."""
        self._stop.set()
        self._job.cancel()
        super().reject()

    # ------------------------------------------------------------ in the thread

    def _work(self, make: Callable[[], bytes]) -> bytes:
        data = make()
        for at, count, image in _drawn(data):
            if self._stop.is_set():
                break
            self.page_drawn.emit(at, count, image)
        return data

    # ------------------------------------------------------------ on the main thread

    def _show_page(self, at: int, count: int, image: QImage) -> None:
        self._progress.setRange(0, count)
        self._progress.setValue(at + 1)
        page = Page(image)
        page.setAccessibleName(_("Página {at} de {count}").format(at=at + 1, count=count))
        page.setAccessibleDescription(_("Es una imagen: guarde el PDF para leerla con su lector de pantalla."))
        self._pages.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)

    def _made(self, data: bytes) -> None:
        self._data = data
        self._progress.hide()
        self._save.setEnabled(True)
        self._save.setFocus()
        pages = self._pages.count()
        self._state.setText(_("Páginas: {pages}. Revíselas y guárdelas.").format(pages=pages))

    def _failed(self, error: Exception) -> None:
        self._progress.hide()
        self._close.setText(_("Cerrar"))
        from workbench.report.fonts import MissingGlyph  # loaded by now: a PDF was being made
        from workbench.survey.payload import SurveyRefused

        if isinstance(error, MissingGlyph | SurveyRefused | LibraryError):
            self._state.setText(str(error))
            return
        self._state.setText(_("No se pudo hacer el PDF. Lo escrito está guardado; el registro dice por qué."))
        raise error

    def _lay_out(self) -> None:
        inside = dressed(QWidget(), "page")
        inside.setLayout(self._pages)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        area.setAccessibleName(_("Páginas del PDF"))
        area.setAccessibleDescription(_("Las flechas recorren las páginas."))
        foot = QHBoxLayout()
        foot.addStretch(1)
        label = caption(_("Idioma del PDF"), "muted")
        label.setBuddy(self.language)
        foot.addWidget(label)
        foot.addWidget(self.language)
        foot.addWidget(self._close)
        foot.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self._progress)
        layout.addWidget(self._state)
        layout.addLayout(foot)


def _drawn(data: bytes) -> Iterator[tuple[int, int, QImage]]:
    """Each page's number, how many there are, and its picture."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    try:
        for at in range(count):
            yield at, count, _picture(document, at)
    finally:
        with PDFIUM:
            document.close()


def _picture(document: pypdfium2.PdfDocument, at: int) -> QImage:
    with PDFIUM:
        page = document[at]
        bitmap = page.render(scale=PAGE / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
        bitmap.close()
        page.close()
    return image
