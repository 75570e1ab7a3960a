"""From an empty library to a PDF that another library takes in, by keyboard alone.

What the plan must come to was worked out on paper before it was typed. In thousands of COP:

    a month            until Dec 2027                        from Jan 2028
    orders             10 × 100 = 1.000                      1.000
    dues               20 × 50 members = 1.000               1.000
    hours of advice    –                                     50 × 20 = 1.000
    contract           –                                     4.000 in June 2028 and in June 2029
    coordination       1 × 800 × 1,25 = 1.000                1.000
    office, in kind    500                                   500
    platform           –                                     6.000 in February 2028 and in February 2029
    shipping           5 × 100 = 500                         500
    bank, 5 % of all   5 % × 2.000 = 100                     150, and 200 on each contract payment
    final evaluation   6.000 in December 2027, of the project alone

    sources            FOMIN 3.000 in December 2027 · a cooperation, in negotiation, 6.000 in January 2028 for services
                       the city 12.000 in July 2028 for structure · the chamber carries the office
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from journeys.keyboard import add, begin, choose, fill, go, next_page, push, save_the_pdf, tick
from pytestqt.qtbot import QtBot
from report.pdf_reading import Heard

from workbench.paths import library_file
from workbench.ui.app import Program

PULSE = (
    # twelve months' result: −1.200 in Dec 2027, then each month of 2028 brings 850 instead of −100, but February
    # −5.150 and June 4.650: Jan −250 · Feb −5.300 · Mar −4.350 · Apr −3.400 · May −2.450 · Jun +2.300, and stays above
    "Punto de equilibrio · jun 2028 · Se sostiene",
    # till with what is signed: 12 × 400 + 3.000 − 6.000 = 1.800 in Dec 2027 · + 1.350 in Jan · + 1.350 − 6.000 in
    # Feb 2028 = −1.500, and never lower
    "Brecha firmada · COP 1.500.000 · En riesgo",
    "Autosuficiencia · 125 % · Se sostiene",  # 2028: 40.000 / (8.000 + 24.000)
    "Meses garantizados · 1 · No se sostiene",  # January 2028; February is short of money
    "Público : privado · 40 : 60",  # structure 2028: city 12.000 : dues 12.000 + office 6.000
)
CHARTS = (
    "La operación se paga sola en los doce meses que terminan en jun 2028",
    "La caja toca fondo en ene 2027 con COP 400.000",  # 2.000 − 1.000 − 500 − 100
    "Las fuentes del plan cubren todos los usos",
    "Lo público sostiene 40 % de la estructura después del proyecto",
    "Lo firmado garantiza 1 mes después del proyecto: horizonte corto",
)
SUMMARY = [
    ["jun 2028", "● Se sostiene"],
    ["COP 1.500.000", "▲ En riesgo"],
    ["125 %", "● Se sostiene"],
    ["1", "■ No se sostiene"],
    ["40 : 60"],
]
# Every expected table is in thousands of COP, as it is printed.
RESULT = [
    ["Concepto", "2027", "2028", "2029"],
    ["Ingresos", "24.000", "40.000", "40.000"],
    ["Pedidos", "12.000", "12.000", "12.000"],  # 12 × 1.000
    ["Horas de asesoría", "–", "12.000", "12.000"],
    ["Cuota de red", "12.000", "12.000", "12.000"],
    ["Diagnósticos para la alcaldía", "–", "4.000", "4.000"],
    ["Costos variables", "−7.200", "−8.000", "−8.000"],  # 12 × 500 + 5 % of 24.000, 40.000, 40.000
    ["Margen de contribución", "16.800", "32.000", "32.000"],
    ["Costos fijos directos", "–", "−6.000", "−6.000"],  # the platform is of the advice
    ["Costos de estructura", "−18.000", "−18.000", "−18.000"],  # 12 × (1.000 + 500)
    ["Resultado recurrente", "−1.200", "8.000", "8.000"],
    ["Resultado de lo que es solo del proyecto", "−6.000", "–", "–"],
    ["Aportes en efectivo a la operación", "3.000", "18.000", "–"],  # 2028: 6.000 + 12.000
    ["Aportes en especie a la operación", "6.000", "6.000", "6.000"],  # 12 × 500
    ["Resultado neto", "1.800", "32.000", "14.000"],
]
CASH = [
    ["Concepto", "2027", "2028", "2029"],
    ["Cobros a clientes", "24.000", "40.000", "40.000"],
    ["Pagos de operación", "−25.200", "−26.000", "−26.000"],  # 12.000 + 7.200 + 6.000 · 12.000 + 8.000 + 6.000
    ["Aportes en efectivo", "3.000", "18.000", "–"],
    ["Por conseguir", "–", "–", "–"],  # with the cooperation's money nothing is missing
    ["Cambio de caja", "1.800", "32.000", "14.000"],
    ["Caja libre", "1.800", "27.800", "47.800"],  # all the till less the pot
    ["Caja destinada", "–", "6.000", "–"],  # the city's 12.000 pays 1.000 a month from July 2028 to June 2029
]
SOURCES_AND_USES = [
    ["Concepto", "2027", "2028", "2029"],
    ["Cobros, también de la apertura y rescates", "24.000", "40.000", "40.000"],
    ["Aportes firmados", "9.000", "18.000", "6.000"],  # 3.000 + office 6.000 · 12.000 + office · office
    ["Aportes en negociación", "–", "6.000", "–"],
    ["Por conseguir", "–", "–", "–"],
    ["Fuentes", "33.000", "64.000", "46.000"],
    ["Estructura", "24.000", "18.000", "18.000"],  # 2027: 12.000 + 6.000 + evaluation 6.000
    ["Servicios", "7.200", "14.000", "14.000"],  # variable costs, and the platform
    ["Usos", "31.200", "32.000", "32.000"],
    ["Cambio de caja", "1.800", "32.000", "14.000"],
    ["Fondos públicos", "–", "16.000", "4.000"],  # contract 4.000, and in 2028 the city's 12.000
    ["Fondos privados", "30.000", "42.000", "42.000"],  # 24.000 + 6.000 · 36.000 + 6.000
    ["Fondos internacionales", "3.000", "6.000", "–"],
]
SERVICES = [
    # joint purchase, 2028: margin 24.000 − 6.000 − 1.200 = 16.800, its part of the structure 9.450 of the 18.000:
    # 9.450 / 16.800 of 24.000. Advice: margin 16.000 − 800 = 15.200, its part 8.550: own 6.000 / 15.200 of 240 hours,
    # full (6.000 + 8.550) / 15.200 of 240 hours and of 16.000
    ["Compra conjunta", "0,0 %", "(1)", "56,3 %", "(1)", "13.500"],
    ["Asesoría", "39,5 %", "94,7", "95,7 %", "229,7", "15.316"],
]
GAP = [
    ["Brecha planeada", "–", "–", "–"],
    ["Brecha firmada", "–", "1.500", "–"],
]
# with the project: 2027 · without it: 2028 and 2029 · the first year without it: 2028
BREAK_EVEN = [
    ["Razón de margen de contribución", "%", "70,0 %", "80,0 %", "80,0 %"],  # 16.800 / 24.000 · 32.000 / 40.000
    ["Ventas de equilibrio", "miles de COP", "25.714", "60.000", "30.000"],  # 18 / 0,7 · 48 / 0,8 · 24 / 0,8
    # less the office, 6.000 a year, and the city's 12.000 of 2028: 12.000 / 0,7 · 24.000 / 0,8 · 6.000 / 0,8
    ["Ventas de equilibrio con los aportes firmados, sin el FOMIN", "miles de COP", "17.143", "30.000", "7.500"],
    # the office, 6.000 a year, left out: 12.000 / 0,7 · 36.000 / 0,8 · 18.000 / 0,8; nothing else is no cash
    ["Ventas de equilibrio en efectivo", "miles de COP", "17.143", "45.000", "22.500"],
    ["Ventas de equilibrio sin lo que es en especie", "miles de COP", "17.143", "45.000", "22.500"],
    ["Ventas que dejan el excedente deseado", "miles de COP", "(1)", "(1)", "(1)"],  # none was asked for
    ["Margen de seguridad", "%", "−7,1 %", "25,0 %", "25,0 %"],  # (24.000 − 25.714) / 24.000 · (40 − 30) / 40
    ["Autosuficiencia", "%", "95,2 %", "125,0 %", "125,0 %"],  # 24.000 / 25.200 · 40.000 / 32.000
    ["Autosuficiencia en efectivo", "%", "125,0 %", "153,8 %", "153,8 %"],  # 24.000 / 19.200 · 40.000 / 26.000
    # the city's contract left out: 36.000 / 32.000
    ["Autosuficiencia sin pagadores públicos ni de cooperación", "%", "95,2 %", "112,5 %", "112,5 %"],
]
SHARES = [
    # 2027: 33.000 = 24.000 clients + 6.000 office + 3.000 FOMIN. 2028: 64.000 = 36.000 private clients + 4.000 contract
    # + 6.000 office + 12.000 city + 6.000 cooperation. 2029: 46.000 = 36.000 + 4.000 + 6.000
    ["Participación pública", "%", "0,0 %", "25,0 %", "8,7 %"],  # – · 16 / 64 · 4 / 46
    ["Participación privada", "%", "90,9 %", "65,6 %", "91,3 %"],  # 30 / 33 · 42 / 64 · 42 / 46
    ["Participación internacional", "%", "9,1 %", "9,4 %", "0,0 %"],  # 3 / 33 · 6 / 64 · –
    ["Participación pública en servicios", "%", "0,0 %", "11,8 %", "14,3 %"],  # 2028: 4 / (12 + 12 + 4 + 6) · 4 / 28
]
PAYERS = [  # of all costs: with the project 25.200 + 6.000, after it 32.000
    ["Todos los costos", "31.200", "32.000"],
    ["FOMIN", "3.000", "–"],
    ["Otros fondos internacionales", "–", "6.000"],
    ["Aportes públicos", "–", "6.000"],  # the city's pot pays July to December
    ["Aportes privados", "6.000", "6.000"],
    ["Clientes", "19.600", "14.000"],  # 11 × 1.600 and all 2.000 of December · what the two pots leave: 26.000 − 12.000
    ["Ahorro de la operación", "2.600", "–"],  # December: 7.600 − 2.000 − 3.000
]


def tell_the_project() -> None:
    fill("Nombre del proyecto", "Red de compras de farmacias")
    fill("Entidad ejecutora", "Cámara de Comercio del Río")
    choose("Etapa de madurez", "En ejecución")
    fill("Fin vigente de la ejecución", "31/12/2027")
    fill("Primer mes del plan", "ene 2027")
    fill("Meses del plan", "36")
    fill("Efectivo libre", "0")


def tell_the_services() -> None:
    for name in ("Compra conjunta", "Asesoría"):
        add("Agregar servicio")
        fill("Servicio", name)
        choose("Qué pasa después del proyecto", "Continúa")


def tell_dated(button: str, month: str, amount: str) -> None:
    """An amount in its month, in the small table of a line."""
    push(button)
    fill("Mes", month)
    fill("Monto", amount)


def tell_the_revenue() -> None:
    add("Agregar ingreso", "Tarifa")
    fill("Concepto", "Pedidos")
    fill("Precio", "10.000")
    fill("Valor inicial por mes", "100")
    choose("Servicio", "Compra conjunta")
    add("Agregar ingreso", "Cuota de socios")
    fill("Concepto", "Cuota de red")
    fill("Cuota por socio y mes", "20.000")
    fill("Socios al inicio", "50")
    fill("Valor inicial por mes", "0")
    choose("Servicio", "Compra conjunta")
    add("Agregar ingreso", "Tarifa")
    fill("Concepto", "Horas de asesoría")
    fill("Precio", "50.000")
    fill("Valor inicial por mes", "20")
    choose("Servicio", "Asesoría")
    fill("Primer mes", "ene 2028")
    add("Agregar ingreso", "Contrato")
    fill("Concepto", "Diagnósticos para la alcaldía")
    tell_dated("Agregar entrega", "jun 2028", "4.000.000")
    tell_dated("Agregar entrega", "jun 2029", "4.000.000")
    choose("Servicio", "Asesoría")
    fill("Cliente único", "Alcaldía del Río")
    choose("Clase de pagador", "Gobierno nacional, regional o local")


def tell_the_costs() -> None:
    add("Agregar costo", "Personal")
    fill("Concepto", "Coordinación")
    fill("Personas", "1")
    fill("Sueldo mensual", "800.000")
    fill("Cargas sociales", "25")
    add("Agregar costo", "Fijo")
    fill("Concepto", "Oficina")
    fill("Monto", "500.000")
    tick("En especie")
    add("Agregar costo", "Fijo")
    fill("Concepto", "Plataforma")
    fill("Monto", "6.000.000")
    choose("Se paga cada", "Año")
    choose("Servicio", "Asesoría")
    fill("Primer mes", "feb 2028")
    add("Agregar costo", "Variable")
    fill("Concepto", "Envíos")
    fill("Costo por unidad", "5.000")
    choose("Ingreso que sigue", "Pedidos")
    add("Agregar costo", "Porcentaje")
    fill("Concepto", "Gastos bancarios")
    fill("Porcentaje", "5")
    for stream in ("Pedidos", "Cuota de red", "Horas de asesoría", "Diagnósticos para la alcaldía"):
        tick(stream)
    add("Agregar costo", "Por una vez")
    fill("Concepto", "Evaluación final")
    tell_dated("Agregar pago", "dic 2027", "6.000.000")
    choose("Alcance", "Solo del proyecto")


def tell_money(provider: str, kind: str, use: str, month: str, amount: str, status: str) -> None:
    """A source of money that comes once."""
    add("Agregar fuente", "En efectivo")
    fill("Quién aporta", provider)
    choose("Clase de entidad", kind)
    choose("Para qué", use)
    tell_dated("Agregar desembolso", month, amount)
    choose("Estado", status)


def tell_the_sources() -> None:
    add("Agregar fuente", "En especie")
    fill("Quién aporta", "Cámara de Comercio del Río")
    choose("Clase de entidad", "Cámara: recursos propios")
    push("Agregar costo cubierto")
    choose("Costo o inversión en especie", "Oficina")
    choose("Estado", "Firmada")
    government = "Gobierno nacional, regional o local"
    tell_money("Alcaldía del Río", government, "Estructura", "jul 2028", "12.000.000", "Firmada")
    cooperation = "Otro organismo multilateral, bilateral o de cooperación"
    tell_money("Cooperación andina", cooperation, "Servicios", "ene 2028", "6.000.000", "En negociación")
    tell_money("FOMIN", "FOMIN / BID Lab", "Cualquiera", "dic 2027", "3.000.000", "Firmada")


def look_at_the_results() -> None:
    charts = [f"Gráfico: {title}" for title in CHARTS]
    for name in (*charts, "Quién paga qué", "Estados", "Todas las cifras", *PULSE):
        go(name)


def read_back(pdf: Path) -> None:
    """What is printed is what was worked out."""
    heard = Heard(pdf)
    rows = [[heard.text(cell) for cell in row["children"]] for row in heard.elements("TR")]
    summary = rows.index(["Indicador", "Valor", "Estado"]) + 1
    assert [[cell for cell in row[1:] if cell] for row in rows[summary : summary + 5]] == SUMMARY
    assert heard.table("Resultado") == RESULT
    assert heard.table("Caja ·") == CASH
    assert heard.table("Fuentes y usos") == SOURCES_AND_USES
    assert heard.table("Caja y brecha por año")[2:4] == GAP
    assert heard.table("Ventas de equilibrio y autosuficiencia")[1:] == BREAK_EVEN
    assert heard.table("Punto de equilibrio por servicio")[2:] == SERVICES
    assert heard.table("Quién paga qué")[1:8] == PAYERS
    named = {share[0] for share in SHARES}
    assert [row for row in heard.table("Cifras por año fiscal") if row[0] in named] == SHARES


def command(library: Path, *arguments: str) -> str:
    """What a sub-command prints, in a process of its own, on a library."""
    environment = os.environ | {"WORKBENCH_LIBRARY": str(library)}
    line = [sys.executable, "-m", "workbench", *arguments]
    done = subprocess.run(line, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_by_keyboard_from_an_empty_library_to_a_pdf_that_another_one_takes_in(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    begin()
    tell_the_project()
    next_page()
    tell_the_services()
    next_page(2)
    tell_the_revenue()
    next_page()
    tell_the_costs()
    next_page()
    tell_the_sources()
    next_page()
    look_at_the_results()
    pdf = tmp_path / "plan.pdf"
    save_the_pdf(qtbot, pdf)
    read_back(pdf)
    program.window.close()
    typed_in, sent_to = library_file(), tmp_path / "other" / "library.db"
    plan = command(sent_to, "import", str(pdf)).strip()
    for library in (typed_in, sent_to):
        command(library, "export", plan, "-o", str(library.with_name("plan.json")))
    kept = json.loads(typed_in.with_name("plan.json").read_bytes())
    assert [len(kept[table]) for table in ("services", "streams", "costs", "sources")] == [2, 4, 6, 4]
    assert len({stream["kind"] for stream in kept["streams"]}) == 3
    assert typed_in.with_name("plan.json").read_bytes() == sent_to.with_name("plan.json").read_bytes()
    assert command(sent_to, "figures", plan, "--json") == command(typed_in, "figures", plan, "--json")
