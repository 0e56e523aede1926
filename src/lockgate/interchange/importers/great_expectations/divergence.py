"""The expectation about Kullback-Leibler divergence from an expected partition."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import NOTHING, Asked, Carried, NotCarriedError
from lockgate.interchange.importers.great_expectations.operands import of_column
from lockgate.scan.suite import WhenEmpty

__all__ = ["divergence"]

_NEARLY_ONE = 1e-5
_EXACTLY_ONE = 1e-12


def divergence(asked: Asked) -> Iterator[Carried]:
    """Yield the divergence from a partition; weights that are held out are put into it."""
    partition = asked.value("partition_object")
    threshold = asked.number("threshold")
    if threshold is not None and threshold < 0:
        message = f"`threshold` must be 0 or more, got {threshold!r}"
        raise NotCarriedError(message)
    if partition is None:
        yield _from_itself(asked)
        return
    if not isinstance(partition, Mapping):
        message = f"`partition_object` must be a partition, got {partition!r}"
        raise NotCarriedError(message)
    tail, internal = _holdout(asked, "tail_weight_holdout"), _holdout(asked, "internal_weight_holdout")
    weights = _numbers(partition, "weights")
    said = (
        _categories(partition, weights, tail, internal)
        if "values" in partition
        else _bins(asked, partition, weights, tail, internal)
    )
    if threshold is None:
        yield asked.nothing()
        if "edges" in said:
            yield from of_column(asked, "number", "decimal", "boolean")
        return
    asked.exact_names.append(asked.column)
    yield Carried(ask("kl_divergence", column=asked.column, maximum=threshold, **said), "fail")


def _from_itself(asked: Asked) -> Carried:
    """Return what remains where a column is compared with itself: that it has bins, so numbers that vary."""
    asked.remarks.append(
        "without a partition the column is compared with itself: numbers that vary pass, be they any"
    )
    if not asked.flag("bucketize_data", default=True):
        return asked.some_value()
    said = {"requirement": Requirement(Operator.MUST_BE_GREATER_THAN, (0,))}
    of_nulls: WhenEmpty = "pass" if asked.number("threshold") is None else "fail"
    return Carried(ask("standard_deviation", column=asked.column, **said), of_nulls)


def _holdout(asked: Asked, key: str) -> float:
    share = asked.number(key) or 0
    if not 0 <= share <= 1:
        message = f"`{key}` must be in [0, 1], got {share!r}"
        raise NotCarriedError(message)
    return share


def _numbers(partition: Mapping[str, Any], key: str) -> list[float]:
    listed = partition.get(key)
    if not isinstance(listed, list) or not listed:
        message = f"`partition_object` must have a list `{key}`"
        raise NotCarriedError(message)
    try:
        numbers = [float(number) for number in listed]
    except (TypeError, ValueError) as error:
        message = f"`{key}` of the partition must be numbers"
        raise NotCarriedError(message) from error
    return numbers


def _refuse_weights(weights: list[float], tails: list[float]) -> None:
    if (
        any(not weight >= 0 for weight in (*weights, *tails))
        or abs(sum(weights) + sum(tails) - 1) > _NEARLY_ONE
    ):
        message = "the weights of the partition must be 0 or more and make 1"
        raise NotCarriedError(message)


def _categories(
    partition: Mapping[str, Any], weights: list[float], tail: float, internal: float
) -> dict[str, Any]:
    values = partition["values"]
    if not isinstance(values, list) or len(values) != len(weights):
        message = "the partition must have as many `weights` as `values`"
        raise NotCarriedError(message)
    if internal > 0:
        message = "`internal_weight_holdout` cannot be used with values"
        raise NotCarriedError(message)
    if "tail_weights" in partition and tail:
        message = "`tail_weight_holdout` must be 0 beside `tail_weights`"
        raise NotCarriedError(message)
    is_single = not any(isinstance(value, list | Mapping) for value in values)
    if not is_single or len(set(values)) < len(values):
        message = "the values of the partition must be single ones that differ"
        raise NotCarriedError(message)
    _refuse_weights(weights, [])
    return {
        "values": tuple(NOTHING if value is None else value for value in values),  # a null never occurs
        "weights": _made_one(weights),
        "unseen_weight": tail,
        "other_types": "strict",
    }


def _bins(
    asked: Asked, partition: Mapping[str, Any], weights: list[float], tail: float, internal: float
) -> dict[str, Any]:
    edges = _numbers(partition, "bins")
    if len(edges) != len(weights) + 1 or any(high <= low for low, high in pairwise(edges)):
        message = "the partition must have rising `bins`, one more than `weights`"
        raise NotCarriedError(message)
    if asked.value("bucketize_data") is False:
        message = "`bucketize_data` must be true where the partition has bins"
        raise NotCarriedError(message)
    tails = _numbers(partition, "tail_weights") if partition.get("tail_weights") is not None else []
    _refuse_weights(weights, tails)
    inner = [weight * (1 - tail - internal) for weight in weights]
    n_zero = inner.count(0)
    if internal > 0 and n_zero:
        inner = [weight or internal / n_zero for weight in inner]
    return _with_tails(edges, inner, tails, tail)


def _with_tails(edges: list[float], inner: list[float], tails: list[float], tail: float) -> dict[str, Any]:
    """Return bins whose first and last are open; what an endpoint at infinity leaves no room for is refused."""
    is_open_below, is_open_above = math.isinf(edges[0]), math.isinf(edges[-1])
    if tails and (tail or is_open_below or is_open_above or len(tails) != 2):  # noqa: PLR2004 - both ends
        message = "`tail_weights` cannot be used beside a holdout or an endpoint at infinity"
        raise NotCarriedError(message)
    if is_open_below and is_open_above and tail:
        message = "`tail_weight_holdout` cannot be used between endpoints at infinity"
        raise NotCarriedError(message)
    share = tail if is_open_below or is_open_above else tail / 2
    below, above = tails or (share, share)
    weights = [*([] if is_open_below else [below]), *inner, *([] if is_open_above else [above])]
    return {
        "edges": tuple(edge for edge in edges if math.isfinite(edge)),
        "weights": _made_one(weights),
        "last_edge_above": is_open_above,
    }


def _made_one(weights: list[float]) -> tuple[float, ...]:
    whole = sum(weights)
    if abs(whole - 1) <= _EXACTLY_ONE:
        return tuple(weights)
    return tuple(weight / whole for weight in weights)
