from __future__ import annotations

import numpy as np

from lockgate.probes.domain import Domain
from lockgate.probes.edges import edges_of, rows_of_cases, typical_case


def test_zero_is_an_edge_only_within_the_range() -> None:
    assert edges_of(Domain(lowest=1, highest=2, may_be_missing=False)) == (1, 2)
    assert edges_of(Domain(lowest=-1, highest=2, may_be_missing=False)) == (-1, 2, 0)
    assert edges_of(Domain(lowest=-1, may_be_missing=False)) == (-1,)
    assert edges_of(Domain()) == ()


def test_some_values_are_enough() -> None:
    assert edges_of(Domain(values=tuple("abcdefg"), may_be_missing=False)) == tuple("abcde")


def test_the_typical_row_is_the_median_and_the_most_common() -> None:
    rows = {
        "x": np.array([1.0, np.nan, 9.0, 2.0]),
        "s": np.array(["b", "a", "b", None], dtype=object),
        "n": np.array([np.nan]),
    }

    assert typical_case(rows) == {"x": 2.0, "s": "b", "n": None}


def test_cases_become_columns_of_the_kinds_of_a_table() -> None:
    like = {
        "i": np.array([1]),
        "f": np.array([1.5]),
        "t": np.array(["2013-01-01"], dtype="datetime64[us]"),
        "b": np.array([True]),
        "s": np.array(["a"], dtype=object),
    }
    instant = np.datetime64("2013-01-02", "us")
    full = {"i": 2, "f": 2, "t": instant, "b": False, "s": "x"}

    whole = rows_of_cases([full], like)
    empty = rows_of_cases([full, dict.fromkeys(full)], like)

    assert {name: column.dtype.kind for name, column in whole.items()} == dict(
        zip("iftbs", "ifMbO", strict=True)
    )
    assert {name: column.dtype.kind for name, column in empty.items()} == dict(
        zip("iftbs", "ffMOO", strict=True)
    )
    assert np.isnat(empty["t"][1])
    assert rows_of_cases([{"i": 2.5}], {"i": np.array([1])})["i"].tolist() == [2.5]
