from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.predictions import BINARY_METRICS, cells_of, every_metric, gate, simulated, spec_of

from lockgate.domain.errors import DataError, ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates import collect
from lockgate.gates.buckets import BIN_CHOICES
from lockgate.gates.calibration_bins import equal_width
from lockgate.gates.cells import Cells, Model, Need, SliceCells
from lockgate.gates.metric import Metric
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.roll_up import RollUp
from lockgate.gates.slicing import Dimension, SliceKey

CARRIER, DISTANCE = Dimension("carrier"), Dimension("distance", bins=4)
BINNED = [one for one in BINARY_METRICS if one.needs and Need.RANKS not in one.needs]
LOSS = gate("log_loss", NotWorse(0.01), sliced=True)


def _counts(cells: Cells) -> dict[SliceKey, int]:
    return {cells.key(at): cells.slice(at).n for at in range(len(cells.keys))}


def test_every_slice_and_pair_has_its_rows() -> None:
    columns = simulated(2_000, seed=1)
    spec = spec_of(LOSS, by=((CARRIER,), (DISTANCE,), (CARRIER, DISTANCE)))

    cells = cells_of(columns, spec)

    counts = _counts(cells)
    assert counts[()] == 2_000
    assert counts[(("carrier", "UA"),)] == int((np.asarray(columns["carrier"]) == "UA").sum())
    assert len(counts) == 1 + 3 + 4 + 12
    assert sum(n for key, n in counts.items() if len(key) == 2) == 2_000


def test_bins_hold_about_equal_rows() -> None:
    cells = cells_of(simulated(2_000, seed=1), spec_of(LOSS, by=((DISTANCE,),)))

    sizes = [n for key, n in _counts(cells).items() if key]

    assert sizes == pytest.approx([500] * 4, abs=5)


def test_grouping_twice_gives_the_same_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    columns, spec = simulated(2_000, seed=2), spec_of(*every_metric(sliced=True), by=((CARRIER,), (DISTANCE,)))
    once = cells_of(columns, spec)

    monkeypatch.setattr(collect, "roll_ups", lambda sets, *_, **__: [RollUp(tuple(sets), is_rolled=True)])
    twice = cells_of(columns, spec)

    assert twice.keys == once.keys
    assert (twice.joint.n == once.joint.n).all()
    assert twice.joint.sums == pytest.approx(once.joint.sums, rel=1e-9)


def test_a_missing_value_is_a_slice_of_its_own() -> None:
    columns = {**simulated(4, seed=1), "carrier": ["AA", None, None, "UA"]}

    cells = cells_of(columns, spec_of(LOSS))

    assert _counts(cells)[(("carrier", "(null)"),)] == 2


def test_a_missing_number_is_a_slice_beside_its_bins() -> None:
    columns = {**simulated(5, seed=1), "distance": [1.0, 2.0, 3.0, 4.0, None]}

    cells = cells_of(columns, spec_of(LOSS, by=((DISTANCE,),)))

    assert _counts(cells)[(("distance", "(null)"),)] == 1


def test_not_a_number_is_in_no_bin() -> None:
    columns = {**simulated(5, seed=1), "distance": [1.0, 2.0, 3.0, 4.0, float("nan")]}

    cells = cells_of(columns, spec_of(LOSS, by=((DISTANCE,),)))

    assert _counts(cells)[(("distance", "(null)"),)] == 1


def test_numbers_that_are_none_do_not_move_the_edges_of_the_others() -> None:
    columns = simulated(2_000, seed=1)
    distance = np.where(np.arange(2_000) % 4 < 3, np.nan, columns["distance"].astype(float))
    missing = pa.array(distance, from_pandas=True)

    of_nan, of_null = (
        _counts(cells_of({**columns, "distance": one}, spec_of(LOSS, by=((DISTANCE,),))))
        for one in (distance, missing)
    )

    assert of_nan == of_null
    assert sorted(of_nan.values())[:4] == pytest.approx([125] * 4, abs=2)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), None])
def test_bins_of_no_numbers_are_refused(value: float | None) -> None:
    columns = {**simulated(50, seed=1), "distance": pa.array([value] * 50, pa.float64())}

    with pytest.raises(ParameterError, match="without a finite one"):
        cells_of(columns, spec_of(LOSS, by=((DISTANCE,),)))


