from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from tests.fakes.contracts import contract_of

from lockgate.probes.domain import Domain, domain_of, domains_by_contract, domains_of, narrowed
from lockgate.scan.suite import Suite


def test_what_was_seen_of_each_kind_of_column() -> None:
    assert domain_of(np.array([1.5, np.nan, np.inf])) == Domain(lowest=1.5, highest=1.5)
    assert domain_of(np.array([np.nan])) == Domain()
    assert domain_of(np.array(["b", "a", None], dtype=object)).values == ("a", "b")
    instants = domain_of(np.array(["2013-01-02", "2013-01-01"], dtype="datetime64[D]"))
    assert [str(value) for value in instants.values] == ["2013-01-01", "2013-01-02"]


def test_a_contract_says_which_values_there_may_be() -> None:
    rules: list[Mapping[str, Any]] = [
        {"check": "range", "column": "x", "min": 0, "max": 9},
        {"check": "completeness", "column": "x"},
        {"check": "allowed_values", "column": "s", "values": ["a", "b"]},
        {"check": "range", "column": "x", "min": 5, "severity": "warning"},
        {"check": "range", "column": "x", "min": 5, "where": "s = 'a'"},
        {"check": "range", "column": "t", "min": "2013-01-01"},
        {"check": "row_count", "mustBeGreaterThan": 0},
    ]
    (table,) = contract_of(rules).tables
    suite = Suite(table="trips", items=table.items)

    found = domains_by_contract(suite)

    assert found["x"] == Domain(lowest=0, highest=9, may_be_missing=False)
    assert found["s"] == Domain(values=("a", "b"))
    assert found["t"] == Domain()
    assert domains_by_contract(None) == {}


def test_what_is_agreed_is_wider_than_what_was_seen() -> None:
    rows = {"x": np.array([1, 2]), "y": np.array([1.0, 2.0])}

    found = domains_of(rows, ("x", "y"), {"x": Domain(lowest=0)})

    assert found["x"] == Domain(lowest=0, highest=2, is_whole=True)
    assert found["y"] == Domain(lowest=1, highest=2, is_whole=True, may_be_missing=False)
    assert narrowed(Domain(values=("a",)), Domain(values=("b",))).values == ("b",)
