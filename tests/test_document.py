"""Edits, refusals, undo and redo of the open plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from generator import random_plan
from hypothesis import given
from hypothesis import strategies as st

from workbench.document import Document
from workbench.i18n import Phrase, quoted, speaking
from workbench.model.base import get
from workbench.model.costs import Fixed
from workbench.model.edit import EditRefused
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.revenue import Dated, Fee
from workbench.model.services import Service
from workbench.model.types import Provider


class Kept(list[tuple[Plan, str]]):
    """What was saved."""

    def __call__(self, plan: Plan, label: str) -> None:
        self.append((plan, label))


def test_an_edit_is_saved_and_says_what_it_touched() -> None:
    kept, plan = Kept(), Plan()
    document = Document(plan, kept)
    change = document.edit("project/name", "Farmacias", "Nombre")
    assert document.plan.project.name == "Farmacias"
    assert (change.before, change.after, change.paths) == (plan, document.plan, ("project/name",))
    assert kept == [(document.plan, "Nombre")]


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    kept = Kept()
    document = Document(Plan(), kept)
    document.edit("project/name", "", "Nombre")
    assert (kept, document.undo_label, document.undo()) == ([], "", None)


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("opening/cash", Decimal(-1), "Debe ser mayor o igual a 0."),
        ("opening/cash", "doce", "No es un número."),
        ("project/current_end", "2027-02-30", "No es una fecha posible."),
        ("criteria/largest_source", Decimal("1.5"), "Debe ser menor o igual a 100 %."),
        ("project/name", "a" * 301, "Tiene más de 300 caracteres."),
    ],
)
def test_a_value_that_does_not_fit_is_refused_beside_its_field(path: str, value: Any, sentence: str) -> None:
    kept, plan = Kept(), Plan()
    document = Document(plan, kept)
    with pytest.raises(EditRefused) as refused:
        document.edit(path, value, "x")
    assert (refused.value.path, refused.value.sentence) == (path, sentence)
    assert document.plan is plan
    assert (kept, document.undo_label) == ([], "")


def test_an_end_before_the_start_is_refused_and_both_together_are_not() -> None:
    cost = Fixed(name="Local", amount=Decimal(10), start="2027-03", end="2027-06")
    document = Document(Plan(costs=(cost,)), Kept())
    with pytest.raises(EditRefused, match="anterior al primero"):
        document.edit(f"costs/{cost.id}/end", "2027-01", "Último mes")
    for start, end in (("2028-01", "2028-02"), ("2026-01", "2026-02")):
        document.edit_many([(f"costs/{cost.id}/start", start), (f"costs/{cost.id}/end", end)], "Meses")
        assert [get(document.plan, f"costs/{cost.id}/{field}") for field in ("start", "end")] == [start, end]


def test_many_edits_are_all_taken_or_none() -> None:
    plan, kept = Plan(), Kept()
    document = Document(plan, kept)
    with pytest.raises(EditRefused) as refused:
        document.edit_many([("project/name", "Farmacias"), ("opening/cash", "doce")], "Pegar")
    assert refused.value.path == "opening/cash"
    assert (document.plan, kept) == (plan, [])


def test_a_contradiction_is_refused_at_its_place_with_what_to_do() -> None:
    service = Service(name="Compra conjunta")
    fee = Fee(name="Tarifa", service=service.id)
    document = Document(Plan(services=(service,), streams=(fee,)), Kept())
    with pytest.raises(EditRefused, match="ya no existe") as refused:
        document.edit("services", (), "Borrar servicio")
    assert refused.value.path == f"streams/{fee.id}/service"
    document.edit_many([("services", ()), ("streams", ())], "Borrar servicio y sus ingresos")
    assert document.plan.streams == ()


def test_a_contradiction_there_before_does_not_stand_in_the_way() -> None:
    grant = CashSource(provider_class=Provider.FOMIN, amounts=(Dated(month="2028-01", amount=Decimal(5)),))
    plan = Plan(sources=(grant,)).with_()
    document = Document(plan.with_(project=plan.project.with_(current_end=date(2027, 6, 30))), Kept())
    document.edit("project/name", "Farmacias", "Nombre")
    with pytest.raises(EditRefused, match="tasa de cambio"):
        document.edit(f"sources/{grant.id}/currency", "EUR", "Moneda")
    document.edit(f"sources/{grant.id}/amounts", (), "Borrar desembolsos")


def test_typing_in_one_field_is_one_step_saved_when_it_is_left() -> None:
    kept = Kept()
    document = Document(Plan(), kept)
    for text in ("F", "Fa", "Far"):
        document.edit("project/name", text, "Nombre", typing=True)
        assert document.plan.project.name == text
    assert kept == []
    document.leave()
    document.leave()
    assert [label for _plan, label in kept] == ["Nombre"]
    document.undo()
    assert document.plan.project.name == ""
    assert document.redo_label == "Nombre"


def test_typing_in_the_next_field_leaves_the_one_before() -> None:
    kept = Kept()
    document = Document(Plan(), kept)
    document.edit("project/name", "F", "Nombre", typing=True)
    document.edit("project/executor", "C", "Ejecutor", typing=True)
    assert [(plan.project.name, plan.project.executor) for plan, _label in kept] == [("F", "")]
    document.undo()
    assert document.undo_label == "Nombre"
    assert [label for _plan, label in kept] == ["Nombre", "Ejecutor", "Deshacer: Ejecutor"]


def test_a_new_edit_forgets_what_was_undone() -> None:
    document = Document(Plan(), Kept())
    document.edit("project/name", "A", "Nombre")
    document.undo()
    document.edit("project/name", "B", "Nombre")
    assert document.redo() is None
    assert document.plan.project.name == "B"


def test_a_step_is_called_in_the_language_of_the_moment() -> None:
    kept = Kept()
    document = Document(Plan(), kept)
    name = Phrase("{name} · {kind}", name=quoted("Nómina {1}"), kind=Phrase("Fijo"))
    document.edit("project/name", "Farmacias", Phrase("Eliminar {line}", line=name))
    assert document.undo_label == "Eliminar «Nómina {1}» · Fijo"
    with speaking("en"):
        assert document.undo_label == "Delete “Nómina {1}” · Fixed"
        document.undo()
    assert document.redo_label == "Eliminar «Nómina {1}» · Fijo"
    assert [label for _plan, label in kept] == [
        "Eliminar «Nómina {1}» · Fijo", "Undo: Delete “Nómina {1}” · Fixed"
    ]  # fmt: skip


@given(st.integers(0, 100), st.lists(st.sampled_from(["edit", "drop", "type", "leave", "undo", "redo"]), max_size=30))
def test_undo_and_redo_walk_the_very_same_plans(seed: int, moves: list[str]) -> None:
    kept = Kept()
    document = Document(random_plan(seed), kept)
    past: list[Plan] = [document.plan]
    at, typing = 0, False
    for number, move in enumerate(moves):
        if move in ("edit", "drop", "type"):
            goes_on = typing and move == "type"
            del past[at + (0 if goes_on else 1) :]
            if move == "drop" and document.plan.loans:
                document.edit("loans", document.plan.loans[1:], "x")
            else:
                document.edit("project/name" if move == "type" else "project/phone", str(number), "x", move == "type")
            past.append(document.plan)
            at, typing = len(past) - 1, move == "type"
        elif move == "leave":
            document.leave()
            typing = False
        else:
            change = document.undo() if move == "undo" else document.redo()
            typing = False
            at = max(at - 1, 0) if move == "undo" else min(at + 1, len(past) - 1)
            assert change is None or change.after is document.plan
        assert document.plan == past[at]
    document.leave()
    assert not kept or kept[-1][0] == document.plan
