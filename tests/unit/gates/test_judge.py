from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.predictions import BINARY_METRICS, cells_of, gate, simulated, spec_of

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ColumnNotFoundError, DataError, StateError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.gates.cells import Need
from lockgate.gates.judge import error_findings, judge
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.role import Role
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec

DIRECTED = [
    metric.name
    for metric in BINARY_METRICS
    if metric.direction is not Direction.NEITHER
    and Need.PAIR not in metric.needs
    and metric.name not in ("precision_at_k", "recall_at_k", "profit_at_k")  # of 3 rows: they never decide
]
NOT_ABOUT_RANKING = ("cost_regret", "f1_regret", "recall_at_precision")
"""A swapped model may have a good threshold; and at a precision that all rows together just miss nothing is sure."""

LOSS = gate("log_loss", NotWorse(0.02), sliced=True)


def _judged(columns: Mapping[str, object], spec: ModelGateSpec) -> tuple[Finding, ...]:
    return judge(spec, cells_of(columns, spec), seed=1)


@pytest.mark.parametrize("metric", DIRECTED)
def test_a_model_that_is_compared_with_itself_is_not_worse(metric: str) -> None:
    columns = simulated(20_000, seed=1)
    same = {**columns, "p_old": columns["p_new"]}

    (finding,) = _judged(same, spec_of(gate(metric, NotWorse(0.02))))

    assert finding.verdict is Verdict.PASS
    assert finding.observed == 0
    assert finding.mde is not None
    assert 0 < finding.mde < 0.02


@pytest.mark.parametrize("metric", [name for name in DIRECTED if name not in NOT_ABOUT_RANKING])
def test_a_candidate_whose_classes_are_swapped_fails(metric: str) -> None:
    columns = simulated(20_000, seed=2)
    swapped = {**columns, "p_new": 1 - np.asarray(columns["p_new"])}

    (finding,) = _judged(swapped, spec_of(gate(metric, NotWorse(0.02))))

    # A swapped model flags nearly everything: it finds more of the positives, and treats nearly all rows alike.
    better = ("recall", "false_negative_rate", "generalized_entropy_index")
    expected = Verdict.PASS if metric in better else Verdict.FAIL
    assert (finding.verdict, finding.check.partition("(")[0]) == (expected, metric)


def test_a_line_carries_its_numbers_whatever_the_verdict() -> None:
    spec = spec_of(
        LOSS, gate("roc_auc", Requirement.at_least(0.5), sliced=True), gate("ece", Requirement.at_most(0.5))
    )

    findings = _judged(simulated(5_000, seed=3), spec)

    assert len(findings) == 4 + 4 + 1
    for finding in findings:
        assert finding.n
        assert finding.interval is not None
        assert finding.mde is not None
        assert (finding.n_more is None) == (finding.verdict is not Verdict.INCONCLUSIVE)


def test_a_finding_says_its_family_the_method_and_the_adjusted_bounds() -> None:
    overall, *slices = _judged(simulated(5_000, seed=3), spec_of(LOSS))

    assert overall.family is not None
    assert overall.interval is not None
    assert (overall.family.noun, overall.family.size, overall.family.method) == ("primary gate", 1, "Holm")
    assert overall.family.adjusted == replace(overall.interval, method="")
    for finding in slices:
        family, plain = finding.family, finding.interval
        assert family is not None
        assert family.adjusted is not None
        assert plain is not None
        assert (family.noun, family.size) == ("slice", 3)
        assert family.adjusted.alpha == pytest.approx(plain.alpha / 3)
        assert family.adjusted.lower < plain.lower < plain.upper < family.adjusted.upper  # type: ignore[operator]  # both closed


def test_gates_of_one_role_are_a_family_and_a_broken_guardrail_says_so() -> None:
    columns = simulated(20_000, seed=2)
    swapped = {**columns, "p_new": 1 - np.asarray(columns["p_new"])}
    guarded = [replace(gate(name, NotWorse(0.02)), role=Role.GUARDRAIL) for name in ("ece", "brier_score_loss")]

    first, broken, other = _judged(swapped, spec_of(gate("log_loss", NotWorse(0.02)), *guarded))

    assert [one.family.size for one in (first, broken, other) if one.family] == [1, 2, 2]
    assert broken.family is not None
    assert broken.family.noun == "guardrail"
    assert broken.verdict is first.verdict is Verdict.FAIL
    assert broken.summary.startswith("guardrail broken: candidate − baseline +")
    assert broken.hint.startswith("no gain elsewhere makes up for a guardrail")
    assert not first.summary.startswith("guardrail")
    assert first.hint == ""


def test_a_guardrail_that_is_open_is_not_proven() -> None:
    (finding,) = _judged(
        simulated(200, seed=2), spec_of(replace(gate("accuracy", NotWorse(0.001)), role=Role.GUARDRAIL))
    )

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.summary.startswith("guardrail not proven: candidate − baseline ")
    assert finding.hint.startswith("label more such rows")


