from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.category_remap import CategoryRemap


def test_no_category_stands_for_itself_and_each_for_one() -> None:
    rows = {"x": np.array(list("abcdeabcde"), dtype=object)}

    found = CategoryRemap(columns=("x",), doses=(1,)).at(rows, 1, seed=4)["x"]

    pairs = set(zip(rows["x"], found, strict=True))
    assert len(pairs) == 5
    assert all(old != new for old, new in pairs)
    assert {new for _, new in pairs} == set("abcde")


def test_one_category_cannot_be_taken_for_another() -> None:
    with pytest.raises(ParameterError, match="two categories"):
        CategoryRemap(columns=("x",), doses=(1,)).at({"x": np.array(["a", None], dtype=object)}, 1, seed=1)
