"""Where a figure comes from: the same number all the way down, to fields that were typed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from generator import edge_plans, random_plan

from workbench.engine import explain_parts
from workbench.engine.explain import Explainer, Trace, explain
from workbench.engine.explain_parts import At, Reading
from workbench.engine.expr import Expr
from workbench.engine.program import PLANNED
from workbench.engine.projection import Projection, project
from workbench.engine.reasons import reason_text
from workbench.engine.registry import FIGURES
from workbench.model.base import get
from workbench.model.costs import Fixed, OneOff, Staff
from workbench.model.financing import Loan
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan
from workbench.model.project import Basis, Project
from workbench.model.revenue import Commission, Dated, Driver, Fee, Membership
from workbench.model.services import Service
from workbench.model.types import Perimeter

NEVER_TOLD = ("after12_incomplete", "never_reached")
ADDED = {
    "sum_rows", "sum_rows_if", "sum_matching", "linked", "lag", "arriving", "trailing", "following", "of_year", "total",
    "pick", "highest_row",
}  # fmt: skip
"""Words whose value is the sum of the values they were made of."""
SPACE = "\N{NO-BREAK SPACE}"


def _in_month(projection: Projection, name: str, line: Any, month: int) -> Trace:
    """Where any figure comes from in one month, on one line of its table; None where it has none."""
    over = FIGURES[name].over
    row = projection.inputs.lines[over].index(line) if over else 0
    return Explainer(projection).trace(At(name, PLANNED, row, month, month, False))


def _walk(trace: Trace, at_most: int) -> Iterator[Trace]:
    """A trace and what it rests on, nearest first, the same value once."""
    seen: set[tuple[Any, ...]] = set()
    waiting = deque([trace])
    while waiting and len(seen) < at_most:
        one = waiting.popleft()
        if (one.label, one.when, one.sentence, one.number) not in seen:
            seen.add((one.label, one.when, one.sentence, one.number))
            yield one
            waiting.extend(one.parts)


PLANS = {f"random {seed}": random_plan(seed) for seed in range(4)} | edge_plans()


@pytest.mark.parametrize("name", [name for name in PLANS if name != "240 months"])
def test_every_published_figure_is_explained(name: str) -> None:
    projection = project(PLANS[name])
    for row in projection.rows():
        trace = explain(projection, row.id, row.period.id, row.service)
        assert trace.number == row.value.number
        assert trace.reason == row.value.reason
        assert trace.label
        assert reason_text(row.value.reason) in trace.value
        assert trace.sentence or trace.reason in NEVER_TOLD
        assert "_" not in trace.sentence


@pytest.mark.parametrize("seed", range(3))
def test_any_figure_is_explained_on_any_line_in_any_month(seed: int) -> None:
    projection = project(random_plan(seed, 18))
    for name, f in FIGURES.items():
        for line in dict.fromkeys(projection.inputs.lines[f.over]) if f.over and f.per != "period" else (None,):
            for month in (0, 11, 17) if f.per == "month" else ():
                trace = _in_month(projection, name, line, month)
                assert trace.sentence
                assert trace.number is not None or trace.reason
                assert all(part.label for part in trace.parts)


@pytest.mark.parametrize("seed", range(3))
def test_what_a_sum_was_made_of_adds_up_to_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = 0
    whole = explain_parts.ranged_parts

    def adding(reading: Reading, e: Expr, at: At) -> list[At]:
        nonlocal checked
        parts = list(whole(reading, e, at))
        if e.word in ADDED:
            value = reading.value(e, at)
            assert sum(map(reading.number, parts)) == pytest.approx(value, rel=1e-9, abs=1e-6), (at, e.word)
            checked += 1
        return parts

    monkeypatch.setattr(explain_parts, "ranged_parts", adding)
    projection = project(random_plan(seed, 24))
    for id_, period in (
        ("break_even.sales", "year"),
        ("funding.gap.committed", "single"),
        ("funding.public_share", "year"),
    ):
        found = next(p for p in projection.grid.periods if p.kind == period)
        assert list(_walk(explain(projection, id_, found.id), 1500))
    assert checked > 300


@pytest.mark.parametrize("seed", range(3))
def test_every_path_leads_to_a_place_in_the_plan(seed: int) -> None:
    plan = random_plan(seed, 24)
    projection = project(plan)
    paths = set()
    for id_ in ("break_even.sales", "self_sufficiency.full", "funding.public_share", "funding.concentration"):
        year = next(p for p in projection.grid.periods if p.kind == "year")
        for trace in _walk(explain(projection, id_, year.id), 2500):
            assert (trace.path == "") or (not trace.sentence and not trace.parts)
            if trace.path:
                get(plan, trace.path)
                paths.add(trace.path)
    assert {path.split("/")[0] for path in paths} >= {"streams", "costs", "sources", "basis"}


# ---------------------------------------------------------------- worked by hand


def _plan() -> Plan:
    """100 a unit, two units a month; 50 of rent; a loan of 1,200 at 12 %, three months of grace."""
    return Plan(
        project=Project(country="CO"),
        basis=Basis(currency="COP", start="2027-01", months=24),
        streams=(Fee(name="Cuota de red", price=Decimal(100), units=Driver(first=Decimal(2))),),
        costs=(Fixed(name="Arriendo", amount=Decimal(50)),),
        loans=(Loan(name="Banco", month="2027-01", principal=Decimal(1200), rate=Decimal("0.12"), term=15, grace=3),),
    )  # fmt: skip


def _no_break(text: str) -> str:
    return text.replace(SPACE, " ")


def test_break_even_is_told_with_its_numbers() -> None:
    projection = project(_plan())
    trace = explain(projection, "break_even.sales", "year:2028")
    # Rent 12 × 50. The loan is paid back from May 2027 to April 2028, 106.62 a month; at the end of 2027 four payments
    # are left: 106.62 × (1 − 1.01^−4) / 0.01 = 416.02, so 2028 bears 4 × 106.62 − 416.02 = 10.45 of interest.
    assert trace.number == pytest.approx(610.45, abs=0.005)
    assert _no_break(trace.sentence) == "«Costos fijos» [COP 610,45] ÷ «Razón de margen de contribución» [100 %]"
    assert [part.label for part in trace.parts] == ["Costos fijos", "Razón de margen de contribución"]
    assert trace.when == "2028"


def test_the_trace_ends_at_the_price_as_it_was_typed() -> None:
    plan = _plan()
    found = _walk(explain(project(plan), "break_even.sales", "year:2027"), 3000)
    price = next(trace for trace in found if trace.path == f"streams/{plan.streams[0].id}/price")
    assert (price.label, _no_break(price.value), price.parts) == ("Precio · Cuota de red", "COP 100", ())


@pytest.mark.parametrize(
    ("figure", "month", "said", "number"),
    [
        ("loan_interest", 0, "0", 0),
        ("loan_interest", 1, "«Saldo antes de la cuota» [COP 1.200] × «Tasa mensual» [1 %]", 12),
        ("loan_repaid", 3, "0", 0),
        ("loan_repaid", 4, "«Capital de la cuota igual» [COP 94,62]", 94.6185),
        ("loan_french", 4, "la parte de capital de la cuota (lo mayor entre «Cuota número» [1] y 1) de «Número de "
            "cuotas» [12 meses] para «Monto» [COP 1.200], tasa mensual «Tasa mensual» [1 %]", 94.6185),
    ],
)  # fmt: skip
def test_only_the_branch_taken_is_said(figure: str, month: int, said: str, number: float) -> None:
    plan = _plan()
    trace = _in_month(project(plan), figure, plan.loans[0].id, month)
    assert _no_break(trace.sentence) == said
    assert trace.number == pytest.approx(number)


def test_a_choice_of_nothing_says_what_it_hung_on() -> None:
    plan = _plan()
    trace = _in_month(project(plan), "loan_drawn", plan.loans[0].id, 3)
    assert [(part.label, part.number) for part in trace.parts] == [("Meses desde el desembolso · Banco", 3)]


def test_a_missing_figure_says_why_and_where() -> None:
    plan = Plan(basis=Basis(start="2027-01", months=24), costs=(Fixed(name="Arriendo", amount=Decimal(50)),))
    trace = explain(project(plan), "break_even.sales", "year:2027")
    assert (trace.number, trace.reason, trace.value) == (None, "no_sales", "no hay ventas en el período")
    ratio = next(part for part in trace.parts if part.number is None)
    assert ratio.sentence == "«no hay ventas en el período»"
    assert "Ingresos" in [part.label for part in ratio.parts]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (Fee(name="Uno", price=Decimal(1), units=Driver(first=Decimal(1))), "Precio · Uno"),
        (Membership(name="Uno", dues=Decimal(1), opening_members=Decimal(1)), "Cuota por socio y mes · Uno"),
        (Commission(name="Uno", rate=Decimal("0.5"), volume=Driver(first=Decimal(1))), "Comisión · Uno"),
    ],
)
def test_a_field_is_called_as_it_was_asked_on_its_line(line: Any, label: str) -> None:
    projection = project(Plan(basis=Basis(months=12), streams=(line,)))
    trace = _in_month(projection, "stream_revenue", line.id, 0)
    assert label in [part.label for part in trace.parts]


def test_a_view_is_named_where_it_matters() -> None:
    short = _plan().with_(costs=(Fixed(name="Arriendo", amount=Decimal(500)),))
    trace = explain(project(short), "funding.gap.committed", "single")
    assert trace.label == "Brecha firmada"
    below = [one.label for one in _walk(trace, 300)]
    assert "Servicio de la deuda" in below
    assert not any(label.startswith("Servicio de la deuda,") for label in below)


def test_a_note_stands_beside_the_number() -> None:
    trace = explain(project(_plan()), "funding.guaranteed_months.committed")
    assert (trace.number, trace.reason) == (24, "at_least")
    assert trace.value == "24 meses (al menos, hasta el final del horizonte)"


def test_relapses_are_told_month_by_month() -> None:
    sales = Fee(price=Decimal(100), units=Driver(first=Decimal(1)))
    losses = tuple(Dated(month=month_of(number_of("2027-01") + at), amount=Decimal(250)) for at in range(40, 46))
    projection = project(
        Plan(basis=Basis(start="2027-01", months=72), streams=(sales,), costs=(OneOff(amounts=losses),))
    )
    spell = projection.relapses()[0]
    trace = explain(projection, "break_even.month.relapses", spell.id)
    assert (trace.number, len(trace.parts)) == (9, 9)
    assert trace.parts[0].when == "sept 2030"


def test_a_service_has_its_own_trace() -> None:
    service = Service(name="Pedidos")
    fee = Fee(name="Pedido", service=service.id, price=Decimal(10), units=Driver(first=Decimal(5)))
    post = Staff(name="Gestora", service=service.id, headcount=Decimal(1), pay=Decimal(20))
    host = Fixed(name="Casa", amount=Decimal(5), perimeter=Perimeter.PROJECT)
    projection = project(Plan(basis=Basis(months=12), services=(service,), streams=(fee,), costs=(post, host)))
    year = next(p.id for p in projection.grid.periods if p.kind == "year")
    trace = explain(projection, "break_even.activity.own", year, service.id)
    assert trace.label == "Cubre sus costos propios · Pedidos"
    assert trace.number == pytest.approx(0.4)
    names = {one.label for one in _walk(trace, 500)}
    assert "Gasto causado · Gestora" in names
    assert not any("Casa" in name for name in names)


@pytest.mark.parametrize(("id_", "period"), [("no.such", "single"), ("break_even.sales", "year:1999")])
def test_what_there_is_not_cannot_be_explained(id_: str, period: str) -> None:
    with pytest.raises(KeyError):
        explain(project(_plan()), id_, period)
