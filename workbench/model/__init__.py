"""The plan: an immutable, validated value. Every field is defined once, here, with its ``Ask``."""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else pydantic reads every installed package for some
