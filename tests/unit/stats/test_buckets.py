from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.buckets import JointBuckets, bucket_counts


def test_joint_cells_split_into_the_buckets_of_each_model() -> None:
    cells = JointBuckets.of("f", [1, 1, 0, 1], [0, 2, 1, 0], [1, 0, 1, 1], [3, 4, 5, 6])

    assert [part.tolist() for part in cells.of_baseline()] == [[9, 0, 4], [0, 5, 0]]
    assert [part.tolist() for part in cells.of_candidate()] == [[4, 9], [0, 5]]


def test_no_cells_make_no_buckets() -> None:
    cells = JointBuckets.of("f", [], [], [], [])

    assert [part.size for part in cells.of_baseline()] == [0, 0]


@pytest.mark.parametrize(
    ("labels", "baseline", "candidate", "counts", "name"),
    [
        ([2], [0], [0], [1], "labels"),
        ([1], [-1], [0], [1], "baseline_buckets"),
        ([1], [0], [-1], [1], "candidate_buckets"),
        ([1], [0], [0], [-1], "counts"),
        ([1, 0], [0], [0], [1], "counts"),
    ],
)
def test_cells_that_do_not_fit_are_refused(
    labels: list[int], baseline: list[int], candidate: list[int], counts: list[int], name: str
) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        JointBuckets.of("f", labels, baseline, candidate, counts)


@pytest.mark.parametrize(
    ("positives", "negatives", "name"),
    [
        ([1, 2], [1], "negatives"),
        ([[1]], [[1]], "negatives"),
        ([-1], [1], "positives"),
        ([1], [-1], "negatives"),
    ],
)
def test_counts_that_do_not_fit_are_refused(positives: list[int], negatives: list[int], name: str) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        bucket_counts("f", positives, negatives)
