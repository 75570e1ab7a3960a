"""The actions that carry the project into operation, and those that a survey suggests."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from datetime import date
from typing import Annotated
from uuid import UUID

from workbench.i18n import N_
from workbench.model.base import Ask, Line
from workbench.model.types import ActionState, Amount, Currency, PaidFrom, Text


class Action(Line):
    """One thing to be done. Its cost is no cost of the plan: what pays it stands among the costs or the sources.

    ``suggested_by`` names the survey item it was suggested by (``sustainability/I2``), empty for one's own.
    """

    name: Annotated[Text, Ask(N_("Acción"), N_("Empiece por un verbo: firmar, contratar, publicar…"))] = ""
    product: Annotated[
        Text, Ask(N_("Producto"), N_("Lo que queda hecho y se puede mostrar: un convenio, un manual, una tarifa."))
    ] = ""
    indicator: Annotated[
        Text, Ask(N_("Indicador"), N_("Con qué número o hecho se sabrá que sirvió; por ejemplo: 60 farmacias pagan."))
    ] = ""
    owner: Annotated[Text, Ask(N_("Responsable"), N_("Una persona o un cargo, no un área."))] = ""
    start: Annotated[date | None, Ask(N_("Empieza"), month_day="first")] = None
    end: Annotated[
        date | None, Ask(N_("Termina"), N_("El día en que el producto debe estar listo."), month_day="last")
    ] = None
    state: Annotated[
        ActionState, Ask(N_("Estado"), N_("Propuesta: nadie se ha comprometido todavía. Una descartada no se revisa."))
    ] = ActionState.PROPOSED
    cost: Annotated[
        Amount | None,
        Ask(N_("Costo"), N_("Escriba 0 si no cuesta nada. No se suma a los costos del plan."), unit="money"),
    ] = None
    currency: Annotated[Currency | None, Ask(N_("Moneda"), N_("Vacía: la del plan."), unit="currency")] = None
    paid_from: Annotated[
        PaidFrom | None,
        Ask(N_("Con qué se paga"), N_("Lo que paga la operación ya debe estar en sus costos, en la página 6.")),
    ] = None
    source: Annotated[UUID | None, Ask(N_("Fuente"), N_("De las que están en la página 7."), refers="sources")] = None
    suggested_by: Text = ""
    note: Annotated[Text, Ask(N_("Nota"))] = ""
