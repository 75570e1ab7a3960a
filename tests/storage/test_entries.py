"""What portfolios know of a plan is kept beside it, and computed where it is not."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from generator import random_plan
from storage_processes import ROOT

from workbench.engine.projection import project
from workbench.model.base import replace
from workbench.portfolio.entry import Entry
from workbench.portfolio.measure import entry_of
from workbench.storage.index import index_of
from workbench.storage.library import Library
from workbench.storage.portfolio import completed


def test_a_library_of_an_older_version_is_completed_and_stays_so(tmp_path: Path) -> None:
    path = Path(shutil.copy(ROOT / "tests" / "golden" / "library_v1.db", tmp_path / "library.db"))
    with Library.open(path, write=True) as library:
        pending = library.entries()
        assert [entry.pending for entry in pending] == [True, True]
        cards = [(card.id, card.changed) for card in library.plans()]
        done = [completed(library, entry) for entry in pending]
        assert [(card.id, card.changed) for card in library.plans()] == cards  # they are no edits
    with Library.open(path) as library:
        assert list(library.entries()) == done
        assert not any(entry.pending for entry in done)


def test_each_edit_keeps_what_portfolios_know(tmp_path: Path) -> None:
    plan = random_plan(1)
    with Library.open(tmp_path / "library.db", write=True) as library:
        library.add(plan, "new", index_of(project(plan)))
        assert library.entries() == (entry_of(project(plan)),)
        edited = replace(plan, "agreement/fomin_approved", Decimal(7))
        library.save(edited, "edit", index_of(project(edited))).result()
        (kept,) = library.entries()
        assert kept.measures.fomin == 7
        before = library.revisions(plan.id)[-1].fingerprint
        library.keep_index(plan.id, before, index_of(project(plan)))  # computed before it was edited
        assert library.entries() == (kept,)
        library.set_aside(plan.id)
        assert library.entries() == tuple[Entry, ...]()
