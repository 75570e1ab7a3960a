"""A portfolio as data for other programs: stable keys, nothing rounded (docs/command-line.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.portfolio.consolidation import (
    NEVER,
    Consolidation,
    Funds,
    consolidate,
    counterpart,
    divisor,
    horizon_class,
    leverage,
)
from workbench.portfolio.entry import Entry, Mix
from workbench.portfolio.selection import Names, grouped
from workbench.portfolio.told import FUNDED, SSME

SECTORS = ("public", "private", "international")


def portfolio_data(entries: Sequence[Entry], by: str, names: Names) -> dict[str, Any]:
    """Plans and what they come to; ``by``: a key of ``GROUPS`` that adds ``groups``, '' for none."""
    whole = consolidate(entries)
    found: dict[str, Any] = {
        "currency": whole.currency,
        "plans": [_plan(entry, whole.currency) for entry in entries],
        **_together(whole),
    }
    if by:
        groups = grouped(entries, by, names)
        found["by"] = by
        found["groups"] = [
            {"key": each.key or None, "label": each.label, **_together(consolidate(each.entries, whole.currency))}
            for each in groups
        ]
    return found


def _plan(entry: Entry, currency: str) -> dict[str, Any]:
    measures = entry.measures
    return {
        "id": entry.id,
        "name": entry.name,
        "executor": entry.executor,
        "country": entry.country,
        "sector": measures.sector,
        "stage": entry.stage,
        "currency": entry.currency,
        "rate": measures.rate,
        "rate_date": measures.rate_date,
        "added_up": divisor(entry, currency) is not None,
        "completeness": entry.completeness,
        "fomin": measures.fomin,
        "counterpart": counterpart(entry),
        "leverage": leverage(entry),
        "break_even": entry.break_even,
        "break_even_reason": measures.break_even_reason or None,
        "gap": entry.gap,
        "gap_reason": measures.gap_reason or None,
        "gaps": _years(measures.gaps or {}),
        "self_sufficiency": measures.self_sufficiency,
        "self_sufficiency_reason": measures.self_sufficiency_reason or None,
        "guaranteed_months": measures.months,
        "at_least": measures.at_least,
        "horizon": horizon_class(entry),
        "structure": _sectors(measures.structure),
        "services": _sectors(measures.services),
        "survey": measures.survey,
        "survey_level": measures.survey_level or None,
        "survey_wave": measures.survey_wave or None,
    }


def _together(of: Consolidation) -> dict[str, Any]:
    untold = {code: count for code, count in of.missing.items() if code not in NEVER}
    return {
        "totals": {
            "plans": of.plans,
            "agreed": of.agreed,
            "fomin": of.fomin if of.agreed else None,
            "counterpart": of.counterpart if of.agreed else None,
            "counterpart_cash": of.cash if of.agreed else None,
            "counterpart_in_kind": of.in_kind if of.agreed else None,
            "gapped": of.gapped,
            "gap": of.gap if of.gapped else None,
            "left_out": [entry.id for entry in of.left_out],
        },
        "shares": {
            "fomin": of.fomin_share,
            "counterpart": None if of.fomin_share is None else 1 - of.fomin_share,
            "leverage": of.leverage,
            "structure": _funds(of.structure, "structure"),
            "services": _funds(of.services, "services"),
        },
        "horizon": {
            name: {"plans": count, "share": of.horizon_share(name), "ssme": SSME.get(name)}
            for name, count in of.horizon.items()
        },
        "break_even": {"quarters": of.quarters, "never": of.never, "untold": untold},
        "gaps": _years(of.gaps),
    }


def _funds(of: Funds, use: str) -> dict[str, Any]:
    public, private = FUNDED[use]
    told = dict(zip(SECTORS, of.shares or (None, None, None), strict=True))
    ssme = {"public": public, "private": private}
    return {**told, "public_of_two": of.public_of_two, "plans": of.plans, "ssme": ssme}


def _sectors(mix: Mix | None) -> dict[str, float] | None:
    return None if mix is None else dict(zip(SECTORS, mix, strict=True))


def _years(gaps: dict[str, tuple[float, float]]) -> dict[str, dict[str, float]]:
    return {year: {"committed": committed, "planned": planned} for year, (committed, planned) in gaps.items()}
