"""Seeded plans for tests: any of them holds every kind of stream, cost and source, and none is refused.

Over seeds the project ends before the plan, inside it, in its last twelve months and after its horizon.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from generator_actions import random_actions, random_factors
from hypothesis import strategies as st

from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.financing import Carry, CashSource, InKindSource, Loan
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan
from workbench.model.project import (
    Agreement,
    Appraisal,
    Basis,
    ExchangeRate,
    Opening,
    OpeningAmount,
    OpeningAsset,
    OpeningLoan,
    Project,
    SectorMap,
)
from workbench.model.revenue import Commission, Contract, Dated, Driver, Fee, Membership
from workbench.model.rules import refusals
from workbench.model.services import Segment, Service
from workbench.model.types import (
    Billing,
    Continuation,
    DriverShape,
    EarnedUse,
    Every,
    ExecutorClass,
    Indexation,
    Perimeter,
    Provider,
    RateBasis,
    Repayment,
    Sector,
    ShareBase,
    SourceUse,
    Status,
    StructureKey,
    Use,
)

ENDS = ("before", "inside", "late", "after")
PEOPLE = ("Gremio Norte", "Alcaldía", "Universidad", "Cámara", "Cooperativa Sur", "Banco")
Item = TypeVar("Item")


class Dice:
    """Random values of a plan with ``months`` months from ``start`` on, whose project ends in month ``end``."""

    def __init__(self, seed: int, months: int | None, end: str | None) -> None:
        self.random = random.Random(seed)
        self.start = number_of("2025-01") + self.random.randrange(48)
        self.months = months or self.random.choice((12, 18, 23, 24, 30, 36, 48, 60))
        self.end = self._end(end or ENDS[seed % 4])

    def _end(self, where: str) -> int:
        bounds = {
            "before": (-20, -1),
            "inside": (0, max(self.months - 13, 0)),
            "late": (self.months - 12, self.months - 1),
            "after": (self.months, self.months + 20),
        }
        return self.random.randint(*bounds[where])

    def id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def of(self, choices: Sequence[Item]) -> Item:
        return self.random.choice(choices)

    def chance(self, likelihood: float) -> bool:
        return self.random.random() < likelihood

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def cents(self, low: float, high: float) -> Decimal:
        return Decimal(self.random.randint(round(low * 100), round(high * 100))) / 100

    def month(self, index: int) -> str:
        return month_of(self.start + index)

    def span(self) -> dict[str, Any]:
        """A first and last month, either of which may be open, before the plan or past it."""
        first = None if self.chance(0.5) else self.whole(-8, self.months + 2)
        last = None if self.chance(0.6) else self.whole(first if first is not None else -2, self.months + 12)
        given = {"start": first, "end": last}
        return {name: None if at is None else self.month(at) for name, at in given.items()}

    def dated(self, limit: int, count: int, low: float, high: float) -> tuple[Dated, ...]:
        """Amounts on months up to a limit."""
        last = min(limit, self.months - 1)
        if last < 0:
            return ()
        rows = ((self.month(self.whole(0, last)), self.cents(low, high)) for _ in range(count))
        return tuple(Dated(id=self.id(), month=month, amount=amount) for month, amount in rows)


class Maker:
    """Builds the tables of one plan."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.services: tuple[Service, ...] = ()
        self.segments: tuple[Segment, ...] = ()
        self.limits: dict[UUID | None, int | None] = {None: None}
        self.streams: list[Any] = []
        self.given: tuple[Any, ...] = ()

    def add_services(self, count: int) -> None:
        """The first goes on; of the others some stop or are handed over, in the project's last month or another."""
        dice, kinds = self.dice, tuple(Continuation)
        for i in range(count):
            ends = kinds[i % 4] in (Continuation.STOP, Continuation.TRANSFER)
            stop = dice.whole(0, dice.months + 3) if ends and dice.chance(0.6) else None
            month = None if stop is None else dice.month(stop)
            share = dice.cents(0, 1) if dice.chance(0.7) else None
            one = Service(
                id=dice.id(), name=f"Servicio {i}", continuation=kinds[i % 4], stop_month=month, structure_share=share
            )
            self.services += (one,)
            self.limits[one.id] = (max(dice.end, -1) if stop is None else stop) if ends else None
        self.segments = tuple(
            Segment(id=dice.id(), name=f"Segmento {i}", service=one.id) for i, one in enumerate(self.services)
        )

    def place(self, plain: bool) -> dict[str, Any]:
        """A service and perimeter; ``plain``: of the continuing operation for sure."""
        if plain:
            return {"service": self.services[0].id}
        perimeter = Perimeter.PROJECT if self.dice.chance(0.2) else Perimeter.CONTINUING
        return {"service": self.dice.of([None, *(s.id for s in self.services)]), "perimeter": perimeter}

    def limit(self, place: dict[str, Any]) -> int:
        """The last month a line in this place may have."""
        stop = self.limits[place["service"]]
        if stop is not None:
            return stop
        project = place.get("perimeter") is Perimeter.PROJECT
        return max(self.dice.end, -1) if project else self.dice.months

    def money(self, foreign: bool, indexed: bool = True) -> dict[str, Any]:
        """Currency and indexation."""
        dice = self.dice
        choices = [Indexation.NONE, Indexation.OWN] + ([] if foreign else [Indexation.INFLATION])
        terms: dict[str, Any] = {"currency": "USD"} if foreign else {}
        if indexed:
            terms |= {"indexation": dice.of(choices), "own_rate": dice.cents(-0.05, 0.12)}
        return terms

    def driver(self, low: float, high: float) -> Driver:
        dice = self.dice
        if dice.chance(0.3):
            shape = dice.of((DriverShape.BY_YEAR, DriverShape.BY_MONTH))
            return Driver(shape=shape, table=tuple(dice.cents(low, high) for _ in range(dice.whole(0, 14))))
        season = (*(dice.cents(0, 2) for _ in range(11)), Decimal(1)) if dice.chance(0.3) else ()
        ceiling = dice.cents(low, 2 * high) if dice.chance(0.3) else None
        growth, ramp = dice.cents(-0.1, 0.3), dice.of((0, 0, 3, 6))
        first = dice.cents(low, high)
        return Driver(first=first, growth=growth, ramp=ramp, ceiling=ceiling, season=season)

    def add_streams(self, count: int) -> None:
        for i in range(count):
            self.streams.append(self._stream(i))

    def _stream(self, i: int) -> Any:
        dice, plain, place = self.dice, i < 4, self.place(i < 4)
        kind = (Fee, Membership, Commission, Contract)[i % 4]
        common: dict[str, Any] = {
            "id": dice.id(), "name": f"Ingreso {i}", "segment": dice.of([None, *(s.id for s in self.segments)]),
            "client": dice.of(("", "", *PEOPLE)), "payer_class": dice.of(tuple(Provider)),
            "sector": dice.of(tuple(Sector)), "use": dice.of(tuple(EarnedUse)), "bad_debt": dice.cents(0, 0.1),
            "days": dice.of((0, 15, 30, 45, 75)), "advance": dice.of((Decimal(0), dice.cents(0, 0.6))),
            "advance_months": dice.whole(1, 4), "billing": dice.of(tuple(Billing)), "billing_month": dice.whole(1, 12),
        } | place  # fmt: skip
        terms = self.money(i == 0 or dice.chance(0.2), kind is not Contract)
        span = {} if plain else dice.span()
        if kind is Contract:
            return Contract(**common, **terms, amounts=dice.dated(self.limit(place), 6, 500, 9_000))
        return kind(**common, **terms, **span, **self._sold(kind))

    def _sold(self, kind: type) -> dict[str, Any]:
        dice = self.dice
        if kind is Fee:
            return {"price": dice.cents(50, 150), "units": self.driver(5, 40)}
        if kind is Commission:
            return {"rate": dice.cents(0.01, 0.1), "volume": self.driver(5_000, 40_000)}
        churn, members = dice.of((dice.cents(0, 0.4), Decimal(1))), dice.cents(0, 60)
        return {"dues": dice.cents(10, 40), "opening_members": members, "churn": churn, "joins": self.driver(0, 6)}

    def costs(self, count: int) -> tuple[Any, ...]:
        return tuple(self._cost(i) for i in range(count))

    def _cost(self, i: int) -> Any:
        """One of each kind in turn; a share of revenue and of direct costs, a step free and one held."""
        dice, plain = self.dice, i < 8
        span: dict[str, Any]
        name = ("staff", "fixed", "variable", "step", "one_off", "on_revenue", "held", "on_costs")[i % 8]
        units = [s.id for s in self.streams if not isinstance(s, Contract)]
        place = self.place(plain)
        share = name in ("on_revenue", "on_costs")
        common: dict[str, Any] = {
            "id": dice.id(), "name": f"Costo {i}", "days": dice.of((0, 0, 20, 30, 60)), "vat": dice.cents(0, 0.2),
            "vat_recoverable": dice.chance(0.5), "use": dice.of((None, None, *Use)),
            "in_kind": not share and i >= 8 and dice.chance(0.25),
        } | self.money(i == 1 or dice.chance(0.15))  # fmt: skip
        span = {} if plain or name == "one_off" else dice.span()
        stream, structural = units[0] if plain else dice.of(units), dice.chance(0.3)
        follows: dict[str, Any] = {"stream": stream, "structural": structural} | span
        step: dict[str, Any] = {"amount": dice.cents(100, 400), "block": dice.cents(10, 60), "hold": name == "held"}
        if name == "staff":
            return Staff(**common, **place, **span, **self._post())
        if name == "fixed":
            return Fixed(**common, **place, **span, amount=dice.cents(100, 900), every=dice.of(tuple(Every)))
        if name == "variable":
            return Variable(**common, **follows, unit_cost=dice.cents(1, 30))
        if name in ("step", "held"):
            return Step(**common, **follows, **step)
        if name == "one_off":
            return OneOff(**common, **place, amounts=dice.dated(self.limit(place), 3, 100, 2_000))
        base = ShareBase.REVENUE if name == "on_revenue" else ShareBase.DIRECT_COSTS
        every = [s.id for s in self.streams]
        chosen = tuple(dice.random.sample(every, dice.whole(1, min(3, len(every)))))
        perimeter, rate = dice.of(tuple(Perimeter)), dice.cents(0.01, 0.1)
        return ShareCost(
            **common, **span, rate=rate, base=base, streams=chosen, perimeter=perimeter, structural=structural
        )

    def _post(self) -> dict[str, Any]:
        dice = self.dice
        return {
            "headcount": dice.cents(0.5, 3), "pay": dice.cents(300, 900), "charges": dice.cents(0, 0.5),
            "salaries": dice.of((Decimal(12), Decimal(13), Decimal(14))), "termination": dice.cents(0, 3),
            "extra_months": dice.of(((), (12,), (6, 12))),
        }  # fmt: skip

    def in_kind_costs(self) -> tuple[Any, ...]:
        """An office and half a post, without a service, and supplies for each unit sold, in kind."""
        dice, sold = self.dice, next(s.id for s in self.streams if not isinstance(s, Contract))
        office = Fixed(id=dice.id(), name="Oficina", amount=dice.cents(200, 600), in_kind=True)
        post = Staff(id=dice.id(), name="Dirección", in_kind=True, **self._post(), end=dice.month(dice.whole(6, 40)))
        supplies = Variable(id=dice.id(), name="Insumos", stream=sold, unit_cost=dice.cents(1, 9), in_kind=True)
        self.given = (office, post, supplies)
        return self.given

    def investments(self, count: int) -> tuple[Investment, ...]:
        return tuple(self._investment(i) for i in range(count))

    def _investment(self, i: int) -> Investment:
        dice, place = self.dice, self.place(i < 2)
        last = min(self.limit(place), dice.months - 1)
        amount = dice.cents(500, 6_000)
        return Investment(
            id=dice.id(), name=f"Equipo {i}", month=dice.month(dice.whole(0, last)) if last >= 0 else None,
            amount=amount, salvage=amount * dice.of((0, 1, 2)) / 10, life=dice.whole(4, 40),
            replaced=i < 2 or dice.chance(0.4), in_kind=i == 1 or dice.chance(0.1), days=dice.of((0, 30, 45)),
            use=dice.of((None, None, *Use)), vat=dice.cents(0, 0.2), vat_recoverable=dice.chance(0.5),
            **place, **self.money(dice.chance(0.2)),
        )  # fmt: skip

    def sources(self, count: int, lines: Sequence[Any]) -> tuple[Any, ...]:
        in_kind = [line.id for line in lines if line.in_kind]
        return tuple(self._in_kind(i, in_kind) if i % 4 == 3 else self._cash(i) for i in range(count))

    def _giver(self, i: int) -> dict[str, Any]:
        dice, every = self.dice, tuple(Status)
        return {
            "id": dice.id(), "provider": dice.of(("", *PEOPLE)), "sector": dice.of(tuple(Sector)),
            "status": every[i % 3], "probability": dice.of((None, None, dice.cents(0, 1))), "counted": dice.chance(0.9),
        }  # fmt: skip

    def _cash(self, i: int) -> CashSource:
        """The first two are FOMIN's, which pays up to the project's end; each use and 'any' in turn."""
        dice, uses = self.dice, tuple(SourceUse)
        fomin = i in (0, 2) and dice.end >= 0
        kind = Provider.FOMIN if fomin else dice.of(tuple(each for each in Provider if each is not Provider.FOMIN))
        amounts = dice.dated(dice.end if fomin else dice.months, 5, 500, 9_000)
        yearly = () if fomin or dice.chance(0.5) else tuple(dice.cents(0, 4_000) for _ in range(dice.whole(1, 5)))
        delay = 0 if fomin else dice.of((0, 0, 3))
        common = self._giver(i) | ({"counted": True} if i < 4 else {})
        return CashSource(
            **common, provider_class=kind, use=uses[(i // 2) % 4 if i else 1], amounts=amounts, yearly=yearly,
            yearly_month=dice.whole(1, 12), delay=delay, currency="USD" if i == 1 else None,
        )  # fmt: skip

    def _in_kind(self, i: int, lines: list[UUID]) -> InKindSource:
        dice = self.dice
        every = [line.id for line in self.given]
        chosen = every if i == 3 else dice.random.sample(lines, dice.whole(1, len(lines)))
        carries = tuple(Carry(id=dice.id(), line=line, share=dice.cents(0.2, 1), **dice.span()) for line in chosen)
        common = self._giver(i) | ({"counted": True} if i == 3 else {})
        return InKindSource(**common, provider_class=dice.of(tuple(Provider)), carries=carries)

    def loans(self, count: int) -> tuple[Loan, ...]:
        dice = self.dice
        return tuple(
            Loan(id=dice.id(), month=dice.month(dice.whole(0, dice.months - 1)), principal=dice.cents(1_000, 20_000),
                 rate=dice.of((Decimal(0), dice.cents(0.05, 0.3))), term=dice.whole(8, 60), grace=dice.whole(0, 7),
                 repayment=tuple(Repayment)[i % 3], rate_basis=dice.of(tuple(RateBasis)))
            for i in range(count)
        )  # fmt: skip

    def opening(self) -> Opening:
        dice = self.dice

        def owed(count: int) -> tuple[OpeningAmount, ...]:
            months = [dice.month(dice.whole(0, 6)) for _ in range(count)]
            return tuple(OpeningAmount(id=dice.id(), month=month, amount=dice.cents(0, 900)) for month in months)

        restricted: dict[str, Any] = {f"cash_{use}": dice.of((None, dice.cents(0, 3_000))) for use in Use}
        assets = tuple(
            OpeningAsset(id=dice.id(), book_value=dice.cents(0, 5_000), months_left=dice.whole(1, 40), perimeter=each)
            for each in Perimeter
        )
        loan = OpeningLoan(
            id=dice.id(), balance=dice.cents(0, 5_000), rate=dice.cents(0, 0.2), months_left=dice.whole(1, 40),
            repayment=dice.of(tuple(Repayment)), rate_basis=dice.of(tuple(RateBasis)),
        )  # fmt: skip
        cash = dice.of((None, dice.cents(0, 30_000)))
        return Opening(cash=cash, **restricted, receivables=owed(2), payables=owed(2), assets=assets, loans=(loan,))

    def basis(self) -> Basis:
        dice = self.dice
        yearly = tuple(dice.cents(0.5, 4) for _ in range(dice.whole(1, 5)))
        rates = ExchangeRate(id=dice.id(), currency="USD", rates=yearly)
        inflation = tuple(dice.cents(0, 0.12) for _ in range(dice.whole(0, 4)))
        return Basis(
            currency="COP", start=dice.month(0), months=dice.months, fiscal_start=dice.of((1, 1, 7, dice.whole(1, 12))),
            price_month=dice.of((1, dice.whole(1, 12))), inflation=inflation, rates=(rates,),
            structure_key=dice.of(tuple(StructureKey)), discount_rate=dice.of((None, Decimal(0), dice.cents(0, 0.4))),
            wanted_surplus=dice.of((None, dice.cents(1, 9_000))),
        )  # fmt: skip

    def appraisal(self) -> Appraisal:
        return Appraisal(shown=self.dice.chance(0.85), residual=self.dice.chance(0.7))

    def project(self) -> Project:
        dice, at = self.dice, self.dice.start + self.dice.end
        open_end = dice.end < 0 and dice.chance(0.3)
        end = None if open_end else date(at // 12, at % 12 + 1, dice.whole(1, 28))
        return Project(name="Prueba", current_end=end, executor_class=dice.of(tuple(ExecutorClass)))

    def agreement(self) -> Agreement:
        amounts = ("fomin_approved", "cash_approved", "in_kind_approved")
        to_date = ("fomin_to_date", "cash_to_date", "in_kind_to_date")
        dice = self.dice
        given: dict[str, Any] = {name: dice.of((None, dice.cents(0, 90_000))) for name in (*amounts, *to_date)}
        return Agreement(**given)


def random_plan(
    seed: int,
    months: int | None = None,
    streams: int = 8,
    costs: int = 20,
    investments: int = 3,
    sources: int = 10,
    loans: int = 3,
    services: int = 4,
    actions: int = 3,
    end: str | None = None,
) -> Plan:
    """A sound plan: the same for the same arguments. ``end``: one of ENDS; else the seed decides."""
    dice = Dice(seed, months, end)
    make = Maker(dice)
    make.add_services(services)
    make.add_streams(streams)
    spent = (*make.costs(costs - 3), *make.in_kind_costs())
    bought = make.investments(investments)
    plan = Plan(
        id=dice.id(), project=make.project(), agreement=make.agreement(), basis=make.basis(), opening=make.opening(),
        services=make.services, segments=make.segments, streams=tuple(make.streams), costs=spent, investments=bought,
        sources=make.sources(sources, (*spent, *bought)), loans=make.loans(loans),
        sectors=SectorMap(chamber_own=dice.of(tuple(Sector))), appraisal=make.appraisal(),
    )  # fmt: skip
    plan = plan.with_(factors=random_factors(dice), actions=random_actions(dice, actions, plan.sources))
    refused = refusals(plan)
    assert not refused, refused
    return plan


def reference_plan() -> Plan:
    """What speed is measured on: 60 streams, 200 cost lines, 20 sources, 3 loans, 120 months."""
    return random_plan(2, 120, streams=60, costs=185, investments=15, sources=20, loans=3, services=8, end="inside")


def edge_plans() -> dict[str, Plan]:
    """Plans at the limits of what can be said."""
    base = random_plan(1, 36)
    following = (Variable, Step, ShareCost)
    own = tuple(line for line in base.costs if not isinstance(line, following))
    losing = tuple(line for line in base.streams if isinstance(line, Fee | Membership | Commission))
    dear = tuple(Variable(name="Pérdida", stream=line.id, unit_cost=Decimal(10**6)) for line in losing)
    return {
        "no sales": _carrying_what_is(base.with_(streams=(), costs=own)),
        "every sale loses": _carrying_what_is(base.with_(streams=losing, costs=own + dear)),
        "no sources": base.with_(sources=(), actions=()),
        "nothing": Plan(),
        "12 months": random_plan(5, 12),
        "240 months": random_plan(6, 240),
    }


def _carrying_what_is(plan: Plan) -> Plan:
    """A plan whose sources in kind no longer name lines that were taken away."""
    there = {line.id for line in (*plan.costs, *plan.investments)}
    sources = (
        source.with_(carries=tuple(each for each in source.carries if each.line in there))
        if isinstance(source, InKindSource)
        else source
        for source in plan.sources
    )
    return plan.with_(sources=tuple(sources))


def hard_plans() -> dict[str, Plan]:
    """Further plans at the limits: amounts far apart, terms past the horizon, what carries or costs nothing."""
    base = random_plan(1, 36)
    follows = tuple(line for line in base.costs if isinstance(line, Variable | ShareCost))
    return {
        "1e15 beside 1e-6": _far_apart(base),
        "loans longer than the plan": base.with_(loans=tuple(loan.with_(term=600, grace=99) for loan in base.loans)),
        "carried until before it starts": base.with_(sources=tuple(map(_ended, base.sources))),
        "no fixed costs": base.with_(
            costs=follows, investments=(), opening=Opening(), loans=(), sources=(), actions=()
        ),
        "1,000 lines": random_plan(11, 60, streams=200, costs=600, investments=100, sources=90, loans=10, services=12),
    }


def _far_apart(plan: Plan) -> Plan:
    """The first line of each kind at 1e15, the last at 1e-6."""
    huge, tiny = Decimal(10**15), Decimal("1e-6")
    fixed = tuple(Fixed(name=str(amount), amount=amount) for amount in (huge, tiny))
    sold = tuple(Fee(name=str(amount), price=amount, units=Driver(first=Decimal(1))) for amount in (huge, tiny))
    lent = tuple(Loan(month=plan.basis.start, principal=amount, rate=Decimal("0.1")) for amount in (huge, tiny))
    return plan.with_(costs=(*plan.costs, *fixed), streams=(*plan.streams, *sold), loans=(*plan.loans, *lent))


def _ended(source: Any) -> Any:
    """A source in kind whose part ends before it begins: it carries nothing."""
    if isinstance(source, CashSource):
        return source
    return source.with_(carries=tuple(each.with_(start="2040-02", end="2040-01") for each in source.carries))


def plans(months: int | None = None) -> st.SearchStrategy[Plan]:
    """Any random plan, by its seed."""
    return st.integers(0, 1_000_000).map(lambda seed: random_plan(seed, months))


def census(plan: Plan) -> Counter[str]:
    """How many of each kind of line a plan has, and where its project ends."""
    kinds = [f"stream {s.kind}" for s in plan.streams] + [f"cost {c.kind}" for c in plan.costs]
    kinds += ["investment"] * len(plan.investments)
    owed = (*plan.loans, *plan.opening.loans)
    kinds += [f"loan {each}" for loan in owed for each in (loan.repayment, loan.rate_basis)]
    kinds += ["rates by year" for row in plan.basis.rates if len(row.rates) > 1]
    kinds += ["wanted surplus"] if plan.basis.wanted_surplus else []
    kinds += ["appraised" if plan.appraisal.shown else "not appraised"]
    kinds += [f"source {s.kind}" for s in plan.sources]
    kinds += ["in kind" for line in (*plan.costs, *plan.investments) if line.in_kind]
    kinds += ["in kind variable" for line in plan.costs if line.in_kind and isinstance(line, Variable)]
    kinds += ["restricted" for s in plan.sources if isinstance(s, CashSource) and s.use is not SourceUse.ANY]
    lines = (*plan.streams, *plan.costs, *plan.investments, *plan.sources)
    kinds += ["foreign currency" for line in lines if getattr(line, "currency", None)]
    return Counter([*kinds, f"end {_end(plan)}"])


def _end(plan: Plan) -> str:
    """Where the project ends: before, inside or after the plan's months."""
    start, months, end = number_of(plan.basis.start), plan.basis.months, plan.project.current_end
    at = end.year * 12 + end.month - 1 - start if end else -1
    return "before" if at < 0 else "inside" if months is None or at < months else "after"
