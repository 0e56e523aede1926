from __future__ import annotations

import numpy as np
import pytest
from tests.fakes import forecasts
from tests.fakes.numbers import every_metric, gate, moments_of, priced, spec_of

from lockgate.domain.errors import ColumnNotFoundError, DataError
from lockgate.domain.requirement import Requirement
from lockgate.gates import collect_moments
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.moments.cells import MomentCells
from lockgate.gates.moments.terms import Term
from lockgate.gates.roll_up import RollUp
from lockgate.gates.slicing import Dimension, SliceKey
from lockgate.gates.task_columns import TaskColumns

CITY, SIZE = Dimension("city"), Dimension("size", bins=4)
MAE = gate("mae", NotWorse(1.0), sliced=True)
EVERYTHING = spec_of(*every_metric(sliced=True), by=((CITY,), (SIZE,), (CITY, SIZE)))


def _counts(cells: MomentCells) -> dict[SliceKey, int]:
    return {cells.key(at): int(cells.n[at]) for at in range(len(cells.keys))}


def test_rolled_up_or_not_the_moments_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = priced(1_000, seed=1)
    direct = moments_of(columns, EVERYTHING)

    monkeypatch.setattr(
        collect_moments, "roll_ups", lambda sets, *_, **__: [RollUp(tuple(sets), is_rolled=True)]
    )
    rolled = moments_of(columns, EVERYTHING)

    assert (rolled.keys, rolled.plan) == (direct.keys, direct.plan)
    assert (rolled.n == direct.n).all()
    assert rolled.sums == pytest.approx(direct.sums, rel=1e-9, abs=1e-7)
    assert rolled.products == pytest.approx(direct.products, rel=1e-9, abs=1e-6)


def test_slices_hold_only_what_gates_on_slices_need() -> None:
    cells = moments_of(priced(100, seed=1), spec_of(MAE, gate("r2", NotWorse(0.1))))

    assert cells.plan.slice_needs == (Term.ABSOLUTE_ERROR,)
    assert Term.SQUARED_LABEL in cells.plan.needs
    at = cells.plan.columns.index("squared_label")
    assert cells.sums[0, at] > 0
    assert (cells.sums[1:, at] == 0).all()


def test_bins_have_about_equal_rows_and_a_missing_value_is_a_slice() -> None:
    columns = {**priced(8, seed=1), "size": [1, 2, 3, 4, 5, 6, 7, None]}

    counts = _counts(moments_of(columns, spec_of(MAE, by=((SIZE,),))))

    assert counts[(("size", "(null)"),)] == 1
    assert sum(counts.values()) == 2 * 8


def test_a_given_plan_keeps_its_edges_and_its_centre() -> None:
    first = moments_of(priced(500, seed=1), EVERYTHING)

    second = moments_of(priced(500, seed=2), EVERYTHING, like=first.plan)

    assert second.plan == first.plan


def test_labels_far_from_zero_keep_their_digits() -> None:
    columns = priced(2_000, seed=1)
    far = {**columns, **{name: columns[name] + 1e9 for name in ("price", "p_old", "p_new")}}
    spec = spec_of(gate("r2", NotWorse(0.1)))

    near, shifted = (moments_of(one, spec).slice(0) for one in (columns, far))

    assert spec.gates[0].definition.difference(shifted).estimate.value == pytest.approx(
        spec.gates[0].definition.difference(near).estimate.value, rel=1e-4
    )


def test_rows_that_no_metric_can_use_are_counted_by_column() -> None:
    columns = {
        "price": [1.0, None, float("nan"), float("inf"), 1.0, 1.0],
        "p_old": [1.0, 1.0, 1.0, None, float("-inf"), 1e71],
        "p_new": [None, float("nan"), 1.0, 1.0, 1.0, 1.0],
    }

    cells = moments_of(columns, spec_of(gate("mae", NotWorse(1.0))))

    assert cells.quality.rows == 6
    assert [count for _, count in cells.quality.unusable] == [1, 2, 1, 2, 1, 1]  # label, baseline, candidate
    assert cells.n[0] == 0


