from __future__ import annotations

from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.reliability import reliability_figures

ACCURACY = gate("accuracy", Requirement.at_least(0.5))


def test_each_model_has_a_line_of_at_most_ten_points_that_count_all_rows() -> None:
    (figure,) = reliability_figures(cells_of(simulated(1_000, seed=1), spec_of(ACCURACY)))

    assert [line.name for line in figure.lines] == ["baseline", "candidate"]
    assert all(len(line.points) <= 10 and sum(line.sizes) == 1_000 for line in figure.lines)


def test_without_a_baseline_there_is_one_line() -> None:
    (figure,) = reliability_figures(cells_of(simulated(100, seed=1), spec_of(ACCURACY, baseline=None)))

    assert [line.name for line in figure.lines] == ["candidate"]
