"""The look by name: the colours of each theme, and the shape of each status, for screen, charts and PDF alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from workbench.paths import resource

# A status is never told by its colour alone.
SHAPES: Mapping[str, str] = MappingProxyType({"holds": "●", "risk": "▲", "fails": "■", "none": "○"})


@cache
def theme(name: str) -> Mapping[str, str]:
    """The tokens of the theme ``name`` ('light', 'dark'), each a colour as ``#RRGGBB``.

    Raises FileNotFoundError for a theme that is not shipped.
    """
    return MappingProxyType(json.loads(resource(f"themes/{name}.json").read_text(encoding="utf-8")))


@cache
def names() -> tuple[str, ...]:
    """The themes that are shipped, by name."""
    return tuple(sorted(path.stem for path in resource("themes").glob("*.json")))
