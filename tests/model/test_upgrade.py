"""Plans of earlier versions open; plans of later ones are refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from workbench.model import payload
from workbench.model.factors import Factors, LatestSurvey
from workbench.model.financing import CashSource
from workbench.model.revenue import Fee
from workbench.model.types import Provider, RateBasis, Repayment
from workbench.model.upgrade import CURRENT, STEPS, PlanRefused, upgrade

GOLDEN = Path(__file__).parents[1] / "golden"
OLD = GOLDEN / "plan_v0.json"


def test_a_version_0_file_opens_with_all_it_said() -> None:
    plan = payload.load(OLD.read_bytes())
    first, second = plan.sources
    stream = plan.streams[0]
    assert isinstance(first, CashSource)
    assert isinstance(second, CashSource)
    assert isinstance(stream, Fee)
    assert str(plan.project.current_end) == "2027-06-30"
    assert (first.provider_class, second.provider_class) == (Provider.GOVERNMENT, Provider.FIRMS)
    assert (stream.price, stream.units.growth, stream.units.ramp) == (Decimal("18500.5"), Decimal("0.1"), 3)
    assert first.yearly == (Decimal(0), Decimal(20_000_000))
    assert second.amounts[0].amount == Decimal("7500000.25")
    assert plan.opening.cash == Decimal(12_500_000)
    assert plan.basis.inflation == (Decimal("0.05"), Decimal("0.04"))


def test_a_version_1_file_keeps_its_exchange_rate_for_every_year() -> None:
    data = GOLDEN.joinpath("plan_v1.json").read_bytes()
    old, plan = json.loads(data), payload.load(data)
    (rate,), (was,) = plan.basis.rates, old["basis"]["rates"]
    assert (rate.currency, rate.rates, rate.source) == ("USD", (Decimal(was["rate"]),), was["source"])
    assert {loan.repayment for loan in (*plan.loans, *plan.opening.loans)} == {Repayment.FRENCH}
    assert {loan.rate_basis for loan in (*plan.loans, *plan.opening.loans)} == {RateBasis.NOMINAL}
    again = json.loads(payload.dump(plan))
    assert again["streams"] == old["streams"]
    assert again["costs"] == old["costs"]


def test_a_version_2_file_begins_without_factors_and_actions() -> None:
    data = GOLDEN.joinpath("plan_v2.json").read_bytes()
    old, plan = json.loads(data), payload.load(data)
    assert (plan.factors, plan.latest_survey, plan.actions) == (Factors(), LatestSurvey(), ())
    again = json.loads(payload.dump(plan))
    assert {name: again[name] for name in old if name != "schema"} == {
        name: old[name] for name in old if name != "schema"
    }


def test_lifting_leaves_the_old_payload_alone() -> None:
    old = json.loads(OLD.read_text(encoding="utf-8"))
    kept = json.loads(json.dumps(old))
    lifted = upgrade(old)
    assert old == kept
    assert lifted["schema"] == f"sustainability-plan/{CURRENT}"
    assert upgrade(lifted) == lifted


def test_every_version_before_has_a_step() -> None:
    assert sorted(STEPS) == list(range(CURRENT))


@pytest.mark.parametrize("schema", [f"sustainability-plan/{CURRENT + 1}", "sustainability-plan/999999"])
def test_a_newer_plan_is_refused_with_a_sentence(schema: str) -> None:
    with pytest.raises(PlanRefused, match="programa más nuevo") as refused:
        payload.load(json.dumps({"schema": schema, "future": True}).encode())
    assert refused.value.place == "schema"


@pytest.mark.parametrize("text", ["[]", "{}", "3", '{"schema": 1}', '{"schema": "other/1"}', '{"schema": null}'])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanRefused, match="No es un plan de sostenibilidad"):
        payload.load(text.encode())


@pytest.mark.parametrize("part", ['"sources": [3]', '"project": 5', '"sources": 7', '"sources": {"a": 1.5}'])
def test_a_crooked_version_0_plan_is_refused(part: str) -> None:
    with pytest.raises(PlanRefused):
        payload.load(f'{{"schema": "sustainability-plan/0", {part}}}'.encode())