@pytest.mark.parametrize(
    ("labels", "positive"),
    [
        ([True, False, True, False], None),
        ([1, 0, 1, 0], None),
        ([1.0, 0.0, 1.0, 0.0], None),
        (["yes", "no", "yes", "no"], "yes"),
        ([2, 1, 2, 1], 2),
        ([2.0, 1.0, 2.0, 1.0], 2),
        ([False, True, False, True], False),
    ],
    ids=str,
)
def test_a_label_may_be_written_in_many_ways(labels: list[object], positive: str | int | None) -> None:
    columns = {**simulated(4, seed=1), "late": labels}
    spec = replace(spec_of(LOSS), positive=positive)

    cells = cells_of(columns, spec)

    assert cells.slice(0).n_positive == 2
    assert cells.quality.label_other == 0
    assert len(cells.quality.other_labels) == (0 if positive is None else 1)


def test_a_label_between_whole_numbers_is_not_rounded_to_one() -> None:
    columns = {**simulated(4, seed=1), "late": [1.0, 0.0, 0.7, 1.0]}
    spec = replace(spec_of(LOSS), positive=1)

    assert cells_of(columns, spec).quality.label_other == 1


def test_rows_that_no_metric_can_use_are_counted_by_column() -> None:
    columns = {
        "late": [0, 1, 2, None, 1, 0],
        "p_old": [0.1, None, 0.1, 0.1, float("nan"), -0.1],
        "p_new": [0.1, 0.2, 0.1, 0.1, 1.1, None],
        "carrier": ["AA"] * 6,
    }

    quality = cells_of(columns, spec_of(LOSS)).quality

    assert (quality.rows, quality.label_null, quality.label_other) == (6, 1, 1)
    assert (quality.baseline_null, quality.baseline_outside) == (1, 2)
    assert (quality.candidate_null, quality.candidate_outside) == (1, 1)


def test_no_rows_make_empty_cells() -> None:
    columns = {name: np.asarray(values)[:0] for name, values in simulated(1, seed=1).items()}

    cells = cells_of(columns, spec_of(*every_metric(sliced=True), by=((DISTANCE,), (CARRIER,))))

    assert _counts(cells) == {(): 0}


def test_a_score_that_is_text_is_refused() -> None:
    columns = {**simulated(2, seed=1), "p_new": ["0.1", "0.2"]}

    with pytest.raises(DataError, match="p_new"):
        cells_of(columns, spec_of(LOSS))


def test_many_slices_get_coarser_rank_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "_FINE_UP_TO", 2)
    spec = spec_of(gate("roc_auc", Requirement.at_least(0.5), sliced=True))

    cells = cells_of(simulated(500, seed=1), spec)

    assert (cells.slice(0).factor, cells.slice(1).factor) == (1, 8)


@pytest.mark.parametrize("bins", BIN_CHOICES)
def test_slices_keep_the_bins_that_a_metric_reads_and_no_more(bins: int) -> None:
    columns = simulated(3_000, seed=4)
    scope = SliceScope.ALL
    arguments = (("bins", bins),)
    error = MetricGate(
        metric="expected_calibration_error", requirement=NotWorse(0.01), slices=scope, arguments=arguments
    )
    ranked = gate("roc_auc", NotWorse(0.01), sliced=True)

    few = cells_of(columns, spec_of(error, by=((CARRIER,),)))
    many = cells_of(columns, spec_of(error, ranked, by=((CARRIER,),)))

    for at in range(1, len(few.keys)):
        one, other = few.slice(at), many.slice(at)
        assert len(set(one.joint.bucket_candidate.tolist())) <= bins
        for model in Model:
            for binned, full in zip(
                equal_width(one, model, bins), equal_width(other, model, bins), strict=True
            ):
                assert binned == pytest.approx(full, rel=1e-9)
    assert few.joint.n.size < many.joint.n.size


@pytest.fixture(scope="module")
def asked_with_all() -> Cells:
    """Return cells for every metric at once, of all rows and of slices."""
    return cells_of(simulated(3_000, seed=5), spec_of(*every_metric(sliced=True), by=((CARRIER,),)))


@pytest.mark.parametrize("metric", BINNED, ids=lambda metric: metric.name)
def test_what_else_is_asked_changes_no_number(metric: Metric[SliceCells], asked_with_all: Cells) -> None:
    asked = [one for one in every_metric(sliced=True) if one.metric == metric.name]

    alone = cells_of(simulated(3_000, seed=5), spec_of(*asked, by=((CARRIER,),)))

    for at in range(len(alone.keys)):
        views = [cells.slice(at, seed=1) for cells in (alone, asked_with_all)]
        read = [metric.difference(view) for view in views]
        if Need.PAIR not in metric.needs:
            read += [metric.estimate(view, Model.CANDIDATE) for view in views]
        for one, other in zip(read[::2], read[1::2], strict=True):
            assert one.estimate.value == pytest.approx(other.estimate.value, abs=1e-9, nan_ok=True)
            assert one.bounds(0.1) == pytest.approx(other.bounds(0.1), abs=1e-9, nan_ok=True)
