from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ColumnNotFoundError, ModelError, ParameterError
from lockgate.probes.rows import (
    answers,
    column_of,
    differs,
    is_missing,
    is_numeric,
    n_rows,
    numbers,
    rows_of,
    spread,
    taken,
    with_missing,
)


def test_columns_of_an_engine_become_columns_of_a_model() -> None:
    found = rows_of(
        {
            "i": np.ma.masked_array(np.array([1, 2], dtype=np.int32), [False, True]),
            "n": np.array([1, 2], dtype=np.uint8),
            "f": np.array([1.5], dtype=np.float32),
            "s": np.ma.masked_array(np.array(["a", "b"]), [True, False]),
            "b": np.ma.masked_array(np.array([True, False]), [False, False]),
            "t": np.array(["2013-01-01"], dtype="datetime64[D]"),
        }
    )

    assert {name: column.dtype.str[1:] for name, column in found.items()} == {
        "i": "f8",
        "n": "i8",
        "f": "f8",
        "s": "O",
        "b": "b1",
        "t": "M8[us]",
    }
    assert found["s"].tolist() == [None, "b"]
    assert np.isnan(found["i"][1])


def test_rows_are_counted_and_taken() -> None:
    rows = {"x": np.array([1, 2, 3])}

    assert (n_rows(rows), n_rows({})) == (3, 0)
    assert taken(rows, [2, 0])["x"].tolist() == [3, 1]
    assert taken(rows, np.array([True, False, False]))["x"].tolist() == [1]


def test_missing_is_nan_none_or_no_time() -> None:
    columns = (
        np.array([np.nan, 1.0]),
        np.array([None, "a"], dtype=object),
        np.array([float("nan"), 1], dtype=object),
        np.array(["NaT", "2013-01-01"], dtype="datetime64[D]"),
    )

    assert [is_missing(column).tolist() for column in columns] == [[True, False]] * 4
    assert is_missing(np.array([True, False])).tolist() == [False, False]


def test_a_model_that_returns_another_number_of_answers_is_refused() -> None:
    with pytest.raises(ModelError, match="2 rows and returned 1 answers"):
        answers(lambda _: np.ones(1), {"x": np.arange(2)})


def test_an_answer_may_have_several_numbers_and_one_column_is_one() -> None:
    rows = {"x": np.arange(3)}

    assert answers(lambda _: np.ones((3, 2)), rows).shape == (3, 2)
    assert answers(lambda _: np.ones((3, 1)), rows).shape == (3,)
    with pytest.raises(ModelError, match="3 rows and returned 2 answers"):
        answers(lambda _: np.ones((2, 3)), rows)


def test_a_column_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(ColumnNotFoundError, match="age"):
        column_of({"age": np.arange(2)}, "agee", "noise")


def test_numbers_and_their_spread() -> None:
    rows = {"x": np.array([1, 3]), "s": np.array(["a", "b"], dtype=object)}

    assert is_numeric(rows["x"])
    assert numbers(rows, "x", "noise").dtype == np.float64
    assert spread(rows, "x", "noise") == 1
    with pytest.raises(ParameterError, match=r"must be a column of numbers, because .* got 'texts'"):
        numbers(rows, "s", "noise")
    with pytest.raises(ParameterError, match="differ"):
        spread({"x": np.array([np.nan])}, "x", "noise")


def test_values_are_taken_away_from_a_copy() -> None:
    column = np.array([1, 2])

    assert with_missing(column, np.array([True, False])).tolist()[1] == 2
    assert column.tolist() == [1, 2]


def test_a_row_differs_if_any_column_does_whatever_its_type_becomes() -> None:
    days = np.array(["2020-01-01", "NaT", "2020-01-03"], dtype="datetime64[us]")
    rows = {"x": np.array([1, 2, 3]), "s": np.array(["a", None, "c"], dtype=object), "day": days}

    assert differs(rows, dict(rows)).tolist() == [False] * 3
    assert differs(rows, {**rows, "x": np.array([1.0, 2.5, np.nan])}).tolist() == [False, True, True]
    assert differs(rows, {**rows, "x": np.array(["1", 2, 3], dtype=object)}).tolist() == [True, False, False]
    assert differs(rows, {**rows, "s": np.array(["a", None, None], dtype=object)}).tolist() == [
        False,
        False,
        True,
    ]
    assert differs(rows, {**rows, "day": days + np.timedelta64(1, "D")}).tolist() == [True, False, True]