def test_subject_and_requirement_say_what_was_compared() -> None:
    overall, first, *_ = _judged(simulated(500, seed=3), spec_of(LOSS))

    assert str(first.subject) == "scored.(p_new, p_old) · carrier=UA"
    assert overall.required == "not worse than baseline by more than 0.02"


def test_a_slice_that_is_much_worse_fails_although_the_whole_passes() -> None:
    columns = simulated(20_000, seed=4)
    is_bad = np.arange(20_000) < 400
    bad = np.where(is_bad, 1 - np.asarray(columns["p_old"]), columns["p_old"])
    carrier = np.where(is_bad, "HA", columns["carrier"])

    findings = _judged(
        {**columns, "p_new": bad, "carrier": carrier}, spec_of(gate("accuracy", NotWorse(0.05), sliced=True))
    )

    assert findings[0].verdict is Verdict.PASS
    assert [finding.subject.slice for finding in findings if finding.verdict is Verdict.FAIL] == [
        (("carrier", "HA"),)
    ]


@pytest.mark.parametrize("metric", DIRECTED)
def test_a_slice_of_one_row_cannot_be_decided(metric: str) -> None:
    columns = simulated(2_000, seed=5)
    carrier = np.array(["AA"] * 1_999 + ["HA"])
    bar = NotWorse(0.01)

    findings = _judged({**columns, "carrier": carrier}, spec_of(gate(metric, bar, sliced=True)))

    (thin,) = (one for one in findings if one.subject.slice == (("carrier", "HA"),))
    assert thin.verdict is Verdict.INCONCLUSIVE
    assert thin.reason in (Reason.TOO_FEW_ROWS, Reason.METRIC_UNDEFINED)
    assert (thin.n, thin.n_more is not None, thin.mde is not None) == (1, True, True)


@pytest.mark.parametrize("n", [2, 9])
def test_few_rows_that_are_alike_prove_nothing(n: int) -> None:
    columns = {"late": np.ones(n, dtype=int), "p_new": np.full(n, 0.9), "p_old": np.full(n, 0.8)}

    (finding,) = _judged(columns, spec_of(gate("log_loss", NotWorse(5.0))))

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert "too few rows for an interval" in finding.summary
    assert (finding.n_more or 0) >= 10 - n
    assert finding.hint == "label more such rows, or change the bar on purpose"


@pytest.mark.parametrize("metric", ["roc_auc", "average_precision"])
def test_a_label_with_one_class_leaves_ranking_open(metric: str) -> None:
    columns = {**simulated(100, seed=6), "late": np.zeros(100, dtype=int)}

    (finding,) = _judged(columns, spec_of(gate(metric, Requirement.at_least(0.5))))

    assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.METRIC_UNDEFINED)
    assert finding.summary == "undefined: no positive rows; n = 100"
    assert (
        finding.hint
        == f"judge rows that have what the metric needs, or ask another (`lockgate explain {metric}`)"
    )


@pytest.mark.parametrize("score", [1.5, -0.1, float("nan"), float("inf"), None], ids=str)
def test_one_score_that_is_no_probability_is_an_error_of_every_gate(score: float | None) -> None:
    columns = simulated(50, seed=7)
    scores = [score, *np.asarray(columns["p_new"])[1:].tolist()]
    spec = spec_of(LOSS, gate("accuracy", Requirement.at_least(0)))

    findings = _judged({**columns, "p_new": scores}, spec)

    assert {(finding.verdict, finding.reason) for finding in findings} == {
        (Verdict.ERROR, Reason.METRIC_UNDEFINED)
    }
    assert findings[0].summary.startswith("of 50 rows, 1 has a")
    assert "`p_new`" in findings[0].summary


def test_an_empty_table_proves_nothing() -> None:
    columns = {name: np.asarray(values)[:0] for name, values in simulated(1, seed=1).items()}

    findings = _judged(columns, spec_of(LOSS, gate("accuracy", Requirement.at_least(0))))

    assert {finding.verdict for finding in findings} == {Verdict.INCONCLUSIVE}
    assert {finding.reason for finding in findings} == {Reason.METRIC_UNDEFINED}


def test_a_named_slice_without_rows_is_inconclusive() -> None:
    spec = spec_of(LOSS, by=((Dimension("carrier", values=("UA", "HA")),),))

    missing = _judged(simulated(500, seed=8), spec)[-1]

    assert (missing.verdict, missing.reason, missing.n) == (Verdict.INCONCLUSIVE, Reason.SLICE_MISSING, 0)
    assert missing.summary == "no rows have carrier=HA"
    assert missing.hint == "known: `AA`, `B6`, `UA`"


def test_a_number_that_is_written_otherwise_than_the_engine_writes_it_is_told_what_there_is() -> None:
    columns = {**simulated(500, seed=8), "carrier": [float(at % 2) for at in range(500)]}

    missing = _judged(columns, spec_of(LOSS, by=((Dimension("carrier", values=("0.0", "1")),),)))[-1]

    assert missing.summary == "no rows have carrier=1"
    assert missing.hint == "known: `0.0`, `1.0`"


