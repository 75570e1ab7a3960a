"""The four statements by month (finance §6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .cash import COMMITTED, CONTRACTED, PLANNED, Cash
from .costs import Assets, Costs, opening_depreciation
from .months import Floats, by_class
from .reading import SECTORS, USES, Reader, number
from .revenue import Streams
from .sources import STATUSES

VARIABLE, DIRECT, STRUCTURE = range(3)


@dataclass(frozen=True, eq=False)
class Accrual:
    """What accrues by month; the first axis of pairs is continuing · project only."""

    revenue: Floats
    bad_debt: Floats
    costs: Floats
    """[perimeter, variable · direct fixed · structural fixed, month], in kind within, bad debt not."""
    depreciation: Floats
    service_revenue: Floats
    """[service, month], as the next two of the continuing operation."""
    service_variable: Floats
    service_fixed: Floats
    structural_depreciation: Floats
    in_kind: Floats
    """Carried costs of continuing lines, depreciation and investment apart [variable · fixed, month]."""

    def result(self, interest: Floats) -> Floats:
        spent = self.costs.sum(axis=1) + self.bad_debt + self.depreciation
        result: Floats = self.revenue - spent
        result[0] -= interest
        return result


def accrual(reader: Reader, earned: Streams, spent: Costs, owned: Assets, money: Cash) -> Accrual:
    rows, services = spent.rows, len(reader.services)
    side = (~earned.continuing).astype(np.int64)
    nature = np.where(rows.variable, VARIABLE, np.where(rows.direct, DIRECT, STRUCTURE))
    costs = by_class(rows.project * 3 + nature, 6, rows.accrual).reshape(2, 3, -1)
    going = np.where(earned.continuing, earned.service, -1)
    mine = np.where(rows.project, -1, rows.service)
    asset = np.where(owned.rows.project, -1, owned.rows.service)
    fixed = by_class(np.where(nature == DIRECT, mine, -1), services, rows.accrual)
    opening = opening_depreciation(reader)
    kind, direct = money.kind, by_class(asset, services, owned.depreciation)
    worn = by_class(owned.rows.project.astype(np.int64), 2, owned.depreciation) + opening
    item = kind.item
    counted = np.where(kind.project | (kind.cls >= 6), -1, (~kind.variable).astype(np.int64))[item]
    return Accrual(
        by_class(side, 2, earned.revenue), by_class(side, 2, earned.bad_debt), costs, worn,
        by_class(going, services, earned.revenue),
        by_class(np.where(nature == VARIABLE, mine, -1), services, rows.accrual)
        + by_class(going, services, earned.bad_debt),
        fixed + direct, worn[0] - direct.sum(axis=0), by_class(counted, 2, kind.carried),
    )  # fmt: skip


def monthly(reader: Reader, earned: Streams, owned: Assets, told: Accrual, money: Cash) -> dict[str, Floats]:
    return _operating(told, money) | _flows(money) | _sources_and_uses(money) | _position(reader, earned, owned, money)


def _operating(told: Accrual, money: Cash) -> dict[str, Floats]:
    gifts, result = money.gifts, told.result(money.loans.interest)
    to_operations = gifts.use < 2
    cash, kind = (gifts.value[to_operations & (gifts.cash == paid)].sum(axis=0) for paid in (True, False))
    variable = told.costs[0, VARIABLE] + told.bad_debt[0]
    return {
        "revenue": told.revenue[0],
        "variable_costs": variable,
        "contribution_margin": told.revenue[0] - variable,
        "direct_fixed_costs": told.costs[0, DIRECT],
        "structural_costs": told.costs[0, STRUCTURE],
        "depreciation": told.depreciation[0],
        "interest": money.loans.interest,
        "recurring_result": result[0],
        "project_only_result": result[1],
        "contributions_cash": cash,
        "contributions_in_kind": kind,
        "net_result": result[0] + result[1] + cash + kind,
        "contributions_to_investment": gifts.value[~to_operations].sum(axis=0),
    }


def _flows(money: Cash) -> dict[str, Floats]:
    return {
        "collections": money.collections[PLANNED],
        "salvage": money.salvage,
        "payments": money.paid[PLANNED, :6].sum(axis=0) + money.opening_payments,
        "investment": money.paid[PLANNED, 6:].sum(axis=0),
        "contributions": money.cash.sum(axis=0),
        "loans_drawn": money.loans.drawn,
        "debt_service": money.loans.interest + money.loans.principal,
        "fomin_returned": money.fomin_returned[PLANNED].sum(axis=0),
        "not_yet_found": money.gap[PLANNED],
        "free_cash": money.till[PLANNED],
        "free_cash.committed": money.till[COMMITTED],
        "free_cash.contracted": money.till[CONTRACTED],
        "gap.planned": money.gap[PLANNED],
        "gap.committed": money.gap[COMMITTED],
        "gap.contracted": money.gap[CONTRACTED],
    }


def _sources_and_uses(money: Cash) -> dict[str, Floats]:
    """Contributions by use, status and sector; payments and carried costs by use."""
    gifts = money.gifts
    names = [f"sources.{use}.{status}.{sector}" for use in USES for status in STATUSES for sector in SECTORS]
    given = by_class(gifts.use * 9 + gifts.status * 3 + gifts.sector, 27, gifts.value)
    used = money.need[PLANNED] + by_class(np.where(gifts.cash, -1, gifts.use), 3, gifts.value)
    return dict(zip(names, given, strict=True)) | {f"uses.{use}": row for use, row in zip(USES, used, strict=True)}


def _position(reader: Reader, earned: Streams, owned: Assets, money: Cash) -> dict[str, Floats]:
    opening = reader.plan.opening
    ahead = np.cumsum(earned.due - earned.collected, axis=1)
    accrued = money.accrued.sum(axis=0)
    paid = money.paid[PLANNED].sum(axis=0)
    owed_to, owed_by, assets = (
        float(sum(getattr(line, name) for line in lines))
        for lines, name in (
            (opening.receivables, "amount"), (opening.payables, "amount"), (opening.assets, "book_value"),
        )
    )  # fmt: skip
    bought, worn = owned.rows.accrual.sum(axis=0), owned.depreciation.sum(axis=0)
    worn = worn + opening_depreciation(reader).sum(axis=0)
    pots = money.fomin_pot[PLANNED] + money.other_pot[PLANNED]
    rows = {
        "cash": money.till[PLANNED] + money.gap_to_date[PLANNED],
        "restricted_cash": pots.sum(axis=0),
        "receivables": np.maximum(ahead, 0).sum(axis=0) + owed_to - np.cumsum(money.opening_receipts),
        "fixed_assets": assets + np.cumsum(bought - worn - money.salvage),
        "payables": np.cumsum(accrued - paid) + owed_by - np.cumsum(money.opening_payments),
        "advances": np.maximum(-ahead, 0).sum(axis=0),
        "loans": money.loans.balance,
    }
    held = rows["cash"] + rows["restricted_cash"] + rows["receivables"] + rows["fixed_assets"]
    rows["funds"] = held - rows["payables"] - rows["advances"] - rows["loans"]
    return rows | {f"restricted_cash.{use}": row for use, row in zip(USES, pots, strict=True)}


def opening_funds(reader: Reader) -> float:
    """What the operation owns at the start, less what it owes."""
    opening = reader.plan.opening
    has = sum(map(number, (opening.cash, opening.cash_structure, opening.cash_services, opening.cash_investment)))
    has += sum(float(each.amount) for each in opening.receivables)
    has += sum(float(each.book_value) for each in opening.assets)
    owes = sum(float(each.amount) for each in opening.payables) + sum(float(each.balance) for each in opening.loans)
    return has - owes
