"""What is known of a unit, which is a row or a query, as numbers; metrics are formulas of their means."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lockgate.domain.requirement import format_value

__all__ = ["ROWS", "Kind", "Term", "columns_of", "in_order", "scales_of"]

ROWS = "rows"
"""The column that counts the rows of a unit, where a unit has several."""


class Kind(StrEnum):
    """Which number. The error is prediction minus label; what stands in brackets are its arguments."""

    ERROR = "error"
    ABSOLUTE_ERROR = "absolute_error"
    SQUARED_ERROR = "squared_error"
    RELATIVE_ERROR = "relative_error"  # absolute error by absolute label
    SYMMETRIC_ERROR = "symmetric_error"  # twice the absolute error by the sum of both sizes; 0 where both are 0
    SQUARED_LOG_ERROR = "squared_log_error"  # of ln(1 + value)
    DEVIANCE = "deviance"  # (power) of a Tweedie distribution
    TAIL_ERROR = "tail_error"  # (share) what a row adds to the mean of the worst share of absolute errors
    ORDERED_ERROR = "ordered_error"  # the absolute error, of which the middle ones are kept too
    WITHIN = "within"  # (tolerance) 1 where the absolute error is at most that
    SCALED_ERROR = "scaled_error"  # (column) absolute error by that column
    SQUARED_SCALED_ERROR = "squared_scaled_error"  # (column)
    PINBALL = "pinball"  # (quantile)
    QUANTILE_SCORE = "quantile_score"  # twice the mean pinball loss of all quantiles
    COVERED = "covered"  # (lower, upper) 1 where the label lies between
    BELOW = "below"  # (quantile) 1 where the label is at most that
    WIDTH = "width"  # (lower, upper)
    INTERVAL_SCORE = "interval_score"  # (lower, upper)
    CROSSED = "crossed"  # 1 where a higher quantile is below a lower one
    DCG = "dcg"  # (k, gain)
    NDCG = "ndcg"  # (k, gain, without relevant)
    AVERAGE_PRECISION = "average_precision"  # (k, without relevant)
    RECIPROCAL_RANK = "reciprocal_rank"  # (k, without relevant)
    HIT = "hit"  # (k, without relevant)
    PRECISION = "precision"  # (k)
    RECALL = "recall"  # (k, without relevant)
    LABEL = "label"  # from the plan's centre
    SQUARED_LABEL = "squared_label"  # from the plan's centre
    ABSOLUTE_LABEL = "absolute_label"
    PLAIN_LABEL = "plain_label"
    NULL_DEVIANCE = "null_deviance"  # (power) what a deviance from a constant needs of the label


_OF_LABEL = (Kind.LABEL, Kind.SQUARED_LABEL, Kind.ABSOLUTE_LABEL, Kind.PLAIN_LABEL, Kind.NULL_DEVIANCE)

_OF_QUERY = (
    Kind.DCG,
    Kind.NDCG,
    Kind.AVERAGE_PRECISION,
    Kind.RECIPROCAL_RANK,
    Kind.HIT,
    Kind.PRECISION,
    Kind.RECALL,
)

_SEEN = (*_OF_QUERY, Kind.WITHIN, Kind.COVERED, Kind.BELOW, Kind.WIDTH, Kind.CROSSED)

_UNDEFINED = {
    Kind.RELATIVE_ERROR: "a label of 0",
    Kind.SQUARED_LOG_ERROR: "a label or prediction of −1 or less",
    Kind.DEVIANCE: "a label or prediction that this deviance does not take",
    Kind.NULL_DEVIANCE: "a label that this deviance does not take",
    Kind.SCALED_ERROR: "no scale above 0",
    Kind.SQUARED_SCALED_ERROR: "no scale above 0",
    Kind.NDCG: "no relevant document",
    Kind.AVERAGE_PRECISION: "no relevant document",
    Kind.RECIPROCAL_RANK: "no relevant document",
    Kind.HIT: "no relevant document",
    Kind.RECALL: "no relevant document",
}


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A number that each unit has.

    Examples
    --------
    >>> Term(Kind.PINBALL, (0.9,)).value, Term.ERROR.value
    ('pinball(0.9)', 'error')
    """

    kind: Kind
    arguments: tuple[float | str, ...] = ()

    ERROR: ClassVar[Term]
    ABSOLUTE_ERROR: ClassVar[Term]
    SQUARED_ERROR: ClassVar[Term]
    RELATIVE_ERROR: ClassVar[Term]
    SYMMETRIC_ERROR: ClassVar[Term]
    SQUARED_LOG_ERROR: ClassVar[Term]
    LABEL: ClassVar[Term]
    SQUARED_LABEL: ClassVar[Term]
    ABSOLUTE_LABEL: ClassVar[Term]
    PLAIN_LABEL: ClassVar[Term]

    @property
    def value(self) -> str:
        """Return the name of its column."""
        given = ", ".join(format_value(argument) for argument in self.arguments)
        return f"{self.kind.value}({given})" if given else self.kind.value

    @property
    def is_of_model(self) -> bool:
        """Tell whether it differs between the models.

        Examples
        --------
        >>> Term.ERROR.is_of_model, Term.LABEL.is_of_model
        (True, False)
        """
        return self.kind not in _OF_LABEL

    @property
    def gap(self) -> str:
        """Return the name of the difference in each unit, candidate minus baseline."""
        return f"{self.value}_gap"

    @property
    def undefined(self) -> str:
        """Return what a unit has for which there is no such number; empty if there always is one."""
        return _UNDEFINED.get(self.kind, "")

    @property
    def is_seen(self) -> bool:
        """Tell whether 0 is a value like others, rather than a prediction without any error."""
        return self.kind in _SEEN

    @property
    def noun(self) -> tuple[str, str]:
        """Return what has it, one and many."""
        return ("query", "queries") if self.kind in _OF_QUERY else ("row", "rows")


