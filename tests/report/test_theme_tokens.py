"""The themes: the same tokens in each, and words that can be read on what they stand on."""

from __future__ import annotations

import pytest

from workbench.theme_tokens import SHAPES, theme

SERIES = [f"series{n}" for n in range(1, 8)]


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_theme_has_the_same_tokens() -> None:
    assert list(theme("light")) == list(theme("dark"))
    assert {"holds", "risk", "fails", *SERIES} <= set(theme("light"))
    assert set(SHAPES) == {"holds", "risk", "fails", "none"}
    with pytest.raises(FileNotFoundError):
        theme("sepia")


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "surface", "field"])
def test_words_and_series_can_be_seen(name: str, ground: str) -> None:
    tokens = theme(name)
    for words in ("text", "muted", "accent", "holds", "risk", "fails"):
        assert _contrast(tokens[words], tokens[ground]) >= 4.5, words
    for series in SERIES:
        assert _contrast(tokens[series], tokens[ground]) >= 3.0, series
    assert _contrast(tokens["on_accent"], tokens["accent"]) >= 4.5
