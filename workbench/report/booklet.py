"""The booklet to print: an instrument for one respondent of a project, or for every project of a round in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from workbench import __version__
from workbench.formats import Formats
from workbench.i18n import SOURCE_LANGUAGE, _, language, speaking
from workbench.report.blocks import (
    Blank,
    Blanks,
    Block,
    Booklet,
    Facts,
    Heading,
    Mark,
    Question,
    Report,
    Run,
    Text,
    Words,
)
from workbench.report.pdf import render
from workbench.report.values import country_name
from workbench.survey.conditions import condition_said
from workbench.survey.instrument import Instrument, Item, Kind
from workbench.survey.rounds import Round, RoundProject, usual_country

STAR = "★"
UNDATED = datetime(2000, 1, 1, 12, tzinfo=UTC)
"""The date of a file that is of no round: the same instrument always makes the same file."""
TEXT_LINES = 4
"""Lines to write a text on."""


def booklet_pdf(
    instrument: Instrument,
    round: Round | None = None,
    projects: Sequence[RoundProject] | None = None,
    language: str = SOURCE_LANGUAGE,
) -> bytes:
    """The PDF of a booklet for each of ``projects``, by default all of ``round``; with none, one to fill in by hand.

    ``language`` is that of the booklets, whatever the program speaks; numbers and paper are those of the country most
    projects are in. Raises MissingGlyph for a text the font cannot write, and NoCatalogue.
    """
    with speaking(language):
        return render(booklets(instrument, round, projects))


def booklets(
    instrument: Instrument, round: Round | None = None, projects: Sequence[RoundProject] | None = None
) -> Report:
    """What the booklets say, in the language of here and now."""
    if projects is None:
        projects = round.projects if round is not None else ()
    country = usual_country(projects)
    formats = Formats(country, language())
    write = _Writer(instrument, round, formats)
    return Report(
        title=_title(instrument, round),
        author=round.title if round is not None and round.title else str(instrument.title),
        language=language(),
        country=country,
        created=(round.changed if round is not None else None) or UNDATED,
        subject=_("Cuadernillo para responder en papel"),
        paper="letter" if formats.paper == "letter" else "a4",
        fingerprint=f"{instrument.id} {instrument.version}",
        version=__version__,
        blocks=tuple(block for project in projects or (None,) for block in write.booklet(project)),
    )


def _title(instrument: Instrument, round: Round | None) -> str:
    wave = round.title or round.wave if round is not None else ""
    return " · ".join(filter(None, (str(instrument.title), wave)))


class _Writer:
    """Writes the booklets of one round; what all of them say is written once."""

    def __init__(self, instrument: Instrument, round: Round | None, formats: Formats) -> None:
        self.instrument, self.round, self.formats = instrument, round, formats
        self.questions = tuple(self._questions())

    def booklet(self, project: RoundProject | None) -> Iterator[Block]:
        """One booklet; without a project its fields are to be filled in."""
        code = project.code if project is not None else ""
        head = " · ".join(filter(None, (code, _title(self.instrument, self.round))))  # where it is long its end is cut
        yield Booklet(head, _("Código de quien responde"))
        yield Heading(1, str(self.instrument.title))
        yield Text((str(self.instrument.purpose),))
        yield from self._project(project)
        yield Blanks(((Blank(_("Su código (no su nombre)"), 0.6), Blank(_("Fecha"), 0.4)),))
        yield from self._consent()
        yield from self._how()
        yield from self.questions
        yield Text((_("Gracias. Revise que su código esté en todas las hojas y entregue el cuadernillo completo."),))

    def _project(self, project: RoundProject | None) -> Iterator[Block]:
        if project is None:
            yield Blanks(
                (
                    (Blank(_("Proyecto"), 0.7), Blank(_("Código"), 0.3)),
                    (Blank(_("Entidad ejecutora"), 0.7), Blank(_("País"), 0.3)),
                )
            )
            return
        name: Words = (Run(project.code, bold=True), f" · {project.name}") if project.name else Run(project.code, True)
        facts: list[tuple[str, Words]] = [
            (_("Proyecto"), name),
            (_("Entidad ejecutora"), project.executor),
            (_("País"), country_name(project.country, language()) if project.country else ""),
            (_("Ola"), self.round.wave if self.round is not None else ""),
        ]
        yield Facts(tuple((label, words) for label, words in facts if words))

    def _consent(self) -> Iterator[Block]:
        yield Heading(2, _("Antes de responder"))
        yield Text((str(self.instrument.consent),))
        yield Blanks(((Blank(_("Leí lo anterior y acepto responder."), mark=_("Sí"), ruled=False),),))

    def _how(self) -> Iterator[Block]:
        yield Heading(2, _("Cómo responder"))
        kinds = {item.kind for item in self.instrument.items.values()}
        told = []
        if Kind.SCALE in kinds:
            told.append(_("Marque un solo círculo por pregunta: el nivel más alto que se cumple hoy por completo."))
        elif Kind.CHOICE in kinds:
            told.append(_("Marque un solo círculo por pregunta."))
        told.append(
            _("Si la pregunta no aplica a su proyecto, marque NA y diga por qué. Si no sabe, marque NS: no resta.")
        )
        if any(item.critical for item in self.instrument.items.values()):
            told.append(_("La estrella {star} señala una pregunta crítica.").format(star=STAR))
        if Kind.SCALE in kinds:
            told.append(_("En «Evidencia» escriba qué documento o hecho lo muestra."))
        yield Text((" ".join(told),))

    def _questions(self) -> Iterator[Block]:
        groups = {group.id: group for group in self.instrument.groups}
        shown = None
        for dimension in self.instrument.dimensions:
            group = groups.get(dimension.group or "")
            if group is not None and group is not shown:
                yield Heading(2, str(group.title))
            shown = group
            yield Heading(3 if group is not None else 2, str(dimension.title), dimension.id)
            for item in dimension.items:
                yield self._question(item)

    def _question(self, item: Item) -> Question:
        condition = condition_said(item, self.instrument, self.formats)
        notes: list[Words] = [Run(condition, bold=True)] if condition else []
        if item.unit is not None:
            notes.append(_("Responda en {unit}.").format(unit=item.unit))
        if item.help is not None:
            notes.append(str(item.help))
        code = f"{item.id} {STAR}" if item.critical else item.id
        return Question(code, str(item.question), tuple(notes), _marks(item), tuple(_blanks(item)))


def _marks(item: Item) -> tuple[Mark, ...]:
    """The answers, by the codes they are typed in with."""
    if item.kind is Kind.SCALE:
        return tuple(Mark(str(level), str(anchor)) for level, anchor in enumerate(item.anchors))
    return tuple(Mark(str(at), str(option.text)) for at, option in enumerate(item.options, 1))


def _blanks(item: Item) -> Iterator[tuple[Blank, ...]]:
    if item.kind is Kind.NUMBER:
        tracked = (_("Línea de base"), _("Meta"), _("Valor medido"))
        yield tuple(map(Blank, tracked)) if item.tracked else (Blank(_("Número")), Blank("", ruled=False))
    if item.kind is Kind.TEXT:
        yield from ((Blank(""),),) * TEXT_LINES
    yield (
        Blank(_("No aplica, porque"), 0.8, mark="NA"),
        Blank(_("No sé"), 0.2, mark="NS", ruled=False),
    )
    if item.kind in (Kind.SCALE, Kind.NUMBER):
        yield (Blank(_("Evidencia")),)
    if item.kind is not Kind.TEXT:
        yield (Blank(_("Comentario")),)