Term.ERROR = Term(Kind.ERROR)
Term.ABSOLUTE_ERROR = Term(Kind.ABSOLUTE_ERROR)
Term.SQUARED_ERROR = Term(Kind.SQUARED_ERROR)
Term.RELATIVE_ERROR = Term(Kind.RELATIVE_ERROR)
Term.SYMMETRIC_ERROR = Term(Kind.SYMMETRIC_ERROR)
Term.SQUARED_LOG_ERROR = Term(Kind.SQUARED_LOG_ERROR)
Term.LABEL = Term(Kind.LABEL)
Term.SQUARED_LABEL = Term(Kind.SQUARED_LABEL)
Term.ABSOLUTE_LABEL = Term(Kind.ABSOLUTE_LABEL)
Term.PLAIN_LABEL = Term(Kind.PLAIN_LABEL)


def in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return terms without repetition, in the order of their kinds.

    Examples
    --------
    >>> [term.value for term in in_order([Term.LABEL, Term.ERROR, Term.LABEL])]
    ['error', 'label']
    """
    kinds = list(Kind)
    return tuple(sorted(set(terms), key=lambda term: (kinds.index(term.kind), term.arguments)))


def scales_of(needs: Iterable[Hashable]) -> tuple[str, ...]:
    """Return the columns that errors are divided by, each once; needs that are no terms have none.

    Examples
    --------
    >>> scales_of([Term.ERROR, Term(Kind.SCALED_ERROR, ("naive",))])
    ('naive',)
    """
    scaled = (Kind.SCALED_ERROR, Kind.SQUARED_SCALED_ERROR)
    terms = (need for need in needs if isinstance(need, Term) and need.kind in scaled)
    return tuple(dict.fromkeys(str(term.arguments[0]) for term in terms))


def columns_of(terms: Iterable[Term], *, is_paired: bool, is_counted: bool = False) -> tuple[str, ...]:
    """Return the names of what is summed for some terms, in order.

    Of a term that depends on the model, the candidate's and the gap to the baseline's: a small difference of two
    models that nearly agree keeps its digits. Where units have several rows, their number comes first.

    Examples
    --------
    >>> columns_of([Term.LABEL, Term.ERROR], is_paired=True)
    ('error', 'error_gap', 'label')
    """
    names: list[str] = [ROWS] if is_counted else []
    for term in in_order(terms):
        names.append(term.value)
        if term.is_of_model and is_paired:
            names.append(term.gap)
    return tuple(names)
