"""Plans in a real library: kept, found, revised, imported."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest
from generator import random_plan

from workbench import __version__
from workbench.document import Document
from workbench.i18n import Phrase, quoted, use_language
from workbench.model import payload
from workbench.model.base import replace
from workbench.model.plan import Plan
from workbench.storage.header import LibraryDamaged, LibraryError
from workbench.storage.home import PlanCard, cards
from workbench.storage.library import Added, Index, Library, PlanNotFound

INDEX = Index(0.5, "2028-08", "ago 2028", -12.5, "COP −12")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.db"


def named(name: str, seed: int = 1) -> Plan:
    plan = random_plan(seed)
    return plan.with_(id=uuid4(), project=plan.project.with_(name=name))


def test_the_first_opening_makes_it_for_its_owner_alone(path: Path) -> None:
    with Library.open(path, write=True) as library:
        assert library.plans() == ()
        library.add(named("Farmacias"), "new", INDEX)
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    names = [f"library.db{ending}" for ending in ("", "-wal", "-shm", ".lock", ".writer")]
    assert modes == dict.fromkeys(names, 0o600)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    left = {"library.db", "library.db.lock", "library.db-backups"}
    assert {file.name for file in path.parent.iterdir()} == left
    assert {file.stat().st_mode & 0o777 for file in (path.parent / "library.db-backups").iterdir()} == {0o600}


def test_closing_twice_is_closing_once(path: Path) -> None:
    library = Library.open(path, write=True)
    assert library.close() == library.close()
    with Library.open(path, write=True):
        pass


def test_it_is_durable_by_its_own_settings(path: Path) -> None:
    Library.open(path, write=True).close()
    with Library.open(path, write=True) as library:
        connection = library._line.store._connection
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert told == ["wal", 2]


def test_what_is_saved_is_there_for_the_next_one(path: Path) -> None:
    plan = named("Farmacias")
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", Index())
        edited = replace(plan, "project/executor", "Cámara")
        library.save(edited, "Ejecutor", INDEX).result()
        with Library.open(path) as reader:
            assert reader.load(plan.id) == edited
    (card,) = cards(path)
    assert card == PlanCard(
        str(plan.id), "Farmacias", "Cámara", plan.project.country, str(plan.project.stage or ""), plan.basis.currency,
        0.5, "2028-08", "ago 2028", -12.5, "COP −12", card.changed,
    )  # fmt: skip
    with Library.open(path, write=True) as library:
        assert library.load(plan.id) == edited
        assert library.plans() == (card,)


def test_a_session_is_one_revision_however_much_is_typed(path: Path) -> None:
    plan = named("Farmacias")
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", INDEX)
        for name in "ABC":
            plan = replace(plan, "project/name", name)
            library.save(plan, f"Nombre {name}", INDEX).result()
        kept = library.revisions(plan.id)
        assert [(each.label, each.engine) for each in kept] == [("Nombre C", __version__), ("Nuevo", __version__)]
    with Library.open(path, write=True) as library:
        library.save(plan, "Nada", INDEX).result()
        assert [each.label for each in library.revisions(plan.id)] == ["Nombre C", "Nuevo"]
        library.save(replace(plan, "project/name", "D"), "Nombre D", INDEX).result()
        labels = {each.label: each.id for each in library.revisions(plan.id)}
        assert list(labels) == ["Nombre D", "Nombre C", "Nuevo"]
        assert library.load(plan.id, labels["Nombre C"]) == plan
        assert library.load(plan.id, labels["Nuevo"]).project.name == "Farmacias"


def test_importing_keeps_the_id_and_says_what_it_did(path: Path) -> None:
    plan = named("Farmacias")
    other = replace(plan, "project/name", "Farmacias II")
    with Library.open(path, write=True) as library:
        first = library.add(plan, "a.json", INDEX)
        before = library.revisions(plan.id)
        again = library.add(payload.load(payload.dump(plan)), "b.json", INDEX)
        assert library.revisions(plan.id) == before
        changed = library.add(other, "c.json", INDEX)
        assert [each.label for each in library.revisions(plan.id)] == ["c.json", "a.json"]
        assert library.load(plan.id) == other
        assert library.load(plan.id, before[0].id) == plan
        copy = library.add(plan.with_(id=uuid4()), "new", INDEX)
        assert len(library.plans()) == 2
    assert [each.kind for each in (first, again, changed, copy)] == [Added.NEW, Added.SAME, Added.REVISION, Added.NEW]
    assert "nada cambió" in again.sentence
    assert "nueva revisión" in changed.sentence
    assert {first.plan_id, again.plan_id, changed.plan_id} == {plan.id}
    assert copy.plan_id != plan.id


def test_an_edit_after_an_import_leaves_the_imported_revision(path: Path) -> None:
    plan = named("Farmacias")
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", INDEX)
        library.save(replace(plan, "project/name", "A"), "Nombre", INDEX).result()
        library.add(replace(plan, "project/name", "B"), "b.json", INDEX)
        library.save(replace(plan, "project/name", "C"), "Nombre", INDEX).result()
        assert [each.label for each in library.revisions(plan.id)] == ["Nombre", "b.json", "Nombre", "Nuevo"]


def test_an_old_step_is_named_in_the_language_of_now_and_what_was_typed_is_not(path: Path) -> None:
    plan, name = named("Farmacias"), Phrase("{name} · {kind}", name=quoted("Nómina {1}"), kind=Phrase("Fijo"))
    foreign = ["Nombre", "[1, 2]", "[[", '["{x.__class__}", {"x": "y"}]', '["{x}", {}]']  # written before, or by others
    with Library.open(path, write=True) as library:
        library.add(plan, Phrase("Plan nuevo"), INDEX)
        library.save(replace(plan, "project/name", "A"), Phrase("Eliminar {line}", line=name), INDEX).result()
        for at, label in enumerate(foreign):
            library.add(replace(plan, "project/name", str(at)), label, INDEX)
        said = {}
        for language in ("es", "en"):
            use_language(language)
            said[language] = [each.label for each in library.revisions(plan.id)]
    assert said["es"] == [*reversed(foreign), "Eliminar «Nómina {1}» · Fijo", "Plan nuevo"]
    assert said["en"] == [*reversed(foreign), "Delete “Nómina {1}” · Fixed", "New plan"]


def test_a_document_saves_into_the_library_and_undo_is_saved_too(path: Path) -> None:
    plan = named("Farmacias")
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", INDEX)
        document = Document(plan, lambda plan, label: library.save(plan, label, INDEX))
        document.edit("project/name", "A", "Nombre")
        assert library.load(plan.id).project.name == "A"
        document.undo()
        assert library.load(plan.id) == plan


def test_a_plan_is_found_by_id_its_beginning_or_its_name(path: Path) -> None:
    first, second, third = named("Farmacias"), named("Software"), named("software ")
    with Library.open(path, write=True) as library:
        for plan in (first, second, third):
            library.add(plan, "Nuevo", INDEX)
        assert library.find("farmacias") == first.id
        assert library.find(str(first.id)) == library.find(str(first.id)[:8].upper()) == first.id
        for text in ("farm", "", str(first.id)[:3]):
            with pytest.raises(PlanNotFound, match="No hay un plan"):
                library.find(text)
        with pytest.raises(PlanNotFound, match=str(second.id)[:8]):
            library.find("Software")
        with pytest.raises(PlanNotFound):
            library.load(uuid4())
        with pytest.raises(PlanNotFound):
            library.save(named("never added"), "x", INDEX).result()
        assert len(library.plans()) == 3


def test_a_reader_sees_what_is_written_and_cannot_write(path: Path) -> None:
    plan = named("Farmacias")
    with Library.open(path, write=True) as library, Library.open(path) as reader:
        library.add(plan, "Nuevo", INDEX)
        assert [card.name for card in reader.plans()] == ["Farmacias"]
        with pytest.raises(LibraryError):
            reader.add(named("x"), "x", INDEX)
        assert reader.load(plan.id) == plan


def test_cards_come_last_changed_first(path: Path) -> None:
    plans = [named(name) for name in "ABC"]
    with Library.open(path, write=True) as library:
        for plan in plans:
            library.add(plan, "Nuevo", INDEX)
        library.save(plans[0].with_(project=plans[0].project.with_(phone="1")), "x", INDEX).result()
        assert [card.name for card in library.plans()] == ["A", "C", "B"]


def test_an_old_payload_opens_and_imports_as_the_same_plan(path: Path) -> None:
    old = (Path(__file__).parents[1] / "golden" / "plan_v0.json").read_bytes()
    plan = payload.load(old)
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", INDEX)
    with sqlite3.connect(path) as connection:
        values = (old, 0, payload.fingerprint(old))
        connection.execute("UPDATE revision SET payload = ?, schema = ?, fingerprint = ?", values)
    connection.close()
    with Library.open(path, write=True) as library:
        assert library.load(plan.id) == plan
        assert library.add(plan, "again", INDEX).kind is Added.SAME


def test_a_payload_that_is_not_what_was_written_is_told(path: Path) -> None:
    plan = named("Farmacias")
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", INDEX)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE revision SET payload = zeroblob(length(payload))")
    connection.close()
    with Library.open(path) as library, pytest.raises(LibraryDamaged, match="dañada"):
        library.load(plan.id)
