from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.fakes.applicants import RATIO, applicants, fair, gap
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.selftest.families import families_of
from lockgate.gates.slicing import Dimension
from lockgate.gates.worst_mix import WorstMix


def test_all_rows_then_slices_then_pairs() -> None:
    spec = spec_of(gate("accuracy", NotWorse(0.1), sliced=True), gate("log_loss", Requirement.at_most(1)))

    found = list(families_of(spec, cells_of(simulated(600, seed=1), spec), seed=0))

    assert [(one.check, one.size, one.is_paired) for one in found] == [
        ("accuracy", 0, True), ("accuracy", 3, True), ("log_loss", 0, False),
    ]  # fmt: skip
    assert found[1].truths == (0.0, 0.0, 0.0)
    assert found[0].ends == (-0.1,)


def test_a_group_is_drawn_once_for_all_its_pairs() -> None:
    spec = fair(gap("selection_rate", Requirement.at_most(0.5), groups=(Dimension("origin"),)))
    (family,) = families_of(spec, cells_of(applicants(900, seed=1), spec), seed=0)

    drawn = family.draw(np.random.default_rng(1))

    middles = [sum(one.bounds(1 - 1e-12)) / 2 for one in drawn]
    assert len(drawn) == family.size == 3
    assert any(
        abs(middles[0] + sign * middles[1] + other * middles[2]) < 0.01 for sign in (1, -1) for other in (1, -1)
    )


def test_the_truth_of_a_ratio_is_moved_by_a_factor() -> None:
    spec = fair(gap("selection_rate", Requirement.at_least(0.8), compare=RATIO))
    (family,) = families_of(spec, cells_of(applicants(900, seed=1), spec), seed=0)
    drawn = family.draw(np.random.default_rng(1))

    (moved,) = family.moved(drawn, 0.8)

    expected = [end * 0.8 / family.truths[0] for end in drawn[0].bounds(0.1)]
    assert np.allclose(moved.bounds(0.1), expected)


def test_of_a_worst_mix_the_groups_are_drawn() -> None:
    mix = WorstMix(groups=(Dimension("carrier"),))
    gates = [
        replace(gate(name, asked), worst_mix=mix)
        for name, asked in (("accuracy", NotWorse(0.1)), ("log_loss", Requirement.at_most(1)))
    ]
    spec = spec_of(*gates)
    paired, alone = families_of(spec, cells_of(simulated(600, seed=1), spec), seed=0)

    (drawn,) = alone.draw(np.random.default_rng(1))
    lower, upper = drawn.bounds(0.1)

    assert (paired.check, paired.truths) == ("accuracy in the worst mix of carrier", (0.0,))
    assert lower < alone.truths[0] < upper
    assert alone.method == "cells drawn again"


def test_of_a_worst_mix_with_a_thin_group_nothing_is_drawn() -> None:
    columns = simulated(600, seed=1)
    few = {**columns, "carrier": np.where(np.arange(600) < 1, "XX", columns["carrier"])}
    one = {**columns, "carrier": np.repeat("AA", 600)}
    spec = spec_of(
        replace(gate("log_loss", Requirement.at_most(1)), worst_mix=WorstMix(groups=(Dimension("carrier"),)))
    )

    reasons = [next(families_of(spec, cells_of(table, spec), seed=0)).reason for table in (few, one)]

    assert reasons == ["a group has too few rows for an interval", "only AA has rows, so there is no other mix"]
