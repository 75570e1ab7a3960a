"""Page 12: the eight factors of sustainability, rated by the project itself, and what the last survey found."""

from __future__ import annotations

from forms.fields import when_set
from forms.guide import Guidance, Page, Section, Show, View
from workbench.i18n import N_
from workbench.model.factors import FACTORS

RATED = Section(
    N_("Calificación"),
    tuple(
        item
        for name in FACTORS
        for item in (
            Show(f"factors/{name}", wanted=True),
            Show(f"factors/{name}_evidence", when_set(f"factors/{name}"), wanted=True),
        )
    ),
    N_(
        "Califique cada uno como está hoy, de 0 a 3, y escriba el hecho que lo muestra: un acta, una cifra, una fecha. "
        "Un 1 con su evidencia ayuda más que un 3 sin ella."
    ),
)

SURVEY = Section(
    N_("La última encuesta"),
    (View("latest_survey", "latest_survey"),),
    N_("Lo que respondieron varias personas del proyecto, al lado de lo que el equipo dice de sí mismo."),
)

GUIDANCE = Guidance(
    purpose=N_("Mirar con honestidad lo que sostiene una iniciativa además del dinero."),
    why=N_(
        "Una operación puede cubrir sus costos y perderse igual: porque los socios dejaron de creer, porque cambió el "
        "alcalde o porque nadie supo qué se había logrado. Estos ocho factores avisan antes que la caja. Lo que esté "
        "en 0 o 1 merece una acción en la página 15."
    ),
    source=N_(
        "Iniciativas clúster de Medellín (004), pregunta 15: los factores que pueden contribuir a garantizar la "
        "sostenibilidad en el tiempo; los nombres cortos son nuestros. La calificación de 0 a 3, con su evidencia: "
        "práctica común."
    ),
    good_example=N_(
        "«Compromiso y aporte de las empresas: 2. De 92 farmacias, 61 pagaron la cuota los doce meses de 2026 y 14 "
        "prestaron a su regente para los talleres; las otras 31 se atrasaron más de un trimestre.»"
    ),
    weak_example=N_(
        "«Compromiso y aporte de las empresas: 3. Los empresarios están muy motivados.» No hay un hecho que otra "
        "persona pueda comprobar."
    ),
    terms=("factor", "evidencia", "encuesta", "ola"),
)

PAGE = Page(
    12,
    "factors",
    N_("Los ocho factores"),
    N_("Lo que sostiene la iniciativa además del dinero"),
    (RATED, SURVEY),
    GUIDANCE,
)
