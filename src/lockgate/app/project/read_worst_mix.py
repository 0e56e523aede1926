"""The worst mix of groups that a gate is judged in, from its node."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.app.project.read_slices import read_slice
from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping, Node, problem_at
from lockgate.domain.errors import LockgateError, Problem
from lockgate.gates.worst_mix import WorstMix

__all__ = ["MixFile", "read_worst_mix"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MixFile:
    """Judge a mean over rows under the worst mix of groups, whose shares may change.

    Parameters
    ----------
    factor : float, default=2.0
        How many times as large as in these rows the share of each group may become.
    """

    factor: float = 2.0


def read_worst_mix(node: Node | None, problems: list[Problem]) -> WorstMix | None:
    """Return the mix, None where there is none or it has mistakes."""
    if node is None:
        return None
    n_before = len(problems)
    factor, groups = MixFile().factor, node
    if isinstance(node, Mapping) and "column" not in node.keys:
        head = bind(MixFile, node, problems, foreign=frozenset({"groups"}))
        given = node.get("groups")
        if given is None:
            hint = "name a column, such as `groups: carrier`"
            problems.append(problem_at(node, "LG313", "key `groups` is missing", hint))
            return None
        factor, groups = factor if head is None else head.factor, given
    found = read_slice(groups, problems)
    if len(problems) > n_before:
        return None
    try:
        return WorstMix(groups=found, factor=factor)
    except LockgateError as error:
        problems.append(problem_at(node, "LG314", error.text, error.hint))
        return None
