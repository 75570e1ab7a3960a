"""Sources, what they carry in kind, and the small tables money is split over: uses, sectors, organisations, payers."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from workbench.engine.inputs import (
    GROUPS,
    NEVER,
    PAYERS,
    PUTS,
    SECTORS,
    STANDINGS,
    USES,
    Reader,
    column,
    dated,
    number,
    sector_number,
    use_number,
)
from workbench.model.financing import CashSource, InKindSource
from workbench.model.grid import Grid
from workbench.model.types import Provider, Status

PAYER = {name: at + 1 for at, name in enumerate(PAYERS)}


def scheduled(source: CashSource, grid: Grid) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What a cash source pays by month, before its delay and in its own currency: [month]."""
    out: np.ndarray[Any, np.dtype[np.float64]] = dated([source.amounts], grid)[0, 0]
    for month in range((source.yearly_month - grid.calendar(0)) % 12, grid.months, 12):
        year = grid.fiscal_year(month)
        if year < len(source.yearly):
            out[month] += float(source.yearly[year])
    return out


def _sector(r: Reader, source: Any) -> int:
    return sector_number(r.sector(source.provider_class, source.sector))


def _states(lines: list[Any]) -> dict[str, Any]:
    return {
        "is_committed": column(s.status is Status.COMMITTED for s in lines),
        "is_negotiation": column(s.status is Status.NEGOTIATION for s in lines),
        "is_prospect": column(s.status is Status.PROSPECT for s in lines),
    }


def _probability(r: Reader, source: Any) -> float:
    criteria = r.plan.criteria
    usual = {
        Status.COMMITTED: 1,
        Status.NEGOTIATION: criteria.probability_negotiation,
        Status.PROSPECT: criteria.probability_prospect,
    }
    return number(source.probability if source.probability is not None else usual[source.status])


def cash_sources(r: Reader) -> None:
    """Money from outside: planned counts every source switched on, committed only those signed."""
    lines: list[Any] = [s for s in r.plan.sources if isinstance(s, CashSource)]
    sectors = [_sector(r, s) for s in lines]
    uses = [use_number(s.use) for s in lines]
    fomin = [s.provider_class is Provider.FOMIN for s in lines]
    pairs = list(zip(lines, sectors, uses, fomin, strict=True))
    committed = [s.status is Status.COMMITTED for s in lines]
    r.table(
        "source",
        lines,
        **_states(lines),
        scheduled=np.array([scheduled(s, r.grid) for s in lines]).reshape(1, len(lines), r.grid.months),
        delay=lambda s: s.delay,
        currency=r.currencies(lines),
        counts=lambda s: s.counted,
        probability=lambda s: _probability(r, s),
        sector=column(sectors),
        any_sector=column(k * (u == 0) for _, k, u, _ in pairs),
        structure_sector=column(k * (u == 1) for _, k, u, _ in pairs),
        services_sector=column(k * (u == 2) for _, k, u, _ in pairs),
        use=column(uses),
        is_any=column(u == 0 for u in uses),
        fomin_pot=column(u * f for _, _, u, f in pairs),
        other_pot=column(u * (not f) for _, _, u, f in pairs),
        put_key=column((u * 10 + k) * (not f and u > 0) for _, k, u, f in pairs),
        free_payer=column((_payer(k, f)) * (u == 0) for _, k, u, f in pairs),
        supports=column(c and not f and u in (1, 2) for c, (_, _, u, f) in zip(committed, pairs, strict=True)),
        supports_any=column(c and not f and u == 0 for c, (_, _, u, f) in zip(committed, pairs, strict=True)),
    )
    signed = column(s.counted and c for s, c in zip(lines, committed, strict=True))
    r.inputs.overrides["committed"] = {"source__counts": signed}


def _payer(sector: int, fomin: bool) -> int:
    return PAYER["fomin"] if fomin else PAYER[SECTORS[sector - 1].value]


