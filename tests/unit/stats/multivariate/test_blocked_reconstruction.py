from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.blocked_reconstruction import blocked_reconstruction
from lockgate.stats.multivariate.reconstruction import reconstruction_shift

DRAW = np.random.default_rng(1)
CUSTOMERS = np.arange(60).repeat(20)
APART = (CUSTOMERS, CUSTOMERS + 60)


def rows() -> np.ndarray:
    """Return the rows of sixty customers; how far they are off the one component is each customer's own."""
    base, off = DRAW.normal(size=(1_200, 1)), DRAW.normal(size=(60, 3)).repeat(20, axis=0)
    return np.asarray(base + 0.3 * off + 0.02 * DRAW.normal(size=(1_200, 3)))


def test_blocks_are_less_sure_than_rows() -> None:
    before, after = rows(), rows()

    by_rows, by_blocks = reconstruction_shift(before, after), blocked_reconstruction(before, after, APART)

    assert by_blocks.upper - by_blocks.lower > 2 * (by_rows.upper - by_rows.lower)
    assert by_blocks.lower < 0 < by_blocks.upper


def test_columns_that_hang_together_otherwise_show() -> None:
    torn = np.column_stack([DRAW.permutation(column) for column in rows().T])

    assert blocked_reconstruction(rows(), torn, APART).lower > 1


def test_rows_of_blocks_that_gave_the_components_are_left_out() -> None:
    before = rows()

    shift = blocked_reconstruction(before, before, (CUSTOMERS, CUSTOMERS))

    assert shift.effect == 0.0  # what is left are the very rows that are held out


def test_rows_that_are_rebuilt_without_error_prove_nothing() -> None:
    line = np.arange(1_200.0)[:, None] @ np.ones((1, 2))

    shift = blocked_reconstruction(line, line, APART)

    assert (shift.effect, shift.lower, shift.upper, shift.p_value) == (0.0, -math.inf, math.inf, 1.0)


@pytest.mark.parametrize(("more", "says"), [({"explained": 1.0}, "explained"), ({"alpha": 0.6}, "alpha")])
def test_arguments_are_checked(more: dict[str, float], says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        blocked_reconstruction(rows(), rows(), APART, **more)  # type: ignore[arg-type]  # one of two numbers
    with pytest.raises(ParameterError, match="two columns or more"):
        blocked_reconstruction(rows()[:, :1], rows()[:, :1], APART)
