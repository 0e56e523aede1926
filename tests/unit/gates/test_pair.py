from __future__ import annotations

from tests.fakes.oracles import exact_rows

from lockgate.gates.cells import Model
from lockgate.gates.pair import flip_rate, no_difference
from lockgate.stats.intervals import clopper_pearson


def test_the_rate_has_exact_bounds() -> None:
    late, old, _, cells = exact_rows()

    measured = flip_rate(cells, cells.joint.flagged_baseline == 1)

    hits = int((old >= 0.5).sum())
    assert measured.bounds(0.1) == clopper_pearson(hits, late.size, alpha=0.1)


def test_there_is_no_second_number() -> None:
    assert "by itself" in no_difference("churn", exact_rows()[3]).undefined
    assert len(Model) == 2
