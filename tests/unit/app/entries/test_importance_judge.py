from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lockgate.app.entries.importance_judge import Relied, importance_figures, importance_findings
from lockgate.app.project.probe_specs import ImportanceEntry
from lockgate.domain.codes import Reason
from lockgate.domain.figure import IntervalFigure
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.probes.importance import Importance, difference
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import t_bounds


def measured(*values: float, noise: float = 0.01, n: int = 300, seed: int = 1) -> tuple[Importance, ...]:
    drawn = np.random.default_rng(seed)
    found = []
    for name, value in zip("abcdef", values, strict=False):
        pulls = drawn.normal(0, noise, n) if value else np.zeros(n)
        influence = pulls - pulls.mean()
        found.append(
            Importance(name=name, columns=(name,), value=value, influence=influence, is_idle=value == 0)
        )
    return tuple(found)


def relied(new: tuple[Importance, ...], old: tuple[Importance, ...] = (), **more: Any) -> Relied:  # noqa: ANN401 - of any field
    names = tuple(one.name for one in new)
    given = {
        "features": names,
        "candidate": new,
        "baseline": old,
        "refits": (),
        "own": names,
        "duplicates": (),
        "n": 300,
    }
    return Relied(**{**given, **more})


def judged(found: Relied, **more: Any) -> list[Finding]:  # noqa: ANN401 - of any field
    given = {"model": "m", "data": "d", "label": "y", "baseline": "old" if found.baseline else ""}
    return list(importance_findings(ImportanceEntry(**{**given, **more}), [found], seed=1))


def test_idle_and_duplicated_features_are_named() -> None:
    found = relied(measured(1, 0, 0, 2), duplicates=(("a", "d"),))

    idle, twins = judged(found, most_idle=1, most_duplicated=0)

    assert (idle.verdict, idle.observed, idle.summary) == (Verdict.FAIL, 2, "2 of 4 features: b, c; n = 300")
    assert (twins.verdict, twins.reason) == (Verdict.FAIL, Reason.FEATURES_IDLE)
    assert [one.verdict for one in judged(found, most_idle=2, most_duplicated=1)] == [Verdict.PASS] * 2


@pytest.mark.parametrize(
    ("most", "verdict"), [(0.5, Verdict.FAIL), (0.9, Verdict.PASS), (0.8, Verdict.INCONCLUSIVE)]
)
def test_one_feature_may_not_carry_all(most: float, verdict: Verdict) -> None:
    (finding,) = judged(relied(measured(4, 1, noise=0.5)), largest_share=most)

    assert finding.verdict is verdict
    assert finding.subject.columns == ("a",)


def test_where_nothing_matters_no_share_is_known() -> None:
    (finding,) = judged(relied(measured(0, 0)), largest_share=0.5)

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.summary == "no feature has any importance"
    assert finding.hint == "look whether the model reads its features: its answers do not depend on them"
    assert finding.interval is None
    assert finding.observed is None


def test_churn_beyond_what_refits_differ_fails() -> None:
    new, old = measured(1, 2, 9, 8), measured(9, 8, 1, 2)

    (fails,) = judged(relied(new, old), most_churn=0.4, top=2)
    (passes,) = judged(relied(new, old, refits=(new,)), most_churn=0.4, top=2)

    assert (fails.verdict, fails.reason) == (Verdict.FAIL, Reason.IMPORTANCE_CHANGED)
    assert "rank correlation −1" in fails.summary
    assert passes.verdict is Verdict.PASS
    assert "refits differ by 100 % at most" in passes.summary
    (flat,) = judged(relied(measured(0, 0), measured(0, 0)), most_churn=0.5, top=1)
    assert "rank" not in flat.summary
    assert (flat.verdict, flat.observed, flat.interval) == (Verdict.INCONCLUSIVE, None, None)
    assert flat.summary.startswith("no feature has any importance to the baseline")


def test_few_rows_pass_nothing_that_is_estimated() -> None:
    found = relied(measured(1, 2, n=9), measured(1, 2, n=9), n=9)

    findings = judged(
        found, most_churn=0.9, top=1, most_sign_flips=9, most_change=9, largest_share=0.99, most_idle=0
    )

    assert [one.verdict for one in findings] == [Verdict.PASS] + [Verdict.INCONCLUSIVE] * 4
    assert all("too few rows for an interval" in one.summary for one in findings[1:])


