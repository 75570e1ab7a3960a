"""The results of a round as tables, written once for the screen, the PDF, CSV and XLSX."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from workbench.formats import Formats, countries
from workbench.i18n import N_, _, language
from workbench.model.types import Level, Stage
from workbench.survey.groups import LEAST
from workbench.survey.instrument import Item, Kind
from workbench.survey.results import RoomResults
from workbench.survey.rollup import RollUp, Total, rolled_up
from workbench.survey.scoring import Insufficient, Score, Scored, truncated
from workbench.survey.summary import Group, Spread
from workbench.survey.tallies import Beside, Share, Tally

NOTHING = "–"
UNASKED, UNSCORED = N_("no se pregunta así"), N_("sin puntaje")
WHY = {
    "answers": N_("sin respuestas"),
    "respondents": N_("menos de {needed} personas"),
    "unasked": UNASKED,
}
"""Why nothing of ours stands beside what was published; for any other reason there is no score."""
BY = {"country": N_("País"), "sector": N_("Sector"), "stage": N_("Etapa")}


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and the number it says, where it says one; ``share``: a fraction shown in percent."""

    text: str
    number: float | None = None
    share: bool = False


@dataclass(frozen=True)
class Row:
    """``project``: the one it is of, where it is of one; ``muted``: it says why there is nothing."""

    cells: tuple[Cell, ...]
    project: UUID | None = None
    muted: bool = False


