from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.applicants import applicants
from tests.fakes.oracles import recorded
from tests.fakes.predictions import simulated, whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.generalized_entropy_index import GeneralizedEntropyIndex


def _oracle(late: object, score: object, alpha: float) -> float:
    """Return the index row by row."""
    benefit = (np.asarray(score) >= 0.5).astype(float) - np.asarray(late) + 1
    share = benefit / benefit.mean()
    if alpha == 1:
        logs = np.log(share, out=np.zeros_like(share), where=share > 0)
        return float((share * logs).mean())
    return float((share**alpha - 1).mean() / (alpha * (alpha - 1)))


@pytest.mark.parametrize("asked", sorted(recorded("aif360.inequality")))
def test_it_agrees_with_aif360(asked: str) -> None:
    """AIF360 0.6.1 on the same rows, recorded: it is too heavy to be installed for every run."""
    columns = applicants(6_000, seed=1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = GeneralizedEntropyIndex(alpha=float(asked)).estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(recorded("aif360.inequality")[asked], abs=1e-9)


@pytest.mark.parametrize("alpha", [0.5, 1, 2, 3.5])
def test_it_and_its_paired_difference_agree_with_rows_one_by_one(alpha: float) -> None:
    columns = simulated(4_000, seed=2, rate=0.0, noise=0.1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])
    metric = GeneralizedEntropyIndex(alpha=alpha)

    alone = [metric.estimate(cells, model) for model in Model]
    paired = metric.difference(cells)

    old, new = (_oracle(columns["late"], columns[name], alpha) for name in ("p_old", "p_new"))
    assert [one.estimate.value for one in alone] == pytest.approx([old, new], abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    assert paired.estimate.standard_error < 0.8 * np.hypot(
        alone[0].estimate.standard_error, alone[1].estimate.standard_error
    )
    lower, upper = alone[1].bounds(0.1)
    assert lower < new < upper


def test_a_model_without_errors_treats_all_alike_and_has_no_bounds() -> None:
    cells = whole([0, 1] * 50, [0.2, 0.8] * 50)

    measured = GeneralizedEntropyIndex().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == 0
    assert np.isnan(measured.bounds(0.1)).all()


def test_without_any_benefit_there_is_no_number() -> None:
    measured = GeneralizedEntropyIndex().estimate(whole([1, 1], [0.2, 0.3]), Model.CANDIDATE)

    assert np.isnan(measured.estimate.value)
    assert measured.undefined


@pytest.mark.parametrize("alpha", [0, -1, 1e300, float("inf"), float("nan"), True, "2", [2]])
def test_an_alpha_for_which_nothing_has_no_number_is_refused(alpha: object) -> None:
    with pytest.raises(ParameterError, match="alpha"):
        GeneralizedEntropyIndex(alpha=alpha)  # type: ignore[arg-type] # the point
