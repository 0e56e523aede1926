from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.weak_slices import SEARCH, search_spec

from lockgate.domain.errors import ParameterError
from lockgate.gates.discovery_spec import Against, Loss, losses_of
from lockgate.gates.slicing import Dimension
from lockgate.gates.task import Task


@pytest.mark.parametrize(
    "change",
    [
        {"columns": ()},
        {"columns": (Dimension("a"), Dimension("a", bins=4))},
        {"columns": (Dimension("a", every="day"),)},
        {"columns": (Dimension("a", values=("1",)),)},
        {"margin": -1.0},
        {"margin": float("inf")},
        {"depth": 4},
        {"bins": 1},
        {"minimum": 9},
        {"most": 0},
    ],
)
def test_a_search_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match=next(iter(change))):
        replace(SEARCH, **change)  # type: ignore[arg-type]  # what is wrong is the point


def test_a_loss_belongs_to_its_task() -> None:
    with pytest.raises(ParameterError, match="`log_loss`, `brier`, `error`"):
        search_spec(replace(SEARCH, metric=Loss.SQUARED_ERROR))


@pytest.mark.parametrize(
    "change",
    [
        {"columns": (Dimension("p_new", bins=4),)},
        {"columns": (Dimension(name="sure", where="size > 0 and p_old > 0.9"),)},
        {"columns": (Dimension(name="truth", expression="not late"),)},
        {"identity": ("id", "late")},
    ],
)
def test_what_the_loss_is_made_of_is_not_searched(change: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="`discover` must be columns besides the label"):
        search_spec(replace(SEARCH, **change))  # type: ignore[arg-type]  # as above


def test_a_loss_that_is_not_named_is_the_first_of_the_task() -> None:
    assert SEARCH.loss(Task.BINARY_CLASSIFICATION) is Loss.LOG_LOSS
    assert SEARCH.loss(Task.REGRESSION) is losses_of(Task.REGRESSION)[0] is Loss.SQUARED_ERROR


def test_what_is_required_names_what_slices_are_compared_with() -> None:
    assert SEARCH.required == "not worse than the rest by more than 0"
    assert (
        replace(SEARCH, against=Against.BASELINE, margin=0.5).required
        == "not worse than baseline by more than 0.5"
    )
