from __future__ import annotations

import pytest

from lockgate.domain.errors import ExpressionError, ParameterError
from lockgate.gates.pinned_slice import PinnedSlice
from lockgate.gates.slicing import Dimension


def test_a_pinned_slice_is_cut_by_its_condition() -> None:
    assert PinnedSlice(name="night", where="hour < 5").dimension == Dimension(name="night", where="hour < 5")


def test_what_cannot_be_cut_cannot_be_pinned() -> None:
    with pytest.raises(ParameterError, match="name"):
        PinnedSlice(name="", where="hour < 5")
    with pytest.raises(ExpressionError):
        PinnedSlice(name="night", where="(select 1) = 1")
