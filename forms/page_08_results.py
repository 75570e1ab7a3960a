"""Page 8: break-even and results. It asks nothing: everything on it is computed."""

from __future__ import annotations

from forms.guide import Guidance, Page, Section, View
from workbench.i18n import N_

VIEWS = (
    ("break_even", N_("Punto de equilibrio"),
     N_("Cuándo la operación cubre sus costos con lo que gana, y si después se mantiene.")),
    ("cash", N_("Caja"), N_("Cuánto dinero libre hay cada mes. Donde no alcanza, aparece lo que falta por conseguir.")),
    ("sources_uses", N_("Fuentes y usos"), N_("De dónde viene el dinero, qué tan seguro es y en qué se gasta.")),
    ("public_private", N_("Público y privado"),
     N_("Quién sostiene la estructura y quién los servicios, junto a lo publicado para las iniciativas clúster.")),
    ("horizon", N_("Meses garantizados"), N_("Hasta dónde llega la operación con lo que hoy está firmado.")),
    ("who_pays", N_("Quién paga qué"),
     N_("El último año del proyecto junto al primero sin él: lo que el FOMIN deja y nadie toma es la brecha.")),
    ("statements", N_("Estados"), N_("Resultado, caja, fuentes y usos, y situación, por año.")),
    ("figures", N_("Todas las cifras"), N_("Cada cifra con su período y, si no existe, la razón.")),
)  # fmt: skip

GUIDANCE = Guidance(
    purpose=N_("Ver si la operación se sostiene, desde cuándo y con qué margen."),
    why=N_(
        "Aquí se juntan las respuestas de las páginas anteriores. Cinco cifras resumen el plan: el mes de equilibrio, "
        "la brecha, la autosuficiencia, los meses garantizados y la mezcla pública y privada. Si una no gusta, la "
        "solución está en los datos: un precio, una cantidad, un costo o una fuente, no en el redondeo."
    ),
    source=N_(
        "Reunión de Cartagena (000), lema y párrafo 4: de proyecto piloto a operación rentable. SSME, cuarta ola "
        "(003): 27 % de las iniciativas con sostenimiento garantizado a largo plazo, 26 % a mediano y 37 % a corto; "
        "86 % y 84 % de financiamiento público. Los plazos en meses y los límites de las luces son criterio interno; "
        "las fórmulas, práctica común."
    ),
    good_example=N_(
        "«La red cubre sus costos en los doce meses que terminan en agosto de 2028 y no vuelve a perder. Con lo "
        "firmado faltan COP 18,2 millones entre enero y marzo de 2029, la temporada baja; los cubre la cuota "
        "anticipada que se negocia con 12 farmacias.»"
    ),
    weak_example=N_(
        "«El proyecto será sostenible a partir del tercer año.» No dice con qué ventas, cuánto falta antes, ni "
        "qué pasa si el aporte de la alcaldía no llega."
    ),
    terms=("punto_equilibrio", "margen_contribucion", "margen_seguridad", "autosuficiencia", "resultado_recurrente",
           "brecha", "brecha_firmada", "brecha_planeada", "por_conseguir", "meses_garantizados", "efectivo_libre",
           "concentracion", "reserva", "cobertura_deuda", "excedente"),
)  # fmt: skip

PAGE = Page(
    8,
    "results",
    N_("Equilibrio y resultados"),
    N_("Si se sostiene, desde cuándo y con qué margen"),
    tuple(Section(title, (View(name),), intro) for name, title, intro in VIEWS),
    GUIDANCE,
)
