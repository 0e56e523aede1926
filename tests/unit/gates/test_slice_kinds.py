"""Every way to cut rows, on a real engine."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ColumnNotFoundError, DataError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Cells
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import MetricGate, SliceScope
from lockgate.gates.slicing import Dimension, SliceKey
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.aggregates.periods import Period

ERRORS = gate("accuracy", Requirement.at_least(0.5), sliced=True)
ROWS = 600
BEGIN = datetime(2013, 1, 1)  # noqa: DTZ001 - a column without a zone


def table(**columns: object) -> dict[str, Any]:
    """Return predictions with an hour, a time and a number beside them."""
    hours = [BEGIN + timedelta(hours=step) for step in range(ROWS)]
    return {**simulated(ROWS, seed=1), "hour": np.arange(ROWS) % 24, "time": hours, **columns}


def counts(cells: Cells) -> dict[SliceKey, int]:
    """Return the rows of each slice that is judged."""
    at = [one for one in range(1, len(cells.keys)) if cells.is_judged(one)]
    return {cells.key(one): cells.slice(one).n for one in at}


def cut(*dimensions: Dimension, **columns: object) -> dict[SliceKey, int]:
    """Return the rows of each slice of one slice set."""
    return counts(cells_of(table(**columns), spec_of(ERRORS, by=(dimensions,))))


def test_a_condition_picks_one_slice_and_the_rest_is_not_judged() -> None:
    night = Dimension(name="night", where="hour >= 22 or hour < 5")

    assert cut(night) == {(("night", "true"),): ROWS * 7 // 24}


def test_a_row_for_which_the_condition_is_unknown_is_not_in_the_slice() -> None:
    late = Dimension(name="late", where="hour >= 12")

    assert cut(late, hour=[None] * 100 + [12] * 500) == {(("late", "true"),): 500}


def test_each_value_of_an_expression_is_a_slice() -> None:
    half = Dimension(name="half of the day", expression="case when hour < 12 then 'first' else 'second' end")

    assert cut(half) == {(("half of the day", "first"),): 300, (("half of the day", "second"),): 300}


def test_the_numbers_of_an_expression_are_cut_at_edges() -> None:
    double = Dimension(name="twice", expression="hour * 2", edges=(24.0,))

    assert cut(double) == {(("twice", "24 and above"),): 300, (("twice", "below 24"),): 300}


def test_the_numbers_of_an_expression_are_binned() -> None:
    assert sorted(cut(Dimension(name="twice", expression="hour * 2", bins=2)).values()) == [275, 325]


def test_not_a_number_is_in_no_bin_of_an_expression() -> None:
    numbers = [float("nan")] * 10 + [1.0] * (ROWS - 10)
    odd = Dimension(name="x", expression="distance + 0", edges=(0.5,))

    assert cut(odd, distance=numbers) == {(("x", "(null)"),): 10, (("x", "0.5 and above"),): ROWS - 10}


@pytest.mark.parametrize(
    ("every", "form", "minutes"), [("hour", "%Y-%m-%d %H", 6), ("day", "%Y-%m-%d", 60), ("month", "%Y-%m", 60)]
)
def test_time_is_cut_into_windows(every: Period, form: str, minutes: int) -> None:
    times = [BEGIN + timedelta(minutes=minutes * step) for step in range(ROWS)]

    found = cut(Dimension("time", every=every), time=times)

    wanted = Counter(time.strftime(form) for time in times)
    assert found == {(("time", start),): n for start, n in wanted.items()}


def test_a_week_begins_on_monday_and_is_named_by_it() -> None:
    found = cut(Dimension("time", every="week"))

    assert found[(("time", "2012-12-31"),)] == 6 * 24
    assert found[(("time", "2013-01-07"),)] == 7 * 24


def test_only_what_is_an_instant_has_windows() -> None:
    with pytest.raises(DataError, match="a date or timestamp"):
        cut(Dimension("carrier", every="day"))


def test_four_dimensions_can_be_crossed() -> None:
    found = cut(
        Dimension("carrier"),
        Dimension("hour", edges=(12.0,)),
        Dimension(name="x", where="hour > 5"),
        Dimension("time", every="month"),
    )

    assert sum(found.values()) == ROWS * 18 // 24
    assert {tuple(column for column, _ in key) for key in found} == {("carrier", "hour", "x", "time")}


def judged(spec: ModelGateSpec, **columns: object) -> list[tuple[SliceKey, Verdict, str]]:
    """Return what was judged on slices: which rows, the verdict and its reason."""
    findings = judge(spec, cells_of(table(**columns), spec))
    return [(one.subject.slice, one.verdict, one.reason) for one in findings if one.subject.slice]


@pytest.mark.parametrize(
    ("dimension", "key"),
    [
        (Dimension(name="never", where="hour > 24"), (("never", "true"),)),
        (Dimension("hour", edges=(0.0, 12.0)), (("hour", "below 0"),)),
    ],
)
def test_a_named_slice_without_rows_is_open(dimension: Dimension, key: SliceKey) -> None:
    found = judged(spec_of(ERRORS, by=((dimension,),)))

    assert (key, Verdict.INCONCLUSIVE, Reason.SLICE_MISSING) in found


def test_a_condition_on_a_column_that_is_gone_is_an_error() -> None:
    with pytest.raises(ColumnNotFoundError, match="has no column `hours`, which the slice `n` reads"):
        cut(Dimension(name="n", where="hours > 5"))


def pinned_spec(*pins: Dimension, scope: SliceScope) -> ModelGateSpec:
    """Return a spec with pinned slices and one gate."""
    only = MetricGate(metric="accuracy", requirement=Requirement.at_least(0.5), slices=scope)
    return ModelGateSpec(
        table="scored",
        label="late",
        candidate="p_new",
        gates=(only,),
        slices=((Dimension("carrier"),),),
        pinned=pins,
    )


NIGHT, NEVER = Dimension(name="night", where="hour < 5"), Dimension(name="never", where="hour > 24")


def test_pinned_slices_are_a_family_of_their_own() -> None:
    spec = pinned_spec(NIGHT, NEVER, scope=SliceScope.ALL)

    findings = judge(spec, cells_of(table(), spec))

    families = {one.subject.slice: (one.family.noun, one.family.size) for one in findings if one.family}
    assert families[("night", "true"),] == ("pinned slice", 1)
    assert families[("carrier", "UA"),] == ("slice", 3)
    assert findings[-1].reason == Reason.SLICE_MISSING


def test_a_gate_can_ask_for_pinned_slices_only() -> None:
    found = judged(pinned_spec(NIGHT, NEVER, scope=SliceScope.PINNED))

    assert [key for key, *_ in found] == [(("night", "true"),), (("never", "true"),)]


def test_before_anything_is_pinned_only_all_rows_are_judged() -> None:
    assert judged(pinned_spec(scope=SliceScope.PINNED)) == []
