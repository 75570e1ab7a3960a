"""Review and send: summary, approval, signatures, answers to findings, versions sent."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from datetime import date
from typing import Annotated

from workbench.i18n import N_
from workbench.model.base import Ask, Frozen, Line
from workbench.model.types import LongText, Text


class Signatory(Line):
    """A person who signs the plan."""

    name: Annotated[Text, Ask(N_("Nombre"))] = ""
    role: Annotated[Text, Ask(N_("Cargo"))] = ""
    entity: Annotated[Text, Ask(N_("Entidad"))] = ""


class Answer(Line):
    """The executor's answer to a finding, printed beside it. ``finding`` is its id and ``place`` its path."""

    finding: Annotated[Text, Ask(N_("Hallazgo"), unit="finding")] = ""
    place: Text = ""
    text: Annotated[
        LongText, Ask(N_("Respuesta"), N_("Qué se hará, quién y cuándo; o por qué no es un problema."), long=True)
    ] = ""


class Sent(Line):
    """A version sent."""

    sent: Annotated[date | None, Ask(N_("Fecha de envío"))] = None
    to: Annotated[Text, Ask(N_("Enviado a"))] = ""
    fingerprint: Annotated[Text, Ask(N_("Huella"), N_("La de la portada del PDF."))] = ""


class Review(Frozen):
    """The last page of the guide."""

    summary: Annotated[
        LongText, Ask(N_("Resumen ejecutivo"), N_("Vacío: se imprime la propuesta hecha con las cifras."), long=True)
    ] = ""
    annexes: Annotated[LongText, Ask(N_("Anexos"), N_("Uno por línea."), long=True)] = ""
    approved_by: Annotated[Text, Ask(N_("Órgano que aprueba"), N_("Por ejemplo: junta directiva."))] = ""
    approved: Annotated[date | None, Ask(N_("Fecha de aprobación"))] = None
    minutes: Annotated[Text, Ask(N_("Acta"), N_("Su número."))] = ""
    signatories: Annotated[tuple[Signatory, ...], Ask(N_("Firmantes"))] = ()
    answers: Annotated[tuple[Answer, ...], Ask(N_("Respuestas a los hallazgos"))] = ()
    sent: Annotated[tuple[Sent, ...], Ask(N_("Versiones enviadas"))] = ()
