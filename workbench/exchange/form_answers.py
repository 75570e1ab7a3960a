"""The sheets in the answers to a form. What cannot be read is told by row and column, and nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from pydantic import ValidationError

from workbench.exchange import xlsform_names as names
from workbench.exchange.form_columns import Columns, by_label, columns, key
from workbench.exchange.form_rows import ID_COLUMNS, SENT_COLUMNS, FormRows, refused, uuid
from workbench.exchange.xlsform import called
from workbench.exchange.xlsform_names import Part, Question
from workbench.i18n import _
from workbench.model import messages
from workbench.survey.instrument import Instrument, Item, Kind
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import Round
from workbench.survey.sheet import NOTHING, Answer, Missing, Sheet

FIELDS = {
    Part.VALUE: "number", Part.BASELINE: "baseline", Part.TARGET: "target", Part.REASON: "reason",
    Part.EVIDENCE: "evidence", Part.COMMENT: "comment",
}  # fmt: skip
MISSING = {each.value: each for each in Missing}
_NUMBER = re.compile(r"[-−]?[0-9]{1,16}(?:\.[0-9]+)?")
_COMMA = re.compile(r"([-−]?[0-9]{1,16}),([0-9]{1,2}|[0-9]{4,12})")
"""A decimal comma, where three digits after it could not be meant as thousands."""


@dataclass(frozen=True)
class Trouble:
    """What could not be read: ``row`` as the file numbers it, ``column`` its head ('' for the whole row), and why."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        text = _("fila {row}, {column}: {sentence}") if self.column else _("fila {row}: {sentence}")
        return text.format(row=self.row, column=messages.short(self.column), sentence=self.sentence)


@dataclass(frozen=True)
class Answers:
    """The sheets, what could not be read, and the heads of columns that are no question and were left alone.

    ``declined``: how many were asked and did not want to answer.
    """

    sheets: tuple[Sheet, ...]
    troubles: tuple[Trouble, ...]
    unknown: tuple[str, ...]
    declined: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """What could not be read and what was left alone, a sentence each."""
        text = _("Columnas que no son del formulario y no se leyeron: {heads}.")
        left = (text.format(heads=", ".join(map(messages.short, self.unknown))),) if self.unknown else ()
        return (*map(str, self.troubles), *left)


def answers(rows: FormRows, instrument: Instrument, round: Round) -> Answers:
    """The sheets of a round. A submission's id is its sheet's: read again, it gives the same.

    A value that cannot be read stays in its answer's comment. A row of no project of this round gives no sheet.
    Raises SurveyRefused where no column is one of the form.
    """
    reader = _Reader(rows, instrument, round)
    if not reader.columns.at.keys() & {names.CONSENT, names.PROJECT, names.RESPONDENT, *instrument.items}:
        raise refused("foreign")
    reader.heads()
    sheets = [sheet for number, row in rows.rows if (sheet := reader.sheet(number, row)) is not None]
    return Answers(tuple(sheets), tuple(reader.troubles), tuple(reader.columns.unknown), reader.declined)


def of_rounds(
    rows: FormRows, known: Callable[[UUID], tuple[Round, Instrument] | None], only: UUID | None = None
) -> tuple[Answers, tuple[UUID, ...]]:
    """The sheets of each round the rows name, or of ``only``, and the rounds that are known.

    ``known`` gives a round and what it asks, None where it is not here. Raises SurveyRefused where none is.
    """
    found: list[Answers] = []
    here: list[UUID] = []
    troubles: list[Trouble] = []
    for id in [only] if only else sorted(rows.rounds, key=str):
        mine = rows if only else rows.of(id)
        if (of := known(id)) is not None:
            here.append(id)
            found.append(answers(mine, of[1], of[0]))
        else:
            text = _("Es de una ronda que no está en esta biblioteca: la fila no se importó.")
            troubles += [Trouble(number, names.ROUND, text) for number in mine.naming(id)]
    if not here:
        text = _("Son respuestas de una ronda que no está en esta biblioteca: traiga primero su archivo .round.")
        raise SurveyRefused(text)
    troubles += [trouble for each in found for trouble in each.troubles]
    told = sorted(dict.fromkeys(troubles), key=lambda trouble: trouble.row)
    sheets = tuple(sheet for each in found for sheet in each.sheets)
    return Answers(sheets, tuple(told), found[0].unknown, sum(each.declined for each in found)), tuple(here)


class _Skipped(Exception):
    """A row that gives no sheet: why has been told, or it declined."""


