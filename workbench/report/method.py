"""How everything is computed, as the registry says it: what the annex prints, the help shows and the docs hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.fields import ask_at
from workbench.engine.explain import Said, beneath, may_lack, plainly, rule
from workbench.engine.inputs import STANDINGS
from workbench.engine.projection import EXACT, Published, month_id, published
from workbench.engine.pulse import PROJECTS_BENCHMARK, STRUCTURE_BENCHMARK
from workbench.engine.reasons import reason_text
from workbench.engine.registry import FIGURES
from workbench.engine.sources import INTERNAL
from workbench.engine.told import FAMILIES, HORIZONS, family
from workbench.folding import folded
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.base import Ask
from workbench.model.plan import Plan
from workbench.model.project import Criteria
from workbench.report.figures import UNITS
from workbench.report.values import Values

RULES = (
    N_("Todo se calcula mes a mes, en la moneda del plan, y se suma por año y por fase; las razones se calculan otra "
       "vez con las sumas, nunca se promedian. Se redondea solo al imprimir."),
    N_("El punto de equilibrio, el margen de seguridad y la autosuficiencia miran solo la operación que continúa, "
       "antes de cualquier aporte. La brecha y los meses garantizados miran también lo que es solo del proyecto."),
    N_("Los montos están a precios del primer mes del plan y cambian cada año como dice su línea; los contratos y los "
       "aportes son nominales. Lo que está en otra moneda usa la tasa de cambio del año fiscal en que se causa."),
    N_("Los cuadros cuentan todas las fuentes del plan; las luces y las cifras «solo con las firmadas» cuentan solo "
       "las que tienen documento. Una fuente en especie vale lo que valen los costos que cubre."),
    N_("No se modelan el momento de pago del IVA, el impuesto a los excedentes, los inventarios (la mercancía es costo "
       "cuando se vende), las diferencias de cambio, las donaciones de capital por devengar ni los intereses de "
       "sobregiro."),
    N_("Con costos por tramos, el equilibrio exacto se busca: es la menor parte de lo planeado en que el margen de "
       "contribución paga los costos fijos y los tramos de ese nivel. Se prueba cada nivel en que empieza un tramo; "
       "por eso se dice también cada rango que vuelve a perder."),
    N_("Lo que no existe dice por qué; nunca es un cero. Lo de los doce meses después del proyecto no existe si el "
       "horizonte termina antes."),
)  # fmt: skip
"""What holds for every figure."""
OVER: dict[str | None, str] = {
    None: N_("De todo el plan"), "service": N_("De cada servicio"), "standing": N_("De cada equilibrio que se prueba"),
    "use": N_("De cada destino: estructura, servicios, inversión"),
    "sector": N_("De cada sector: público, privado, internacional"),
    "organisation": N_("De cada organización que paga o aporta"), "stream": N_("De cada ingreso"),
    "staff": N_("De cada puesto"), "fixed": N_("De cada costo fijo"), "variable": N_("De cada costo variable"),
    "step": N_("De cada costo por tramos"), "line": N_("De cada costo, menos los de porcentaje"),
    "share": N_("De cada costo de porcentaje"), "asset": N_("De cada inversión"),
    "cost": N_("De cada costo o inversión"), "opening_asset": N_("De cada activo existente"),
    "loan": N_("De cada préstamo"), "source": N_("De cada fuente en efectivo"),
    "carry": N_("De cada costo que cubre una fuente en especie"),
    "trial": N_("De cada par de las tasas que se prueban: 240 pasos de −99 % a 1.000 % al año; dos TIR en un mismo "
                "paso, a menos de 3 % una de otra, no se ven"),
    "currency": N_("De cada moneda"),
}  # fmt: skip
"""What a figure is of, by its table."""
EXACT_RULES = {
    "break_even.exact": N_(
        "la menor parte de lo planeado con la que esa parte de «{margin}» paga «{fixed}» sin tramos y los tramos que "
        "piden las unidades de ese nivel"),
    "break_even.exact.sales": N_("«{exact}» × «{revenue}»"),
    "break_even.exact.units": N_("«{exact}» × «{units}» del único ingreso que continúa"),
}  # fmt: skip
"""What is searched and not computed from figures, each as its rule."""
EXACT_LACKS = ("no_steps", "no_sales", "margin_not_positive", "steps_take_margin")
RELAPSES = N_("los meses seguidos en que «{relapsed}» es 1; sin ninguno, 0")
BENEATH = N_(
    "Con estas reglas se llega de los datos a las cifras publicadas. Lo que va entre «comillas» y no se define en este "
    "anexo es un dato del plan o se saca de uno, como el sector de quien aporta o el mes. «De todas las líneas» y «de "
    "las líneas con» hablan de los ingresos, los costos o las fuentes; sus montos por año están en los capítulos 5 a 7."
)
PERIODS = {
    "P": N_("por fase"), "A": N_("los doce meses después del proyecto"), "Y": N_("por año fiscal"),
    "Q": N_("por trimestre"), "M": N_("por mes"), "S": N_("de todo el plan"),
}  # fmt: skip
"""The periods a figure is told for, by their letters in the registry."""
LIGHTS: tuple[tuple[str, str], ...] = (
    (N_("Punto de equilibrio"), N_(
        "Se sostiene: llega a más tardar {break_even_months} meses después del proyecto. En riesgo: llega después, "
        "recae o no queda probado. No se sostiene: no llega nunca.")),
    (N_("Brecha firmada"), N_(
        "Se sostiene: después del proyecto no falta nada con lo firmado. En riesgo: no falta nada solo si llegan todas "
        "las fuentes. No se sostiene: falta dinero aunque lleguen todas.")),
    (N_("Autosuficiencia"), N_(
        "Se sostiene: 100 % o más en los doce meses después del proyecto. En riesgo: desde {self_sufficiency_floor}. "
        "No se sostiene: menos.")),
    (N_("Meses garantizados"), N_(
        "Se sostiene: más de {guaranteed_medium} meses. En riesgo: más de {guaranteed_short}. No se sostiene: "
        "{guaranteed_short} o menos.")),
    (N_("Horizonte garantizado"), N_(
        "{none}: 0 meses. {short}: hasta {guaranteed_short}. {medium}: hasta {guaranteed_medium}. {long}: más. Los "
        "nombres son de SSME (003); los límites, no.")),
)  # fmt: skip
"""Where the classes of a figure end, in the plan's own criteria."""


