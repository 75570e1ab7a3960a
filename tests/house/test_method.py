"""What is told of every published figure: where it comes from, and how it is computed."""

from __future__ import annotations

from generator import random_plan
from source_files import ROOT

from workbench.engine.projection import EXACT, project, published
from workbench.i18n import SOURCE_LANGUAGE, speaking
from workbench.report.method import everything, families
from workbench.report.method_text import facts, markdown


def test_every_published_figure_says_where_it_comes_from() -> None:
    silent = sorted({told.figure.name for told in published().values() if not told.figure.source})
    say = "published without a source: add source=INTERNAL, COMMON or another text of engine/sources.py to @figure of"
    assert not silent, f"{say} {', '.join(silent)}"


def test_every_figure_of_a_plan_has_its_entry_with_unit_periods_and_when_it_does_not_exist() -> None:
    ids = {row.id for row in project(random_plan(5)).rows()} | published().keys() | EXACT.keys()
    entries = [entry for _title, found in families(everything()) for entry in found]
    assert ids == {id_ for entry in entries for id_ in entry.ids}
    for entry in entries:
        told = dict(facts(entry))
        assert all((entry.label, entry.rule, told["Unidad"], told["Períodos"], told["Fuente"]))
        assert told.keys() & {"No existe si", "Tampoco existe si", "Existe"} or "no existe si" in entry.rule


def test_the_method_page_is_what_the_registry_says() -> None:
    with speaking(SOURCE_LANGUAGE):
        now = markdown()
    kept = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert kept == now, "docs/method.md is older than the figures, limits or texts: python3 dev.py method"
