"""The texts somebody typed into a plan: what is never translated, and what a sample has in each language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotated_types import MaxLen
from pydantic import BaseModel

CODES = frozenset(("finding", "place", "fingerprint", "suggested_by", "instrument", "round_id", "code"))
"""Texts that the program writes."""


def with_texts(model: Any, change: Callable[[str], str]) -> Any:
    """A plan, or a part of one, where every typed text is changed."""
    if isinstance(model, tuple):
        return tuple(with_texts(each, change) for each in model)
    if not isinstance(model, BaseModel):
        return model
    changes = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        typed = type(value) is str and name not in CODES and any(isinstance(each, MaxLen) for each in field.metadata)
        changes[name] = change(value) if typed and value else value if typed else with_texts(value, change)
    return model.model_copy(update=changes)


def typed_texts(plan: BaseModel) -> list[str]:
    """Every typed text of a plan, each once, in the order of the plan."""
    found: dict[str, None] = {}
    with_texts(plan, lambda text: found.setdefault(text) or text)
    return list(found)
