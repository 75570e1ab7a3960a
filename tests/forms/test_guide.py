"""The interview asks every field once, every path leads somewhere, and every page says something."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from typing import get_args

import pytest
from forms_walk import in_guide, in_model, kinds, tables, views

from forms import GUIDE
from forms.documents import DOCUMENTS
from forms.fields import ask_at, field_at
from forms.glossary import GLOSSARY
from forms.guide import Lines, Page, Section, Show, View
from forms.places import page_of, places
from workbench.model.costs import Cost
from workbench.model.financing import Source
from workbench.model.plan import Plan
from workbench.model.revenue import Stream

PAGES = pytest.mark.parametrize("page", GUIDE.pages, ids=lambda page: page.id)
KINDS = [(page, kind) for page in GUIDE.pages for kind in kinds(page.sections)]
IN_KIND = ("in_kind", *(f"kind_{name}" for name in ("unit", "quantity", "value", "method", "evidence", "certifier")))
IRRELEVANT = {
    *(("Staff", f"costs/*/{name}") for name in ("vat", "vat_recoverable")),
    *(("ShareCost", f"costs/*/{name}") for name in ("vat", "vat_recoverable", "currency", "indexation", "own_rate")),
    *(("ShareCost", f"costs/*/{name}") for name in IN_KIND),
}
"""What a kind inherits and no figure reads: pay bears no VAT; a share has the money of what it is a share of."""
FROM_FINDINGS = {("Answer", "review/answers/*/finding")}
"""Filled in by the finding that is answered."""


def test_the_pages_are_those_of_the_guideline_in_order() -> None:
    assert [page.number for page in GUIDE.pages] == [1, 3, 4, 5, 6, 7, 8, 12, 15, 18, 19]
    assert GUIDE.page(5).id == "revenue"
    with pytest.raises(KeyError):
        GUIDE.page(2)


def test_every_asked_field_is_on_exactly_one_page() -> None:
    on = Counter(
        place
        for page in GUIDE.pages
        for place in {
            place for place, item in in_guide(page.sections) if isinstance(item, Show) and not item.read_only
        }
    )
    shown_tables = {place for page in GUIDE.pages for place, item in in_guide(page.sections) if isinstance(item, Lines)}
    parts = tuple(f"{item.part}/" for page in GUIDE.pages for item in views(page.sections) if item.part)
    written = {place for place in in_model(Plan) if place[1].startswith(parts)}
    asked = set(in_model(Plan)) - IRRELEVANT - FROM_FINDINGS - written
    assert parts == ("latest_survey/",)
    assert asked - shown_tables == set(on)
    assert shown_tables <= asked
    assert {place for place, times in on.items() if times > 1} == set()


def test_no_form_shows_a_field_twice() -> None:
    for page in GUIDE.pages:
        twice = {place for place, times in Counter(place for place, _ in in_guide(page.sections)).items() if times > 1}
        assert not twice


def test_a_table_of_lines_is_filled_on_one_page() -> None:
    free = Counter(table.path for page in GUIDE.pages for table in tables(page.sections) if not table.fixed)
    assert set(free.values()) == {1}
    fixed = {table.path for page in GUIDE.pages for table in tables(page.sections) if table.fixed}
    assert fixed - set(free) == {"review/answers"}


def test_what_is_asked_elsewhere_is_only_read() -> None:
    seen = [page.id for page in GUIDE.pages for place, _ in in_guide(page.sections) if place[1] == "services/*/name"]
    assert seen == ["continuation", "services", "costs"]


def test_the_results_ask_nothing_and_show_every_view() -> None:
    results = GUIDE.page(8)
    assert list(in_guide(results.sections)) == []
    views = [item.id for section in results.sections for item in section.items if isinstance(item, View)]
    assert {"break_even", "cash", "sources_uses", "public_private", "who_pays", "statements", "figures"} <= set(views)


def test_the_review_shows_findings_and_completeness() -> None:
    views = {item.id for section in GUIDE.page(18).sections for item in section.items if isinstance(item, View)}
    assert views == {"findings", "completeness"}


@pytest.mark.parametrize(("path", "union"), [("streams", Stream), ("costs", Cost), ("sources", Source)])
def test_a_table_has_a_form_for_each_of_its_kinds(path: str, union: object) -> None:
    (table,) = [table for page in GUIDE.pages for table in tables(page.sections) if table.path == path]
    models = get_args(get_args(union)[0])
    assert tuple(kind.model for kind in table.kinds) == models
    assert [kind.code for kind in table.kinds] == [model.model_fields["kind"].default for model in models]
    assert all(kind.label and kind.help for kind in table.kinds)


@pytest.mark.parametrize(("page", "kind"), KINDS, ids=lambda each: getattr(each, "id", each.__class__.__name__))
def test_every_path_of_a_form_leads_to_a_field(page: Page, kind: object) -> None:
    for section in kind.sections:  # type: ignore[attr-defined]
        for item in section.items:
            assert ask_at(kind.model, item.path).label  # type: ignore[attr-defined]


def test_every_column_has_a_caption_and_a_field() -> None:
    for page in GUIDE.pages:
        for table in (*tables(page.sections), *(t for kind in kinds(page.sections) for t in tables(kind.sections))):
            for column in table.columns:
                if column.paths != ("kind",):
                    _column_resolves(table, column.paths)
                assert column.label or ask_at(table.kinds[0].model, column.paths[0]).label


def _column_resolves(table: Lines, paths: tuple[str, ...]) -> None:
    found = {path for path in paths for kind in table.kinds if _has(kind.model, path)}
    assert found == set(paths), (table.path, paths)


def _has(model: type, path: str) -> bool:
    try:
        field_at(model, path)
    except KeyError:
        return False
    return True


def test_a_path_that_leads_nowhere_is_a_key_error() -> None:
    for path in ("project/nobody", "nobody/name", "project/name/more"):
        with pytest.raises(KeyError):
            ask_at(Plan, path)


@PAGES
def test_every_text_says_something(page: Page) -> None:
    texts = [page.title, page.subtitle, *(getattr(page.guidance, each.name) for each in fields(page.guidance))]
    assert all(texts)
    for table in (*tables(page.sections), *(t for kind in kinds(page.sections) for t in tables(kind.sections))):
        assert table.add
        assert table.empty.endswith(".")
    assert all(section.title for section in page.sections)


@PAGES
def test_a_section_of_a_form_has_items(page: Page) -> None:
    sections: list[Section] = [*page.sections, *(s for kind in kinds(page.sections) for s in kind.sections)]
    assert all(section.items for section in sections)


@PAGES
def test_the_guidance_uses_words_that_are_explained(page: Page) -> None:
    assert set(page.guidance.terms) <= set(GLOSSARY)


def test_every_word_is_explained_in_at_most_three_sentences_and_used() -> None:
    for term in GLOSSARY.values():
        assert term.name
        assert 1 <= term.text.count(". ") + 1 <= 3
        assert term.text.endswith(".")
    used = {term for page in GUIDE.pages for term in page.guidance.terms}
    assert set(GLOSSARY) == used


def test_no_text_puts_words_into_the_mouth_of_fomin() -> None:
    said = [getattr(page.guidance, each.name) for page in GUIDE.pages for each in fields(page.guidance)]
    said += [term.text for term in GLOSSARY.values()]
    assert not [text for text in said if isinstance(text, str) and "FOMIN exige" in text]


@PAGES
def test_every_source_names_a_document_or_common_practice(page: Page) -> None:
    source = page.guidance.source
    assert "práctica común" in source
    assert any(f"({number})" in source for number in ("000", "001", "002", "003", "004"))


def test_a_place_finds_its_page() -> None:
    line = "0f8fad5b-d9cb-469f-a165-70867728950e"
    expected = {
        "project/name": 1, "basis": 1, "services": 3, f"services/{line}": 3, f"services/{line}/need": 4,
        f"services/{line}/structure_share": 6, "segments": 4, f"streams/{line}/units/first": 5, f"costs/{line}": 6,
        f"sources/{line}/carries/{line}/share": 7, "sectors/firms": 7, "review/answers": 18, "criteria/team_of": 18,
        "factors/trust": 12, "latest_survey": 12, f"latest_survey/dimensions/{line}/score": 12,
        f"actions/{line}/source": 15,
    }  # fmt: skip
    assert {path: page_of(GUIDE, path).number for path in expected} == expected
    with pytest.raises(KeyError):
        page_of(GUIDE, "project/nobody")
    assert "streams/*/joins/season" in places(GUIDE.page(5))


def test_every_document_cited_has_a_title() -> None:
    cited = {number for page in GUIDE.pages for number in re.findall(r"\((\d{3})\)", page.guidance.source)}
    assert cited == set(DOCUMENTS)
