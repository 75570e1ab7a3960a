"""How the project rates itself on the eight factors of sustainability, and what the last survey found.

The factors are those of source 004, question 15.
"""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Annotated

from pydantic import Field

from workbench.formats import Formats
from workbench.i18n import N_, _, quoted
from workbench.model.base import Ask, Frozen, Line
from workbench.model.types import Count, Exact, Level, LongText, Rating, Text

Score = Annotated[Exact, Field(ge=0, le=3, decimal_places=12)]
"""A mean of answers from 0 to 3."""
HUNDREDTH = Decimal("0.01")
MOST = 3


class Factors(Frozen):
    """Each factor rated from 0 to 3, with what shows it. None: not rated yet."""

    trust: Annotated[
        Rating | None,
        Ask(
            N_("Confianza, transparencia y liderazgo"),
            N_("Los actores se creen, saben qué se decide y por qué, y alguien guía y comunica."),
        ),
    ] = None
    trust_evidence: Annotated[LongText, Ask(N_("Evidencia de la confianza"), long=True)] = ""
    services: Annotated[
        Rating | None,
        Ask(
            N_("Servicios según lo que piden las empresas"),
            N_("Se diseñan, se prestan y se venden conforme a sus necesidades."),
        ),
    ] = None
    services_evidence: Annotated[LongText, Ask(N_("Evidencia de los servicios"), long=True)] = ""
    commitment: Annotated[
        Rating | None,
        Ask(
            N_("Compromiso y aporte de las empresas"),
            N_("Ponen tiempo, especie o dinero para que las acciones se hagan."),
        ),
    ] = None
    commitment_evidence: Annotated[LongText, Ask(N_("Evidencia del compromiso"), long=True)] = ""
    political_will: Annotated[
        Rating | None,
        Ask(
            N_("Voluntad política"),
            N_("Se ve en recursos, políticas y programas de apoyo, no solo en discursos."),
        ),
    ] = None
    political_will_evidence: Annotated[LongText, Ask(N_("Evidencia de la voluntad política"), long=True)] = ""
    capacity: Annotated[
        Rating | None,
        Ask(
            N_("Capacidad institucional"),
            N_("La entidad que sigue tiene equipo, reglas y manejo para llevar la operación."),
        ),
    ] = None
    capacity_evidence: Annotated[LongText, Ask(N_("Evidencia de la capacidad"), long=True)] = ""
    alignment: Annotated[
        Rating | None,
        Ask(
            N_("Intereses alineados entre los actores"),
            N_("Lo que cada uno busca cabe en lo que se acordó hacer."),
        ),
    ] = None
    alignment_evidence: Annotated[LongText, Ask(N_("Evidencia de los intereses alineados"), long=True)] = ""
    promotion: Annotated[
        Rating | None,
        Ask(
            N_("Estrategia de promoción"),
            N_("La iniciativa y lo que vende se dan a conocer con un plan, alguien a cargo y dinero."),
        ),
    ] = None
    promotion_evidence: Annotated[LongText, Ask(N_("Evidencia de la promoción"), long=True)] = ""
    results: Annotated[
        Rating | None,
        Ask(N_("Resultados de la iniciativa"), N_("Hay resultados medidos, y quienes la sostienen los conocen.")),
    ] = None
    results_evidence: Annotated[LongText, Ask(N_("Evidencia de los resultados"), long=True)] = ""


FACTORS = tuple(name for name in Factors.model_fields if not name.endswith("_evidence"))
"""The eight, in the order of the source."""


class SurveyDimension(Line):
    """A dimension of a survey and its mean. None: too few answers."""

    code: Text = ""
    name: Annotated[Text, Ask(N_("Dimensión"))] = ""
    score: Annotated[Score | None, Ask(N_("Resultado de 0 a 3"), unit="score")] = None


class LatestSurvey(Frozen):
    """The result of the last survey round the project took part in; written by the program, empty without one.

    ``instrument`` and ``version`` name what was asked, ``round_id`` the round; ``overall`` is None where too few
    dimensions have a value. Scores are kept as they are computed and cut to two decimals when shown.
    """

    instrument: Text = ""
    version: Count = 0
    round_id: Text = ""
    title: Annotated[Text, Ask(N_("Encuesta"))] = ""
    round: Annotated[Text, Ask(N_("Ronda"))] = ""
    wave: Annotated[Text, Ask(N_("Ola"))] = ""
    held: Annotated[date | None, Ask(N_("Fecha de la encuesta"))] = None
    respondents: Annotated[Count, Ask(N_("Personas que respondieron"))] = 0
    overall: Annotated[Score | None, Ask(N_("Resultado de 0 a 3"), unit="score")] = None
    level: Annotated[Level | None, Ask(N_("Nivel"))] = None
    dimensions: Annotated[tuple[SurveyDimension, ...], Ask(N_("Dimensiones de la encuesta"))] = ()

    @property
    def there(self) -> bool:
        """Whether there was one."""
        return bool(self.instrument)


def score_said(score: Decimal | None, formats: Formats) -> str:
    """A score cut, not rounded, to two decimals; in words where there is none."""
    if score is None:
        return _("respuestas insuficientes")
    return formats.number(score.quantize(HUNDREDTH, ROUND_DOWN), 2)


def level_said(level: Level, score: Decimal, formats: Formats) -> str:
    """*Nivel 2 · 1,65 de 3,00*."""
    text = _("Nivel {level} · {score} de {most}")
    return text.format(level=level.value, score=score_said(score, formats), most=formats.number(MOST, 2))


def result_said(survey: LatestSurvey, formats: Formats) -> str:
    """The overall result with its level in words, or that there is none."""
    if survey.overall is None or survey.level is None:
        return _("Sin resultado general: no hubo suficientes respuestas.")
    return " · ".join((level_said(survey.level, survey.overall, formats), _(survey.level.label)))


def round_said(survey: LatestSurvey, formats: Formats) -> str:
    """Where a result comes from: the survey, the round, the wave, how many answered and when."""
    people = _("respondió 1 persona") if survey.respondents == 1 else _("respondieron {n} personas")
    told = (
        survey.title,
        quoted(survey.round) if survey.round else "",
        _("ola {wave}").format(wave=survey.wave) if survey.wave else "",
        people.format(n=survey.respondents) if survey.respondents else "",
        formats.date(survey.held) if survey.held else "",
    )
    return " · ".join(filter(None, told))
