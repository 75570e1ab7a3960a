"""Survey packages: what goes out comes in, twice the same changes nothing, and no file from outside does harm."""

from __future__ import annotations

import io
import json
import random
import stat
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from survey.instruments import CHECK, a_round, forty, mixed, scores, sheet

from workbench import limits
from workbench.exchange.packages import read, write_answers, write_round
from workbench.exchange.sealing import WrongPassphrase
from workbench.storage.library import Library
from workbench.survey.payload import SurveyRefused, dump

FORTY = forty()
ROUND = a_round(FORTY, 2).with_(title="Cartagena", changed=datetime(2026, 11, 2, 9, tzinfo=UTC))
SHEETS = tuple(
    sheet(ROUND, scores(CHECK), project).with_(changed=datetime(2026, 11, 3, 9, tzinfo=UTC)) for project in (0, 1)
)
GOLDEN = Path(__file__).parents[1] / "golden"
PASSPHRASE = "café con leche"
PARTS = {"instrument.json": dump(FORTY), "round.json": dump(ROUND), "sheets/0001.json": dump(SHEETS[0])}
MANIFEST = b'{"kind":"answers","schema":"survey-package/1"}'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.answers"


def packed(parts: dict[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", how) as pack:
        for name, data in parts.items():
            pack.writestr(name, data)
    return made.getvalue()


def test_what_goes_out_comes_in_and_the_same_gives_the_same_bytes(file: Path) -> None:
    data = write_answers(ROUND, FORTY, SHEETS)
    assert data == write_answers(ROUND, FORTY, SHEETS[::-1])
    assert len(data) < 10_000
    file.write_bytes(data)
    found = read(file)
    assert (found.kind, found.round, found.instrument) == ("answers", ROUND, FORTY)
    assert sorted(found.sheets, key=lambda each: each.id) == sorted(SHEETS, key=lambda each: each.id)
    file.write_bytes(write_round(ROUND, FORTY))
    assert (read(file).kind, read(file).sheets) == ("round", ())


def test_a_passphrase_locks_it_and_shows_any_change(file: Path) -> None:
    data = write_answers(ROUND, FORTY, SHEETS, PASSPHRASE)
    assert not any(word in data for word in (b"round.json", b"sheets/", b"Cartagena"))
    file.write_bytes(data)
    assert read(file, "cafe\u0301 con leche").round == ROUND
    for wrong, said in (("", "escriba su contraseña"), ("café", "no es la de este archivo")):
        with pytest.raises(WrongPassphrase, match=said):
            read(file, wrong)
    with ZipFile(io.BytesIO(data)) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    other = json.dumps(json.loads(parts["manifest.json"]) | {"kind": "round"}).encode()
    content = parts["content.bin"]
    spoilt = [parts | {"manifest.json": other}, parts | {"content.bin": content[:-1] + bytes([content[-1] ^ 1])}]
    spoilt += [parts | {"manifest.json": parts["manifest.json"].replace(b'"salt":"', b'"salt":"AA', 1)}]
    for each in spoilt:
        file.write_bytes(packed(each))
        with pytest.raises(SurveyRefused):
            read(file, PASSPHRASE)
    asks_more = parts["manifest.json"].replace(b"scrypt-32768", b"scrypt-99999999")
    file.write_bytes(packed(parts | {"manifest.json": asks_more}))
    with pytest.raises(SurveyRefused, match="sealed/key"):
        read(file, PASSPHRASE)


@pytest.mark.parametrize("name", ["package_v1.round", "package_v1.answers", "package_v1_sealed.answers"])
def test_packages_of_earlier_versions_are_read(name: str, tmp_path: Path) -> None:
    found = read(GOLDEN / name, PASSPHRASE)
    assert found.kind == name.rpartition(".")[2]
    with Library.open(tmp_path / "library.db", write=True) as library:
        done = library.rounds.take(found.round, found.instrument, found.sheets, found.kind == "answers")
        assert done.new == len(found.sheets) == (0 if found.kind == "round" else 2)
        assert len(library.rounds.sheets(found.round.id).counted) == done.new


def bomb() -> bytes:
    return packed({"manifest.json": MANIFEST, "round.json": bytes(limits.PACKAGE_UNPACKED + 1)})


def big_part() -> bytes:
    return packed({"manifest.json": MANIFEST, "round.json": bytes(limits.PLAN_BYTES + 1)})


def lying() -> bytes:
    """A part that unpacks to more than it says."""
    data = packed({"manifest.json": MANIFEST + b" " * 100_000})
    return data.replace((len(MANIFEST) + 100_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))


def linked() -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as pack:
        for name, part in ({"manifest.json": MANIFEST} | PARTS).items():
            pack.writestr(name, part)
        link = ZipInfo("sheets/0002.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        pack.writestr(link, "/etc/passwd")
    return made.getvalue()


def twice() -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as pack:
        pack.writestr("manifest.json", MANIFEST)
        with pytest.warns(UserWarning, match="Duplicate"):
            pack.writestr("manifest.json", MANIFEST)
    return made.getvalue()


def with_part(name: str, data: bytes = b"{}") -> bytes:
    return packed({"manifest.json": MANIFEST} | PARTS | {name: data})


def test_a_hostile_or_broken_file_is_one_sentence(file: Path) -> None:
    whole = packed({"manifest.json": MANIFEST} | PARTS)
    circular = dump(mixed()).replace(b'"item":"S1"', b'"item":"S3"')
    ids = [str(project.id).encode() for project in ROUND.projects]
    newer = MANIFEST.replace(b"package/1", b"package/2")
    cases = {
        b"": "No es un paquete", b"hola": "No es un paquete", b"%PDF-1.7": "No es un paquete",
        whole[: len(whole) // 2]: "dañado", whole[:-3]: "dañado", whole[:200] + whole[300:]: "dañado",
        packed({"xl/workbook.xml": b"<x/>"}): "No es un paquete",
        packed({"manifest.json": newer} | PARTS): "más nuevo",
        packed({"manifest.json": b"[]"} | PARTS): "falta «schema",
        packed({"manifest.json": MANIFEST}): "ningún paquete",
        packed({"manifest.json": MANIFEST} | PARTS, ZIP_LZMA): "dañado",
        with_part("../../etc/passwd"): "ningún paquete", with_part("/sheets/0001.json"): "ningún paquete",
        with_part("instrument.json", circular): "circular",
        with_part("round.json", dump(ROUND).replace(ids[1], ids[0])): "dos veces",
        with_part("round.json", dump(ROUND).replace(b"09:00:00Z", b"09:00:00")): "round.json changed",
        with_part("instrument.json", dump(mixed())): "otro instrumento",
        bomb(): "100 MB", big_part(): "20 MB", lying(): "dañado", linked(): "dañado", twice(): "dañado",
    }  # fmt: skip
    for data, said in cases.items():
        file.write_bytes(data)
        with pytest.raises(SurveyRefused) as refused:
            read(file, PASSPHRASE)
        assert said in str(refused.value), (said, str(refused.value))
        assert "\n" not in str(refused.value)
    with pytest.raises(SurveyRefused, match="No se puede leer"):
        read(file.with_name("nowhere.round"))
    with file.open("wb") as large:
        large.truncate(limits.PACKAGE_BYTES + 1)
    with pytest.raises(SurveyRefused, match="20 MB"):
        read(file)


def test_a_sheet_that_cannot_be_read_is_named_and_keeps_no_other_out(file: Path, tmp_path: Path) -> None:
    ours = dump(SHEETS[0])
    bad = {
        dump(SHEETS[0].with_(round=SHEETS[0].id)): "La hoja 2, de P00 R1, no se leyó: La hoja es de otra ronda",
        ours.replace(b'"score":2', b'"score":4'): "La hoja 2, de P00 R1, no se leyó: pregunta C2: ",
        ours.replace(b"sheet/1", b"sheet/9"): "La hoja 2, de P00 R1, no se leyó: Viene de un programa más nuevo",
        b"[" * 100_000: "La hoja 2 no se leyó: ",
        b"[]": "La hoja 2 no se leyó: No es un archivo de esta clase",
        b"{}": "La hoja 2 no se leyó: No es un archivo de esta clase",
    }
    with Library.open(tmp_path / "library.db", write=True) as library:
        for data, said in bad.items():
            file.write_bytes(with_part("sheets/0002.json", data))
            found = read(file)
            assert found.sheets == SHEETS[:1]
            assert [str(each)[: len(said)] for each in found.unread] == [said]
            library.rounds.take(found.round, found.instrument, found.sheets, handed_in=True)
        file.write_bytes(write_answers(ROUND, FORTY, SHEETS))
        whole = read(file)
        assert whole.unread == ()
        assert library.rounds.take(whole.round, whole.instrument, whole.sheets, handed_in=True).new == 1
        assert len(library.rounds.sheets(ROUND.id).counted) == 2


def test_no_spoilt_byte_breaks_it(file: Path) -> None:
    whole, chance = write_answers(ROUND, FORTY, SHEETS[:1]), random.Random(5)
    for _try in range(300):
        data = bytearray(whole)
        for _each in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        try:
            found = read(file)
        except SurveyRefused:
            continue
        assert found.round.id == ROUND.id


def test_answers_come_into_a_round_that_is_here(tmp_path: Path) -> None:
    """Nothing of the round itself is changed by what is handed in, but projects it lacks; an older instrument does."""
    older = FORTY.with_(dimensions=FORTY.dimensions[1:])
    newer = FORTY.with_(version=2)
    ours = ROUND.with_(version=2, title="Sala", projects=ROUND.projects[:1])
    with Library.open(tmp_path / "library.db", write=True) as library:
        rounds = library.rounds
        rounds.add(ours, newer)
        before = rounds.cards()
        done = rounds.take(ROUND.with_(changed=datetime.now(UTC)), older, SHEETS, handed_in=True)
        assert (done.new, rounds.load(ours.id).title, rounds.instrument(ours.id)) == (2, "Sala", newer)
        assert rounds.load(ours.id).projects == ROUND.projects
        there = rounds.cards()
        assert there != before
        assert rounds.take(ROUND, older, SHEETS, handed_in=True).known == 2
        assert rounds.cards() == there
        rounds.set_aside(ours.id)
        rounds.take(ROUND, older, SHEETS, handed_in=True)
        assert [card.id for card in rounds.cards()] == [str(ours.id)]
