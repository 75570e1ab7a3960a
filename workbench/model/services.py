"""Services that continue or end, and the segments that would buy them."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from datetime import date
from typing import Annotated
from uuid import UUID

from workbench.i18n import N_
from workbench.model.base import Ask, Line
from workbench.model.types import Amount, Continuation, LongText, Month, Provider, Route, Share, Text


class Service(Line):
    """A service or activity of the project: its market, and what becomes of it."""

    name: Annotated[Text, Ask(N_("Servicio"), N_("Un nombre corto, como lo diría un cliente."))] = ""
    continuation: Annotated[
        Continuation,
        Ask(
            N_("Qué pasa después del proyecto"),
            N_("Si termina o se transfiere, sus ingresos y costos pasan a ser solo del proyecto."),
        ),
    ] = Continuation.CONTINUE
    stop_month: Annotated[
        Month | None,
        Ask(N_("Último mes"), N_("El último con ingresos y costos; vacío: el último del proyecto."), unit="year-month"),
    ] = None
    route: Annotated[Route | None, Ask(N_("Cómo se retira el proyecto"))] = None
    owner: Annotated[Text, Ask(N_("Responsable después del proyecto"), N_("Una persona o un cargo, no un área."))] = ""
    decided: Annotated[date | None, Ask(N_("Fecha de la decisión"))] = None
    reason: Annotated[LongText, Ask(N_("Razón de la decisión"), long=True)] = ""
    need: Annotated[
        LongText, Ask(N_("Necesidad que atiende"), N_("El problema del cliente, en sus palabras."), long=True)
    ] = ""
    unit: Annotated[
        Text, Ask(N_("Unidad que se vende"), N_("Por ejemplo: pedido, hora de asesoría, usuario conectado."))
    ] = ""
    payer: Annotated[Text, Ask(N_("Quién paga"), N_("Empresas, socios, municipios…"))] = ""
    competitors: Annotated[
        LongText,
        Ask(N_("Competidores y alternativas"), N_("Qué haría el cliente si el servicio no existiera."), long=True),
    ] = ""
    positioning: Annotated[LongText, Ask(N_("Posicionamiento"), N_("Por qué lo elegirían a usted."), long=True)] = ""
    indicator: Annotated[
        Text, Ask(N_("Indicador propio"), N_("Lo que dice si va bien, por ejemplo: ahorro por pedido."))
    ] = ""
    channel: Annotated[Text, Ask(N_("Canal de venta"), N_("Cómo llega al cliente: visitas, gremio, página web."))] = ""
    sales_owner: Annotated[Text, Ask(N_("Responsable de ventas"), N_("Una persona con nombre."))] = ""
    sales_target: Annotated[
        tuple[Amount, ...], Ask(N_("Meta de ventas por año fiscal"), N_("En unidades del servicio."))
    ] = ()
    first_client: Annotated[Text, Ask(N_("Primer cliente"), N_("El primero que pagó o que pagará."))] = ""
    structure_share: Annotated[
        Share | None,
        Ask(
            N_("Parte de la estructura que asume"),
            N_("La suma de todos los servicios debería ser 100 %."),
            unit="percent",
        ),
    ] = None
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class Segment(Line):
    """A group of buyers of one service, with what it could buy in a year."""

    name: Annotated[Text, Ask(N_("Segmento"))] = ""
    service: Annotated[UUID | None, Ask(N_("Servicio"), refers="services")] = None
    payer_class: Annotated[Provider, Ask(N_("Clase de pagador"))] = Provider.FIRMS
    size: Annotated[
        Amount | None, Ask(N_("Tamaño: unidades al año"), N_("Todo lo que el grupo podría comprar en un año."))
    ] = None
    demand: Annotated[
        tuple[Amount, ...],
        Ask(N_("Demanda por año fiscal"), N_("En unidades del servicio; el primer valor es la demanda de hoy.")),
    ] = ()
    evidence: Annotated[Text, Ask(N_("De dónde sale el dato"), N_("Registro, encuesta, ventas; con su fecha."))] = ""
    note: Annotated[Text, Ask(N_("Nota"))] = ""
