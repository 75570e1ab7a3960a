"""Rounds and sheets in a real library: typed, merged, contradicting, deleted and brought back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from survey.instruments import CHECK, a_round, answer, forty, mixed, scores, sheet

from workbench.paths import user_data
from workbench.storage import database
from workbench.storage.doctor import State, examine
from workbench.storage.header import VERSION, LibraryDamaged, LibraryGone
from workbench.storage.library import Library
from workbench.storage.restore import restore
from workbench.storage.round_store import RoundStore
from workbench.storage.rounds import RoundNotFound, RoundRefused, Sheets
from workbench.survey.merging import ended, joined, settle
from workbench.survey.payload import fingerprint
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import Answer, Sheet

FORTY = forty()
ROUND = a_round(FORTY, 3).with_(title="Cartagena", changed=datetime(2026, 11, 2, 9, tzinfo=UTC))
WHEN = datetime(2026, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """A library with the round."""
    with Library.open(path, write=True) as opened:
        opened.rounds.add(ROUND, FORTY)
        yield opened


def typed(project: int = 0, respondent: str = "R1", at: int = 0, **score: int) -> Sheet:
    answers = {id_: Answer(score=value) for id_, value in (score or {"E1": 2}).items()}
    return sheet(ROUND, answers, project, respondent).with_(changed=WHEN + timedelta(minutes=at))


def test_an_answer_is_on_the_disk_when_it_is_saved(path: Path, library: Library) -> None:
    first = sheet(ROUND, {}).with_(changed=WHEN)
    for number, (item, each) in enumerate(scores(CHECK).items()):
        first = first.answered(item, each, WHEN + timedelta(seconds=number))
        assert library.rounds.save_sheet(first).result() == first
        with Library.open(path) as reader:
            assert reader.rounds.sheets(ROUND.id).counted == (first,)
    (card,) = library.rounds.cards()
    assert (card.title, card.wave, card.instrument, card.version) == ("Cartagena", "2026", "sustainability", 1)
    assert (card.projects, card.sheets, card.id) == (3, 1, str(ROUND.id))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sheet").fetchone() == (1,)
    connection.close()


def test_a_round_is_found_edited_deleted_and_brought_back(library: Library) -> None:
    rounds = library.rounds
    library.rounds.save_sheet(typed()).result()
    for text in ("cartagena", "Cartagena 2026", str(ROUND.id), str(ROUND.id)[:6]):
        assert rounds.find(text) == ROUND.id
    again = rounds.add(ROUND.again("2027", 1), FORTY)
    with pytest.raises(RoundNotFound, match="2027"):
        rounds.find("Cartagena")
    assert [card.wave for card in rounds.cards()] == ["2027", "2026"]
    renamed = rounds.edit(ROUND.with_(title="Sala", projects=ROUND.projects[:2]))
    assert rounds.load(ROUND.id) == renamed
    with pytest.raises(RoundRefused, match="hojas"):
        rounds.edit(renamed.with_(projects=renamed.projects[1:]))
    with pytest.raises(RoundRefused, match="instrumento"):
        rounds.edit(renamed.with_(version=2))
    rounds.set_aside(ROUND.id)
    assert [card.id for card in rounds.cards()] == [str(again.id)]
    assert [card.title for card in rounds.aside()] == ["Sala"]
    rounds.set_aside(ROUND.id, back=True)
    assert [card.title for card in rounds.cards()] == ["Sala", "Cartagena"]
    assert rounds.sheets(ROUND.id).counted == (typed(),)
    with pytest.raises(RoundNotFound, match="No hay una ronda"):
        rounds.find("nadie")


def test_a_deleted_sheet_comes_back_and_no_file_brings_it_by_itself(library: Library) -> None:
    rounds = library.rounds
    rounds.merge([typed()])
    rounds.set_sheet_aside(typed())
    assert rounds.sheets(ROUND.id).counted == ()
    assert rounds.deleted_sheets(ROUND.id) == (typed(),)
    assert rounds.merge([typed()]).deleted == 1
    assert rounds.sheets(ROUND.id).counted == ()
    rounds.set_sheet_aside(typed(), back=True)
    assert rounds.sheets(ROUND.id).counted == (typed(),)


def test_what_is_corrected_after_it_was_handed_in_is_no_contradiction(library: Library, tmp_path: Path) -> None:
    """The executor sends a sheet, corrects it and sends it again; the consultant gets both, in either order."""
    with Library.open(tmp_path / "executor.db", write=True) as executor:
        executor.rounds.add(ROUND, FORTY)
        executor.rounds.save_sheet(typed(E1=1)).result()
        (sent,) = executor.rounds.hand_out(ROUND.id)
        executor.rounds.save_sheet(sent).result()
        assert executor.rounds.hand_out(ROUND.id) == (sent,)
        executor.rounds.save_sheet(sent.answered("E1", Answer(score=3), WHEN + timedelta(hours=1))).result()
        executor.rounds.save_sheet(sent.answered("E1", Answer(score=2), WHEN + timedelta(hours=2))).result()
        (corrected,) = executor.rounds.hand_out(ROUND.id)
        executor.rounds.save_sheet(corrected.answered("E1", Answer(score=0), WHEN + timedelta(hours=3))).result()
        (last,) = executor.rounds.hand_out(ROUND.id)
    assert corrected.revises == (fingerprint(sent),)
    for order in ([sent, corrected], [corrected, sent], [corrected]):
        library.rounds.merge(order)
        assert library.rounds.sheets(ROUND.id).counted == (corrected,)
        assert library.rounds.sheets(ROUND.id).conflicts == ()
    with Library.open(tmp_path / "third.db", write=True) as third:
        third.rounds.add(ROUND, FORTY)
        third.rounds.merge([sent])
        third.rounds.merge([last])  # the file between them never came
        assert third.rounds.sheets(ROUND.id) == Sheets((last,), ())


def test_a_contradiction_is_kept_shown_and_settled_by_choice(library: Library, tmp_path: Path) -> None:
    rounds = library.rounds
    earlier, later = typed(E1=1), typed(at=5, E1=3).with_(id=uuid4())
    assert rounds.merge([later, earlier]).new == 2
    found = rounds.sheets(ROUND.id)
    assert found.counted == (later,)
    (conflict,) = found.conflicts
    assert conflict.sides == (later, earlier)
    rounds.choose(conflict, earlier)
    assert [each.answers for each in rounds.sheets(ROUND.id).counted] == [earlier.answers]
    assert rounds.sheets(ROUND.id).conflicts == ()
    assert rounds.merge([earlier, later]).known == 2
    assert rounds.sheets(ROUND.id).conflicts == ()
    with Library.open(tmp_path / "other.db", write=True) as other:
        other.rounds.add(ROUND, FORTY)
        other.rounds.merge([earlier, later])
        other.rounds.merge(rounds.hand_out(ROUND.id))  # the choice travels
        assert other.rounds.sheets(ROUND.id) == rounds.sheets(ROUND.id)


def test_consent_withdrawn_takes_the_answers_off_the_disk_here_and_elsewhere(
    path: Path, library: Library, tmp_path: Path
) -> None:
    rounds = library.rounds
    rounds.save_sheet(typed(E1=1)).result()
    (sent,) = rounds.hand_out(ROUND.id)
    rounds.save_sheet(sent.answered("E1", Answer(text="un secreto"), WHEN + timedelta(minutes=1))).result()
    (corrected,) = rounds.hand_out(ROUND.id)
    rounds.save_sheet(corrected.without_consent(WHEN + timedelta(minutes=2))).result()
    (gone,) = rounds.sheets(ROUND.id).counted
    assert (gone.withdrawn, gone.answers, gone.consent) == (WHEN + timedelta(minutes=2), {}, False)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sheet").fetchone() == (1,)
    connection.close()
    assert [file for file in path.parent.glob(f"{path.name}*") if b"un secreto" in file.read_bytes()] == []
    found = rounds.results(ROUND.id)
    assert (found.projects, [each.code for each in found.left_out]) == ((), ["withdrawn"])
    assert rounds.merge([sent, corrected]).withdrawn == 2  # an older file does not bring them back
    assert rounds.sheets(ROUND.id).counted == (gone,)
    with Library.open(tmp_path / "other.db", write=True) as other:
        other.rounds.add(ROUND, FORTY)
        other.rounds.merge([sent])
        assert other.rounds.merge(rounds.hand_out(ROUND.id)).withdrawn == 1
        assert other.rounds.sheets(ROUND.id) == rounds.sheets(ROUND.id)
        later = sent.with_(answers={"E1": Answer(score=0)}, changed=WHEN + timedelta(hours=1))
        other.rounds.merge([later])  # answered after it, without knowing of it: someone decides
        assert len(other.rounds.sheets(ROUND.id).conflicts) == 1
    rounds.save_sheet(corrected.with_(changed=WHEN + timedelta(minutes=3))).result()  # taken back
    rounds.merge([sent])
    assert [each.answers for each in rounds.sheets(ROUND.id).counted] == [corrected.answers]
    assert rounds.sheets(ROUND.id).conflicts == ()


def test_one_sheet_with_two_states_is_not_typed_in_until_someone_chooses(library: Library) -> None:
    rounds = library.rounds
    rounds.merge([typed(E1=1), typed(at=5, E1=3)])
    with pytest.raises(RoundRefused, match="elija"):
        rounds.save_sheet(typed(at=9, E1=0)).result()
    (conflict,) = rounds.sheets(ROUND.id).conflicts
    rounds.tell_apart(conflict)
    counted = rounds.sheets(ROUND.id).counted
    assert {(each.respondent, each.answers["E1"].score) for each in counted} == {("R1", 3), ("R1-2", 1)}
    assert rounds.sheets(ROUND.id).conflicts == ()
    assert rounds.merge([typed(E1=1)]).known == 1
    with pytest.raises(RoundRefused, match="no está en la biblioteca"):
        rounds.save_sheet(typed().with_(id=uuid4(), round=uuid4())).result()


STATES = [typed(at=at, E1=at % 4, E2=2) for at in range(4)] + [
    typed(1, "R2", at, E1=at % 4).with_(id=uuid4()) for at in range(3)
]
STATES += [STATES[2].without_consent(WHEN + timedelta(minutes=at)) for at in (2, 9)]
STATES += [STATES[0].with_(revises=(fingerprint(STATES[1]),)), typed(2, "R3").with_(revises=("f" * 64,))]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(STATES), max_size=9), max_size=6))
def test_neither_order_nor_repetition_matters(parcels: list[list[Sheet]]) -> None:
    def after(order: list[list[Sheet]]) -> object:
        raw = sqlite3.connect(":memory:")
        raw.executescript(SCHEMA)
        store = RoundStore(raw)
        for parcel in order:
            store.merge(parcel)
        found = store.heads(ROUND.id)
        raw.close()
        return found

    once = sorted({fingerprint(each): each for parcel in parcels for each in parcel}.values(), key=fingerprint)
    assert after(parcels) == after(parcels[::-1]) == after([*parcels, *parcels]) == after([once])
    revised = {digest for each in once for digest in each.revises}
    revised |= {fingerprint(each) for each in once if any(ended(each, other) for other in once)}
    heads = [each for each in once if fingerprint(each) not in revised]
    in_order = sorted(heads, key=lambda each: (str(each.id), fingerprint(each)))
    assert [digest for digest, _data in after(parcels)] == list(map(fingerprint, in_order))  # type: ignore[attr-defined]
    counted, conflicts = settle(heads)
    assert len({(each.project, each.respondent) for each in counted}) == len(counted)
    assert sum(len(each.sides) - 1 for each in conflicts) + len(counted) == len(heads)


SCHEMA = """
CREATE TABLE round (id, changed, turn); CREATE TABLE superseded (digest PRIMARY KEY);
CREATE TABLE sheet (state INTEGER PRIMARY KEY, round_id, id, digest, sealed, aside, changed, payload);
"""


def test_a_round_changed_on_two_machines_has_the_projects_of_both() -> None:
    ours = ROUND.with_(projects=(*ROUND.projects, RoundProject(code="P09", name="Aquí")))
    theirs = ROUND.with_(
        title="Allá", changed=WHEN, projects=(*ROUND.projects[1:], RoundProject(code="p09", name="Allá"))
    )
    both = joined(ours, theirs)
    assert both.title == "Allá"
    assert [each.code for each in both.projects] == ["P01", "P02", "p09", "P00", "P09-2"]
    assert joined(both, ours) == joined(theirs, both) == both
    assert {each.id for each in joined(theirs, ours).projects} == {each.id for each in both.projects}
    linked = ROUND.with_(projects=(ROUND.projects[0].with_(plan=uuid4()), *ROUND.projects[1:]))
    assert joined(linked, theirs).projects[-1] == linked.projects[0]  # elsewhere nobody knew of its plan


def test_an_instrument_edited_here_has_versions_once_a_round_asks_it(library: Library) -> None:
    rounds = library.rounds
    copy = rounds.copy_instrument(FORTY)
    assert (copy.version, copy.id[:15], copy.dimensions) == (1, "sustainability-", FORTY.dimensions)
    shorter = rounds.save_instrument(copy.with_(dimensions=copy.dimensions[:6]))
    assert (rounds.instruments(), shorter.version) == ((shorter,), 1)
    rounds.add(a_round(shorter), shorter)
    assert rounds.save_instrument(shorter) == shorter
    longer = rounds.save_instrument(copy)
    assert (longer.version, rounds.instruments()) == (2, (longer,))
    assert rounds.instrument(a_round(shorter).id) == shorter
    assert (rounds.known(copy.id, 1), rounds.known(copy.id, 2), rounds.known(copy.id, 3)) == (shorter, longer, None)
    rounds.set_instrument_aside(copy.id)
    assert (rounds.instruments(), rounds.instruments(aside=True)) == ((), (longer,))
    rounds.set_instrument_aside(copy.id, back=True)
    assert rounds.instruments() == (longer,)
    with pytest.raises(RoundRefused, match="otro instrumento"):
        rounds.add(ROUND.with_(instrument="mixed"), mixed())
    unsound = mixed().with_(dimensions=())
    with pytest.raises(RoundRefused, match="no tiene preguntas"):
        rounds.add(a_round(unsound), unsound)


def test_backups_have_the_rounds_and_restoring_says_what_is_lost(path: Path) -> None:
    with Library.open(path, write=True) as library:
        library.rounds.add(ROUND, FORTY)
    with Library.open(path, write=True) as library:
        library.rounds.save_sheet(typed()).result()
        newest, *_others = library.backups()
    done = restore(path, newest.path)
    assert [each.name for each in done.difference.lost] == ["Cartagena"]
    assert "vuelve a como estaba" in done.difference.sentences()[0]
    assert done.kept is not None
    restore(path, done.kept)
    with Library.open(path) as library:
        assert library.rounds.sheets(ROUND.id).counted == (typed(),)


def test_what_was_answered_survives_a_kill(path: Path) -> None:
    with Library.open(path, write=True) as library:
        library.rounds.add(ROUND, FORTY)
    command = [sys.executable, Path(__file__).with_name("answer_forever.py"), path]
    for _kill in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told = [writer.stdout.readline() for _answer in range(5)]
            writer.kill()
            told += writer.stdout.readlines()
        with Library.open(path) as library:
            (sheet,) = library.rounds.sheets(ROUND.id).counted
        acknowledged = max(int(line) for line in told if line.endswith("\n"))
        assert int(sheet.answer("E1").comment) in (acknowledged, acknowledged + 1)


def test_an_upgrade_that_loses_a_sheet_is_given_up(path: Path, tmp_path: Path) -> None:
    with Library.open(path, write=True) as library:
        library.rounds.add(ROUND, FORTY)
        library.rounds.merge([typed(), typed(at=1, E1=0)])
    steps = Path(shutil.copytree(database.MIGRATIONS, tmp_path / "migrations"))
    following = f"{VERSION + 1:04d}"
    step = f"""from alembic import op
