from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows
from tests.fakes.predictions import whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.amounts import Amounts, per_action, require_amounts, require_costs, require_profit
from lockgate.gates.cells import Model


def test_the_mean_has_the_standard_error_of_the_rows() -> None:
    late, _, new, cells = exact_rows()
    flag = new >= 0.5
    cost = 2.0 * (flag & (late == 0)) + 7.0 * (~flag & (late == 1))

    measured = Amounts(0.0, 2.0, 7.0, 0.0).estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(cost.mean(), abs=1e-12)
    assert measured.estimate.standard_error == pytest.approx(cost.std() / late.size**0.5, rel=1e-9)
    assert measured.unit == 7


def test_without_rows_there_is_no_mean() -> None:
    amounts, cells = Amounts(0.0, 1.0, 1.0, 0.0), whole(np.zeros(0, dtype=np.int64), np.zeros(0))

    assert (
        amounts.estimate(cells, Model.CANDIDATE).undefined == amounts.difference(cells).undefined == "no rows"
    )


def test_what_is_not_given_is_not_refused() -> None:
    require_amounts("profit_at_k", {"gain": None})
    require_costs("cost_regret", {"fp": None, "fn": None})


def test_a_cost_is_not_below_zero() -> None:
    with pytest.raises(ParameterError, match="0 or more"):
        require_costs("cost_regret", {"fp": -1.0, "fn": 1.0})


def test_nothing_given_earns_nothing() -> None:
    assert per_action(None, None, 10.0) == (0.0, -0.0)


def test_a_profit_that_is_the_same_whatever_a_row_is_is_refused() -> None:
    with pytest.raises(ParameterError, match="other than minus the gain"):
        require_profit("profit_at_k", 5.0, -5.0)
    require_profit("profit_at_k", 5.0, None)
