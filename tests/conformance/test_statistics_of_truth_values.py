"""Statistics that take truth values as 0 and 1."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
from tests.conformance.test_checks import check, exactly

from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.run import SuiteRun
from lockgate.scan.suite import SuiteItem

VALUES = pa.table({"x": pa.array([True, None, False, None, True])})
ASKED = (
    check("mean", Requirement.between(0.66, 0.67), "x"),
    check("sum", exactly(2), "x"),
    check("variance", Requirement.between(0.33, 0.34), "x"),
    check("standard_deviation", Requirement.between(0.57, 0.58), "x"),
)


def test_sums_means_and_spreads_take_them_as_0_and_1(run: Callable[..., SuiteRun]) -> None:
    found = run([SuiteItem(check=one) for one in ASKED], VALUES).findings

    assert [finding.verdict for one in found for finding in one] == [Verdict.PASS] * len(ASKED)
