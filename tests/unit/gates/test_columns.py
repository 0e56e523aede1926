"""Columns of numbers in documents."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lockgate.gates.columns import column_of_plain, column_to_plain

LONG = 20_000


def test_a_short_column_is_a_list_that_a_person_can_read() -> None:
    assert column_to_plain(np.array([0.5, 1.0])) == [0.5, 1.0]
    assert column_to_plain(np.zeros(0)) == []


def test_numbers_that_json_does_not_have_are_packed_however_few() -> None:
    written = column_to_plain(np.array([1.0, np.nan]))

    assert isinstance(written, dict)
    assert column_of_plain(written).tolist() == pytest.approx([1.0, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("top", "dtype"),
    [(255, "<u1"), (256, "<u2"), (65_536, "<u4"), (2**32, "<u8"), (-1, "<i8")],
)
def test_a_long_column_of_integers_takes_the_fewest_bytes_that_hold_it(top: int, dtype: str) -> None:
    values = np.zeros(LONG, dtype=np.int64)
    values[-1] = top
    written = column_to_plain(values)
    assert isinstance(written, dict)
    assert written["dtype"] == dtype
    read = column_of_plain(json.loads(json.dumps(written)))
    assert read.dtype.kind in "iu"
    assert (read == values).all()


def test_a_long_column_of_floats_comes_back_to_the_bit() -> None:
    values = np.random.default_rng(1).normal(size=LONG)
    values[:3] = [np.nan, np.inf, -0.0]
    assert column_of_plain(column_to_plain(values)).tobytes() == values.tobytes()


def test_equal_columns_give_equal_documents_whatever_holds_them() -> None:
    values = np.arange(LONG)
    assert column_to_plain(values) == column_to_plain(values.astype(np.int32)[::1])
    assert column_to_plain(values.astype(">f8")) == column_to_plain(values.astype("<f8"))


@pytest.mark.parametrize(
    "damaged",
    [
        {"dtype": "<f4", "base64": ""},
        {"dtype": "object", "base64": ""},
        {"dtype": "<u2", "base64": "AQ=="},
        {"dtype": "<u2", "base64": "?"},
        {"dtype": "<u2"},
    ],
)
def test_what_was_not_packed_here_is_refused(damaged: dict[str, str]) -> None:
    with pytest.raises((ValueError, KeyError)):
        column_of_plain(damaged)
