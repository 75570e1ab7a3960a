"""Internal rates of return of many cash flows: ours, with all roots counted, beside numpy-financial's and pyxirr's.

Both are here to be measured with; the program has neither of them in its engine.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy_financial as npf
import pyxirr
from side_by_side import compare, in_turns

from workbench.engine.input_tables import TRIALS, TRIED
from workbench.engine.words import Num, present_value, rate_of_return

FLOWS, MONTHS, NEAR = 400, 120, 1e-9


def made() -> Num:
    """Flows with one change of sign: [flow, month]."""
    dice = np.random.default_rng(7)
    flows: Num = dice.uniform(1, 10, (FLOWS, MONTHS))
    flows[:, :6] *= -dice.uniform(2, 15, (FLOWS, 1))
    return flows


def ours(flows: Num) -> Num:
    """As the figures do it, over a table of rates: the changes of sign counted, the rate between the two it lies in."""
    rates = np.expm1(np.linspace(*np.log1p(TRIED).tolist(), TRIALS + 1) / 12).reshape(1, -1, 1)
    signs = present_value(flows[:, None, :], rates)[..., 0] >= 0
    crossed = signs[:, 1:] != signs[:, :-1]
    assert (crossed.sum(axis=1) == 1).all()
    at = crossed.argmax(axis=1)
    low, high = (rates[0, at + by].reshape(-1, 1, 1) for by in (0, 1))
    return rate_of_return(flows[:, None, :], low, high)[:, 0, 0]


def each(irr: Callable[[Num], float], flows: Num) -> Num:
    """One after another: that is all the others offer."""
    return np.array([irr(row) for row in flows])


def main() -> None:
    flows = made()
    peers: dict[str, Callable[[Num], float]] = {"numpy-financial": npf.irr, "pyxirr": pyxirr.irr}
    for name, irr in peers.items():
        worst = float(np.abs(ours(flows) - each(irr, flows)).max())
        assert worst < NEAR, (name, worst)
        mine, theirs = in_turns(lambda: ours(flows), lambda irr=irr: each(irr, flows), 7)
        compare(f"irr of {FLOWS} flows of {MONTHS} months, beside {name} (one root, uncounted)", mine, theirs, 3)


if __name__ == "__main__":
    main()
