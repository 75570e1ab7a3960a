"""The sheet: what one respondent answers about one project in one round."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID, uuid4

from pydantic import AwareDatetime, ConfigDict, Field, model_validator

from workbench.i18n import N_, _
from workbench.model.base import Frozen
from workbench.model.types import Choice, Exact, LongText, Text
from workbench.survey.instrument import MOST, Id

Number = Annotated[Exact, Field(ge=-(10**15), le=10**15, decimal_places=12)]


class Missing(Choice):
    """Why there is no answer; both leave the denominator."""

    NOT_APPLICABLE = "na", N_("No aplica")
    NOT_KNOWN = "ns", N_("No sabe")


class Answer(Frozen):
    """One value at most, that of the item's kind, or why there is none; ``reason`` says why it does not apply.

    ``number`` is the value measured now; a tracked item has also its ``baseline`` and ``target``.
    """

    score: Annotated[int, Field(ge=0, le=MOST)] | None = None
    number: Number | None = None
    baseline: Number | None = None
    target: Number | None = None
    choice: Id | None = None
    text: LongText = ""
    missing: Missing | None = None
    reason: Text = ""
    evidence: LongText = ""
    comment: LongText = ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        values = (self.score, self.number, self.choice, self.text or None, self.missing)
        if sum(value is not None for value in values) > 1:
            raise ValueError(_("Tiene más de una respuesta a la misma pregunta."))
        return self


NOTHING = Answer()
"""An item nobody answered."""


class Sheet(Frozen):
    """``respondent`` is a code, not a name. ``answers`` are kept by item id, also those its instrument does not know.

    ``revises``: the fingerprints of the states of this sheet that this one takes the place of.
    ``consent``: whether the respondent agreed; without it nothing is counted. ``finished``: when it was handed in.
    ``withdrawn``: when the respondent took the consent back; nothing of what was answered is then left.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_: Annotated[Literal["survey-sheet/1"], Field(alias="schema")] = "survey-sheet/1"
    id: UUID = Field(default_factory=uuid4)
    round: UUID
    project: UUID
    respondent: Annotated[Text, Field(min_length=1)]
    consent: bool = False
    instrument: Text
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    started: AwareDatetime | None = None
    changed: AwareDatetime | None = None
    finished: AwareDatetime | None = None
    withdrawn: Annotated[AwareDatetime | None, Field(exclude_if=lambda when: when is None)] = None
    revises: tuple[str, ...] = ()
    answers: dict[Id, Answer] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _empty(self) -> Self:
        if self.withdrawn and (self.consent or self.answers):
            raise ValueError(_("Se retiró el consentimiento, y sin embargo tiene respuestas."))
        return self

    def answer(self, item: str) -> Answer:
        """The answer to an item; NOTHING where there is none."""
        return self.answers.get(item, NOTHING)

    def answered(self, item: str, answer: Answer, when: datetime) -> Self:
        """This sheet with one answer changed; an empty one is taken out."""
        kept = {id: each for id, each in self.answers.items() if id != item}
        return self.with_(answers=kept if answer == NOTHING else kept | {item: answer}, changed=when)

    def without_consent(self, when: datetime) -> Self:
        """This sheet after its respondent took the consent back: a code, and no answer."""
        return self.with_(consent=False, answers={}, started=None, finished=None, changed=when, withdrawn=when)
