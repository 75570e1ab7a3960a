"""What is told of every published figure: where it comes from, and how it is computed."""

from __future__ import annotations

from source_files import ROOT

from workbench.engine.projection import published
from workbench.i18n import SOURCE_LANGUAGE, speaking
from workbench.report.method_text import markdown


def test_every_published_figure_says_where_it_comes_from() -> None:
    silent = sorted({told.figure.name for told in published().values() if not told.figure.source})
    say = "published without a source: add source=INTERNAL, COMMON or another text of engine/sources.py to @figure of"
    assert not silent, f"{say} {', '.join(silent)}"


def test_the_method_page_is_what_the_registry_says() -> None:
    with speaking(SOURCE_LANGUAGE):
        now = markdown()
    kept = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert kept == now, "docs/method.md is older than the figures, limits or texts: python3 dev.py method"
