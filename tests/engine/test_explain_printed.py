"""An explanation as it is printed: its sentences, read as arithmetic with the values of the parts, give the figure;
and every value, month, choice and switch beside them is said as it was typed."""

from __future__ import annotations

import re
from collections import deque
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from generator import random_plan
from test_reference import each_month, month

from workbench.engine.explain import Explainer, Trace, explain
from workbench.engine.explain_parts import At
from workbench.engine.program import PLANNED
from workbench.engine.projection import project
from workbench.formats import NO_BREAK
from workbench.model.costs import Fixed, ShareCost
from workbench.model.plan import Plan
from workbench.model.project import Basis, ExchangeRate, Project
from workbench.model.revenue import Fee
from workbench.model.services import Service

LEAF = re.compile(r"«([^«»]+)»(?: de la línea vinculada| del mes anterior)? \[([^\[\]]+)\]")
SUM = re.compile(r"la suma de «([^«»]+)»(?:[^«»\[\]]|«[^«»]*»)* \[[^\[\]]+\]")
SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-"})
ARITHMETIC = re.compile(r"[\d\s.()*/+e-]+")


def given(trace: Trace) -> float | None:
    """What a sentence gives with the values of its parts; None where it is no arithmetic of them alone."""
    if trace.sentence.startswith("la suma de los meses, de "):
        return sum(part.number or 0.0 for part in trace.parts)

    def put(found: re.Match[str]) -> str:
        label, value = found.groups()
        numbers = {part.number for part in trace.parts if called(part, label) and part.value == value}
        return f"({numbers.pop()!r})" if len(numbers) == 1 else "?"

    def add(found: re.Match[str]) -> str:
        return repr(sum(part.number or 0.0 for part in trace.parts if called(part, found[1])))

    text = LEAF.sub(put, SUM.sub(add, trace.sentence)).translate(SIGNS)
    text = text.replace(" elevado a ", " ** ").replace(" al cuadrado", " ** 2")
    return float(eval(text)) if ARITHMETIC.fullmatch(text) else None


def called(part: Trace, label: str) -> bool:
    """Whether a part is what a sentence calls so, on any line, whatever sources it counts."""
    return part.label.removeprefix(label)[:2] in ("", " ·", ", ") and part.label.startswith(label)


def beneath(tops: list[Trace], most: int) -> list[Trace]:
    """Traces and what they rest on, nearest first, each value once."""
    seen: dict[At, Trace] = {}
    waiting = deque(tops)
    while waiting and len(seen) < most:
        one = waiting.popleft()
        if one.at is not None and one.at not in seen:
            seen[one.at] = one
            waiting.extend(one.parts)
    return list(seen.values())


@pytest.mark.parametrize("seed", [0, 1])
def test_the_printed_sentence_gives_the_figure(seed: int) -> None:
    projection = project(random_plan(seed, 14, 3, 8, 2, 4, 2, 2))
    tops = [
        explain(projection, row.id, row.period.id, row.service)
        for row in projection.rows()
        if row.period.kind in ("single", "after12", "year") and row.period.whole
    ]
    told = [(trace, given(trace)) for trace in beneath(tops, 1_500) if trace.sentence and trace.number is not None]
    read = [(trace, found) for trace, found in told if found is not None]
    for trace, found in read:
        assert found == pytest.approx(trace.number, rel=1e-9, abs=1e-6), (trace.label, trace.when, trace.sentence)
    assert len(read) > 0.8 * len(told)


SERVICE = Service(name="Ventas")
FEE = Fee(name="Pedido", service=SERVICE.id, price=Decimal(10), currency="EUR", units=each_month(5.12345))
RENT = Fixed(name="Casa", amount=Decimal("50.5"), vat_recoverable=False, end=month(20))
DUES = ShareCost(name="Comisión", rate=Decimal("0.03"), streams=(FEE.id,))
PLAN = Plan(
    project=Project(country="CO", current_end=date(2027, 6, 30)),
    basis=Basis(currency="COP", start="2027-01", months=30, rates=(ExchangeRate(currency="EUR", rates=(Decimal(2),)),)),
    services=(SERVICE,),
    streams=(FEE,),
    costs=(RENT, DUES),
)


@pytest.mark.parametrize(
    ("path", "label", "value"),
    [
        (f"streams/{FEE.id}/price", "Precio · Pedido", "EUR 10"),
        (f"streams/{FEE.id}/units/first", "Valor inicial por mes · Pedido", "5,1235"),
        (f"streams/{FEE.id}/service", "Servicio · Pedido", "Ventas"),
        (f"streams/{FEE.id}/segment", "Segmento · Pedido", "–"),
        (f"costs/{RENT.id}/amount", "Monto · Casa", "COP 50,50"),
        (f"costs/{RENT.id}/vat_recoverable", "El IVA se recupera · Casa", "No"),
        (f"costs/{RENT.id}/in_kind", "En especie · Casa", "No"),
        (f"costs/{RENT.id}/end", "Último mes · Casa", "sept 2028"),
        (f"costs/{RENT.id}/perimeter", "Alcance · Casa", "Operación que continúa"),
        (f"costs/{DUES.id}/streams", "Ingresos que sigue · Comisión", "Pedido"),
        (f"costs/{DUES.id}/rate", "Porcentaje · Comisión", "3 %"),
        ("project/current_end", "Fin vigente de la ejecución", "30 jun 2027"),
        ("basis/months", "Meses del plan", "30 meses"),
        ("basis/fiscal_start", "El año fiscal empieza en", "enero"),
        ("basis/currency", "Moneda del plan", "COP"),
        ("basis/inflation", "Inflación anual", "–"),
    ],
)
def test_what_decides_is_said_as_it_was_typed(path: str, label: str, value: str) -> None:
    found = Explainer(project(PLAN)).typed(path)
    assert (found.label, found.value.replace(NO_BREAK, " "), found.path) == (label, value, path)


def test_what_never_ends_has_no_date_and_amounts_their_own_currency() -> None:
    explainer = Explainer(project(PLAN))
    names = ("stream__price", "stream__end", "fixed__end")
    told = [explainer.trace(At(name, PLANNED, 0, 0, 0, False)).value.replace(NO_BREAK, " ") for name in names]
    assert told == ["EUR 10", "sin fecha", "sept 2028"]


def test_more_than_a_year_is_told_by_its_fiscal_years_and_less_by_its_months() -> None:
    reading = Explainer(project(PLAN.with_(basis=PLAN.basis.with_(fiscal_start=4))))
    sum_of = partial(At, "line_due", PLANNED, 0)
    spans = ((5, 20), (5, 16), (2, 14))
    cut = {span: [(one.first, one.last) for one in reading.cut(sum_of(*span, True))] for span in spans}
    assert cut[5, 20] == [(5, 14), (15, 20)]
    assert cut[5, 16] == [(at, at) for at in range(5, 17)]
    assert cut[2, 14] == [(2, 2), (3, 14)]


def test_a_year_of_one_month_says_what_decides_it() -> None:
    reading = Explainer(project(PLAN.with_(basis=PLAN.basis.with_(start="2027-12", months=13))))
    whole = {each.path for each in reading.trace(At("break_even_sales", PLANNED, 0, 0, 0, False)).beside}
    assert {"basis/start", "basis/fiscal_start"} <= whole
    month_alone = {each.path for each in reading.trace(At("revenue", PLANNED, 0, 0, 0, False)).beside}
    assert not month_alone & whole
