"""Steps 12 and 15 in the window: factors with their evidence, the survey's result, and actions with what pays them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot
from windows import fill, open_view, page, press, row, small_plan, stored, table

from workbench.model.factors import LatestSurvey, SurveyDimension
from workbench.model.survey_result import Suggestion, survey_edits
from workbench.model.types import ActionState, Level, PaidFrom, Rating
from workbench.ui.guide_view import PlanView
from workbench.ui.search_index import SearchIndex, Sort
from workbench.ui.survey_result import SurveyResult
from workbench.ui.tables import TableView
from workbench.ui.timeline import Timeline

RESULT = LatestSurvey(
    instrument="sustainability", version=1, title="Encuesta", round="Taller", wave="2026", held=date(2026, 10, 15),
    respondents=6, overall=Decimal("1.65"), level=Level.SECOND,
    dimensions=(SurveyDimension(code="D1", name="Estrategia", score=Decimal(2)), SurveyDimension(code="D7")),
)  # fmt: skip


def choose(where: QWidget, path: str, label: str) -> None:
    """Choose from the list of a field as a person does."""
    combo = row(where, path).editor.findChild(QComboBox)
    at = combo.findText(label)
    assert at >= 0, [combo.itemText(each) for each in range(combo.count())]
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def said(where: QWidget) -> list[str]:
    """The words that can be seen."""
    return [each.text() for each in where.findChildren(QLabel) if each.isVisible() and each.text().strip()]


def state(view: PlanView, number: int) -> str:
    """How a step is told."""
    items = (view.steps.item(at) for at in range(view.steps.count()))
    return next(item.toolTip().rpartition(": ")[2] for item in items if item.text().startswith(f"{number}  "))


def test_a_factor_wants_what_shows_it_and_an_action_what_pays_it(qtbot: QtBot) -> None:
    plan = small_plan()
    twin = plan.sources[0].with_(id=plan.id, status="prospect")
    program, view = open_view(qtbot, plan.with_(sources=(*plan.sources, twin)))
    factors = page(view, 12)
    assert not row(factors, "factors/trust_evidence").isVisible()
    choose(factors, "factors/trust", "2 · Funciona en parte")
    assert row(factors, "factors/trust_evidence").isVisible()
    fill(factors, "factors/trust_evidence", "Acta 12 de 2026")
    assert stored(program, plan).factors.trust is Rating.PARTLY
    assert any("no tiene todavía el resultado" in each for each in said(factors.findChild(SurveyResult)))

    press(factors, "Siguiente: Acciones")
    assert view.steps.page() == 15
    actions = page(view, 15)
    press(table(actions, "actions"), "Agregar acción")
    base = f"actions/{view.session.plan.actions[0].id}"
    fill(actions, f"{base}/name", "Firmar el convenio")
    fill(actions, f"{base}/owner", "Ana")
    fill(actions, f"{base}/start", "1 mar 2027")
    fill(actions, f"{base}/end", "28 feb 2027")
    assert not row(actions, f"{base}/paid_from").isVisible()
    fill(actions, f"{base}/cost", "2.500.000")
    choose(actions, f"{base}/paid_from", "Una fuente del plan")
    choose(actions, f"{base}/source", "Alcaldía · Firmada")  # two of one name say in what they differ
    choose(actions, f"{base}/state", "En curso")
    (action,) = stored(program, plan).actions
    assert (action.cost, action.paid_from, action.source) == (Decimal(2_500_000), PaidFrom.SOURCE, plan.sources[0].id)
    assert (action.end, action.state) == (date(2027, 2, 28), ActionState.UNDER_WAY)
    qtbot.waitUntil(lambda: state(view, 15) == "con hallazgos")  # it ends before it starts
    fill(actions, f"{base}/end", "30 jun 2027")
    qtbot.waitUntil(lambda: state(view, 15) == "empezado")
    drawn = actions.findChild(Timeline)
    qtbot.waitUntil(lambda: "Firmar el convenio: del 1 mar 2027 al 30 jun 2027" in drawn.plot.accessibleDescription())
    index = SearchIndex(view.session.projection, view.session.formats)
    assert (Sort.LINE, base) in [(each.sort, each.place) for each in index.find("firmar convenio")]
    assert (Sort.FIELD, "factors/political_will") in [(each.sort, each.place) for each in index.find("voluntad")]


def test_a_surveys_result_and_its_actions_are_one_step(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    suggested = [Suggestion(f"sustainability/{id_}", f"Hacer {id_}") for id_ in ("C5", "I2", "P1")]
    view.session.edit_many(survey_edits(view.session.plan, RESULT, suggested), "Traer la encuesta")
    result = page(view, 12).findChild(SurveyResult)
    assert said(result)[:2] == [
        "Nivel 2 · 1,65 de 3,00 · en desarrollo",
        "Encuesta · «Taller» · ola 2026 · respondieron 6 personas · 15 oct 2026",
    ]
    rows = [each.cells for each in result.findChild(TableView).table.rows]
    assert rows == [("D1 · Estrategia", "2,00"), ("D7", "respuestas insuficientes")]
    kept = stored(program, view.session.plan).actions
    assert [action.name for action in kept] == ["Hacer C5", "Hacer I2", "Hacer P1"]
    view.jump("latest_survey/overall")  # from a comparison of versions
    assert view.steps.page() == 12
    view._undo_last()
    assert view.session.plan.actions == ()
    assert not view.session.plan.latest_survey.there
