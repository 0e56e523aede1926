from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

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


def test_threads_that_seed_it_at_the_same_time_draw_what_each_would_alone() -> None:
    def drawn(seed: int) -> list[float]:
        with seeded(seed):
            found = []
            for _ in range(50):
                found.append(float(np.random.rand()))  # noqa: NPY002 - as above
                time.sleep(1e-4)
            return found

    alone = [drawn(seed) for seed in range(4)]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(drawn, range(4)))

    assert together == alone
