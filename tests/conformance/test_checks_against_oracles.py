"""Checks on a random table with nulls, NaN and infinities, against numpy, pandas and polars."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from scipy import stats
from scipy.stats.contingency import association, crosstab
from sklearn.metrics import mutual_info_score

from lockgate.checks import CHECKS
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.order_statistic import rank_of
from lockgate.scan.suite import SuiteItem

ROWS = 5_000
Ask = Callable[..., Finding]
ANY = Requirement(Operator.MUST_NOT_BE, (-12_345,))
ANY_FRACTION = Requirement.between(0, 1)


def _table() -> pa.Table:
    rng = np.random.default_rng(20130701)
    messy = rng.normal(0, 50, ROWS).round(3)
    messy[rng.random(ROWS) < 0.02] = math.nan
    messy[rng.random(ROWS) < 0.01] = math.inf
    messy[rng.random(ROWS) < 0.01] = -math.inf
    clean = (rng.gamma(2, 30, ROWS) - 20).round(2)
    clean[rng.random(ROWS) < 0.1] = 0.0
    whole = rng.integers(-50, 1_000, ROWS)
    texts = rng.choice(["EWR", "JFK", "LGA", "N/A", "", "Łódź", "x" * 9], ROWS)

    def holes(values: Any, share: float) -> pa.Array:  # noqa: ANN401 - any array
        return pa.array(list(values), mask=rng.random(ROWS) < share)

    return pa.table(
        {
            "messy": holes(messy, 0.05),
            "clean": holes(clean, 0.1),
            "whole": holes(whole, 0.2),
            "text": holes(texts, 0.15),
            "row": np.arange(ROWS),
        }
    )


TABLE = _table()
FRAME = pl.DataFrame(TABLE)
CLEAN = np.array([value for value in TABLE["clean"].to_pylist() if value is not None])
WHOLE = np.array([value for value in TABLE["whole"].to_pylist() if value is not None])
MESSY = np.array([value for value in TABLE["messy"].to_pylist() if value is not None])
PAIR = FRAME.select("clean", "whole").drop_nulls().to_pandas()
BOTH = FRAME.select("text", "whole").drop_nulls().to_pandas()
TEXT = pd.Series([value for value in TABLE["text"].to_pylist() if value is not None])


def check(name: str, *arguments: Any, **parameters: Any) -> Check:  # noqa: ANN401 - any parameter
    return CHECKS[name](*arguments, **parameters)


NUMBERS: list[tuple[Check, Any]] = [
    (check("mean", ANY, "clean"), CLEAN.mean()),
    (check("mean", ANY, "whole"), WHOLE.mean()),
    (check("sum", ANY, "clean"), math.fsum(CLEAN)),
    (check("sum", ANY, "whole"), WHOLE.sum()),
    (check("standard_deviation", ANY, "clean"), CLEAN.std(ddof=1)),
    (check("standard_deviation", ANY, "whole"), float(pd.Series(WHOLE).std())),
    (check("min", ANY, "clean"), CLEAN.min()),
    (check("max", ANY, "whole"), WHOLE.max()),
    (check("zero_fraction", ANY_FRACTION, "clean"), np.mean(CLEAN == 0)),
    (check("zero_fraction", ANY_FRACTION, "messy"), np.mean(MESSY == 0)),
    (check("negative_fraction", ANY_FRACTION, "clean"), np.mean(CLEAN < 0)),
    (check("negative_fraction", ANY_FRACTION, "messy"), np.mean(MESSY < 0)),
    (check("null_fraction", ANY_FRACTION, "text"), FRAME["text"].null_count() / ROWS),
    (check("distinct_count", ANY, ("messy",)), FRAME["messy"].drop_nulls().n_unique()),
    (check("distinct_count", ANY, ("text", "whole")), FRAME.select("text", "whole").drop_nulls().n_unique()),
    (check("uniqueness_ratio", ANY_FRACTION, ("text",)), TEXT.nunique() / len(TEXT)),
    (check("row_count", ANY), ROWS),
    (check("skewness", ANY, "clean"), stats.skew(CLEAN)),
    (check("kurtosis", ANY, "clean"), stats.kurtosis(CLEAN)),
    (check("variance", ANY, "clean"), CLEAN.var(ddof=1)),
    (check("coefficient_of_variation", ANY, "clean"), stats.variation(CLEAN, ddof=1)),
    (check("range_width", ANY, "clean"), np.ptp(CLEAN)),
    (
        check("interquartile_range", ANY, "clean"),
        np.subtract(*np.quantile(CLEAN, [0.75, 0.25], method="inverted_cdf")),
    ),
    (check("entropy", ANY, ("text",)), stats.entropy(TEXT.value_counts())),
    (check("entropy", ANY, ("whole",), "bits"), stats.entropy(pd.Series(WHOLE).value_counts(), base=2)),
    (
        check("singleton_ratio", ANY_FRACTION, ("whole",)),
        (pd.Series(WHOLE).value_counts() == 1).sum() / len(WHOLE),
    ),
    (
        check("singleton_ratio", ANY_FRACTION, ("whole",), "keys"),
        (pd.Series(WHOLE).value_counts() == 1).sum() / pd.Series(WHOLE).nunique(),
    ),
    (check("most_common_fraction", ANY_FRACTION, "text"), TEXT.value_counts(normalize=True).max()),
    (check("class_balance", ANY, "text"), TEXT.value_counts(normalize=True).min()),
    (check("correlation", ANY, "clean", "whole"), PAIR["clean"].corr(PAIR["whole"])),
    (
        check("correlation", ANY, "clean", "whole", "spearman"),
        stats.spearmanr(PAIR["clean"], PAIR["whole"]).statistic,
    ),
    (
        check("association", ANY, "text", "whole", "mutual_information"),
        mutual_info_score(BOTH["text"], BOTH["whole"]),
    ),
    (
        check("association", ANY, "text", "whole", "cramers_v"),
        association(crosstab(BOTH["text"], BOTH["whole"]).count, method="cramer"),
    ),
    (check("aggregate_match", ANY, "clean", "other", "k", "mean"), CLEAN.mean() - 5),
]


@pytest.mark.parametrize(("asked", "expected"), NUMBERS, ids=[f"{a.name}-{a.columns}" for a, _ in NUMBERS])
def test_a_number_agrees_with_the_oracle(finding: Ask, asked: Check, expected: float) -> None:
    found = finding(asked, TABLE, other={"k": [4, 6, None]})

    assert found.verdict.value == "pass"
    assert found.observed == pytest.approx(float(expected), rel=1e-9)


def _polars(expression: pl.Expr) -> int:
    return int(FRAME.select(expression.sum()).item())


def _conflicts() -> int:
    labelled = FRAME.select("whole", "text").drop_nulls("text").to_pandas()
    return int((labelled.groupby("whole", dropna=False)["text"].transform("nunique") > 1).sum())


M, C, W, T = pl.col("messy"), pl.col("clean"), pl.col("whole"), pl.col("text")
COUNTS: list[tuple[Check, int]] = [
    (check("completeness", "messy"), _polars(M.is_null())),
    (check("range", "messy", min=-60, max=60), _polars(~M.is_between(-60, 60) | M.is_nan())),
    (check("range", "clean", min=0, exclusive_min=True), _polars(C <= 0)),
    (check("range", "whole", max=900, exclusive_max=True), _polars(W >= 900)),
    (check("finite", "messy"), _polars(~M.is_finite())),
    (check("missing_codes", "text", ("N/A", "", -99)), _polars(T.is_in(["N/A", "", "-99"]))),
    (check("allowed_values", "text", ("EWR", "JFK", "LGA")), _polars(~T.is_in(["EWR", "JFK", "LGA"]))),
    (check("forbidden_values", "whole", (7, 8, 9.5)), _polars(W.is_in([7, 8]))),
    (check("pattern", "text", "^[A-Z]{3}$"), _polars(~T.str.contains("^[A-Z]{3}$"))),
    (check("length", "text", min=1, max=4), _polars(~T.str.len_chars().is_between(1, 4))),
    (check("uniqueness", ("whole",)), len(WHOLE) - len(set(WHOLE.tolist()))),
    (check("uniqueness", ("messy",)), len(MESSY) - FRAME["messy"].drop_nulls().n_unique()),
    (
        check("column_comparison", "messy", "<=", "clean"),
        _polars(((M > C) | M.is_nan()) & M.is_not_null() & C.is_not_null()),
    ),
    (check("column_comparison", "clean", "!=", "whole"), _polars(C == W)),
    (
        check("row_predicate", Expression("whole + clean < 600 or text = 'EWR'")),
        _polars(~((W + C < 600) | (T == "EWR"))),
    ),
    (check("monotone", "clean", "row"), int((np.diff(CLEAN) < 0).sum())),
    (check("monotone", "whole", "row", "decreasing", strict=True), int((np.diff(WHOLE) >= 0).sum())),
    (check("referential_integrity", ("whole",), "other", ("k",)), int((~np.isin(WHOLE, np.arange(0, 900))).sum())),
    (check("new_categories", "whole", "other", "k"), int((~np.isin(WHOLE, np.arange(0, 900))).sum())),
    (check("row_overlap", "other", ("whole",), ("k",)), int(np.isin(WHOLE, np.arange(0, 900)).sum())),
    (check("duplicate_rows", ("text", "whole")), ROWS - FRAME.select("text", "whole").n_unique()),
    (check("conflicting_labels", ("whole",), "text"), _conflicts()),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "expected"), COUNTS, ids=[f"{a.name}-{a.columns}" for a, _ in COUNTS])
def test_rows_that_offend_are_counted_like_the_oracle_does(finding: Ask, asked: Check, expected: int) -> None:
    found = finding(asked, TABLE, other={"k": np.arange(0, 900)})

    assert found.n_failed == expected
    assert found.verdict.value == ("fail" if expected else "pass")


@pytest.mark.parametrize("q", [0, 0.07, 0.25, 0.5, 0.75, 0.9, 0.99, 1])
@pytest.mark.parametrize(("column", "values"), [("clean", CLEAN), ("whole", WHOLE)])
def test_a_quantile_is_decided_exactly(
    run: Callable[..., Any], q: float, column: str, values: np.ndarray
) -> None:
    true = float(np.sort(values)[rank_of(q, len(values)) - 1])
    above, below = float(np.nextafter(true, math.inf)), float(np.nextafter(true, -math.inf))
    holding = [
        Requirement(Operator.MUST_BE, (true,)),
        Requirement(Operator.MUST_NOT_BE, (above,)),
        Requirement.at_least(true),
        Requirement.at_most(true),
        Requirement(Operator.MUST_BE_GREATER_THAN, (below,)),
        Requirement(Operator.MUST_BE_LESS_THAN, (above,)),
        Requirement.between(true, true),
        Requirement(Operator.MUST_NOT_BE_BETWEEN, (above, above + 1)),
    ]
    broken = [
        Requirement(Operator.MUST_BE, (below,)),
        Requirement(Operator.MUST_NOT_BE, (true,)),
        Requirement.at_least(above),
        Requirement.at_most(below),
        Requirement(Operator.MUST_BE_GREATER_THAN, (true,)),
        Requirement(Operator.MUST_BE_LESS_THAN, (true,)),
        Requirement.between(above, above + 1),
        Requirement(Operator.MUST_NOT_BE_BETWEEN, (true, true)),
    ]
    items = [SuiteItem(check=check("quantile", rule, column, q)) for rule in (*holding, *broken)]

    found = run(items, TABLE).findings[0]

    assert [finding.verdict.value for finding in found] == ["pass"] * 8 + ["fail"] * 8
    assert found[-1].observed == pytest.approx(true, rel=0.011, abs=1e-9)


@pytest.mark.parametrize("q", [0.25, 0.5, 0.9, 0.99])
def test_a_quantile_is_numpys_inverted_cdf(q: float) -> None:
    values = np.sort(CLEAN)

    assert values[rank_of(q, len(values)) - 1] == np.quantile(CLEAN, q, method="inverted_cdf")
