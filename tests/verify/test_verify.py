"""Whatever somebody changes in a PDF is found; what nobody changed is never accused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import altering
import pikepdf
import pytest

from workbench import __version__
from workbench.engine.projection import Projection, project
from workbench.exchange import samples
from workbench.exchange.sheets import Sheet, sheets
from workbench.exchange.tags import tagged
from workbench.formats import Formats
from workbench.model import payload
from workbench.model.upgrade import PlanRefused
from workbench.report import plan_report, summary
from workbench.report.plan_report import plan_pdf
from workbench.verify import checking
from workbench.verify.checking import Stopped, verify
from workbench.verify.outcome import Difference, Explained, Kind, Outcome
from workbench.verify.pieces import Piece, pieces

PLAN = samples.load("farmacias")
PROJECTION = project(PLAN)
DAY = date(2026, 7, 1)
OLD = "0.0.9"


Check = Callable[..., Outcome]


_PRINTED: dict[Any, bytes] = {}
_READ: dict[Any, list[Sheet]] = {}


def once(projection: Projection, *how: Any) -> bytes:
    """What is printed again and again in these tests is printed once."""
    key = (payload.dump(projection.plan), plan_report.__version__, how)
    return _PRINTED.get(key) or _PRINTED.setdefault(key, plan_pdf(projection, *how))


def read_once(data: bytes, unsafe: frozenset[int]) -> list[Sheet]:
    """The same of what is read."""
    key = (hash(data), unsafe)
    return _READ.get(key) or _READ.setdefault(key, list(sheets(data, unsafe)))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "plan_pdf", once)
    monkeypatch.setattr(checking, "sheets", read_once)


@pytest.fixture(scope="session")
def printed() -> bytes:
    return once(PROJECTION, "es", DAY, "millions", payload.fingerprint(payload.dump(PLAN)))


@pytest.fixture(scope="session")
def told(printed: bytes) -> list[Piece]:
    """The pieces of what was printed."""
    return pieces(tagged(printed), read_once(printed, frozenset()))


@pytest.fixture
def check(tmp_path: Path, printed: bytes) -> Check:
    """Verify what was printed after a change."""

    def after(change: Callable[[pikepdf.Pdf], object], data: bytes = printed) -> Outcome:
        with altering.opened(data) as pdf:
            change(pdf)
            return verify(altering.written(pdf, tmp_path / "plan.pdf"))

    return after


def count(data: bytes) -> int:
    """The pages of a PDF."""
    return len(read_once(data, frozenset()))


def kinds(outcome: Outcome) -> Counter[Kind]:
    return Counter(each.kind for each in outcome.differences)


def test_what_the_program_printed_is_equal(tmp_path: Path, printed: bytes, check: Check) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed)
    same = verify(file)
    assert same.equal
    assert same.identical
    assert (same.printed, same.version, same.pages) == (same.attached, __version__, count(printed))
    saved_by_another = check(lambda pdf: None)
    assert (saved_by_another.equal, saved_by_another.identical) == (True, False), saved_by_another.differences
    assert saved_by_another.texts > 3000
    assert saved_by_another.figures == len(PROJECTION.rows())


def test_language_day_and_scale_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    mark = payload.fingerprint(payload.dump(PLAN))
    for how in (("pt", PROJECTION.grid.day(0), "units", mark), ("en", None, "thousands", mark)):
        file.write_bytes(once(PROJECTION, *how))
        assert verify(file).identical


def test_one_altered_digit_is_found_on_every_page(check: Check, printed: bytes) -> None:
    """The cover's and the summary's, those of fields, tables and charts, of the annex, of the foot of a page."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in range(len(pdf.pages)):
            after = altering.digit(skipping=5 * page % 11)
            assert altering.retyped(pdf, page, after) or altering.retyped(pdf, page, altering.digit())

    outcome = check(change)
    assert kinds(outcome) == {Kind.TEXT: count(printed)}
    assert [each.page for each in outcome.differences if each.place.startswith("Encabezado")]
    assert {each.page for each in outcome.differences} == set(range(1, count(printed) + 1))


def test_no_altered_text_stays_unseen(check: Check, told: list[Piece]) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in range(len(pdf.pages)):
            altering.retyped(pdf, page, altering.digit(), most=10_000)

    outcome = check(change)
    with_digits = sum(each.has_digits for each in told if each.key.role != "Alt")
    assert len(outcome.differences) + outcome.left_off == with_digits > 1500
    assert outcome.left_off > 0


def test_a_difference_names_the_figure_the_page_and_both_values(check: Check) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        assert altering.retyped(pdf, 1, altering.digit(b"104 %"))

        pages = range(30, len(pdf.pages))
        assert sum(altering.retyped(pdf, page, altering.digit(b"86,0 %")) for page in pages)

    outcome = check(change)
    first, second = outcome.differences[:2]
    assert (first.page, first.printed, first.recomputed) == (2, "204 %", "104 %")
    assert first.place.startswith("Autosuficiencia ")
    assert (second.figure, second.recomputed) == ("funding.private_share.structure", "86,0 %")
    assert outcome.headline().startswith("Hay ")


def test_an_altered_plan_is_found(check: Check) -> None:
    def change(data: bytes) -> bytes:
        plan = json.loads(data)
        plan["opening"]["cash"] = str(int(float(plan["opening"]["cash"])) + 1_000_000)
        return json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    outcome = check(lambda pdf: altering.attached(pdf, "plan.json", change))
    assert kinds(outcome)[Kind.FINGERPRINT] == 1
    assert kinds(outcome)[Kind.TEXT] > 20
    assert kinds(outcome)[Kind.FIGURES] > 2
    assert Kind.PICTURE not in kinds(outcome)


