"""What is told of every published figure: where it comes from, and how it is computed."""

from __future__ import annotations

from workbench.engine.projection import published


def test_every_published_figure_says_where_it_comes_from() -> None:
    silent = sorted({told.figure.name for told in published().values() if not told.figure.source})
    say = "published without a source: add source=INTERNAL, COMMON or another text of engine/sources.py to @figure of"
    assert not silent, f"{say} {', '.join(silent)}"
