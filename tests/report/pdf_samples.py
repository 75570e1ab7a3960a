"""Reports to try the renderer with: an ordinary one, and one made of everything that went wrong before."""

from datetime import UTC, datetime
from decimal import Decimal

from workbench.model.chart import Chart, Rule, Series
from workbench.report.blocks import (
    Attachment,
    Block,
    Bullets,
    Column,
    Cover,
    Facts,
    Heading,
    Light,
    PageBreak,
    Pulse,
    Report,
    Row,
    Run,
    Signatures,
    Slot,
    Table,
    Text,
    Toc,
    Verdict,
)

MONTHS = tuple(
    f"{name} {year}"
    for year in range(26, 31)
    for name in ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
)
SERVICES = ("Compra conjunta de medicamentos", "Asesoría en buenas prácticas", "Sello de calidad de la red")
PROSE = (
    "La red reúne a sesenta farmacias independientes de barrio que compran por separado y pagan más que las cadenas. "
    "El proyecto probó una central de compras; lo que sigue la sostiene con la cuota de las farmacias y una comisión "
    "sobre lo comprado. "
)


def wrap(blocks: tuple[Block, ...], title: str = "Farmacias del Caribe", paper: str = "letter") -> Report:
    """A report of these blocks."""
    return Report(
        title=title,
        author="Cámara de Comercio de Barranquilla",
        language="es",
        country="CO",
        created=datetime(2026, 11, 3, 14, 30, tzinfo=UTC),
        subject="Plan de sostenibilidad",
        paper="a4" if paper == "a4" else "letter",
        fingerprint="7F3A-91C2-0B4E",
        version="0.1.0",
        blocks=blocks,
    )


def attachments() -> tuple[Attachment, ...]:
    """Two files to travel inside."""
    return (
        Attachment("plan.json", b'{"title": "Farmacias del Caribe"}', "El plan de este informe"),
        Attachment("figures.json", b"[]", "Las cifras de este informe"),
    )


def cover() -> Cover:
    """A cover with everything on it."""
    return Cover(
        kind="Plan de sostenibilidad",
        title="Red de farmacias independientes del Caribe",
        subtitle="Compra conjunta y asesoría para pequeñas farmacias",
        facts=(
            ("Proyecto", "ATN/ME-12345-CO"),
            ("Ejecutor", "Cámara de Comercio de Barranquilla"),
            ("País y moneda", "Colombia · pesos (COP)"),
            ("Periodo del plan", "enero de 2026 a diciembre de 2030"),
            ("Último cambio", "3 de noviembre de 2026"),
            ("Versión", "Borrador para el comité"),
        ),
        signatures=(
            Slot("Dirección ejecutiva", "María Fernanda Nuñez Peña"),
            Slot("Coordinación del proyecto", "José Ángel Güette"),
        ),
        note="Huella del plan: 7F3A-91C2-0B4E. El plan viaja dentro de este archivo.",
    )


def verdict() -> Verdict:
    """A summary with every kind of light."""
    return Verdict(
        light=Light("risk", "En riesgo"),
        sentence="Los servicios cubren sus costos desde agosto de 2028, pero faltan 18,2 millones de pesos por firmar.",
        figures=(
            Pulse("Punto de equilibrio", "ago 2028", Light("holds", "Se sostiene"), "20 meses tras el proyecto"),
            Pulse("Brecha firmada", "18,2 M", Light("risk", "En riesgo"), "Con compromisos firmados, sin cartas"),
            Pulse("Autosuficiencia", "104\u00a0%", Light("holds", "Se sostiene"), "Ingresos propios entre costos"),
            Pulse("Meses garantizados", "14", Light("fails", "No se sostiene"), "Menos de los 24 que se piden"),
            Pulse("Público : privado", "38 : 62", None, "De todo el dinero del periodo"),
        ),
    )


def money_chart() -> Chart:
    """Lines with two rules and a gap in one of them."""
    income = tuple(None if month < 4 else 9.0 + 0.62 * month for month in range(60))
    cost = tuple(31.0 - 0.02 * month + (3.0 if month % 12 == 11 else 0.0) for month in range(60))
    return Chart(
        title="Los ingresos pasan a los costos en agosto de 2028",
        subtitle="Ingresos propios y costos de los servicios, millones de COP por mes",
        kind="lines",
        x=MONTHS,
        series=(
            Series("Ingresos propios", income, "series1"),
            Series("Costos", cost, "series2"),
            Series("Costos con reserva", tuple(value * 1.05 for value in cost), "series7", "dashed"),
        ),
        rules=(Rule("Fin del proyecto", 23.0), Rule("Equilibrio: ago 2028", 31.0, "accent")),
        alt="Los ingresos crecen de 11 a 46 millones al mes y pasan a los costos, de 31 millones, en agosto de 2028.",
    )


