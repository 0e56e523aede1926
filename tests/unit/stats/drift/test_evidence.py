from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distances import DISTANCES
from lockgate.stats.drift.evidence import DriftEvidence, measure_drift
from lockgate.stats.drift.kolmogorov_smirnov import KOLMOGOROV_SMIRNOV
from lockgate.stats.drift.population_stability_index import POPULATION_STABILITY_INDEX
from lockgate.stats.drift.question import DriftQuestion, Inference
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.total_variation import TOTAL_VARIATION
from lockgate.stats.drift.wasserstein import NORMALISED_WASSERSTEIN

EVEN = Sample.of_counts([5_000, 5_000])


def proportion(count: int, rows: int, *, margin: float, how: Inference | None = None) -> DriftEvidence:
    question = DriftQuestion(EVEN, Sample.of_counts([count, rows - count]), TOTAL_VARIATION, margin)
    return measure_drift(question, how or Inference())


def test_the_bounds_of_a_proportion_are_those_of_the_textbook() -> None:
    evidence = proportion(6_000, 10_000, margin=0.05)

    reach = 1.645 * math.sqrt(0.25 / 10_000 + 0.24 / 10_000)
    assert evidence.value == pytest.approx(0.1)
    assert evidence.lower == pytest.approx(0.1 - reach, abs=0.002)
    assert evidence.upper == pytest.approx(0.1 + reach, abs=0.002)


def test_bounds_and_p_values_say_the_same() -> None:
    for count in (4_900, 5_100, 5_300, 5_450, 5_600, 5_800):
        evidence = proportion(count, 10_000, margin=0.05)

        assert (evidence.lower >= 0.05) == (evidence.p_drift <= 0.05)
        assert (evidence.upper < 0.05) == (evidence.p_equivalence <= 0.05)


def test_what_chance_adds_is_taken_off() -> None:
    generator = np.random.default_rng(1)
    first, second = generator.multinomial(2_000, np.full(30, 1 / 30), 2)
    question = DriftQuestion(Sample.of_counts(first), Sample.of_counts(second), POPULATION_STABILITY_INDEX, 0.1)

    evidence = measure_drift(question)

    assert evidence.value == pytest.approx(29 * 2 / 2_000, rel=0.5)
    assert evidence.corrected < 0.01
    assert evidence.lower <= evidence.corrected <= evidence.upper < 0.05


def test_the_same_seed_gives_the_same_answer_and_another_nearly() -> None:
    first, again = proportion(5_600, 10_000, margin=0.05), proportion(5_600, 10_000, margin=0.05)
    other = proportion(5_600, 10_000, margin=0.05, how=Inference(seed=7))

    assert first == again
    assert first != other
    assert first.lower == pytest.approx(other.lower, abs=0.003)


def test_rows_needed_fall_to_nothing_where_there_are_enough() -> None:
    few, many = proportion(55, 100, margin=0.1), proportion(5_000, 10_000, margin=0.1)

    assert few.more_current is not None
    assert few.more_current > 0
    assert (many.more_current, many.more_each) == (0, 0)


def test_a_small_reference_is_not_made_up_for_by_current_rows() -> None:
    question = DriftQuestion(
        Sample.of_counts([20, 20]), Sample.of_counts([20_000, 20_000]), TOTAL_VARIATION, 0.05
    )

    evidence = measure_drift(question)

    assert evidence.p_equivalence > 0.05
    assert "rarely" in evidence.reason
    assert evidence.more_current is None
    assert evidence.more_each is not None
    assert evidence.more_each > 300


def test_at_the_margin_no_number_of_rows_decides() -> None:
    evidence = dataclasses.replace(proportion(5_500, 10_000, margin=0.1))
    at = DriftQuestion(EVEN, Sample.of_counts([6_000, 4_000]), TOTAL_VARIATION, 0.1)

    assert evidence.more_each == 0
    assert (measure_drift(at).more_each or 10**9) > 10**6


def test_the_smallest_detectable_drift_shrinks_with_rows_and_grows_with_columns() -> None:
    few = proportion(500, 1_000, margin=0.05)
    many = proportion(5_000, 10_000, margin=0.05)
    alone = proportion(5_000, 10_000, margin=0.05, how=Inference(alpha_alone=0.05 / 200))

    assert 0.05 < many.smallest_detectable < alone.smallest_detectable < few.smallest_detectable
    # margin + (1.645 + 0.842) standard errors
    assert many.smallest_detectable == pytest.approx(0.05 + 2.487 * math.sqrt(0.5 / 10_000), abs=0.003)


