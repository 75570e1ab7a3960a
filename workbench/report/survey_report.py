"""The results of a round to print and send: the room's report, and that of one project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby

from workbench import __version__
from workbench.formats import Formats
from workbench.i18n import SOURCE_LANGUAGE, _, language, speaking
from workbench.report import blocks
from workbench.report.blocks import Block, Bullets, Column, Facts, Heading, Report, Run, Text
from workbench.report.pdf import render
from workbench.report.summary import grouped
from workbench.survey.about import about, rules
from workbench.survey.charts import project_radar, room_charts
from workbench.survey.instrument import Item
from workbench.survey.results import RoomResults
from workbench.survey.rounds import usual_country
from workbench.survey.scoring import Scored, said
from workbench.survey.tables import BY, Row, Table, item_name, project_name, project_tables, room_tables
from workbench.survey.told import told

UNDATED = datetime(2000, 1, 1, 12, tzinfo=UTC)
"""The date of a file in which no sheet counts."""
SHOWN = 16  # digits of the fingerprint at the foot of every page
WHOLE = frozenset(("dimensions", "own", "weakest", "own_moved", *BY))
"""Tables that are not torn where a page has room for them."""
SMALL = frozenset(
    ("dimensions", "projects", "disagreements", "pareto", "answers", "countries", "moved", "own_moved", "own_items")
)
"""Tables in which one looks something up."""


def room_pdf(results: RoomResults, language: str = SOURCE_LANGUAGE, named: bool = False) -> bytes:
    """The PDF of a room's results in ``language``; the same results make the same bytes.

    ``named``: with every project, for the consultant; else for the room (decision 0034). Their JSON does not travel
    inside: it has what single persons answered, and the report goes to everybody.
    Raises MissingGlyph for a text the font cannot write, and NoCatalogue.
    """
    with speaking(language):
        return render(room_report(results, named))


def project_pdf(results: RoomResults, project: Scored, language: str = SOURCE_LANGUAGE) -> bytes:
    """The PDF of one project's results; nothing of another project travels in it. Raises as ``room_pdf``."""
    with speaking(language):
        return render(project_report(results, project))


def formats_of(results: RoomResults) -> Formats:
    """How the country of most projects writes."""
    return Formats(usual_country(results.round.projects), language())


def room_report(results: RoomResults, named: bool = False) -> Report:
    """What the room's report says, in the language of here and now."""
    return _report(results, results.round.title or str(results.instrument.title), tuple(_room(results, named)))


def project_report(results: RoomResults, project: Scored) -> Report:
    """What the report of one project says, in the language of here and now."""
    return _report(results, project_name(project), tuple(_project(results, project)))


def _report(results: RoomResults, title: str, story: tuple[Block, ...]) -> Report:
    formats = formats_of(results)
    return Report(
        title=title,
        author=str(results.instrument.title),
        language=language(),
        country=formats.country,
        created=results.changed[-1] if results.changed else UNDATED,
        subject=_("Resultados de la encuesta"),
        paper="letter" if formats.paper == "letter" else "a4",
        fingerprint=_fingerprint(results),
        version=__version__,
        blocks=story,
    )


def _fingerprint(results: RoomResults) -> str:
    """What tells at the foot of every page whether two reports are of the same results, in any language."""
    with speaking(SOURCE_LANGUAGE):
        data = json.dumps(told(results), sort_keys=True).encode()
    return grouped(hashlib.sha256(data).hexdigest()[:SHOWN])


# ---------------------------------------------------------------- the room


def _room(results: RoomResults, named: bool) -> Iterator[Block]:
    formats = formats_of(results)
    tables = {each.id: each for each in room_tables(results, formats, named)}
    charts = room_charts(results, formats) if results.projects else {}
    yield Heading(1, results.round.title or str(results.instrument.title))
    yield Facts(about(results, formats))
    yield Text((rules(results, named),), muted=True)
    if not results.projects:
        yield Text((Run(_("Todavía no hay hojas que se puedan contar."), bold=True),))
        tables = {id: table for id, table in tables.items() if id == "left_out"}
    findings = [charts[id].title for id in ("levels", "pareto", "answers") if id in charts]
    findings += [tables[id].title for id in ("moved",) if id in tables]
    if findings:
        yield Text((Bullets(tuple(findings)),))
    if "radar" in charts:
        yield charts["radar"]
    yield from _tables(tables, "dimensions")
    for title, drawn, ids in _parts(tables):
        shown = [charts[id] for id in drawn if id in charts]
        if shown or any(id in tables for id in ids):
            yield Heading(2, title)
            yield from shown
            yield from _tables(tables, *ids)


