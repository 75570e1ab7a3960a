"""Page 3: what continues after the project, and what ends."""

from __future__ import annotations

from forms.fields import columns, shown, when
from forms.guide import Guidance, Kind, Lines, Page, Section, Show
from workbench.i18n import N_
from workbench.model.rules import STOPPING
from workbench.model.services import Service

SERVICE = Kind(
    Service,
    (
        Section(N_("El servicio"), shown("name", wanted=True)),
        Section(
            N_("La decisión"),
            (
                Show("continuation"),
                Show("stop_month", when("continuation", *STOPPING)),
                *shown("route", "owner", "decided", "reason", wanted=True),
            ),
            N_("Terminar un servicio a tiempo también es una buena decisión: libera dinero y gente para los demás."),
        ),
    ),
)

SERVICES = Lines(
    "services",
    (SERVICE,),
    columns("name", "continuation", "route", "owner", "decided"),
    N_("Agregar servicio"),
    N_(
        "Un servicio es algo que el proyecto hace para las empresas y que alguien podría pagar: compras conjuntas, "
        "asesoría, información, capacitación. Escriba el primero y decida qué pasa con él después del proyecto."
    ),
    wanted=True,
)

GUIDANCE = Guidance(
    purpose=N_("Decidir, servicio por servicio, qué sigue, qué se amplía, qué se entrega a otro y qué termina."),
    why=N_(
        "No todo lo que hizo el proyecto tiene que seguir. Lo que sigue necesita un responsable con nombre y una fecha "
        "de decisión; si no los tiene, suele quedarse sin quien lo atienda el mes en que cierra la oficina del "
        "proyecto. Un servicio que termina o se transfiere deja de contar en el equilibrio de la operación."
    ),
    source=N_(
        "Reunión de Cartagena (000), párrafo 4: el paso del fin del proyecto a la puesta en operación, masificación o "
        "continuidad de los servicios. Iniciativas clúster de Medellín (004), pregunta 14: los procesos inconclusos "
        "cuestan credibilidad. Formas de salida, responsable y fecha: práctica común."
    ),
    good_example=N_(
        "«Compra conjunta: continúa. Responsable: jefatura de afiliados de la cámara, acta de junta del 12 de marzo de "
        "2027. Salida: reducción gradual, el proyecto paga el puesto al 100 %, 50 % y 0 % en tres semestres. Curso de "
        "inventarios: termina en noviembre de 2027; las farmacias ya aprendieron y nadie lo pediría de nuevo.»"
    ),
    weak_example=N_(
        "«Todos los servicios continuarán gracias al compromiso de los aliados.» No hay quien responda por cada uno, "
        "ni fecha, ni una sola cosa que se deje de hacer."
    ),
    terms=("operacion", "reduccion_gradual", "retiro", "entrega", "alcance", "fin_vigente"),
)

PAGE = Page(
    3,
    "continuation",
    N_("Qué continúa"),
    N_("Qué sigue, qué se entrega y qué termina cuando el proyecto se va"),
    (Section(N_("Servicios"), (SERVICES,)),),
    GUIDANCE,
)
