"""How many rows may violate."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.domain.errors import ParameterError
from lockgate.scan.tolerance import Tolerance


@pytest.mark.parametrize(
    ("tolerance", "failed", "judged", "accepted"),
    [
        (Tolerance(), 0, 10, True),
        (Tolerance(), 1, 10, False),
        (Tolerance(rows=2), 2, 10, True),
        (Tolerance(rows=2), 3, 10, False),
        (Tolerance(fraction=0.29), 29, 100, True),
        (Tolerance(fraction=0.29), 30, 100, False),
        (Tolerance(fraction=1 / 7), 1, 7, True),
        (Tolerance(fraction=1.0), 10, 10, True),
        (Tolerance(fraction=0.001), 1, 999, False),
    ],
)
def test_the_tolerance_is_exact(tolerance: Tolerance, failed: int, judged: int, accepted: bool) -> None:  # noqa: FBT001 - the expected answer
    assert tolerance.accepts(failed, judged) is accepted


@given(thousandths=st.integers(0, 1_000), judged=st.integers(1, 10**9))
def test_a_share_accepts_exactly_its_part_of_the_rows(thousandths: int, judged: int) -> None:
    tolerance = Tolerance(fraction=thousandths / 1_000)
    most = math.floor(Fraction(thousandths, 1_000) * judged)

    assert tolerance.accepts(most, judged)
    assert not tolerance.accepts(most + 1, judged)


@pytest.mark.parametrize(
    "parameters",
    [{"rows": -1}, {"fraction": -0.1}, {"fraction": 1.1}, {"fraction": math.nan}, {"rows": 1, "fraction": 0.1}],
)
def test_a_tolerance_outside_its_domain_is_refused(parameters: dict[str, float]) -> None:
    with pytest.raises(ParameterError, match="tolerance"):
        Tolerance(**parameters)  # type: ignore[arg-type]  # numbers of both kinds


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [(4, Tolerance(rows=4)), ("0.1 %", Tolerance(fraction=0.001)), ("5%", Tolerance(fraction=0.05))],
)
def test_the_short_form_is_read(text: object, tolerance: Tolerance) -> None:
    assert Tolerance.from_scalar(text) == tolerance


@pytest.mark.parametrize("text", ["5", "some", True, None, 0.1, "101 %", "-1 %", -1])
def test_a_short_form_that_says_neither_is_refused(text: object) -> None:
    with pytest.raises(ParameterError, match="LG101"):
        Tolerance.from_scalar(text)


def test_a_tolerance_reads_like_a_sentence() -> None:
    assert [str(Tolerance()), str(Tolerance(rows=1_000)), str(Tolerance(fraction=0.005))] == [
        "every row", "at most 1,000 rows", "at most 0.5 % of the rows",
    ]  # fmt: skip