def sources_chart() -> Chart:
    """Stacked bars in every style, some below zero."""
    return Chart(
        title="Desde 2029 la red se paga casi sola",
        subtitle="Fuentes por año y estado, millones de COP",
        kind="stacked_bars",
        x=("2026", "2027", "2028", "2029", "2030"),
        series=(
            Series("FOMIN", (320.0, 240.0, None, None, None), "series7"),
            Series("Cuotas y comisiones", (110.0, 205.0, 330.0, 395.0, 440.0), "series1"),
            Series("Gobernación (en negociación)", (0.0, 40.0, 60.0, 60.0, 30.0), "series2", "hatched"),
            Series("Cooperación (posible)", (0.0, 0.0, 25.0, 25.0, 25.0), "series3", "outlined"),
            Series("Faltante", (0.0, 0.0, -18.2, 0.0, 0.0), "fails", "hatched"),
        ),
        alt="Las cuotas crecen de 110 a 440 millones al año; el aporte del FOMIN termina en 2027.",
    )


def yearly_table(years: int = 5, rows: int = 9) -> Table:
    """A statement by year: sections, totals, dashes, a reason in words."""
    columns = (
        Column("Concepto"),
        *(Column(str(2026 + year), "money") for year in range(years)),
        Column("Parte", "percent"),
    )
    lines = [Row(("Ingresos",), "section")]
    lines += [
        Row((f"{SERVICES[n % 3]} · línea {n + 1}", *(_amount(n, year) for year in range(years)), 0.025 * n))
        for n in range(rows)
    ]
    lines += [
        Row(("Total de ingresos", *(sum(_amount(n, year) for n in range(rows)) for year in range(years)), 1), "total"),
        Row(("Excedente por hora", *[Run("sin horas", muted=True)] * years)),
    ]
    return Table(
        columns,
        tuple(lines),
        caption="Ingresos por servicio y año",
        unit="miles de COP",
        notes=("Precios constantes de 2026; la tasa de cambio es la del último cambio del plan.",),
    )


def _amount(row: int, year: int) -> int:
    return 0 if year < row % 3 else (-1 if row == 4 else 1) * (row + 2) * 61_357 * (year + 1)


def who_pays() -> Table:
    """Two groups of columns under one head."""
    columns = (Column("Quién paga"), *(Column(head, kind) for head, kind in (("COP", "money"), ("%", "percent")) * 2))
    rows = (
        Row(("Farmacias de la red", 85_000_000, 0.266, 395_200_000, 0.823)),
        Row(("Gobernación del Atlántico", 0, 0, 60_000_000, 0.125)),
        Row(("FOMIN", 234_500_000, 0.734, 0, 0)),
        Row(("Cooperación alemana", 0, 0, 25_000_000, 0.052)),
        Row(("Total", 319_500_000, 1, 480_200_000, 1), "total"),
    )
    return Table(
        columns, rows, caption="Quién paga, antes y después", groups=(("", 1), ("Con el FOMIN", 2), ("Después", 2))
    )


def pairs_chart() -> Chart:
    """Bars beside each other, one of them below zero."""
    return Chart(
        title="Las farmacias pasan de pagar un cuarto a pagar cuatro quintos",
        subtitle="Aporte por año antes y después del FOMIN, millones de COP",
        kind="bars",
        x=("Farmacias", "Gobernación", "FOMIN"),
        series=(
            Series("Con el FOMIN", (85.0, 0.0, 234.5), "series7"),
            Series("Después", (395.2, 60.0, -12.5), "series1"),
        ),
        alt="Las farmacias pagan 85 millones al año con el FOMIN y 395,2 millones después.",
    )


def project() -> tuple[Block, ...]:
    """A chapter of prose, facts and lists."""
    items = (
        "Sesenta farmacias pagan una cuota de 85.000 pesos al mes desde julio de 2026.",
        ("La comisión es del ", Run("2,5 %", bold=True), " de lo comprado, y la cobra la central."),
        ("El cálculo se explica en el ", Run("anexo de método", link="#metodo"), "."),
    )
    facts = (
        ("Nombre", "Red de farmacias independientes del Caribe"),
        ("Página", Run("fundación.example/farmacias", link="https://fundacion.example/farmacias")),
        ("Fin del proyecto", "31 de diciembre de 2027"),
        ("Por qué continúa", PROSE),
    )
    return (
        Heading(1, "Proyecto y acuerdo", "1"),
        Text((PROSE * 3, PROSE)),
        Heading(2, "Datos del acuerdo", "1.1"),
        Facts(facts),
        Heading(2, "Qué continúa", "1.2"),
        Text(("Lo esencial:", Bullets(items), "En este orden:", Bullets(("Firmar.", "Cobrar.", PROSE), numbered=True))),
    )


