from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.probes.behaviour import Behaviour, Trial
from lockgate.probes.behaviours.valid_output import ValidOutput
from lockgate.probes.judge import judge_tallies, rows_needed
from lockgate.probes.tally import tallies


def trial(broken: int, n: int, **more: object) -> Trial:
    rows = {"g": np.array(["a", "b"] * n, dtype=object)[:n]}
    excess = np.where(np.arange(n) < broken, 0.25, -0.5)
    given = {"rows": rows, "changed": rows, "before": np.zeros(n), "after": np.zeros(n), "excess": excess}
    return Trial(**{**given, **more})  # type: ignore[arg-type]  # of any field


def judged(test: Behaviour, seen: Trial) -> Finding:
    return judge_tallies(test, tallies(test, seen), "loans", alpha=0.05)[0]


@pytest.mark.parametrize(
    ("broken", "n", "verdict"),
    [
        (0, 100, Verdict.PASS),
        (1, 100, Verdict.INCONCLUSIVE),
        (7, 100, Verdict.INCONCLUSIVE),
        (11, 100, Verdict.FAIL),
        (0, 10, Verdict.INCONCLUSIVE),
        (0, 0, Verdict.INCONCLUSIVE),
    ],
)
def test_a_share_is_decided_by_exact_bounds(broken: int, n: int, verdict: Verdict) -> None:
    found = judged(ValidOutput(at_most=0.04), trial(broken, n))

    assert found.verdict is verdict
    assert (found.n, found.n_failed) == (n, broken)
    if n:
        # scipy: the exact interval of binomtest is the same
        wanted = binomtest(broken, n).proportion_ci(0.9, method="exact")
        assert found.interval is not None
        assert (found.interval.lower, found.interval.upper) == pytest.approx(
            (wanted.low, wanted.high), abs=1e-9
        )
        passes = float(wanted.high) <= 0.04
        fails = float(wanted.low) > 0.04
        assert (verdict is Verdict.PASS, verdict is Verdict.FAIL) == (passes, fails)


def test_shares_are_written_out_up_to_the_whole() -> None:
    assert judged(ValidOutput(), trial(269, 269)).summary.startswith(
        "269 of 269 rows break it (100 %); 90 % interval 99 to 100 %"
    )
    assert "90 % interval 0.0051 to 0.47 %" in judged(ValidOutput(), trial(1, 1_000)).summary


def test_where_none_may_break_it_one_is_a_failure_and_none_a_pass() -> None:
    assert judged(ValidOutput(), trial(1, 1_000)).verdict is Verdict.FAIL
    found = judged(ValidOutput(), trial(0, 100))

    assert found.verdict is Verdict.PASS
    assert found.summary == "0 of 100 rows break it; at 95 % confidence fewer than 3 % would"
    assert found.required.endswith("in [0, 1], of every row")


def test_what_is_open_says_how_many_rows_would_decide() -> None:
    found = judged(ValidOutput(at_most=0.04), trial(1, 100))

    assert found.n_more is not None
    assert "more rows would decide" in found.summary
    assert found.reason == Reason.BEHAVIOUR_UNDECIDED
    assert rows_needed(4, 100, 0.04, alpha=0.1) is None
    assert rows_needed(399_999, 10_000_000, 0.04, alpha=0.1) is None


def test_slices_are_judged_by_themselves_and_fail_at_a_level_of_all() -> None:
    # 7 of 50 rows of each slice: a failure at the level of one test, and not at that of two
    seen = trial(14, 100)
    test = ValidOutput(at_most=0.07, slices=("g",))

    whole, first, second = judge_tallies(test, tallies(test, seen), "loans", alpha=0.05)

    assert whole.verdict is Verdict.FAIL
    assert [one.subject.slice for one in (first, second)] == [(("g", "a"),), (("g", "b"),)]
    assert {one.verdict for one in (first, second)} == {Verdict.INCONCLUSIVE}
    # what is missing is rows to fail at the level of two, not of one
    assert first.n_more == 19
    sure = judge_tallies(test, tallies(test, trial(60, 100)), "loans", alpha=0.05)
    assert [one.verdict for one in sure] == [Verdict.FAIL] * 3


def test_a_slice_without_value_is_one_and_too_many_are_told() -> None:
    seen = trial(0, 4, rows={"g": np.array(["a", None, "a", None], dtype=object)})
    found = judge_tallies(
        ValidOutput(slices=("g",)), tallies(ValidOutput(slices=("g",)), seen), "loans", alpha=0.05
    )
    many = trial(0, 300, rows={"g": np.arange(300)})

    assert [one.subject.slice for one in found[1:]] == [(("g", "(null)"),), (("g", "a"),)]
    crowded = judge_tallies(
        ValidOutput(slices=("g",)), tallies(ValidOutput(slices=("g",)), many), "loans", alpha=0.05
    )
    assert [one.verdict for one in crowded] == [Verdict.PASS, Verdict.INCONCLUSIVE]
    assert "300 values" in crowded[1].summary


def test_costs_and_rows_that_were_left_out_are_told() -> None:
    costs = np.append(np.linspace(1, 2, 60), np.full(40, np.inf))
    found = judged(ValidOutput(at_most=0.5), trial(3, 100, costs=costs, skipped=7))

    assert "at worst" not in found.summary
    assert "cheapest change 1, median 1.84, 90 % interval 1.69 to 1.98" in found.summary
    assert "by 0.25 at worst" in judged(ValidOutput(), trial(3, 100)).summary
    assert "7 rows that it does not change are not judged" in found.summary
    assert "beyond the search" in judged(ValidOutput(), trial(0, 9, costs=np.full(9, np.inf))).summary


def test_answers_that_are_no_numbers_are_told() -> None:
    found = judged(ValidOutput(), trial(1, 2, excess=np.array([np.inf, -1.0])))

    assert "some give no number" in found.summary
