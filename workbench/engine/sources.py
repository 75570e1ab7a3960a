"""Where published figures come from; a number in brackets is a document of ``forms/documents.py``."""

from __future__ import annotations

from workbench.i18n import N_

COMMON = N_("práctica común")
INTERNAL = N_("criterio interno")
CGAP = N_("autosuficiencia operativa, como la mide CGAP")
HERFINDAHL = N_("práctica común: índice de Herfindahl")
PIP = N_("partes del total, como en la red PIP (002)")
SSME = N_("clasificación de SSME (003)")
SSME_CLASSES = N_("clases: SSME (003); límites: criterio interno")
