"""Who funds it: shares, agreement, counterpart, concentration (finance: figures)."""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.sources import COMMON, HERFINDAHL, INTERNAL, PIP, SSME
from workbench.engine.words import Num, highest_row, sum_matching, sum_rows, sum_rows_if, unless
from workbench.i18n import N_

SECTOR_SHARES = ("funding.public_share", "funding.private_share", "funding.international_share")

# --- by sector -------------------------------------------------------------------------------------------------------


@figure(N_("Fondos del sector"), over="sector", rolls="flow")
def sector_funding(
    stream_revenue: Num,
    stream__sector: Num,
    source_received: Num,
    source__sector: Num,
    carry_value: Num,
    carry__sector: Num,
    number: Num,
) -> Num:
    cash: Num = sum_matching(stream_revenue, stream__sector, number) + sum_matching(
        source_received, source__sector, number
    )
    return cash + sum_matching(carry_value, carry__sector, number)


@figure(N_("Aportes del sector sin destino fijo"), over="sector", rolls="flow")
def sector_any(source_received: Num, source__any_sector: Num, number: Num) -> Num:
    return sum_matching(source_received, source__any_sector, number)


@figure(N_("Parte de estructura en lo causado"), unit="share")
def structure_part(use_share: Num, use__is_structure: Num) -> Num:
    return sum_rows_if(use_share, use__is_structure)


@figure(N_("Parte de servicios en lo causado"), unit="share")
def services_part(use_share: Num, use__is_services: Num) -> Num:
    return sum_rows_if(use_share, use__is_services)


@figure(N_("Fondos del sector destinados a estructura"), over="sector", rolls="flow")
def sector_structure_marked(
    stream_revenue: Num, stream__structure_sector: Num, source_received: Num, source__structure_sector: Num, number: Num
) -> Num:
    return sum_matching(stream_revenue, stream__structure_sector, number) + sum_matching(
        source_received, source__structure_sector, number
    )


@figure(N_("Fondos del sector para estructura"), over="sector", rolls="flow")
def sector_structure(
    sector_structure_marked: Num,
    sector_any: Num,
    structure_part: Num,
    carry_value: Num,
    carry__structure_sector: Num,
    number: Num,
) -> Num:
    in_kind = sum_matching(carry_value, carry__structure_sector, number)
    return sector_structure_marked + sector_any * structure_part + in_kind


@figure(N_("Fondos del sector destinados a servicios"), over="sector", rolls="flow")
def sector_services_marked(
    stream_revenue: Num, stream__services_sector: Num, source_received: Num, source__services_sector: Num, number: Num
) -> Num:
    return sum_matching(stream_revenue, stream__services_sector, number) + sum_matching(
        source_received, source__services_sector, number
    )


@figure(N_("Fondos del sector para servicios"), over="sector", rolls="flow")
def sector_services(
    sector_services_marked: Num,
    sector_any: Num,
    services_part: Num,
    carry_value: Num,
    carry__services_sector: Num,
    number: Num,
) -> Num:
    in_kind = sum_matching(carry_value, carry__services_sector, number)
    return sector_services_marked + sector_any * services_part + in_kind


@figure(N_("Fondos"), rolls="flow")
def funding(sector_funding: Num) -> Num:
    return sum_rows(sector_funding)


@figure(N_("Fondos para estructura"), rolls="flow")
def funding_structure(sector_structure: Num) -> Num:
    return sum_rows(sector_structure)


@figure(N_("Fondos para servicios"), rolls="flow")
def funding_services(sector_services: Num) -> Num:
    return sum_rows(sector_services)


@figure(
    N_("Participación en los fondos"),
    over="sector",
    per="period",
    unit="share",
    ids=SECTOR_SHARES,
    told="PAY",
    labels=(N_("Participación pública"), N_("Participación privada"), N_("Participación internacional")),
    source=SSME,
)
def sector_share(sector_funding: Num, funding: Num) -> Num:
    return unless(funding <= 0, "no_funding", sector_funding / funding)


