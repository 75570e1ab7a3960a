"""Page 19: the appraisal a bank asks for. Optional: it is there where page 1 switches it on."""

from __future__ import annotations

from forms.fields import shown
from forms.guide import Guidance, Page, Section, View
from workbench.i18n import N_

ASKED = Section(
    N_("Con qué se evalúa"),
    (*shown("basis/discount_rate", wanted=True), *shown("appraisal/residual")),
    N_("La tasa es efectiva anual, con la inflación dentro: la de su entidad, o la que el banco le indique."),
)

RESULTS = Section(
    N_("Resultados de la evaluación"),
    (View("appraisal"),),
    N_("Flujos nominales de la operación que continúa, sin aportes ni préstamos: cobros, pagos e inversión."),
)

GROWTH = Section(
    N_("Recuperación"),
    (View("payback"),),
    N_("Lo acumulado desde el primer mes: donde cruza el cero y no vuelve, la inversión está recuperada."),
)

FLOWS = Section(N_("Flujos por año"), (View("flows"),), N_("De estos flujos, mes por mes, salen todas las cifras."))

GUIDANCE = Guidance(
    purpose=N_("Decir si la operación, vista como inversión, devuelve lo que se pone en ella, cuándo y con qué tasa."),
    why=N_(
        "Un banco no presta por el equilibrio sino por lo que queda después de pagar. Estas cifras responden en sus "
        "palabras: cuánto vale hoy lo que la operación deja, a qué tasa rinde y en cuántos meses se recupera. No "
        "cambian las luces del plan, y los aportes no entran: con ellos casi todo rinde."
    ),
    source=N_(
        "Reunión de Cartagena (000), lema: de proyecto piloto a operación rentable. Las cifras y cómo se calculan, con "
        "flujos nominales, tasa efectiva anual y el primer mes sin descontar: práctica común en evaluar proyectos."
    ),
    good_example=N_(
        "«Con la tasa de 12 % que usa el banco, el VAN es de COP 41 millones y la TIR, 19,4 %. La inversión en el "
        "cuarto frío se recupera en 31 meses. Sin el valor residual el VAN baja a COP 23 millones y sigue positivo.»"
    ),
    weak_example=N_(
        "«La TIR es de 250 %.» Casi no hay inversión al comienzo: la tasa es alta porque se divide entre casi nada, y "
        "no dice cuánto dinero deja la operación."
    ),
    terms=("tasa_descuento", "van", "tir", "tirm", "tir_real", "recuperacion", "beneficio_costo", "valor_residual"),
)

PAGE = Page(
    19,
    "appraisal",
    N_("Evaluación financiera"),
    N_("Lo que pregunta un banco: cuánto vale, cuánto rinde y cuándo se recupera"),
    (ASKED, RESULTS, GROWTH, FLOWS),
    GUIDANCE,
    switch="appraisal/shown",
)
