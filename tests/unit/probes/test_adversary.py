from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ModelError
from lockgate.probes.adversary import Aim, cheapest_changes
from lockgate.probes.domain import domain_of
from lockgate.probes.levers import Lever
from lockgate.probes.rows import Rows


def test_what_is_found_is_turned_and_costs_what_it_says() -> None:
    drawn = np.random.default_rng(5)
    rows = {"x": drawn.normal(size=60), "y": drawn.normal(size=60)}
    moves = [Lever().move(name, rows[name], domain_of(rows[name])) for name in rows]

    def model(asked: Rows) -> np.ndarray:
        found: np.ndarray = 1 / (1 + np.exp(-(asked["x"] + 2 * asked["y"])))
        return found

    found = cheapest_changes(
        model,
        rows,
        moves,
        aim=Aim(
            turned=lambda before, after: (before >= 0.5) != (after >= 0.5),
            progress=lambda before, after: abs(after - before),
        ),
        most_changes=2,
    )

    turned = np.isfinite(found.costs)
    assert turned.all()
    assert ((model(found.changed) >= 0.5) != (model(rows) >= 0.5)).all()
    assert found.after == pytest.approx(model(found.changed))
    paid = sum(abs(found.changed[name] - rows[name]) / rows[name].std() for name in rows)
    assert found.costs == pytest.approx(paid)
    # moving y alone is the cheapest way to the line x + 2 y = 0
    wanted = abs(rows["x"] + 2 * rows["y"]) / 2 / rows["y"].std()
    assert np.median(found.costs / wanted) == pytest.approx(1, abs=0.05)


def test_rows_that_cannot_be_turned_stay_as_they_are() -> None:
    rows = {"x": np.array([0.0, 1.0])}
    move = Lever().move("x", rows["x"], domain_of(rows["x"]))

    found = cheapest_changes(
        lambda asked: np.zeros(len(asked["x"])),
        rows,
        [move],
        aim=Aim(turned=lambda before, after: before != after, progress=lambda before, after: after - before),
        most_changes=1,
    )

    assert np.isinf(found.costs).all()
    assert found.changed["x"].tolist() == [0, 1]


def test_a_row_on_which_the_model_breaks_is_not_turned() -> None:
    rows = {"x": np.array([0.0, 4.0])}
    move = Lever().move("x", rows["x"], domain_of(rows["x"]))

    def model(asked: Rows) -> np.ndarray:
        if ((asked["x"] > 0) & (asked["x"] < 4)).any():
            raise ModelError.failed("m", "within")
        return (asked["x"] > 2).astype(float)

    found = cheapest_changes(
        model,
        rows,
        [move],
        aim=Aim(
            turned=lambda before, after: before != after, progress=lambda before, after: abs(after - before)
        ),
        most_changes=1,
    )

    assert found.changed["x"].tolist() == [4.0, 0.0]
    assert found.costs.tolist() == [2.0, 2.0]
