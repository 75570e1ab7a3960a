"""The language of what the commands say: asked for, kept in the settings, or the system's."""

from __future__ import annotations

import pytest
from cli_program import Run
from house.catalogues import paths, translations

from workbench import settings
from workbench.i18n import LANGUAGES, SOURCE_LANGUAGE
from workbench.settings import Settings

WRONG = "No se entiende: {0}."


def said(code: str) -> str:
    """What a wrong argument brings, as the catalogue of the language has it."""
    found = "" if code == SOURCE_LANGUAGE else translations(paths()[code])[WRONG]
    return (found or WRONG).format("--wrong")


@pytest.fixture(params=[code for code in LANGUAGES if code == SOURCE_LANGUAGE or code in paths()])
def code(request: pytest.FixtureRequest) -> str:
    """Each language."""
    return str(request.param)


def test_even_a_wrong_argument_is_answered_in_the_language_asked_for(run: Run, code: str) -> None:
    for line in (["--lang", code, "samples"], [f"--lang={code}", "samples"], ["samples", "--lang", code]):
        assert said(code) in run(*line, "--wrong").refused(2)


def test_else_in_the_one_kept_else_in_the_systems(run: Run, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", {"es": "es_CO.UTF-8", "pt": "pt_BR.UTF-8", "en": "en_US.UTF-8"}[code])
    assert said(code) in run("samples", "--wrong").refused(2)
    settings.save(Settings(language=SOURCE_LANGUAGE))
    assert said(SOURCE_LANGUAGE) in run("samples", "--wrong").refused(2)


def test_a_language_we_do_not_speak_is_refused(run: Run) -> None:
    assert "--lang: «fr» no es posible; se espera es, pt, en." in run("samples", "--lang", "fr").refused(2)
    assert "Falta el valor de --lang." in run("samples", "--lang").refused(2)