@dataclass(frozen=True)
class Entry:
    """One figure. ``ids``: what it is published under; ``unit``: its code; ``notes``: what may be said beside it.

    ``missing``: why it may not exist, for it rests on what may not; ``also``: its own rule says such reasons too. With
    neither it always exists.
    """

    name: str
    label: str
    rule: str
    ids: tuple[str, ...] = ()
    unit: str = ""
    periods: str = ""
    missing: tuple[str, ...] = ()
    also: bool = False
    notes: tuple[str, ...] = ()
    source: str = ""


def families(told: Iterable[Published], said: Said = plainly) -> Iterator[tuple[str, list[Entry]]]:
    """The published figures by family, each once whatever the sources it counts."""
    by_name: dict[str, list[Published]] = {}
    for each in told:
        by_name.setdefault(each.figure.name, []).append(each)
    for number, (title, _starts) in enumerate(FAMILIES):
        found = [_entry(name, of, said) for name, of in by_name.items() if family(of[0].id) == number]
        found += [entry for entry in _searched() if family(entry.ids[0]) == number]
        if found:
            yield _(title), found


def _entry(name: str, told: list[Published], said: Said) -> Entry:
    f = told[0].figure
    return Entry(
        name=name,
        label=_(f.label),
        rule=rule(name, said),
        ids=tuple(each.id for each in told),
        unit=f.unit,
        periods=", ".join(_(PERIODS[letter]) for letter in f.told),
        missing=tuple(reason_text(code) for code in may_lack(name) if code not in f.reasons),
        also=bool(f.reasons),
        notes=tuple(reason_text(code) for code, _flag in f.notes),
        source=_(f.source),
    )


