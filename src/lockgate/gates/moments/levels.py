"""Which quantiles a metric reads, and whether the predictions have them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from lockgate.domain.errors import ParameterError
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.predicted import Predicted
from lockgate.gates.quantiles import MEDIAN, levels_of

__all__ = ["require_levels"]

_WHERE = "model gate"

_OF_LEVELS = (Kind.COVERED, Kind.BELOW, Kind.WIDTH, Kind.INTERVAL_SCORE)

_OF_ALL_LEVELS = (Kind.QUANTILE_SCORE, Kind.CROSSED)


def require_levels(metric: str, needs: Iterable[Hashable], candidate: Predicted) -> None:
    """Refuse a metric of quantiles that the predictions do not have.

    Raises
    ------
    ParameterError
        If a level is missing, or there are no quantiles at all.
    """
    terms = [need for need in needs if isinstance(need, Term) and need.is_of_model]
    levels = levels_of(candidate) if terms else {}
    for need in terms:
        wanted = _wanted(need, is_of_quantiles=bool(levels))
        if wanted and not levels:
            must = f"columns by level, because `{metric}` needs quantiles"
            raise ParameterError.of(_WHERE, "candidate", must, candidate)
        missing = [level for level in wanted if level not in levels and level]
        if missing:
            must = f"with a column for {missing[0]:g}, because `{metric}` needs it"
            raise ParameterError.of(_WHERE, "candidate", must, candidate)


def _wanted(need: Term, *, is_of_quantiles: bool) -> tuple[float, ...]:
    """Return the levels that a term reads; 0 stands for all of them."""
    if need.kind in _OF_ALL_LEVELS:
        return (0.0,)
    if need.kind in _OF_LEVELS or (need.kind is Kind.PINBALL and is_of_quantiles):
        return tuple(float(argument) for argument in need.arguments)
    return (MEDIAN,) if is_of_quantiles and need.kind is not Kind.PINBALL else ()
