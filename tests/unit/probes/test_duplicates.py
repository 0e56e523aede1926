from __future__ import annotations

import numpy as np

from lockgate.probes.duplicates import duplicated_features


def test_units_and_codes_of_a_feature_are_the_feature() -> None:
    rows = {
        "code": np.array([1, 2, 1, 3]),
        "name": np.array(["b", "a", "b", None], dtype=object),
        "x": np.array([1.0, 2.0, 3.0, 4.0]),
        "y": np.array([10.0, 20.0, 30.0, 40.0]),
        "z": np.array([10.0, 30.0, 20.0, 40.0]),
        "same": np.ones(4),
        "flat": np.zeros(4),
    }

    assert duplicated_features(rows, tuple(rows)) == (("code", "name"), ("x", "y"))


def test_texts_that_all_differ_are_compared_by_their_order() -> None:
    rows = {
        "a": np.array(["a", "b"], dtype=object),
        "b": np.array(["b", "c"], dtype=object),
        "c": np.array([2, 1]),
    }

    assert duplicated_features(rows, ("a", "b", "c")) == (("a", "b"),)
    assert duplicated_features(rows, ()) == ()
