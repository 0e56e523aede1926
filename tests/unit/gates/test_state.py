from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, every_metric, gate, simulated, spec_of

from lockgate.domain.codec import canonical_bytes
from lockgate.domain.errors import StateError
from lockgate.domain.requirement import Requirement
from lockgate.gates.columns import column_to_plain
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.slicing import Dimension
from lockgate.gates.state import cells_from_plain, cells_to_plain, merge_cells

SPEC = spec_of(
    *every_metric(sliced=True),
    gate("log_loss", NotWorse(0.02), sliced=True),
    gate("roc_auc", NotWorse(0.02), sliced=True),
    by=((Dimension("carrier"),), (Dimension("distance", bins=3),)),
)
CELLS = cells_of(simulated(800, seed=1), SPEC)


def test_stored_cells_are_judged_like_the_originals() -> None:
    stored = json.loads(canonical_bytes(cells_to_plain(CELLS)))

    replayed = judge(SPEC, cells_from_plain(stored), seed=3)

    assert replayed == judge(SPEC, CELLS, seed=3)


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    stored = canonical_bytes(cells_to_plain(CELLS))

    assert canonical_bytes(cells_to_plain(cells_from_plain(json.loads(stored)))) == stored


def test_cells_with_other_bin_edges_are_not_merged() -> None:
    other = cells_of(simulated(800, seed=2), SPEC)

    with pytest.raises(StateError, match="bin edges"):
        merge_cells(CELLS, other)


def test_a_later_day_takes_the_edges_of_the_first() -> None:
    later = cells_of(simulated(200, seed=2), SPEC, like=CELLS.plan)

    both = merge_cells(CELLS, later)

    assert both.quality.rows == 1_000
    assert both.slice(0).n == 1_000


def _edited(change: dict[str, Any]) -> dict[str, Any]:
    return {**json.loads(canonical_bytes(cells_to_plain(CELLS))), **change}


@pytest.mark.parametrize(
    "document",
    [
        None,
        {"version": 2},
        {"version": 1},
        _edited({"keys": []}),
        _edited({"keys": [[0, []], [0, []]]}),
        _edited({"keys": [[0, []], [2, ["x"]], [1, ["AA"]], [1, ["B6"]], [1, ["UA"]], [2, ["y"]], [2, ["z"]]]}),
        _edited({"ranks": {"slice": [0], "model": [0], "positive": [1], "bucket": [5], "n": [-1]}}),
        _edited({"ranks": {"slice": [0], "model": [0], "positive": [1], "bucket": [5], "n": [0.5]}}),
        _edited({"ranks": {"slice": [99], "model": [0], "positive": [1], "bucket": [5], "n": [1]}}),
        _edited({"ranks": {"slice": [0], "model": [0, 1], "positive": [1], "bucket": [5], "n": [1]}}),
    ],
    ids=[
        "nothing",
        "version",
        "cut",
        "no slices",
        "twice",
        "out of order",
        "negative",
        "half a row",
        "unknown slice",
        "ragged",
    ],
)
def test_a_document_that_does_not_fit_is_refused(document: object) -> None:
    with pytest.raises(StateError):
        cells_from_plain(document)


def test_a_state_without_slices_merges_too() -> None:
    spec = spec_of(gate("accuracy", Requirement.at_least(0.5)), baseline=None)
    parts = [cells_of(simulated(50, seed=seed), spec) for seed in (1, 2)]

    assert merge_cells(*parts).slice(0).n == 100


def test_a_part_that_cannot_be_read_is_named() -> None:
    document = _edited({"plan": {"table": 3}})

    with pytest.raises(StateError) as caught:
        cells_from_plain(document)

    assert caught.value.where == "CellPlan"


def test_sums_that_are_no_numbers_lead_to_no_verdict() -> None:
    plain = cells_to_plain(cells_of(simulated(50, seed=1), spec_of(gate("log_loss", NotWorse(0.1)))))
    held = plain["joint"]["sums"]["p_candidate"]
    plain["joint"]["sums"]["p_candidate"] = column_to_plain(np.full(len(held), np.nan))

    with pytest.raises(StateError, match="no numbers"):
        cells_from_plain(plain)
