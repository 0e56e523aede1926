from __future__ import annotations

import numpy as np
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.tail import worst_losses


def test_a_share_that_was_not_set_is_all_rows() -> None:
    columns = simulated(500, seed=5)
    cells = whole(columns["late"], columns["p_new"])

    found = worst_losses(None, lambda chance: 1 - chance).estimate(cells, Model.CANDIDATE)

    missed = np.where(columns["late"] == 1, 1 - columns["p_new"], columns["p_new"])
    assert abs(found.estimate.value - missed.mean()) <= found.slack + 1e-9
