from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lockgate.domain.errors import ModelError, ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.probes.behaviour import Knowledge
from lockgate.probes.behaviours.edge_cases import EdgeCases
from lockgate.probes.domain import Case, Domain
from lockgate.probes.judge import judge_tallies
from lockgate.probes.rows import Rows
from lockgate.probes.tally import tallies

ROWS = {"x": np.array([1, 2, 3]), "s": np.array(["a", "b", "a"], dtype=object)}
KNOWN = Knowledge(features=("x", "s"), domains={"x": Domain(lowest=-1, highest=9, may_be_missing=False)})


def model(asked: Rows) -> np.ndarray:
    if (asked["s"] == "b").any() and (asked["x"] < 0).any():
        raise ModelError.failed("m", "b below zero")
    return np.full(len(asked["x"]), 0.5)


def test_a_pair_of_edges_on_which_the_model_breaks_is_found() -> None:
    trial = EdgeCases().informed(KNOWN).trial(model, ROWS, seed=1)

    broken = trial.violates
    assert broken.sum() == 1
    assert (trial.changed["x"][broken].tolist(), trial.changed["s"][broken].tolist()) == ([-1], ["b"])
    pairs = set(zip(trial.changed["x"].tolist(), trial.changed["s"].tolist(), strict=True))
    assert pairs >= {(x, s) for x in (-1, 9, 0) for s in ("a", "b")}


def test_a_search_adds_what_it_finds() -> None:
    def search(_: object, breaks: Callable[[Case], bool], examples: int, seed: int) -> Case | None:
        assert (examples, seed) == (50, 3)
        found = {"x": -1, "s": "b"}
        return found if breaks(found) else None

    test = EdgeCases(search=50).informed(replace(KNOWN, search=search))

    trial = test.trial(model, ROWS, seed=3)

    assert trial.violates[-1]
    assert trial.violates.sum() == 2


def test_a_search_that_finds_nothing_adds_nothing() -> None:
    test = EdgeCases(search=1).informed(replace(KNOWN, search=lambda *_: None))

    assert not test.trial(lambda asked: np.zeros(len(asked["x"])), ROWS, seed=1).violates.any()


def test_a_search_that_nothing_can_make_is_refused() -> None:
    with pytest.raises(ParameterError, match="search"):
        EdgeCases(search=1).informed(KNOWN).trial(model, ROWS, seed=1)


def test_without_knowledge_all_columns_are_features_and_one_has_no_pairs() -> None:
    trial = EdgeCases().trial(lambda asked: np.zeros(len(asked["x"])), {"x": np.array([1, 2])}, seed=1)

    assert trial.changed["x"].tolist() == [1, 2]
    assert EdgeCases(highest=2).promise == "at every edge the answer is a number in [0, 2]"


def test_a_column_without_any_value_stays_without() -> None:
    trial = EdgeCases().trial(
        lambda asked: np.zeros(len(asked["x"])),
        {"x": np.array([np.nan]), "y": np.array([1.0, 2.0])[:1]},
        seed=1,
    )

    assert np.isnan(trial.changed["x"]).all()


@pytest.mark.parametrize(
    "wrong", [{"lowest": 1}, {"most_cases": 0}, {"search": -1}, {"slices": ("x",)}, {"at_most": -0.1}]
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        EdgeCases(**wrong)


def test_what_is_beyond_the_cases_that_are_asked_is_told() -> None:
    whole, cut = (
        EdgeCases(most_cases=most).informed(KNOWN).trial(lambda asked: np.zeros(len(asked["x"])), ROWS, seed=1)
        for most in (2_000, 3)
    )

    assert (cut.excess.size, whole.skipped) == (3, 0)
    assert cut.skipped == whole.excess.size - 3


def test_no_share_is_told_of_edges_unless_one_is_asked() -> None:
    test = EdgeCases(most_cases=3)
    trial = test.informed(KNOWN).trial(lambda asked: np.zeros(len(asked["x"])), ROWS, seed=1)

    (found,) = judge_tallies(test, tallies(test, trial), "loans", alpha=0.05)
    (asked,) = judge_tallies(
        EdgeCases(at_most=0.9), tallies(EdgeCases(at_most=0.9), trial), "loans", alpha=0.05
    )

    assert (found.verdict, found.interval) == (Verdict.PASS, None)
    assert found.summary == f"0 of 3 rows break it; {trial.skipped} rows beyond `most_cases` are not judged"
    assert asked.interval is not None
    broken = replace(trial, excess=np.array([1.0, -1.0, -1.0]))
    assert "interval" not in judge_tallies(test, tallies(test, broken), "loans", alpha=0.05)[0].summary
