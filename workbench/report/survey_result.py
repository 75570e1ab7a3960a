"""What the last survey found, as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.i18n import _
from workbench.model.factors import result_said, round_said, score_said
from workbench.report.blocks import Block, Column, Row, Run, Table, Text
from workbench.report.material import Material


def latest_survey(material: Material) -> Iterator[Block]:
    """The level, where it comes from, and each dimension."""
    survey, formats = material.plan.latest_survey, material.formats
    if not survey.there:
        yield Text((_("El plan no tiene todavía el resultado de una encuesta."),), muted=True)
        return
    yield Text(((Run(result_said(survey, formats), bold=True), "\n", Run(round_said(survey, formats), muted=True)),))
    rows = tuple(
        Row((" · ".join(filter(None, (each.code, each.name))), score_said(each.score, formats)))
        for each in survey.dimensions
    )
    if rows:
        columns = (Column(_("Dimensión")), Column(_("Resultado de 0 a 3"), "number"))
        yield Table(columns, rows, _("Resultado de la encuesta"), whole=True)
