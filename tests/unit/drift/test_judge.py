"""Findings of a comparison."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from tests.fakes.references import findings_of, reference_of

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift.question import CHECK, MISSING
from lockgate.drift.reference import Reference
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
    assert found[CHECK, "x"].summary == "the current table has no values"
    assert found[MISSING, "x"].verdict is Verdict.FAIL
    assert found[MISSING, "x"].summary.startswith("missing 0 % in the reference, 100 % now")


def test_label_and_prediction_are_named_as_such() -> None:
    found = findings_of(SAME, SAME, DriftSpec(data="t", label="S", prediction="x"))

    assert found[CHECK, "s"].summary.startswith("the label; ")
    assert found[CHECK, "x"].summary.startswith("the prediction; ")


def test_columns_that_the_reference_left_out_are_named() -> None:
    reference = reference_of({**SAME, "id": [str(i) for i in range(2_000)]}, frozenset({"id"}))

    assert "not in the reference: id" in findings_of(reference, SAME)[CHECK, ""].summary


@pytest.mark.parametrize("method", ["population_stability_index", "jensen_shannon", "normalised_wasserstein"])
def test_other_methods_decide_too(method: str) -> None:
    generator = np.random.default_rng(4)
    before, now = {"x": generator.normal(size=5_000)}, {"x": generator.normal(1.0, size=5_000)}
    spec = DriftSpec(data="t", method=method)

    assert findings_of(before, now, spec)[CHECK, "x"].verdict is Verdict.FAIL
    assert findings_of(before, before, spec)[CHECK, "x"].verdict is Verdict.PASS


def _skewed() -> tuple[dict[str, object], dict[str, object]]:
    generator = np.random.default_rng(0)
    before = generator.lognormal(0, 1, 50_000)
    return {"x": before}, {"x": generator.lognormal(0.13, 1.05, 50_000)}


@pytest.mark.parametrize(
    ("method", "margin", "verdict"),
    [
        ("wasserstein", 0.25, Verdict.FAIL),
        ("wasserstein", 0.35, Verdict.INCONCLUSIVE),
        ("wasserstein", 0.5, Verdict.PASS),
        ("energy", 0.3, Verdict.PASS),
        ("mean_shift", 0.1, Verdict.FAIL),
        ("mean_shift", 0.2, Verdict.PASS),
    ],
)
def test_a_distance_along_the_line_is_that_of_the_raw_rows_and_what_bins_hide_decides_nothing(
    method: str, margin: float, verdict: Verdict
) -> None:
    before, now = _skewed()
    first, second = np.asarray(before["x"]), np.asarray(now["x"])
    raw = {
        "wasserstein": stats.wasserstein_distance(first, second),
        "energy": stats.energy_distance(first, second),
        "mean_shift": abs(first.mean() - second.mean()) / first.std(),
    }[method]

    x = findings_of(before, now, DriftSpec(data="t", method=method, margin=margin))[CHECK, "x"]

    assert x.verdict is verdict
    assert x.observed == pytest.approx(raw, abs=1e-9 if method == "mean_shift" else 0.01 * raw)
    details = dict(x.details)
    if method == "mean_shift":
        assert "rows_lower" not in details
        return
    lower, upper = details["rows_lower"], details["rows_upper"]
    assert isinstance(lower, float)
    assert isinstance(upper, float)
    assert lower <= raw <= upper
    assert "from bins: that of the rows is" in x.summary
    if verdict is Verdict.INCONCLUSIVE:
        assert "what they hide" in x.hint
        assert x.n_more is None


def test_rows_far_beyond_the_edges_are_as_far_as_they_are() -> None:
    before, _ = _skewed()
    raw = np.asarray(before["x"])

    x = findings_of(before, {"x": raw * 1_000}, DriftSpec(data="t", method="wasserstein", margin=1.0))[
        CHECK, "x"
    ]

    assert x.verdict is Verdict.FAIL
    assert x.observed == pytest.approx(stats.wasserstein_distance(raw, raw * 1_000), rel=1e-3)


def test_whole_numbers_beyond_the_edges_are_as_far_as_they_are() -> None:
    moved = {"x": [value * 1_000 for value in NUMBERS]}
    spec = DriftSpec(data="t", method="wasserstein", margin=1.0)

    x = findings_of({"x": NUMBERS}, moved, spec)[CHECK, "x"]

    assert x.observed == pytest.approx(stats.wasserstein_distance(NUMBERS, moved["x"]), rel=1e-9)


def test_an_infinite_row_leaves_a_distance_along_the_line_open() -> None:
    before, _ = _skewed()
    now = {"x": [*np.asarray(before["x"]).tolist(), math.inf]}

    x = findings_of(before, now, DriftSpec(data="t", method="wasserstein", margin=1.0))[CHECK, "x"]

    assert x.verdict is Verdict.INCONCLUSIVE
    assert dict(x.details)["rows_upper"] is None
    assert x.interval is not None
    assert x.interval.upper is None
    assert "or more" in x.summary


def test_a_reference_without_sums_is_read_with_wider_limits() -> None:
    before, now = _skewed()
    new = reference_of(before)
    (column,) = new.columns
    assert column.binned is not None
    bare = replace(column.binned, state=replace(column.binned.state, gaps=(), squares=()))
    old = replace(new, columns=(replace(column, binned=bare),))

    assert Reference.from_bytes(old.to_bytes(), "t") == old
    for method in ("wasserstein", "energy", "mean_shift"):
        spec = DriftSpec(data="t", method=method, margin=0.5)
        x = findings_of(old, now, spec)[CHECK, "x"]
        assert x.verdict is Verdict.INCONCLUSIVE
        assert dict(x.details)["rows_upper"] is None
    assert findings_of(old, before)[CHECK, "x"].verdict is Verdict.PASS


def test_values_that_many_rows_share_hide_nothing_from_kolmogorov_smirnov() -> None:
    generator = np.random.default_rng(3)
    before, now = (
        {"x": np.where(generator.random(5_000) < 0.4, 0.0, generator.exponential(size=5_000))} for _ in range(2)
    )

    x = findings_of(before, now)[CHECK, "x"]

    assert x.verdict is Verdict.PASS
    upper = dict(x.details)["rows_upper"]
    assert isinstance(upper, float)
    assert upper < 0.06


def test_details_survive_evidence() -> None:
    before, now = _skewed()

    x = findings_of(before, now, DriftSpec(data="t", method="wasserstein", margin=0.35))[CHECK, "x"]

    assert {name for name, _ in x.details} == {"rows_lower", "rows_upper", "test", "statistic", "p_value"}
    assert from_plain(Finding, to_plain(x)).details == x.details


def _unlike(values: list[object]) -> pa.Table:
    """Return a table with a column that names rows, one without a value, and one that can be compared."""
    n = len(values)
    return pa.table(
        {"x": NUMBERS[:n], "note": pa.array(values, pa.string()), "late": pa.array([None] * n, pa.float64())}
    )


NOTES: list[object] = [f"note {i}" for i in range(2_000)]


def test_columns_whose_values_cannot_be_compared_are_compared_by_their_missing_rows() -> None:
    now = _unlike([None] * 2_000).set_column(2, "late", [[1.5] * 2_000])

    found = findings_of(_unlike(NOTES), now)

    assert found[MISSING, "note"].verdict is found[MISSING, "late"].verdict is Verdict.FAIL
    assert found[MISSING, "note"].summary.startswith("missing 0 % in the reference, 100 % now")
    assert found[MISSING, "late"].summary.startswith("missing 100 % in the reference, 0 % now")
    assert not {(CHECK, "note"), (CHECK, "late")} & set(found)
    assert "; by missing rows only: note, late" in found[CHECK, ""].summary


def test_missing_rows_alone_pass_where_they_are_as_before_and_a_column_that_is_gone_is_an_error() -> None:
    same = findings_of(_unlike(NOTES), _unlike([f"other {i}" for i in range(2_000)]))
    gone = findings_of(_unlike(NOTES), _unlike(NOTES).drop_columns(["note"]))

    assert same[MISSING, "note"].verdict is same[MISSING, "late"].verdict is Verdict.PASS
    assert gone[CHECK, "note"].verdict is Verdict.ERROR
    assert gone[CHECK, "note"].summary == "the current table has no column `note`, which the reference has"
    assert "`exclude`" in gone[CHECK, "note"].hint


def test_an_empty_table_is_told_once_and_no_value_is_gone() -> None:
    empty = pa.table({"s": pa.array([], pa.string())})
    found = findings_of({"s": ["a", "b", "c", None] * 500}, empty)

    assert found[CHECK, "s"].summary == "the current table has no values"
    assert found[CHECK, "s"].hint.startswith(
        "check that the rows arrived"
    )  # and not: wait, or widen the margin
    assert found[MISSING, "s"].summary == (
        "missing 25 % in the reference, no rows now; the current table has no rows"
    )


def test_an_undecided_column_is_not_advised_to_calibrate_a_margin_that_is_calibrated_already() -> None:
    draws = np.random.default_rng(3).normal(size=6_000)

    found = findings_of(
        {"x": draws[:5_000]}, {"x": draws[5_000:] + 0.03}, DriftSpec(data="t", margin="calibrated")
    )[CHECK, "x"]

    assert found.verdict is Verdict.INCONCLUSIVE
    assert "about as small as chance allows" in found.hint
    assert "`margin: calibrated`" not in found.hint
