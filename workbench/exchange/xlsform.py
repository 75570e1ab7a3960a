"""An instrument as an XLSForm, the workbook from which KoboToolbox and ODK make a form. https://xlsform.org"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbench.exchange import xlsform_names as names
from workbench.exchange.xlsform_names import Part, Question
from workbench.i18n import LANGUAGES, _, language
from workbench.model.types import plain
from workbench.survey.instrument import Condition, Dimension, Instrument, Item, Kind
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import Round, RoundProject

ENDING = ".xlsx"
SPOKEN = {code: f"{name} ({code})" for code, name in LANGUAGES.items()}
"""The languages as XLSForm names them: ``label::Español (es)``."""
HEAD = ("type", "name", *(f"{column}::{name}" for column in ("label", "hint") for name in SPOKEN.values()),
        "required", "relevant", "calculation", "appearance")  # fmt: skip
CHOICES_HEAD = ("list_name", "name", *(f"label::{name}" for name in SPOKEN.values()))
WIDTHS = {"type": 26, "name": 16, "list_name": 18, "required": 9, "relevant": 30}
WIDE = 48
AGREED = f"${{{names.CONSENT}}} = '{names.YES}'"
SEARCHED = "minimal autocomplete"
"""A list to search in: a round may have fifty projects."""
Row = tuple[str, ...]


def xlsform(instrument: Instrument, round: Round | None = None) -> bytes:
    """The workbook of a form, all languages in it; that of the moment is the one it opens in.

    With a round its projects are the ones to choose from; without, the project is typed. Raises SurveyRefused where a
    code cannot be a name of the form.
    """
    pages = sheets(instrument, round)
    _refuse_doubles(pages)
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for title, rows in pages.items():
            page = book.add_worksheet(title)
            _write(page, rows)
            page.set_row(0, None, bold)
            page.freeze_panes(1, 2)
            for at, head in enumerate(rows[0]):
                page.set_column(at, at, WIDTHS.get(head, WIDE), wrapped)
    return made.getvalue()


def sheets(instrument: Instrument, round: Round | None) -> dict[str, list[Row]]:
    """The three sheets by their names, heads first."""
    survey = [HEAD, *_survey(instrument, round)]
    choices = [CHOICES_HEAD, *_choices(instrument, round)]
    mark = hashlib.sha256(repr((survey, choices)).encode()).hexdigest()[:6]
    return {"survey": survey, "choices": choices, "settings": _settings(instrument, round, mark)}


def _write(page: Worksheet, rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                page.write_string(at, column, text)


def _refuse_doubles(made: dict[str, list[Row]]) -> None:
    """Ids of an instrument may be another's with its ending, or what every form has, or what stands for no answer."""
    asked = Counter([names.META, *(row[1] for row in made["survey"] if row[1])])
    for name in (name for name, times in asked.items() if times > 1):
        text = _("En el formulario dos cosas se llamarían «{id}»: cambie ese código en una copia del instrumento.")
        raise SurveyRefused(text.format(id=name), "dimensions")
    for row in (row for row, times in Counter(row[:2] for row in made["choices"]).items() if times > 1):
        text = _("El código de opción «{id}» está reservado: cámbielo en una copia del instrumento.")
        raise SurveyRefused(text.format(id=row[1]), "dimensions")


def _row(
    kind: str, name: str, label: Callable[[], str] | None = None, hint: Callable[[], str] | None = None,
    required: bool = False, relevant: str = "", calculation: str = "", appearance: str = "",
) -> Row:  # fmt: skip
    labels = _in_each(label)
    return (kind, name, *labels, *_in_each(hint), "yes" if required else "", relevant, calculation, appearance)


def _in_each(text: Callable[[], str] | None) -> list[str]:
    """A text in each language, in the order of the columns."""
    return [text() if text is not None else "" for _code in names.spoken()]


def _survey(instrument: Instrument, round: Round | None) -> Iterator[Row]:
    yield from _row_of_the_file(instrument, round)
    purpose, consent, project, respondent, farewell = (partial(names.label, name, instrument) for name in names.SAID)
    yield _row("note", names.PURPOSE, purpose)
    yield _row("select_one yes_no", names.CONSENT, consent, required=True)
    kind, look = ("text", "") if round is None else ("select_one projects", SEARCHED)
    yield _row(kind, names.PROJECT, project, required=True, relevant=AGREED, appearance=look)
    yield _row("text", names.RESPONDENT, respondent, _a_code, required=True, relevant=AGREED)
    titles = {group.id: group.title for group in instrument.groups}
    for group, below in groupby(instrument.dimensions, attrgetter("group")):
        if group is not None:
            yield _row("begin_group", group, partial(str, titles[group]), relevant=AGREED)
        for dimension in below:
            yield from _dimension(dimension)
        if group is not None:
            yield _row("end_group", "")
    yield _row("note", names.FAREWELL, farewell, relevant=f"${{{names.CONSENT}}} = '{names.NO}'")


