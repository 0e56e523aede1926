from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.applicants import RATIO, applicants, fair, gap
from tests.fakes.predictions import cells_of

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.gaps import groups
from lockgate.gates.gaps.groups import Grouped, grouped, pairs_of, weighted_pairs
from lockgate.gates.slicing import Dimension
from lockgate.scan.blocks import BlockSpec

COLUMNS = applicants(2_000, seed=1)
ORIGIN = (Dimension("origin"),)


def found(asked: GapGate) -> Grouped:
    spec = fair(asked)
    return grouped(spec, asked, cells_of(COLUMNS, spec), seed=0)


def test_groups_and_strata_are_those_that_have_rows_and_those_that_are_named() -> None:
    named = (Dimension("origin", values=("north", "east")),)
    asked = gap("recall", Requirement.at_most(0.1), groups=named, within=(Dimension("school"),))

    seen = found(asked)

    assert seen.groups == (("east",), ("north",))
    assert seen.strata == (("none",), ("some",))
    view = seen.views[("some",), ("north",)]
    assert view.view.n == np.sum((COLUMNS["school"] == "some") & (COLUMNS["origin"] == "north"))


@pytest.mark.parametrize(
    ("compare", "requirement", "is_ascending"),
    [("difference", Requirement.at_most(0.5), False), ("ratio", Requirement.at_least(0.5), True),
     ("ratio", Requirement.at_most(2), False)],
)  # fmt: skip
def test_pairs_without_a_direction_are_turned_so_that_they_read_well(
    compare: str, requirement: Requirement, *, is_ascending: bool
) -> None:
    kind = RATIO if compare == "ratio" else type(RATIO).DIFFERENCE
    asked = gap("recall", requirement, groups=ORIGIN, compare=kind)

    for pair in pairs_of(asked, 0, found(asked)):
        first, second = pair.gap.first.estimate.value, pair.gap.second.estimate.value
        assert (first < second) == is_ascending
        assert not pair.is_weighted


def test_weights_of_strata_are_what_their_rows_weigh() -> None:
    times = np.random.default_rng(3).integers(0, 4, 2_000)
    columns = COLUMNS | {"w": times.astype(float), "row": np.arange(2_000)}
    asked = gap("selection_rate", Requirement.at_most(0.5), within=(Dimension("school"),))
    weighed, plain = fair(asked, weight="w", blocks=BlockSpec(entity="row")), fair(asked)
    repeated = {name: np.repeat(values, times) for name, values in columns.items()}

    (mine,) = weighted_pairs(asked, 0, grouped(weighed, asked, cells_of(columns, weighed), seed=0))

    (theirs,) = weighted_pairs(asked, 0, grouped(plain, asked, cells_of(repeated, plain), seed=0))
    assert mine.gap.estimate.value == pytest.approx(theirs.gap.estimate.value, abs=1e-9)
    assert mine.gap.estimate.n == 2_000


def test_weights_are_the_rows_of_both_groups() -> None:
    asked = gap("selection_rate", Requirement.at_most(0.5), within=(Dimension("school"),))

    (pair,) = weighted_pairs(asked, 0, found(asked))

    assert (pair.is_weighted, pair.n_strata, pair.stratum) == (True, 2, ())
    assert pair.gap.estimate.n == 2_000


def test_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_PAIRS", 2)
    asked = gap("recall", Requirement.at_most(0.5), groups=ORIGIN)

    with pytest.raises(ParameterError, match="at most 2 pairs"):
        list(pairs_of(asked, 0, found(asked)))


def test_values_that_are_named_and_have_no_rows_are_asked_about_in_strata_and_in_crossed_groups() -> None:
    school = Dimension("school", values=("none", "some", "college"))
    crossed = (Dimension("sex", values=("Female", "Male", "Other")), Dimension("origin"))
    asked = gap("recall", Requirement.at_most(0.1), groups=crossed, within=(school,))

    seen = found(asked)

    assert seen.strata == (("college",), ("none",), ("some",))
    assert [one for one in seen.groups if one[0] == "Other"] == [
        ("Other", "north"), ("Other", "south"), ("Other", "west"),
    ]  # fmt: skip
    pairs = list(pairs_of(asked, 0, seen))
    assert {pair.gap.undefined for pair in pairs if pair.stratum == ("college",)} == {"no rows"}
    assert {pair.gap.undefined for pair in pairs if "Other" in (pair.first[0], pair.second[0])} == {"no rows"}


def test_bins_with_given_edges_must_have_rows() -> None:
    columns = {**COLUMNS, "age": np.full(2_000, 30.0)}
    asked = gap("recall", Requirement.at_most(0.1), groups=(Dimension("age", edges=(40.0,)),))
    spec = fair(asked)

    assert grouped(spec, asked, cells_of(columns, spec), seed=0).groups == (("40 and above",), ("below 40",))
