"""Every language says every text of the program: guide, glossary, help, findings, the sentences of the figures.

``check`` prints how many are lacking, so that work in Spanish can go on; here it is a failure.
"""

from __future__ import annotations

import pytest
from house.catalogues import marked, paths, translations

from workbench.i18n import LANGUAGES, SOURCE_LANGUAGE

CODES = sorted(set(LANGUAGES) - {SOURCE_LANGUAGE})


def test_every_language_has_its_catalogue() -> None:
    assert sorted(paths()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_said(code: str) -> None:
    said = translations(paths()[code])
    assert [text for text in marked() if not said.get(text)] == [], "dev.py texts, then translate"


@pytest.mark.parametrize("code", CODES)
def test_no_text_is_said_that_is_gone(code: str) -> None:
    assert sorted(set(translations(paths()[code])) - marked().keys()) == [], "dev.py texts"
