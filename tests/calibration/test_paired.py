"""How often "not worse than the baseline" is granted to a model exactly at the margin."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy import stats

from lockgate.domain.verdict import Verdict
from lockgate.stats.decision import decide_not_worse, interval_alpha
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import t_bounds
from lockgate.stats.linearised import linearised_difference, linearised_ratio
from lockgate.stats.paired import paired_mean_difference, paired_proportion_difference, tango_interval
from lockgate.stats.power import rows_needed_if

pytestmark = pytest.mark.slow

ALPHA = 0.05
Limit = Callable[[float, int], float]


@pytest.mark.parametrize("pairs", [20, 40, 100])
@pytest.mark.parametrize("margin", [0.005, 0.02, 0.05, 0.1, 0.2])
def test_a_rate_at_the_margin_is_passed_or_failed_at_most_as_stated(pairs: int, margin: float) -> None:
    gained, lost = np.array([(b, c) for b in range(pairs + 1) for c in range(pairs + 1 - b)]).T
    bounds = [
        tango_interval(pairs, int(b), int(c), alpha=interval_alpha(ALPHA))
        for b, c in zip(gained, lost, strict=True)
    ]
    verdicts = np.array([decide_not_worse(*pair, margin, is_higher_better=True).verdict for pair in bounds])

    for gain in np.geomspace(0.001, 0.45, 25):
        if gain * 2 + margin > 1 - 1e-9:
            continue
        shares = [gain, gain + margin, 1 - 2 * gain - margin]
        chance = stats.multinomial.pmf(np.c_[gained, lost, pairs - gained - lost], pairs, shares)

        assert chance[verdicts == Verdict.PASS].sum() <= 0.06
        assert chance[verdicts == Verdict.FAIL].sum() <= 0.06


@pytest.mark.parametrize("rows", [30, 200])
def test_a_loss_at_the_margin_is_passed_at_most_alpha(rows: int, with_chance: Limit) -> None:
    # two losses that share most of what makes a row hard, as log losses do
    runs, margin = 4_000, 0.05
    rng = np.random.default_rng(rows)
    shared = rng.normal(0, 1, (runs, rows))
    baseline = np.logaddexp(0, shared + rng.normal(0, 0.3, (runs, rows)))
    candidate = np.logaddexp(0, shared + rng.normal(0, 0.3, (runs, rows))) + margin
    d = candidate - baseline

    verdicts = [
        decide_not_worse(
            *t_bounds(paired_mean_difference(rows, total, squares), alpha=interval_alpha(ALPHA)),
            margin,
            is_higher_better=False,
        ).verdict
        for total, squares in zip(d.sum(axis=1).tolist(), (d * d).sum(axis=1).tolist(), strict=True)
    ]

    assert verdicts.count(Verdict.PASS) / runs <= with_chance(ALPHA, runs)
    assert verdicts.count(Verdict.FAIL) / runs <= with_chance(ALPHA, runs)


def f1_difference(table: ArrayLike) -> Estimate:
    """Compare F1 on cells of label, baseline's and candidate's class."""
    label, baseline, candidate = np.indices((2, 2, 2)).reshape(3, 8)
    old, new = (
        linearised_ratio(2 * label * predicted, label + predicted, table) for predicted in (baseline, candidate)
    )
    return linearised_difference(new, old, table)


@pytest.mark.parametrize(("rows", "prevalence"), [(200, 0.5), (500, 0.2), (2_000, 0.1)])
def test_f1_at_the_margin_is_passed_no_more_than_the_docs_say(
    rows: int, prevalence: float, with_chance: Limit
) -> None:
    runs = 2_000
    label, baseline, candidate = np.indices((2, 2, 2)).reshape(3, 8)
    share = np.where(label, prevalence, 1 - prevalence)
    share = share * np.where(label, np.where(baseline, 0.8, 0.2), np.where(baseline, 0.1, 0.9))
    share = share * np.where(candidate == baseline, 0.95, 0.05)
    margin = -f1_difference(share * 1e9).value
    tables = np.random.default_rng(rows).multinomial(rows, share, runs)

    verdicts = [
        decide_not_worse(
            *t_bounds(f1_difference(table), alpha=interval_alpha(ALPHA)), margin, is_higher_better=True
        ).verdict
        for table in tables
    ]

    assert 0.02 < margin < 0.2
    assert verdicts.count(Verdict.PASS) / runs <= with_chance(0.06, runs)
    assert verdicts.count(Verdict.FAIL) / runs <= with_chance(0.06, runs)


def test_the_rows_that_are_asked_for_decide_as_often_as_promised() -> None:
    # equally good models that disagree on 8 % of the rows, a margin of 2 points, 500 rows at hand
    runs, margin = 2_000, 0.02
    at_hand = paired_proportion_difference(500, 20, 20)
    more = rows_needed_if(at_hand, -margin, assumed=0.0, alpha=ALPHA, power=0.8)
    assert more is not None
    rows = 500 + more
    tables = np.random.default_rng(8).multinomial(rows, [0.04, 0.04, 0.92], runs)

    verdicts = [
        decide_not_worse(
            *tango_interval(rows, int(b), int(c), alpha=interval_alpha(ALPHA)), margin, is_higher_better=True
        ).verdict
        for b, c, _ in tables
    ]

    assert 0.77 <= verdicts.count(Verdict.PASS) / runs <= 0.85
    assert verdicts.count(Verdict.FAIL) == 0
