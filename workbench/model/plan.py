"""The sustainability plan."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from typing import Annotated, Literal
from uuid import UUID, uuid4

from pydantic import ConfigDict, Field

from workbench.i18n import N_
from workbench.model.actions import Action
from workbench.model.base import Ask, Frozen
from workbench.model.costs import Cost, Investment
from workbench.model.factors import Factors, LatestSurvey
from workbench.model.financing import Loan, Source
from workbench.model.project import Agreement, Appraisal, Basis, Criteria, Opening, Project, SectorMap
from workbench.model.revenue import Stream
from workbench.model.review import Review
from workbench.model.services import Segment, Service

SCHEMA = "sustainability-plan/3"


class Plan(Frozen):
    """The document: what an executor writes and FOMIN receives."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_: Annotated[Literal["sustainability-plan/3"], Field(alias="schema")] = "sustainability-plan/3"
    id: UUID = Field(default_factory=uuid4)
    project: Project = Project()
    agreement: Agreement = Agreement()
    basis: Basis = Basis()
    opening: Opening = Opening()
    services: Annotated[tuple[Service, ...], Ask(N_("Servicios"))] = ()
    segments: Annotated[tuple[Segment, ...], Ask(N_("Segmentos"))] = ()
    streams: Annotated[tuple[Stream, ...], Ask(N_("Ingresos"))] = ()
    costs: Annotated[tuple[Cost, ...], Ask(N_("Costos"))] = ()
    investments: Annotated[tuple[Investment, ...], Ask(N_("Inversiones"))] = ()
    sources: Annotated[tuple[Source, ...], Ask(N_("Fuentes"))] = ()
    loans: Annotated[tuple[Loan, ...], Ask(N_("Préstamos"))] = ()
    sectors: SectorMap = SectorMap()
    appraisal: Appraisal = Appraisal()
    factors: Factors = Factors()
    latest_survey: Annotated[LatestSurvey, Ask(N_("La última encuesta"))] = LatestSurvey()
    actions: Annotated[tuple[Action, ...], Ask(N_("Acciones"))] = ()
    criteria: Criteria = Criteria()
    review: Review = Review()
