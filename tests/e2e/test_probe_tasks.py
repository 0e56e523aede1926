"""Models of rankings, forecasts, quantiles and labels are probed, and judged again without them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import mean_pinball_loss
from tests.fakes.probed_tasks import DATA, MODELS, tasks_home
from tests.fakes.projects import Home

from lockgate.app.project.spec import Project
from lockgate.app.replay import replay_run
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict

STAGES = """  evaluate:
    - name: films under faults
      robustness:
        {model: films, data: films, label: stars, task: ranking, query: user,
         gates: [{metric: ndcg_score, max_loss: 0.05, arguments: {k: 5}}],
         perturbations: [{noise: {columns: [noise], doses: [1]}}, {permuted: {columns: [taste], doses: [1]}}]}
    - name: sales under faults
      robustness:
        {model: sales, data: sales, label: sales, task: forecasting, series: shop, horizon: ahead,
         gates: [{metric: mean_absolute_error, max_loss: 0.2, slices: all},
                 {metric: mean_absolute_scaled_error, arguments: {scale: naive}, mustBeLessThan: 1}],
         perturbations: [{permuted: {columns: [level], doses: [1]}}]}
    - name: quantiles under faults
      robustness:
        {model: quantiles, data: sales, label: sales, task: quantile_regression,
         gates: [{metric: weighted_interval_loss, max_loss: 0.1}],
         perturbations: [{permuted: {columns: [level], doses: [1]}}]}
    - name: mails under faults
      robustness:
        {model: mails, data: mails, label: {spam: is_spam, urgent: is_urgent}, task: multilabel_classification,
         gates: [{metric: hamming_loss, max_loss: 0.05}],
         perturbations: [{noise: {columns: [length], doses: [1]}}, {sign_flip: {columns: [links], doses: [1]}}]}
    - name: films behave
      behaviour:
        {model: films, data: films, label: stars, query: user, rows: 1000,
         tests: [{directional: {column: taste, by: 0.1, expect: up}}, {valid_output: {lowest: -9, highest: 1}}]}
    - name: sales behave
      behaviour:
        {model: sales, data: sales, label: sales, series: shop,
         tests: [{valid_output: {lowest: -9, highest: 99, slices: [ahead]}}]}
    - name: quantiles behave
      behaviour:
        {model: quantiles, data: sales, label: sales,
         tests: [{valid_output: {lowest: -9, highest: 99}}, {monotone: {column: level, expect: up, of: 0.9}},
                 {determinism: {same_class: true}}, {flip: {features: {level: {}}, cost: 0.1}}]}
    - name: mails behave
      behaviour:
        {model: mails, data: mails, label: {spam: is_spam, urgent: is_urgent},
         tests: [{valid_output: {}}, {directional: {column: links, by: 0.1, expect: up, of: spam}},
                 {invariance: {when: {noise: {columns: [length], doses: [0.1]}}, same_class: true, at_most: 0.2}},
                 {flip: {features: {links: {}}, cost: 0.05, at_most: 0.5}}]}
    - name: films rely
      importance:
        {model: films, data: films, label: stars, query: user, loss: ndcg_loss, k: 5, largest_share: 0.5}
    - name: sales rely
      importance:
        {model: sales, data: sales, label: sales, series: shop, horizon: ahead, loss: absolute_error,
         largest_share: 0.5}
    - name: quantiles rely
      importance:
        {model: quantiles, data: sales, label: sales, loss: weighted_interval_loss, largest_share: 0.5}
    - name: mails rely
      importance:
        {model: mails, data: mails, label: {spam: is_spam, urgent: is_urgent}, largest_share: 0.9, most_idle: 0}
    - name: sales learnt
      training:
        {train: sales_train, test: sales, label: sales, candidate: p, task: forecasting, series: shop,
         horizon: ahead, metric: mean_absolute_error, most_gap: 1, slices: all}
    - name: quantiles learnt
      training:
        {train: sales_train, test: sales, label: sales, candidate: {0.1: p_low, 0.9: p_high},
         task: quantile_regression, metric: weighted_interval_loss, most_gap: 1}
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Project, str, dict[str, list[Finding]]]:
    """Return a run of probes of every task."""
    home = tasks_home(tmp_path_factory.mktemp("tasks"))
    project = home.project(DATA, STAGES, more=MODELS)
    done = home.run(project)
    home.ports(project).evidence.save(done.result.run_id, done.documents)
    (stage,) = done.result.stages
    return home, project, done.result.run_id, {one.name: list(one.findings) for one in stage.entries}


Ran = tuple[Home, Project, str, dict[str, list[Finding]]]


def verdicts(ran: Ran, name: str) -> list[Verdict]:
    return [one.verdict for one in ran[3][name]]


def test_metrics_of_each_task_fall_where_a_feature_that_matters_breaks(ran: Ran) -> None:
    found = ran[3]

    assert verdicts(ran, "films under faults") == [Verdict.PASS, Verdict.FAIL]
    assert found["films under faults"][1].summary.endswith("n = 120 queries")
    assert verdicts(ran, "quantiles under faults") == [Verdict.FAIL]
    assert verdicts(ran, "mails under faults") == [Verdict.PASS, Verdict.FAIL]
    sales = found["sales under faults"]
    assert [one.subject.slice for one in sales[:5]] == [(), *((("ahead", str(at)),) for at in range(1, 5))]
    assert {one.verdict for one in sales} == {Verdict.FAIL}
    assert sales[0].summary.endswith("n = 120 series")


