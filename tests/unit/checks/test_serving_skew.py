from __future__ import annotations

from typing import Any

import pytest

from lockgate.checks.serving_skew import ServingSkew
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.changes import Change, Changes, ChangesState
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.pairing import Pairing, RowsBeside
from lockgate.scan.predicates import NotNull
from lockgate.scan.tolerance import Tolerance

CHECK = ServingSkew(("id",), "training", ("carrier", "distance"))
FOUND = OverlayState(10, 12, 9, 8, 8, 9, 12, 2, 7, 3, (2, 1))
CHANGES = ChangesState(
    (Change("carrier", "ua", "UA", 2), Change("distance", None, "9.5", 1), Change("carrier", "", "AA", 1))
)
COUNTS = (Count(10), Count(12))


def test_pairs_that_differ_and_repeated_keys_violate_and_rows_alone_are_told() -> None:
    outcome = CHECK.judge((FOUND, CHANGES, *COUNTS))

    assert (outcome.verdict, outcome.reason, outcome.n_failed, outcome.n) == (Verdict.FAIL, "LG453", 5, 9)
    assert outcome.summary.endswith("carrier 2, distance 1, 2 with a key that repeats; 1 row has no partner")


def test_values_that_turned_into_others_stand_apart_from_the_summary() -> None:
    assert CHECK.judge((FOUND, CHANGES, *COUNTS)).seen == (
        "carrier: ua here, UA there (2); distance: null here, 9.5 there (1); carrier: (empty text) here, AA there (1)"
    )


def test_the_same_values_pass() -> None:
    same = OverlayState(9, 9, 7, 7, 7, 9, 9, 0, 7, 0, (0, 0))

    outcome = CHECK.judge((same, ChangesState(()), *COUNTS))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "all 7 rows satisfy it; 2 rows have no partner")


def test_a_tolerance_may_accept_them() -> None:
    tolerant = ServingSkew(("id",), "training", ("carrier", "distance"), tolerance=Tolerance(fraction=0.6))

    assert tolerant.judge((FOUND, CHANGES, *COUNTS)).reason == "LG400"


def test_no_pair_proves_nothing() -> None:
    alone = OverlayState(9, 9, 0, 0, 0, 9, 9, 0, 0, 0, (0, 0))

    outcome = CHECK.judge((alone, ChangesState(()), *COUNTS))

    assert (outcome.reason, outcome.summary) == ("LG403", "no row has a partner in `training`")


def test_names_there_may_differ_and_are_looked_up() -> None:
    check = ServingSkew(("id",), "training", ("x",), ("key",), ("z",))
    pairing = Pairing(("id",), "training", ("key",), ("x",), ("z",))

    named = Elsewhere("training", CountIf(NotNull(("key", "z"))))
    assert check.aggregates() == (Overlay(pairing), Changes(pairing), RowCount(), named)
    assert check.offending() == RowsBeside(pairing, needs_partner=True)
    assert (check.columns, check.required) == (("id", "x"), "x equal in `training`")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("key", {"key": ()}),
        ("features", {"features": ()}),
        ("to_key", {"to_key": ("a", "b")}),
        ("to_features", {"to_features": ("a", "b")}),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        ServingSkew(**{"key": ("id",), "to_table": "training", "features": ("x",), **wrong})