def test_four_rows_can_detect_nothing() -> None:
    question = DriftQuestion(Sample.of_counts([2, 2]), Sample.of_counts([2, 2]), TOTAL_VARIATION, 0.5)

    assert measure_drift(question).smallest_detectable == math.inf


@pytest.mark.parametrize("sides", [([0, 0], [1, 2]), ([1, 2], [0, 0])])
def test_without_rows_nothing_is_known(sides: tuple[list[int], list[int]]) -> None:
    reference, current = sides
    question = DriftQuestion(Sample.of_counts(reference), Sample.of_counts(current), TOTAL_VARIATION, 0.1)

    evidence = measure_drift(question)

    assert "no rows" in evidence.reason
    assert (evidence.p_drift, evidence.p_equivalence) == (1.0, 1.0)
    assert math.isnan(evidence.lower)
    assert math.isnan(evidence.upper)


def test_one_bin_tells_nothing() -> None:
    question = DriftQuestion(Sample.of_counts([900]), Sample.of_counts([900]), TOTAL_VARIATION, 0.1)

    assert "cannot reach" in measure_drift(question).reason


def test_a_category_that_was_never_seen_passes_only_with_enough_rows() -> None:
    def never(rows: int) -> DriftEvidence:
        return measure_drift(
            DriftQuestion(Sample.of_counts([50_000, 0]), Sample.of_counts([rows, 0]), TOTAL_VARIATION, 0.05)
        )

    assert never(40).p_equivalence > 0.05  # the rule of three: 60 rows for 5 %
    assert never(90).p_equivalence <= 0.05


def test_a_constant_that_changes_is_a_drift_of_any_size() -> None:
    question = DriftQuestion(
        Sample.of_counts([500, 0]),
        Sample.of_counts([300, 200]),
        NORMALISED_WASSERSTEIN,
        0.1,
        Bins.exact([0.0, 1.0]),
    )

    evidence = measure_drift(question)

    assert evidence.value == math.inf
    assert evidence.p_drift < 1e-3


def test_few_blocks_are_not_enough() -> None:
    few = Sample.of_blocks(np.full((9, 2), 50))
    question = DriftQuestion(few, few, TOTAL_VARIATION, 0.1)

    assert measure_drift(question).reason == "the reference sample has 9 blocks, 10 are the fewest that will do"


def test_blocks_that_differ_widen_the_bounds() -> None:
    rates = np.linspace(0.3, 0.7, 20)
    blocks = np.column_stack((500 * rates, 500 * (1 - rates)))
    reference, current = Sample.of_blocks(blocks), Sample.of_blocks(blocks[::-1])

    blocked = measure_drift(DriftQuestion(reference, current, TOTAL_VARIATION, 0.1))
    plain = measure_drift(DriftQuestion(EVEN, EVEN, TOTAL_VARIATION, 0.1))

    assert blocked.upper > plain.upper + 0.03


@pytest.mark.parametrize("name", DISTANCES)
def test_every_distance_is_bounded_from_both_sides(name: str) -> None:
    bins = Bins.between([0.0, 1.0, 2.0, 3.0, 4.0])
    same, moved = [4_000, 3_000, 2_000, 1_000], [1_000, 2_000, 3_000, 4_000]
    distance = DISTANCES[name]
    margin = distance.of(same, moved, bins=bins) / 3

    drifted = measure_drift(
        DriftQuestion(Sample.of_counts(same), Sample.of_counts(moved), distance, margin, bins)
    )
    equal = measure_drift(DriftQuestion(Sample.of_counts(same), Sample.of_counts(same), distance, margin, bins))

    assert drifted.p_drift < 1e-4
    assert margin < drifted.lower <= drifted.value <= drifted.upper
    assert equal.p_equivalence <= 0.05
    assert equal.lower == 0.0
    assert equal.upper < margin


def test_a_gap_in_the_middle_of_the_line_is_no_drift_of_its_ends() -> None:
    bins = Bins.between([0.0, 1.0, 2.0, 3.0])
    question = DriftQuestion(
        Sample.of_counts([100, 100, 100]), Sample.of_counts([110, 90, 100]), KOLMOGOROV_SMIRNOV, 0.3, bins
    )

    evidence = measure_drift(question)

    assert evidence.p_equivalence <= 0.05 < evidence.p_drift
