from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import log_loss
from tests.fakes.probed import asked, loans_home
from tests.fakes.projects import Home

from lockgate.app.entries.context import EntryOutcome
from lockgate.app.entries.training import judge_training, run_training
from lockgate.app.project.spec import TableSpec
from lockgate.domain.codes import Reason
from lockgate.domain.errors import DataError, StateError
from lockgate.domain.verdict import Verdict


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a project with loans and two models."""
    return loans_home(tmp_path_factory.mktemp("loans"))


def run(
    home: Home, more: str, head: str = "train: train, test: test, candidate: p_full, metric: log_loss"
) -> EntryOutcome:
    entry, context = asked(home, f"training: {{label: default, {head}, {more}}}")
    return run_training(entry, context)


def test_a_model_of_few_features_does_not_overfit(home: Home) -> None:
    outcome = run(home, "most_gap: 0.2")

    (finding,) = outcome.result.findings
    assert finding.verdict is Verdict.PASS
    tables = {name: pd.read_parquet(home.root / f"data/{name}.parquet") for name in ("train", "test")}
    wanted = [log_loss(table["default"], table["p_full"]) for table in tables.values()]
    assert finding.observed == pytest.approx(wanted[1] - wanted[0], abs=1e-9)
    assert [(fact.table, fact.rows) for fact in outcome.result.facts] == [("train", 2_000), ("test", 600)]


def test_few_rows_have_no_interval(tmp_path: Path) -> None:
    home = loans_home(tmp_path, rows=5)

    (finding,) = run(home, "most_gap: 0.2").result.findings

    assert (finding.verdict, finding.interval) == (Verdict.INCONCLUSIVE, None)
    assert finding.summary.endswith("too few rows for an interval; n = 2,005")


def test_of_a_score_more_on_train_is_a_gap(home: Home) -> None:
    outcome = run(home, "most_gap: 0.0001", "train: train, test: test, candidate: p_full, metric: roc_auc")

    (finding,) = outcome.result.findings
    assert finding.verdict in (Verdict.INCONCLUSIVE, Verdict.FAIL)
    assert "roc_auc at most 0.0001 better on train than on test" in finding.required


def test_a_model_that_knows_its_rows_by_heart_fails(home: Home) -> None:
    frame = pd.read_parquet(home.root / "data/train.parquet")
    heart = frame.assign(p_full=frame["default"] * 0.98 + 0.01)
    heart.to_parquet(home.root / "data/heart.parquet")
    entry, context = asked(home, TRAINING)
    project = replace(
        context.project, data={**context.project.data, "heart": TableSpec(source="data/heart.parquet")}
    )

    outcome = run_training(entry, replace(context, project=project))

    (finding,) = outcome.result.findings
    assert (finding.verdict, finding.reason) == (Verdict.FAIL, Reason.OVERFITS)


TRAINING = (
    "training: {train: heart, test: test, label: default, candidate: p_full, metric: brier, most_gap: 0.02}"
)


def test_a_table_that_is_not_there_is_told(home: Home) -> None:
    entry, context = asked(home, TRAINING)

    with pytest.raises(DataError, match="heart"):
        run_training(entry, context)


def test_seeds_differ_by_so_much(home: Home) -> None:
    outcome = run(home, "seeds: [p_slim], most_seed_deviation: 5")

    (finding,) = outcome.result.findings
    assert finding.check == "seed_deviation"
    assert finding.verdict is Verdict.PASS
    assert finding.interval is not None
    assert finding.interval.method == "chi-square"
    (document,) = outcome.documents.values()
    assert isinstance(document, dict)
    assert [one["column"] for one in document["values"]] == ["p_full", "p_slim"]


def test_seeds_that_give_the_same_prove_nothing(home: Home) -> None:
    entry, context = asked(
        home,
        "training: {label: default, train: train, test: test, candidate: p_full, "
        "metric: log_loss, seeds: [p_again], most_seed_deviation: 5}",
    )
    frame = pd.read_parquet(home.root / "data/test.parquet")
    frame.assign(p_again=frame["p_full"]).to_parquet(home.root / "data/again.parquet")
    data = {**context.project.data, "test": TableSpec(source="data/again.parquet")}

    outcome = run_training(entry, replace(context, project=replace(context.project, data=data)))

    (finding,) = outcome.result.findings
    assert (finding.verdict, finding.interval) == (Verdict.INCONCLUSIVE, None)
    assert "look whether the seeds reach the training" in finding.summary


@pytest.mark.parametrize("more", ["most_gap: 0.1", "seeds: [p_slim], most_seed_deviation: 1"])
def test_predictions_that_are_no_probabilities_are_an_error(home: Home, more: str) -> None:
    outcome = run(home, more, "train: train, test: test, candidate: age, metric: log_loss")

    (finding,) = outcome.result.findings
    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.METRIC_UNDEFINED)
    assert finding.interval is None


def test_a_document_that_does_not_fit_leads_to_no_verdict(home: Home) -> None:
    text = "training: {label: default, train: train, test: test, candidate: p_full, metric: log_loss, most_gap: 0.2}"
    entry, context = asked(home, text)
    (document,) = run_training(entry, context).documents.values()
    assert isinstance(document, dict)

    (again,) = judge_training(entry, document, seed=context.seed)
    assert again.verdict is Verdict.PASS
    other, _ = asked(home, text.replace("log_loss", "roc_auc"))
    with pytest.raises(StateError, match="other tables, columns or metrics"):
        judge_training(other, document, seed=0)
    with pytest.raises(StateError, match="does not keep what was counted"):
        judge_training(entry, {**document, "counted": []}, seed=0)
    (theirs,) = run_training(*asked(home, text.replace("log_loss", "roc_auc"))).documents.values()
    needing = {**document, "asked": theirs["asked"]}  # type: ignore[index]  # a document is a mapping
    with pytest.raises(StateError, match="do not hold what `roc_auc` needs"):
        judge_training(other, needing, seed=0)


def test_a_horizon_that_was_not_trained_on_is_open(home: Home) -> None:
    frame = pd.read_parquet(home.root / "data/test.parquet").assign(ahead=lambda one: one["age"] % 3)
    frame.to_parquet(home.root / "data/ahead.parquet")
    frame[frame["ahead"] < 2].to_parquet(home.root / "data/near.parquet")
    entry, context = asked(
        home,
        "training: {label: income, train: train, test: test, candidate: debt, task: forecasting, horizon: ahead, "
        "metric: mean_absolute_error, most_gap: 9, slices: all}",
    )
    tables = {
        name: TableSpec(source=f"data/{file}.parquet") for name, file in (("train", "near"), ("test", "ahead"))
    }

    findings = run_training(
        entry, replace(context, project=replace(context.project, data=tables))
    ).result.findings

    assert [(one.subject.slice, one.verdict) for one in findings] == [
        ((), Verdict.PASS),
        ((("ahead", "0"),), Verdict.PASS),
        ((("ahead", "1"),), Verdict.PASS),
        ((("ahead", "2"),), Verdict.INCONCLUSIVE),
    ]
    assert findings[3].summary == "no rows of train have ahead=2"


def test_another_entry_is_none_of_its_business(home: Home) -> None:
    entry, context = asked(home, "behaviour: {model: full, data: test, tests: [{valid_output: {}}]}")

    with pytest.raises(TypeError):
        run_training(entry, context)
