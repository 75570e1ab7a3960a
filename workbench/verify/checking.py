"""Prints the plan of a PDF anew and compares everything: fingerprint, attached figures, words and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2

from workbench import __version__
from workbench.engine.projection import Projection, project
from workbench.engine.scales import SCALES
from workbench.exchange import pdf_plan
from workbench.exchange.pdf_plan import PdfPlan
from workbench.exchange.sheets import LOOSE, Foreign, Sheet, foreign, sheets
from workbench.exchange.tags import tagged
from workbench.i18n import N_, SOURCE_LANGUAGE, _, speaking
from workbench.model.upgrade import PlanRefused
from workbench.report.material import Material
from workbench.report.pdf import PROGRAM
from workbench.report.plan_report import plan_pdf
from workbench.verify.claims import Claims, Unreadable, figure_of, labels
from workbench.verify.outcome import Difference, Explained, Kind, Outcome
from workbench.verify.pieces import Piece, paired, pieces

LISTED = 1_000
"""Differences in a list; of more only the number is told."""
PAGES = 1_000
_MANY = N_("El PDF tiene demasiadas páginas para ser un plan: pida el que escribió este programa.")
_UNSEEN = N_("El PDF está dañado y no se puede leer: pida otra copia.")
Progress = Callable[[int, int], None]
"""Called with the pages done and all there are to do."""


class Stopped(Exception):
    """Somebody asked to go no further."""


def verify(
    path: Path, progress: Progress = lambda _done, _all: None, stop: Callable[[], bool] = lambda: False
) -> Outcome:
    """Compare a PDF with what its plan gives. Raises PlanRefused for a file that cannot be verified, Stopped."""
    data = pdf_plan.load(path)
    carried = pdf_plan.parse(data)
    strange = foreign(data)
    if strange.count > PAGES:
        raise PlanRefused(_(_MANY))
    projection = project(carried.plan)
    with speaking(carried.language or SOURCE_LANGUAGE):
        return _Verifier(data, carried, strange, projection, progress, stop).outcome()


class _Verifier:
    """Works in the PDF's language."""

    def __init__(
        self, data: bytes, carried: PdfPlan, strange: Foreign, projection: Projection, progress: Progress,
        stop: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.data, self.carried, self.strange, self.projection = data, carried, strange, projection
        self.progress, self.stop = progress, stop
        self.other = carried.version != __version__
        self.material = Material(projection)
        self.claims: Claims | None = None

    def outcome(self) -> Outcome:
        """Everything that was found."""
        carried = self.carried
        told = Outcome(
            carried.plan.project.name, carried.printed or "", carried.attached, carried.version, __version__,
            pages=self.strange.count,
        )  # fmt: skip
        theirs = self._read(self.data, self.strange.unsafe, 0)
        said = pieces(tagged(self.data), theirs)
        ours_data = self._printed_anew(said)
        if ours_data == self.data and carried.printed == carried.attached:
            return replace(told, identical=True)
        ours = self._read(ours_data, frozenset(), len(theirs))
        outside, figures = list(self._outside(said, len(ours))), self._figures()
        meant = pieces(tagged(ours_data), ours)
        seen: list[Difference] = []
        texts = self._texts(meant, said, seen)
        if not self.other and len(ours) == len(theirs):
            seen += self._pictures(ours, theirs, meant, seen)
        found = [*outside, *sorted(seen, key=lambda each: each.page), *figures]
        count = len(self.claims.rows) if self.claims else 0
        listed, left_off = tuple(found[:LISTED]), max(0, len(found) - LISTED)
        return replace(told, texts=texts, figures=count, differences=listed, left_off=left_off)

    def _read(self, data: bytes, unsafe: frozenset[int], done: int) -> list[Sheet]:
        found = []
        try:
            for sheet in sheets(data, unsafe):
                found.append(sheet)
                self.progress(done + len(found), 2 * self.strange.count)
                if self.stop():
                    raise Stopped
        except pypdfium2.PdfiumError as error:
            raise PlanRefused(_(_UNSEEN)) from error
        return found

    def _printed_anew(self, said: list[Piece]) -> bytes:
        """The PDF we write of the plan, told as theirs is: language, day, scale, and the fingerprint it names."""
        units = {scale.unit(self.carried.plan.basis.currency): code for code, scale in SCALES.items()}
        shown = [units[each.text] for each in said if each.text in units]
        amounts = max(set(shown), key=shown.count) if shown else "auto"
        self.material = Material(self.projection, amounts)
        dated = any(each.text == _("Última modificación") for each in said)
        day = self.carried.dated if dated else None
        language = self.carried.language or SOURCE_LANGUAGE
        return plan_pdf(self.projection, language, day, amounts, self.carried.printed or self.carried.attached)

    def _outside(self, said: list[Piece], pages: int) -> Iterator[Difference]:
        """What is told without looking at a figure."""
        carried, strange = self.carried, self.strange
        if carried.printed != carried.attached:
            yield Difference(Kind.FINGERPRINT, "", 0, carried.printed or "", carried.attached)
        if strange.whole:
            yield Difference(Kind.FOREIGN, "", 0, ", ".join(strange.whole), "")
        for at, names in strange.pages.items():
            kind = Kind.UNREAD if at in strange.unsafe else Kind.FOREIGN
            yield Difference(kind, "", at + 1, ", ".join(names), "")
        if pages != strange.count and not self.other:
            yield Difference(Kind.PAGES, "", 0, str(strange.count), str(pages))
        loose = [each.text for each in said if each.key.role == "Loose"][1:]
        named = f"{PROGRAM} {carried.version}"
        if self.other and not (carried.version and all(named in text for text in loose)):
            yield Difference(Kind.VERSION, "", 0, carried.version, "")

    def _figures(self) -> list[Difference]:
        """The attached figures; they are kept to be asked."""
        try:
            self.claims = Claims(self.carried.figures or b"")
        except Unreadable:
            return [Difference(Kind.UNREADABLE, "", 0, "", "")]
        return list(self.claims.differences(self.projection, self.other))

    def _texts(self, ours: list[Piece], theirs: list[Piece], found: list[Difference]) -> int:
        """Put where the words differ into ``found``; how many were compared."""
        pairs = paired([each for each in ours if self._counts(each)], [each for each in theirs if self._counts(each)])
        names, compared = labels(), 0
        for mine, other in pairs.both:
            compared += 1
            if mine.text != self._as_ours(other.text):
                found.append(self._difference(mine, other, figure_of(mine, names)))
        kind, why = (Kind.ALONE, Explained.UNKNOWN) if self.other else (Kind.TEXT, Explained.NO)
        missing, added = (
            [each for each in alone if each.text and (each.has_digits or not self.other)]
            for alone in (pairs.missing, pairs.added)
        )
        found += [Difference(kind, each.place, each.page + 1, "", each.text, "", why) for each in missing]
        found += [Difference(kind, each.place, each.page + 1, each.text, "", "", why) for each in added]
        return compared

    def _counts(self, piece: Piece) -> bool:
        """Whether a piece is compared: another version has other pages, and what is not opened has no words."""
        if piece.page in self.strange.unsafe:
            return False
        return not self.other or piece.key.role not in ("Loose", "Reference")

    def _as_ours(self, text: str) -> str:
        return text.replace(f"{PROGRAM} {self.carried.version}", f"{PROGRAM} {__version__}") if self.other else text

    def _difference(self, mine: Piece, other: Piece, figure: str) -> Difference:
        explained = Explained.NO
        if self.other:
            known = self.claims.prints(figure, self.material) if self.claims and figure else frozenset()
            explained = Explained.LIKELY if other.text in known else Explained.NO if known else Explained.UNKNOWN
        return Difference(Kind.TEXT, mine.place, other.page + 1, other.text, mine.text, figure, explained)

    def _pictures(
        self, ours: list[Sheet], theirs: list[Sheet], meant: list[Piece], found: list[Difference]
    ) -> Iterator[Difference]:
        """Where a page looks otherwise and its words do not say why."""
        told = {(each.page, each.place) for each in found if each.kind is Kind.TEXT}
        pieces_at = {mark: each for each in meant for mark in each.marks}
        for at, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
            if at in self.strange.unsafe or mine.picture == other.picture:
                continue
            marks = [mark for mark in mine.differing(other) if mark != LOOSE]
            places = dict.fromkeys(pieces_at[at, mark].place for mark in marks if (at, mark) in pieces_at)
            new = [place for place in places if (at + 1, place) not in told]
            if not places and not any(page == at + 1 for page, _place in told):
                new = [""]
            yield from (Difference(Kind.PICTURE, place, at + 1, "", "") for place in new)
