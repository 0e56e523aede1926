from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.probed import asked, loans_home
from tests.fakes.projects import Home

from lockgate.app.entries import robustness
from lockgate.app.entries.context import EntryOutcome
from lockgate.app.entries.probed import Answerer
from lockgate.app.entries.robustness import judge_doses, run_robustness
from lockgate.domain.codes import Reason
from lockgate.domain.errors import StateError
from lockgate.domain.figure import CurveFigure
from lockgate.domain.verdict import Verdict
from lockgate.probes.rows import n_rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a project with loans and two models."""
    return loans_home(tmp_path_factory.mktemp("loans"))


def run(home: Home, perturbations: str, gates: str = "[{metric: roc_auc, max_loss: 0.05}]") -> EntryOutcome:
    text = f"robustness: {{model: full, data: test, label: default, gates: {gates}, perturbations: {perturbations}}}"
    entry, context = asked(home, text)
    return run_robustness(entry, context)


def test_the_more_noise_the_worse_and_the_gate_closes_between_two_doses(home: Home) -> None:
    outcome = run(home, "[{noise: {columns: [income, debt], doses: [0.01, 1, 5], up_to: 0.01}}]")

    (finding,) = outcome.result.findings
    assert finding.verdict is Verdict.PASS
    assert (
        finding.required
        == "roc_auc not worse than unperturbed by more than 0.05 up to 0.01 standard deviations"
    )
    details = dict(finding.details)
    assert 0.01 < float(str(details["closes_at"])) < 5
    assert (
        float(str(details["open_up_to"]))
        <= float(str(details["closes_at"]))
        <= float(str(details["shut_from"]))
    )
    (figure,) = outcome.result.figures
    assert isinstance(figure, CurveFigure)
    assert [line.name for line in figure.lines] == ["roc_auc", "lower bound", "upper bound", "bar"]


def test_a_fault_in_all_rows_fails(home: Home) -> None:
    outcome = run(home, "[{sign_flip: {columns: [income], doses: [0.01, 1]}}]")

    (finding,) = outcome.result.findings
    assert (finding.verdict, finding.reason) == (Verdict.FAIL, Reason.BAR_MISSED)
    assert finding.summary.startswith("at 100 % of rows: roc_auc −")


@pytest.mark.parametrize("column", ["default", "p_full"])
def test_a_column_that_the_model_does_not_read_is_an_error_and_no_pass(home: Home, column: str) -> None:
    outcome = run(home, f"[{{noise: {{columns: [income, {column}], doses: [0.1]}}}}]")

    (finding,) = outcome.result.findings
    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.PROBE_BROKE)
    assert "columns that the model `full` reads: income, debt, age" in finding.summary
    assert f"got {column!r}" in finding.summary


def test_a_dose_that_changes_no_row_is_an_error_and_no_pass(home: Home) -> None:
    outcome = run(home, "[{sign_flip: {columns: [income], doses: [0.0001, 1], up_to: 0.0001}}]")

    (finding,) = outcome.result.findings
    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.PROBE_BROKE)
    assert "at least one of 600 rows" in finding.summary


def test_a_model_that_breaks_is_an_error_of_that_perturbation_alone(home: Home) -> None:
    outcome = run(
        home, "[{missing: {columns: [income], doses: [0.1]}}, {shift: {columns: [age], doses: [0.1]}}]"
    )

    broken, whole = outcome.result.findings
    assert (broken.verdict, broken.reason) == (Verdict.ERROR, Reason.PROBE_BROKE)
    assert "NaN" in broken.summary
    assert whole.verdict is Verdict.PASS
    assert outcome.result.facts[0].rows == 600


def test_a_column_that_cannot_be_changed_so_is_told_before_the_model_is_asked(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robustness, "answers", lambda *_: pytest.fail("the model was asked"))
    monkeypatch.setattr(Answerer, "require_read", lambda *_: None)  # as of a model that reads it

    (finding,) = run(home, "[{noise: {columns: [grade], doses: [0.1]}}]").result.findings

    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.PROBE_BROKE)
    assert finding.summary == (
        "noise: `grade` must be a column of numbers, because `noise` changes or compares numbers, got 'texts'"
    )
    assert finding.hint.startswith("mend `columns` or `doses` of the perturbation")


def test_an_absolute_bar_is_held_at_each_dose(home: Home) -> None:
    outcome = run(
        home,
        "[{feature_dropout: {columns: [age], doses: [1]}}, {scaling: {columns: [debt], doses: [0.01, 9]}}]",
        "[{metric: log_loss, mustBeLessOrEqualTo: 0.69}, {metric: roc_auc, mustBeGreaterOrEqualTo: 0.6}]",
    )

    verdicts = [(one.check, one.required.split()[0], one.verdict) for one in outcome.result.findings]
    assert verdicts == [
        ("feature_dropout", "the", Verdict.ERROR),
        ("scaling", "log_loss", Verdict.FAIL),
        ("scaling", "roc_auc", verdicts[2][2]),
    ]


def test_a_model_without_numbers_has_no_dose_up_to_which_the_gate_stays_open(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robustness, "answers", lambda _, rows: np.full(n_rows(rows), np.nan))

    (finding,) = run(home, "[{noise: {columns: [age], doses: [0.1]}}]").result.findings

    assert finding.verdict is Verdict.ERROR
    assert "closes the gate" not in finding.summary
    assert finding.hint.startswith("mend the labels of the table, or what the model answers")


def test_the_same_seed_gives_the_same_evidence(home: Home) -> None:
    first, second = (run(home, "[{noise: {columns: [age], doses: [0.1]}}]") for _ in range(2))

    assert first.documents == second.documents
    (document,) = first.documents.values()
    assert isinstance(document, dict)
    assert document["curves"][0]["points"][0]["dose"] == 0.1


def test_a_model_of_classes_loses_metrics_of_classes(home: Home) -> None:
    kind = "robustness: {data: test, label: grade, task: multiclass_classification"
    gates = "gates: [{metric: balanced_accuracy, max_loss: 0.03}, {metric: log_loss, max_loss: 0.05}]"
    turned = [f"{{sign_flip: {{columns: [{name}], doses: [1]}}}}" for name in ("age", "income")]
    changes = f"perturbations: [{', '.join(turned)}]"

    findings = run_robustness(*asked(home, f"{kind}, model: grades, {gates}, {changes}}}")).result.findings
    of_two = run_robustness(*asked(home, f"{kind}, model: full, {gates}, {changes}}}")).result.findings

    assert [one.verdict for one in findings] == [Verdict.PASS] * 2 + [Verdict.FAIL] * 2
    assert [one.verdict for one in of_two] == [Verdict.ERROR] * 2
    assert "a number is needed for each" in of_two[0].summary


def test_another_entry_is_none_of_its_business(home: Home) -> None:
    entry, context = asked(home, "behaviour: {model: full, data: test, tests: [{valid_output: {}}]}")

    with pytest.raises(TypeError):
        run_robustness(entry, context)


def test_another_entry_and_a_document_without_cells_lead_to_no_verdict(home: Home) -> None:
    other, _ = asked(home, "behaviour: {model: full, data: test, tests: [{determinism: {}}]}")
    with pytest.raises(TypeError, match="behaviour"):
        judge_doses(other, {}, seed=0)

    gates, changes = "[{metric: roc_auc, max_loss: 0.05}]", "[{noise: {columns: [income], doses: [1]}}]"
    text = f"robustness: {{model: full, data: test, label: default, gates: {gates}, perturbations: {changes}}}"
    own, _ = asked(home, text)
    with pytest.raises(StateError, match="counted at each dose"):
        judge_doses(own, {"curves": []}, seed=0)


def test_cells_that_were_cut_away_lead_to_no_verdict(home: Home) -> None:
    text = (
        "robustness: {model: full, data: test, label: default, gates: [{metric: roc_auc, max_loss: 0.05}], "
        "perturbations: [{noise: {columns: [income], doses: [1]}}]}"
    )
    entry, context = asked(home, text)
    outcome = run_robustness(entry, context)
    (document,) = outcome.documents.values()
    assert isinstance(document, dict)
    assert [one.verdict for one in judge_doses(entry, document, seed=context.seed)] == [
        one.verdict for one in outcome.result.findings
    ]

    document["counted"][0]["doses"] = []
    with pytest.raises(StateError, match="`noise` was not counted at each dose"):
        judge_doses(entry, document, seed=context.seed)
