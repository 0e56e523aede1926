"""Bins that are fewer than were asked: values that many rows share cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lockgate.domain.finding import Finding
from lockgate.gates.slicing import NULL_VALUE
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells

__all__ = ["fewer_bins", "told_first"]


def fewer_bins(spec: ModelGateSpec, cells: TaskCells) -> Mapping[str, str]:
    """Return for each column that makes fewer bins than it was asked for what is said of that.

    Parameters
    ----------
    spec : ModelGateSpec
        What was asked.
    cells : TaskCells
        What was counted: a bin without rows is none.
    """
    plan = cells.plan
    names = [cut.called for cut in plan.cuts if cut.block is None]
    made: dict[int, set[str]] = {at: set() for at in range(len(plan.cuts))}
    for position, values in cells.keys:
        for cut, value in zip(plan.sets[position], values, strict=True):
            made[cut].add(value)
    said = {}
    for at, (dimension, name) in enumerate(zip(spec.dimensions, names, strict=True)):
        found = len(made[at] - {NULL_VALUE})
        if dimension.bins is not None and 0 < found < dimension.bins:
            bins = "bin" if found == 1 else "bins"
            said[name] = (
                f"`{name}` makes {found} {bins} of the {dimension.bins} that are asked, "
                "because many rows have the same value"
            )
    return said


def told_first(findings: Iterable[Finding], said: Mapping[str, str]) -> Iterator[Finding]:
    """Yield findings on slices, the first that each column cuts with what is said of it.

    Examples
    --------
    >>> list(told_first([], {"age": "few"}))
    []
    """
    left = dict(said)
    for finding in findings:
        own = [left.pop(column) for column, _ in finding.subject.slice if column in left]
        yield replace(finding, summary="; ".join((finding.summary, *own)))
