from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.sign_flip import SignFlip


def test_a_share_of_rows_gets_the_other_sign() -> None:
    rows = {"x": np.arange(1, 101)}

    found = SignFlip(columns=("x",), doses=(0.2,)).at(rows, 0.2, seed=1)["x"]

    assert int((found < 0).sum()) == 20
    assert (abs(found) == rows["x"]).all()


def test_a_column_of_texts_is_refused() -> None:
    with pytest.raises(ParameterError, match="numbers"):
        SignFlip(columns=("x",), doses=(1,)).at({"x": np.array(["a"], dtype=object)}, 1, seed=1)
