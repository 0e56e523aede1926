from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import max_error
from tests.fakes.applicants import gap
from tests.fakes.medians import middle_of
from tests.fakes.numbers import gate, moments_of, priced, spec_of

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.gap_gate import Compare
from lockgate.gates.judge import judge
from lockgate.gates.measurement import OF_THESE_ROWS, FactMeasurement
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.metrics.max_error import MaxError
from lockgate.gates.moments.middle_errors import MiddleErrors
from lockgate.gates.selftest.trial import try_gates
from lockgate.gates.slicing import Dimension
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

METRIC = MaxError()
COLUMNS = priced(1_003, seed=5)
BY = ((Dimension("city"),), (Dimension("size", bins=3), Dimension("city")))


def test_it_is_scikit_learns_on_all_rows_and_on_each_slice() -> None:
    cells = moments_of(COLUMNS, spec_of(gate("max_error", Requirement.at_most(99), sliced=True), by=BY))

    assert len(cells.keys) == 1 + 3 + 9
    for at in range(4):
        own = np.ones(1_003, bool) if at == 0 else COLUMNS["city"] == cells.keys[at][1][0]
        for model, name in zip(Model, ("p_old", "p_new"), strict=True):
            measured = METRIC.estimate(cells.slice(at), model)

            expected = max_error(COLUMNS["price"][own], COLUMNS[name][own])
            assert measured.estimate.value == pytest.approx(expected, rel=1e-9)
            assert measured.bounds(0.05) == measured.bounds(1e-9) == (measured.estimate.value,) * 2


@pytest.mark.parametrize(("bar", "verdict"), [(1.01, Verdict.PASS), (0.99, Verdict.FAIL)])
def test_a_gate_is_decided_by_these_rows_alone(bar: float, verdict: Verdict) -> None:
    # the new model's largest error is smaller than the old one's, so here each is the other
    swapped = COLUMNS | {"p_old": COLUMNS["p_new"], "p_new": COLUMNS["p_old"]}
    old, new = (max_error(COLUMNS["price"], swapped[name]) for name in ("p_old", "p_new"))
    spec = spec_of(
        gate("max_error", Requirement.at_most(new * bar)), gate("max_error", NotWorse((new - old) * bar))
    )

    findings = judge(spec, moments_of(swapped, spec))

    assert [one.verdict for one in findings] == [verdict] * 2
    for one in findings:
        assert one.summary.endswith("of these rows alone; n = 1,003")
        assert one.interval is not None
        assert "of rows to come it says nothing" in one.interval.method


def test_evidence_without_the_largest_error_is_no_number() -> None:
    cells = middle_of(np.arange(100.0), np.arange(100.0))
    assert cells.middle is not None
    candidate = cells.middle.candidate
    cut = replace(candidate, ranks=candidate.ranks[:-1], errors=candidate.errors[:-1])
    earlier = replace(cells, middle=MiddleErrors(cut, cut, cut.at_most))

    for measured in (METRIC.estimate(earlier, Model.CANDIDATE), METRIC.difference(earlier)):
        assert "of an earlier version" in measured.undefined


def test_rows_that_depend_on_each_other_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"blocks.*ask `within_tolerance_score` instead"):
        replace(spec_of(gate("max_error", Requirement.at_most(9))), blocks=BlockSpec(entity="city"))


@pytest.mark.parametrize(
    ("more", "pairs"),
    [
        ({"requirement": Requirement.at_most(99)}, 3),
        ({"requirement": Requirement.at_least(0.01), "compare": Compare.RATIO}, 3),
        ({"requirement": Requirement.at_most(99), "within": (Dimension("size", bins=2),)}, 3 + 2 * 3),
    ],
    ids=["difference", "ratio", "within strata"],
)
def test_gaps_between_facts_are_facts(more: dict[str, Any], pairs: int) -> None:
    fair = gap("max_error", groups=(Dimension("city"),), task=Task.REGRESSION, **more)
    spec = replace(spec_of(gate("max_error", Requirement.at_most(99))), fairness=(fair,))

    (whole, *gaps) = judge(spec, moments_of(COLUMNS, spec))

    assert len(gaps) == pairs
    for one in gaps:
        assert (one.verdict, one.mde, "of these rows alone" in one.summary) == (Verdict.PASS, None, True)
        assert "could detect" not in one.summary
        assert one.interval is not None
        assert (one.interval.lower, one.interval.method) == (one.observed, OF_THESE_ROWS)
        assert one.interval.upper in (one.observed, None)
    assert whole.summary.endswith("of these rows alone; n = 1,003")


def test_a_share_of_the_baselines_is_a_fact_too_and_chance_has_no_part_in_it() -> None:
    spec = spec_of(gate("max_error", NotWorse(0.05, is_relative=True)))
    cells = moments_of(COLUMNS, spec)
    old, new = (max_error(COLUMNS["price"], COLUMNS[name]) for name in ("p_old", "p_new"))

    (finding,) = judge(spec, cells)
    (trial,) = try_gates(spec, cells, runs=20, seed=1)

    assert finding.observed == pytest.approx((new - old) / old)
    assert "of these rows alone" in finding.summary
    assert trial.reason == "a fact of the rows at hand, which chance has no part in"


def test_an_interval_without_width_is_no_fact() -> None:
    """Errors that are all alike enclose the median of rows to come as well."""
    label = np.zeros(400)
    columns = {"price": label, "p_old": label + 1, "p_new": label + 1}
    spec = spec_of(gate("median_absolute_error", Requirement.at_most(2)))

    (finding,) = judge(spec, moments_of(columns, spec))

    assert finding.summary.startswith("1, 90 % interval 1 to 1; n = 400")


def test_what_is_known_has_no_spread_and_its_own_size_as_unit() -> None:
    fact = FactMeasurement(-2.5, 10)

    assert (fact.unit, fact.estimate.is_defined, fact.estimate.n) == (2.5, False, 10)