def _searched() -> Iterator[Entry]:
    """What is published and is no figure of the registry: the exact break-even, and the relapses."""
    names = {"margin": "contribution_margin", "fixed": "fixed_costs", "revenue": "revenue", "units": "stream_units"}
    labels = {word: _(FIGURES[name].label) for word, name in names.items()}
    periods = ", ".join(_(PERIODS[letter]) for letter in "PAY")
    share = next(label for label, unit in EXACT.values() if unit == "share")
    for id_, (label, unit) in EXACT.items():
        rule_ = _(EXACT_RULES[id_]).format(exact=_(share), **labels)
        codes = (*EXACT_LACKS, *(["several_units"] if unit == "number" else []))
        lacks = tuple(map(reason_text, codes))
        yield Entry(id_, _(label), rule_, (id_,), unit, periods, lacks, source=_(INTERNAL))
    relapse = FIGURES["relapsed"]
    ids = tuple(month_id(standing, "relapses") for standing in STANDINGS)
    said = _(RELAPSES).format(relapsed=_(relapse.label))
    lacks = (reason_text("never_reached"),)
    yield Entry("relapses", _(relapse.label), said, ids, "months", _("cada recaída"), lacks, source=_(INTERNAL))


def tables(told: Iterable[Published], said: Said = plainly) -> Iterator[tuple[str, list[Entry]]]:
    """What the published figures rest on, by what it is of, in the order of the alphabet."""
    under = beneath({each.figure.name for each in told})
    for over, title in OVER.items():
        found = [Entry(name, _(FIGURES[name].label), rule(name, said)) for name in under if FIGURES[name].over == over]
        if found:
            yield _(title), sorted(found, key=lambda each: folded(each.label))


def everything() -> tuple[Published, ...]:
    """Every figure the program can publish."""
    return tuple(published().values())


def unit_said(unit: str) -> str:
    """What a figure is counted in, whatever the plan."""
    return _("moneda del plan") if unit == "money" else _(UNITS[unit])


@dataclass(frozen=True)
class Bound:
    """A limit: what it bounds, its value in words, where it comes from; ``about`` says more of it."""

    label: str
    value: str
    source: str
    about: str = ""


def bounds(values: Values) -> Iterator[Bound]:
    """The limits of a plan: those of its agreement with their clause, then the criteria."""
    plan = values.plan
    for limit in plan.agreement.limits:
        clause = ", ".join(filter(None, (limit.clause, values.text(limit, "dated"))))
        yield Bound(_(limit.limit.label), values.text(limit, "value"), clause or _(INTERNAL))
    for name in Criteria.model_fields:
        asked: Ask = ask_at(Plan, f"criteria/{name}")
        yield Bound(_(asked.label), values.text(plan, f"criteria/{name}"), _(INTERNAL), _(asked.help))


def classes(values: Values) -> Iterator[Bound]:
    """Where the classes and the lights of a plan end."""
    ends = {name: values.text(values.plan, f"criteria/{name}") for name in Criteria.model_fields}
    plain = {name: text.partition(" ")[0] if ask_at(Plan, f"criteria/{name}").unit == "months" else text
             for name, text in ends.items()}  # fmt: skip
    names = dict(zip(("none", "short", "medium", "long"), map(_, HORIZONS), strict=True))
    for label, text in LIGHTS:
        yield Bound(_(label), _(text).format(**plain, **names), _(INTERNAL))
    yield Bound(_("Público : privado"), _benchmark(values.formats), _("SSME (003)"))


def _benchmark(formats: Formats) -> str:
    text = _("Sin luz: no hay una norma. Al lado se muestra SSME: estructura {structure}, proyectos {projects}.")
    structure, projects = (
        " : ".join(formats.percent(share, 0) for share in each) for each in (STRUCTURE_BENCHMARK, PROJECTS_BENCHMARK)
    )
    return text.format(structure=structure, projects=projects)
