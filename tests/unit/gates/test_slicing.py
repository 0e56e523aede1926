from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.gates.slicing import Dimension, slice_set_name


@pytest.mark.parametrize(
    ("column", "bins", "values"),
    [("", None, ()), ("distance", 1, ()), ("distance", 101, ()), ("distance", 4, ("1",))],
)
def test_a_cut_that_makes_no_sense_is_refused(column: str, bins: int | None, values: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError):
        Dimension(column, bins, values)


def test_a_pair_is_named_by_both_columns() -> None:
    assert slice_set_name((Dimension("origin"), Dimension("carrier"))) == "origin × carrier"
