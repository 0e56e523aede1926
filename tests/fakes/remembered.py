"""What was read of a table once is not read again: hundreds of tests look at the same few tables."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["remembered"]

_MOST = 64

P = ParamSpec("P")
T = TypeVar("T")


def remembered(read: Callable[P, T]) -> Callable[P, T]:
    """Return a reader that keeps its last answers, which nobody may change."""
    kept: OrderedDict[bytes, T] = OrderedDict()

    @wraps(read)
    def inner(*args: P.args, **kwargs: P.kwargs) -> T:
        key = pickle.dumps((args, sorted(kwargs.items())))
        if key not in kept:
            kept[key] = read(*args, **kwargs)
            if len(kept) > _MOST:
                kept.popitem(last=False)
        kept.move_to_end(key)
        return kept[key]

    return inner
