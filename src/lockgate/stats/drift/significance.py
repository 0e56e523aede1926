"""The outcome of a classical two-sample test.

These p-values ask whether the samples differ at all. With millions of rows they always do, and with few rows they
cannot tell; `evidence` asks whether they differ by as much as matters.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Significance"]


@dataclass(frozen=True, slots=True)
class Significance:
    """A test statistic and its p-value; both NaN where the test cannot be made."""

    statistic: float
    p_value: float

    @classmethod
    def unknown(cls) -> Significance:
        """Return what a test says that cannot be made."""
        return cls(math.nan, math.nan)
