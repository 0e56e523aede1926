from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix

LATE, NEW = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0.9, 0.8, 0.1, 0.7, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2]
"""Two true positives, one false negative, one false positive, six true negatives."""


@pytest.mark.parametrize(("entry", "share"), [("tp", 0.2), ("fp", 0.1), ("fn", 0.1), ("tn", 0.6)])
def test_each_entry_of_the_matrix_is_its_share(entry: str, share: float) -> None:
    formula = ConfusionFormula(lambda matrix: getattr(matrix, entry), 0.0, 1.0, "nothing")

    assert formula.estimate(whole(LATE, NEW), Model.CANDIDATE).estimate.value == pytest.approx(share)


def test_a_difference_without_an_upper_end_has_no_span() -> None:
    cells = whole(LATE, NEW, NEW[::-1])

    bounded, free = (
        ConfusionFormula(lambda m: m.tp + m.tn, 0.0, end, "nothing").difference(cells) for end in (1.0, np.inf)
    )

    assert bounded.estimate.value == free.estimate.value == pytest.approx(0.8 - 0.4)
    assert bounded.bounds(0.1)[0] <= free.bounds(0.1)[0]


def test_what_is_missing_is_said() -> None:
    never = ConfusionFormula(_nothing, 0.0, 1.0, "no row is predicted positive")

    missing = [
        never.estimate(whole(late, [0.2, 0.3]), Model.CANDIDATE).undefined for late in ([0, 0], [1, 1], [0, 1])
    ]

    assert missing == ["no positive rows", "no negative rows", "no row is predicted positive"]


def _nothing(matrix: Matrix) -> np.complex128:
    value: np.complex128 = matrix.tp / (matrix.tp + matrix.fp)
    return value
