"""What the order of rows within a bucket could change in an isotonic fit."""

from __future__ import annotations

import numpy as np

from lockgate.gates.ranked import Histogram
from lockgate.stats.isotonic import Isotonic, isotonic_fit

__all__ = ["corp_slack"]


def corp_slack(rows: Histogram, fit: Isotonic) -> float:
    """Return by how much the loss of the fit would fall if in each bucket all negatives came before all positives."""
    is_open = ~rows.is_tied
    first = np.stack((np.where(is_open, 0.0, rows.positives), np.where(is_open, rows.positives, 0.0)), axis=1)
    after = np.stack((rows.negatives, np.zeros_like(rows.negatives)), axis=1)
    return max(0.0, fit.loss - isotonic_fit(first.ravel(), after.ravel()).loss)