def test_every_feature_is_held_against_the_largest_share() -> None:
    # b is a little smaller and far less certain, so it may be the larger one
    sure, unsure = measured(2.1, noise=0.1), measured(0, 2, noise=9)[1:]
    found = relied((*sure, *unsure))

    (finding,) = judged(found, largest_share=0.6)

    assert finding.verdict is Verdict.INCONCLUSIVE


def test_a_feature_that_is_nearly_idle_does_not_hide_that_all_are_below_the_bar() -> None:
    idle = measured(1e-6, noise=0.02)[0]
    (finding,) = judged(relied((*measured(4, 3, 3), replace(idle, name="d"))), largest_share=0.6)

    assert (finding.verdict, finding.subject.columns) == (Verdict.PASS, ("a",))
    assert finding.summary == "a has 40 % of all importance, 90 % interval 40 % to 40 %"
    assert finding.required == "60 % at most"
    assert finding.hint == ""


def test_the_feature_that_may_be_the_largest_is_named() -> None:
    first, third = (measured(2.1, 0, 2.1, noise=0.1)[at] for at in (0, 2))
    unsure = measured(0, 2, noise=9)[1]

    (finding,) = judged(relied((first, unsure, third)), largest_share=0.4)

    assert finding.subject.columns == ("b",)
    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.hint == "judge more rows, or change the bar on purpose"


def test_a_share_is_bounded_by_all_that_there_is() -> None:
    (finding,) = judged(relied(measured(1, 0.05, noise=2)), largest_share=0.99)

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.interval is not None
    assert finding.interval.upper == 1.0
    assert finding.summary.endswith("to 100 %")


def test_signs_that_flip_are_named() -> None:
    (finding,) = judged(relied(measured(1, -1), measured(1, 1)), most_sign_flips=0)

    assert (finding.verdict, finding.reason) == (Verdict.FAIL, Reason.IMPORTANCE_CHANGED)
    assert "1 of 2 features flip beyond doubt: b" in finding.summary


def test_signs_that_are_not_known_are_no_proof() -> None:
    new, old = measured(1, 2), measured(1, 2, seed=2)
    blind = [tuple(replace(one, leaning=Estimate.undefined(300)) for one in model) for model in (new, old)]

    (nothing,) = judged(relied(*blind), most_sign_flips=0)
    (one_of_two,) = judged(relied((new[0], blind[0][1]), (old[0], blind[1][1])), most_sign_flips=0)

    assert (nothing.verdict, nothing.reason) == (Verdict.INCONCLUSIVE, Reason.TOO_FEW_ROWS)
    assert "the sign of no feature is known" in nothing.summary
    assert one_of_two.verdict is Verdict.PASS
    assert "0 of 1 features flip beyond doubt; the sign of 1 more is not known" in one_of_two.summary


def test_the_feature_that_changed_most_is_shown() -> None:
    (fails,) = judged(relied(measured(1, 2, 3), measured(1, 3, 5)), most_change=0.5)
    (passes,) = judged(relied(measured(1, 2), measured(1, 2, seed=2)), most_change=0.5)

    assert (fails.verdict, fails.subject.columns) == (Verdict.FAIL, ("c",))
    assert "1 more features are fail" in fails.summary
    assert passes.verdict is Verdict.PASS
    assert passes.reason == Reason.HOLDS


def test_a_failure_of_one_test_may_be_none_of_many() -> None:
    new, old = measured(*[1.0] * 6, noise=1, n=400), measured(*[0.81] * 6, noise=1, n=400, seed=2)
    changes = [difference(one, other) for one, other in zip(new, old, strict=True)]
    alone, of_all = (max(t_bounds(one, alpha=level)[0] for one in changes) for level in (0.1, 0.1 / 6))
    assert 0 < of_all < alone

    (finding,) = judged(relied(new, old), most_change=(alone + of_all) / 2)

    assert finding.verdict is Verdict.INCONCLUSIVE


def test_the_greatest_stands_first_and_few_rows_have_no_bounds() -> None:
    work = ImportanceEntry(model="m", data="d", label="y", baseline="old", most_idle=0)
    found = relied(measured(1, -3, 2), measured(1, 1, 2))

    first, second = importance_figures(work, [found])

    assert isinstance(first, IntervalFigure)
    assert isinstance(second, IntervalFigure)
    assert [row.label for row in first.rows] == ["b", "c", "a"]
    assert second.rows[0].label == "b"
    single = importance_figures(work, [relied(measured(1, n=1))])[0]
    assert isinstance(single, IntervalFigure)
    assert np.isnan(single.rows[0].lower)
