from __future__ import annotations

from dataclasses import replace

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, priced_spec, search_spec

from lockgate.domain.verdict import Verdict
from lockgate.gates.discovery.discovered import Discovered
from lockgate.gates.discovery_spec import Discovery, Loss
from lockgate.gates.slicing import Dimension

CELLS = base_cells_of(classified(4_000, seed=2, harm=0.6), search_spec())


def test_everything_that_was_tried_is_kept_beside_the_findings() -> None:
    found = Discovered.of(search_spec(), SEARCH, CELLS)

    assert [one.name for one in found.tried if one.seen.is_confirmed] == ["city-b-kind-y"]
    assert [one.verdict for one in found.findings] == [Verdict.FAIL]


def test_where_the_search_cannot_be_made_nothing_is_tried() -> None:
    found = Discovered.of(search_spec(), replace(SEARCH, minimum=1_500), CELLS)

    assert found.tried == ()
    assert [one.verdict for one in found.findings] == [Verdict.INCONCLUSIVE]


def test_what_is_planted_in_real_measurements_is_found() -> None:
    random = np.random.default_rng(3)
    data = load_diabetes(scaled=False)
    columns = {name: data.data[:, at] for at, name in enumerate(data.feature_names)}
    price = LinearRegression().fit(data.data, data.target).predict(data.data)
    old = data.target + random.normal(0, 10, len(price))
    inside = (columns["sex"] == 2) & (columns["bmi"] > np.quantile(columns["bmi"], 0.5))
    new = np.where(
        inside, price + 60 * random.choice([-1, 1], len(price)), old + random.normal(0, 10, len(price))
    )
    asked = Discovery(
        columns=(
            Dimension("age", bins=3),
            Dimension("sex", edges=(1.5,)),
            Dimension("bmi", bins=2),
            Dimension("bp", bins=3),
        ),
        margin=0.0,
        metric=Loss.ABSOLUTE_ERROR,
        minimum=25,
    )
    spec = priced_spec(asked)

    cells = base_cells_of({**columns, "price": data.target, "new": new, "old": old}, spec)
    found = Discovered.of(spec, asked, cells)

    worst = max((one for one in found.tried if one.seen.is_confirmed), key=lambda one: one.seen.effect)
    assert {column for column, _ in worst.key} == {"sex", "bmi"}
    assert worst.where.startswith("sex >= 1.5 and not isnan")
