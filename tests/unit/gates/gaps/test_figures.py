from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.fakes.applicants import RATIO, applicants, fair, gap
from tests.fakes.predictions import cells_of

from lockgate.domain.figure import IntervalFigure
from lockgate.domain.requirement import Requirement
from lockgate.gates.figures import model_figures
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.gaps.figures import gap_figures
from lockgate.gates.judge import judge
from lockgate.gates.slicing import Dimension

COLUMNS = applicants(3_000, seed=1)
FOUR_FIFTHS = gap("selection_rate", Requirement.at_least(0.8), compare=RATIO)


def figures(asked: GapGate, columns: dict[str, np.ndarray] = COLUMNS, most: int = 40) -> list[IntervalFigure]:
    spec = fair(asked)
    return list(gap_figures(asked, judge(spec, cells_of(columns, spec)), most))


def test_groups_stand_beside_each_other_and_pairs_against_the_bar() -> None:
    groups, pairs = figures(FOUR_FIFTHS)

    assert groups.title == "How does selection_rate differ by sex?"
    assert [row.label for row in groups.rows] == ["Female", "Male"]
    assert groups.rows[0].estimate == np.mean(COLUMNS["p_new"][COLUMNS["sex"] == "Female"] >= 0.5)
    assert (groups.bar, pairs.bar) == (None, 0.8)
    assert pairs.title == "Between which groups of sex is the selection_rate ratio ≥ 0.8?"
    assert [(row.label, row.verdict) for row in pairs.rows] == [("sex=Female / Male", "fail")]


def test_strata_and_the_weighted_gap_share_a_chart() -> None:
    (pairs,) = figures(replace(FOUR_FIFTHS, within=(Dimension("school"),)))

    assert {row.label for row in pairs.rows} == {
        "sex=Female / Male", "school=none × sex=Female / Male", "school=some × sex=Female / Male",
    }  # fmt: skip


def test_only_the_worst_are_shown() -> None:
    _, pairs = figures(gap("accuracy", Requirement.at_most(0.1), groups=(Dimension("origin"),)), most=2)

    assert len(pairs.rows) == 2
    assert "(the 2 worst of 3 pairs)" in pairs.title


def test_a_range_has_no_single_bar_and_what_has_no_bounds_is_not_drawn() -> None:
    between = replace(FOUR_FIFTHS, requirement=Requirement.between(0.8, 1.25), reference=("Male",))
    none = {**COLUMNS, "p_new": np.zeros(3_000)}

    assert figures(between)[1].bar is None
    assert [figure.title for figure in figures(FOUR_FIFTHS, none)] == ["How does selection_rate differ by sex?"]
    women = {name: values[COLUMNS["sex"] == "Female"] for name, values in COLUMNS.items()}
    assert figures(FOUR_FIFTHS, women) == []


def test_they_follow_the_figures_of_the_model() -> None:
    spec = fair(FOUR_FIFTHS)
    cells = cells_of(COLUMNS, spec)

    titles = [figure.title for figure in model_figures(spec, cells, judge(spec, cells))]

    assert titles[1:] == [
        "How does selection_rate differ by sex?",
        "Between which groups of sex is the selection_rate ratio ≥ 0.8?",
    ]
