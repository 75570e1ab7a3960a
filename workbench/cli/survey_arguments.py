"""What may be asked for of surveys."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from workbench.cli import survey
from workbench.i18n import N_, _

ABOUT = N_(
    "Encuestas. Las rondas y sus hojas están en la biblioteca: lo que llega en un archivo se importa primero; "
    "--library elige otra, también una solo para probar."
)
ORDERS = (
    ("instruments", survey.instruments, N_("muestra los instrumentos: los del programa y los editados aquí")),
    ("rounds", survey.rounds, N_("muestra las rondas de la biblioteca")),
    ("new", survey.new, N_("crea una ronda y muestra su identificador")),
    (
        "export",
        survey.export,
        N_("escribe una ronda, sus hojas, sus resultados, un cuadernillo o un formulario XLSForm"),
    ),
    ("import", survey.import_files, N_("agrega rondas y hojas; termina en 1 si algo no se pudo leer o se contradice")),
    ("results", survey.results, N_("muestra los resultados de una ronda")),
)
"""Each with its function and what it does."""


def options(name: str, one: ArgumentParser) -> None:
    """The arguments of one of them."""
    if name in ("results", "export"):
        text = _("identificador de la ronda, su comienzo o su título")
        if name == "export":
            text = _("identificador de la ronda, su comienzo o su título; o un instrumento, para un formulario vacío")
        one.add_argument("round", metavar=_("RONDA"), help=text)
    if name in ("instruments", "rounds", "results", "import"):
        one.add_argument("--json", action="store_true", help=_("como JSON"))
    if name == "new":
        _new(one)
    if name == "export":
        text = _("archivo que se escribe, y qué puede llevar: {endings}").format(endings=survey.written())
        one.add_argument("-o", "--output", type=Path, required=True, metavar=_("ARCHIVO"), help=text)
        text = _("qué lleva, si no lo primero: {kinds}").format(kinds=", ".join(survey.KINDS))
        one.add_argument("--content", choices=survey.KINDS, metavar=_("CLASE"), help=text)
        text = _("código de un proyecto: solo sus resultados, o su cuadernillo")
        one.add_argument("--project", metavar=_("CÓDIGO"), help=text)
        text = _("el informe de la sala nombra cada proyecto, también aquel por el que responden menos de 5 personas")
        one.add_argument("--named", action="store_true", help=text)
        text = _("la tabla de un .csv; sin indicarla, la de proyectos")
        one.add_argument("--table", metavar=_("TABLA"), help=text)
    if name == "import":
        text = _("archivos .round y .answers, o respuestas de KoboToolbox u ODK en .csv o .xlsx")
        one.add_argument("files", nargs="+", type=Path, metavar=_("ARCHIVO"), help=text)
        one.add_argument("--round", metavar=_("RONDA"), help=_("la ronda de respuestas que no dicen de cuál son"))
    if name in ("export", "import"):
        text = _("archivo cuya primera línea es la contraseña de los paquetes; «-» la lee de la entrada")
        one.add_argument("--passphrase-file", type=Path, metavar=_("ARCHIVO"), help=text)


def _new(one: ArgumentParser) -> None:
    one.add_argument("title", metavar=_("TÍTULO"), help=_("cómo se llama la ronda"))
    text = _("su identificador; sin indicarlo, el de la ronda anterior o {usual}").format(usual=survey.USUAL)
    one.add_argument("--instrument", metavar=_("INSTRUMENTO"), help=text)
    one.add_argument("--wave", metavar=_("OLA"), help=_("su año, como 2027, o 2027-2; sin indicarla, este año"))
    text = _("proyectos en un .csv o .json: código, nombre, ejecutor, país, sector, etapa")
    one.add_argument("--projects", type=Path, metavar=_("ARCHIVO"), help=text)
    text = _("planes de la biblioteca o archivos de planes, que son los proyectos; sin nombrarlos, todos los de ella")
    one.add_argument("--plans", nargs="*", metavar=_("PLAN"), help=text)
    one.add_argument("--after", metavar=_("RONDA"), help=_("la ronda anterior, cuyos proyectos siguen"))
