"""What the figures rest on: how each is computed, and whether a PDF prints what the plan it carries gives."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import settings
from workbench.cli.reading import BadUse
from workbench.formats import Formats
from workbench.i18n import _, language

if TYPE_CHECKING:
    from workbench.verify.outcome import Difference, Outcome


def method(asked: Namespace) -> int:
    """How everything is computed, as text."""
    from workbench.report.method_text import markdown

    del asked
    print(markdown(), end="")
    return 0


def verify(asked: Namespace) -> int:
    """Compare and list; 1 when something differs."""
    from workbench.model.upgrade import PlanRefused
    from workbench.verify.checking import verify as verified

    file: Path = asked.file
    if not file.is_file():
        raise BadUse(_("No hay un archivo «{file}».").format(file=file))
    try:
        outcome = verified(file)
    except PlanRefused as error:
        raise BadUse(f"{file.name}: {error}") from error
    print(_json(outcome) if asked.json else "\n".join(lines(outcome)))
    return int(not outcome.equal)


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


def _json(outcome: Outcome) -> str:
    made = {
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
    return json.dumps(made, ensure_ascii=False, indent=2)