def test_an_altered_figure_or_the_words_for_a_chart_are_found(check: Check) -> None:
    def figure(data: bytes) -> bytes:
        rows = json.loads(data)
        one = next(row for row in rows if row["id"] == "self_sufficiency.full" and row["period"] == "after12")
        one["value"] += 0.001
        return json.dumps(rows).encode()

    def change(pdf: pikepdf.Pdf) -> None:
        altering.attached(pdf, "figures.json", figure)
        chart = next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each)
        chart.Alt = str(chart.Alt).replace("0", "6", 1)

    attached, words = sorted(check(change).differences, key=lambda each: each.kind)
    assert (attached.kind, attached.figure) == (Kind.FIGURES, "self_sufficiency.full")
    assert "after12" in attached.place
    assert (words.kind, words.page > 0) == (Kind.TEXT, True)


def test_what_is_seen_counts_beside_what_is_said(check: Check) -> None:
    """Somebody draws other digits and leaves the text, puts a note over a page, and a picture, and a script."""

    def change(pdf: pikepdf.Pdf) -> None:
        altering.lie(pdf, 7)
        altering.noted(pdf, 9)
        stamp = pdf.make_stream(b"0 0 1 rg 0 0 9 9 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        font, stamps = pdf.pages[11].Resources.Font, pikepdf.Dictionary(Stamp=stamp)
        pdf.pages[11].Resources = pikepdf.Dictionary(Font=font, XObject=stamps)
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))

    outcome = check(change)
    by_kind: dict[Kind, list[Difference]] = {}
    for each in outcome.differences:
        by_kind.setdefault(each.kind, []).append(each)
    assert by_kind.keys() == {Kind.PICTURE, Kind.FOREIGN, Kind.UNREAD}
    assert {each.page for each in by_kind[Kind.PICTURE]} == {8}
    assert [(each.page, each.printed) for each in by_kind[Kind.FOREIGN]] == [(0, "/OpenAction"), (10, "/FreeText")]
    assert [(each.page, each.printed) for each in by_kind[Kind.UNREAD]] == [(12, "/XObject")]


def test_a_page_less_and_another_order_are_found(check: Check) -> None:
    outcome = check(lambda pdf: pdf.pages.__delitem__(30))
    assert kinds(outcome)[Kind.PAGES] == 1
    assert not outcome.equal


@pytest.fixture
def printed_before(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """What an older version would have printed."""
    with monkeypatch.context() as patched:
        for module in (plan_report, summary):
            patched.setattr(module, "__version__", OLD)
        return once(PROJECTION, "es", DAY, "millions", payload.fingerprint(payload.dump(PLAN)))


def test_whether_another_version_explains_it(check: Check, printed_before: bytes) -> None:
    same = check(lambda pdf: None, printed_before)
    assert (same.version, same.equal) == (OLD, True), same.differences

    def figures(data: bytes) -> bytes:
        rows = json.loads(data)
        for row in rows:
            if row["id"] == "agreement.fomin_share":
                row["value"] = 0.7
        return json.dumps(rows).encode()

    def change(pdf: pikepdf.Pdf) -> None:
        altering.attached(pdf, "figures.json", figures)
        for page in range(30, len(pdf.pages)):
            altering.retyped(pdf, page, lambda text: text.replace(b"60,0 %", b"70,0 %") if b"60,0 %" in text else None)
        assert altering.retyped(pdf, 1, altering.digit(b"104 %"))

    outcome = check(change, printed_before)
    found = {each.figure or each.place: each.version for each in outcome.differences}
    assert found["agreement.fomin_share"] is Explained.LIKELY
    assert Explained.UNKNOWN in found.values()
    assert OLD in " ".join(outcome.sentences(Formats("CO", "es")))


def test_what_has_no_pair_in_this_version_is_listed(check: Check, printed_before: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        assert altering.retyped(pdf, 1, lambda text: b"Otra cosa 9" if b"104 %" in text else None)
        said = partial(altering.retyped, pdf, say=lambda text: b"9" + text if text.startswith(b"Convenio") else None)
        assert any(said(page) for page in range(len(pdf.pages)))

    outcome = check(change, printed_before)
    assert not outcome.equal
    assert {each.version for each in outcome.differences} == {Explained.UNKNOWN}


def test_a_false_version_is_found(check: Check) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Producer"] = f"Sustainability Workbench {OLD}"

    assert Kind.VERSION in kinds(check(change))


def _circle(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.K.K = pikepdf.Array([root.K, root.K])


@pytest.mark.parametrize(
    "harm", [_circle, lambda pdf: pdf.attachments.__delitem__("plan.json")], ids=["endless tags", "no plan"]
)
def test_what_cannot_be_verified_is_refused_in_words(check: Check, harm: Any) -> None:
    with pytest.raises(PlanRefused, match=r"PDF") as refused:
        check(harm)
    assert "\n" not in str(refused.value)


def test_without_tags_every_text_is_missed(check: Check) -> None:
    outcome = check(lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"))
    assert not outcome.equal


def test_it_can_be_stopped_and_says_how_far_it_is(tmp_path: Path, printed: bytes) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed)
    done: list[tuple[int, int]] = []
    with pytest.raises(Stopped):
        verify(file, lambda *told: done.append(told), lambda: len(done) > 2)
    every = 2 * count(printed)
    assert done == [(1, every), (2, every), (3, every)]