@dataclass(frozen=True)
class Table:
    """``texts``: how many columns are words. ``note`` is said below it; '' where nothing is to be said."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    texts: int = 1
    note: str = ""


def room_tables(results: RoomResults, formats: Formats, named: bool = True) -> tuple[Table, ...]:
    """Everything of a room that has something to say, in the order it is told.

    ``named``: for the consultant, with every project; else for the room, with those that respondents enough stand for.
    """
    write = _Writer(results, formats, named)
    made = (
        write.dimensions(),
        write.projects(),
        *(write.groups(by) for by in BY),
        write.pareto(),
        write.alerts(),
        write.disagreements(),
        write.moved(),
        write.answers(),
        write.choices(),
        write.written(),
        write.numbers(),
        write.countries(),
        *(write.beside(each) for each in results.benchmarks),
        write.left_out(),
    )
    return tuple(table for table in made if table.rows)


def project_tables(results: RoomResults, project: Scored, formats: Formats) -> tuple[Table, ...]:
    """What is told of one project: its dimensions beside the wave before and the room, what is weak, what moved."""
    write = _Writer(results, formats)
    made = (
        write.own(project), write.weakest(project), write.own_moved(project), write.own_items(project),
        write.own_numbers(project),
    )  # fmt: skip
    return tuple(table for table in made if table.rows)


def project_name(project: Scored) -> str:
    """Its code and its name."""
    return " · ".join(part for part in (project.project.code, project.project.name) if part)


def item_name(item: Item) -> str:
    """Its code and its question."""
    return f"{item.id} {item.question}"


class _Writer:
    """Writes the tables of one room in one person's numbers."""

    def __init__(self, results: RoomResults, formats: Formats, named: bool = True) -> None:
        self._results, self._formats, self._named = results, formats, named
        self._overall = results.instrument.valid_dimensions is not None
        self._scored = any(each.scaled for each in results.instrument.dimensions)
        self._titles = {each.id: f"{each.id} {each.title}" for each in results.instrument.dimensions}

    # ------------------------------------------------------------ cells

    def _score(self, score: Score | None) -> Cell:
        if isinstance(score, Fraction):
            return Cell(self._formats.number(truncated(score), 2), float(score))
        return Cell(NOTHING)

    def _level(self, score: Score | None) -> Cell:
        if isinstance(score, Fraction):
            level = Level.of(score)
            return Cell(_("{n} · {name}").format(n=level.value, name=_(level.label)))
        return Cell(str(score) if isinstance(score, Insufficient) else NOTHING)

    def _change(self, change: Fraction | float | None) -> Cell:
        if change is None:
            return Cell(NOTHING)
        said = self._formats.number(Decimal(str(round(float(change), 2))), 2)
        return Cell(f"+{said}" if change > 0 else said, float(change))

    def _share(self, share: Fraction | None) -> Cell:
        return Cell(NOTHING) if share is None else Cell(self._formats.percent(float(share), 0), float(share), True)

    def _count(self, count: int) -> Cell:
        return Cell(self._formats.number(count, 0), count)

    def _amount(self, amount: Fraction | float | None, decimals: int = 1) -> Cell:
        return Cell(NOTHING) if amount is None else Cell(self._formats.number(float(amount), decimals), float(amount))

    # ------------------------------------------------------------ the room

    def dimensions(self) -> Table:
        """Median, quartiles and ends of each dimension and of the whole; beside the wave before."""
        whole, before = self._results.whole, self._results.before
        spreads = {**whole.dimensions, "": whole.overall}
        olds = {**before.whole.dimensions, "": before.whole.overall} if before else {}
        rows = tuple(
            self._spread(self._titles.get(id) or _("Todas las dimensiones"), found, olds.get(id))
            for id, found in spreads.items()
            if id or self._overall
        )
        heads = [_("Dimensión"), _("Nivel"), _("Mediana"), _("Primer cuartil"), _("Tercer cuartil"), _("Mínimo"),
                 _("Máximo"), _("Proyectos")]  # fmt: skip
        heads += [_("Antes"), _("Cambio")] if before else []
        return Table("dimensions", _("La sala por dimensión"), tuple(heads), rows, 2)

    def _spread(self, title: str, found: Spread | Insufficient, old: Spread | Insufficient | None) -> Row:
        columns = 10 if self._results.before else 8
        if isinstance(found, Insufficient):
            return Row((Cell(title), Cell(str(found)), *(Cell(NOTHING) for _each in range(columns - 2))), muted=True)
        numbers = (found.median, found.first_quartile, found.third_quartile, found.low, found.high)
        cells = [Cell(title), self._level(found.median), *map(self._score, numbers), self._count(found.count)]
        if self._results.before:
            known = isinstance(old, Spread)
            cells.append(self._score(old.median if isinstance(old, Spread) else None))
            cells.append(self._change(found.median - old.median if known and isinstance(old, Spread) else None))
        return Row(tuple(cells))

    def projects(self) -> Table:
        """Every project, the highest score first; without scores, where the instrument has no overall one."""
        before = self._results.before is not None
        heads = [_("Proyecto"), _("Ejecutor")]
        heads += [_("Nivel"), _("Puntaje")] if self._overall else []
        heads += [_("Cambio")] if before and self._overall else []
        heads += [_("Avisos"), _("Desacuerdos"), _("Personas")]
        ranked, listed = _("Los proyectos, del puntaje más alto al más bajo"), _("Los proyectos que respondieron")
        return Table(
            "projects",
            ranked if self._overall else listed,
            tuple(heads),
            tuple(self._project(each, before) for each in self._results.ranking if self._told(each)),
            3 if self._overall else 2,
            self._untold(),
        )

    def _told(self, project: Scored) -> bool:
        """Whether a project is named here; where nothing is scored, who answered is no secret."""
        return self._named or not self._scored or project.project.id in self._results.for_the_room[1]

    def _untold(self) -> str:
        """How many projects are not named; '' where all are."""
        text = _("Proyectos que no se nombran, porque responden por ellos menos de {least} personas: {n}.")
        count = sum(not self._told(each) for each in self._results.projects)
        return text.format(least=LEAST, n=count) if count else ""

    def _project(self, project: Scored, before: bool) -> Row:
        change = self._results.changes.get(project.project.id)
        cells = [Cell(project_name(project)), Cell(project.project.executor)]
        if self._overall:
            cells += [self._level(project.overall), self._score(project.overall)]
            cells += [self._change(change.by if change else None)] if before else []
        counts = (len(project.alerts), len(project.disagreements), project.respondents)
        return Row((*cells, *map(self._count, counts)), project.project.id)

    def groups(self, by: str) -> Table:
        """Median and quartiles of each country, sector or stage; protected where they are small."""
        found = (self._results.groups if self._named else self._results.for_the_room[0])[by]
        told = self._overall and (len(found) > 1 or any(group.name for group in found))
        rows = tuple(self._group(by, group) for group in found) if told else ()
        heads = (_(BY[by]), _("Nivel"), _("Mediana"), _("Primer cuartil"), _("Tercer cuartil"), _("Proyectos"))
        return Table(by, _("La sala por {group}").format(group=_(BY[by]).lower()), heads, rows, 2)

    def _group(self, by: str, group: Group) -> Row:
        name = Cell(group_name(by, group.name))
        if isinstance(group.summary, Insufficient):
            return Row((name, Cell(str(group.summary)), *(Cell(NOTHING) for _each in range(4))), muted=True)
        found = group.summary.overall
        if isinstance(found, Insufficient):
            return Row((name, Cell(str(found)), *(Cell(NOTHING) for _each in range(3)), self._count(group.projects)))
        numbers = map(self._score, (found.median, found.first_quartile, found.third_quartile))
        return Row((name, self._level(found.median), *numbers, self._count(group.projects)))

    def pareto(self) -> Table:
        """What lacks most: the points to 3, summed over the projects."""
        rows = tuple(
            Row((Cell(item_name(lack.item)), self._amount(lack.points), self._share(lack.share),
                 self._share(lack.cumulated), self._count(lack.projects)))
            for lack in self._results.pareto
        )  # fmt: skip
        heads = (_("Pregunta"), _("Puntos que faltan"), _("Parte"), _("Acumulado"), _("Proyectos"))
        note = _("Los puntos que faltan hasta 3, sumados sobre los proyectos que respondieron.")
        return Table("pareto", _("Dónde falta más"), heads, rows, 1, note)

    def alerts(self) -> Table:
        """Critical items at 0."""
        title = _("Avisos: preguntas críticas en 0")
        return self._by_item("alerts", title, self._results.alerts)

    def disagreements(self) -> Table:
        """Items on which the respondents of one project are far apart."""
        title = _("Desacuerdos: personas del mismo proyecto a dos niveles o más")
        return self._by_item("disagreements", title, self._results.disagreements)

    def _by_item(self, id: str, title: str, found: Sequence[tuple[Item, Sequence[Scored]]]) -> Table:
        """How many projects each item is of, and which; not which where none of them is named."""
        named = any(self._told(each) for _item, projects in found for each in projects)
        rows = tuple(
            Row((Cell(item_name(item)), *([Cell(self._codes(projects))] if named else []), self._count(len(projects))))
            for item, projects in found
        )
        heads = (_("Pregunta"), *([_("Códigos")] if named else []), _("Proyectos"))
        return Table(id, title, heads, rows, len(heads) - 1)

    def _codes(self, projects: Sequence[Scored]) -> str:
        codes = [each.project.code for each in projects if self._told(each)]
        untold = [_("sin nombrar: {n}").format(n=len(projects) - len(codes))] if len(codes) < len(projects) else []
        return ", ".join([*codes, *untold])

    def moved(self) -> Table:
        """What moved since the wave before, and by which items."""
        change = self._results.change
        if change is None:
            return Table("moved", "", (), ())
        rows = tuple(Row((Cell(item_name(item)), self._change(part))) for item, part in change.moved if part)
        title = _("Qué se movió desde la ola {wave}: {change}")
        wave = self._results.before.round.wave if self._results.before else ""
        said = title.format(wave=wave, change=self._change(change.by).text)
        note = _("Promedio de los proyectos con puntaje en las dos olas ({n}); las partes suman el cambio.")
        return Table("moved", said, (_("Pregunta"), _("Aporte")), rows, 1, note.format(n=len(change.changes)))

    def answers(self) -> Table:
        """How many respondents gave each level."""
        tallies = [each for each in self._results.tallies.values() if isinstance(each, Tally)]
        scaled = [each for each in tallies if each.item.kind is Kind.SCALE]
        rows = tuple(
            Row((Cell(item_name(each.item)), *map(self._count, each.counts.values()),
                 self._count(each.not_applicable), self._count(each.not_known)))
            for each in scaled
        )  # fmt: skip
        heads = (_("Pregunta"), "0", "1", "2", "3", "NA", "NS")
        return Table("answers", _("Cuántas personas respondieron cada nivel"), heads, rows)

    def choices(self) -> Table:
        """How many respondents chose each option."""
        tallies = [each for each in self._results.tallies.values() if isinstance(each, Tally)]
        rows = tuple(
            Row((Cell(item_name(each.item)), Cell(str(option.text)), self._count(each.counts[option.id])))
            for each in tallies
            for option in each.item.options
        )
        heads = (_("Pregunta"), _("Respuesta"), _("Personas"))
        return Table("choices", _("Cuántas personas eligieron cada opción"), heads, rows, 2)

    def numbers(self) -> Table:
        """The indicators, summed over those that answered."""
        rows = tuple(
            Row((Cell(_measured(each.item)), *self._number(each))) for each in self._results.numbers.values()
        )
        note = _("Cada suma cuenta solo los proyectos que respondieron; el avance, los que dieron los tres números.")
        return Table("numbers", _("Indicadores"), (_("Indicador"), *_number_heads()), rows, 1, note)

    def countries(self) -> Table:
        """The indicators that are facts of projects, by country."""
        rows = tuple(
            Row((Cell(_measured(each.item)), Cell(group_name("country", name)), *self._number(of)))
            for each in self._results.numbers.values()
            for name, of in each.countries.items()
            if len(each.countries) > 1
        )
        heads = (_("Indicador"), _("País"), *_number_heads())
        return Table("countries", _("Indicadores por país"), heads, rows, 2)

    def _number(self, found: RollUp) -> tuple[Cell, ...]:
        amounts: tuple[Total, ...] = (found.baseline, found.target, found.value)
        return (*(self._amount(each.amount) for each in amounts), self._share(found.progress),
                self._count(found.value.projects))  # fmt: skip

    def beside(self, found: Beside) -> Table:
        """A published figure and ours."""
        rows = [
            Row((Cell(_part(share)), self._share(share.published), _why(share.ours) or self._share(_known(share.ours))))
            for share in found.shares
            if share.title or share.published or _known(share.ours)
        ]
        if found.benchmark.score is not None:
            published = self._score(Fraction(found.benchmark.score))
            rows.append(Row((Cell(_("Puntaje")), published, _why(found.score) or self._score(found.score))))
        unasked = Cell(_(UNASKED))
        rows += [
            Row((Cell(f"{figure.title} ({figure.unit})"), self._amount(float(figure.value), 0), unasked))
            for figure in found.benchmark.figures
        ]
        title, note, source = str(found.benchmark.title), found.benchmark.note, str(found.benchmark.source)
        told = _("{note} Fuente: {source}").format(note=note, source=source) if note else source
        return Table(found.benchmark.id, title, (_("Qué"), _("Publicado"), _("Esta sala")), tuple(rows), 1, told)

    def written(self) -> Table:
        """What was written to open questions, for whoever leads: by the alphabet, so that its place tells nobody."""
        tallies = [each for each in self._results.tallies.values() if self._named and isinstance(each, Tally)]
        rows = tuple(Row((Cell(item_name(each.item)), Cell(text))) for each in tallies for text in each.texts)
        note = _("Sin código ni proyecto, en orden alfabético.")
        return Table("written", _("Lo que se escribió"), (_("Pregunta"), _("Respuesta")), rows, 2, note)

    def left_out(self) -> Table:
        """The sheets that do not count, each with why; for the room, how many for each reason."""
        if not self._named:
            return self._left_out_together()
        codes = {project.id: project.code for project in self._results.round.projects}
        rows = tuple(
            Row((Cell(codes.get(each.sheet.project, NOTHING)), Cell(each.sheet.respondent), Cell(str(each))))
            for each in self._results.left_out
        )
        heads = (_("Proyecto"), _("Quien responde"), _("Por qué no cuenta"))
        return Table("left_out", _("Hojas que no cuentan"), heads, rows, 3)

    def _left_out_together(self) -> Table:
        found = Counter(str(each) for each in self._results.left_out)
        rows = tuple(Row((Cell(why), self._count(count))) for why, count in found.items())
        return Table("left_out", _("Hojas que no cuentan"), (_("Por qué no cuenta"), _("Hojas")), rows)

    # ------------------------------------------------------------ one project

    def own(self, project: Scored) -> Table:
        """Its dimensions, beside the wave before and the room."""
        earlier = self._results.earlier(project)
        scores = {**project.dimensions, "": project.overall}
        olds = {**earlier.dimensions, "": earlier.overall} if earlier else {}
        room = {**self._results.whole.dimensions, "": self._results.whole.overall}
        rows = tuple(
            self._own(self._titles.get(id) or _("Todas las dimensiones"), score, olds.get(id), room[id])
            for id, score in scores.items()
            if id or self._overall
        )
        heads = (_("Dimensión"), _("Nivel"), _("Puntaje"), _("Ola anterior"), _("Cambio"), _("Mediana de la sala"))
        return Table("own", _("El proyecto por dimensión"), heads, rows, 2)

    def _own(self, title: str, score: Score, old: Score | None, room: Spread | Insufficient) -> Row:
        both = isinstance(score, Fraction) and isinstance(old, Fraction)
        by = score - old if both and isinstance(score, Fraction) and isinstance(old, Fraction) else None
        median = self._score(room.median if isinstance(room, Spread) else None)
        return Row((Cell(title), self._level(score), self._score(score), self._score(old), self._change(by), median))

    def weakest(self, project: Scored) -> Table:
        """The three weakest items, and what to do."""
        rows = tuple(
            Row((Cell(item_name(item)), Cell(str(item.action) if item.action else NOTHING),
                 self._score(project.items[item.id].mean)))
            for item in project.weakest
        )  # fmt: skip
        heads = (_("Pregunta"), _("Acción sugerida"), _("Puntaje"))
        return Table("weakest", _("Tres próximos pasos"), heads, rows, 2)

    def own_moved(self, project: Scored) -> Table:
        """What moved its score, and by which items."""
        change = self._results.changes.get(project.project.id)
        if change is None:
            return Table("own_moved", "", (), ())
        rows = tuple(
            Row((Cell(item_name(each.item)), self._score(each.before), self._score(each.now), self._change(each.part)))
            for each in change.moved
            if each.part
        )
        title = _("Qué movió el puntaje: {change}").format(change=self._change(change.by).text)
        return Table("own_moved", title, (_("Pregunta"), _("Antes"), _("Ahora"), _("Aporte")), rows)

    def own_numbers(self, project: Scored) -> Table:
        """Its indicators: the mean of its respondents."""
        found = rolled_up(self._results.instrument, [project]).values()
        rows = tuple(Row((Cell(_measured(each.item)), *self._number(each)[:-1])) for each in found)
        return Table("own_numbers", _("Indicadores"), (_("Indicador"), *_number_heads()[:-1]), rows)

    def own_items(self, project: Scored) -> Table:
        """Every item of it."""
        rows = tuple(
            Row((Cell(item_name(each.item)), Cell(_marks(each.alert, each.disagreement)), self._score(each.mean),
                 self._count(each.not_applicable), self._count(each.not_known)))
            for each in project.items.values()
        )  # fmt: skip
        heads = (_("Pregunta"), _("Señal"), _("Puntaje"), "NA", "NS")
        return Table("own_items", _("Todas las preguntas"), heads, rows, 2)


