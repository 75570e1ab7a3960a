"""Page 4: the services' market, and the segments that would buy them."""

from __future__ import annotations

from forms.fields import NOTE, columns, shown, simple
from forms.guide import Guidance, Kind, Lines, Page, Section, Show
from workbench.i18n import N_
from workbench.model.services import Segment, Service

SERVICE = Kind(
    Service,
    (
        Section(
            N_("Lo que se ofrece"),
            (
                Show("name", read_only=True),
                *shown("need", "unit", "payer", wanted=True),
                *shown("competitors", "positioning"),
                *shown("indicator", wanted=True),
            ),
            N_("Piense en el empresario que lo compraría: qué problema le quita y qué haría sin el servicio."),
        ),
        Section(
            N_("Cómo se vende"),
            (*shown("channel"), *shown("sales_owner", "sales_target", wanted=True), *shown("first_client")),
            N_("Un servicio sin quien lo venda no se vende. Ponga una persona, no un área."),
        ),
        NOTE,
    ),
)

SERVICES = Lines(
    "services",
    (SERVICE,),
    columns("name", "unit", "payer", "sales_owner", "first_client"),
    N_("Agregar servicio"),
    N_("Los servicios se agregan en la página 3, «Qué continúa». Vuelva aquí para describir a quién sirven."),
    fixed=True,
)

SEGMENTS = Lines(
    "segments",
    simple(
        Segment,
        "name", "service", "payer_class", "size", "demand", "evidence", "note",
        wanted=("name", "service", "size", "demand", "evidence"),
    ),
    columns("name", "service", "payer_class", "size"),
    N_("Agregar segmento"),
    N_(
        "Un segmento es un grupo de compradores parecidos de un servicio: farmacias de un solo local, talleres de "
        "confección, municipios. Empiece por el grupo que ya compra y escriba cuánto podría comprar en un año."
    ),
    wanted=True,
)  # fmt: skip

GUIDANCE = Guidance(
    purpose=N_("Mostrar que alguien necesita cada servicio, cuántos son y quién sale a venderlo."),
    why=N_(
        "Un servicio que nadie pidió no tiene ingresos, por bueno que sea. El tamaño del segmento pone un techo a lo "
        "que se puede vender; el indicador propio de cada servicio dice pronto si va bien; y la persona que vende "
        "es la que convierte el interés en pagos."
    ),
    source=N_(
        "Centro de información empresarial (001), §4.1: cada servicio con sus propios indicadores de desempeño; §V: "
        "mercadeo centrado en los clientes. Reunión de Cartagena (000), párrafo 6: los miembros proponen trabajar la "
        "comercialización de los servicios. Medellín (004), preguntas 15 y 20: servicios conforme a las necesidades "
        "de los empresarios. Metas con responsable: práctica común."
    ),
    good_example=N_(
        "«Farmacias de un solo local en la ciudad: 420 según el registro mercantil de 2026, unos 12 pedidos al año "
        "cada una. Hoy compran 41. Necesidad: el distribuidor les vende 9 % más caro que a una cadena. Indicador: "
        "ahorro por pedido. Vende: Marta Ríos, con meta de 900 pedidos en 2028.»"
    ),
    weak_example=N_(
        "«El mercado son las 5.000 pymes de la región, que necesitan tecnología.» No dice cuáles comprarían, cuánto, "
        "de dónde sale el número ni quién las visita."
    ),
    terms=("segmento", "demanda", "posicionamiento", "indicador", "comercializacion"),
)

PAGE = Page(
    4,
    "services",
    N_("Servicios y mercado"),
    N_("Quién lo necesita, cuántos son y cómo se vende"),
    (
        Section(N_("Servicios"), (SERVICES,)),
        Section(
            N_("Segmentos"),
            (SEGMENTS,),
            N_("Cada segmento compra un servicio. Si un grupo compra dos, agréguelo dos veces, una por servicio."),
        ),
    ),
    GUIDANCE,
)
