from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lockgate.domain.errors import ColumnNotFoundError, ParameterError
from lockgate.probes.perturbation import Fault, Perturbation, hit_rows, merged
from lockgate.probes.perturbations import PERTURBATIONS
from lockgate.probes.perturbations.noise import Noise
from lockgate.probes.perturbations.sign_flip import SignFlip

NEEDS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "category_remap": (("s",), {}),
    "unseen_category": (("s",), {}),
    "column_swap": (("x", "y"), {}),
    "missing_block": (("x",), {"order": "x"}),
    "stale": (("x",), {"order": "x"}),
}


def test_a_greater_dose_hits_the_same_rows_and_more() -> None:
    small, large = hit_rows(100, 0.2, 5), hit_rows(100, 0.6, 5)

    assert (int(small.sum()), int(large.sum())) == (20, 60)
    assert (small <= large).all()


@pytest.mark.parametrize("doses", [(), (0.0,), (0.2, 0.1), (0.1, 0.1), (float("inf"),), (-1.0,), (2.0,)])
def test_doses_that_do_not_ascend_within_their_range_are_refused(doses: tuple[float, ...]) -> None:
    with pytest.raises(ParameterError, match="doses"):
        SignFlip(columns=("x",), doses=doses)


def test_the_greatest_dose_to_survive_is_one_of_the_doses() -> None:
    assert SignFlip(columns=("x",), doses=(0.1, 0.2, 0.3), up_to=0.2).survived == (0.1, 0.2)
    assert SignFlip(columns=("x",), doses=(0.1, 0.2)).survived == (0.1, 0.2)
    with pytest.raises(ParameterError, match="up_to"):
        SignFlip(columns=("x",), doses=(0.1,), up_to=0.2)


def test_a_dose_is_told_with_its_unit() -> None:
    assert SignFlip(columns=("x",), doses=(0.1,)).told(0.1) == "10 % of rows"
    assert Noise(columns=("x",), doses=(0.1,)).told(0.1) == "0.1 standard deviations"
    assert Noise(columns=("x", "y"), doses=(0.1,)).title == "noise of x, y"


def test_texts_and_numbers_merge_into_objects_only_where_they_must() -> None:
    hit = np.array([True, False])

    assert merged(np.array([1, 2]), np.array([9.5, 9.5]), hit).tolist() == [9.5, 2.0]
    assert merged(np.array(["a", "b"], dtype=object), np.array([1, 2]), hit).tolist() == [1, "b"]


@pytest.mark.parametrize("name", sorted(set(PERTURBATIONS) - {"together"}))
def test_each_perturbation_is_seeded_and_leaves_the_rows_as_they_are(name: str) -> None:
    columns, more = NEEDS.get(name, (("x",), {}))
    perturbation = PERTURBATIONS[name](columns=columns, doses=(1.0,), **more)
    rows = {
        "x": np.arange(20.0),
        "y": np.arange(20.0)[::-1].copy(),
        "s": np.array(["a", "b"] * 10, dtype=object),
    }
    before = {key: column.copy() for key, column in rows.items()}

    first, second = (perturbation.at(rows, 1.0, seed=9) for _ in range(2))

    assert all(np.array_equal(rows[key], before[key]) for key in rows)
    for key in rows:
        assert [str(value) for value in first[key]] == [str(value) for value in second[key]]
    assert any([str(v) for v in first[key]] != [str(v) for v in rows[key]] for key in rows)


@pytest.mark.parametrize("name", sorted(set(PERTURBATIONS) - {"together"}))
def test_a_column_that_is_not_there_is_named(name: str) -> None:
    columns, more = NEEDS.get(name, (("x",), {}))
    perturbation = PERTURBATIONS[name](columns=columns, doses=(1.0,), **more)

    with pytest.raises(ColumnNotFoundError, match="has no column"):
        perturbation.at({"other": np.arange(3.0)}, 1.0, seed=1)


def test_the_base_classes_change_nothing_by_themselves() -> None:
    rows = {"x": np.arange(3.0)}
    for kind, said in ((Perturbation, "at"), (Fault, "faulty")):
        named = type("Named", (kind,), {"name": "named", "dose_unit": "units", "__slots__": ()})

        with pytest.raises(NotImplementedError):
            named(columns=("x",), doses=(1.0,)).at(rows, 1.0, seed=1)
        assert hasattr(kind, said)
