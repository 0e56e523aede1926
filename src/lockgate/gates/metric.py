"""What a metric is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from functools import cache
from typing import Any, Protocol, TypeVar, cast

from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.domain.requirement import format_value
from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement

__all__ = ["COMPARES", "COUNTS_ROWS", "Direction", "Metric", "argument_names", "name_with", "with_arguments"]

Cells_contra = TypeVar("Cells_contra", contravariant=True)


COUNTS_ROWS = "rows"
"""The need of a metric whose value, or whose bounds, follow from how many rows there are: not asked of weighed rows."""

COMPARES = "baseline"
"""What the needs of a metric say that tells how the two models differ, such as churn."""


class Direction(StrEnum):
    """Which way a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Metric(Protocol[Cells_contra]):
    """One number about a model on labelled rows. One file of `lockgate.gates.metrics` each.

    It is read from the cells of one slice, whose kind is its task's.
    """

    @property
    def name(self) -> str:
        """Name in YAML: ``_score`` is higher-is-better, ``_loss`` and ``_error`` lower-is-better."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that YAML may use."""
        ...

    @property
    def direction(self) -> Direction:
        """Which way it is better."""
        ...

    @property
    def least(self) -> float:
        """The least value it can have."""
        ...

    @property
    def greatest(self) -> float:
        """The greatest value it can have."""
        ...

    @property
    def needs(self) -> frozenset[Hashable]:
        """What the cells must hold besides rows, labels and predictions."""
        ...

    def estimate(self, cells: Cells_contra, model: Model) -> Measurement:
        """Return the metric of one model."""
        ...

    def difference(self, cells: Cells_contra) -> Measurement:
        """Return candidate minus baseline, paired on the same rows."""
        ...


_OF_EVERY_METRIC = frozenset({"name", "aliases", "direction", "least", "greatest", "needs"})


def argument_names(metric: Metric[Any]) -> tuple[str, ...]:
    """Return the names of what a gate may set of a metric, such as the ``beta`` of an F-score: its further fields.

    A metric that takes arguments keeps what every metric has as class variables.

    Examples
    --------
    >>> from lockgate.gates.metrics.roc_auc import RocAuc
    >>> argument_names(RocAuc())
    ()
    """
    return _arguments_of(type(metric))


@cache
def _arguments_of(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - the class of a metric
    return tuple(field.name for field in fields(kind) if field.name not in _OF_EVERY_METRIC)


def name_with(name: str, arguments: Iterable[tuple[str, object]]) -> str:
    """Return a metric as it is named in findings: with its arguments.

    Examples
    --------
    >>> name_with("fbeta_score", [("beta", 2.0)]), name_with("recall", [])
    ('fbeta_score(beta=2)', 'recall')
    """
    given = ", ".join(f"{key}={_shown(value)}" for key, value in arguments)
    return f"{name}({given})" if given else name


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(format_value(one) for one in value)}]"
    return format_value(value)


def with_arguments(metric: Metric[Any], arguments: Mapping[str, object]) -> Metric[Any]:
    """Return the metric with some of its arguments set; one that is None by default must be.

    Parameters
    ----------
    metric : Metric
        As it is registered.
    arguments : mapping of str to object
        Values by name; the metric's own class says which it takes.

    Returns
    -------
    Metric
        With all arguments set.

    Raises
    ------
    ParameterError
        If an argument is not one of the metric's, is missing, or is refused by the metric.
    """
    names = argument_names(metric)
    where = f"metric {metric.name}"
    for name in arguments:
        if name not in names:
            must = f"one of {', '.join(names)} ({did_you_mean(name, names)})" if names else "not given"
            raise ParameterError.of(where, "arguments", must, name)
    built = replace(cast("Any", metric), **arguments) if arguments else metric
    missing = [name for name in names if getattr(built, name) is None]
    if missing:
        raise ParameterError.of(where, missing[0], "given under `arguments`", None)
    return cast("Metric[Any]", built)
