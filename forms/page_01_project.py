"""Page 1: the project, its agreement, the basis of the figures and the opening position."""

from __future__ import annotations

from forms.fields import columns, shown, simple
from forms.guide import Guidance, Lines, Page, Section
from workbench.i18n import N_
from workbench.model.project import ExchangeRate, Limit, OpeningAmount, OpeningAsset, OpeningLoan

PROJECT = Section(
    N_("El proyecto"),
    (
        *shown("project/name", "project/number", "project/country", "project/executor", wanted=True),
        *shown("project/executor_class"),
        *shown("project/contact", "project/email", wanted=True),
        *shown("project/phone", "project/theme"),
        *shown("project/objective", "project/stage", wanted=True),
    ),
    N_("Lo que va en la portada. Escriba el nombre y el número como están en el convenio."),
)

DATES = Section(
    N_("Las fechas"),
    (
        *shown("project/execution_start", "project/original_end"),
        *shown("project/current_end", wanted=True),
        *shown("project/last_disbursement"),
    ),
    N_("El fin vigente parte el plan en dos: lo que pasa con el proyecto y lo que pasa cuando ya no está."),
)

LIMITS = Lines(
    "agreement/limits",
    simple(Limit, "limit", "value", "clause", "dated", wanted=("value",)),
    columns("limit", "value", "clause", "dated"),
    N_("Agregar límite"),
    N_(
        "Un límite es una condición escrita en su convenio, como la contrapartida mínima. "
        "Agregue solo los que pueda citar con documento y cláusula."
    ),
)

AGREEMENT = Section(
    N_("El convenio"),
    (
        *shown(
            "agreement/fomin_approved", "agreement/cash_approved", "agreement/in_kind_approved",
            "agreement/fomin_to_date", "agreement/cash_to_date", "agreement/in_kind_to_date", wanted=True,
        ),
        LIMITS,
    ),
    N_("Lo aprobado está en el convenio; lo entregado a la fecha, en su último informe. Si algo no hubo, escriba 0."),
)  # fmt: skip

RATES = Lines(
    "basis/rates",
    simple(ExchangeRate, "currency", "rates", "dated", "source", wanted=("source",)),
    columns("currency", "rates", "dated", "source"),
    N_("Agregar tasa de cambio"),
    N_(
        "Si todo su plan está en una sola moneda, deje esta tabla vacía. Si no, agregue cada otra moneda con su tasa; "
        "si espera que cambie, una tasa por año."
    ),
)

BASIS = Section(
    N_("Moneda, meses y tasas"),
    (
        *shown("basis/currency", "basis/start", "basis/months", "basis/fiscal_start", "basis/price_month"),
        *shown("basis/inflation"),
        RATES,
    ),
    N_("Todas las cifras del plan se calculan mes a mes con estos datos. Puede empezar con lo que ya aparece."),
)

APPRAISAL = Section(
    N_("Evaluación financiera (opcional)"),
    shown("appraisal/shown"),
    N_("VAN, TIR y período de recuperación, si un banco o su junta los pide. Las luces del plan no dependen de ellos."),
    folded=True,
)

_OWED = ("name", "month", "amount", "note")


def _owed(path: str, add: str, empty: str) -> Lines:
    return Lines(path, simple(OpeningAmount, *_OWED), columns("name", "month", "amount", adds="amount"), add, empty)


OPENING = Section(
    N_("Con qué empieza la operación"),
    (
        *shown("opening/cash", wanted=True),
        *shown("opening/cash_structure", "opening/cash_services", "opening/cash_investment"),
        _owed(
            "opening/receivables",
            N_("Agregar cuenta por cobrar"),
            N_("Dinero que ya se ganó y todavía no entra. Si nadie debe nada al empezar, deje la tabla vacía."),
        ),
        _owed(
            "opening/payables",
            N_("Agregar cuenta por pagar"),
            N_("Facturas de antes del primer mes que se pagarán después. Si no las hay, deje la tabla vacía."),
        ),
        Lines(
            "opening/assets",
            simple(OpeningAsset, "name", "book_value", "months_left", "perimeter", "note"),
            columns("name", "book_value", "months_left", adds="book_value"),
            N_("Agregar activo"),
            N_("Equipos, muebles o programas que ya se tienen y se seguirán usando. Empiece por los más valiosos."),
        ),
        Lines(
            "opening/loans",
            simple(
                OpeningLoan, "name", "balance", "rate", "rate_basis", "repayment", "months_left", "note",
                wanted=("rate_basis", "repayment"),
            ),
            columns("name", "balance", "rate", "months_left", adds="balance"),
            N_("Agregar préstamo vigente"),
            N_("Préstamos que ya se están pagando. Los que piense pedir van en la página 7."),
        ),
    ),
    N_("Lo que la operación tiene y debe en el primer mes del plan. Si parte de cero, escriba 0 en el efectivo libre."),
)

GUIDANCE = Guidance(
    purpose=N_("Decir de qué proyecto se trata, hasta cuándo dura y con qué empieza la operación que lo sigue."),
    why=N_(
        "El paso de piloto a operación tiene fecha. Con el fin vigente de la ejecución, el programa separa en cada "
        "cifra los meses en que el proyecto todavía paga de los meses en que la operación se sostiene sola. Los montos "
        "del convenio muestran cuánto se apoyó en el FOMIN y cuánto en la contrapartida."
    ),
    source=N_(
        "Reunión de Cartagena (000), párrafo 4: la transición entre el fin de los proyectos y la continuidad de sus "
        "servicios, con ejemplos en ejecución, en transición y sostenible. Red PIP (002), página de los 19 proyectos: "
        "FOMIN y contraparte local como partes del total. Posición inicial, tasas y horizonte: práctica común."
    ),
    good_example=N_(
        "«Red de compras de farmacias de barrio. Fin original: 30 de junio de 2027; fin vigente, según la carta de "
        "prórroga: 31 de diciembre de 2027. Contrapartida en especie aprobada: COP 480.000.000; entregada al último "
        "informe: COP 338.000.000. Caja libre al empezar: COP 18.000.000, según extracto.»"
    ),
    weak_example=N_(
        "«El proyecto termina a finales de año y la contrapartida va bien.» No se sabe qué mes separa el proyecto de "
        "lo que sigue, ni cuánto falta por entregar, ni de dónde sale el dato."
    ),
    terms=("contrapartida", "especie", "apalancamiento", "pari_passu", "horizonte", "inflacion",
           "efectivo_libre", "efectivo_destinado", "valor_libros", "fin_vigente", "tasa_cambio", "tasa_efectiva",
           "forma_pago"),
)  # fmt: skip

PAGE = Page(
    1, "project", N_("Proyecto"), N_("Quién ejecuta, hasta cuándo y con qué se empieza"),
    (PROJECT, DATES, AGREEMENT, BASIS, OPENING, APPRAISAL), GUIDANCE,
)  # fmt: skip
