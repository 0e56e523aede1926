"""The classical test beside each distance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportions_ztest
from tests.fakes.references import findings_of

from lockgate.drift.cells import Cells
from lockgate.drift.classical import classical_test
from lockgate.drift.question import CHECK, MISSING
from lockgate.drift.spec import DriftSpec
from lockgate.stats.drift.distances import DISTANCES
from lockgate.stats.drift.places import Places

GENERATOR = np.random.default_rng(1)
BEFORE, NOW = GENERATOR.integers(0, 20, 700), GENERATOR.integers(1, 21, 500)
EDGES = tuple(value - 0.5 for value in range(22))
LINE = Cells(
    EDGES,
    (),
    (0, *np.bincount(BEFORE, minlength=21).tolist(), 0),
    (0, *np.bincount(NOW, minlength=21).tolist(), 0),
    is_whole=True,
)
NAMES = Cells((), ("a", "b", "c"), (50, 30, 20), (30, 30, 40), is_whole=True)
TABLE = np.array([NAMES.reference, NAMES.current])


@pytest.mark.parametrize(
    ("cells", "distance", "name", "p_value"),
    [
        (LINE, "kolmogorov_smirnov", "Kolmogorov-Smirnov", stats.ks_2samp(BEFORE, NOW, method="exact").pvalue),
        (LINE, "wasserstein", "Kolmogorov-Smirnov", stats.ks_2samp(BEFORE, NOW, method="exact").pvalue),
        (
            LINE,
            "cramer_von_mises",
            "Cramer-von Mises",
            stats.cramervonmises_2samp(BEFORE, NOW, method="asymptotic").pvalue,
        ),
        (NAMES, "total_variation", "chi-square", stats.chi2_contingency(TABLE, correction=False).pvalue),
        (NAMES, "jensen_shannon", "G", stats.chi2_contingency(TABLE, correction=False, lambda_=0).pvalue),
        (
            replace(NAMES, names=("a", "b"), reference=(90, 10), current=(80, 20)),
            "total_variation",
            "two proportions",
            proportions_ztest([20, 10], [100, 100])[1],
        ),
    ],
)
def test_each_distance_has_the_test_that_scipy_or_statsmodels_has(
    cells: Cells, distance: str, name: str, p_value: float
) -> None:
    found = classical_test(cells, DISTANCES[distance])

    assert found is not None
    assert found.name == name
    assert found.p_value == pytest.approx(p_value, abs=1e-9)


def test_anderson_darling_and_bins_of_other_distances_have_theirs() -> None:
    anderson = classical_test(LINE, DISTANCES["anderson_darling"])
    index = classical_test(LINE, DISTANCES["population_stability_index"])

    assert anderson is not None
    assert anderson.name == "Anderson-Darling"
    assert index is not None
    assert index.name == "chi-square"


def test_the_mean_has_welchs_test_of_the_rows() -> None:
    generator = np.random.default_rng(2)
    before, now = generator.lognormal(size=3_000), generator.lognormal(0.05, 1.2, 2_000)

    x = findings_of({"x": before}, {"x": now}, DriftSpec(data="t", method="mean_shift"))[CHECK, "x"]

    details = dict(x.details)
    expected = stats.ttest_ind(now, before, equal_var=False)
    assert details["test"] == "Welch"
    assert details["p_value"] == pytest.approx(expected.pvalue, rel=1e-6)
    assert details["statistic"] == pytest.approx(expected.statistic, rel=1e-6)


def test_findings_have_it_and_it_decides_nothing() -> None:
    generator = np.random.default_rng(3)
    before = {"x": generator.normal(size=60_000), "n": [None, *[1.0] * 59_999]}
    now = {"x": generator.normal(0.05, 1, 60_000), "n": [*[None] * 60, *[1.0] * 59_940]}

    found = findings_of(before, now)

    for key, name in (((CHECK, "x"), "Kolmogorov-Smirnov"), ((MISSING, "n"), "two proportions")):
        details = dict(found[key].details)
        p_value = details["p_value"]
        assert details["test"] == name
        assert isinstance(p_value, float)
        assert p_value < 0.001  # sure to differ
        assert found[key].verdict.value == "pass"  # and by less than matters


def test_rows_in_blocks_and_sides_without_rows_have_none() -> None:
    blocks = tuple((1, 1, 1) for _ in range(12))

    assert classical_test(replace(NAMES, blocks=(blocks, blocks)), DISTANCES["total_variation"]) is None
    assert classical_test(replace(NAMES, current=(0, 0, 0)), DISTANCES["total_variation"]) is None
    infinite = Places(np.full(23, 1.0), np.ones(23), is_bounded=False)
    assert classical_test(replace(LINE, places=(infinite, infinite)), DISTANCES["mean_shift"]) is None
