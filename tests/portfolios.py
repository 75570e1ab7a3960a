"""A portfolio of made-up plans that differ as real ones do: country, sector, stage, currency, agreement and money."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from uuid import UUID

from workbench.model.costs import Fixed
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.project import Agreement, Basis, ExchangeRate, Project
from workbench.model.revenue import Dated, Driver, Fee
from workbench.model.services import Service
from workbench.model.types import Provider, SourceUse, Stage, Status

PLACES = (
    ("CO", "COP", 4000), ("PE", "PEN", 4), ("BR", "BRL", 5), ("MX", "MXN", 17), ("AR", "USD", 1), ("CR", "CRC", 520),
)  # fmt: skip
SECTORS = ("Café y cacao", "Turismo", "Software", "Lácteos", "Sistema moda", "Construcción")
EXECUTORS = ("Cámara de Comercio", "Fundación Desarrollo", "Universidad del Sur", "Gremio de Productores")
STATES = (Status.COMMITTED, Status.COMMITTED, Status.NEGOTIATION)


def made_up(at: int) -> Plan:
    """The same plan for the same number. Every thirteenth has no rate to dollars, every eleventh nothing but a name."""
    chance = random.Random(at)
    country, currency, rate = PLACES[at % len(PLACES)]
    sector = SECTORS[at // 2 % len(SECTORS)]
    project = Project(
        name=f"{sector}: red {at + 1}", country=country, executor=f"{EXECUTORS[at % 4]} {at % 7 + 1}", theme=sector,
        stage=list(Stage)[at % 3], current_end=date(2027 + at % 2, 12, 31),
    )  # fmt: skip
    id_ = UUID(int=chance.getrandbits(128), version=4)
    if at % 11 == 10:
        return Plan(id=id_, project=project, basis=Basis(currency=currency))
    rated = currency != "USD" and at % 13 != 12
    money = Decimal(rate)
    service = Service(name="Asistencia técnica", id=UUID(int=chance.getrandbits(128), version=4))
    years = chance.randint(0, 5)
    months = [f"{2028 + year}-{month:02d}" for year in range(years) for month in (1, 7)]
    return Plan(
        id=id_,
        project=project,
        agreement=Agreement(
            fomin_approved=chance.randint(600, 1600) * 1000 * money,
            cash_approved=chance.randint(300, 900) * 1000 * money,
            in_kind_approved=chance.randint(100, 800) * 1000 * money,
        ),
        basis=Basis(
            currency=currency, start="2027-01", months=72,
            rates=(ExchangeRate(rates=(money,), dated=date(2026, 12, 1)),) if rated else (),
        ),
        services=(service,),
        streams=(
            Fee(
                name="Cuotas", service=service.id, price=100 * money,
                units=Driver(first=Decimal(chance.randint(20, 120)), growth=Decimal("0.25")),
            ),
        ),
        costs=(Fixed(name="Coordinación", amount=10_000 * money),),
        sources=tuple(
            CashSource(
                provider=name, provider_class=kind, status=STATES[at % 3], use=SourceUse.STRUCTURE,
                amounts=tuple(Dated(month=month, amount=chance.randint(10, 40) * 1000 * money) for month in months),
            )
            for name, kind in (("Ministerio", Provider.GOVERNMENT), ("Empresas socias", Provider.FIRMS))
            if months
        ),
    )  # fmt: skip