@figure(
    N_("Participación en estructura"),
    over="sector",
    per="period",
    unit="share",
    told="PAY",
    ids=tuple(f"{name}.structure" for name in SECTOR_SHARES),
    labels=(
        N_("Participación pública en estructura"),
        N_("Participación privada en estructura"),
        N_("Participación internacional en estructura"),
    ),
    source=SSME,
)
def sector_structure_share(sector_structure: Num, funding_structure: Num) -> Num:
    return unless(funding_structure <= 0, "no_funding", sector_structure / funding_structure)


@figure(
    N_("Participación en servicios"),
    over="sector",
    per="period",
    unit="share",
    told="PAY",
    ids=tuple(f"{name}.services" for name in SECTOR_SHARES),
    labels=(
        N_("Participación pública en servicios"),
        N_("Participación privada en servicios"),
        N_("Participación internacional en servicios"),
    ),
    source=SSME,
)
def sector_services_share(sector_services: Num, funding_services: Num) -> Num:
    return unless(funding_services <= 0, "no_funding", sector_services / funding_services)


@figure(N_("Fondos públicos"), rolls="flow")
def public_funding(sector_funding: Num, sector__is_public: Num) -> Num:
    return sum_rows_if(sector_funding, sector__is_public)


@figure(N_("Fondos privados"), rolls="flow")
def private_funding(sector_funding: Num, sector__is_private: Num) -> Num:
    return sum_rows_if(sector_funding, sector__is_private)


@figure(
    N_("Público sobre público y privado"),
    per="period",
    unit="share",
    ids=("funding.public_of_two",),
    told="PAY",
    source=SSME,
)
def public_of_two(public_funding: Num, private_funding: Num) -> Num:
    both = public_funding + private_funding
    return unless(both <= 0, "no_funding", public_funding / both)


@figure(N_("Fondos públicos para estructura"), rolls="flow")
def public_structure(sector_structure: Num, sector__is_public: Num) -> Num:
    return sum_rows_if(sector_structure, sector__is_public)


@figure(N_("Fondos públicos y privados para estructura"), rolls="flow")
def two_structure(sector_structure: Num, sector__is_private: Num, public_structure: Num) -> Num:
    return public_structure + sum_rows_if(sector_structure, sector__is_private)


@figure(
    N_("Público sobre público y privado, en estructura"),
    per="period",
    unit="share",
    ids=("funding.public_of_two.structure",),
    told="PAY",
    source=SSME,
)
def public_of_two_structure(public_structure: Num, two_structure: Num) -> Num:
    return unless(two_structure <= 0, "no_funding", public_structure / two_structure)


@figure(N_("Fondos públicos para servicios"), rolls="flow")
def public_services(sector_services: Num, sector__is_public: Num) -> Num:
    return sum_rows_if(sector_services, sector__is_public)


@figure(N_("Fondos públicos y privados para servicios"), rolls="flow")
def two_services(sector_services: Num, sector__is_private: Num, public_services: Num) -> Num:
    return public_services + sum_rows_if(sector_services, sector__is_private)


@figure(
    N_("Público sobre público y privado, en servicios"),
    per="period",
    unit="share",
    ids=("funding.public_of_two.services",),
    told="PAY",
    source=SSME,
)
def public_of_two_services(public_services: Num, two_services: Num) -> Num:
    return unless(two_services <= 0, "no_funding", public_services / two_services)


# --- contributions ---------------------------------------------------------------------------------------------------


@figure(N_("Aportes"), rolls="flow")
def contributions(contributions_cash: Num, contributions_in_kind: Num) -> Num:
    return contributions_cash + contributions_in_kind


@figure(N_("Aportes firmados"), rolls="flow")
def contributions_committed(
    source_received: Num, source__is_committed: Num, carry_value: Num, carry__is_committed: Num
) -> Num:
    return sum_rows_if(source_received, source__is_committed) + sum_rows_if(carry_value, carry__is_committed)


