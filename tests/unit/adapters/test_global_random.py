from __future__ import annotations

import numpy as np
import pytest

from lockgate.adapters.global_random import seeded


def test_it_is_seeded_for_a_while_and_put_back_even_after_an_error() -> None:
    np.random.seed(5)  # noqa: NPY002 - what is tested
    wanted = np.random.rand(3).tolist()  # noqa: NPY002 - as above
    np.random.seed(5)  # noqa: NPY002 - as above

    with seeded(2**40 + 1):
        first = np.random.rand()  # noqa: NPY002 - as above
    with pytest.raises(ZeroDivisionError), seeded(1):
        raise ZeroDivisionError((np.random.rand() == first) / 0)  # noqa: NPY002 - as above

    assert np.random.rand(3).tolist() == wanted  # noqa: NPY002 - as above
