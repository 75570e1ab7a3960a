"""The documents the guidance cites by number."""

from __future__ import annotations

from workbench.i18n import N_

DOCUMENTS: dict[str, str] = {
    "000": N_("«De proyecto piloto a operación rentable», nota de la segunda reunión del Clúster TIC, Cartagena"),
    "001": N_("L. Rojas Moguel, «Las nuevas tecnologías de información en desarrollo de la pequeña y mediana empresa»"),
    "002": N_("C. Cortellese, «La experiencia de la red de proyectos PIP», FOMIN"),
    "003": N_("«Resultados Sistema de Seguimiento, Monitoreo y Evaluación (SSME)», Colombia, 18 de noviembre de 2022"),
    "004": N_("Cámara de Comercio de Medellín, «Institucionalización y dinamización de iniciativas cluster»"),
}
"""Number → title, for the list of sources printed with the method."""
