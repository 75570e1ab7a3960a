"""The colours of the program, by name: one file per theme, read by screen, charts and PDF alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from workbench.paths import resource


@cache
def theme(name: str) -> Mapping[str, str]:
    """The tokens of the theme ``name`` ('light', 'dark'), each a colour as ``#RRGGBB``.

    Raises FileNotFoundError for a theme that is not shipped.
    """
    return MappingProxyType(json.loads(resource(f"themes/{name}.json").read_text(encoding="utf-8")))
