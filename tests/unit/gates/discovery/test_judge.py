from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, search_spec

from lockgate.domain.codes import Reason
from lockgate.domain.errors import DataError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Severity, Verdict
from lockgate.gates.discovery.confirm import Searched, WeakSlice
from lockgate.gates.discovery.judge import judge_discovery, proposals, search_broken
from lockgate.gates.discovery_spec import Against, Discovery, Loss

KEYED = replace(SEARCH, identity=("id",))


def judged(columns: dict[str, object], asked: Discovery = SEARCH) -> tuple[Finding, ...]:
    """Return the findings of a search."""
    spec = search_spec(asked)
    return judge_discovery(spec, asked, base_cells_of(columns, spec))


def test_a_confirmed_slice_fails_and_says_how_to_pin_it() -> None:
    (finding,) = judged(
        classified(4_000, seed=2, harm=0.6), replace(SEARCH, severity=Severity.WARNING, why="w")
    )

    assert (finding.verdict, finding.reason) == (Verdict.FAIL, Reason.WEAK_SLICE)
    assert (finding.check, finding.required) == ("discover(log_loss)", "not worse than the rest by more than 0")
    assert finding.subject.slice == (("city", "b"), ("kind", "y"))
    assert dict(finding.details)["where"] == "city = 'b' and kind = 'y'"
    assert finding.hint.endswith("lockgate slices pin city-b-kind-y")
    assert "on the rest: +" in finding.summary
    assert "times the rest" in finding.summary
    assert "adjusted p < 0.0001" in finding.summary
    assert (finding.severity, finding.why) == (Severity.WARNING, "w")


def test_against_the_baseline_the_subject_names_both_models() -> None:
    columns = classified(4_000, seed=5)
    worse = {
        **columns,
        "p_new": np.where(np.asarray(columns["city"]) == "c", 0.5, np.asarray(columns["p_new"])),
    }

    (finding,) = judged(worse, replace(SEARCH, against=Against.BASELINE, metric=Loss.ERROR))

    assert finding.subject.columns == ("p_new", "p_old")
    assert finding.summary.startswith("error, candidate − baseline +")
    assert finding.interval is not None
    assert finding.interval.method.startswith("paired t on the half held back")


def test_where_nothing_is_confirmed_it_is_said_what_was_searched() -> None:
    (finding,) = judged(classified(4_000, seed=3))

    assert (finding.verdict, finding.reason) == (Verdict.PASS, Reason.NO_WEAK_SLICE)
    assert finding.summary.startswith("no weak slice confirmed: 3 columns searched to depth 3 on ")
    assert "would have to be worse by" in finding.summary


def test_a_constant_loss_says_nothing_of_what_could_be_seen() -> None:
    (finding,) = judged({**classified(1_000, seed=1), "p_new": np.full(1_000, 0.5)})

    assert finding.verdict is Verdict.PASS
    assert "to be seen" not in finding.summary


@pytest.mark.parametrize(
    ("change", "asked", "verdict", "reason", "says"),
    [
        ({"p_new": [None] + [0.5] * 999}, SEARCH, Verdict.ERROR, Reason.METRIC_UNDEFINED, "1 of 1,000 rows"),
        ({"id": [1] * 1_000}, KEYED, Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL, "told apart"),
        ({}, replace(SEARCH, minimum=400), Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL, "too few to find slices"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_never_passes(
    change: dict[str, object], asked: Discovery, verdict: Verdict, reason: str, says: str
) -> None:
    (finding,) = judged({**classified(1_000, seed=1), **change}, asked)

    assert (finding.verdict, finding.reason) == (verdict, reason)
    assert says in finding.summary
    assert finding.hint


def certain(rows: int, *, wrong: np.ndarray) -> dict[str, object]:
    """Return predictions of which each is surely wrong or surely right; those of the old model are right."""
    columns = classified(rows, seed=2)
    late = np.asarray(columns["late"], dtype=float)
    return {**columns, "p_old": late, "p_new": np.where(wrong, 1 - late, late)}


def test_a_slice_without_spread_that_looks_weak_never_passes() -> None:
    columns = classified(2_000, seed=2)
    inside = (np.asarray(columns["city"]) == "b") & (np.asarray(columns["kind"]) == "y")

    (finding,) = judged(certain(2_000, wrong=inside), replace(SEARCH, metric=Loss.ERROR))

    assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL)
    assert finding.summary.startswith("1 slice that looks weak could not be tested, ")
    assert finding.summary.endswith(": city-b-kind-y")


def test_where_all_rows_are_worse_than_the_baseline_no_slice_stands_out_and_nothing_passes() -> None:
    asked = replace(SEARCH, metric=Loss.ERROR, against=Against.BASELINE, margin=0.1)
    random = np.random.default_rng(1)

    for share in (1.0, 0.3):
        (finding,) = judged(certain(2_000, wrong=random.random(2_000) < share), asked)
        assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL)
        assert "all rows together are worse than baseline" in finding.summary
    (finding,) = judged(certain(2_000, wrong=random.random(2_000) < 0.05), asked)
    assert finding.verdict is Verdict.PASS


def test_a_table_that_cannot_be_read_is_an_error() -> None:
    (finding,) = search_broken(
        search_spec(), SEARCH, DataError("LG201", "scored", "it is gone", "bring it back")
    )

    assert (finding.verdict, finding.reason, finding.hint) == (
        Verdict.ERROR,
        Reason.NOT_ASKABLE,
        "bring it back",
    )


def test_names_that_would_be_the_same_are_numbered() -> None:
    columns = {**classified(1_000, seed=1), "kind": ["x y", "x-y"] * 500}
    cells = base_cells_of(columns, search_spec())
    seen = WeakSlice(((2, 0),), 10, 0.1, 0.0, 0.2, 0.1, 0.5, 0.4, 0.01, is_confirmed=True, is_open=False)

    named = proposals(cells, Searched((seen, replace(seen, conditions=((2, 1),))), 0.1))

    assert [one.name for one in named] == ["kind-x-y", "kind-x-y--2"]
