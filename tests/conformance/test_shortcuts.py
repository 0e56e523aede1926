"""A count that a cheaper state settles equals the count of the rows, for every type and kind of bound."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from lockgate.contracts.asking import ask
from lockgate.contracts.parse import read_contract
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.scan.check import Check

Ask = Callable[..., Finding]
MIDNIGHT = datetime(2013, 7, 1)  # noqa: DTZ001 - columns without a zone are asked, too
NAN = math.nan

COLUMNS: dict[str, tuple[pa.DataType, list[Any]]] = {
    "double": (pa.float64(), [0.1, 0.3, 0.7, -0.0, 0.0, NAN, math.inf, -math.inf, 1e300, 5.0]),
    "single": (pa.float32(), [0.1, 0.3, 0.7, -0.0, 5.0, 16_777_216.0]),
    "whole": (pa.int64(), [0, 1, 5, -1, 2**53 + 1, 2**63 - 1, -(2**63)]),
    "unsigned": (pa.uint64(), [0, 5, 2**64 - 1]),
    "decimal": (
        pa.decimal128(38, 18),
        [Decimal("0.1"), Decimal("0.300000000000000001"), Decimal(5), Decimal("0.7")],
    ),
    "day": (pa.date32(), [date(2013, 7, 1), date(2013, 7, 2), date(1901, 1, 1), date(9999, 12, 31)]),
    "instant": (pa.timestamp("us"), [MIDNIGHT, MIDNIGHT + timedelta(microseconds=1), datetime(1901, 1, 1)]),  # noqa: DTZ001 - as above
    "nano": (pa.timestamp("ns"), [MIDNIGHT, MIDNIGHT + timedelta(hours=1)]),
    "zoned": (pa.timestamp("us", "UTC"), [MIDNIGHT.replace(tzinfo=UTC), datetime(1969, 12, 31, tzinfo=UTC)]),
    "zoned_nano": (pa.timestamp("ns", "UTC"), [MIDNIGHT.replace(tzinfo=UTC)]),
    "text": (pa.string(), ["", "0", "10", "9", "a", "Łódź", "2013-07-01"]),
}
NUMBERS = (0, 0.1, 0.3, 0.7, -0.0, 5, 5.0, 2**53, 2.0**53, 2**63 - 1, 1e300, math.inf, -1)
INSTANTS = (
    date(2013, 7, 1), "2013-07-01", "2013-07-01T12:00:00", MIDNIGHT, MIDNIGHT.replace(tzinfo=UTC),
    "2013-07-01T02:00:00+02:00", "2013-07-01T00:00:00+05:00", "1901-01-01", "9999-12-31",
)  # fmt: skip
TEXTS = ("", "0", "10", "a", "z")


@pytest.mark.parametrize("seed", range(60))
def test_a_shortcut_gives_the_count_that_a_filter_over_all_rows_gives(finding: Ask, seed: int) -> None:
    rng = np.random.default_rng(seed)
    name = list(COLUMNS)[seed % len(COLUMNS)]
    kind, pool = COLUMNS[name]
    values = [None if rng.random() < 0.2 else pool[rng.integers(len(pool))] for _ in range(rng.integers(1, 6))]
    table = pa.table({"x": pa.array(values, kind)})
    asked = _random_check(name, rng)

    short = finding(asked, table)
    by_row = finding(asked, table, where="x is null or x is not null")

    assert _counts(short) == _counts(by_row), (asked, values)


def _random_check(name: str, rng: np.random.Generator) -> Check:
    bounds = TEXTS if name == "text" else NUMBERS if not _is_instant(name) else INSTANTS
    some = [bounds[i] for i in rng.integers(len(bounds), size=3)]
    end = "min" if rng.random() < 0.5 else "max"
    if rng.random() < 0.3:
        return ask("allowed_values", column="x", values=tuple(some))
    if name == "text" and rng.random() < 0.5:
        return ask("length", column="x", **{end: int(rng.integers(4))})
    return ask("range", column="x", **{end: some[0], f"exclusive_{end}": bool(rng.random() < 0.5)})


def _is_instant(name: str) -> bool:
    return bool(pa.types.is_temporal(COLUMNS[name][0]))


def _counts(found: Finding) -> tuple[Verdict, int | None, int | None]:
    return found.verdict, found.n, found.n_failed


@pytest.mark.parametrize("zone", [None, "UTC"])
def test_a_nanosecond_beyond_the_bound_is_outside(finding: Ask, zone: str | None) -> None:
    table = {"x": pa.array([0, 1], pa.timestamp("ns", zone))}

    found = finding(ask("range", column="x", max="1970-01-01T00:00:00"), table)

    assert (found.verdict, found.n_failed) == (Verdict.FAIL, 1)


@pytest.mark.parametrize(("end", "bound"), [("min", 0.1), ("max", 0.7)])
def test_a_strict_bound_is_outside_in_single_precision_too(finding: Ask, end: str, bound: float) -> None:
    table = {"x": pa.array([bound], pa.float32())}

    found = finding(ask("range", column="x", **{end: bound, f"exclusive_{end}": True}), table)

    assert (found.verdict, found.n_failed) == (Verdict.FAIL, 1)


def test_the_zone_of_a_bound_is_not_dropped_where_the_column_has_none(finding: Ask) -> None:
    table = {"x": pa.array([datetime(2013, 7, 1, 1)], pa.timestamp("us"))}  # noqa: DTZ001 - as it says

    found = finding(ask("range", column="x", max="2013-07-01T02:00:00+02:00"), table)

    assert (found.verdict, found.n_failed) == (Verdict.FAIL, 1)


def test_the_time_of_a_bound_on_dates_counts(finding: Ask) -> None:
    table = {"x": pa.array([date(2013, 7, 1)])}

    found = finding(ask("range", column="x", min="2013-07-01T12:00:00"), table)

    assert (found.verdict, found.n_failed) == (Verdict.FAIL, 1)


def test_a_date_that_python_lacks_is_the_error_of_its_check_alone(
    findings: Callable[..., Any], engine: str
) -> None:
    days = pa.array([0, 10**7], pa.int32()).cast(pa.date32())

    (range_,) = findings(ask("range", column="x", min="1970-01-01"), {"x": days})
    (filled,) = findings(ask("completeness", column="x"), {"x": days})

    assert (range_.verdict, filled.verdict) == (Verdict.ERROR, Verdict.PASS)
    assert engine != "duckdb" or "outside the years 1 to 9999" in range_.summary


def test_slices_whose_names_are_one_to_python_are_an_error(findings: Callable[..., Any], engine: str) -> None:
    last_day, no_end = (
        2_932_896,
        2**31 - 1,
    )  # 9999-12-31, and what engines call infinity: Python has one for both
    days = pa.array([last_day, no_end], pa.int32()).cast(pa.date32())

    (found,) = findings(ask("completeness", column="x"), {"x": days}, group_by=("x",))

    assert found.verdict is Verdict.ERROR
    assert engine != "duckdb" or "two slices" in found.summary


@pytest.mark.parametrize("step", [0.5, 1])
@pytest.mark.parametrize("value", [NAN, math.inf, -math.inf])
def test_what_is_no_number_is_a_multiple_of_nothing(finding: Ask, step: float, value: float) -> None:
    text = f"""
        {{apiVersion: v3.2.0, kind: DataContract, id: t, version: 1.0.0, status: active, schema: [{{name: t, properties:
          [{{name: x, logicalType: number, logicalTypeOptions: {{multipleOf: {step}}}}}]}}]}}
    """
    items = read_contract(text, "t.odcs.yaml").tables[0].items
    (rule,) = (item.check for item in items if item.check.name == "multiple_of")

    found = finding(rule, {"x": [1.5 if step == 0.5 else 1.0, value]})

    assert (found.verdict, found.n_failed) == (Verdict.FAIL, 1)