@figure(N_("Aportes en negociación"), rolls="flow")
def contributions_negotiation(
    source_received: Num, source__is_negotiation: Num, carry_value: Num, carry__is_negotiation: Num
) -> Num:
    return sum_rows_if(source_received, source__is_negotiation) + sum_rows_if(carry_value, carry__is_negotiation)


@figure(N_("Aportes posibles"), rolls="flow")
def contributions_prospect(
    source_received: Num, source__is_prospect: Num, carry_value: Num, carry__is_prospect: Num
) -> Num:
    return sum_rows_if(source_received, source__is_prospect) + sum_rows_if(carry_value, carry__is_prospect)


@figure(N_("Aporte en efectivo por su probabilidad"), over="source", rolls="flow")
def source_expected(source_received: Num, probability: Num) -> Num:
    return source_received * probability


@figure(N_("Aporte en especie por su probabilidad"), over="carry", rolls="flow")
def carry_expected(carry_value: Num, probability: Num) -> Num:
    return carry_value * probability


@figure(N_("Aportes por su probabilidad, sumados"), rolls="flow")
def expected_flow(source_expected: Num, carry_expected: Num) -> Num:
    return sum_rows(source_expected) + sum_rows(carry_expected)


@figure(N_("Aportes por su probabilidad"), per="period", ids=("funding.expected",), told="PAY", source=INTERNAL)
def expected(contributions: Num, expected_flow: Num) -> Num:
    return unless(contributions <= 0, "no_contributions", expected_flow)


@figure(
    N_("Aportes en efectivo, parte del total"),
    per="period",
    unit="share",
    ids=("funding.cash_share",),
    told="PAY",
    source=COMMON,
)
def cash_share(contributions_cash: Num, contributions: Num) -> Num:
    return unless(contributions <= 0, "no_contributions", contributions_cash / contributions)


@figure(
    N_("Aportes en especie, parte del total"),
    per="period",
    unit="share",
    ids=("funding.in_kind_share",),
    told="PAY",
    source=COMMON,
)
def in_kind_share(contributions_in_kind: Num, contributions: Num) -> Num:
    return unless(contributions <= 0, "no_contributions", contributions_in_kind / contributions)


@figure(
    N_("Aportes firmados, parte del total"),
    per="period",
    unit="share",
    ids=("funding.committed_share",),
    told="PAY",
    source=COMMON,
)
def committed_share(contributions_committed: Num, contributions: Num) -> Num:
    return unless(contributions <= 0, "no_contributions", contributions_committed / contributions)


# --- concentration ---------------------------------------------------------------------------------------------------


@figure(N_("Lo que la organización paga como cliente"), over="organisation", rolls="flow")
def organisation_paid(stream_revenue: Num, stream__organisation: Num, number: Num) -> Num:
    return sum_matching(stream_revenue, stream__organisation, number)


@figure(N_("Lo que aporta la organización"), over="organisation", rolls="flow")
def organisation_given(
    source_received: Num, source__organisation: Num, carry_value: Num, carry__organisation: Num, number: Num
) -> Num:
    return sum_matching(source_received, source__organisation, number) + sum_matching(
        carry_value, carry__organisation, number
    )


@figure(N_("Fondos de la organización"), over="organisation", rolls="flow")
def organisation_funding(organisation_paid: Num, organisation_given: Num) -> Num:
    return organisation_paid + organisation_given


@figure(N_("Cuadrado de los fondos de la organización"), over="organisation", per="period", unit="number")
def organisation_square(organisation_funding: Num) -> Num:
    return organisation_funding**2


@figure(N_("Fondos de la organización, si tiene nombre"), over="organisation", per="period")
def organisation_named(organisation_funding: Num, named: Num) -> Num:
    return organisation_funding * named


@figure(
    N_("Concentración por organización"),
    per="period",
    unit="ratio",
    ids=("funding.concentration",),
    told="PAY",
    source=HERFINDAHL,
)
def concentration(organisation_square: Num, funding: Num) -> Num:
    return unless(funding <= 0, "no_funding", sum_rows(organisation_square) / funding**2)


