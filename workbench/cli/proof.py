"""What the figures rest on: how each is computed, and whether a PDF prints what the plan it carries gives."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import settings
from workbench.cli.reading import BadUse
from workbench.formats import Formats
from workbench.i18n import _, language

if TYPE_CHECKING:
    from workbench.verify.outcome import Difference, Outcome

BAD = 2
"""The exit code of bad input."""


def method(asked: Namespace) -> int:
    """How everything is computed, as text."""
    from workbench.report.method_text import markdown

    del asked
    print(markdown(), end="")
    return 0


def verify(asked: Namespace) -> int:
    """Compare and list, file by file; the code is the worst of theirs.

    1 where something differs; 2 where one of several cannot be verified: it is named and the others go on.
    """
    files: list[Path] = asked.files
    if len(files) == 1:
        outcome = _verified(files[0])
        print(json.dumps(_plain(files[0], outcome), ensure_ascii=False, indent=2) if asked.json else _told(outcome))
        return int(not outcome.equal)
    found = list(_each(files, asked.json))
    if asked.json:
        print(json.dumps([_plain(*each) for each in found], ensure_ascii=False, indent=2))
    else:
        from workbench.verify.outcome import summary

        print(summary([None if isinstance(outcome, BadUse) else outcome for _file, outcome in found]))
    return max(BAD if isinstance(outcome, BadUse) else int(not outcome.equal) for _file, outcome in found)


def _verified(file: Path) -> Outcome:
    """Raises BadUse."""
    from workbench.model.upgrade import PlanRefused
    from workbench.verify.checking import verify as verified

    if not file.is_file():
        raise BadUse(_("No hay un archivo «{file}».").format(file=file))
    try:
        return verified(file)
    except PlanRefused as error:
        raise BadUse(f"{file.name}: {error}") from error


def _each(files: list[Path], silent: bool) -> Iterator[tuple[Path, Outcome | BadUse]]:
    """What was found of each of several files, told as it comes: verifying one takes seconds."""
    for file in files:
        try:
            outcome = _verified(file)
        except BadUse as error:
            print("workbench:", " ".join(str(error).split()), file=sys.stderr)
            yield file, error
            continue
        if not silent:
            print(f"{file}: {_told(outcome)}\n", flush=True)
        yield file, outcome


def _told(outcome: Outcome) -> str:
    return "\n".join(lines(outcome))


def lines(outcome: Outcome) -> list[str]:
    """The result, what it rests on, and each difference."""
    told = [outcome.headline(), *outcome.sentences(Formats(settings.load().country, language()))]
    for each in outcome.differences:
        told += ["", *_difference(each, outcome.other_version)]
    if outcome.left_off:
        told += ["", _("… y {n} más.").format(n=outcome.left_off)]
    return told


def _difference(each: Difference, versions: bool) -> list[str]:
    where = f"{each.where}: " if each.where else ""
    code = f" [{each.figure}]" if each.figure else ""
    told = [f"{where}{each.what}{code}"]
    if each.printed or each.recomputed:
        text = _("  impreso {printed} · recalculado {recomputed}")
        told.append(text.format(printed=each.printed or "–", recomputed=each.recomputed or "–"))
    if versions:
        told.append("  " + _("¿Lo explica la versión? {answer}").format(answer=_(each.version.label)))
    return told


def _plain(file: Path, outcome: Outcome | BadUse) -> dict[str, Any]:
    """For JSON."""
    if isinstance(outcome, BadUse):
        return {"file": str(file), "equal": None, "refused": str(outcome)}
    return {
        "file": str(file),
        "equal": outcome.equal,
        "plan": outcome.plan,
        "fingerprint": {"printed": outcome.printed or None, "attached": outcome.attached},
        "version": {"file": outcome.version or None, "program": outcome.ours},
        "identical": outcome.identical,
        "pages": outcome.pages,
        "texts": outcome.texts,
        "figures": outcome.figures,
        "left_off": outcome.left_off,
        "differences": [
            {
                "kind": each.kind.value,
                "page": each.page or None,
                "place": each.place,
                "figure": each.figure or None,
                "printed": each.printed,
                "recomputed": each.recomputed,
                "version": each.version.value,
            }
            for each in outcome.differences
        ],
    }
