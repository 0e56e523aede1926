"""What a history entry asks."""

from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.history.spec import HistoryMethod, HistorySpec


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"alpha": 0.0}, "alpha"),
        ({"max_change": float("nan")}, "max_change"),
        ({"method": HistoryMethod.DIFFERENCE}, "max_difference"),
        ({"method": HistoryMethod.DIFFERENCE, "max_difference": float("inf")}, "max_difference"),
        ({"at_least": 7}, "at_least"),
        ({"at_most": 13}, "at_most"),
        ({"metrics": ("row_coun",)}, "row_count"),
    ],
)
def test_what_makes_no_sense_is_refused(parameters: dict[str, object], text: str) -> None:
    with pytest.raises(ParameterError, match=text):
        HistorySpec(data="t", **parameters)  # type: ignore[arg-type]  # on purpose


def test_a_change_needs_one_partition_before() -> None:
    assert HistorySpec(data="t", method=HistoryMethod.CHANGE).needed == 1
    assert HistorySpec(data="t").needed == 14
