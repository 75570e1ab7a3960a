"""A plan to print: a purchasing network of pharmacies, invented, with every kind of line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from uuid import UUID

from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.financing import Carry, CashSource, InKindSource, Loan
from workbench.model.plan import Plan
from workbench.model.project import (
    Agreement,
    Appraisal,
    Basis,
    ExchangeRate,
    Limit,
    Opening,
    OpeningAmount,
    OpeningAsset,
    Project,
)
from workbench.model.revenue import Commission, Contract, Dated, Driver, Fee, Membership
from workbench.model.review import Answer, Review, Signatory
from workbench.model.services import Segment, Service
from workbench.model.types import (
    Billing,
    Continuation,
    Indexation,
    LimitOf,
    PaidBy,
    Perimeter,
    Provider,
    Route,
    SourceUse,
    Stage,
    Status,
)

EDITED = date(2026, 11, 3)


def _id(number: int) -> UUID:
    return UUID(int=number, version=4)


BUYING, ADVICE, COURSE = _id(1), _id(2), _id(3)
SHOPS, CHAINS = _id(11), _id(12)
DUES, FEE, COMMISSION, CONTRACT = _id(21), _id(22), _id(23), _id(24)
OFFICE = _id(31)


def _services() -> tuple[Service, ...]:
    decided = date(2026, 3, 12)
    return (
        Service(
            id=BUYING, name="Compra conjunta", continuation=Continuation.SCALE_UP, route=Route.PHASE_DOWN,
            owner="Jefatura de afiliados", decided=decided, unit="pedido", payer="Farmacias de barrio",
            reason="Es el servicio que las farmacias ya pagan: 41 de 60 compraron el último mes del piloto.",
            need="El distribuidor les vende 9 % más caro que a una cadena, y no les fía.",
            competitors="Comprar a cada distribuidor por separado, como hasta ahora.\n- Cooperativa del sur\n- Cadenas",
            positioning="**La única central** que deja elegir el distribuidor en cada pedido.",
            indicator="Ahorro por pedido", channel="Visitas y gremio", sales_owner="Marta Ríos",
            sales_target=(D(600), D(900), D(1200)), first_client="Farmacia San Roque",
        ),
        Service(
            id=ADVICE, name="Asesoría en buenas prácticas", route=Route.HAND_OVER, owner="Dirección técnica",
            decided=decided, unit="hora", payer="Farmacias y cadenas pequeñas", reason="La norma de 2027 la exige.",
            need="Pasar la visita de la autoridad sanitaria sin cierre.", indicator="Visitas aprobadas",
            sales_owner="José Ángel Güette", sales_target=(D(300), D(420)),
        ),
        Service(
            id=COURSE, name="Curso de inventarios", continuation=Continuation.STOP, route=Route.PHASE_OUT,
            owner="Coordinación", decided=decided, reason="Las farmacias ya aprendieron; nadie lo pediría de nuevo.",
            need="Saber qué hay en el estante.", unit="curso", payer="Farmacias", indicator="Asistentes",
            sales_owner="Coordinación", sales_target=(D(4),),
        ),
    )  # fmt: skip


def _streams() -> tuple[Membership | Fee | Commission | Contract, ...]:
    return (
        Membership(
            id=DUES, name="Cuota de red", service=BUYING, segment=SHOPS, dues=D(85000), opening_members=D(41),
            churn=D("0.1"), joins=Driver(first=D(2), ceiling=D(3)), indexation=Indexation.INFLATION, days=15,
            bad_debt=D("0.03"), evidence="41 farmacias pagan hoy; 6 dejaron de pagar en el piloto.",
            note="Sube con la inflación cada enero.",
        ),
        Commission(
            id=COMMISSION, name="Comisión por compras", service=BUYING, segment=SHOPS, rate=D("0.025"),
            volume=Driver(first=D(620_000_000), growth=D("0.08"), ramp=6,
                          season=tuple(map(D, ("0.5", "0.6", 1, 1, 1, "1.1", "0.9", 1, "1.1", "1.2", "1.2", "1.2")))),
            start="2027-07", evidence="Compras del piloto: 540 millones al mes.", actual_12=D(120_000_000),
        ),
        Fee(
            id=FEE, name="Hora de asesoría", service=ADVICE, segment=CHAINS, price=D(120_000),
            units=Driver(first=D(35), growth=D("0.05")), indexation=Indexation.OWN, own_rate=D("0.04"), days=30,
            advance=D("0.2"), evidence="Doce cadenas firmaron cartas.\nUna prueba de 20 horas se cobró a este precio.",
        ),
        Contract(
            id=CONTRACT, name="Plan de calidad de la alcaldía", service=ADVICE, client="Alcaldía de Barranquilla",
            payer_class=Provider.GOVERNMENT, billing=Billing.QUARTERLY,
            amounts=(Dated(month="2028-06", amount=D(18_000_000)), Dated(month="2028-12", amount=D(18_000_000))),
            evidence="Contrato 114 de 2027.",
        ),
    )  # fmt: skip


def _costs() -> tuple[Staff | Fixed | Variable | ShareCost | Step | OneOff, ...]:
    both = {"paid_today_by": PaidBy.FOMIN, "paid_after_by": PaidBy.OWN}
    return (
        Staff(name="Coordinadora de compras", service=BUYING, headcount=D(1), pay=D(3_200_000), charges=D("0.52"),
              salaries=D(13), extra_months=(12,), indexation=Indexation.INFLATION, **both,
              note="La persona que negocia con los distribuidores."),
        Staff(name="Gerencia", headcount=D("0.5"), pay=D(6_500_000), charges=D("0.52"),
              indexation=Indexation.INFLATION, **both),
        Staff(name="Asesor técnico", service=ADVICE, headcount=D(1), pay=D(2_800_000), charges=D("0.52"),
              end="2027-12", termination=D(1), **both),
        Fixed(id=OFFICE, name="Oficina", amount=D(1_400_000), in_kind=True, kind_unit="m²", kind_quantity=D(40),
              kind_value=D(35_000), kind_method="Dos cotizaciones de arriendo", kind_evidence="Acta de junta 28",
              kind_certifier="Revisor fiscal", paid_today_by=PaidBy.HOST, paid_after_by=PaidBy.HOST),
        Fixed(name="Plataforma de pedidos", service=BUYING, amount=D(350), currency="USD", days=30, vat=D("0.19"),
              vat_recoverable=False, **both),
        Variable(name="Envío de cada hora", unit_cost=D(9_000), stream=FEE, **both),
        ShareCost(name="Comisión bancaria", rate=D("0.012"), streams=(DUES, FEE, COMMISSION)),
        Step(name="Auxiliar de afiliados", amount=D(1_700_000), block=D(60), stream=DUES, hold=True),
        OneOff(name="Evaluación final", perimeter=Perimeter.PROJECT,
               amounts=(Dated(month="2027-11", amount=D(22_000_000)),)),
    )  # fmt: skip


def _sources() -> tuple[CashSource | InKindSource, ...]:
    return (
        CashSource(provider="FOMIN", provider_class=Provider.FOMIN, status=Status.COMMITTED,
                   evidence="Convenio ATN/ME-12345-CO", use=SourceUse.SERVICES,
                   amounts=(Dated(month="2027-01", amount=D(90_000_000)),
                            Dated(month="2027-07", amount=D(70_000_000)))),
        CashSource(provider="Alcaldía de Barranquilla", status=Status.COMMITTED, counterpart=True,
                   evidence="Convenio 88 de 2026", use=SourceUse.STRUCTURE, yearly=(D(30_000_000), D(30_000_000)),
                   yearly_month=3, expires=date(2028, 12, 31)),
        CashSource(provider="Gobernación del Atlántico", status=Status.NEGOTIATION, since=date(2026, 5, 4),
                   evidence="Carta de intención", probability=D("0.6"), use=SourceUse.ANY,
                   amounts=(Dated(month="2029-02", amount=D(40_000_000)),)),
        InKindSource(provider="Cámara de Comercio", provider_class=Provider.CHAMBER_OWN, counterpart=True,
                     status=Status.COMMITTED, evidence="Acta de junta 28",
                     carries=(Carry(line=OFFICE, end="2029-12"),)),
    )  # fmt: skip


def _review() -> Review:
    return Review(
        annexes="Acta de junta 31\nConvenio 88 de 2026", approved_by="Junta directiva", approved=date(2026, 10, 20),
        minutes="31",
        signatories=(
            Signatory(name="María Fernanda Núñez Peña", role="Dirección ejecutiva", entity="Cámara de Comercio"),
            Signatory(name="José Ángel Güette", role="Coordinación del proyecto"),
        ),
        answers=(Answer(finding="dominant_source", place="sources", text="Se negocia con dos entidades más."),),
    )  # fmt: skip


def pharmacies() -> Plan:
    """Sixty months from January 2027; the project ends in December of that year."""
    return Plan(
        id=_id(99),
        project=Project(
            name="Red de farmacias independientes del Caribe", number="ATN/ME-12345-CO", country="CO",
            executor="Cámara de Comercio de Barranquilla", contact="Marta Ríos", email="mrios@camara.example",
            theme="Compra conjunta y asesoría para pequeñas farmacias", stage=Stage.IN_TRANSITION,
            objective="Que sesenta farmacias de barrio compren juntas al precio de una cadena.\n"
                      "Que pasen la visita de la autoridad sanitaria.",
            execution_start=date(2024, 2, 1), original_end=date(2027, 6, 30), current_end=date(2027, 12, 31),
            last_disbursement=date(2027, 7, 31),
        ),
        agreement=Agreement(
            fomin_approved=D(620_000_000), cash_approved=D(180_000_000), in_kind_approved=D(140_000_000),
            fomin_to_date=D(460_000_000), cash_to_date=D(150_000_000), in_kind_to_date=D(118_000_000),
            limits=(Limit(limit=LimitOf.COUNTERPART_MINIMUM, value=D("0.3"), clause="Convenio, cláusula 4.02",
                          dated=date(2024, 1, 15)),),
        ),
        basis=Basis(currency="COP", start="2027-01", months=60, inflation=(D("0.052"), D("0.04")),
                    discount_rate=D("0.12"),
                    rates=(ExchangeRate(currency="USD", rates=(D(4120), D(4200)), dated=date(2026, 10, 30),
                                        source="Banco de la República"),)),
        opening=Opening(
            cash=D(18_000_000),
            receivables=(OpeningAmount(name="Cuotas de diciembre", month="2027-01", amount=D(3_100_000)),),
            assets=(OpeningAsset(name="Servidor", book_value=D(4_800_000), months_left=24),),
        ),
        services=_services(),
        segments=(
            Segment(id=SHOPS, name="Farmacias de un solo local", service=BUYING, size=D(5040), demand=(D(700), D(900)),
                    evidence="Registro mercantil de 2026"),
            Segment(id=CHAINS, name="Cadenas pequeñas", service=ADVICE, size=D(1200), demand=(D(420),),
                    evidence="Encuesta de 2026"),
        ),
        streams=_streams(), costs=_costs(),
        investments=(Investment(name="Lectores de código", month="2028-03", amount=D(14_000_000), life=36,
                                replaced=True, service=BUYING, paid_today_by=PaidBy.OWN, paid_after_by=PaidBy.OWN),),
        sources=_sources(),
        loans=(Loan(name="Banco de la ciudad", month="2028-01", principal=D(20_000_000), rate=D("0.14"), term=24,
                    grace=6),),
        appraisal=Appraisal(shown=True), review=_review(),
    )  # fmt: skip
