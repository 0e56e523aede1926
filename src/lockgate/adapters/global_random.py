"""Numpy's global randomness, for libraries that draw from nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

__all__ = ["seeded"]

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Seed numpy's global generator for a while, and put it back as it was.

    One thread at a time: entries of a run may be judged side by side, and would draw from each other's seed.

    Parameters
    ----------
    seed : int
        Any; the generator takes it modulo 2 ** 32.
    """
    with _ONE_AT_A_TIME:
        before = np.random.get_state()  # noqa: NPY002 - the library draws from it
        np.random.seed(seed % 2**32)  # noqa: NPY002 - as above
        try:
            yield
        finally:
            np.random.set_state(before)  # noqa: NPY002 - as above
