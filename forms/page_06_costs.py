"""Page 6: costs and investments, in cash and in kind."""

from __future__ import annotations

from forms.fields import IN_KIND, NOTE, OWN_RATE, columns, dated, shown, unless, when, when_set
from forms.guide import Column, Guidance, Kind, Lines, Page, Section, Show
from workbench.i18n import N_
from workbench.model.base import Frozen
from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.plan import Plan
from workbench.model.services import Service
from workbench.model.types import Perimeter, ShareBase, StructureKey

_KIND_FIELDS = tuple(f"kind_{name}" for name in ("unit", "quantity", "value", "method", "evidence", "certifier"))

IN_KIND_SECTION = Section(
    N_("¿Es en especie?"),
    (Show("in_kind"), *shown(*_KIND_FIELDS, when=IN_KIND, wanted=True)),
    N_("Lo que hoy presta otra entidad sin cobrar, como una oficina, será una factura el día que deje de prestarlo."),
)


def _goes_on(_plan: Plan, row: Frozen) -> bool:
    """What is of the project alone has nobody to pay it afterwards."""
    return getattr(row, "perimeter", None) is not Perimeter.PROJECT


CARRIED = Section(
    N_("Quién lo paga hoy y quién después"),
    (Show("paid_today_by", wanted=True), Show("paid_after_by", _goes_on, wanted=True)),
    N_("No cambia las cifras: sirve para ver lo que hoy no se ve porque lo paga el proyecto o la cámara."),
)

WHERE = Section(N_("De qué servicio es"), shown("service", "perimeter", "use"), N_("Sin servicio es de estructura."))
FOLLOWED = Section(N_("Dónde se cuenta"), shown("structural", "use"), folded=True)
SPAN = Section(N_("Desde cuándo y hasta cuándo"), shown("start", "end"))

_PAID = (*shown("currency", "indexation"), Show("own_rate", OWN_RATE), Show("days", unless(IN_KIND)))
_VAT = (Show("vat"), Show("vat_recoverable", when_set("vat")))

PRICE = Section(N_("Moneda, ajuste y pago"), (*_PAID, *_VAT, Show("actual_12")), folded=True)
PAY = Section(N_("Moneda, ajuste y pago"), (*_PAID, Show("actual_12")), folded=True)
SHARE_PAYMENT = Section(N_("Pago"), shown("days", "actual_12"), folded=True)

_OF_REVENUE = when("base", ShareBase.REVENUE)


def _cost(*fields: str) -> Section:
    return Section(N_("El costo"), shown("name", *fields, wanted=True))


def _paid_in_extra(_plan: Plan, row: Frozen) -> bool:
    return isinstance(row, Staff) and row.salaries > 12


STAFF = Kind(
    Staff,
    (
        _cost("headcount", "pay"),
        Section(
            N_("Lo que se suma al sueldo"),
            (*shown("charges", "salaries"), Show("extra_months", _paid_in_extra), Show("termination")),
            N_("El costo de una persona es mayor que su sueldo: cargas sociales, primas y liquidación."),
        ),
        WHERE, SPAN, IN_KIND_SECTION, CARRIED, PAY, NOTE,
    ),
    "staff", N_("Personal"), N_("Una o más personas con el mismo sueldo."),
)  # fmt: skip

FIXED = Kind(
    Fixed,
    (
        Section(N_("El costo"), (*shown("name", "amount", wanted=True), Show("every"))),
        WHERE, SPAN, IN_KIND_SECTION, CARRIED, PRICE, NOTE,
    ),
    "fixed", N_("Fijo"), N_("Un monto que se paga igual, se venda mucho o poco: arriendo, internet, contador."),
)  # fmt: skip

VARIABLE = Kind(
    Variable,
    (_cost("unit_cost", "stream"), SPAN, FOLLOWED, IN_KIND_SECTION, CARRIED, PRICE, NOTE),
    "variable", N_("Variable"), N_("Un costo por cada unidad vendida de un ingreso: el envío de cada pedido."),
)  # fmt: skip

SHARE = Kind(
    ShareCost,
    (
        Section(
            N_("El costo"),
            (
                *shown("name", "rate", wanted=True),
                Show("base"),
                Show("streams", _OF_REVENUE, wanted=True),
                Show("perimeter", unless(_OF_REVENUE)),
            ),
        ),
        SPAN, FOLLOWED, CARRIED, SHARE_PAYMENT, NOTE,
    ),
    "share", N_("Porcentaje"), N_("Una parte de los ingresos o de los costos: comisión bancaria, impuesto local."),
)  # fmt: skip

STEP = Kind(
    Step,
    (_cost("amount", "block", "stream"), Section("", shown("hold")), SPAN, FOLLOWED, IN_KIND_SECTION, CARRIED,
     PRICE, NOTE),
    "step", N_("Por tramos"), N_("Un costo que sube por escalones: un asesor más por cada 40 farmacias."),
)  # fmt: skip

