"""What may be asked for, and what is said of anything else: one line, in the user's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from workbench.cli import care, commands, portfolio, proof, survey_arguments
from workbench.cli.reading import BadUse
from workbench.i18n import LANGUAGES, N_, _
from workbench.settings import AMOUNTS

DEPTHS = range(7)
"""Steps back a figure is followed: each rests on several, by month and line, so that all of them would never end."""
GROUPS = ("country", "sector", "stage")
PERIODS = ("single", "phase", "after12", "year", "quarter", "month")
_ERRORS = {
    r"the following arguments are required: command": N_("Falta la orden."),
    r"the following arguments are required: (.*)": N_("Falta: {0}."),
    r"argument (.*): expected (?:one|at least one) argument": N_("Falta el valor de {0}."),
    r"argument command: invalid choice: '(.*)' \(.*": N_("No hay una orden «{0}»."),
    r"argument (.*): invalid choice: (.*) \(choose from (.*)\)": N_("{0}: «{1}» no es posible; se espera {2}."),
    r"argument (.*): not allowed with argument (.*)": N_("{0} y {1} no van juntos."),
    r"argument (.*): invalid int value: '(.*)'": N_("{0}: «{1}» no es un número."),
    r"unrecognized arguments: (.*)": N_("No se entiende: {0}."),
}
"""What argparse says, and what we say instead."""


class Parser(argparse.ArgumentParser):
    """Speaks the user's language; raises BadUse where argparse would end the program."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **options)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = _("Se indica"), _("Opciones")
        self.add_argument("-h", "--help", action="help", help=_("muestra esta ayuda"))

    def error(self, message: str) -> NoReturn:
        sentence = _("No se entiende la orden.")
        for pattern, text in _ERRORS.items():
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                sentence = _(text).format(*(part.replace("'", "") for part in found.groups()))
                break
        raise BadUse(sentence + " " + _("Vea «{program} --help».").format(program=self.prog))


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("uso: ") if prefix is None else prefix)  # type: ignore[arg-type]


def language_asked(arguments: Sequence[str]) -> str:
    """The language asked for with ``--lang``, in which all else is said, errors in the arguments too; '' for none."""
    found = ""
    for at, argument in enumerate(arguments):
        name, joined, value = argument.partition("=")
        if name == "--lang":
            found = value if joined else "".join(arguments[at + 1 : at + 2])
    return found if found in LANGUAGES else ""


def parser() -> Parser:
    """The whole command line. A parsed command has its function as ``run``."""
    whole = Parser(prog="workbench", description=_("Planes de sostenibilidad. Sin una orden se abre la ventana."))
    _common(whole, None, "")
    orders = whole.add_subparsers(dest="command", required=True, title=_("Órdenes"), parser_class=Parser)
    _add(orders, _ORDERS, _options)
    text = _("encuestas: instrumentos, rondas, hojas y resultados")
    survey = orders.add_parser("survey", help=text, description=_(survey_arguments.ABOUT))
    _common(survey, argparse.SUPPRESS, argparse.SUPPRESS)
    inner = survey.add_subparsers(dest="command", required=True, title=_("Órdenes"), parser_class=Parser)
    _add(inner, survey_arguments.ORDERS, survey_arguments.options)
    return whole


Order = tuple[str, Callable[[argparse.Namespace], int], str]


def _add(orders: Any, listed: Sequence[Order], options: Callable[[str, Parser], None]) -> None:
    for name, run, text in listed:
        one = orders.add_parser(name, help=_(text), description=_(text))
        _common(one, argparse.SUPPRESS, argparse.SUPPRESS)
        one.set_defaults(run=run)
        options(name, one)


_ORDERS = (
    ("samples", commands.samples, N_("muestra los planes de ejemplo")),
    ("plans", commands.plans, N_("muestra los planes de la biblioteca")),
    ("new", commands.new, N_("crea un plan, vacío o de un ejemplo, y muestra su identificador")),
    ("template", commands.template, N_("escribe un libro .xlsx vacío, para llenarlo sin el programa e importarlo")),
    ("import", commands.import_files, N_("agrega a la biblioteca los planes de archivos .json, .pdf o .xlsx")),
    ("export", commands.export, N_("escribe un plan como .pdf, .xlsx o .json")),
    ("figures", commands.figures, N_("muestra las cifras de un plan")),
    ("statements", commands.statements, N_("muestra los estados de un plan")),
    ("explain", commands.explain, N_("explica de dónde sale una cifra")),
    ("verify", proof.verify, N_("compara lo que imprimen PDF con lo que dan sus planes; termina en 1 si algo difiere")),
    ("check", commands.check, N_("muestra los hallazgos; termina en 1 si alguno es un error")),
    ("portfolio", portfolio.portfolio, N_("consolida muchos planes, de archivos o de la biblioteca")),
    ("backup", care.backup, N_("hace una copia de seguridad de la biblioteca y muestra dónde está")),
    ("restore", care.restore, N_("pone una copia de seguridad en lugar de la biblioteca, que se guarda antes")),
    ("doctor", care.doctor, N_("revisa la biblioteca y el programa; el informe no tiene montos ni nombres")),
    ("method", proof.method, N_("explica cómo se calcula cada cifra, con sus límites y sus fuentes, como Markdown")),
    ("schema", commands.schema, N_("muestra el esquema del archivo del plan")),
)


