"""Page 18: review, approve and send."""

from __future__ import annotations

from forms.fields import columns, shown, simple
from forms.guide import Guidance, Kind, Lines, Page, Section, Show, View
from workbench.i18n import N_
from workbench.model.project import Criteria
from workbench.model.review import Answer, Sent, Signatory

SUMMARY = Section(
    N_("Resumen ejecutivo"),
    shown("review/summary"),
    N_("Una página para quien decide. Si la deja vacía, se imprime una propuesta hecha con sus cifras."),
)

ANSWERS = Lines(
    "review/answers",
    (Kind(Answer, (Section("", (Show("finding", read_only=True), Show("text", wanted=True))),)),),
    columns("finding", "text"),
    N_("Responder"),
    N_("Todavía no ha respondido ningún hallazgo. Elija uno de la lista y explique por qué el plan se sostiene."),
    fixed=True,
)

FINDINGS = Section(
    N_("Hallazgos"),
    (View("findings"), ANSWERS),
    N_("Lo que el programa encontró al leer su plan. Corríjalo o respóndalo: su respuesta se imprime al lado."),
)

APPROVAL = Section(
    N_("Aprobación y firmas"),
    (
        *shown("review/approved_by", "review/approved", "review/minutes", wanted=True),
        Lines(
            "review/signatories",
            simple(Signatory, "name", "role", "entity", wanted=("name", "role")),
            columns("name", "role", "entity"),
            N_("Agregar firmante"),
            N_("Cada firmante tiene un espacio en la portada. Agregue primero a quien representa al ejecutor."),
            wanted=True,
        ),
    ),
    N_("Un plan aprobado por la junta, con acta y fecha, obliga más que uno firmado solo por el proyecto."),
)

SENT = Section(
    N_("Versiones enviadas"),
    (
        Lines(
            "review/sent",
            simple(Sent, "sent", "to", "fingerprint"),
            columns("sent", "to", "fingerprint"),
            N_("Anotar envío"),
            N_("Cuando envíe el PDF, anote a quién y copie la huella de la portada: así se sabe qué versión tiene."),
        ),
    ),
    folded=True,
)

CRITERIA = Section(
    N_("Criterios internos"),
    shown(*(f"criteria/{name}" for name in Criteria.model_fields)),
    N_("Los límites con que el programa avisa y enciende las luces. No salen de un convenio; puede cambiarlos."),
    folded=True,
)

GUIDANCE = Guidance(
    purpose=N_("Leer el plan como lo leerá otra persona, responder lo que llama la atención, aprobarlo y enviarlo."),
    why=N_(
        "Quien recibe el plan decide en pocos minutos. Un hallazgo explicado vale más que uno escondido: muestra que "
        "el equipo conoce el riesgo. La aprobación de la junta dice que la entidad, y no solo el proyecto, se hace "
        "cargo de lo que sigue."
    ),
    source=N_(
        "Reunión de Cartagena (000), párrafo 4: el plan de sostenibilidad como componente clave de la transición, con "
        "lineamientos para su preparación y su taller (su texto no se conoce aquí). Resumen, aprobación, firmas y "
        "límites de los avisos: práctica común y criterio interno."
    ),
    good_example=N_(
        "«Hallazgo: la temporada baja vacía la caja en febrero de 2029. Respuesta: la junta aprobó en el acta 31 "
        "cobrar la cuota de diciembre por adelantado a las 25 farmacias más grandes; con eso el mínimo es "
        "de COP 4 millones.»"
    ),
    weak_example=N_(
        "«Hallazgo: más de la mitad viene de una sola fuente. Respuesta: se tendrá en cuenta.» No dice qué se hará, "
        "quién ni cuándo."
    ),
    terms=("hallazgo", "huella", "criterio_interno", "brecha_firmada", "meses_garantizados", "autosuficiencia"),
)

PAGE = Page(
    18,
    "review",
    N_("Revisar y enviar"),
    N_("Lo que falta, lo que llama la atención y quién lo aprueba"),
    (
        SUMMARY,
        Section(N_("Lo que falta"), (View("completeness"),), N_("Qué tan llena está cada página.")),
        FINDINGS,
        Section(N_("Anexos"), shown("review/annexes"), N_("Nombre los documentos que acompañan al plan.")),
        APPROVAL,
        SENT,
        CRITERIA,
    ),
    GUIDANCE,
)
