from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.medians import kept_ranks, middle_of
from tests.fakes.numbers import gate, moments_of, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.moments.middle_errors import MiddleErrors, OrderedErrors

GOOD: dict[str, Any] = {"rows": 4, "ranks": (2, 3, 4), "errors": (1.0, 2.0, 2.0), "at_most": 2}


@pytest.mark.parametrize(
    "change",
    [
        {"rows": 0},
        {"rows": 9},
        {"ranks": (2, 3)},
        {"ranks": (3, 2, 4)},
        {"ranks": (2, 3, 5)},
        {"ranks": (0, 2, 3)},
        {"ranks": (1, 2, 4)},
        {"errors": (1.0, 3.0, 2.0)},
        {"errors": (-1.0, 2.0, 2.0)},
        {"errors": (1.0, 2.0, float("inf"))},
        {"at_most": 1},
        {"at_most": 5},
    ],
)
def test_errors_that_are_not_whole_are_refused(change: dict[str, Any]) -> None:
    OrderedErrors(**GOOD)

    with pytest.raises(ValueError, match="middle errors must ascend"):
        OrderedErrors(**GOOD | change)


@pytest.mark.parametrize("both", [-1, 3])
def test_models_of_other_rows_are_refused(both: int) -> None:
    one = OrderedErrors(**GOOD)

    with pytest.raises(ValueError, match="of the same rows"):
        MiddleErrors(one, one, both)
    with pytest.raises(ValueError, match="of the same rows"):
        MiddleErrors(one, OrderedErrors(3, (2,), (1.0,), 2), 2)
    with pytest.raises(ValueError, match="of the same rows"):
        MiddleErrors(one, None, 1)


@pytest.mark.parametrize("n", [1, 2, 3, 10, 64, 65, 1_000, 4_321])
def test_the_engine_keeps_what_is_around_the_middle(n: int) -> None:
    draw = np.random.default_rng(n)
    # errors of a few values: ties everywhere
    columns = {
        "price": np.zeros(n),
        "p_old": draw.integers(0, 40, n) * 0.5,
        "p_new": draw.integers(-9, 9, n) * 1.0,
    }
    spec = spec_of(gate("median_absolute_error", Requirement.at_most(9)))

    found = moments_of({name: pa.array(values) for name, values in columns.items()}, spec).slice(0).middle

    assert found == middle_of(np.abs(columns["p_old"]), np.abs(columns["p_new"])).middle
    assert found is not None
    assert len(found.of(Model.BASELINE).ranks) == len(kept_ranks(n)) <= 45


def test_without_spread_nothing_is_known_of_the_density() -> None:
    one = OrderedErrors(1, (1,), (3.0,), 1)

    assert np.isnan(one.sparsity[0])
    assert one.sparsity[1] == 0