ONE_OFF = Kind(
    OneOff,
    (
        Section(
            N_("El costo"),
            (
                *shown("name", wanted=True),
                dated("amounts", N_("Agregar pago"), N_("Cada pago tiene un mes y un monto. Agregue el primero.")),
            ),
        ),
        WHERE, IN_KIND_SECTION, CARRIED, PRICE, NOTE,
    ),
    "one_off", N_("Por una vez"), N_("Pagos sueltos en meses conocidos: una auditoría, una evaluación, un trámite."),
)  # fmt: skip

COSTS = Lines(
    "costs",
    (STAFF, FIXED, VARIABLE, SHARE, STEP, ONE_OFF),
    (
        Column(("name",)),
        Column(("kind",), N_("Tipo")),
        Column(("service",)),
        Column(("pay", "amount", "unit_cost", "rate"), N_("Monto o tasa")),
        Column(("start",), N_("Desde")),
        Column(("end",), N_("Hasta")),
        Column(("in_kind",)),
    ),
    N_("Agregar costo"),
    N_(
        "Un costo es todo lo que hace falta para que un servicio funcione, lo pague quien lo pague. Empiece por las "
        "personas: casi siempre son lo más grande. Después agregue oficina, sistemas y lo que cambia con las ventas."
    ),
    wanted=True,
)

INVESTMENT = Kind(
    Investment,
    (
        Section(N_("La compra"), (*shown("name", "month", "amount", wanted=True), *shown("life"))),
        Section(N_("Al final de su vida"), shown("replaced", "salvage")),
        WHERE, IN_KIND_SECTION, CARRIED, PRICE, NOTE,
    ),
)  # fmt: skip

INVESTMENTS = Lines(
    "investments",
    (INVESTMENT,),
    (
        *columns("name", "month", "amount", adds="amount"),
        Column(("life",), N_("Vida útil, meses")),
        *columns("replaced"),
    ),
    N_("Agregar inversión"),
    N_(
        "Una inversión es una compra que dura más de un año: servidores, vehículos, un programa. Si no piensa comprar "
        "nada, deje la tabla vacía, pero pregúntese qué habrá que reponer."
    ),
)

STRUCTURE = Section(
    N_("Cómo se reparte la estructura"),
    (
        Show("basis/structure_key"),
        Lines(
            "services",
            (Kind(Service, (Section("", (Show("name", read_only=True), Show("structure_share", wanted=True))),)),),
            columns("name", "structure_share"),
            N_("Agregar servicio"),
            N_("Los servicios se agregan en la página 3, «Qué continúa»."),
            visible_when=lambda plan, _row: plan.basis.structure_key is StructureKey.TYPED,
            fixed=True,
        ),
    ),
    N_("Dirección, contabilidad y oficina son de todos los servicios. Esto decide cuánto le toca a cada uno."),
    folded=True,
)

SURPLUS = Section(
    N_("Lo que debería quedar"),
    shown("basis/wanted_surplus"),
    N_("Cubrir los costos es el mínimo. Si quiere que además quede algo cada año, para crecer o ahorrar, escríbalo."),
)

GUIDANCE = Guidance(
    purpose=N_("Saber cuánto cuesta de verdad mantener los servicios, incluido lo que hoy nadie factura."),
    why=N_(
        "Durante el proyecto muchos costos no se ven: el sueldo lo paga el FOMIN, la oficina la presta la cámara, el "
        "coordinador lo comparte otro programa. Cuando el proyecto termina, cada uno se vuelve una factura. Separar lo "
        "fijo de lo que crece con las ventas permite calcular cuánto hay que vender para no perder."
    ),
    source=N_(
        "Medellín (004), pregunta 12, fase III: recursos en efectivo y en especie para el funcionamiento; pregunta 28: "
        "dirección, profesional y secretaría como equipo. SSME (003), conclusiones: un equipo de más de una persona, o "
        "una con dedicación completa distinta del gerente. Subsidios ocultos, depreciación y liquidación: práctica "
        "común."
    ),
    good_example=N_(
        "«Coordinadora de compras: 1 persona, COP 3.200.000 al mes, cargas de 52 %; hoy la paga el FOMIN, desde enero "
        "de 2028 la operación. Oficina en especie: 40 m² por COP 35.000, valorada con dos cotizaciones de arriendo, "
        "certificada por el revisor fiscal de la cámara hasta diciembre de 2028.»"
    ),
    weak_example=N_(
        "«Gastos administrativos: COP 5.000.000. La oficina no cuesta porque es de la cámara.» No se sabe qué incluye, "
        "y el día que la cámara cobre arriendo el plan deja de cerrar."
    ),
    terms=("costo_fijo", "costo_variable", "costo_escalonado", "costo_directo", "estructura", "especie",
           "subsidio_oculto", "depreciacion", "valor_rescate", "cargas_sociales", "liquidacion", "margen_contribucion",
           "excedente"),
)  # fmt: skip

PAGE = Page(
    6,
    "costs",
    N_("Costos e inversión"),
    N_("Lo que cuesta de verdad, lo pague quien lo pague"),
    (Section(N_("Costos"), (COSTS,)), Section(N_("Inversiones"), (INVESTMENTS,)), STRUCTURE, SURPLUS),
    GUIDANCE,
)
