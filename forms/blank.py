"""The empty plan somebody starts from, and the empty line of a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from forms.guide import Kind
from workbench.formats import currency_of
from workbench.model.base import Line
from workbench.model.costs import Own, Staff
from workbench.model.grid import month_of
from workbench.model.plan import Plan
from workbench.model.project import Basis, Project


def blank_plan(country: str, today: date) -> Plan:
    """A plan of ``country`` (ISO 3166, or '') in its currency, from the month after ``today``; dollars if unknown."""
    start = month_of(today.year * 12 + today.month)
    return Plan(project=Project(country=country), basis=Basis(currency=currency_of(country) or "USD", start=start))


def blank_line(plan: Plan, kind: Kind) -> Line:
    """A new line of ``kind``: a month that may not stay empty is the plan's first, the only service is its service, and
    a post is one person, for a salary alone would cost nothing.

    A cost keeps none: without a service it is structural, which is a choice of its own.
    """
    fields = kind.model.model_fields
    known: dict[str, object] = {}
    if "month" in fields and fields["month"].default is not None:
        known["month"] = plan.basis.start
    if len(plan.services) == 1 and "service" in fields and not issubclass(kind.model, Own):
        known["service"] = plan.services[0].id
    if issubclass(kind.model, Staff):
        known["headcount"] = Decimal(1)
    return kind.model().with_(**known)
