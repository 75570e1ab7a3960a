"""The plan's report as its reader meets it: it says what was entered and computed, and carries the plan itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pikepdf
import plan_samples
import pytest
from generator import edge_plans, random_plan
from pdf_reading import Heard
from pdf_rules import problems
from test_reference import on, plan
from test_vera import judge

from forms import GUIDE
from forms.glossary import GLOSSARY
from workbench.engine.break_even_said import break_even_sentences
from workbench.engine.findings import findings
from workbench.engine.projection import EXACT, Projection, project
from workbench.engine.pulse import pulse
from workbench.engine.reasons import reason_text
from workbench.engine.told import figure_rows
from workbench.exchange import pdf_plan, plan_file
from workbench.formats import NO_BREAK, Formats
from workbench.model import payload
from workbench.model.costs import OneOff
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.revenue import Driver, Fee
from workbench.model.review import Answer, Review, Signatory
from workbench.model.types import Status
from workbench.paths import resource
from workbench.report.blocks import Bullets, Chart, Heading, Run, Text
from workbench.report.pdf import SIDE
from workbench.report.plan_report import plan_blocks, plan_pdf
from workbench.report.prose import marked, prose

ROOT = Path(__file__).parents[2]
SAMPLE = Path(str(resource("samples/farmacias.json")))
Printed = Callable[[str], "Print"]


class Print:
    """A plan, its figures, its file and what can be read in it."""

    def __init__(self, plan: Plan, path: Path) -> None:
        self.plan, self.path, self.projection = plan, path, project(plan)
        path.write_bytes(plan_pdf(self.projection, "es", plan_samples.EDITED))
        self.heard = Heard(path)

    def text(self) -> str:
        """Every word in reading order."""
        return " ".join(self.heard.text(node) for node in self.heard.tree)


def _plans() -> dict[str, Callable[[], Plan]]:
    return {
        "pharmacies": plan_samples.pharmacies,
        "sample": lambda: plan_file.read(SAMPLE),
        "random": lambda: random_plan(3),
        **{name: (lambda name=name: edge_plans()[name]) for name in ("nothing", "12 months", "every sale loses")},
    }


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The file of a plan by name, made once."""
    folder, made = tmp_path_factory.mktemp("printed"), {}

    def make(name: str) -> Print:
        if name not in made:
            made[name] = Print(_plans()[name](), folder / f"{name.replace(' ', '_')}.pdf")
        return made[name]

    return make


EVERY = pytest.mark.parametrize("name", list(_plans()))
BOTH = pytest.mark.parametrize("name", ["pharmacies", "sample"])


# ---------------------------------------------------------------- the file


@EVERY
def test_no_rule_of_the_tagged_and_archivable_file_is_broken(printed: Printed, name: str) -> None:
    assert problems(printed(name).path) == []


@pytest.mark.needs("java")
def test_the_independent_judge_finds_nothing(printed: Printed) -> None:
    paths = [printed(name).path for name in ("pharmacies", "sample", "nothing")]
    assert set(judge(*paths).values()) == {("true", "")}


@EVERY
def test_nothing_leaves_the_margins(printed: Printed, name: str) -> None:
    with pdfplumber.open(printed(name).path) as pdf:
        outside = [
            (page.page_number, char["text"])
            for page in pdf.pages
            for char in page.chars
            if char["text"].strip() and not (char["x0"] >= SIDE - 1 and char["x1"] <= page.width - SIDE + 1)
        ]
    assert outside == []


def test_the_same_plan_makes_the_same_bytes_in_every_process(printed: Printed) -> None:
    script = (
        "import hashlib, plan_samples; from test_plan_report import SAMPLE, plan_file, plan_pdf, project;"
        "print(hashlib.sha256(plan_pdf(project(plan_file.read(SAMPLE)), 'es', plan_samples.EDITED)).hexdigest())"
    )
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests", Path(__file__).parent)))
    environment = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": paths, "TZ": "America/Bogota"}
    there = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == hashlib.sha256(printed("sample").path.read_bytes()).hexdigest()


