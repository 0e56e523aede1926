"""What metrics of a ranking may be asked: how deep, which gain, and what a query without relevant documents counts."""

from __future__ import annotations

from enum import StrEnum

from lockgate.domain.errors import ParameterError
from lockgate.gates.moments.formula import MomentFormula, Scale
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["Gain", "WithoutRelevant", "mean_of_queries", "require_depth", "require_word"]


class Gain(StrEnum):
    """What a document of some relevance is worth."""

    LINEAR = "linear"
    EXPONENTIAL = "exponential"  # 2 to the power of the relevance, minus 1


class WithoutRelevant(StrEnum):
    """What a query without relevant documents counts."""

    REFUSE = "refuse"
    ZERO = "zero"


def mean_of_queries(kind: Kind, *arguments: float | str, scale: Scale = Scale.SHARE) -> MomentFormula:
    """Return the mean of a term over queries.

    Examples
    --------
    >>> mean_of_queries(Kind.HIT, 10, "refuse").terms[0].value
    'hit(10, refuse)'
    """
    plain = tuple(str(one) if isinstance(one, str) else float(one) for one in arguments)
    return MomentFormula((Term(kind, plain),), lambda mean: mean, scale=scale)


def require_depth(metric: str, k: object, *, least: int) -> None:
    """Refuse a number of documents that is none.

    Raises
    ------
    ParameterError
        If it is given and no int of `least` or more.
    """
    if k is None:
        return
    if isinstance(k, bool) or not isinstance(k, int) or k < least:
        raise ParameterError.of(f"metric {metric}", "k", f"an int of {least} or more", k)


def require_word(metric: str, name: str, word: str, words: type[StrEnum]) -> None:
    """Refuse a word that is none of some.

    Raises
    ------
    ParameterError
        If it is not.
    """
    if word not in list(words):
        raise ParameterError.of(f"metric {metric}", name, f"one of {', '.join(words)}", word)
