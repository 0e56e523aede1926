from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from lockgate.domain.errors import ParameterError
from lockgate.probes.query_losses import ndcg_losses, require_relevant

DRAWN = np.random.default_rng(1)
QUERIES = DRAWN.permutation(np.repeat(np.arange(20), 6))
RELEVANCE = DRAWN.integers(0, 4, 120).astype(float) + (DRAWN.permutation(120) < 110)
SCORES = np.round(DRAWN.normal(size=120), 0)  # many are equal


@pytest.mark.parametrize("k", [None, 3])
def test_the_loss_is_one_minus_the_score_of_scikit_learn(k: int | None) -> None:
    found = ndcg_losses(QUERIES, RELEVANCE, SCORES, k=k)

    wanted = [
        1 - ndcg_score([RELEVANCE[query == QUERIES]], [SCORES[query == QUERIES]], k=k) for query in range(20)
    ]
    assert found == pytest.approx(wanted, abs=1e-12)


def test_a_score_that_is_none_leaves_its_query_without_a_loss() -> None:
    found = ndcg_losses(np.array([0, 0, 1]), np.ones(3), np.array([0.5, np.nan, 0.5]))

    assert np.isnan(found).tolist() == [True, False]


def test_queries_without_a_relevant_document_are_refused() -> None:
    require_relevant(np.array([0, 1]), np.array([1.0, 2.0]))
    with pytest.raises(ParameterError, match="1 queries without one"):
        require_relevant(np.array([0, 1]), np.array([1.0, 0.0]))
    with pytest.raises(ParameterError, match="relevance of 0 or more"):
        require_relevant(np.array([0, 1]), np.array([1.0, -1.0]))
