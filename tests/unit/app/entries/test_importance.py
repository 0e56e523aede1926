from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.probed import asked, loans_home
from tests.fakes.projects import Home

from lockgate.app.entries.context import EntryOutcome
from lockgate.app.entries.importance import judge_importance, run_importance
from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError, StateError
from lockgate.domain.figure import IntervalFigure
from lockgate.domain.verdict import Verdict


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a project with loans and two models."""
    return loans_home(tmp_path_factory.mktemp("loans"))


def run(home: Home, more: str) -> EntryOutcome:
    entry, context = asked(home, f"importance: {{model: full, data: test, label: default, {more}}}")
    return run_importance(entry, context)


def test_what_matters_is_measured_and_drawn(home: Home) -> None:
    outcome = run(home, "groups: {money: [income, debt]}, most_idle: 0, most_duplicated: 0")

    assert [one.verdict for one in outcome.result.findings] == [Verdict.PASS, Verdict.PASS]
    (document,) = outcome.documents.values()
    assert isinstance(document, dict)
    values = {one["name"]: one["importance"] for one in document["model"]}
    assert values["money"] > values["income"] > values["debt"] > abs(values["age"])
    (figure,) = outcome.result.figures
    assert isinstance(figure, IntervalFigure)
    assert [row.label for row in figure.rows] == ["money", "income", "debt", "age"]


def test_a_baseline_that_reads_less_is_compared_feature_by_feature(home: Home) -> None:
    outcome = run(
        home, "baseline: slim, refits: [slim], top: 1, most_churn: 0, most_change: 0.01, most_sign_flips: 0"
    )

    churn, flips, change = outcome.result.findings
    assert (churn.verdict, flips.verdict, change.verdict) == (Verdict.PASS, Verdict.PASS, Verdict.FAIL)
    assert change.reason == Reason.IMPORTANCE_CHANGED
    assert change.subject.columns == ("debt",)
    assert len(outcome.result.figures) == 2
    (document,) = outcome.documents.values()
    assert isinstance(document, dict)
    baseline = {one["name"]: one for one in document["baseline"]}
    assert baseline["debt"]["is_idle"]
    assert baseline["debt"]["importance"] == 0


def test_another_loss_needs_no_classes(home: Home) -> None:
    outcome = run(home, "loss: squared_error, most_idle: 3, repeats: 1")

    assert outcome.result.findings[0].summary == "0 of 3 features; n = 600"


def test_shapley_values_are_judged_the_same(home: Home) -> None:
    outcome = run(
        home,
        "method: shap, explained: 40, background: 10, repeats: 1, baseline: slim, "
        "most_change: 0.01, most_sign_flips: 0, most_idle: 0",
    )

    idle, flips, change = outcome.result.findings
    assert (idle.verdict, flips.verdict, change.verdict) == (Verdict.PASS, Verdict.PASS, Verdict.FAIL)
    assert change.subject.columns == ("debt",)
    assert change.required == "at most 0.01 of the answer for each feature"
    assert idle.summary == "0 of 3 features; n = 40"
    (document,) = outcome.documents.values()
    assert isinstance(document, dict)
    assert (document["method"], document["rows"]) == ("shap", 40)
    figure = outcome.result.figures[0]
    assert isinstance(figure, IntervalFigure)
    assert figure.rows[0].label == "income"


def test_a_model_of_classes_is_measured_by_losses_of_classes(home: Home) -> None:
    entry, context = asked(home, "importance: {model: grades, data: test, label: grade, most_idle: 0}")

    (document,) = run_importance(entry, context).documents.values()

    assert isinstance(document, dict)
    values = {one["name"]: one["importance"] for one in document["model"]}
    assert values["income"] > values["debt"] > abs(values["age"])
    assert values["income"] > 0.2


def test_shapley_values_of_classes_are_judged_together_and_one_by_one(home: Home) -> None:
    text = (
        "importance: {model: grades, data: test, label: grade, baseline: grades, method: shap, explained: 30, "
        "background: 10, repeats: 1, largest_share: 0.95, most_sign_flips: 0, most_idle: 0}"
    )
    entry, context = asked(home, text)

    outcome = run_importance(entry, context)

    findings = outcome.result.findings
    assert [(one.check, one.subject.slice) for one in findings] == [
        ("idle_features", ()),
        ("largest_share", ()),
        *((check, (("class", name),)) for name in ("a", "b", "c") for check in ("largest_share", "sign_flips")),
    ]
    assert {one.verdict for one in findings} == {Verdict.PASS}
    assert findings[0].n == 30
    assert "What does grades rely on (class = c)?" in {one.title for one in outcome.result.figures}
    (document,) = outcome.documents.values()
    assert isinstance(document, dict)
    assert judge_importance(entry, document, seed=context.seed) == tuple(
        replace(one, origin=None, owner="") for one in findings
    )
    with pytest.raises(StateError, match="does not keep its parts"):
        judge_importance(entry, {**document, "parts": None}, seed=context.seed)


def test_models_of_other_classes_are_not_compared_by_shapley_values(home: Home) -> None:
    text = "importance: {model: grades, data: test, label: grade, baseline: full, method: shap, most_change: 1}"
    entry, context = asked(home, text)

    with pytest.raises(ParameterError, match="models whose answers are as those of `grades`"):
        run_importance(entry, context)


def test_another_entry_is_none_of_its_business(home: Home) -> None:
    entry, context = asked(home, "behaviour: {model: full, data: test, tests: [{valid_output: {}}]}")

    with pytest.raises(TypeError):
        run_importance(entry, context)


def test_a_group_of_what_no_model_reads_is_refused(home: Home) -> None:
    with pytest.raises(ParameterError, match=r"group `money`.* reads: income, debt, age"):
        run(home, "groups: {money: [income, p_full]}, most_idle: 0")


def test_another_entry_is_not_judged_again(home: Home) -> None:
    entry, _ = asked(home, "behaviour: {model: full, data: test, tests: [{determinism: {}}]}")

    with pytest.raises(TypeError, match="behaviour"):
        judge_importance(entry, {}, seed=0)
