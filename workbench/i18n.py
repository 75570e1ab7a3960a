"""Texts in the user's language. Spanish is the source; other languages come from catalogues in ``resources/i18n``."""

from __future__ import annotations

import gettext
import json
import os
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache

from workbench.paths import RESOURCES

SOURCE_LANGUAGE = "es"
LANGUAGES = {"es": "Español", "pt": "Português", "en": "English"}
"""The languages of the program, each by its own name."""
DOMAIN = "workbench"
CATALOGUES = RESOURCES / "i18n"

_language = SOURCE_LANGUAGE
_speaking: ContextVar[str] = ContextVar("speaking")


class NoCatalogue(Exception):
    """The texts of a language are missing or damaged: the installation is incomplete. The message is for the user."""


def use_language(code: str) -> None:
    """Show texts in ``code`` from now on. Raises NoCatalogue, and all stays as it was."""
    global _language
    _need(code)
    _language = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say what is said inside in ``code``, here and in no other thread. Raises NoCatalogue."""
    _need(code)
    before = _speaking.set(code)
    try:
        yield
    finally:
        _speaking.reset(before)


def language() -> str:
    """The code of the language texts are shown in, here and now."""
    return _speaking.get(_language)


def system_language() -> str:
    """The first language of the user's system that is one of ours; else Spanish."""
    return first_known(_system_names())


def first_known(names: Iterable[str]) -> str:
    """The first of our languages among names such as ``pt_BR.UTF-8`` and ``en-US``; else Spanish."""
    codes = (name.replace("-", "_").partition("_")[0].lower() for name in names)
    return next((code for code in codes if code in LANGUAGES), SOURCE_LANGUAGE)


def _system_names() -> list[str]:
    if sys.platform == "win32":
        import ctypes
        import locale

        return [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")]
    kept = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value.split(":") for value in kept if value), [])


def _need(code: str) -> None:
    try:
        _catalogue(code)
    except (OSError, ValueError, struct.error) as error:
        text = _("Los textos en «{language}» faltan o están dañados en {folder}. Instale de nuevo el programa.")
        raise NoCatalogue(text.format(language=LANGUAGES.get(code, code), folder=CATALOGUES)) from error


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.NullTranslations() if code == SOURCE_LANGUAGE else gettext.translation(DOMAIN, CATALOGUES, [code])


def _(text: str) -> str:
    """The text in the language of here and now."""
    return _catalogue(language()).gettext(text) if text else ""


def in_all_languages(text: str) -> tuple[str, ...]:
    """A constant text in each of our languages that is installed, Spanish first."""
    said = [text]
    for code in LANGUAGES:
        with suppress(NoCatalogue):
            said.append(_catalogue(code).gettext(text))
    return tuple(dict.fromkeys(said))


def N_(text: str) -> str:
    """Mark a constant text for translation; it is translated where it is shown, by ``_``."""
    return text


class Phrase(str):
    """A constant text with its places filled, as the language of the moment says it; ``again`` says it anew."""

    _text: str
    _values: dict[str, object]

    def __new__(cls, text: str, /, **values: object) -> Phrase:
        made = super().__new__(cls, _(text).format(**values))
        made._text, made._values = text, values
        return made

    def again(self) -> Phrase:
        """The same in the language of now."""
        values = {name: again(value) if isinstance(value, str) else value for name, value in self._values.items()}
        return Phrase(self._text, **values)

    def parts(self) -> list[object]:
        """What it is made of: the text in Spanish, and what fills its places. ``made`` puts it together."""
        values = {name: value.parts() if isinstance(value, Phrase) else value for name, value in self._values.items()}
        return [self._text, values]

    @classmethod
    def made(cls, parts: object) -> Phrase:
        """The phrase of these ``parts``, said now. Raises ValueError where they are none."""
        match parts:
            case [str() as text, dict() as values] if not re.search("[{}]", _PLACE.sub("", text)):
                filled = {name: cls.made(each) if isinstance(each, list) else each for name, each in values.items()}
                return cls(text, **filled)
        raise ValueError


_PLACE = re.compile(r"\{\w+\}|\{\{|\}\}")
"""What is filled in a text that comes from a file: a value as it is, with none of Python's ways to write it."""


def again(text: str) -> str:
    """A text in the language of now, where it knows how it is said."""
    return text.again() if isinstance(text, Phrase) else text


def kept(text: str) -> str:
    """A text as a file keeps it: a phrase as what it is made of, any other as it stands."""
    return json.dumps(text.parts(), ensure_ascii=False) if isinstance(text, Phrase) else text


def recalled(text: str) -> str:
    """What ``kept`` has kept, said in the language of now; what was not a phrase, as it stands."""
    if text.startswith("["):
        with suppress(ValueError, KeyError, IndexError, RecursionError):
            return Phrase.made(json.loads(text))
    return text


def quoted(text: str) -> str:
    """A name or a sentence between the quotation marks of the user's language."""
    return Phrase(N_("«{text}»"), text=text)
