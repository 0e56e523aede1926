from __future__ import annotations

import numpy as np

from lockgate.domain.codec import from_plain, to_plain
from lockgate.probes.behaviour import Trial
from lockgate.probes.behaviours.valid_output import ValidOutput
from lockgate.probes.tally import Tally, Units, adds_up, tallies


def trial(n: int, group: np.ndarray, **more: np.ndarray) -> Trial:
    excess = np.where(np.arange(n) < 2, [np.inf, *np.full(n - 1, 0.5)], -1.0)
    rows = {"g": group}
    return Trial(
        rows=rows, changed=rows, before=np.zeros(n), after=np.zeros(n), excess=excess, skipped=3, **more
    )


def test_a_tally_is_read_back_as_it_was() -> None:
    seen = trial(4, np.array(["a", "b", "b", None], dtype=object), costs=np.array([np.inf, 2.0, 1.0, 3.0]))

    found = tallies(ValidOutput(slices=("g",)), seen)

    assert [(one.key, one.n, one.broken, one.worst) for one in found] == [
        ((), 4, 2, np.inf),
        ((("g", "(null)"),), 1, 0, 0.0),
        ((("g", "a"),), 1, 1, np.inf),
        ((("g", "b"),), 2, 1, 0.5),
    ]
    assert found[0].costs == (1.0, 2.0, 3.0, np.inf)
    assert from_plain(tuple[Tally, ...], to_plain(found)) == found


def test_a_column_of_too_many_values_is_told_and_not_counted() -> None:
    _, crowded = tallies(ValidOutput(slices=("g",)), trial(300, np.arange(300)))

    assert (crowded.key, crowded.n, crowded.n_values, crowded.costs) == ((("g", ""),), 0, 300, None)


def test_units_break_a_property_where_one_of_their_rows_does() -> None:
    rows = {"shop": np.array([1, 1, 2, 2, 3]), "ahead": np.array([1, 2, 1, 2, 1])}
    excess = np.array([0.5, -1.0, -1.0, -1.0, np.inf])
    seen = Trial(
        rows=rows,
        changed=rows,
        before=np.zeros(5),
        after=np.zeros(5),
        excess=excess,
        skipped=9,
        costs=np.array([3.0, 1.0, np.inf, 2.0, np.inf]),
    )

    found = tallies(ValidOutput(slices=("ahead",)), seen, Units(column="shop", n=5))

    assert [(one.n, one.broken, one.worst, one.skipped) for one in found] == [
        (3, 2, np.inf, 2),
        (3, 2, np.inf, 2),
        (2, 0, 0.0, 2),
    ]
    assert found[0].costs == (1.0, 2.0, np.inf)
    assert adds_up(found, ("ahead",), has_units=True)
    assert not adds_up(found, ("ahead",))
    assert not adds_up((found[0], found[2]), ("ahead",), has_units=True)
    assert not adds_up((found[2], found[0]), ("ahead",), has_units=True)
