from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lockgate.app.entries.importance_judge import Relied
from lockgate.app.entries.importance_state import relied_from_plain, relied_to_plain
from lockgate.domain.errors import StateError
from lockgate.probes.importance import Importance
from lockgate.stats.estimate import Estimate


def importance(name: str, rows: int, *, leaning: Estimate | None = None) -> Importance:
    drawn = np.random.default_rng(len(name)).normal(size=rows)
    influence = drawn - drawn.sum() / max(1, rows)
    return Importance(
        name=name, columns=(name,), value=0.25, influence=influence, is_idle=False, leaning=leaning
    )


def relied(rows: int = 3_000) -> Relied:
    model = (importance("income", rows, leaning=Estimate(0.1, 0.02, rows)), importance("debt", rows))
    return Relied(
        features=("income",),
        candidate=model,
        baseline=model,
        refits=(model,),
        own=("income",),
        duplicates=(("income", "debt"),),
        n=rows,
    )


@pytest.mark.parametrize("rows", [0, 5, 3_000])
def test_what_is_written_is_read_back_with_twelve_digits(rows: int) -> None:
    found = relied(rows)

    read = relied_from_plain(json.loads(json.dumps(relied_to_plain(found))))

    assert (read.features, read.own, read.duplicates, read.n) == (
        found.features,
        found.own,
        found.duplicates,
        rows,
    )
    for one, other in zip(
        (*read.candidate, *read.refits[0]), (*found.candidate, *found.refits[0]), strict=True
    ):
        assert (one.name, one.columns, one.value, one.is_idle) == (
            other.name,
            other.columns,
            other.value,
            other.is_idle,
        )
        assert one.influence == pytest.approx(other.influence, rel=1e-11)
    assert read.candidate[0].leaning == found.candidate[0].leaning
    assert relied_to_plain(read) == relied_to_plain(found)


Damage = Callable[[dict[str, Any]], object]
DAMAGES: dict[str, Damage] = {
    "another version": lambda plain: plain.update(version=0),
    "no candidate": lambda plain: plain.pop("candidate"),
    "models of different features": lambda plain: plain["baseline"].pop(),
    "models of different rows": lambda plain: plain["refits"][0][0].update(influence=[0.0]),
    "features that the models do not have": lambda plain: plain.update(features=["age"]),
    "no rows that pull it": lambda plain: plain["candidate"][0].update(influence=1.0),
    "neither idle nor not": lambda plain: plain["candidate"][0].update(is_idle=0),
    "an estimate that is none": lambda plain: plain["candidate"][0].update(leaning=3),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_document_that_was_cut_or_edited_never_leads_to_a_verdict(name: str) -> None:
    plain = relied_to_plain(relied(10))
    DAMAGES[name](plain)

    with pytest.raises(StateError):
        relied_from_plain(plain)


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(StateError):
        relied_from_plain(None)
