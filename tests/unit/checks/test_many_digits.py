"""Numbers of more than the twelve digits that states show: money to the cent, beyond ten billion."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import pytest
from tests.fakes.states import answers_of

from lockgate.checks.max import Max
from lockgate.checks.mean import Mean
from lockgate.checks.min import Min
from lockgate.checks.quantile import Quantile
from lockgate.checks.range_width import RangeWidth
from lockgate.checks.sum import Sum
from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.requirement import Requirement
from lockgate.scan.check import Check
from lockgate.scan.interpolation import Interpolation

CENTS = 12_345_678_901.23
REQUIREMENTS = {
    "at most itself": (Requirement.at_most(CENTS), "PASS"),
    "at least itself": (Requirement.at_least(CENTS), "PASS"),
    "at most a cent less": (Requirement.at_most(CENTS - 0.01), "FAIL"),
    "at least a cent more": (Requirement.at_least(CENTS + 0.01), "FAIL"),
}


def asked(check: Check, columns: Sequence[pa.Array]) -> tuple[str, str]:
    """Return the verdict on all rows, and that on the merged states of the parts, as they come back from a file."""
    whole = check.judge(answers_of({"x": pa.concat_arrays(columns)}, check.aggregates()))
    parts = zip(*(answers_of({"x": part}, check.aggregates()) for part in columns), strict=True)
    merged = [
        one.merge(other)
        for one, other in ([from_plain(type(s), to_plain(s)) for s in states] for states in parts)
    ]
    return whole.verdict.name, check.judge(merged).verdict.name


@pytest.mark.parametrize("kind", [pa.decimal128(18, 2), pa.float64()])
@pytest.mark.parametrize("says", REQUIREMENTS)
def test_ends_have_all_their_digits(kind: pa.DataType, says: str) -> None:
    requirement, verdict = REQUIREMENTS[says]
    near = [Decimal("12345678901.23"), Decimal("12345678901.22"), Decimal("12345678901.24"), Decimal(0)]
    value, less, more, zero = (pa.array([x if pa.types.is_decimal(kind) else float(x)], kind) for x in near)

    assert asked(Max(requirement, "x"), [less, value]) == (verdict, verdict)
    assert asked(Min(requirement, "x"), [more, value]) == (verdict, verdict)
    assert asked(RangeWidth(requirement, "x"), [zero, value]) == (verdict, verdict)


@pytest.mark.parametrize("says", REQUIREMENTS)
def test_sums_of_decimals_have_all_their_digits(says: str) -> None:
    requirement, verdict = REQUIREMENTS[says]
    kind = pa.decimal128(18, 2)
    parts = [pa.array([Decimal("12345678901.11")], kind), pa.array([Decimal("0.12")], kind)]
    twice = [pa.array([Decimal("12345678901.21")], kind), pa.array([Decimal("12345678901.25")], kind)]

    assert asked(Sum(requirement, "x"), parts) == (verdict, verdict)
    assert asked(Mean(requirement, "x"), twice) == (verdict, verdict)


@pytest.mark.parametrize("says", REQUIREMENTS)
@pytest.mark.parametrize("how", ["lower", "higher", "linear"])
def test_quantiles_between_values_have_all_their_digits(says: str, how: Interpolation) -> None:
    requirement, verdict = REQUIREMENTS[says]
    check = Quantile(requirement, "x", 0.5, how)

    found = check.judge(answers_of({"x": [0.0, CENTS, CENTS + 5]}, check.aggregates()))

    assert found.verdict.name == verdict