def _common(one: Parser, library: object, spoken: object) -> None:
    one.add_argument("--library", type=Path, default=library, metavar=_("ARCHIVO"), help=_("otra biblioteca"))
    text = _("idioma de los textos, del PDF y del libro: {codes}").format(codes=", ".join(LANGUAGES))
    one.add_argument("--lang", choices=LANGUAGES, default=spoken, metavar=_("IDIOMA"), help=text)


def _options(name: str, one: Parser) -> None:
    """The arguments of one command."""
    if name in ("export", "figures", "statements", "explain", "check"):
        text = _("identificador, su comienzo, nombre, archivo .json, .pdf o .xlsx, o identificador de un ejemplo")
        one.add_argument("plan", metavar=_("PLAN"), help=text)
    if name in ("samples", "plans", "figures", "verify", "check", "portfolio", "restore", "doctor"):
        one.add_argument("--json", action="store_true", help=_("como JSON"))
    if name == "statements":
        kinds = one.add_mutually_exclusive_group()
        kinds.add_argument("--json", action="store_true", help=_("por mes, como JSON"))
        kinds.add_argument("--csv", action="store_true", help=_("por mes, como CSV"))
    if name == "new":
        text = _("un ejemplo, o «blank» para un plan vacío")
        one.add_argument("--template", default=commands.BLANK, metavar=_("PLANTILLA"), help=text)
    if name == "verify":
        one.add_argument("files", nargs="+", type=Path, metavar=_("ARCHIVO"), help=_("PDF que escribió este programa"))
    if name == "import":
        one.add_argument("files", nargs="+", type=Path, metavar=_("ARCHIVO"), help=_("archivos .json, .pdf o .xlsx"))
    if name == "portfolio":
        text = _("archivos .json, .pdf o .xlsx; sin ellos, los planes de la biblioteca")
        one.add_argument("files", nargs="*", type=Path, metavar=_("ARCHIVO"), help=text)
        text = _("además, por grupos: {kinds}").format(kinds=", ".join(GROUPS))
        one.add_argument("--by", choices=GROUPS, metavar=_("CLASE"), help=text)
    if name == "export":
        text = _("archivo que se escribe, .pdf, .xlsx o .json")
        one.add_argument("-o", "--output", type=Path, required=True, metavar=_("ARCHIVO"), help=text)
        text = _("en qué cuenta los montos de las tablas del PDF: {kinds}").format(kinds=", ".join(AMOUNTS))
        one.add_argument("--amounts", choices=AMOUNTS, metavar=_("CLASE"), help=text)
    if name == "template":
        text = _("archivo que se escribe, .xlsx")
        one.add_argument("-o", "--output", type=Path, required=True, metavar=_("ARCHIVO"), help=text)
    if name == "backup":
        text = _("archivo que se escribe, en lugar de una copia junto a la biblioteca")
        one.add_argument("-o", "--output", type=Path, metavar=_("ARCHIVO"), help=text)
    if name == "restore":
        text = _("su número, su nombre o un archivo; sin indicarla, la última")
        one.add_argument("backup", nargs="?", metavar=_("COPIA"), help=text)
        one.add_argument("--list", action="store_true", help=_("solo muestra las copias que hay"))
    if name == "figures":
        text = _("solo una clase de período: {kinds}").format(kinds=", ".join(PERIODS))
        one.add_argument("--period", choices=PERIODS, metavar=_("CLASE"), help=text)
    if name == "explain":
        one.add_argument("figure", metavar=_("CIFRA"), help=_("su identificador, por ejemplo break_even.sales"))
        one.add_argument("--period", metavar=_("PERÍODO"), help=_("por ejemplo single, after12 o year:2028"))
        text = _("cuántos pasos hacia atrás se sigue, de 0 a {deepest}").format(deepest=DEPTHS[-1])
        one.add_argument("--depth", type=int, choices=DEPTHS, default=2, metavar=_("PASOS"), help=text)
        one.add_argument("--service", metavar=_("SERVICIO"), help=_("su nombre, o el comienzo de su identificador"))
