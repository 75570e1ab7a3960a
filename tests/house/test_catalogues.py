"""Every language says every text, with the same blanks to fill and nothing left in Spanish."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from catalogues import CASH, marked, paths, translations, written

from workbench.i18n import LANGUAGES, SOURCE_LANGUAGE

SAME = {
    "en": {
        "Alias",
        "Alt",
        "Ctrl",
        "Enter",
        "Error",
        "Esc",
        "FOMIN",
        "Insert",
        "No",
        "PDF (*.pdf)",
        "PLAN",
        "Pari passu",
        "Plan",
        "SSME (003)",
        "SSME: {public} : {private}",
        "SSME: {share}",
        "Sector",
        "Series",
        "Sustainability workbench",
        "Tab",
        "Total",
        "Variable",
        "XLSForm (*.xlsx)",
        "kB",
        "no",
        "{day}, {time:%H:%M}",
        "{group}: 1 plan",
        "{name} (Ctrl+{number})",
        "{name} · Sustainability workbench",
        "{part}, SSME",
    },
    "pt": {
        "(1 + {rate}) elevado a {steps}",
        "A valor presente",
        "Abril",
        "Abrir",
        "Acordada",
        "Acumulado",
        "Agosto",
        "Agrupar por",
        "Alias",
        "Alt",
        "Alto contraste",
        "Anexos",
        "Anterior",
        "Antes",
        "Antes de responder",
        "Aportes",
        "Aportes firmados",
        "Aportes privados",
        "Aportes públicos",
        "Avisos",
        "Biblioteca",
        "Bibliotecas (*.db)",
        "Buscar",
        "C. Cortellese, «La experiencia de la red de proyectos PIP», FOMIN",
        "Campo",
        "Campos",
        "Cancelar",
        "Cargo",
        "Claro",
        "Cliente único",
        "Clientes",
        "Clientes de {segment}",
        "Completa",
        "Completo",
        "Compra",
        "Compra que se paga",
        "Confirmar {level}",
        "Contrapartida",
        "Contrato",
        "Copiar",
        "Ctrl",
        "CÓDIGO",
        "Cámara de Comercio de Medellín, «Institucionalización y dinamización de iniciativas cluster»",
        "Código",
        "Códigos",
        "Demanda",
        "Descartada",
        "Desde",
        "Desembolso",
        "Desembolso previsto",
        "Desembolsos",
        "Documento",
        "Documentos citados",
        "Duplicar",
        "Duplicar {line}",
        "Empresas",
        "Enter",
        "Entradas preparadas",
        "Entregas",
        "Enviado a",
        "Esc",
        "Escala de 0 a 3",
        "Esta sala",
        "Etapa",
        "Etapas",
        "Excedente",
        "Existe",
        "Exportar PDF",
        "Exportar PDF…",
        "FOMIN",
        "FOMIN / BID Lab",
        "FOMIN : contrapartida",
        "Falta recuperar",
        "Falta recuperar a valor presente",
        "Falta: {0}.",
        "Firmada",
        "Firmados",
        "Gastos únicos",
        "Grupos",
        "Gráfico",
        "Gráfico: {title}",
        "Gráficos",
        "Horizonte",
        "Horizonte: {name}",
        "IDIOMA",
        "INSTRUMENTO",
        "IVA",
        "Identificador",
        "Idioma",
        "Importado de {file}",
        "Importar",
        "Indicador",
        "Indicadores",
        "Indicadores por país",
        "Insert",
        "Instrumento",
        "Instrumentos",
        "Internacional",
        "L. Rojas Moguel, «Las nuevas tecnologías de información en desarrollo de la pequeña y mediana empresa»",
        "Letras",
        "Listas",
        "Lugar",
        "Mediana",
        "Mediana anterior",
        "Meses de reserva",
        "Meta",
        "Mostrar",
        "Mover {line}",
        "Máximo",
        "Método",
        "Mínimo",
        "Nota",
        "Nunca",
        "Número",
        "Número de páginas",
        "Números",
        "Ordenar por",
        "PDF (*.pdf)",
        "PERÍODO",
        "Pagador",
        "Pagador privado",
        "Pagadores",
        "Pari passu",
        "Parte",
        "Parte {n}",
        "País",
        "Países",
        "Período",
        "Períodos",
        "Períodos: {periods}.",
        "Por trimestre",
        "Privada",
        "Privado",
        "Publicado",
        "Página",
        "Página {at} de {count}",
        "Página {number} de {total}",
        "Página {number}, {title}.",
        "Pública",
        "Público",
        "Público : privado",
        "Público, privado, internacional",
        "Recalculado",
        "Recaída",
        "Recaídas",
        "Recuperar",
        "Recuperar {respondent}, de {project}",
        "Recuperar {title} {wave}",
        "Responder",
        "Respondidas",
        "Restaurar {version}",
        "Resultado",
        "Resultado de 0 a 3",
        "Resultados",
        "SSME (003)",
        "SSME: {public} : {private}",
        "SSME: {share}",
        "Saldo",
        "Segmento",
        "Segmentos",
        "Subir",
        "Subir {name}",
        "Sustainability workbench",
        "TIR real",
        "Tab",
        "Tarifa",
        "Teclas",
        "Tema",
        "Termina",
        "Terminar",
        "Texto",
        "Tipo",
        "Todas",
        "Todos",
        "Total",
        "Total de «{column}»: {amounts}",
        "Trimestre",
        "TÍTULO",
        "Título",
        "Unidades",
        "Usos",
        "Valor",
        "Valor medido",
        "Vence",
        "Verificar PDF",
        "Vida útil",
        "Vida útil, meses",
        "Vincular",
        "XLSForm (*.xlsx)",
        "cada recaída",
        "como JSON",
        "completo",
        "consolidado",
        "de 0 a 3",
        "de {first} a {last}",
        "horizonte: {name}",
        "igual",
        "incipiente",
        "kB",
        "meses",
        "nunca",
        "número",
        "parte {number} de {count}",
        "por fase",
        "por trimestre",
        "página {number}",
        "púb. : priv.",
        "público : privado; SSME {public} : {private}",
        "retirado",
        "uso: ",
        "vinculado",
        "{at} de {count}",
        "{a} elevado a {b}",
        "{column} de «{line}»: {value}",
        "{currency} de {month}",
        "{day}, {time:%H:%M}",
        "{field} de «{line}»",
        "{figure}: {count} meses",
        "{months} meses, de {first} a {last}",
        "{name} (Ctrl+{number})",
        "{name} · Sustainability workbench",
        "{number} meses",
        "{n} meses",
        "{n} meses antes",
        "{part}, SSME",
        "{title}: FOMIN {fomin}, contrapartida {counterpart}.",
        "{x} de {k:tight} meses antes",
        "{year}, trimestre {quarter}",
        "Último desembolso",
        "▲ aviso",
        "● completa",
    },
}
"""The texts that are the same in Spanish and in another language."""
CODES = sorted(set(LANGUAGES) - {SOURCE_LANGUAGE})


def _blanks(text: str) -> list[tuple[str, str]]:
    """The placeholders of a text, with how each is written."""
    return sorted({(name, spec or "") for _text, name, spec, _way in Formatter().parse(text) if name is not None})


def _shape(text: str) -> tuple[object, ...]:
    """What a translation keeps: blanks, paragraphs, the spaces it is joined to others by, a unit at the end."""
    edges = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return _blanks(text), text.count("\n"), edges, text.endswith(", {currency}")


def faults(translated: dict[str, str], same: set[str]) -> list[str]:
    """What is wrong with the translations that are there."""
    wrong = []
    for text, said in translated.items():
        if said and _shape(said) != _shape(text):
            wrong.append(f"other blanks, lines or edges: {text!r}: {said!r}")
        if said == text and text not in same and re.search(r"[^\W\d_]{2}", re.sub(r"\{\w*\}", "", text)):
            wrong.append(f"left in Spanish: {text!r}")
        if CASH.search(said):
            wrong.append(f"in kind is «em bens e serviços»: {said!r}")
        if set("«»") & set(said):
            wrong.append(f"Spanish quotes: {said!r}")
    return wrong


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = paths().get(code)
    translated = translations(path) if path else {}
    lacking = [text for text in marked() if not translated.get(text)]
    with capsys.disabled():
        print(f"\n{code}: {len(lacking)} of {len(marked())} texts untranslated")


@pytest.mark.parametrize("code", CODES)
def test_every_translation_can_stand_for_its_text(code: str) -> None:
    if code in paths():
        assert faults(translations(paths()[code]), SAME.get(code, set())) == []


def test_portuguese_has_the_quotation_marks_of_brazil() -> None:
    assert [said for said in translations(paths()["pt"]).values() if set("«»") & set(said)] == []


@pytest.mark.parametrize("code", sorted(paths()))
def test_nothing_is_guessed(code: str) -> None:
    with paths()[code].open("rb") as file:
        catalogue: Catalog = read_po(file)
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


@pytest.mark.parametrize(
    ("text", "said", "fault"),
    [
        ("Faltan {n} meses", "Faltam {m} meses", "blanks"),
        ("uno {x:tight}", "um {x}", "blanks"),
        ("arriba\nabajo", "em cima, embaixo", "blanks"),
        (" y ", "e", "blanks"),
        ("Equilibrio", "Equilibrio", "Spanish"),
        ("En especie", "Em espécie", "em bens"),
    ],
)
def test_a_bad_translation_is_seen(text: str, said: str, fault: str) -> None:
    (found, *_others) = faults({text: said}, set())
    assert fault in found


def test_a_catalogue_keeps_what_is_translated_and_nothing_else() -> None:
    kept, *_others = marked()
    text = written("pt", {kept: "Traduzido", "Ya no está en el programa": "Obsoleto"})
    assert "Traduzido" in text
    assert "Obsoleto" not in text
    assert text.count('msgid "') == len(marked()) + 1
    assert written("pt", {kept: "Traduzido"}) == text
