from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.contracts.slack import Limits, limits_of, null_share, outward

ENDS = st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(ENDS, min_size=1, max_size=30), st.lists(ENDS, max_size=10), st.booleans())
def test_what_was_seen_lies_within_the_limits(
    fit: list[tuple[float, float]],
    held: list[tuple[float, float]],
    is_integer: bool,  # noqa: FBT001 - a drawn case
) -> None:
    limits = limits_of(fit, held, is_integer=is_integer)

    everything = [*fit, *held]
    assert limits.low is None or limits.low <= min(low for low, _ in everything)
    assert limits.high is None or limits.high >= max(high for _, high in everything)


def test_the_room_is_a_tenth_of_the_range_at_least() -> None:
    assert limits_of([(100.0, 200.0), (100.0, 200.0)], [], is_integer=False) == Limits(90, 210)


def test_a_long_tail_of_daily_maxima_gets_room_beyond_the_longest() -> None:
    fit = [(10.0, 100.0 + day) for day in range(40)] + [(10.0, 1_000.0)]

    assert limits_of(fit, [], is_integer=False).high == 1_900


def test_one_value_alone_tells_no_range() -> None:
    assert limits_of([(2013, 2013)] * 9, [(2013, 2013)], is_integer=True) == Limits(None, None)


def test_an_end_that_moves_with_time_is_open() -> None:
    months = [(float(month), float(month)) for month in range(1, 13)]

    rising = limits_of(months[:9], months[9:], is_integer=True)
    falling = limits_of(months[:2:-1], months[2::-1], is_integer=True)

    assert rising.high is None
    assert falling.low is None


@pytest.mark.parametrize(
    ("parts", "is_integer", "expected"),
    [
        ([(5, 23)], True, Limits(0, 25)),
        ([(0.2, 0.9)], False, Limits(0, 1)),
        ([(-5, 5)], True, Limits(-6, 6)),
        ([(50, 70)], True, Limits(48, 72)),
    ],
)
def test_what_was_never_negative_stays_so(
    parts: list[tuple[float, float]], is_integer: object, expected: Limits
) -> None:
    assert limits_of(parts, [], is_integer=bool(is_integer)) == expected


@given(st.floats(-1e12, 1e12), st.sampled_from([-1, 1]))
def test_rounding_goes_outward_and_not_far(value: float, direction: int) -> None:
    rounded = outward(value, direction)

    assert (rounded - value) * direction >= 0
    assert abs(rounded - value) <= 0.11 * abs(value) + 1e-300


@pytest.mark.parametrize(
    ("parts", "share"),
    [
        ([], 0.01),
        ([(0, 1_000)], 0.01),
        ([(100, 1_000), (0, 1_000)], 0.16),
        ([(900, 1_000)], 1.0),
        ([(1, 1)] + [(0, 19)] * 100, 0.011),
    ],
)
def test_the_share_of_nulls_has_room_beyond_the_worst_part(parts: list[tuple[int, int]], share: float) -> None:
    assert null_share(parts) == pytest.approx(share)
