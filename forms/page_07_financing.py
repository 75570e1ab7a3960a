"""Page 7: the financing mix: sources in cash and in kind, loans, and what is public and private."""

from __future__ import annotations

from forms.fields import NOTE, OTHER_PROVIDER, columns, dated, shown, simple, unless, when, when_set
from forms.guide import Column, Guidance, Kind, Lines, Page, Section, Show
from workbench.i18n import N_
from workbench.model.financing import Carry, CashSource, InKindSource, Loan
from workbench.model.project import SectorMap
from workbench.model.types import Repayment, Status

WHO = Section(
    N_("Quién aporta"),
    (
        *shown("provider", "provider_class", wanted=True),
        Show("sector", OTHER_PROVIDER, wanted=True),
        *shown("counterpart"),
    ),
)

HOW_SURE = Section(
    N_("Qué tan seguro es"),
    (
        Show("status"),
        Show("probability", unless(when("status", Status.COMMITTED))),
        *shown("evidence", wanted=True),
        Show("since", when("status", Status.NEGOTIATION)),
        *shown("expires", "counted"),
    ),
    N_("Firmada es lo que tiene documento. Una promesa en una reunión es «posible» hasta que alguien la escriba."),
)

CASH = Kind(
    CashSource,
    (
        WHO,
        Section(
            N_("El dinero"),
            (
                *shown("use", "currency"),
                dated(
                    "amounts",
                    N_("Agregar desembolso"),
                    N_("Cada desembolso tiene un mes y un monto. Si aporta lo mismo cada año, use los montos por año."),
                    wanted=False,
                ),
                Show("yearly"),
                Show("yearly_month", when_set("yearly")),
                Show("delay"),
            ),
            N_("Escriba el mes en que el dinero llega, no el mes en que se aprueba."),
        ),
        HOW_SURE,
        NOTE,
    ),
    "cash",
    N_("En efectivo"),
    N_("Dinero de fuera de la operación que no se paga a cambio de un servicio."),
)

IN_KIND = Kind(
    InKindSource,
    (
        WHO,
        Section(
            N_("Lo que presta"),
            (
                Lines(
                    "carries",
                    simple(Carry, "line", "share", "start", "end", wanted=("line",)),
                    columns("line", "share", "start", "end"),
                    N_("Agregar costo cubierto"),
                    N_("Elija un costo en especie de la página 6 y diga qué parte cubre esta fuente y en qué meses."),
                    wanted=True,
                ),
                Show("pledged"),
            ),
            N_("Los meses que ninguna fuente cubre se convierten en costos que hay que pagar."),
        ),
        HOW_SURE,
        NOTE,
    ),
    "in_kind",
    N_("En especie"),
    N_("Una oficina, horas de personal o equipos que otro presta sin cobrar."),
)

SOURCES = Lines(
    "sources",
    (CASH, IN_KIND),
    (
        Column(("provider",)),
        Column(("kind",), N_("Tipo")),
        Column(("provider_class",)),
        Column(("use",)),
        Column(("status",)),
        Column(("expires",)),
    ),
    N_("Agregar fuente"),
    N_(
        "Una fuente es dinero o especie que llega de fuera y no es pago de un cliente: el FOMIN, la contrapartida, un "
        "convenio con la alcaldía, la oficina que presta la cámara. Empiece por las firmadas."
    ),
    wanted=True,
)

LOANS = Lines(
    "loans",
    (
        Kind(
            Loan,
            (
                Section(
                    "",
                    (
                        *shown("name", "month", "principal", wanted=True),
                        *shown("rate"),
                        *shown("rate_basis", "repayment", wanted=True),
                        *shown("term"),
                        Show("grace", unless(when("repayment", Repayment.BULLET))),
                        *shown("note"),
                    ),
                ),
            ),
        ),
    ),
    (
        *columns("name", "month", "principal", "rate", "repayment", adds="principal"),
        Column(("term",), N_("Plazo total, meses")),
    ),
    N_("Agregar préstamo"),
    N_("Un préstamo entra como dinero y sale como cuotas con interés. Si no pedirá ninguno, deje la tabla vacía."),
)

SECTORS = Section(
    N_("Qué sector es cada clase"),
    shown(*(f"sectors/{name}" for name in SectorMap.model_fields)),
    N_("Decide qué cuenta como público, privado o internacional. Cámbielo solo si en su país es distinto."),
    folded=True,
)

GUIDANCE = Guidance(
    purpose=N_("Ver de quién depende la operación, con qué documento y hasta cuándo."),
    why=N_(
        "Casi ningún servicio nuevo vive solo de sus clientes el primer año. Lo que importa es cuánto está firmado, "
        "cuándo vence y cuánto depende de una sola entidad. La estructura y los servicios se miran por separado, "
        "porque suele ser más fácil conseguir dinero para un proyecto que para pagar la oficina."
    ),
    source=N_(
        "SSME, cuarta ola (003), estrategia de financiación A4: financiamiento de la estructura 86 % público y 14 % "
        "privado; de los proyectos, 84 % y 16 %; conclusiones: afianzar los aportes de los empresarios. Red PIP (002): "
        "US$44,1 millones, 22,5 del FOMIN y 21,6 de contraparte local. Medellín (004), preguntas 13, 35 y 37: aportes "
        "en efectivo o en especie y pago de servicios, sin membresía. Estados y vencimientos: práctica común."
    ),
    good_example=N_(
        "«Alcaldía: COP 60.000.000 en marzo de 2028 para servicios, firmada, convenio 114 de 2027, vence en diciembre "
        "de 2028. Cámara, recursos propios: oficina en especie hasta diciembre de 2028, acta de junta. Segundo aporte "
        "de la alcaldía: en negociación desde mayo de 2027, 60 %.»"
    ),
    weak_example=N_(
        "«Se gestionarán recursos con la cooperación internacional y el gobierno.» No hay entidad, monto, mes ni "
        "documento; con eso no se paga un sueldo."
    ),
    terms=("fuente", "contrapartida", "especie", "firmada", "por_conseguir", "brecha", "efectivo_destinado",
           "concentracion", "sector", "periodo_gracia", "forma_pago", "tasa_efectiva", "cobertura_deuda",
           "probabilidad"),
)  # fmt: skip

PAGE = Page(
    7,
    "financing",
    N_("Financiamiento"),
    N_("Quién pone lo que los clientes no pagan, y con qué certeza"),
    (Section(N_("Fuentes"), (SOURCES,)), Section(N_("Préstamos"), (LOANS,)), SECTORS),
    GUIDANCE,
)