revision, down_revision = "{following}", "{VERSION:04d}"
def upgrade():
    op.execute("DELETE FROM sheet WHERE state = 2")
"""
    (steps / "versions" / f"v{following}_next.py").write_text(step, encoding="utf-8")
    with pytest.raises(LibraryDamaged):
        database.upgrade(path, steps, VERSION + 1)
    with Library.open(path) as library:
        assert len(library.rounds.sheets(ROUND.id).conflicts) == 1


def test_doctor_compares_sheets_and_names_nobody(path: Path) -> None:
    with Library.open(path, write=True) as library:
        library.rounds.add(ROUND.with_(projects=[ROUND.projects[0].with_(name="Farmacias")]), FORTY)
        library.rounds.save_sheet(typed(respondent="Ana")).result()
    found = examine(path)
    (surveys,) = [each for each in found.checks if each.id == "surveys"]
    assert (surveys.state, surveys.sentence[:20]) == (State.GOOD, "Rondas: 1; hojas: 1,")
    assert not any(name in "\n".join(found.lines()) for name in ("Farmacias", "Ana", "Cartagena"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE sheet SET payload = CAST(replace(payload, '\"score\":2', '\"score\":3') AS BLOB)")
    connection.close()
    assert examine(path).trouble is not None


def test_a_sheet_that_cannot_be_written_waits_and_is_there_after_a_kill(path: Path) -> None:
    away = path.parent.with_name("away")
    library = Library.open(path, write=True)
    library.rounds.add(ROUND, FORTY)
    library.rounds.save_sheet(typed()).result()
    path.parent.rename(away)
    wanted = typed(at=1, E1=3)
    with pytest.raises(LibraryGone):
        library.rounds.save_sheet(wanted).result()
    assert library.waits
    (left,) = (user_data() / "unsaved").iterdir()
    kept_file = Path(shutil.copy(left, left.parent.with_name("as-killed")))
    away.rename(path.parent)
    library.retry().result()
    assert not library.waits
    assert library.rounds.sheets(ROUND.id).counted == (wanted,)
    newer = typed(at=2, E1=0)
    library.rounds.save_sheet(newer).result()
    library.close()
    for old, there in ((kept_file, newer), (kept_file, newer)):
        shutil.copy(old, left)
        with Library.open(path, write=True) as opened:
            assert opened.rounds.sheets(ROUND.id).counted == (there,)
        assert not left.exists()


def test_a_sheet_whose_library_was_changed_for_another_waits_on(path: Path) -> None:
    away = path.parent.with_name("away")
    with Library.open(path, write=True) as library:
        library.rounds.add(ROUND, FORTY)
        path.parent.rename(away)
        with pytest.raises(LibraryGone):
            library.rounds.save_sheet(typed()).result()
        with Library.open(path, write=True) as other:  # the same place, but another library
            assert other.rounds.cards() == ()
        library.retry().result()
        assert library.waits
    assert len(list((user_data() / "unsaved").iterdir())) == 1
    shutil.rmtree(path.parent)
    away.rename(path.parent)
    Library.open(path, write=True).close()
    with Library.open(path) as library:
        assert library.rounds.sheets(ROUND.id).counted == (typed(),)
    assert not list((user_data() / "unsaved").iterdir())


def test_an_empty_answer_is_taken_out(library: Library) -> None:
    library.rounds.save_sheet(typed().with_(answers={"E1": answer(2), "E2": answer("NS")})).result()
    (there,) = library.rounds.sheets(ROUND.id).counted
    library.rounds.save_sheet(there.answered("E2", Answer(), WHEN)).result()
    (there,) = library.rounds.sheets(ROUND.id).counted
    assert list(there.answers) == ["E1"]
