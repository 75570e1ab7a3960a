"""The first sheet, which says what the workbook is and how it is read, and the sheet of findings."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.engine.findings import findings
from workbench.engine.projection import Projection
from workbench.engine.pulse import pulse, verdict
from workbench.exchange.book_look import Look
from workbench.exchange.places import (
    CHARTED,
    CHECKED,
    COVER,
    EARNED,
    FIELDS,
    FOUND,
    FUNDED,
    MONTHLY,
    PERIODS,
    SERIES,
    SPENT,
    STATED,
    STATED_BY_YEAR,
    TITLE,
    TOLD_FIGURES,
)
from workbench.exchange.sheet_rows import blank, formula, row, tall, text
from workbench.formats import Formats
from workbench.i18n import LANGUAGES, N_, _, language
from workbench.model import payload
from workbench.model.base import title
from workbench.model.factors import LatestSurvey, result_said, round_said, score_said

WIDE = 100
"""Characters the second column has room for."""
ABOUT = {
    COVER: N_("Qué es este libro y cómo se lee."),
    TOLD_FIGURES: N_("Las cifras del plan, por período; donde una no existe, dice por qué."),
    CHARTED: N_("Caja y brecha, ingresos y costos, financiamiento y caja acumulada."),
    STATED_BY_YEAR: N_("Los cuatro estados, por año fiscal."),
    STATED: N_("Los mismos estados, mes por mes."),
    CHECKED: N_("Cuentas hechas de dos maneras: las diferencias y su total son 0."),
    FOUND: N_("Lo que el programa encontró al revisar el plan, al momento de exportar."),
    N_("Hojas de datos"): N_(
        "Lo escrito: una hoja para el plan, una por clase de línea y otra, por mes, para los montos con fecha."
    ),
    FIELDS: N_("Lo que lee el cálculo, preparado con fórmulas desde las hojas de datos."),
    SERIES: N_("Lo mismo, lo que cambia mes por mes."),
    EARNED: N_("El cálculo de los ingresos, línea por línea."),
    SPENT: N_("El cálculo de costos e inversiones, línea por línea."),
    FUNDED: N_("El cálculo de aportes, préstamos y fondos destinados."),
    MONTHLY: N_("El cálculo del plan como un todo, mes por mes."),
    PERIODS: N_("Los totales y las razones de cada período."),
}
KEY = (
    ("input", N_("Dato escrito: se puede cambiar, y todo se vuelve a calcular")),
    ("value", N_("Fórmula: no se cambia")),
    ("frozen", N_("Fijo desde la exportación: cambiarlo aquí no cambia el resto")),
    ("searched", N_("Resultado de una búsqueda, guardado como valor: no cambia con los datos")),
    ("check", N_("Comprobación: debe ser 0")),
)
LIMITS = (
    N_("El libro tiene un solo plan, con todas las fuentes; las cifras «solo con las firmadas» y «solo con lo "
       "contratado» se calculan aparte, donde se necesitan."),
    N_("La estructura queda fija al exportar: qué líneas hay, qué sigue a qué, qué es en especie, los servicios, los "
       "alcances, los sectores, los destinos, los meses de los sueldos extra, el primer mes, el año fiscal y la "
       "duración. Para cambiarla, cambie el plan en el programa y exporte de nuevo."),
    N_("Cada fila tiene una sola fórmula, igual en todos los meses, y la misma columna es el mismo mes en todas las "
       "hojas por mes."),
    N_("Los hallazgos y el veredicto son los del momento de exportar."),
    N_("Quedan ocultas las claves con que el programa reconoce filas y columnas al importar, la hoja «workbench», que "
       "guarda sus huellas, y las columnas que una clase de línea no pide."),
)  # fmt: skip


class Cover:
    """Writes the first sheet of one projection; ``total``: the address of the check that is 0."""

    def __init__(self, projection: Projection, look: Look, formats: Formats, version: str, total: str) -> None:
        self.projection, self.look, self.formats = projection, look, formats
        self.version, self.total = version, total

    def rows(self) -> Iterator[str]:
        """All rows."""
        plan, look = self.projection.plan, self.look
        yield row(TITLE, text(title(plan.project) or _("Plan sin nombre"), look.style("title")), 28)
        yield row(2, text(_("Plan de sostenibilidad: libro con fórmulas"), look.style("lead")))
        at = 4
        for label, value in self._facts():
            yield row(at, text(label, look.style("block")) + text(value, look.style("wrapped")))
            at += 1
        zero = formula(self.total, 0.0, look.style("total check", "check"))
        yield row(at, text(_("Total de las comprobaciones"), look.style("block")) + zero)
        at += 2
        yield row(at, self._section(_("El plan, en una frase")))
        yield row(at + 1, text(verdict(self.projection, self.formats).sentence, look.style("plain")))
        at += 2
        for light in pulse(self.projection, self.formats):
            said = " · ".join(part for part in (light.text, light.word) if part)
            yield row(at, text(light.label, look.style("block")) + text(said, look.style("plain")))
            at += 1
        for heading, lines in self._parts():
            yield row(at + 1, self._section(heading))
            at += 2
            for label, said in lines:
                yield row(at, label + text(said, look.style("wrapped")), tall(said, WIDE))
                at += 1

    def _facts(self) -> list[tuple[str, str]]:
        grid, basis = self.projection.grid, self.projection.plan.basis
        months = _("{months} meses, de {first} a {last}").format(
            months=grid.months,
            first=self.formats.month(grid.month(0)),
            last=self.formats.month(grid.month(grid.months - 1)),
        )
        return [
            (_("Entidad ejecutora"), self.projection.plan.project.executor or "–"),
            (_("Moneda"), basis.currency),
            (_("Período"), months),
            (_("Idioma"), LANGUAGES[language()]),
            (_("Huella del plan"), payload.fingerprint(payload.dump(self.projection.plan))),
            (_("Versión del programa"), self.version),
        ]

    def _section(self, heading: str) -> str:
        style = self.look.style("section")
        return text(heading, style) + blank(style)

    def _parts(self) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
        """What is told below, under its headings."""
        survey = self.projection.plan.latest_survey
        if survey.there:
            yield _("La última encuesta"), self._survey(survey)
        yield _("Colores"), self._colours()
        yield _("Hojas del libro"), self._sheets()
        yield _("Qué no hace este libro"), self._limits()

    def _survey(self, survey: LatestSurvey) -> Iterator[tuple[str, str]]:
        """Only to be read: it comes from a round, and no figure rests on it."""
        block, formats = self.look.style("block"), self.formats
        yield text(_("Resultado de la encuesta"), block), result_said(survey, formats)
        yield text(_("Ronda"), block), round_said(survey, formats)
        for each in survey.dimensions:
            yield text(" · ".join(filter(None, (each.code, each.name))), block), score_said(each.score, formats)

    def _colours(self) -> Iterator[tuple[str, str]]:
        for role, said in KEY:
            yield text(_("Ejemplo"), self.look.style(role)), _(said)

    def _sheets(self) -> Iterator[tuple[str, str]]:
        for name, about in ABOUT.items():
            yield text(_(name), self.look.style("block")), _(about)

    def _limits(self) -> Iterator[tuple[str, str]]:
        for sentence in LIMITS:
            yield text("•", self.look.style("head mark")), _(sentence)


def finding_rows(projection: Projection, look: Look, formats: Formats) -> Iterator[str]:
    """The sheet of findings."""
    yield row(TITLE, text(_(FOUND), look.style("title")), 24)
    heads = (_("Gravedad"), _("Hallazgo"), _("Qué hacer"))
    yield row(3, "".join(text(head, look.style("name")) for head in heads))
    found = findings(projection, formats)
    for at, each in enumerate(found, 4):
        style = look.style("wrapped")
        cells = text(_(each.severity.label), style) + text(each.sentence, style) + text(each.cure, style)
        yield row(at, cells, max(tall(each.sentence, WIDE - 10), tall(each.cure, WIDE - 40)))
    if not found:
        yield row(4, text(_("Sin hallazgos."), look.style("plain")))