def carries(r: Reader) -> None:
    """Which in-kind line each source carries, and how much of it."""
    at = {id_: row for row, id_ in enumerate(r.inputs.lines["cost"])}
    base = r.inputs.base
    rows: list[tuple[Any, Any]] = [
        (s, c) for s in r.plan.sources if isinstance(s, InKindSource) for c in s.carries if c.line in at
    ]
    sources = [s for s, _ in rows]
    links = [at[c.line] for _, c in rows]
    use, group, project = (
        [int(base[f"cost__{name}"][0, link, 0]) for link in links] for name in ("use", "group", "project_only")
    )
    fomin = [s.provider_class is Provider.FOMIN for s in sources]
    sectors = [_sector(r, s) for s in sources]
    signed = [s.status is Status.COMMITTED for s in sources]
    supports = [c and not f and not p and u in (1, 2) for c, f, p, u in zip(signed, fomin, project, use, strict=True)]
    r.table(
        "carry",
        rows,
        **_states(sources),
        cost=np.array(links, dtype=np.intp),
        cost_number=column(x + 1 for x in links),
        share=column(c.share for _, c in rows),
        counts=column(s.counted for s in sources),
        start=column(r.grid.index(c.start) if c.start else 0 for _, c in rows),
        end=column(r.grid.index(c.end) if c.end else NEVER for _, c in rows),
        probability=column(_probability(r, s) for s in sources),
        sector=column(sectors),
        structure_sector=column(k * (u == 1) for k, u in zip(sectors, use, strict=True)),
        services_sector=column(k * (u == 2) for k, u in zip(sectors, use, strict=True)),
        is_operating=column(u != 3 for u in use),
        supports=column(supports),
        who_key=column(g * 10 + _payer(k, f) for g, k, f in zip(group, sectors, fomin, strict=True)),
    )
    committed = column(s.counted and c for s, c in zip(sources, signed, strict=True))
    r.inputs.overrides["committed"]["carry__counts"] = committed


def same(name: str) -> str:
    """A name without what does not tell organisations apart."""
    return "name:" + " ".join(name.split()).casefold()


def organisations(r: Reader) -> None:
    """Who gives or pays, by name: a provider and a payer of one name are one; unnamed clients are one per segment."""
    known: dict[str, int] = {}

    def at(name: str) -> int:
        return known.setdefault(name, len(known) + 1)

    def name_of(source: Any) -> str:
        return same(source.provider) if source.provider else f"class:{source.provider_class}"

    in_kind = [source for source, _ in r.inputs.lines["carry"]]
    base = r.inputs.base
    base["source__organisation"] = column(at(name_of(s)) for s in r.plan.sources if isinstance(s, CashSource))
    base["carry__organisation"] = column(at(name_of(s)) for s in in_kind)
    base["stream__organisation"] = column(at(same(s.client) if s.client else f"clients:{s.segment}") for s in r.streams)
    r.table(
        "organisation",
        list(known),
        number=column(known.values()),
        named=column(not name.startswith("clients:") for name in known),
    )


def splits(r: Reader) -> None:
    """The tables money is split over."""
    opening = r.plan.opening
    restricted = (opening.cash_structure, opening.cash_services, opening.cash_investment)
    r.table(
        "use",
        USES,
        number=column((1, 2, 3)),
        is_structure=column((1, 0, 0)),
        is_services=column((0, 1, 0)),
        is_investment=column((0, 0, 1)),
        opening=column(restricted),
    )
    r.table("sector", SECTORS, number=column((1, 2, 3)), is_public=column((1, 0, 0)), is_private=column((0, 1, 0)))
    r.table("standing", STANDINGS)
    r.table(
        "group",
        GROUPS,
        number=column(range(1, len(GROUPS) + 1)),
        is_debt=column(g == "debt" for g in GROUPS),
        is_structure=column(g == "structure" for g in GROUPS),
    )
    r.table(
        "payer",
        PAYERS,
        is_clients=column(p == "clients" for p in PAYERS),
        is_loans=column(p == "loans" for p in PAYERS),
        number=column(range(1, len(PAYERS) + 1)),
        is_own=column(p == "own" for p in PAYERS),
        is_not_found=column(p == "not_found" for p in PAYERS),
    )
    cells = list(product(range(len(GROUPS)), range(len(PAYERS))))
    r.table(
        "who",
        cells,
        group=np.array([g for g, _ in cells], dtype=np.intp),
        payer=np.array([p for _, p in cells], dtype=np.intp),
        key=column((g + 1) * 10 + p + 1 for g, p in cells),
        is_fomin=column(PAYERS[p] == "fomin" for _, p in cells),
    )
    _pots(r, restricted)


def _pots(r: Reader, restricted: tuple[Any, ...]) -> None:
    """Who put the money of each use's other pot, and what each group of costs takes from it."""
    puts = list(product(range(len(USES)), range(len(PUTS))))
    r.table(
        "put",
        puts,
        key=column((u + 1) * 10 + s + 1 for u, s in puts),
        use=np.array([u for u, _ in puts], dtype=np.intp),
        use_number=column(u + 1 for u, _ in puts),
        opening=column(restricted[u] if PUTS[s] == "own" else 0 for u, s in puts),
    )
    taken = list(product(range(len(GROUPS)), range(len(USES))))
    r.table("taken", taken, key=column((g + 1) * 10 + u + 1 for g, u in taken))
    mixes = [(g, u, s) for g, u in taken for s in range(len(PUTS))]
    r.table(
        "mix",
        mixes,
        taken=np.array([g * len(USES) + u for g, u, _ in mixes], dtype=np.intp),
        put=np.array([u * len(PUTS) + s for _, u, s in mixes], dtype=np.intp),
        who_key=column((g + 1) * 10 + PAYER[PUTS[s]] for g, _, s in mixes),
    )
