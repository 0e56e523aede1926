from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.costs import Costs, places_in
from lockgate.probes.importance import importances_by_part
from lockgate.probes.rows import Floats, Rows

DRAWN = np.random.default_rng(1)
SHOPS = np.repeat(np.arange(30), np.arange(30) % 4 + 1)
ROWS = {"x": DRAWN.normal(size=SHOPS.size), "same": np.ones(SHOPS.size)}
AHEAD = np.concatenate([np.arange(count) for count in np.arange(30) % 4 + 1])


def losses(answer: Floats) -> Floats:
    found: Floats = (answer - ROWS["x"]) ** 2
    return found


def predict(rows: Rows) -> Floats:
    return np.asarray(rows["x"], dtype=np.float64)


def costs(*parts: np.ndarray) -> Costs:
    every = (np.ones(SHOPS.size, dtype=bool), *parts)
    return Costs(losses=losses, units=SHOPS, n_units=30, of_rows=SHOPS, parts=every)


def test_a_unit_gets_its_values_from_one_other() -> None:
    seen: list[np.ndarray] = []

    def watched(rows: Rows) -> Floats:
        seen.append(rows["x"])
        return predict(rows)

    importances_by_part(watched, ROWS, {"x": ("x",)}, costs(), repeats=1)

    owner = dict(zip(ROWS["x"], SHOPS, strict=True))
    givers = [{owner[value] for value in seen[1][shop == SHOPS]} for shop in range(30)]
    assert {len(one) for one in givers} == {1}
    assert len({next(iter(one)) for one in givers}) == 30


def test_the_whole_is_the_mean_over_rows_and_a_part_that_over_its_own() -> None:
    first, last = AHEAD == 0, AHEAD == 3

    whole, of_first, of_last = importances_by_part(
        predict, ROWS, {"x": ("x",), "z": ("z",)}, costs(first, last)
    )

    assert [len(one) for one in (whole, of_first, of_last)] == [2, 2, 2]
    assert whole[0].influence.sum() == pytest.approx(0, abs=1e-9)
    assert (whole[0].influence.size, of_first[0].influence.size, of_last[0].influence.size) == (30, 30, 7)
    assert of_last[1].influence.size == 7
    assert np.isfinite(of_first[0].value)


def test_one_unit_has_none_to_exchange_with_and_a_row_belongs_to_one() -> None:
    alone = Costs(
        losses=losses,
        units=np.zeros_like(SHOPS),
        n_units=1,
        of_rows=np.zeros_like(SHOPS),
        parts=(np.ones(SHOPS.size, dtype=bool),),
    )
    with pytest.raises(ParameterError, match="two queries or series"):
        importances_by_part(predict, ROWS, {"x": ("x",)}, alone)
    with pytest.raises(ParameterError, match="without missing values"):
        places_in(np.array([1.0, np.nan]), "shop")
    assert importances_by_part(predict, ROWS, {}, costs()) == ((),)