def _measured(item: Item) -> str:
    return f"{item_name(item)} ({item.unit})" if item.unit else item_name(item)


def _part(share: Share) -> str:
    """What one part of a distribution is; what the parts leave is not known where it was published, and known here."""
    if share.title is not None:
        return str(share.title)
    return _("Sin dato; en esta sala, otras respuestas") if _known(share.ours) else _("Sin dato")


def _known(found: Fraction | Insufficient) -> Fraction | None:
    return None if isinstance(found, Insufficient) else found


def _why(found: Fraction | Insufficient) -> Cell | None:
    """Why there is nothing of ours, in few words."""
    if not isinstance(found, Insufficient):
        return None
    return Cell(_(WHY.get(found.code, UNSCORED)).format(needed=found.needed))


def _number_heads() -> tuple[str, ...]:
    return _("Línea de base"), _("Meta"), _("Valor medido"), _("Avance"), _("Proyectos")


def _marks(alert: bool, disagreement: bool) -> str:
    found = [_("▲ aviso")] * alert + [_("◆ desacuerdo")] * disagreement
    return ", ".join(found)


def group_name(by: str, name: str) -> str:
    """What a group of a room is called; those that do not say it stand together."""
    if not name:
        return _("sin dato")
    names: dict[str, Callable[[], dict[str, str]]] = {
        "country": lambda: {country.code: country.name for country in countries(language())},
        "stage": lambda: {stage.value: _(stage.label) for stage in Stage},
    }
    return names[by]().get(name, name) if by in names else name