def test_whole_numbers_and_decimals_are_labels_too() -> None:
    columns = {**priced(3, seed=1), "price": np.array([1, 2, 3])}

    assert moments_of(columns, spec_of(MAE)).n[0] == 3


def test_no_rows_make_empty_moments() -> None:
    columns = {name: np.asarray(values)[:0] for name, values in priced(1, seed=1).items()}

    cells = moments_of(columns, EVERYTHING)

    assert _counts(cells) == {(): 0}
    assert (cells.sums == 0).all()


def test_labels_without_a_finite_one_are_taken_from_zero() -> None:
    columns = {**priced(2, seed=1), "price": [float("nan"), None]}

    assert moments_of(columns, EVERYTHING).plan.center == 0


def test_a_missing_column_and_a_text_are_refused() -> None:
    with pytest.raises(ColumnNotFoundError, match="city"):
        moments_of(priced(10, seed=1), spec_of(MAE, by=((Dimension("citi"),),)))
    with pytest.raises(DataError, match="p_new"):
        moments_of({**priced(2, seed=1), "p_new": ["1", "2"]}, spec_of(MAE))


def test_rows_that_lack_a_number_are_counted_for_each_slice() -> None:
    columns = {"price": [0.0, 5.0, -2.0], "p_old": [1.0] * 3, "p_new": [1.0] * 3, "city": ["A", "A", "B"]}

    cells = moments_of(columns, spec_of(*every_metric(sliced=True)))

    assert [cells.slice(at).undefined[Term.RELATIVE_ERROR] for at in range(3)] == [1, 1, 0]
    assert [cells.slice(at).undefined[Term.SQUARED_LOG_ERROR] for at in range(3)] == [1, 0, 1]


def test_a_series_is_the_unit_in_each_of_its_slices() -> None:
    asked = forecasts.gate("mean_absolute_error", Requirement.at_most(9), sliced=True)
    spec = forecasts.spec_of(asked, baseline=forecasts.old(), columns=forecasts.BY_SERIES, by="half")
    columns = forecasts.forecast(20, seed=1)
    columns["half"] = np.where(columns["ahead"] <= 3, "near", "far")

    cells = moments_of(columns, spec)

    assert cells.plan.columns == ("rows", "absolute_error", "absolute_error_gap")
    slices = [(), *((("ahead", str(day)),) for day in range(1, 7)), (("half", "far"),), (("half", "near"),)]
    assert _counts(cells) == dict.fromkeys(slices, 20)
    assert cells.sums[:, 0].tolist() == [120, *[20] * 6, 60, 60]
    near = np.abs(columns["new_0.5"] - columns["sales"])[columns["ahead"] <= 3]
    by_shop = near.reshape(20, 3).sum(axis=1)
    assert cells.products[-1, 1, 1] == pytest.approx((by_shop**2).sum())


def test_a_scale_is_read_only_where_it_divides() -> None:
    asked = (
        forecasts.gate("mean_absolute_scaled_error", Requirement.at_most(9)),
        forecasts.gate("mean_absolute_error", Requirement.at_most(90), sliced=True),
    )
    columns = forecasts.forecast(20, seed=1)

    cells = moments_of(columns, forecasts.spec_of(*asked, by="ahead"))

    at = cells.plan.columns.index("scaled_error(naive)")
    assert cells.sums[0, at] == pytest.approx(
        (np.abs(columns["new_0.5"] - columns["sales"]) / columns["naive"]).sum()
    )
    assert (cells.sums[1:, at] == 0).all()


def test_a_forecast_that_stands_twice_is_counted() -> None:
    columns = {**forecasts.forecast(3, seed=1), "day": np.arange(18) % 6}
    columns["ahead"][:2], columns["day"][:2] = 1, 0
    spec = forecasts.spec_of(
        forecasts.gate("mean_absolute_error", Requirement.at_most(9)),
        columns=TaskColumns(series="shop", time="day", horizon="ahead"),
    )

    (*_, last) = moments_of(columns, spec).quality.unusable

    assert last == ("the same `shop`, `day`, `ahead` as another", 1)
