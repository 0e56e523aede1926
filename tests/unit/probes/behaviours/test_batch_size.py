from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.batch_size import BatchSize


def test_scaling_by_the_batch_is_a_leak_of_preprocessing() -> None:
    scaled = lambda rows: (rows["x"] - rows["x"].mean()) / (rows["x"].std() + 1e-9)  # noqa: E731 - one line

    trial = BatchSize(sizes=(2,)).trial(scaled, {"x": np.array([0.0, 1.0, 5.0, 6.0])}, seed=1)

    assert trial.violates.all()


def test_a_model_that_looks_at_each_row_passes_at_every_size() -> None:
    trial = BatchSize(sizes=(1, 3, 100)).trial(lambda rows: rows["x"] ** 2, {"x": np.arange(7.0)}, seed=1)

    assert not trial.violates.any()


@pytest.mark.parametrize("sizes", [(), (0,), (3, -1)])
def test_batches_without_rows_are_refused(sizes: tuple[int, ...]) -> None:
    with pytest.raises(ParameterError, match="sizes"):
        BatchSize(sizes=sizes)
