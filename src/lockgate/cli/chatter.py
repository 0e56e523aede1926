"""What models and libraries print: it goes to the error stream, so that standard output holds the result alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress

__all__ = ["chatter_aside"]

_OUT, _ERR = 1, 2


@contextmanager
def chatter_aside() -> Iterator[None]:
    """Send to the error stream what is printed meanwhile, by Python, native code or programs that are started.

    A program that reads the JSON of a run from standard output must not meet a model's "loading weights ...".
    """
    with redirect_stdout(sys.stderr), _descriptor_aside():
        yield


@contextmanager
def _descriptor_aside() -> Iterator[None]:
    if sys.__stdout__ is None:  # it was closed when the program began, and its number may be that of any file
        yield
        return
    kept = os.dup(_OUT)
    try:
        with suppress(OSError):  # the error stream is closed
            os.dup2(_ERR, _OUT)
        yield
    finally:
        os.dup2(kept, _OUT)
        os.close(kept)