def test_what_the_gate_says_for_people_is_on_every_line() -> None:
    described = replace(LOSS, severity=Severity.WARNING, why="w", owner="o", runbook="r", tags=("t",))

    findings = _judged(simulated(500, seed=9), spec_of(described))

    assert {(one.severity, one.why, one.owner, one.runbook, one.tags) for one in findings} == {
        (Severity.WARNING, "w", "o", "r", ("t",))
    }


def test_cells_that_cannot_be_read_are_an_error_of_every_gate() -> None:
    error = DataError.engine("scored", "out of memory")

    findings = error_findings(spec_of(LOSS, gate("accuracy", Requirement.at_least(0))), error)

    assert [(one.check, one.verdict, one.reason) for one in findings] == [
        ("log_loss", Verdict.ERROR, Reason.NOT_ASKABLE),
        ("accuracy", Verdict.ERROR, Reason.NOT_ASKABLE),
    ]


def test_an_error_is_told_with_its_hint_and_without_a_second_code() -> None:
    error = ColumnNotFoundError.of("regio", "scored", ["region"])

    (finding,) = error_findings(spec_of(LOSS), error)

    assert finding.summary == "table `scored`: has no column `regio`"
    assert finding.hint == "did you mean `region`?"


@pytest.mark.parametrize(
    "other",
    [
        spec_of(gate("roc_auc", Requirement.at_least(0.1))),
        spec_of(gate("brier", Requirement.at_most(0.9), sliced=True)),
        replace(spec_of(LOSS), threshold=0.3),
        replace(spec_of(LOSS), candidate="p_other"),
        spec_of(LOSS, by=((Dimension("distance"),),)),
        spec_of(LOSS, by=((Dimension("carrier"),), (Dimension("distance", bins=2),))),
    ],
    ids=["ranks", "loss", "threshold", "column", "slices", "more slices"],
)
def test_cells_that_were_counted_for_another_spec_are_refused(other: ModelGateSpec) -> None:
    cells = cells_of(simulated(100, seed=1), spec_of(LOSS))

    with pytest.raises(StateError, match="cells"):
        judge(other, cells)


def test_cells_for_paired_differences_are_refused_where_a_model_is_judged_alone() -> None:
    paired = spec_of(gate("log_loss", NotWorse(0.1), sliced=True))
    alone = spec_of(gate("log_loss", Requirement.at_most(0.9), sliced=True))
    cells = cells_of(simulated(100, seed=1), paired)

    assert Need.OWN_SQUARES not in cells.plan.needs
    with pytest.raises(StateError, match="they do not hold what `log_loss` needs"):
        judge(alone, cells)


@pytest.mark.parametrize("metric", ["log_loss", "brier_score_loss", "d2_log_loss_score"])
def test_paired_differences_are_the_same_where_less_is_counted(metric: str) -> None:
    paired, alone = (gate(metric, asked, sliced=True) for asked in (NotWorse(0.1), Requirement.at_least(0.0)))
    columns = simulated(2_000, seed=4)

    few, many = _judged(columns, spec_of(paired)), _judged(columns, spec_of(paired, alone))

    same = [one for one in many if "baseline" in one.required]
    assert [(one.subject, one.verdict) for one in few] == [(one.subject, one.verdict) for one in same]
    assert [one.observed for one in few] == pytest.approx([one.observed for one in same])
    assert [one.mde for one in few] == pytest.approx([one.mde for one in same])


def test_cells_that_were_cut_by_other_slices_say_by_which() -> None:
    crossed = spec_of(LOSS, by=((Dimension("carrier"), Dimension("distance", bins=2)),))
    cells = cells_of(simulated(100, seed=1), crossed)

    with pytest.raises(
        StateError, match=r"they were cut by \['carrier', 'distance'\], and \['carrier'\] is asked"
    ):
        judge(spec_of(LOSS), cells)
    apart = spec_of(LOSS, by=((Dimension("carrier"),), (Dimension("distance", bins=2),)))
    with pytest.raises(StateError, match="they were cut by"):
        judge(apart, cells)


def test_a_rate_in_a_tail_that_few_rows_fix_stays_open_and_says_what_it_needs() -> None:
    asked = MetricGate(
        metric="recall_at_false_positive_rate",
        requirement=Requirement.at_least(0.01),
        arguments=(("false_positive_rate", 0.001),),
    )

    (finding,) = _judged(simulated(2_000, seed=1), spec_of(asked))

    assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.TOO_FEW_ROWS)
    assert "without bounds: at a false-positive rate of 0.001" in finding.summary
    assert "20,000 negatives" in finding.summary
    assert finding.hint == "label more such rows, or change the bar on purpose"
    assert (finding.mde, finding.n_more, finding.interval) == (None, None, None)


def test_what_buckets_hide_is_not_decided_by_more_rows() -> None:
    columns = simulated(2_000, seed=1)
    alike = {**columns, "p_new": 0.97 * np.asarray(columns["p_old"]) + 0.01}

    (finding,) = _judged(alike, spec_of(gate("roc_auc", NotWorse(0.0001))))

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert "cannot decide" in finding.summary
    assert finding.hint.startswith("scores that share a bucket hide as much")
