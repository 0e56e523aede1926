"""What the answers to the documents of a query cost: one minus the NDCG."""

from __future__ import annotations

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.costs import Places
from lockgate.probes.rows import Floats

__all__ = ["ndcg_losses", "require_relevant"]


def ndcg_losses(queries: Places, relevance: Floats, scores: Floats, *, k: int | None = None) -> Floats:
    """Return one minus the NDCG of each query; documents of equal scores count as in the mean over their orders.

    Parameters
    ----------
    queries : ndarray of shape (n,)
        The query of each document, from 0 on, each with a relevant one.
    relevance, scores : ndarray of shape (n,)
        How relevant a document is, 0 or more, and the score of the model, higher first.
    k : int or None, default=None
        How many documents from the top count; None for all.

    Returns
    -------
    ndarray of shape (n_queries,)
        NaN where a score is none.

    Examples
    --------
    >>> queries, relevance = np.array([0, 0, 1, 1]), np.array([1.0, 0.0, 1.0, 0.0])
    >>> ndcg_losses(queries, relevance, np.array([0.9, 0.1, 0.1, 0.9])).round(3).tolist()
    [0.0, 0.369]
    """
    return 1.0 - _gained(queries, relevance, scores, k) / _gained(queries, relevance, relevance, k)


def require_relevant(queries: Places, relevance: Floats) -> None:
    """Refuse queries in which no order is right or wrong.

    Raises
    ------
    ParameterError
        If a query has no document with a relevance above 0, or one is below it.
    """
    if not bool((relevance >= 0).all()):
        raise ParameterError.of("importance", "label", "a relevance of 0 or more", float(relevance.min()))
    lacking = int((np.bincount(queries, weights=relevance) == 0).sum())
    if lacking:
        must = "a relevance above 0 of a document of each query; leave out queries without one"
        raise ParameterError.of("importance", "label", must, f"{lacking:,} queries without one")


def _gained(queries: Places, relevance: Floats, scores: Floats, k: int | None) -> Floats:
    order = np.lexsort((-scores, queries))
    ordered, score = queries[order], scores[order]
    is_first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    places = np.arange(order.size)
    rank = places - np.maximum.accumulate(np.where(is_first, places, 0))
    worth = 1.0 / np.log2(rank + 2.0)
    worth = worth if k is None else np.where(rank < k, worth, 0.0)
    # documents of equal scores share what their places are worth
    tied = np.cumsum(is_first | np.concatenate([[True], score[1:] != score[:-1]])) - 1
    shared = (np.bincount(tied, weights=worth) / np.bincount(tied))[tied]
    gained = np.bincount(ordered, weights=relevance[order] * shared).astype(np.float64)
    lacking = np.bincount(queries, weights=np.isnan(scores)) > 0
    return np.where(lacking, np.nan, gained)