def normal() -> Report:
    """What a plan's report looks like."""
    return wrap(
        (
            cover(),
            Toc("Contenido"),
            PageBreak(),
            Heading(1, "Resumen"),
            verdict(),
            Text((PROSE * 2,)),
            PageBreak(),
            *project(),
            Heading(1, "Modelo de ingresos", "5"),
            Text((PROSE,)),
            money_chart(),
            yearly_table(),
            Heading(2, "Quién paga", "5.1"),
            who_pays(),
            pairs_chart(),
            sources_chart(),
            Text((PROSE * 4,)),
            Heading(1, "Veinte años", "8"),
            yearly_table(years=20, rows=14),
            Heading(1, "Método", "A", anchor="metodo"),
            Heading(2, "Equilibrio"),
            Text((PROSE * 2, "Práctica común."), muted=True),
            Heading(3, "En palabras"),
            Text((PROSE,)),
            Signatures((Slot("Dirección"), Slot("Coordinación", "José Ángel Güette"), Slot("Revisión"))),
        )
    )


def torture() -> Report:
    """Links over lines and pages, repeated headings, words and rows too long, marks in the words, empty things."""
    link = Run(
        "un enlace tan largo que pasa el fin de la línea y sigue en la siguiente " * 2, link="https://a.example/1"
    )
    long_word = "supercalifragilística" * 12
    code = "BDC EMC (S) f* /P <</MCID 3>> BDC >> \\) % < & «ñ» € ₡ ½ ≤ → ✓ –−—"
    narrow = Table(
        (Column("Clave"), Column("Valor"), Column("Cantidad", "number", 2)),
        tuple(
            Row((f"fila {n}", (f"texto con {n} y ", Run("vínculo", link=f"https://a.example/{n}")), Decimal(n) / -7))
            for n in range(120)
        ),
        caption="Ciento veinte filas",
    )
    wide = Table(
        (Column(f"Una cabeza {long_word}"), *(Column(f"Año {year}", "money") for year in range(25))),
        (Row((long_word, *(10**year for year in range(12)))), Row(("", None, 0, -0.4, -1))),
        groups=(("", 1), ("Un grupo con un nombre más largo que sus columnas, sin duda", 3), ("Otro", 22)),
        caption=code,
    )
    story: tuple[Block, ...] = (
        Heading(1, code),
        Text(("", PROSE * 3, (link, " y ", link, "."), (Run(PROSE * 2, link="#fin"),), (PROSE * 40, link, PROSE * 9))),
        Heading(2, "Igual"),
        Heading(3, "Igual"),
        Heading(3, "Igual " * 40),
        Text((Bullets((PROSE * 40, "", (link,))), long_word * 3, "dos\nlíneas\r\ny\ttabulador", "e\u0301 NFD")),
        narrow,
        wide,
        Table((Column("Solo cabeza"), Column("N", "number")), ()),
        Table((Column("Una"),), (Row((PROSE * 30,)), Row((PROSE,)))),
        Table((Column("Clave"), Column("Enorme")), (Row(("a", PROSE * 60)), Row(("b", long_word)))),
        Facts((("", ""), (long_word, long_word), ("Etiqueta", PROSE * 30))),
        Heading(2, "Gráficos", anchor="fin"),
        Chart("Vacío", "nada", "lines", MONTHS, (Series("s", (None,) * 60),), "Sin datos."),
        Chart("Cero", "nada", "bars", ("a",), (Series("s", (0.0,)),), "Todo es cero."),
        Chart("Un punto", "nada", "lines", ("a", "b"), (Series("s" * 40, (None, -1e9)),), "Un solo valor."),
        Chart("Nada", "nada", "bars", (), (Series("s", ()),), "Cero."),
        Verdict(Light("none", "Sin datos"), ("Nada que ", Run("decir", bold=True)), (Pulse(long_word, long_word),)),
        PageBreak(),
        PageBreak(),
        Text(("Fin " + code,)),
    )
    return wrap(story, title=code * 4, paper="a4")
