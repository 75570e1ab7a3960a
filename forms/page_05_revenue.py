"""Page 5: the revenue model, in four kinds of streams."""

from __future__ import annotations

from forms.fields import BILLED_APART, NOTE, OTHER_PAYER, OWN_RATE, dated, driver, shown, when_set
from forms.guide import Column, Guidance, Kind, Lines, Page, Section, Show
from workbench.i18n import N_
from workbench.model.revenue import Commission, Contract, Fee, Membership

WHO = Section(
    N_("De qué servicio es y quién lo paga"),
    (
        *shown("service", wanted=True),
        *shown("segment", "client", "payer_class"),
        Show("sector", OTHER_PAYER, wanted=True),
        *shown("evidence", wanted=True),
    ),
    N_("Un ingreso convence cuando se sabe quién paga y por qué se cree que lo hará."),
)

SPAN = Section(
    N_("Desde cuándo y cómo cambia el precio"),
    (*shown("start", "end", "currency", "indexation"), Show("own_rate", OWN_RATE)),
)

COLLECTING = Section(
    N_("Cómo se cobra"),
    (
        *shown("days", "bad_debt", "billing"),
        Show("billing_month", BILLED_APART),
        Show("advance"),
        Show("advance_months", when_set("advance")),
    ),
    N_("Vender no es cobrar: los días y los incobrables deciden cuándo hay dinero en la caja."),
    folded=True,
)

PLACE = Section(N_("Qué sostiene y con qué se compara"), shown("use", "perimeter", "actual_12"), folded=True)


def _name(*more: str) -> Section:
    return Section(N_("El ingreso"), shown("name", *more, wanted=True))


FEE = Kind(
    Fee,
    (
        _name("price"),
        driver("units", N_("Cuántas unidades"), N_("Lo que el cliente paga cada vez: pedido, hora, curso.")),
        WHO, SPAN, COLLECTING, PLACE, NOTE,
    ),
    "fee", N_("Tarifa"), N_("Un precio por cada unidad vendida: un pedido, una hora de asesoría, un curso."),
)  # fmt: skip

MEMBERSHIP = Kind(
    Membership,
    (
        _name("dues"),
        Section(N_("Los socios"), (*shown("opening_members"), Show("churn"))),
        driver("joins", N_("Socios nuevos"), N_("Cuántos se afilian cada mes; los que se van son bajas.")),
        WHO, SPAN, COLLECTING, PLACE, NOTE,
    ),
    "membership", N_("Cuota de socios"), N_("Una cuota que cada socio paga mientras pertenece a la red."),
)  # fmt: skip

COMMISSION = Kind(
    Commission,
    (
        _name("rate"),
        driver("volume", N_("Cuánto se transa"), N_("El dinero que mueven los pedidos de cada mes.")),
        WHO, SPAN, COLLECTING, PLACE, NOTE,
    ),
    "commission", N_("Comisión"), N_("Una parte del valor de lo que otros compran o venden a través del servicio."),
)  # fmt: skip

CONTRACT = Kind(
    Contract,
    (
        _name(),
        Section(
            N_("Las entregas"),
            (
                dated(
                    "amounts",
                    N_("Agregar entrega"),
                    N_("Cada entrega tiene un mes y un monto. Agregue la primera que esté firmada o por firmar."),
                ),
                *shown("currency"),
            ),
            N_("Es un contrato si hay algo que entregar a cambio. Si no, es un aporte y va en la página 7."),
        ),
        WHO, COLLECTING, PLACE, NOTE,
    ),
    "contract", N_("Contrato"), N_("Montos acordados con un cliente contra entregas en meses fijos."),
)  # fmt: skip

STREAMS = Lines(
    "streams",
    (FEE, MEMBERSHIP, COMMISSION, CONTRACT),
    (
        Column(("name",)),
        Column(("kind",), N_("Tipo")),
        Column(("service",)),
        Column(("price", "dues", "rate"), N_("Precio")),
        Column(("units/first", "joins/first", "volume/first"), N_("Por mes (socios: los nuevos)")),
        Column(("start",), N_("Desde")),
    ),
    N_("Agregar ingreso"),
    N_(
        "Un ingreso es algo que alguien paga por un servicio. Empiece por el que ya cobra hoy, aunque sea pequeño: "
        "elija si es tarifa, cuota, comisión o contrato, y escriba el precio y la cantidad de un mes normal."
    ),
    wanted=True,
)

GUIDANCE = Guidance(
    purpose=N_("Decir quién paga por cada servicio, cuánto, cuántas veces al mes y desde cuándo."),
    why=N_(
        "Durante el piloto el servicio suele ser gratis o barato porque el proyecto paga el resto. Cuando el proyecto "
        "termina, lo que pagan los clientes es lo único que crece solo. Por eso cada ingreso lleva su evidencia: "
        "ventas de hoy, cartas, una prueba con precio."
    ),
    source=N_(
        "Reunión de Cartagena (000), párrafo 6: los miembros proponen trabajar la comercialización de los servicios y "
        "su operación autosostenible. Centro de información (001), §4.2: operar como un negocio cuyos visitantes son "
        "clientes. Medellín (004), preguntas 13 y 37: pago por servicios clúster; la membresía existe en otras "
        "experiencias. Tipos de ingreso, cobro y evidencia: práctica común."
    ),
    good_example=N_(
        "«Compra conjunta, comisión de 2,5 % sobre pedidos de 60 farmacias, COP 90 millones al mes, desde enero de "
        "2027. Evidencia: 41 farmacias pagaron 2 % durante el piloto; 6 dejaron de comprar. Cobro a 30 días, 3 % de "
        "incobrables.»"
    ),
    weak_example=N_(
        "«Las farmacias pagarán una cuota porque el servicio es muy útil; el primer año se afiliarán 500.» No hay "
        "precio probado, ni cuántas pagan hoy, ni cómo se llega a 500."
    ),
    terms=("tarifa", "cuota", "bajas", "comision", "contrato", "estacionalidad", "incobrables", "anticipo",
           "dias_cobro", "indexacion", "alcance"),
)  # fmt: skip

PAGE = Page(
    5, "revenue", N_("Ingresos"), N_("Quién paga, por qué, cuánto y desde cuándo"),
    (Section(N_("Ingresos"), (STREAMS,)),), GUIDANCE,
)  # fmt: skip
