"""The themes: the same tokens in each, and words that can be read on what they stand on."""

from __future__ import annotations

import pytest

from workbench.theme_tokens import SHAPES, names, theme

SERIES = [f"series{n}" for n in range(1, 8)]


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(above: str, below: str, share: float) -> str:
    """What is seen of a colour that lets another through."""
    pairs = ((int(above[n : n + 2], 16), int(below[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(x * share + y * (1 - share)):02X}" for x, y in pairs)


def test_every_theme_has_the_same_tokens() -> None:
    assert list(theme("light")) == list(theme("dark"))
    few = theme("high_contrast")
    assert [token for token in few if not token.endswith("_fill")] == list(theme("light"))
    assert {few[token] for token in theme("light")} == {"#000000", "#FFFFFF", "#FFFF00", "#00FFFF"}
    assert {"holds", "risk", "fails", *SERIES} <= set(theme("light"))
    assert set(SHAPES) == {"holds", "risk", "fails", "none"}
    with pytest.raises(FileNotFoundError):
        theme("sepia")


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("ground", ["window", "surface", "field"])
def test_words_and_series_can_be_seen(name: str, ground: str) -> None:
    tokens = theme(name)
    words, graphics = (7.0, 7.0) if name == "high_contrast" else (4.5, 3.0)
    for token in ("text", "muted", "accent", "holds", "risk", "fails"):
        assert contrast(tokens[token], tokens[ground]) >= words, token
    for token in (*SERIES, "handle"):
        assert contrast(tokens[token], tokens[ground]) >= graphics, token


@pytest.mark.parametrize("name", names())
def test_what_is_chosen_can_be_read_and_seen(name: str) -> None:
    tokens = theme(name)
    least = 7.0 if name == "high_contrast" else 4.5
    assert contrast(tokens["on_accent"], tokens["accent"]) >= least
    assert contrast(tokens["on_tint"], tokens["tint"]) >= least
    if name != "high_contrast":  # there whatever is chosen is written in one ink
        assert all(contrast(tokens[token], tokens["tint"]) >= least for token in ("muted", "accent", "fails", "risk"))
    flash = mix(tokens["accent"], tokens["surface"], 56 / 255)
    assert contrast(tokens["text"], flash) >= 4.5
    assert contrast(tokens["muted"], flash) >= 4.0, "for a fifth of a second"
