from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.fakes import forecasts
from tests.fakes import ranked as rankings
from tests.fakes.numbers import OF_RANKS, every_metric, gate, moments_of, priced, spec_of
from tests.fakes.predictions import cells_of, simulated
from tests.fakes.predictions import every_metric as every_rate
from tests.fakes.predictions import spec_of as classified

from lockgate.domain.codec import canonical_bytes
from lockgate.domain.errors import StateError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.moments.state import merge_moments, moments_from_plain, moments_to_plain
from lockgate.gates.slicing import Dimension
from lockgate.gates.state import cells_to_plain

SPEC = spec_of(*every_metric(sliced=True), gate("r2", NotWorse(0.01)), by=((Dimension("city"),),))

PARTS = replace(SPEC, gates=tuple(one for one in SPEC.gates if one.metric not in OF_RANKS))
"""What can be asked of parts."""


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(canonical_bytes(moments_to_plain(moments_of(priced(300, seed=1), SPEC))))
    return found


def test_a_stored_state_leads_to_the_same_findings(plain: dict[str, Any]) -> None:
    cells = moments_of(priced(300, seed=1), SPEC)

    again = moments_from_plain(plain)

    assert judge(SPEC, again) == judge(SPEC, cells)
    assert canonical_bytes(moments_to_plain(again)) == canonical_bytes(plain)


def test_parts_merge_to_the_whole() -> None:
    columns = priced(400, seed=2)
    whole = moments_of(columns, PARTS)
    rows = {"A": slice(0, 100), "B": slice(100, 400)}
    first, second = (
        moments_of({name: values[part] for name, values in columns.items()}, PARTS, like=whole.plan)
        for part in rows.values()
    )

    for merged in (merge_moments(first, second), merge_moments(second, first)):
        assert (merged.keys, merged.quality) == (whole.keys, whole.quality)
        assert (merged.n == whole.n).all()
        assert (merged.undefined == whole.undefined).all()
        assert merged.sums == pytest.approx(whole.sums, rel=1e-9, abs=1e-6)
        assert merged.products == pytest.approx(whole.products, rel=1e-9, abs=1e-5)


def test_a_slice_that_only_one_part_has_is_kept() -> None:
    columns = priced(6, seed=2)
    parts = [{**columns, "city": [name] * 6} for name in "AB"]
    first = moments_of(parts[0], PARTS)

    merged = merge_moments(first, moments_of(parts[1], PARTS, like=first.plan))

    assert merged.n.tolist() == [12, 6, 6]


def test_different_plans_do_not_merge() -> None:
    first, second = (moments_of(priced(10, seed=seed), PARTS) for seed in (1, 2))

    with pytest.raises(StateError, match="centres"):
        merge_moments(first, second)


def test_middle_errors_of_parts_are_not_those_of_the_whole() -> None:
    first, second = (moments_of(priced(10, seed=1), SPEC) for _ in range(2))

    with pytest.raises(StateError, match="the middle error is found among the rows of both together"):
        merge_moments(first, second)


def test_the_cells_of_a_classifier_are_no_moments() -> None:
    cells = cells_of(simulated(10, seed=1), classified(*every_rate()))

    with pytest.raises(StateError, match="moments of version 2"):
        moments_from_plain(cells_to_plain(cells))
    with pytest.raises(StateError, match="not counted for a regression"):
        judge(SPEC, cells)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"n": [1]},
        {"n": [-1, 1, 1, 1]},
        {"n": [1.5, 1, 1, 1]},
        {"sums": {}},
        {"plan": {}},
        {"plan": None},
        {"keys": []},
        {"keys": [[1, ["A"]], [0, []], [1, ["B"]], [1, ["C"]]]},
        {"undefined": {}},
        {"middle": []},
        {"middle": [None, None, None, None]},
        {"middle": 1},
        {"products": 1},
    ],
    ids=str,
)
def test_a_document_that_was_cut_or_edited_is_refused(plain: dict[str, Any], change: dict[str, Any]) -> None:
    with pytest.raises(StateError):
        moments_from_plain({**plain, **change})


def test_a_column_that_is_too_short_is_refused(plain: dict[str, Any]) -> None:
    sums = {name: values[:-1] for name, values in plain["sums"].items()}

    with pytest.raises(StateError, match="different lengths"):
        moments_from_plain({**plain, "sums": sums})


def test_something_else_is_refused() -> None:
    with pytest.raises(StateError):
        moments_from_plain([])


def test_terms_with_arguments_and_other_units_are_read_back() -> None:
    asked = (
        forecasts.gate("interval_coverage", Requirement.at_least(0.5), sliced=True),
        forecasts.gate("mean_absolute_scaled_error", Requirement.at_most(2)),
    )
    spec = forecasts.spec_of(*asked, baseline=forecasts.old(), columns=forecasts.BY_SERIES)
    cells = moments_of(forecasts.forecast(30, seed=1), spec)

    again = moments_from_plain(json.loads(canonical_bytes(moments_to_plain(cells))))

    assert again.plan == cells.plan
    assert judge(spec, again) == judge(spec, cells)
    with pytest.raises(StateError, match="a series may have rows in both"):
        merge_moments(cells, again)


def test_rankings_of_other_queries_add_up() -> None:
    spec = rankings.spec_of(rankings.gate("ndcg_score", NotWorse(0.1), k=5))
    columns = rankings.ranked(20, seed=1)
    whole = moments_of(columns, spec)
    parts = [{name: values[at] for name, values in columns.items()} for at in (slice(0, 96), slice(96, None))]

    first, second = (moments_of(part, spec, like=whole.plan) for part in parts)

    merged = merge_moments(first, second)
    assert merged.n.tolist() == whole.n.tolist() == [20]
    assert merged.sums == pytest.approx(whole.sums, rel=1e-9)


def test_a_sum_that_overflowed_is_kept_and_decides_nothing() -> None:
    spec = rankings.spec_of(
        rankings.gate("ndcg_score", NotWorse(0.1), gain="exponential"),
        rankings.gate("dcg_score", NotWorse(0.1), gain="exponential"),
    )
    columns = rankings.ranked(10, seed=1)
    columns["stars"][0] = 5_000.0
    cells = moments_of(columns, spec)

    again = moments_from_plain(json.loads(canonical_bytes(moments_to_plain(cells))))

    assert np.array_equal(again.sums, cells.sums, equal_nan=True)
    assert {finding.verdict for finding in judge(spec, again)} == {Verdict.INCONCLUSIVE}