def _a_code() -> str:
    return _("El que le dieron, o uno que usted recuerde, como TC-03. No escriba su nombre.")


def _row_of_the_file(instrument: Instrument, round: Round | None) -> Iterator[Row]:
    """What the file tells about itself, unseen: when it was filled in, and what it answers."""
    for name in (names.START, names.END):
        yield _row(name, name)
    told = {names.INSTRUMENT: instrument.id, names.VERSION: str(instrument.version)}
    if round is not None:
        told[names.ROUND] = str(round.id)
    for name, value in told.items():
        yield _row("calculate", name, calculation=f"'{value}'")


def _dimension(dimension: Dimension) -> Iterator[Row]:
    yield _row("begin_group", dimension.id, lambda: f"{dimension.id}. {dimension.title}", relevant=AGREED)
    for item in dimension.items:
        for question in names.questions(item):
            yield _asked(question)
    yield _row("end_group", "")


def _asked(question: Question) -> Row:
    item, part = question.item, question.part
    hint = (lambda: str(item.help)) if item.help is not None and part is Part.VALUE else None
    return _row(_kind(item, part), question.name, lambda: question.label, hint, part is Part.REASON,
                _relevant(item, part))  # fmt: skip


def _kind(item: Item, part: Part) -> str:
    if part is Part.MISSING:
        return "select_one missing"
    if part in (Part.REASON, Part.EVIDENCE, Part.COMMENT) or item.kind is Kind.TEXT:
        return "text"
    return "decimal" if item.kind is Kind.NUMBER else f"select_one {_list(item)}"


def _list(item: Item) -> str:
    return f"of_{item.id}"


def _relevant(item: Item, part: Part) -> str:
    """When a row is shown. What hangs on an answer hides with it: a form forgets the answers it hides."""
    value = f"${{{item.id}}}"
    if part is Part.REASON:
        said = f"${{{item.id}{Part.MISSING.ending}}}" if item.kind is Kind.NUMBER else value
        return f"{said} = 'na'"
    if part in (Part.EVIDENCE, Part.COMMENT):
        return f"{value} != ''"
    condition = _condition(item.ask_if) if item.ask_if is not None else ""
    if part is Part.MISSING:
        return " and ".join(filter(None, (condition, f"{value} = ''")))
    return condition


def _condition(condition: Condition) -> str:
    asked = f"${{{condition.item}}}"
    if condition.at_least is not None:
        return f"{asked} >= {plain(condition.at_least)}"
    return f"{asked} = '{condition.is_}'"


def _choices(instrument: Instrument, round: Round | None) -> Iterator[Row]:
    yield from _listed("yes_no", names.yes_no)
    yield from _listed("missing", names.missing)
    if round is not None:
        for project in round.projects:
            yield ("projects", str(project.id), *[called(project)] * len(SPOKEN))
    for item in instrument.items.values():
        if item.kind in (Kind.SCALE, Kind.CHOICE):
            yield from _listed(_list(item), partial(names.choices, item))


def called(project: RoundProject) -> str:
    """How a form calls a project."""
    return f"{project.code} · {project.name}" if project.name else project.code


def _listed(name: str, options: Callable[[], Iterable[tuple[str, str]]]) -> Iterator[Row]:
    said = [list(options()) for _code in names.spoken()]
    for each in zip(*said, strict=True):
        yield (name, each[0][0], *(label for _id, label in each))


def _settings(instrument: Instrument, round: Round | None, mark: str) -> list[Row]:
    """The form's own id is that of the round: two rounds of one instrument are two forms.

    ``mark``: of what is asked. ODK wants another version when that changes, and the projects of a round do.
    """
    wave = (round.title or round.wave) if round is not None else ""
    form = str(round.id)[:8] if round is not None else f"v{instrument.version}"
    told = {
        "form_title": " · ".join(filter(None, (str(instrument.title), wave))),
        "form_id": f"{instrument.id}_{form}",
        "version": f"{instrument.version}-{mark}",
        "default_language": SPOKEN[language()],
        "instance_name": f"${{{names.RESPONDENT}}}",
    }
    return [tuple(told), tuple(told.values())]
