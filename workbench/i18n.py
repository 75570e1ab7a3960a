"""Texts in the user's language. Spanish is the source; other languages come from catalogues in ``resources/i18n``."""

from __future__ import annotations

import gettext
from pathlib import Path

SOURCE_LANGUAGE = "es"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = SOURCE_LANGUAGE


def use_language(code: str, folder: Path | None = None) -> None:
    """Show texts in ``code`` from now on; Spanish needs no catalogue.

    Raises FileNotFoundError when the language has no catalogue in ``folder``.
    """
    global _catalogue, _language
    if code == SOURCE_LANGUAGE:
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("workbench", folder, [code])
    _language = code


def language() -> str:
    """The code of the language texts are shown in."""
    return _language


def _(text: str) -> str:
    """The text in the user's language, now."""
    return _catalogue.gettext(text) if text else ""


def N_(text: str) -> str:
    """Mark a constant text for translation; it is translated where it is shown, by ``_``."""
    return text
