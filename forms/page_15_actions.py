"""Page 15: the actions that carry the project into operation."""

from __future__ import annotations

from forms.fields import NOTE, columns, shown, when_set
from forms.guide import Guidance, Kind, Lines, Page, Section, Show, View
from workbench.i18n import N_
from workbench.model.actions import Action
from workbench.model.base import Frozen
from workbench.model.plan import Plan
from workbench.model.types import PaidFrom


def _paid_by_source(_plan: Plan, row: Frozen) -> bool:
    return isinstance(row, Action) and bool(row.cost) and row.paid_from is PaidFrom.SOURCE


ACTION = Kind(
    Action,
    (
        Section(N_("La acción"), shown("name", "product", "indicator", wanted=True)),
        Section(N_("Quién y cuándo"), (*shown("owner", "start", "end", wanted=True), *shown("state"))),
        Section(
            N_("Lo que cuesta"),
            (
                *shown("cost", wanted=True),
                Show("currency", when_set("cost")),
                Show("paid_from", when_set("cost"), wanted=True),
                Show("source", _paid_by_source, wanted=True),
            ),
            N_("Las acciones no cambian las cifras del plan: el dinero que las paga se planea en las páginas 6 y 7."),
        ),
        NOTE,
    ),
)

ACTIONS = Lines(
    "actions",
    (ACTION,),
    columns("name", "owner", "start", "end", "cost", "state", adds="cost"),
    N_("Agregar acción"),
    N_(
        "Una acción es lo que alguien hará para que la operación siga sin el proyecto: firmar un convenio, fijar una "
        "tarifa, contratar a quien vende. Empiece por lo que debe estar listo antes del fin vigente."
    ),
    wanted=True,
)

IN_TIME = Section(
    N_("Línea de tiempo"),
    (View("timeline"),),
    N_("Lo que está listo antes de que el proyecto termine, y lo que queda para la operación."),
)

GUIDANCE = Guidance(
    purpose=N_("Acordar qué se hará, quién responde, para cuándo, cuánto cuesta y con qué se paga."),
    why=N_(
        "El plan dice cómo será la operación; las acciones son el camino. Sin responsable y sin fecha, una buena "
        "intención llega intacta al cierre del proyecto. Tres acciones que se cumplen valen más que veinte en una "
        "lista; lo que la encuesta encontró débil puede venir aquí como propuesta."
    ),
    source=N_(
        "Reunión de Cartagena (000), párrafo 4: la transición entre el fin de los proyectos y la continuidad de sus "
        "servicios, y el taller que la prepara. Iniciativas clúster de Medellín (004), pregunta 14: los procesos "
        "inconclusos cuestan credibilidad. Producto, responsable, fechas, costo y estado: práctica común."
    ),
    good_example=N_(
        "«Firmar el convenio de la sede con la cámara hasta 2031. Producto: convenio firmado. Responsable: Elena "
        "Quiroga, directora. Del 1 de marzo al 30 de junio de 2027. Costo: COP 2.500.000 de escritura, con los costos "
        "de la operación. Indicador: firma antes del cierre. En curso.»"
    ),
    weak_example=N_(
        "«Fortalecer las alianzas estratégicas durante la ejecución.» No se sabe qué queda hecho, quién lo hace ni "
        "cuándo se puede decir que está listo."
    ),
    terms=("accion", "estado_accion", "indicador", "fuente", "fin_vigente"),
)

PAGE = Page(
    15,
    "actions",
    N_("Acciones"),
    N_("Qué se hará, quién responde, para cuándo y con qué dinero"),
    (Section(N_("Acciones"), (ACTIONS,)), IN_TIME),
    GUIDANCE,
)
