"""The program did not end as it should the last time: said once, with a report that can be sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from workbench import log
from workbench.i18n import _
from workbench.paths import user_log, write_whole
from workbench.ui.desk import Desk
from workbench.ui.files import file_to_write
from workbench.ui.message import message
from workbench.ui.parts import file_name


def tell(desk: Desk) -> None:
    """Say it where it was so, and offer the report."""
    fault = log.last_fault(user_log())
    if fault is None:
        return
    log.forget_fault(user_log())
    text = _(
        "La vez anterior el programa no terminó como debía. Lo guardado sigue en la biblioteca. Puede guardar un "
        "informe para quien mantiene el programa: no lleva cifras ni textos de sus planes."
    )
    box = message(QMessageBox.Icon.Information, _("Informe de la falla"), text, desk.window)
    save = box.addButton(_("Guardar el informe…"), QMessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(box.addButton(_("Entendido"), QMessageBox.ButtonRole.RejectRole))
    save.clicked.connect(lambda: _ask(desk, fault))
    box.open()


def _ask(desk: Desk, fault: log.Fault) -> None:
    """Ask where to keep the report, make it in a thread, for the whole library is read for it, and write it."""
    from workbench.storage.doctor import examine

    name = file_name(_("Informe de la falla"), ".txt")
    path = file_to_write(desk.window, _("Guardar el informe"), name, "TXT (*.txt)")
    library = desk.library.path
    if path:
        desk.tasks.run(
            lambda: fault.report(user_log(), examine(library).lines()),
            lambda report: desk.window.home.say(_written(path, report)),
        )


def _written(path: Path, report: str) -> str:
    """Write the report; the sentence that says so, or why it could not be written."""
    try:
        write_whole(path, report.encode())
    except OSError as error:
        text = _("No se pudo guardar en «{file}» ({why}): elija otro lugar.")
        return text.format(file=path.name, why=error.strerror or error)
    return _("El informe está en {file}.").format(file=path)
