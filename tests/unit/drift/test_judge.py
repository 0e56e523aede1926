"""Findings of a comparison."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.references import findings_of, reference_of

from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift.question import CHECK, MISSING
from lockgate.drift.spec import DriftSpec

NUMBERS = list(range(40)) * 50
SAME: dict[str, list[object]] = {"x": [*NUMBERS], "s": ["a", "b"] * 1_000}
MOVED: dict[str, list[object]] = {"x": [value + 20 for value in NUMBERS], "s": ["a", "c"] * 1_000}


def test_a_table_that_is_the_same_passes_with_its_numbers() -> None:
    found = findings_of(SAME, SAME)

    whole, x = found[CHECK, ""], found[CHECK, "x"]
    assert (whole.verdict, whole.severity, whole.observed) == (Verdict.PASS, Severity.BLOCKING, 0)
    assert "2 the same within the margin; Benjamini-Hochberg at 0.05 over 2 comparisons" in whole.summary
    assert (x.verdict, x.observed, x.n, x.required) == (Verdict.PASS, 0.0, 2_000, "kolmogorov_smirnov ≤ 0.1")
    assert x.interval is not None
    assert x.interval.upper is not None
    assert x.interval.upper < 0.1
    assert x.mde is not None
    assert x.mde > 0.1


def test_a_table_that_moved_fails_and_the_summary_shuts_no_gate_of_its_own() -> None:
    found = findings_of(SAME, MOVED)

    whole, x, s = found[CHECK, ""], found[CHECK, "x"], found[CHECK, "s"]
    assert (whole.verdict, whole.severity, whole.observed) == (Verdict.FAIL, Severity.INFO, 2)
    assert (x.verdict, x.reason) == (Verdict.FAIL, "LG461")
    assert x.observed == pytest.approx(0.5)
    assert "1 new value in 50 % of rows: 'c'; 1 value gone: 'b'" in s.summary
    assert "accept a new reference" in x.hint


def test_few_rows_are_undecided_and_say_how_many_more_would_do() -> None:
    few = {"x": SAME["x"][:60], "s": SAME["s"][:60]}

    x = findings_of(SAME, few)[CHECK, "x"]

    assert (x.verdict, x.reason) == (Verdict.INCONCLUSIVE, "LG462")
    assert x.n_more is not None
    assert "more rows would decide" in x.summary


def test_fewer_rows_than_asked_for_decide_nothing() -> None:
    found = findings_of(SAME, MOVED, DriftSpec(data="t", min_rows=3_000))

    assert found[CHECK, "x"].verdict is Verdict.INCONCLUSIVE
    assert "fewer than 3,000 rows" in found[CHECK, "x"].summary


def test_a_column_that_is_gone_or_of_another_type_is_an_error() -> None:
    found = findings_of(SAME, {"x": ["1"] * 100})

    assert found[CHECK, "s"].verdict is Verdict.ERROR
    assert "has no column `s`" in found[CHECK, "s"].summary
    assert "must be numeric" in found[CHECK, "x"].summary
    assert found[CHECK, ""].verdict is Verdict.ERROR


def test_a_column_without_values_is_undecided_and_its_missing_rows_fail() -> None:
    empty = pa.table({"x": pa.array([None] * 2_000, pa.int64()), "s": ["a", "b"] * 1_000})

    found = findings_of(SAME, empty)

    assert found[CHECK, "x"].verdict is Verdict.INCONCLUSIVE
    assert found[CHECK, "x"].interval is None
    assert "no rows" in found[CHECK, "x"].summary
    assert found[MISSING, "x"].verdict is Verdict.FAIL
    assert found[MISSING, "x"].summary.startswith("missing 0 % in the reference, 100 % now")


def test_label_and_prediction_are_named_as_such() -> None:
    found = findings_of(SAME, SAME, DriftSpec(data="t", label="S", prediction="x"))

    assert found[CHECK, "s"].summary.startswith("the label; ")
    assert found[CHECK, "x"].summary.startswith("the prediction; ")


def test_columns_that_the_reference_left_out_are_named() -> None:
    reference = reference_of({**SAME, "id": [str(i) for i in range(2_000)]})

    assert "not in the reference: id" in findings_of(reference, SAME)[CHECK, ""].summary


@pytest.mark.parametrize("method", ["population_stability_index", "jensen_shannon", "normalised_wasserstein"])
def test_other_methods_decide_too(method: str) -> None:
    generator = np.random.default_rng(4)
    before, now = {"x": generator.normal(size=5_000)}, {"x": generator.normal(1.0, size=5_000)}
    spec = DriftSpec(data="t", method=method)

    assert findings_of(before, now, spec)[CHECK, "x"].verdict is Verdict.FAIL
    assert findings_of(before, before, spec)[CHECK, "x"].verdict is Verdict.PASS
