"""The plan: an immutable, validated value. Every field is defined once, here, with its ``Ask``."""

import sys
from types import SimpleNamespace
from typing import Any

_NO_PLUGINS: Any = SimpleNamespace(get_plugins=lambda: ())
# Without this pydantic loads what reads installed packages, and reads them all, to see whether one is a plug-in of its.
sys.modules.setdefault("pydantic.plugin._loader", _NO_PLUGINS)
