from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lockgate.adapters.models.output import Output
from lockgate.domain.errors import ModelError

TWO = np.array([[0.9, 0.1], [0.3, 0.7]])
THREE = np.array([[0.2, 0.3, 0.5]])


@pytest.mark.parametrize(
    ("given", "raw", "expected"),
    [
        ({}, [1, 2], [1.0, 2.0]),
        ({}, [[1], [2]], [1.0, 2.0]),
        ({}, [True, False], [1.0, 0.0]),
        ({}, [None, 2.0], [np.nan, 2.0]),
        ({}, TWO, [0.1, 0.7]),
        ({"positive": 0}, TWO, [0.9, 0.3]),
        ({"positive": True}, TWO, [0.1, 0.7]),
        ({"positive": 1}, [0.1, 0.7], [0.1, 0.7]),
        ({"known": ("yes", "no")}, TWO, [0.9, 0.3]),
        ({"known": ("yes", "no"), "positive": "no"}, TWO, [0.1, 0.7]),
        ({"known": ("no", "yes"), "positive": "no"}, [0.25, 0.5], [0.75, 0.5]),
        ({"known": ("no", "yes"), "positive": "yes"}, [0.25, 0.5], [0.25, 0.5]),
        ({"known": ("no", "yes")}, [0.25, 0.5], [0.25, 0.5]),
        ({"known": ("yes", "no")}, [0.25, 0.5], [0.75, 0.5]),
        ({"known": ("yes", "no"), "positive": "no"}, [0.25, 0.5], [0.25, 0.5]),
        ({"known": (1, "a")}, TWO, [0.1, 0.7]),
        ({"known": ("a", "b", "c")}, THREE, THREE),
        ({}, THREE, THREE),
        ({"known": ("a", "b", "c"), "positive": "b"}, THREE, [0.3]),
    ],
)
def test_numbers_become_one_a_row_or_one_a_class(given: dict[str, Any], raw: Any, expected: Any) -> None:  # noqa: ANN401 - what models return
    rows = len(raw)

    found = Output("m", **given).predictions(raw, rows)

    assert found.dtype == np.float64
    np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize(
    ("given", "raw", "says"),
    [
        ({}, [1, 2, 3], "it returned 3 predictions for 2 rows"),
        ({}, 0.5, "it returned a single number for 2 rows"),
        ({}, np.zeros((2, 2, 2)), "2 × 2 × 2"),
        ({}, ["yes", "no"], "no number"),
        ({}, [[1], [1, 2]], "no number"),
        ({"known": ("a", "b", "c")}, TWO, "2 numbers a row, and has 3 classes"),
        ({"positive": "yes"}, TWO, "nobody knows which of its 2 numbers a row is about 'yes'"),
        ({"positive": 1}, np.zeros((2, 3)), "nobody knows which of its 3"),
        ({"positive": 0}, [0.5, 0.5], "nobody knows whether that is about 0"),
        ({"known": ("a", "b", "c"), "positive": "a"}, [0.5, 0.5], "nobody knows whether that is about 'a'"),
    ],
)
def test_what_cannot_be_read_is_an_error(given: dict[str, Any], raw: Any, says: str) -> None:  # noqa: ANN401 - as above
    with pytest.raises(ModelError, match="LG502") as caught:
        Output("m", **given).predictions(raw, 2)

    assert says in caught.value.text


def test_classes_are_named_only_where_a_row_gets_one_number_a_class() -> None:
    assert Output("m", ("a", "b", "c")).classes == ("a", "b", "c")
    assert Output("m", ("a", "b", "c"), "a").classes == ()
    assert Output("m", ("a", "b")).classes == ()


def test_numbers_that_are_no_classes_are_kept_as_they_are_named() -> None:
    two, one = Output("m", several=(0.1, 0.9)), Output("m", several=(0.5,))

    assert (two.classes, one.classes) == ((0.1, 0.9), ())
    assert two.predictions([[1, 2], [3, 4]], 2).tolist() == [[1, 2], [3, 4]]
    assert one.predictions([[1], [3]], 2).tolist() == [1, 3]
    with pytest.raises(ModelError, match="it returned 3 numbers a row, and 2 are named"):
        two.predictions([[1, 2, 3]], 1)
