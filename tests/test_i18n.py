"""The language of the texts: chosen for the program, for one thread, or found nowhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from workbench import i18n, settings
from workbench.i18n import NoCatalogue, _, language, speaking, use_language
from workbench.settings import Settings

WORDS = {"pt": "Português", "en": "Englishness"}


@pytest.fixture(autouse=True)
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two catalogues of one text; the language is Spanish before and after."""
    for code, word in WORDS.items():
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = Catalog(code)
        catalogue.add("Equilibrio", word)
        with (folder / "workbench.mo").open("wb") as file:
            write_mo(file, catalogue)
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    i18n._catalogue.cache_clear()
    yield tmp_path
    use_language("es")
    i18n._catalogue.cache_clear()


def test_a_language_holds_until_another_is_used() -> None:
    said = []
    for code in ("es", "pt", "en", "es"):
        use_language(code)
        said.append((language(), _("Equilibrio"), _("Sin traducir"), _("")))
    assert said == [
        (code, word, "Sin traducir", "")
        for code, word in (("es", "Equilibrio"), ("pt", "Português"), ("en", "Englishness"), ("es", "Equilibrio"))
    ]


def test_one_thread_speaks_another_language() -> None:
    use_language("pt")
    heard: list[str] = []
    with speaking("en"):
        heard.append(_("Equilibrio"))
        with speaking("es"):
            heard.append(_("Equilibrio"))
        other = threading.Thread(target=lambda: heard.append(_("Equilibrio")))
        other.start()
        other.join()
        heard.append(language())
    assert [*heard, _("Equilibrio")] == ["Englishness", "Equilibrio", "Português", "en", "Português"]


def test_a_language_is_left_when_the_work_fails() -> None:
    with pytest.raises(ZeroDivisionError), speaking("pt"):
        print(1 / 0)
    assert language() == "es"


@pytest.mark.parametrize("data", [None, b"", b"nothing of the kind", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_catalogue_that_is_not_there_is_said_and_nothing_changes(catalogues: Path, data: bytes | None) -> None:
    use_language("pt")
    file = catalogues / "en" / "LC_MESSAGES" / "workbench.mo"
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)
    for speak in (use_language, lambda code: speaking(code).__enter__()):
        with pytest.raises(NoCatalogue, match=r"English.*instale|English.*Instale"):
            speak("en")
    assert language() == "pt"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "es_CO.UTF-8"}, "es"),
        ({"LANGUAGE": "fr:en:pt", "LANG": "fr_FR"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "es"),
        ({"LANG": "C.UTF-8"}, "es"),
        ({}, "es"),
    ],
)
def test_the_systems_language(variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == expected


def test_the_screen_and_the_report_have_each_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL"):
        monkeypatch.setenv(name, "en_US.UTF-8")
    kept = [Settings(), Settings(language="pt"), Settings(language="pt", report_language="es"), Settings(language="fr")]
    assert [settings.screen_language(each) for each in kept] == ["en", "pt", "pt", "en"]
    assert [settings.report_language(each) for each in kept] == ["en", "pt", "es", "en"]
