from __future__ import annotations

import dataclasses

import pytest

from lockgate.stats.multivariate.shift import Shift

NAME = "effect"


def test_an_outcome_does_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(Shift(0.1, 0.0, 0.2, 0.05), NAME, 0.0)
