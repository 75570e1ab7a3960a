"""Many plans together: what was published of others comes out again, and nothing is added up that cannot be."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from generator import random_plan

from workbench.engine.projection import project
from workbench.formats import Formats
from workbench.model.costs import Fixed
from workbench.model.factors import LatestSurvey
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.project import Agreement, Basis, ExchangeRate, Project
from workbench.model.revenue import Dated
from workbench.model.types import Level, Provider, SourceUse, Status
from workbench.portfolio.consolidation import consolidate, quarter
from workbench.portfolio.data import portfolio_data
from workbench.portfolio.entry import UNTOLD, Entry, Measures, load
from workbench.portfolio.measure import entry_of
from workbench.portfolio.selection import Wanted, chosen, grouped, ordered
from workbench.portfolio.told import COLUMNS, SSME, TEXTS, Cells, facts, names, notes

PUBLISHED = json.loads((Path(__file__).parents[1] / "examples" / "published.json").read_text(encoding="utf-8"))
FORMATS = Formats("CO")


def agreed(fomin: float, counterpart: float, **project_: Any) -> Entry:
    """A plan with an agreement and nothing else yet."""
    basis = Basis(currency=project_.pop("currency", "USD"), rates=project_.pop("rates", ()))
    agreement = Agreement(fomin_approved=Decimal(str(fomin)), cash_approved=Decimal(str(counterpart)))
    plan = Plan(project=Project(**project_), basis=basis, agreement=agreement)
    return entry_of(project(plan))


def funded(public: int, private: int, months: int) -> Plan:
    """A project that ended in December 2026: structure costs 100 a month, which signed money pays for some months."""
    when = [f"{2027 + m // 12}-{m % 12 + 1:02d}" for m in range(months)]
    given = [
        CashSource(
            provider=who, provider_class=kind, status=Status.COMMITTED, use=SourceUse.STRUCTURE,
            amounts=tuple(Dated(month=month, amount=Decimal(part)) for month in when),
        )
        for who, kind, part in (("Alcaldía", Provider.GOVERNMENT, public), ("Gremio", Provider.FIRMS, private))
    ]  # fmt: skip
    return Plan(
        project=Project(name="Red", current_end=date(2026, 12, 31)),
        basis=Basis(currency="USD", start="2027-01", months=60),
        costs=(Fixed(name="Coordinación", amount=Decimal(100)),),
        sources=tuple(given),
    )


def test_the_nineteen_pip_projects_come_to_what_was_published() -> None:
    pip = next(each for each in PUBLISHED["funding"] if each["id"] == "PIP")
    parts = [1 + (at - 9) / 20 for at in range(19)]  # of no plan is anything published but the sum
    entries = [agreed(round(22.5e6 * part / 19, 2), round(21.6e6 * part / 19, 2)) for part in parts]
    whole = consolidate(entries)
    assert (whole.plans, whole.agreed, whole.currency) == (19, 19, "USD")
    assert whole.fomin == pytest.approx(pip["fomin_musd"] * 1e6)
    assert whole.counterpart == pytest.approx(pip["counterpart_musd"] * 1e6)
    assert whole.fomin_share == pytest.approx(pip["fomin_share"], abs=1e-6)
    assert whole.leverage == pytest.approx(pip["counterpart_per_fomin_dollar"])
    told = {fact.id: fact.value for fact in facts(whole, FORMATS)}
    assert told["fomin"].replace("\N{NO-BREAK SPACE}", " ") == "USD 22,5 M"
    assert told["counterpart"].replace("\N{NO-BREAK SPACE}", " ") == "USD 21,6 M"
    assert (told["shares"], told["leverage"]) == ("51,0 : 49,0", "0,96")


def test_beside_the_gap_stands_how_many_plans_have_one() -> None:
    whole = consolidate([entry_of(project(funded(50, 50, months))) for months in (60, 60, 12)])
    assert (whole.gap, whole.gapped, whole.short) == (4_800, 3, 1)
    assert "en 1 de 3" in next(fact.note for fact in facts(whole, FORMATS) if fact.id == "gap")


def test_what_no_plan_has_is_no_zero() -> None:
    blank = entry_of(project(Plan()))
    totals = portfolio_data([blank], "", names())["totals"]
    assert totals == dict.fromkeys(totals) | {"plans": 1, "agreed": 0, "gapped": 0, "left_out": []}


def test_ratios_come_from_the_sums_and_not_from_the_plans_ratios() -> None:
    whole = consolidate([agreed(100, 300), agreed(900, 0)])
    assert whole.leverage == pytest.approx(0.3)  # the mean of 3 and 0 is 1.5


def test_each_plan_is_converted_at_its_own_rate_and_none_without_one_is_added() -> None:
    pesos = (ExchangeRate(currency="USD", rates=(Decimal(4000), Decimal(5000)), dated=date(2026, 12, 1)),)
    soles = (ExchangeRate(currency="USD", rates=(Decimal(4),)),)
    euros = (ExchangeRate(currency="EUR", rates=(Decimal(5),)),)
    entries = [
        agreed(4_000_000, 8_000_000, currency="COP", rates=pesos),
        agreed(400, 800, currency="PEN", rates=soles),
        agreed(7, 7, currency="PEN", rates=euros, name="Sin tasa"),
        agreed(100, 200),
    ]
    whole = consolidate(entries)
    assert (whole.currency, whole.fomin, whole.counterpart) == ("USD", 1200.0, 2400.0)
    assert (whole.plans, whole.agreed, [entry.name for entry in whole.left_out]) == (4, 3, ["Sin tasa"])
    assert "Sin tasa" in " ".join(notes(whole, entries, FORMATS))
    cells = Cells(whole.currency, FORMATS, names())
    assert [cells.text(entry, "fomin") for entry in entries] == ["1.000", "100", "PEN\N{NO-BREAK SPACE}7", "100"]
    assert [cells.number(entry, "fomin") for entry in entries] == [1000.0, 100.0, None, 100.0]
    data = portfolio_data(entries, "", names())
    assert [plan["added_up"] for plan in data["plans"]] == [True, True, False, True]
    assert data["totals"]["left_out"] == [entries[2].id]


def test_plans_of_one_currency_need_no_rate() -> None:
    entries = [agreed(4e6, 8e6, currency="COP"), agreed(1e6, 0, currency="COP"), Entry("empty", currency="USD")]
    whole = consolidate(entries)
    assert (whole.currency, whole.fomin, whole.left_out) == ("COP", 5e6, (entries[2],))
    assert consolidate(entries, "USD").agreed == 0


def test_what_funds_structure_and_how_long_stands_beside_ssme() -> None:
    plans = [funded(86, 14, months) for months in (0, 6, 12, 13, 36, 37)]
    entries = [entry_of(project(plan)) for plan in plans] + [entry_of(project(Plan()))]
    whole = consolidate(entries)
    assert whole.horizon == {"none": 1, "short": 2, "medium": 2, "long": 1, "no_data": 1}
    assert whole.horizon_share("short") == pytest.approx(2 / 7)
    published = PUBLISHED["benchmarks"]["guaranteed_horizon"]
    assert {name: published[name] for name in ("short", "medium", "long", "no_data")} == SSME
    data = portfolio_data(entries, "", names())
    assert data["shares"]["structure"]["public"] == pytest.approx(0.86)
    assert data["shares"]["structure"]["ssme"] == PUBLISHED["benchmarks"]["operating_structure"]
    assert data["shares"]["services"]["ssme"] == PUBLISHED["benchmarks"]["projects"]
    assert (data["shares"]["structure"]["plans"], data["shares"]["services"]["public"]) == (5, None)
    # 100 a month is missing when the money has gone, from 2027 to 2031
    assert entries[2].measures.gaps == dict.fromkeys(("2028", "2029", "2030", "2031"), (1200.0, 1200.0))
    assert (whole.never, whole.missing) == (6, {UNTOLD: 1, "never_reached": 6})
    assert sum(committed for committed, _planned in whole.gaps.values()) == sum(entry.gap or 0 for entry in entries)


def test_money_that_is_not_signed_leaves_a_gap_in_one_view_alone() -> None:
    plan = funded(86, 14, 60)
    hoped = tuple(source.with_(status=Status.NEGOTIATION) for source in plan.sources)
    assert entry_of(project(plan)).measures.gaps == {}
    gaps = entry_of(project(plan.with_(sources=hoped))).measures.gaps
    assert gaps == {str(year): (1200.0, 0.0) for year in range(2027, 2032)}


def reaching(month: str | None, **measures: Any) -> Entry:
    return Entry(str(uuid4()), break_even=month, measures=Measures(**{"break_even_reason": "", **measures}))


def test_the_calendar_has_every_quarter_between_the_first_and_the_last() -> None:
    never, lost = reaching(None, break_even_reason="never_reached"), reaching(None, break_even_reason="lost_at_end")
    entries = [reaching("2027-12"), reaching("2028-05"), reaching("2028-06"), never, lost, Entry("x", pending=True)]
    whole = consolidate(entries)
    assert whole.quarters == {"2027-4": 1, "2028-1": 0, "2028-2": 2}
    assert (whole.never, whole.pending, whole.plans) == (2, 1, 5)
    assert [quarter(f"2027-{month:02d}") for month in (1, 3, 4, 12)] == ["2027-1", "2027-1", "2027-2", "2027-4"]
    assert chosen(entries, Wanted(facet="break_even", value="2028-2"), {}) == entries[1:3]
    assert chosen(entries, Wanted(facet="break_even", value="never"), {}) == [never, lost]


def test_plans_are_grouped_by_a_sector_however_it_is_typed() -> None:
    entries = [agreed(1, 1, theme=theme, country=country) for theme, country in
               (("Turismo", "CO"), ("", "PE"), ("turismo ", "CO"), ("Café", "MX"))]  # fmt: skip
    called = names()
    groups = grouped(entries, "sector", called)
    assert [(group.label, len(group.entries)) for group in groups] == [("Café", 1), ("Turismo", 2), ("", 1)]
    data = portfolio_data(entries, "sector", called)
    assert [(group["key"], group["totals"]["fomin"]) for group in data["groups"]] == [
        ("cafe", 1.0), ("turismo", 2.0), (None, 1.0),
    ]  # fmt: skip
    assert [group.label for group in grouped(entries, "country", called)] == ["Colombia", "México", "Perú"]
    assert chosen(entries, Wanted(text="mexico"), called) == [entries[3]]
    assert chosen(entries, Wanted(sector="turismo", text="colombia"), called) == [entries[0], entries[2]]


def test_what_has_no_figure_comes_last_whichever_way() -> None:
    low, high, empty = agreed(100, 10), agreed(100, 90), Entry("empty", currency="USD")
    for down, order in ((False, [low, high, empty]), (True, [high, low, empty])):
        assert ordered([empty, high, low], "leverage", down, "USD", {}) == order


@pytest.mark.parametrize("seed", range(8))
def test_the_measures_of_any_plan_are_those_it_tells(seed: int) -> None:
    projection = project(random_plan(seed))
    entry = entry_of(projection)
    assert load(entry.measures.dump()) == entry.measures
    fresh = project(random_plan(seed))
    figure = {
        name: fresh.value(id_, period).number
        for name, id_, period in (
            ("public", "funding.public_share.structure", "after12"),
            ("services", "funding.public_share.services", "after12"),
            ("months", "funding.guaranteed_months.committed", "single"),
            ("leverage", "agreement.leverage", "single"),
        )
    }
    data = portfolio_data([entry], "", {})
    alone = consolidate([entry])
    for part, name in (("structure", "public"), ("services", "services")):
        assert data["shares"][part]["public"] == pytest.approx(figure[name])
    assert entry.measures.months == figure["months"]
    assert alone.leverage == pytest.approx(figure["leverage"])
    survey = LatestSurvey(instrument="sustainability", overall=Decimal("1.6566"), level=Level.SECOND, wave="2027-1")
    surveyed = entry_of(project(random_plan(seed).with_(latest_survey=survey)))
    cells = Cells(entry.currency, FORMATS, names())
    assert (cells.text(surveyed, "survey"), surveyed.measures.survey_wave) == ("2 (1,65)", "2027-1")
    assert all(cells.text(entry, column) for column in COLUMNS if column not in TEXTS)


@pytest.mark.parametrize("kept", ["", "{}", "[1]", '{"form":2}', '{"form":1}', '{"form":2,"gaps":3}', "{"])
def test_what_is_not_of_this_form_is_computed_again(kept: str) -> None:
    assert load(kept) is None
