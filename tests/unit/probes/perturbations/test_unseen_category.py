from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.unseen_category import UnseenCategory


def test_texts_become_one_that_was_never_there_and_missing_ones_stay() -> None:
    rows = {"x": np.array(["a", None], dtype=object)}

    found = UnseenCategory(columns=("x",), doses=(1,), value="zz").at(rows, 1, seed=1)["x"]

    assert found.tolist() == ["zz", None]


def test_numbers_are_refused() -> None:
    with pytest.raises(ParameterError, match="columns of texts"):
        UnseenCategory(columns=("x",), doses=(1,)).at({"x": np.arange(2)}, 1, seed=1)


def test_a_text_that_is_there_is_not_unseen() -> None:
    with pytest.raises(ParameterError, match="does not have"):
        UnseenCategory(columns=("x",), doses=(1,), value="a").at(
            {"x": np.array(["a"], dtype=object)}, 1, seed=1
        )