@dataclass
class _Reader:
    rows: FormRows
    instrument: Instrument
    round: Round
    troubles: list[Trouble] = field(default_factory=list)
    declined: int = 0

    def __post_init__(self) -> None:
        self.columns: Columns = columns(self.rows.heads, self.instrument)
        self.options = {
            id: by_label(names.choices(item) for _code in names.spoken()) for id, item in self.instrument.items.items()
        }
        self.consents = by_label(names.yes_no() for _code in names.spoken())
        self.projects = {
            key(text): project.id
            for project in self.round.projects
            for text in (called(project), project.code, str(project.id))
        }

    def heads(self) -> None:
        """Tell what is odd about the columns."""
        for head in self.columns.twice:
            self.tell(1, head, _("La columna está dos veces: se leyó la primera."))
        for name, at in self.columns.older.items():
            text = _("La versión {version} no tiene la pregunta «{item}»: sus respuestas se guardan y no se cuentan.")
            self.tell(1, self.rows.heads[at], text.format(version=self.instrument.version, item=name))
        if names.CONSENT not in self.columns.at:
            self.tell(1, names.CONSENT, _("Falta la columna del consentimiento: las hojas se guardan y no se cuentan."))

    def sheet(self, number: int, row: tuple[str, ...]) -> Sheet | None:
        """The sheet of a row; None where it gives none."""
        try:
            return _RowReader(self, number, row).sheet()
        except _Skipped:
            return None
        except ValidationError as error:
            self.tell(number, "", messages.sentence(error.errors(include_url=False)[0]))
            return None

    def tell(self, row: int, column: str, sentence: str) -> None:
        """Add what could not be read."""
        self.troubles.append(Trouble(row, column, sentence))