def test_the_only_date_of_the_file_is_that_of_the_last_edit(printed: Printed) -> None:
    with pikepdf.open(printed("pharmacies").path) as pdf:
        told = [str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")]
        for spec in pdf.attachments.values():
            parameters = spec.obj.EF.F.Params
            told += [str(parameters.CreationDate), str(parameters.ModDate)]
        told += re.findall(r"xmp:\w+Date=\"([^\"]+)\"", pdf.Root.Metadata.read_bytes().decode())
    assert len(told) == 8
    assert {re.sub(r"\D", "", each)[:8] for each in told} == {plan_samples.EDITED.strftime("%Y%m%d")}


def test_every_font_is_embedded(printed: Printed) -> None:
    with pikepdf.open(printed("pharmacies").path) as pdf:
        descriptors = [thing for thing in pdf.objects if _type(thing) == "/FontDescriptor"]
        fonts = [thing for thing in pdf.objects if _type(thing) == "/Font" and thing.Subtype != "/Type0"]
    assert len(fonts) == len(descriptors) > 0
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


def _type(thing: object) -> str:
    return str(thing.get("/Type", "")) if isinstance(thing, pikepdf.Dictionary) else ""


@pytest.mark.parametrize(("country", "size"), [("CO", (612, 792)), ("MX", (612, 792)), ("PE", (595, 842))])
def test_paper_is_that_of_the_plans_country(country: str, size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    plan = Plan().with_(project=Plan().project.with_(country=country))
    path.write_bytes(plan_pdf(project(plan)))
    with pdfplumber.open(path) as pdf:
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {size}


# ---------------------------------------------------------------- what travels inside


@EVERY
def test_the_plan_comes_out_as_it_went_in(printed: Printed, name: str) -> None:
    found = pdf_plan.read(printed(name).path)
    assert found.plan == printed(name).plan
    assert found.matches
    assert json.loads(found.figures or b"") == figure_rows(project(found.plan))


def test_the_cover_names_the_plan_by_its_fingerprint_the_day_and_the_program(printed: Printed) -> None:
    with pdfplumber.open(printed("pharmacies").path) as pdf:
        cover = pdf.pages[0].extract_text()
    digits = payload.fingerprint(payload.dump(printed("pharmacies").plan))
    assert digits in re.sub(r"[^0-9a-f]", "", cover.split("Huella del plan")[1])
    for words in (
        "ATN/ME-12345-CO",
        "3 de noviembre de 2026",
        "Junta directiva, 20 de octubre de 2026, acta 31",
        "María Fernanda Núñez Peña",
        "Sustainability Workbench 0.1.0",
    ):
        assert words in cover


def test_a_fifth_signature_stands_in_the_last_chapter(printed: Printed, tmp_path: Path) -> None:
    names = [f"Firmante {letter}" for letter in "ABCDE"]
    review = Review(signatories=tuple(Signatory(name=name, role="Dirección") for name in names))
    path = tmp_path / "signed.pdf"
    path.write_bytes(plan_pdf(project(printed("pharmacies").plan.with_(review=review))))
    with pdfplumber.open(path) as pdf:
        cover, *others = (page.extract_text() for page in pdf.pages)
    last = next(text for text in others if "Firma y fecha" in text)
    assert [name in cover for name in names] == [True, True, True, True, False]
    assert all(name in last for name in names)


# ---------------------------------------------------------------- what it says


@EVERY
def test_the_bookmarks_are_the_chapters_of_the_guide(printed: Printed, name: str) -> None:
    one = printed(name)
    with pikepdf.open(one.path) as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
    annexes = ["A Situación por año", "B Método", "C Límites y clasificaciones", "D Glosario", "E Índice de cifras"]
    chapters = [f"{page.number} {page.title}" for page in GUIDE.shown(one.plan)]
    assert titles == ["Resumen", *chapters, *annexes]
    assert len({entry["page_number"] for entry in one.heard.elements("Reference")}) == 1  # the contents


def _written(amount: float, factor: float = 1e3) -> str:
    """An amount as a Colombian table shows it."""
    if abs(amount) < 0.005:
        return "–"
    text = f"{abs(amount) / factor:,.0f}".replace(",", ".")
    return f"−{text}" if amount < 0 and text != "0" else text


@BOTH
@pytest.mark.parametrize(
    ("statement", "caption"),
    [("operating", "Resultado"), ("cash", "Caja · "), ("sources_uses", "Fuentes y usos"), ("position", "Situación")],
)
def test_every_cell_of_the_statements_is_that_of_the_projection(
    printed: Printed, name: str, statement: str, caption: str
) -> None:
    one = printed(name)
    rows = one.heard.table(caption)
    years = [period for period in one.projection.grid.periods if period.kind == "year"]
    assert rows[0] == ["Concepto", *(period.id.removeprefix("year:") for period in years)]
    expected = []
    for line in one.projection.statements():
        cells = [_written(amount) for amount in one.projection.by_year(line)]
        told = set(cells) != {"–"} or line.level == 0 or line.id in ("not_yet_found", "restricted_cash")
        if line.statement == statement and told:
            expected.append([line.label, *cells])
    assert rows[1:] == expected


@BOTH
def test_who_pays_stands_before_and_after_and_adds_up(printed: Printed, name: str) -> None:
    one = printed(name)
    end = one.projection.grid.project_end
    sides = [one.projection.who_pays(end - 11, end), one.projection.who_pays(end + 1, end + 12)]
    rows = one.heard.table("Quién paga qué")
    assert "12 meses del proyecto" in rows[0][1]
    for g, group in enumerate(sides[0].groups):
        totals = [_written(sum(side.values[g])) for side in sides]
        if totals != ["–", "–"]:
            assert [group, *totals] in rows
    everything = [_written(sum(map(sum, side.values))) for side in sides]
    assert ["Todos los costos", *everything] == rows[1]


@BOTH
def test_the_summary_says_the_five_figures_with_their_words(printed: Printed, name: str) -> None:
    one = printed(name)
    with pdfplumber.open(one.path) as pdf:
        page = re.sub(r"\s+", " ", pdf.pages[1].extract_text())
    for light in pulse(one.projection):
        assert light.label in page
        assert re.sub(r"\s+", " ", light.text) in page
        assert light.word in page
        assert light.benchmark in page
    for sentence in break_even_sentences(one.projection, Formats("CO")):
        assert re.sub(r"\s+", " ", sentence) in page


@EVERY
def test_every_figure_is_listed_and_what_does_not_exist_says_why(printed: Printed, name: str) -> None:
    one = printed(name)
    words = one.text()
    assert [told.id for told in one.projection.told() if told.id not in words] == []
    kinds = ("single", "phase", "after12", "year")
    reasons = {row.value.reason for row in one.projection.rows() if row.period.kind in kinds}
    lowered = words.casefold()
    assert [code for code in reasons if code and reason_text(code).casefold() not in lowered] == []


def test_figures_of_the_phases_are_those_of_the_projection(printed: Printed) -> None:
    one = printed("pharmacies")
    rows = {row[0]: row[1:] for row in one.heard.table("Ventas de equilibrio y autosuficiencia")}
    values = [one.projection.value("break_even.sales", period) for period in ("project", "sustained", "after12")]
    assert rows["Ventas de equilibrio"] == ["miles de COP", *(_written(value.number or 0) for value in values)]
    full = [one.projection.value("self_sufficiency.full", period) for period in ("project", "sustained", "after12")]
    shares = [f"{100 * (value.number or 0):.1f} %".replace(".", ",") for value in full]
    assert rows["Autosuficiencia"] == ["%", *shares]


def test_the_published_benchmark_stands_beside_the_plans_shares(printed: Printed) -> None:
    rows = printed("pharmacies").heard.table("Quién financia")
    assert ["Estructura, SSME", "86 %", "14 %", ""] in rows
    assert ["Servicios, SSME", "84 %", "16 %", ""] in rows


def test_a_chart_says_what_it_shows_and_counts_as_the_tables_do(printed: Printed) -> None:
    projection = printed("pharmacies").projection
    found = [block for block in plan_blocks(projection).blocks if isinstance(block, Chart)]
    assert len(found) == 6
    assert all(chart.alt.strip() for chart in found)
    cash = next(chart for chart in found if "Caja libre" in chart.subtitle)
    assert cash.subtitle.endswith("miles de COP")
    assert cash.series[0].values == pytest.approx(tuple(projection.monthly("free_cash") / 1e3))


def test_lines_of_the_plan_are_printed_with_their_amounts(printed: Printed) -> None:
    one = printed("pharmacies")
    streams = {row[0]: row[1:] for row in one.heard.table("Ingresos")}
    assert streams["Cuota de red"] == ["Cuota de socios", "Compra conjunta", "85.000", "2", ""]
    assert streams["Comisión por compras"] == ["Comisión", "Compra conjunta", "2,5 %", "COP 620.000.000", "jul 2027"]
    costs = {row[0]: row for row in one.heard.table("Costos")}
    assert "USD 350" in costs["Plataforma de pedidos"]
    assert "3.200.000" in costs["Coordinadora de compras"]
    words = one.text()
    assert "Nota: Sube con la inflación cada enero." in words
    assert "ene 2027: COP 90.000.000 · jul 2027: COP 70.000.000" in words
    limits = one.heard.table("Límites del convenio")
    assert limits[1] == ["Contrapartida mínima (parte del total)", "30 %", "Convenio, cláusula 4.02", "15 ene 2024"]


@BOTH
def test_no_amount_stands_beside_a_bare_dollar_sign(printed: Printed, name: str) -> None:
    assert "$" not in printed(name).text()


def test_findings_are_printed_with_the_executors_answer(tmp_path: Path) -> None:
    plan = plan_samples.pharmacies()
    first, *others = findings(project(plan))
    answer = Answer(finding=first.id, place=first.path, text="La junta decide en marzo.\n- Marta\n- José")
    one = Print(plan.with_(review=plan.review.with_(answers=(answer,))), tmp_path / "answered.pdf")
    rows = one.heard.table("Hallazgos sin resolver")
    assert first.sentence.replace("\N{NO-BREAK SPACE}", " ") in rows[1][0]
    assert rows[1][1].startswith("La junta decide en marzo.")
    assert [row[1] for row in rows[2:]] == ["Sin respuesta."] * len(others)


def test_limits_say_their_clause_or_that_they_are_internal(printed: Printed) -> None:
    rows = printed("pharmacies").heard.table("Límites con que se avisa")
    assert rows[1] == ["Contrapartida mínima (parte del total)", "30 %", "Convenio, cláusula 4.02, 15 ene 2024"]
    assert {row[2] for row in rows[2:]} == {"criterio interno"}
    assert len(rows) == 2 + len(type(Plan().criteria).model_fields)


def test_the_method_explains_each_figure_once_and_the_glossary_each_word(printed: Printed) -> None:
    one = printed("pharmacies")
    names = {told.figure.name for told in one.projection.told()}
    rows = [row for row in one.heard.table("Cómo se calcula cada cifra")[1:] if row[1]]
    assert len(rows) == len(names | EXACT.keys() | {"relapses"})
    assert all(len(row[1]) > 8 and row[3] for row in rows)
    words = one.text()
    assert [term for term in GUIDE.terms(one.plan) if GLOSSARY[term].name not in words] == []


def test_large_and_small_amounts_choose_their_unit() -> None:
    def unit(price: int) -> str:
        plan = Plan(streams=(Fee(price=Decimal(price), units=Driver(first=Decimal(1))),))
        report = plan_blocks(project(plan))
        return next(block.unit for block in report.blocks if getattr(block, "caption", "") == "Resultado")

    assert unit(1_000) == "USD"
    assert unit(1_000_000) == "miles de USD"
    assert unit(1_000_000_000) == "millones de USD"


def test_an_empty_plan_says_that_nothing_was_entered(printed: Printed) -> None:
    words = printed("nothing").text()
    assert words.count("No se registró nada.") >= 4
    # Zeros are told neither as break-even nor as guaranteed months.
    assert words.count("Todavía no hay ingresos ni costos") >= 6
    assert not re.search("se paga sola|cubre sus costos con|cubren todos|Lo firmado garantiza", words)
    assert "Sin respuesta: Nombre del proyecto; Número de la operación" in words


# ---------------------------------------------------------------- long texts


def _summary(projection: Projection, typed: str) -> tuple[object, ...]:
    plan = projection.plan
    blocks = plan_blocks(project(plan.with_(review=plan.review.with_(summary=typed)))).blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == "Resumen ejecutivo")
    text = blocks[at + 1]
    assert isinstance(text, Text)
    return text.paragraphs


def test_a_typed_summary_is_printed_and_an_empty_one_is_proposed(printed: Printed) -> None:
    projection = printed("pharmacies").projection
    assert _summary(projection, "Uno.\n- **dos**") == (("Uno.",), Bullets(((Run("dos", bold=True),),)))
    proposed = " ".join(map(str, _summary(projection, "")))
    assert "Compra conjunta y Asesoría en buenas prácticas" in proposed
    assert "Curso de inventarios" not in proposed  # it ends with the project


PROPOSED = {
    # project end in month 11; each plan pays its cost on the months given
    "while the project runs": ({5: 10}, {}, "Durante el proyecto hay que conseguir COP 10 además de lo firmado."),
    "first month after": ({12: 10}, {}, "Lo firmado no alcanza ni para el primer mes."),
    "second month after": ({13: 10}, {}, "Lo firmado alcanza para 1 mes: un horizonte corto."),
    "third month after": ({14: 10}, {}, "Lo firmado alcanza para 2 meses: un horizonte corto."),
    "nothing planned": ({14: 10}, {}, "Después del proyecto faltan COP 10, también si llega todo lo planeado."),
    "in negotiation": ({14: 10}, {14: 4}, "faltan COP 10 si solo llega lo firmado, y COP 6 si llega todo lo planeado."),
    "closed by hope": ({14: 10}, {14: 10}, "faltan COP 10 si solo llega lo firmado; con todo lo planeado no falta"),
}


@pytest.mark.parametrize(("costs", "hoped", "said"), PROPOSED.values(), ids=PROPOSED)
def test_the_proposed_summary_says_what_is_missing_and_when(
    costs: dict[int, float], hoped: dict[int, float], said: str
) -> None:
    source = CashSource(amounts=on(hoped), status=Status.NEGOTIATION)
    one = plan(24, end=11, basis={"currency": "COP"}, costs=(OneOff(amounts=on(costs)),), sources=(source,))
    assert said in " ".join(map(str, _summary(project(one), ""))).replace(NO_BREAK, " ")


@pytest.mark.parametrize("missing", [9_000, 461_131_867, 170_081_965_054])
def test_the_amount_of_the_gap_stands_on_one_line(missing: int, tmp_path: Path) -> None:
    path = tmp_path / "gap.pdf"
    one = plan(24, end=11, basis={"currency": "COP"}, costs=(OneOff(amounts=on({14: missing})),))
    path.write_bytes(plan_pdf(project(one)))
    with pdfplumber.open(path) as pdf:
        assert f"{missing:,}" in pdf.pages[1].extract_text().replace(".", ",")


def test_one_gap_has_one_name_everywhere(printed: Printed) -> None:
    words = printed("sample").text()
    assert "Brecha firmada acumulada" in words
    assert "Brecha planeada" in words
    assert not re.search("Brecha, (solo|con)", words)


def _typed() -> Iterator[tuple[str, tuple[object, ...]]]:
    yield "a\n\nb", (("a",), ("b",))
    yield "1. uno\n2) dos\n• tres", (Bullets((("uno",), ("dos",)), numbered=True), Bullets((("tres",),)))
    yield "vea https://a.example/x.", (("vea ", Run("https://a.example/x", link="https://a.example/x"), "."),)
    yield "2 ** 3 y **dos**", (("2 ** 3 y ", Run("dos", bold=True)),)
    yield " ", ()


@pytest.mark.parametrize(("text", "paragraphs"), list(_typed()))
def test_long_texts_carry_bold_lists_and_links_and_nothing_more(text: str, paragraphs: tuple[object, ...]) -> None:
    assert prose(text) == paragraphs


def test_an_empty_paragraph_is_still_words() -> None:
    assert marked("") == ("",)


def test_without_a_known_day_the_cover_names_none(tmp_path: Path) -> None:
    path = tmp_path / "undated.pdf"
    path.write_bytes(plan_pdf(project(plan_samples.pharmacies())))
    with pdfplumber.open(path) as pdf:
        assert "Última modificación" not in pdf.pages[0].extract_text()


def test_the_report_of_another_day_differs_only_by_its_day(printed: Printed) -> None:
    projection = printed("pharmacies").projection
    one, other = (plan_blocks(projection, date(2026, 11, day)) for day in (3, 4))
    assert one.blocks[1:] == other.blocks[1:]
    assert replace(one, blocks=(), created=other.created) == replace(other, blocks=())
