from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.sample import Sample


def test_blocks_add_up_and_empty_ones_are_left_out() -> None:
    sample = Sample.of_blocks([[2, 0], [0, 0], [1, 4]])

    assert sample.counts.tolist() == [3.0, 4.0]
    assert (sample.n_rows, sample.n_blocks) == (7, 2)


def test_independent_rows_have_no_blocks() -> None:
    assert Sample.of_counts([2, 3]).n_blocks is None


def test_what_is_no_table_of_counts_is_refused() -> None:
    with pytest.raises(ParameterError, match="a table, blocks by bins"):
        Sample.of_blocks([1, 2])
    with pytest.raises(ParameterError, match="counts of 0 or more"):
        Sample.of_blocks([[2, 3], [-1, 0]])