@figure(N_("Fondos de la mayor organización"), per="period")
def largest_funding(organisation_named: Num) -> Num:
    return highest_row(organisation_named)


@figure(
    N_("Mayor organización"),
    per="period",
    unit="share",
    ids=("funding.concentration.largest_share",),
    told="PAY",
    source=COMMON,
)
def largest_share(largest_funding: Num, funding: Num) -> Num:
    share = unless(largest_funding <= 0, "no_organisation", largest_funding / funding)
    return unless(funding <= 0, "no_funding", share)


@figure(N_("Cuadrado de los fondos del sector"), over="sector", per="period", unit="number")
def sector_square(sector_funding: Num) -> Num:
    return sector_funding**2


@figure(
    N_("Concentración por sector"),
    per="period",
    unit="ratio",
    ids=("funding.concentration.by_class",),
    told="PAY",
    source=HERFINDAHL,
)
def concentration_by_class(sector_square: Num, funding: Num) -> Num:
    return unless(funding <= 0, "no_funding", sum_rows(sector_square) / funding**2)


# --- agreement -------------------------------------------------------------------------------------------------------


@figure(N_("Contrapartida aprobada"), per="once")
def counterpart_approved(cash_approved: Num, in_kind_approved: Num) -> Num:
    return cash_approved + in_kind_approved


@figure(N_("Contrapartida a la fecha"), per="once")
def counterpart_to_date(cash_to_date: Num, in_kind_to_date: Num) -> Num:
    return cash_to_date + in_kind_to_date


@figure(
    N_("Parte del FOMIN en lo aprobado"), per="once", unit="share", ids=("agreement.fomin_share",), told="S", source=PIP
)
def fomin_share(fomin_approved: Num, counterpart_approved: Num) -> Num:
    return unless(fomin_approved == 0, "no_fomin", fomin_approved / (fomin_approved + counterpart_approved))


@figure(
    N_("Parte de la contrapartida en lo aprobado"),
    per="once",
    unit="share",
    ids=("agreement.counterpart_share",),
    told="S",
    source=PIP,
)
def counterpart_share(counterpart_approved: Num, fomin_approved: Num) -> Num:
    return unless(fomin_approved == 0, "no_fomin", counterpart_approved / (fomin_approved + counterpart_approved))


@figure(
    N_("Contrapartida por unidad del FOMIN, aprobado"),
    per="once",
    unit="ratio",
    ids=("agreement.leverage",),
    told="S",
    source=PIP,
)
def leverage(counterpart_approved: Num, fomin_approved: Num) -> Num:
    return unless(fomin_approved == 0, "no_fomin", counterpart_approved / fomin_approved)


@figure(
    N_("Contrapartida entregada"), per="once", unit="share", ids=("counterpart.delivered",), told="S", source=COMMON
)
def delivered_share(counterpart_to_date: Num, counterpart_approved: Num) -> Num:
    return unless(counterpart_approved == 0, "no_counterpart_approved", counterpart_to_date / counterpart_approved)


@figure(
    N_("Contrapartida en efectivo, a la fecha"),
    per="once",
    unit="share",
    ids=("counterpart.cash_share",),
    told="S",
    source=COMMON,
)
def counterpart_cash_share(cash_to_date: Num, counterpart_to_date: Num) -> Num:
    return unless(counterpart_to_date == 0, "no_counterpart", cash_to_date / counterpart_to_date)


@figure(N_("Pari passu"), per="once", unit="points", ids=("counterpart.pari_passu",), told="S", source=COMMON)
def pari_passu(counterpart_to_date: Num, fomin_to_date: Num, counterpart_share: Num, points: Num) -> Num:
    executed = counterpart_to_date + fomin_to_date
    return unless(executed == 0, "nothing_to_date", (counterpart_to_date / executed - counterpart_share) * points)
