"""What a plan says that no figure does: rules that instruments name, each a level from 0 to 3 or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from forms import GUIDE
from forms.completeness import Completeness, State, by_page
from forms.guide import Page
from forms.places import page_of
from workbench.engine.findings import findings
from workbench.engine.projection import Projection
from workbench.engine.reasons import reason_text
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.findings import Finding, Severity
from workbench.model.plan import Plan
from workbench.model.types import ActionState

KNOWN_LOSS = "margin_not_positive"
"""Why there are no break-even sales where each sale loses money: that is known too."""


@dataclass(frozen=True)
class Told:
    """What a rule reads: a plan with its figures, and what is computed of it once for all rules."""

    projection: Projection
    formats: Formats

    @property
    def plan(self) -> Plan:
        return self.projection.plan

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the plan."""
        return findings(self.projection, self.formats)

    @cached_property
    def completeness(self) -> dict[int, Completeness]:
        """How full each page is, by its number."""
        return by_page(self.plan, GUIDE)


@dataclass(frozen=True)
class Read:
    """The level a rule finds, or None, with the sentence that says why."""

    level: int | None
    sentence: str


Fact = Callable[[Told, str], Read]
"""``(plan, id of the item that asks)``."""


def services_decided(told: Told, _item: str) -> Read:
    """0 none; 1 some service has a dated decision; 2 each has; 3 each has also who answers for it."""
    services = told.plan.services
    decided = [each for each in services if each.decided]
    owned = [each for each in decided if each.owner]
    text = _("Servicios del plan: {n}; con decisión y fecha: {decided}; de ellos, con responsable: {owned}.")
    sentence = text.format(n=len(services), decided=len(decided), owned=len(owned))
    if not services:
        return Read(0, _("El plan no tiene ningún servicio."))
    if not decided:
        return Read(0, sentence)
    return Read(3 if len(owned) == len(services) else 2 if len(decided) == len(services) else 1, sentence)


def actions_costed(told: Told, _item: str) -> Read:
    """0 no action; 1 some lack owner, date or cost; 2 all have them. That they are followed, no plan says by itself."""
    actions = [each for each in told.plan.actions if each.state is not ActionState.DROPPED]
    whole = [each for each in actions if each.owner and each.end and each.cost is not None]
    text = _("Acciones del plan: {n}; con responsable, fecha y costo: {whole}.")
    if not actions:
        return Read(0, _("El plan no tiene ninguna acción."))
    return Read(2 if len(whole) == len(actions) else 1, text.format(n=len(actions), whole=len(whole)))


def break_even_known(told: Told, _item: str) -> Read:
    """2 where the plan computes it for the year after the project; that each sale loses money is knowing it too."""
    value = told.projection.value("break_even.sales", "after12")
    if value.number is not None:
        return Read(2, _("El plan calcula el punto de equilibrio con todos los costos."))
    why = reason_text(value.reason)
    if value.reason == KNOWN_LOSS:
        return Read(2, _("El plan calcula el punto de equilibrio y dice por qué no existe: {why}.").format(why=why))
    return Read(None, _("El plan no llega a un punto de equilibrio: {why}.").format(why=why))


def counterpart_pace(told: Told, _item: str) -> Read:
    """0 nothing delivered; 1 behind FOMIN's disbursements; 2 level with them; 3 its cash too."""
    given, value = told.plan.agreement, told.projection.value
    delivered, pace = value("counterpart.delivered"), value("counterpart.pari_passu")
    missing = next((each for each in (delivered, pace) if each.number is None), None)
    if missing is not None and delivered.number != 0:
        why = reason_text(missing.reason)
        return Read(None, _("El plan no dice cómo va la contrapartida: {why}.").format(why=why))
    if not delivered.number:
        return Read(0, _("Según el plan, no se ha entregado contrapartida."))
    if (pace.number or 0.0) < 0:
        return Read(1, _("Según el plan, la contrapartida va detrás de los desembolsos del FOMIN."))
    if not given.cash_approved or not given.fomin_approved:
        return Read(2, _("Según el plan, la contrapartida va al paso de los desembolsos del FOMIN."))
    cash = (given.cash_to_date or 0) / given.cash_approved
    if cash >= (given.fomin_to_date or 0) / given.fomin_approved:
        return Read(3, _("Según el plan, la contrapartida y su parte en efectivo van al paso del FOMIN."))
    return Read(2, _("Según el plan, la contrapartida va al paso del FOMIN, pero su parte en efectivo va detrás."))


STATES = {
    State.EMPTY: N_("La página {number} del plan está vacía."),
    State.STARTED: N_("La página {number} del plan está empezada; respuestas que faltan: {n}."),
    State.COMPLETE: N_("La página {number} del plan está completa."),
}


def page(told: Told, item: str) -> Read:
    """The page of the guide whose number the item's id ends with: 0 empty; 1 started; 2 complete and no error on it.

    3: also every finding on it is answered, and the plan was approved by a body, on a date, with minutes.
    """
    number = int("".join(filter(str.isdigit, item)) or 0)
    of = next((each for each in GUIDE.pages if each.number == number), None)
    if of is None:
        return Read(None, _("Esta página todavía no está en el programa: respóndala a mano."))
    if of not in GUIDE.shown(told.plan):
        return Read(None, _("Esta página no se activó en el plan."))
    full = told.completeness[number]
    found = [each for each in told.findings if _stands_on(each, of)]
    state = _(STATES[full.state]).format(number=number, n=len(full.missing))
    sentence = " ".join((state, _("Hallazgos en ella: {n}.").format(n=len(found)))) if found else state
    if full.state is not State.COMPLETE:
        return Read(0 if full.state is State.EMPTY else 1, sentence)
    if any(each.severity is Severity.ERROR for each in found):
        return Read(1, sentence)
    return Read(3 if _approved(told.plan) and _answered(told.plan, found) else 2, sentence)


def _stands_on(finding: Finding, of: Page) -> bool:
    try:
        return page_of(GUIDE, finding.path) is of
    except KeyError:
        return False


def _approved(plan: Plan) -> bool:
    review = plan.review
    return bool(review.approved_by and review.approved and review.minutes)


def _answered(plan: Plan, found: list[Finding]) -> bool:
    answers = {(each.finding, each.place) for each in plan.review.answers if each.text}
    return all((each.id, each.path) in answers for each in found)


FACTS: Mapping[str, Fact] = {
    "services_decided": services_decided,
    "actions_costed": actions_costed,
    "break_even_known": break_even_known,
    "counterpart_pace": counterpart_pace,
    "page": page,
}
"""The rules, by the names instruments know them by."""
