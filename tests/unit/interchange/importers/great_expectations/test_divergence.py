"""Partitions of the expectation about divergence."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.imported import suite_rules

NAME = "expect_column_kl_divergence_to_be_less_than"
BINS = {"bins": [1, 2, 3], "weights": [0.5, 0.5]}
VALUES = {"values": ["a", "b"], "weights": [0.5, 0.5]}


def rule(partition: object, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - any argument
    (found,) = suite_rules(NAME, column="c", partition_object=partition, **{"threshold": 0.5, **kwargs})
    return found


@pytest.mark.parametrize(
    ("partition", "kwargs", "said"),
    [
        (
            VALUES,
            {"tail_weight_holdout": 0.1},
            {"values": ["a", "b"], "weights": [0.5, 0.5], "unseen_weight": 0.1},
        ),
        (BINS, {}, {"edges": [1, 2, 3], "weights": [0, 0.5, 0.5, 0]}),
        (BINS, {"tail_weight_holdout": 0.2}, {"weights": [0.1, 0.4, 0.4, 0.1]}),
        ({**BINS, "weights": [0.4, 0.4], "tail_weights": [0.1, 0.1]}, {}, {"weights": [0.1, 0.4, 0.4, 0.1]}),
        (
            {"bins": [1, 2, 3], "weights": [1, 0]},
            {"internal_weight_holdout": 0.2},
            {"weights": [0, 0.8, 0.2, 0]},
        ),
        (VALUES, {"threshold": None}, {"check": "null_fraction"}),
    ],
)
def test_weights_that_are_held_out_are_put_into_it(
    partition: object, kwargs: dict[str, Any], said: dict[str, Any]
) -> None:
    found = rule(partition, **kwargs)

    assert found.get("weights", []) == pytest.approx(said.get("weights", found.get("weights", [])))
    assert all(found[key] == said[key] for key in said.keys() - {"weights"})


@pytest.mark.parametrize(
    ("bins", "tail", "weights", "above"),
    [
        ([float("-inf"), 2, float("inf")], 0, [0.5, 0.5], True),
        ([float("-inf"), 2, 3], 0.2, [0.4, 0.4, 0.2], False),
        ([1, 2, float("inf")], 0.2, [0.2, 0.4, 0.4], True),
    ],
)
def test_open_ends_are_bins_of_their_own(
    bins: list[float],
    tail: float,
    weights: list[float],
    above: bool,  # noqa: FBT001 - an expectation
) -> None:
    from lockgate.interchange.importers.great_expectations.asked import Asked  # noqa: PLC0415 - JSON has no infinity
    from lockgate.interchange.importers.great_expectations.divergence import divergence  # noqa: PLC0415 - as above

    kwargs = {"column": "c", "threshold": 1, "partition_object": {"bins": bins, "weights": [0.5, 0.5]}}
    (carried,) = divergence(Asked(NAME, {**kwargs, "tail_weight_holdout": tail}))

    assert getattr(carried.check, "weights", ()) == pytest.approx(tuple(weights))
    assert getattr(carried.check, "last_edge_above", None) is above


@pytest.mark.parametrize(
    ("kwargs", "said"),
    [
        ({}, {"check": "standard_deviation", "mustBeGreaterThan": 0, "column": "c", "when_empty": "fail"}),
        ({"threshold": None}, {"check": "standard_deviation", "when_empty": "pass"}),
        ({"bucketize_data": False}, {"check": "row_count", "mustBeGreaterOrEqualTo": 1}),
    ],
)
def test_a_column_compared_with_itself_must_only_have_bins_or_values(
    kwargs: dict[str, Any], said: dict[str, Any]
) -> None:
    assert said.items() <= rule(None, **kwargs).items()


def test_a_null_among_the_values_never_occurs() -> None:
    found = rule({"values": [None, "a"], "weights": [0.5, 0.5]})

    assert (found["values"], found["other_types"]) == (["\ufffd nothing", "a"], "strict")


@pytest.mark.parametrize(
    ("partition", "kwargs"),
    [
        (3, {}),
        (VALUES, {"threshold": -1}),
        ({"values": ["a", "a"], "weights": [0.5, 0.5]}, {}),
        ({"values": [["a"], "b"], "weights": [0.5, 0.5]}, {}),
        (VALUES, {"tail_weight_holdout": 2}),
        (VALUES, {"internal_weight_holdout": 0.1}),
        ({**VALUES, "tail_weights": [0, 0]}, {"tail_weight_holdout": 0.1}),
        ({"values": ["a"], "weights": [0.5, 0.5]}, {}),
        ({"values": ["a", "b"], "weights": [0.5, 0.4]}, {}),
        ({"bins": [1, 2], "weights": [-1, 2]}, {}),
        ({"bins": [2, 1, 3], "weights": [0.5, 0.5]}, {}),
        ({"bins": [1, 2, 3], "weights": ["a", 0.5]}, {}),
        ({"bins": [1, 2, 3]}, {}),
        (BINS, {"bucketize_data": False}),
        ({**BINS, "tail_weights": [0, 0]}, {"tail_weight_holdout": 0.1}),
        ({"bins": [1, 2, 3], "weights": [0.5, 0.5], "tail_weights": [0.0]}, {}),
    ],
)
def test_what_great_expectations_refuses_stays_open(partition: object, kwargs: dict[str, Any]) -> None:
    assert rule(partition, **kwargs)["check"] == "unmapped"


def test_a_holdout_between_open_ends_stays_open() -> None:
    from lockgate.interchange.importers.great_expectations.asked import Asked, NotCarriedError  # noqa: PLC0415 - as above
    from lockgate.interchange.importers.great_expectations.divergence import divergence  # noqa: PLC0415 - as above

    partition = {"bins": [float("-inf"), 2, float("inf")], "weights": [0.5, 0.5]}
    asked = Asked(
        NAME, {"column": "c", "threshold": 1, "partition_object": partition, "tail_weight_holdout": 0.1}
    )

    with pytest.raises(NotCarriedError, match="infinity"):
        list(divergence(asked))
