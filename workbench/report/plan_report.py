"""The plan's report: the document an executor sends and FOMIN receives, with the plan inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from workbench import __version__
from workbench.engine.projection import Projection
from workbench.engine.told import figure_rows
from workbench.i18n import SOURCE_LANGUAGE, _, speaking
from workbench.model import payload
from workbench.report.annex import annexes
from workbench.report.blocks import Attachment, Block, PageBreak, Report, Toc
from workbench.report.chapters import chapters
from workbench.report.material import Material
from workbench.report.pdf import render
from workbench.report.summary import KIND, cover, grouped, summary

NOON = time(12, tzinfo=UTC)  # the same day from Mexico to Brazil
SHOWN = 16  # digits of the fingerprint at the foot of every page


def plan_pdf(
    projection: Projection,
    language: str = SOURCE_LANGUAGE,
    edited: date | None = None,
    amounts: str = "auto",
    fingerprint: str = "",
) -> bytes:
    """The PDF of a plan; the same projection, language, date and scale make the same bytes.

    ``language`` is that of the report, whatever the program speaks; ``amounts`` is what those of computed tables are
    counted in, a code of ``engine.scales``, 'auto' for what suits the plan. ``edited`` is the day of the plan's last
    edit, the only one the file names; where it is not known the cover says none and the file is dated by the plan's
    first month. ``fingerprint`` is made of the plan where not given.
    Raises MissingGlyph for a text the font cannot write, and NoCatalogue.
    """
    with speaking(language):
        return _plan_pdf(projection, edited, amounts, fingerprint)


def _plan_pdf(projection: Projection, edited: date | None, amounts: str, fingerprint: str) -> bytes:
    data = payload.dump(projection.plan)
    attachments = (
        Attachment(payload.PLAN_NAME, data, _("El plan que imprime este informe")),
        Attachment(
            payload.FIGURES_NAME,
            figure_bytes(projection),
            _("Las cifras del plan, calculadas con Sustainability Workbench {version}").format(version=__version__),
        ),
    )
    return render(plan_blocks(projection, edited, fingerprint or payload.fingerprint(data), amounts), attachments)


def plan_blocks(
    projection: Projection, edited: date | None = None, fingerprint: str = "", amounts: str = "auto"
) -> Report:
    """What the report says, in the language of here and now; ``fingerprint`` is made of the plan where not given."""
    plan, material = projection.plan, Material(projection, amounts)
    digits = fingerprint or payload.fingerprint(payload.dump(plan))
    return Report(
        title=plan.project.name or _("Proyecto sin nombre"),
        author=plan.project.executor or _("Sin ejecutor"),
        language=material.language,
        country=plan.project.country,
        created=datetime.combine(edited or projection.grid.day(0), NOON),
        subject=_(KIND),
        paper="letter" if material.formats.paper == "letter" else "a4",
        fingerprint=grouped(digits[:SHOWN]),
        version=__version__,
        blocks=tuple(_story(material, digits, edited)),
        identifier=payload.IDENTIFIER + digits,
    )


def _story(material: Material, fingerprint: str, edited: date | None) -> Iterator[Block]:
    yield cover(material, fingerprint, edited)
    yield from summary(material)
    yield PageBreak()
    yield Toc(
        _("Contenido"), note=_("Los capítulos llevan el número de su página en la guía; por eso no son seguidos.")
    )
    yield PageBreak()
    yield from chapters(material)
    yield from annexes(material)


def figure_bytes(projection: Projection) -> bytes:
    """Every figure in every period as JSON, a line for each."""
    rows = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in figure_rows(projection))
    return ("[" + ",\n".join(rows) + "]\n").encode()
