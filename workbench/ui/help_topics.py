"""The pages of the help: what the guide says of each step, the words of a plan, and how every figure is computed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import chain, groupby
from operator import itemgetter

from forms import GUIDE
from forms.fields import ask_at
from forms.glossary import GLOSSARY
from forms.guide import Lines, Page, Show
from forms.places import page_of
from workbench.engine.projection import published
from workbench.folding import folded
from workbench.i18n import _, quoted
from workbench.model.base import Ask
from workbench.model.plan import Plan
from workbench.report import method
from workbench.report.method import Bound, Entry
from workbench.report.method_text import clauses, defaults, facts
from workbench.ui import search_index as found
from workbench.ui.guide_panel import PARTS

OPEN, MIDDLE, SHUT = "\x02", "\x03", "\x04"
"""Around the name of a figure in a rule and what it is called, until the text is escaped."""
_PART = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}([^{SHUT}]*){SHUT}")


@dataclass(frozen=True)
class Topic:
    """One page of the help. ``name``: the figure it is about, or see below; ``words``: by which it is found."""

    title: str
    html: str
    words: str
    name: str = ""


def of_page(page: Page) -> str:
    """The name of the topic of a step of the guide."""
    return f"page:{page.number}"


def of_word(term: str) -> str:
    """The name of the topic of a word of the glossary."""
    return f"word:{term}"


def of_entry(entry: found.Entry) -> str:
    """The name of the topic of what was found and is in no open plan: a step, a field, a figure or a word."""
    if entry.sort is found.Sort.FIGURE:
        return published()[entry.place].figure.name
    if entry.sort is found.Sort.HELP:
        return of_word(entry.place)
    return of_page(GUIDE.page(int(entry.place)) if entry.sort is found.Sort.PAGE else page_of(GUIDE, entry.place))


def topics() -> Iterator[tuple[str, list[Topic]]]:
    """Everything under the heads of the list, in the language of here and now."""
    yield _("Guía"), list(map(_step, GUIDE.pages))
    yield _("Palabras"), sorted(map(_word, GLOSSARY), key=lambda each: folded(each.title))
    yield from _computed()


def _step(page: Page) -> Topic:
    """What the guide says of a step, what is asked there, and its words."""
    told = [(_(heading), _(getattr(page.guidance, name))) for name, heading in PARTS]
    html, words = _paragraphs(_(page.subtitle)) + _told(told), [_(page.subtitle), *(text for _head, text in told)]
    asked, terms = _("Qué se pregunta"), page.guidance.terms
    for table, asks in groupby(_asked(page), itemgetter(0)):
        questions = [(_(ask.label), _(ask.help)) for _table, ask in asks]
        html += f"<h4>{escape(table or asked)}</h4>{_told(questions)}"
        words += [table, *chain(*questions)]
    if terms:
        head = _("Palabras de esta página")
        links = (f'<a href="#{of_word(term)}">{escape(_(GLOSSARY[term].name))}</a>' for term in terms)
        html += f"<h4>{escape(head)}</h4><p>{', '.join(links)}</p>"
    title = f"{page.number} · {_(page.title)}"
    return Topic(title, html, " ".join((title, *words)), of_page(page))


def _asked(page: Page) -> Iterator[tuple[str, Ask]]:
    """What a page asks, each with the name of the table it stands in, or none."""
    for item in (each for section in page.sections for each in section.items):
        if isinstance(item, Show) and not item.read_only:
            yield "", ask_at(Plan, item.path)
        elif isinstance(item, Lines):
            for kind in item.kinds:
                for show in found.shows(kind.sections):
                    yield found.table_name(item, kind), ask_at(kind.model, show.path)


def _word(term: str) -> Topic:
    """A word, and the steps that use it."""
    name, text = _(GLOSSARY[term].name), _(GLOSSARY[term].text)
    pages = (page for page in GUIDE.pages if term in page.guidance.terms)
    links = (f'<a href="#{of_page(page)}">{page.number} · {escape(_(page.title))}</a>' for page in pages)
    return Topic(name, f"{_paragraphs(text)}<p>{'<br>'.join(links)}</p>", f"{name} {text}", of_word(term))


def _told(parts: Iterable[tuple[str, str]]) -> str:
    """Texts below their heads."""
    return "".join(f"<p><b>{escape(head)}</b><br>{escape(text)}</p>" for head, text in parts)


def _computed() -> Iterator[tuple[str, list[Topic]]]:
    """The method: what holds for all, limits and classes, and every figure."""
    values = defaults()
    told = method.everything()
    general = Topic(_("Reglas generales"), _paragraphs(*map(_, method.RULES)), " ".join(map(_, method.RULES)))
    ends = [_bounds(_("Luces y clases"), method.classes(values))]
    ends.append(_bounds(_("Límites"), (*method.bounds(values), *clauses())))
    yield _("Método"), [general, *ends]
    families = list(method.families(told, _marked))
    tables = list(method.tables(told, _marked))
    known = {entry.name for _title, entries in (*families, *tables) for entry in entries}
    for title, entries in (*families, *tables):
        yield title, [_figure(entry, known, title) for entry in entries]


def _marked(name: str, called: str) -> str:
    return f"{OPEN}{name}{MIDDLE}{called}{SHUT}"


def _figure(entry: Entry, known: set[str], under: str) -> Topic:
    def linked(found: re.Match[str]) -> str:
        text = quoted(found[2])
        return f'<a href="#{found[1]}">{text}</a>' if found[1] in known else text

    rule = _PART.sub(linked, escape(entry.rule, quote=False))
    html = f"<p>= {rule}</p>"
    if entry.ids:
        html += _paragraphs(", ".join(entry.ids))
        html += "".join(f"<p><b>{escape(label)}:</b> {escape(text)}</p>" for label, text in facts(entry))
    plain = _PART.sub(lambda found: found[2], entry.rule)
    return Topic(entry.label, html, " ".join((under, entry.label, *entry.ids, plain, entry.source)), entry.name)


def _bounds(title: str, bounds: Iterable[Bound]) -> Topic:
    told = list(bounds)
    html = "".join(
        f"<p><b>{label}:</b> {value} <i>({source})</i><br>{about}</p>"
        for label, value, source, about in (
            map(escape, (each.label, each.value, each.source, each.about)) for each in told
        )
    )
    return Topic(title, html, " ".join(f"{each.label} {each.value} {each.about} {each.source}" for each in told))


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)
