"""The round: one version of an instrument, one wave, and the projects it is applied to."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal, Self
from uuid import UUID, uuid4

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from workbench.i18n import _
from workbench.model.base import Frozen, Line
from workbench.model.types import Stage, Text


class RoundProject(Line):
    """A project of a round. It keeps its id over the waves; ``code`` is what booklets and files call it."""

    code: Annotated[Text, Field(min_length=1)]
    name: Text = ""
    executor: Text = ""
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    sector: Text = ""
    stage: Stage | None = None
    plan: UUID | None = None


def usual_country(projects: Iterable[RoundProject]) -> str:
    """The country most of them are in; '' where none says one."""
    found = Counter(project.country for project in projects if project.country)
    return found.most_common(1)[0][0] if found else ""


def _apart(projects: tuple[RoundProject, ...]) -> tuple[RoundProject, ...]:
    for code, times in Counter(project.code.casefold() for project in projects).items():
        if times > 1:
            raise ValueError(_("Dos proyectos tienen el código «{code}»: cada uno lleva el suyo.").format(code=code))
    if len({project.id for project in projects}) < len(projects):
        raise ValueError(_("Un proyecto está dos veces en la ronda."))
    return projects


def _wave(text: str) -> str:
    if not re.fullmatch("[12][0-9]{3}(-([1-9]|1[0-2]))?", text):
        raise ValueError(_("Una ola se escribe con su año, como 2027, o con su año y su número, como 2027-2."))
    return text


class Round(Frozen):
    """``wave``: a year, and a number within it where there are several: ``2026``, ``2027-1``."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_: Annotated[Literal["survey-round/1"], Field(alias="schema")] = "survey-round/1"
    id: UUID = Field(default_factory=uuid4)
    title: Text = ""
    instrument: Text
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    wave: Annotated[str, AfterValidator(_wave)]
    changed: AwareDatetime | None = None
    projects: Annotated[tuple[RoundProject, ...], AfterValidator(_apart)] = ()

    @property
    def order(self) -> tuple[int, int]:
        """By which waves follow one another."""
        year, _dash, number = self.wave.partition("-")
        return int(year), int(number or 0)

    def next_wave(self, year: int) -> str:
        """The wave that may follow, where it is begun in ``year``."""
        own, number = self.order
        return f"{own}-{number + 1}" if 0 < number < 12 and own >= year else str(max(own + 1, year))

    def again(self, wave: str, version: int) -> Self:
        """A new round of the same projects, for the next wave."""
        return self.with_(id=uuid4(), wave=wave, version=version, changed=None)