@dataclass
class _RowReader:
    reader: _Reader
    number: int
    row: tuple[str, ...]

    def sheet(self) -> Sheet:
        """Raises _Skipped, ValidationError."""
        of = self.reader
        self._belongs()
        agreed, id = self._consent(), self._id()
        if agreed is False and not self._answered():
            of.declined += 1
            raise _Skipped
        project = self._project()
        started, ended = self._time(names.START), self._time(names.END)
        sent = next(filter(None, map(self._time, SENT_COLUMNS)), None)
        version = self._cell(names.VERSION)
        return Sheet(
            id=id,
            round=of.round.id,
            project=project,
            respondent=self._cell(names.RESPONDENT) or self._no_code(id),
            consent=bool(agreed),
            instrument=of.instrument.id,
            version=int(version) if re.fullmatch("[1-9][0-9]{0,5}", version) else of.instrument.version,
            started=started,
            changed=ended or sent,
            finished=sent or ended,
            answers={item: answer for item, answer in self._answers() if answer != NOTHING},
        )

    def _cell(self, name: str) -> str:
        at = self.reader.columns.at.get(name)
        return self.row[at] if at is not None and at < len(self.row) else ""

    def tell(self, name: str, sentence: str) -> None:
        at = self.reader.columns.at.get(name)
        self.reader.tell(self.number, self.reader.rows.heads[at] if at is not None else name, sentence)

    def _skip(self, name: str, sentence: str) -> _Skipped:
        self.tell(name, sentence)
        return _Skipped()

    def _belongs(self) -> None:
        """Raise _Skipped where the row is of another round or instrument, or shifted."""
        of, round, instrument = self.reader, self._cell(names.ROUND), self._cell(names.INSTRUMENT)
        if any(self.row[len(of.rows.heads) :]):
            raise self._skip(
                "", _("La fila tiene más celdas que la cabecera: no se importó. Descargue el archivo de nuevo.")
            )
        if round and uuid(round) != of.round.id:
            raise self._skip(names.ROUND, _("Es de otra ronda: la fila no se importó."))
        if instrument and instrument != of.instrument.id:
            text = _("Responde a otro instrumento, «{other}»: la fila no se importó.")
            raise self._skip(names.INSTRUMENT, text.format(other=messages.short(instrument)))

    def _consent(self) -> bool | None:
        """Whether the respondent agreed; None where it is not said."""
        text = self._cell(names.CONSENT)
        code = self.reader.consents.get(key(text)) if text else None
        if text and code is None:
            sentence = _("«{text}» no dice si acepta: la hoja se guarda y no se cuenta.")
            self.tell(names.CONSENT, sentence.format(text=messages.short(text)))
        return None if code is None else code == names.YES

    def _project(self) -> UUID:
        text = self._cell(names.PROJECT)
        if not text:
            raise self._skip(
                names.PROJECT,
                _("Falta el proyecto: la fila no se importó. Escríbalo en el archivo e impórtelo de nuevo."),
            )
        found = self.reader.projects.get(key(text))
        if found is None:
            sentence = _(
                "El proyecto «{text}» no está en esta ronda: la fila no se importó. "
                "Corríjalo en el archivo e impórtelo de nuevo."
            )
            raise self._skip(names.PROJECT, sentence.format(text=messages.short(text)))
        return found

    def _id(self) -> UUID:
        """The submission's id; from what the row says where it has none."""
        text = next(filter(None, map(self._cell, ID_COLUMNS)), "")
        return uuid(text) or uuid5(self.reader.round.id, text or "\x1f".join(self.row))

    def _no_code(self, id: UUID) -> str:
        code = str(id)[:8]
        self.tell(names.RESPONDENT, _("Falta el código de quien responde: se le dio «{code}».").format(code=code))
        return code

    def _time(self, name: str) -> datetime | None:
        """A time as servers write it; without a zone it is that of the server, UTC."""
        try:
            time = datetime.fromisoformat(self._cell(name))
        except ValueError:
            return None
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)

    def _answered(self) -> bool:
        return any(self._cell(question.name) for question in names.all_questions(self.reader.instrument))

    def _answers(self) -> Iterator[tuple[str, Answer]]:
        for id, item in self.reader.instrument.items.items():
            said = {each: self._cell(each.name) for each in names.questions(item)}
            if any(said.values()):
                yield id, self._answer(item, said)
        for id, at in self.reader.columns.older.items():
            if at < len(self.row) and self.row[at]:
                yield id, Answer(text=self.row[at])

    def _answer(self, item: Item, said: dict[Question, str]) -> Answer:
        """The answer to an item. What cannot be read goes into the comment as ``name: text``, and is told."""
        values: dict[str, object] = {}
        unread: list[str] = []
        for question, text in said.items():
            sentence = self._take(item, question.part, text, values) if text else ""
            if sentence:
                self.tell(question.name, sentence)
                unread.append(f"{question.name}: {text}")
        try:
            return Answer.model_validate(_noted(values, unread))
        except ValidationError as error:
            self.tell(item.id, messages.sentence(error.errors(include_url=False)[0]))
            whole = [f"{question.name}: {text}" for question, text in said.items() if text]
            return Answer.model_validate(_noted({}, whole))

    def _take(self, item: Item, part: Part, text: str, values: dict[str, object]) -> str:
        """Put what a cell says among the values; what is wrong with it, or ''."""
        if part is Part.MISSING or (part is Part.VALUE and item.kind in (Kind.SCALE, Kind.CHOICE)):
            return self._chosen(item, text, values)
        if part in (Part.REASON, Part.EVIDENCE, Part.COMMENT):
            values[FIELDS[part]] = text
        elif item.kind is Kind.TEXT:
            values["text"] = text
        elif (number := _number(text)) is None:
            return _("«{text}» no es un número; quedó en el comentario.").format(text=messages.short(text))
        else:
            values[FIELDS[part]] = number
        return ""

    def _chosen(self, item: Item, text: str, values: dict[str, object]) -> str:
        code = self.reader.options[item.id].get(key(text))
        if code is None:
            if item.kind is Kind.SCALE:
                sentence = _("«{text}» no es un nivel de 0 a 3, ni «no aplica» ni «no sabe»; quedó en el comentario.")
            else:
                sentence = _("«{text}» no es una de las opciones; quedó en el comentario.")
            return sentence.format(text=messages.short(text))
        if code in MISSING:
            values["missing"] = MISSING[code]
        elif item.kind is Kind.SCALE:
            values["score"] = int(code)
        else:
            values["choice"] = code
        return ""


def _noted(values: dict[str, object], unread: list[str]) -> dict[str, object]:
    """The values with what could not be read in their comment."""
    comment = "\n".join(filter(None, [str(values.get("comment", "")), *unread]))
    return values | {"comment": comment}


def _number(text: str) -> Decimal | None:
    """A number as servers write it, with a point; with a comma too where that is beyond doubt."""
    compact = text.replace("−", "-")
    if comma := _COMMA.fullmatch(compact):
        compact = f"{comma[1]}.{comma[2]}"
    return Decimal(compact) if _NUMBER.fullmatch(compact) else None