def _parts(tables: Mapping[str, Table]) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """The parts of the room's report: title, charts, tables. What has no place of its own was published."""
    parts = (
        (_("Proyectos"), ("levels",), ("projects", "alerts", "disagreements")),
        (_("Países, sectores y etapas"), (), tuple(BY)),
        (_("Preguntas"), ("pareto", "answers"), ("pareto", "answers", "choices", "written")),
        (_("Qué cambió"), (), ("moved",)),
        (_("Indicadores"), (), ("numbers", "countries")),
    )
    placed = {"dimensions", "left_out", *(id for _title, _charts, ids in parts for id in ids)}
    published = tuple(id for id in tables if id not in placed)
    return (*parts, (_("Lo publicado"), (), published), (_("Lo que no cuenta"), (), ("left_out",)))


# ---------------------------------------------------------------- one project


def _project(results: RoomResults, project: Scored) -> Iterator[Block]:
    formats = formats_of(results)
    tables = {each.id: each for each in project_tables(results, project, formats)}
    radar = project_radar(results, project, formats)
    yield Heading(1, project_name(project))
    yield Facts((*_whose(results, project, formats), *about(results, formats)))
    yield Text((rules(results),), muted=True)
    if radar is not None:
        yield radar
    elif results.instrument.valid_dimensions is not None:
        yield Text((Run(said(project.overall, formats), bold=True),))
    yield from _tables(tables, "own", "own_numbers")
    if "weakest" in tables:
        yield Heading(2, _("Qué hacer ahora"))
        yield from _tables(tables, "weakest")
    yield from _listed(_("Avisos: preguntas críticas en 0"), project.alerts)
    yield from _listed(
        _("Desacuerdos: las personas del proyecto ven dos niveles o más de diferencia"), project.disagreements
    )
    if "own_moved" in tables:
        yield Heading(2, _("Qué cambió"))
        yield from _tables(tables, "own_moved")
    if "own_items" in tables:
        yield Heading(2, _("Pregunta por pregunta"))
        yield from _tables(tables, "own_items")


def _whose(results: RoomResults, project: Scored, formats: Formats) -> Iterator[tuple[str, str]]:
    if project.project.executor:
        yield _("Entidad ejecutora"), project.project.executor
    if results.round.title:
        yield _("Ronda"), results.round.title
    yield _("Personas que respondieron"), formats.number(project.respondents, 0)


def _listed(title: str, items: tuple[Item, ...]) -> Iterator[Block]:
    if items:
        yield Text(((Run(title, bold=True),), Bullets(tuple(map(item_name, items)))))


# ---------------------------------------------------------------- tables


def _tables(tables: Mapping[str, Table], *ids: str) -> Iterator[Block]:
    for id in ids:
        if id == "written" and id in tables:
            yield from _written(tables[id])
        elif id in tables:
            yield table_block(tables[id])


def _written(table: Table) -> Iterator[Block]:
    """What people wrote, below each question: a text may be longer than a page, and no row of a table is torn."""
    yield Heading(3, table.title)
    for question, rows in groupby(table.rows, key=lambda row: row.cells[0].text):
        yield Text(((Run(question, bold=True),), Bullets(tuple(row.cells[1].text for row in rows))))
    yield Text((table.note,), muted=True)


def table_block(table: Table) -> blocks.Table:
    """A table of the results as the report prints it: its words as they stand on screen."""
    columns = (Column(head, "text" if at < table.texts else "number") for at, head in enumerate(table.heads))
    return blocks.Table(
        tuple(columns),
        tuple(blocks.Row(tuple(_cells(row))) for row in table.rows),
        caption=table.title,
        notes=(table.note,) if table.note else (),
        whole=table.id in WHOLE,
        small=table.id in SMALL,
    )


def _cells(row: Row) -> Iterator[blocks.Cell]:
    for at, cell in enumerate(row.cells):
        yield Run(cell.text, muted=True) if row.muted and at else cell.text
