from __future__ import annotations

import pytest
from tests.fakes.kinds import pets, whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.classes.averaged import FOUND, Average, averaged_line
from lockgate.gates.metrics.classes.accuracy import Accuracy
from lockgate.gates.metrics.classes.f1 import F1


@pytest.mark.parametrize("average", [Average.MICRO, Average.WEIGHTED, Average.SAMPLES])
def test_one_class_has_no_average(average: Average) -> None:
    with pytest.raises(ParameterError, match="not given beside `of`"):
        F1(of="cat", average=average)


@pytest.mark.parametrize("average", [Average.MICRO, Average.WEIGHTED, Average.SAMPLES])
def test_of_one_label_a_row_recall_by_rows_is_accuracy(average: Average) -> None:
    columns = pets(300, seed=1)
    cells = whole(columns["pet"], columns["new_class"])

    line = averaged_line(cells, Model.CANDIDATE, FOUND, average=average)

    assert line.value == pytest.approx(Accuracy().estimate(cells, Model.CANDIDATE).estimate.value, abs=1e-12)


def test_a_class_without_rows_counts_nothing_in_a_mean_by_rows() -> None:
    cells = whole(["cat", "dog", "dog"], ["cat", "owl", "dog"])

    assert averaged_line(cells, Model.CANDIDATE, FOUND, average=Average.WEIGHTED).value == pytest.approx(2 / 3)
    assert averaged_line(cells, Model.CANDIDATE, FOUND).nothing == "no row has the label `owl`"


def test_a_class_that_is_not_there_is_told() -> None:
    assert (
        averaged_line(whole(["cat"], ["cat"]), Model.CANDIDATE, FOUND, of="emu").nothing
        == "no class is named `emu`"
    )
