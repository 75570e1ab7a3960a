"""The words of the glossary that are not about money: what is done, and what people say of their project."""

from __future__ import annotations

from forms.term import Term
from workbench.i18n import N_

ACTING: dict[str, Term] = {
    "accion": Term(
        N_("Acción"),
        N_(
            "Algo que alguien hará en una fecha para que la operación siga, con un producto que se puede mostrar. Su "
            "costo no se suma a las cifras: lo que la paga se planea entre los costos o las fuentes."
        ),
    ),
    "encuesta": Term(
        N_("Encuesta de sostenibilidad"),
        N_(
            "Preguntas que responden varias personas de un proyecto, con cuatro niveles de 0 a 3. Da un resultado por "
            "dimensión y uno general; no cambia ninguna cifra del plan."
        ),
    ),
    "estado_accion": Term(
        N_("Estado de una acción"),
        N_(
            "Propuesta, si nadie se ha comprometido; acordada, en curso o terminada después. Una descartada se "
            "conserva, pero el programa ya no la revisa."
        ),
    ),
    "evidencia": Term(
        N_("Evidencia"),
        N_(
            "Un hecho que otra persona puede comprobar: un acta con su fecha, una cifra con su fuente, un contrato "
            "firmado."
        ),
    ),
    "factor": Term(
        N_("Factor de sostenibilidad"),
        N_(
            "Lo que ayuda a que una iniciativa dure además del dinero: confianza, servicios que se piden, aportes de "
            "las empresas, voluntad política, capacidad, intereses alineados, promoción y resultados."
        ),
    ),
    "ola": Term(
        N_("Ola"),
        N_("Cada vez que se aplica la misma encuesta, por ejemplo una por año. Entre dos olas se ve qué se movió."),
    ),
}
