from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from lockgate.app.project.probe_specs import BehaviourEntry, ImportanceEntry, Method
from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.valid_output import ValidOutput
from lockgate.probes.losses import RowLoss


def importance(**more: Any) -> ImportanceEntry:  # noqa: ANN401 - of any field
    return ImportanceEntry(**{"model": "m", "data": "d", "label": "y", "most_idle": 0, **more})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: BehaviourEntry(model="m", data="d", tests=()),
        lambda: BehaviourEntry(model="m", data="d", tests=(ValidOutput(),), alpha=0),
        lambda: importance(most_idle=None),
        lambda: importance(most_idle=-1),
        lambda: importance(most_churn=0.1),
        lambda: importance(largest_share=60),
        lambda: importance(largest_share=float("nan")),
        lambda: importance(most_churn=1, baseline="old"),
        lambda: importance(most_change=float("inf"), baseline="old"),
        lambda: importance(top=0),
        lambda: importance(repeats=0),
        lambda: importance(method=Method.SHAP, explained=9),
        lambda: importance(method=Method.SHAP, background=9),
        lambda: BehaviourEntry(model="m", data="d", tests=(ValidOutput(),), query="a", series="b"),
        lambda: importance(query="user", series="shop"),
        lambda: importance(query="user", horizon="ahead"),
        lambda: importance(loss=RowLoss.NDCG_LOSS),
        lambda: importance(loss=RowLoss.NDCG_LOSS, query="user", k=0),
        lambda: importance(k=3),
        lambda: importance(method=Method.SHAP, horizon="ahead"),
        lambda: importance(alpha=0.7),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(ParameterError):
        wrong()


def test_entries_say_what_they_read_and_what_they_are_called() -> None:
    behaviour = BehaviourEntry(model="m", data="d", tests=(ValidOutput(slices=("g",)),))
    grouped = importance(groups={"size": ("h", "w")})

    assert list(behaviour.reads()) == ["g"]
    assert list(grouped.reads()) == ["y", "h", "w"]
    ranked = BehaviourEntry(model="m", data="d", tests=(ValidOutput(),), query="user")
    assert (list(ranked.reads()), ranked.units) == (["user"], ("query", "queries"))
    assert replace(ranked, query=None, series="shop").units == ("series", "series")
    assert behaviour.units == ("row", "rows")
    called = [one.called for one in (behaviour, grouped)]
    assert called == ["behaviour of m", "importance of m"]