def test_a_loss_of_quantiles_is_that_of_scikit_learn(ran: Ran) -> None:
    frame = pd.read_parquet(ran[0].root / "data/sales.parquet")
    (finding,) = ran[3]["quantiles learnt"]
    losses = [
        np.mean(
            [
                mean_pinball_loss(one["sales"], one[name], alpha=level)
                for name, level in (("p_low", 0.1), ("p_high", 0.9))
            ]
        )
        for one in (frame, pd.read_parquet(ran[0].root / "data/sales_train.parquet"))
    ]

    assert finding.observed == pytest.approx(2 * (losses[0] - losses[1]), abs=1e-9)
    assert verdicts(ran, "quantiles learnt") == [Verdict.PASS]


def test_queries_and_series_break_a_property_as_a_whole(ran: Ran) -> None:
    up, outside = ran[3]["films behave"]

    assert (up.verdict, up.n) == (Verdict.PASS, 100)
    assert "of every query" in up.required
    assert outside.verdict is Verdict.FAIL
    assert outside.n_failed is not None
    assert "queries break it" in outside.summary
    assert [(one.n, one.subject.slice) for one in ran[3]["sales behave"]][:2] == [
        (120, ()),
        (120, (("ahead", "1"),)),
    ]


def test_what_means_nothing_of_quantiles_says_what_to_do_instead(ran: Ran) -> None:
    valid, up, same, flip = ran[3]["quantiles behave"]

    assert (valid.verdict, up.verdict) == (Verdict.PASS, Verdict.PASS)
    assert valid.required.startswith("the answer is a number in [-9, 99], and quantiles do not cross")
    assert (same.verdict, flip.verdict) == (Verdict.ERROR, Verdict.ERROR)
    assert "say with `tolerance`" in same.summary
    assert "`moved_by` must be given" in flip.summary


def test_labels_are_told_apart(ran: Ran) -> None:
    assert verdicts(ran, "mails behave") == [Verdict.PASS] * 4
    assert "changes a predicted label" in ran[3]["mails behave"][3].required


def test_importance_is_that_of_queries_series_and_horizons(ran: Ran) -> None:
    (films,) = ran[3]["films rely"]
    assert (films.verdict, films.subject.columns) == (Verdict.FAIL, ("taste",))
    sales = ran[3]["sales rely"]
    assert [one.subject.slice for one in sales] == [(), *((("ahead", str(at)),) for at in range(1, 5))]
    assert [one.verdict for one in sales] == [Verdict.FAIL] * 5
    assert {one.n for one in sales} == {120}
    assert verdicts(ran, "quantiles rely") == [Verdict.FAIL]
    assert verdicts(ran, "mails rely") == [Verdict.PASS, Verdict.PASS]


def test_training_is_judged_at_each_horizon(ran: Ran) -> None:
    gaps = ran[3]["sales learnt"]

    assert [one.subject.slice for one in gaps] == [(), *((("ahead", str(at)),) for at in range(1, 5))]
    assert {one.verdict for one in gaps} == {Verdict.PASS}


def test_all_is_judged_again_without_the_models(ran: Ran) -> None:
    home, project, run_id, found = ran
    models, gone = home.root / "models", home.root / "gone"
    models.rename(gone)

    replayed = replay_run(project, home.ports(project), run_id)

    gone.rename(models)

    assert replayed.differences == ()
    assert (replayed.judged, replayed.withheld) == (sum(map(len, found.values())), 0)


def failing(ran: Ran, entry: str) -> str:
    """Return what an entry that cannot be run says."""
    project = ran[0].project(DATA, f"  evaluate:\n    - {entry}\n", more=MODELS)
    ((one,),) = [stage.entries for stage in ran[0].run(project).result.stages]
    assert one.findings[0].verdict is Verdict.ERROR
    return f"{one.findings[0].summary} {one.findings[0].hint}"


QUANTILES = (
    "robustness: {model: sums, data: sales, label: sales, task: quantile_regression, "
    "gates: [{metric: weighted_interval_loss, max_loss: 1}], "
    "perturbations: [{noise: {columns: [level], doses: [1]}}]}"
)
RANKING = (
    "robustness: {model: films, data: films, label: stars, query: user, task: ranking, rows: 9, "
    "gates: [{metric: ndcg_score, max_loss: 1}], perturbations: [{noise: {columns: [taste], doses: [1]}}]}"
)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (QUANTILES, "name its quantiles in order, under `models`: `quantiles: [0.1, 0.5, 0.9]`"),
        (RANKING, "`rows` must be at least the rows of one value of `user`, which are drawn together"),
        (
            "importance: {model: quantiles, data: sales, label: {a: sales, b: naive}, most_idle: 0}",
            "one column, because the model names no `labels`",
        ),
        (
            "importance: {model: mails, data: mails, label: {spam: is_spam}, most_idle: 0}",
            "`label` must be a column for each label of the model: spam, urgent",
        ),
        (
            "importance: {model: sums, data: sales, label: sales, horizon: level, loss: absolute_error, most_idle: 0}",
            "at most 50 values",
        ),
        (
            "importance: {model: sums, data: sales, label: sales, horizon: gap, loss: absolute_error, most_idle: 0}",
            "`horizon` must be a column without missing values",
        ),
        (
            "behaviour: {model: sums, data: sales, label: sales, series: gap, tests: [{determinism: {}}]}",
            "`series` must be a column without missing values",
        ),
        (
            "behaviour: {model: quantiles, data: sales, label: sales, tests: [{monotone: {column: day, expect: up}}]}",
            "name the level of a quantile: `of` of a test",
        ),
    ],
)
def test_what_cannot_be_asked_says_what_to_do(ran: Ran, entry: str, says: str) -> None:
    assert says in failing(ran, entry)
