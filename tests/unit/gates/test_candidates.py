from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.errors import ParameterError
from lockgate.domain.figure import IntervalFigure
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.gates.candidates import CHECK, candidate_figure, compare_candidates, specs_of
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.judge import error_findings, judge
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.predicted import Predicted
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec

COLUMNS = simulated(4_000, seed=1)
DRAW = np.random.default_rng(2)
COLUMNS |= {
    "p_poor": np.clip(COLUMNS["p_new"] + DRAW.normal(0, 0.4, 4_000), 0, 1),
    "p_alike": np.clip(COLUMNS["p_old"] + DRAW.normal(0, 0.02, 4_000), 0, 1),
}
NAMED: dict[str, Predicted] = {"poor": "p_poor", "alike": "p_alike", "new": "p_new"}
BAR = spec_of(gate("roc_auc", NotWorse(0.02)), gate("accuracy", Requirement.at_least(0.5)))


def judged(
    spec: ModelGateSpec, **names: Predicted
) -> tuple[tuple[ModelGateSpec, ...], list[tuple[Finding, ...]]]:
    specs = specs_of(spec, names or NAMED)
    return specs, [judge(one, cells_of(COLUMNS, one)) for one in specs]


def test_whichever_passes_opens_the_gate_and_the_others_are_notes() -> None:
    specs, found = judged(BAR)

    together, *each = compare_candidates(specs, found)

    assert (together.check, together.verdict, together.reason) == (CHECK, Verdict.PASS, "LG440")
    assert str(together.subject) == "scored.(poor, alike, new)"
    assert together.required == "at least one of 3 must pass, each at 0.05 / 3"
    assert together.summary.startswith("alike, new pass; poor fails; by roc_auc, candidate − baseline: ")
    assert together.summary.index("poor −") > together.summary.index("alike −")
    assert dict(together.details)["verdict_poor"] == "fail"
    assert dict(together.details)["best"] in {"new", "alike"}
    assert [str(one.subject) for one in each] == [
        f"scored.{name}" for one in NAMED for name in (f"({one}, p_old)", one)
    ]
    assert {one.severity for one in each[:2]} == {Severity.INFO}
    assert {one.severity for one in each[2:]} == {Severity.BLOCKING}


def test_a_pass_is_surer_and_a_failure_is_claimed_as_alone() -> None:
    specs, found = judged(BAR)

    alone = judge(BAR, cells_of(COLUMNS, BAR))[0]

    poor, _, new = (one[0].interval for one in found)
    assert poor is not None
    assert new is not None
    assert alone.interval is not None
    assert poor.alpha == pytest.approx(0.1 / 2)  # it fails by Holm over both gates
    assert new.alpha == pytest.approx(0.1 / 3)
    assert "one of 3 candidates: it passes at alpha / 3" in new.method
    assert new.lower is not None
    assert alone.interval.lower is not None
    assert new.lower < alone.interval.lower
    assert specs[2].pass_alpha == pytest.approx(0.05 / 3)


def test_the_best_decides_where_none_passes() -> None:
    bar = spec_of(gate("accuracy", Requirement.at_least(0.72)))
    specs, found = judged(bar)

    together, *each = compare_candidates(specs, found)

    assert (together.verdict, together.reason) == (Verdict.INCONCLUSIVE, "LG442")
    assert [one.severity for one in each if one.verdict is Verdict.FAIL] == [Severity.INFO]
    specs, found = judged(spec_of(gate("accuracy", Requirement.at_least(0.99))))
    together, *each = compare_candidates(specs, found)
    assert (together.verdict, together.reason) == (Verdict.FAIL, "LG441")
    assert {one.severity for one in each} == {Severity.BLOCKING}


def test_a_candidate_that_could_not_be_judged_stays_an_error() -> None:
    specs, found = judged(BAR)
    found[0] = error_findings(specs[0], ParameterError.of("table", "p_poor", "a column", "none"))

    together, first, *_ = compare_candidates(specs, found)

    assert together.verdict is Verdict.PASS
    assert "poor could not be judged" in together.summary
    assert (first.verdict, first.severity) == (Verdict.ERROR, Severity.BLOCKING)


def test_candidates_are_drawn_best_first() -> None:
    specs, found = judged(BAR)

    (figure,) = candidate_figure(specs, found)

    assert isinstance(figure, IntervalFigure)
    assert figure.rows[-1].label == "poor"
    assert [row.estimate for row in figure.rows] == sorted((row.estimate for row in figure.rows), reverse=True)
    assert figure.bar == -0.02
    assert candidate_figure(specs[:1], found[:1]) == ()
    assert compare_candidates(specs[:1], found[:1]) == found[0]


def test_candidates_of_which_none_is_better_keep_their_order() -> None:
    rate = spec_of(gate("selection_rate", Requirement.between(0.0, 0.9)))

    specs, found = judged(rate)

    assert "best" not in dict(compare_candidates(specs, found)[0].details)
    (figure,) = candidate_figure(specs, found)
    assert isinstance(figure, IntervalFigure)
    assert [row.label for row in figure.rows] == ["poor", "alike", "new"]
    assert figure.bar is None


def test_gaps_alone_and_numbers_without_interval_can_be_compared() -> None:
    gap = GapGate(metrics=("accuracy",), groups=(Dimension("carrier"),), requirement=Requirement.at_most(0.5))
    fair = ModelGateSpec(table="scored", label="late", candidate="p_new", gates=(), fairness=(gap,))

    specs, found = judged(fair)

    assert compare_candidates(specs, found)[0].summary == "poor, alike, new pass"
    assert "one of 3 candidates" in (found[0][0].interval or pytest.fail("no interval")).method
    few = {name: values[:5] for name, values in COLUMNS.items()}
    thin = specs_of(BAR, NAMED)
    open_ = [judge(one, cells_of(few, one)) for one in thin]
    assert "by roc_auc" in compare_candidates(thin, open_)[0].summary
    assert candidate_figure(thin, open_) == ()


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"a": "p_new"}, "2 to 20 candidates"),
        ({"a": "p_new", "": "p_alike"}, "2 to 20 candidates"),
        ({"a": "p_new", "b": "p_new"}, "columns of their own, got 'p_new'"),
        ({"a": "p_new", "b": "late"}, "another column than the scores"),
        ({"a": "p_new", "b": {"x": "p_alike"}}, "one column"),
    ],
)
def test_candidates_that_cannot_be_told_apart_are_refused(names: dict[str, Predicted], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        specs_of(BAR, names)


def test_a_search_splits_rows_alike_for_all_candidates() -> None:
    specs = specs_of(BAR, NAMED)

    assert {one.predicted for one in specs} == {frozenset({"late", "p_old", "p_poor", "p_alike", "p_new"})}
