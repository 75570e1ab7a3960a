"""What the engine says of made plans is what it said when it was last read: see ``said.py``."""

from __future__ import annotations

import pytest
from said import everything, kept, plans

PLANS, KEPT = plans(), kept()


@pytest.mark.parametrize("name", PLANS)
def test_the_engine_says_what_was_read(name: str) -> None:
    said = everything(name, PLANS[name])
    assert [both for both in zip(said, KEPT[name], strict=False) if both[0] != both[1]][:5] == []
    assert len(said) == len(KEPT[name])
