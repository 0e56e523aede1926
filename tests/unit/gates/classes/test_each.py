from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.kinds import CLASSES, Columns, Floats, cells_of, gate, of_classes, pets

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.classes.each import each_difference, each_estimate
from lockgate.gates.metrics.classes.roc_auc import Opponents

EACH = of_classes(gate("roc_auc", Requirement.at_least(0.5), against=Opponents.EACH))


def pulled(columns: Columns, model: str, *, is_weighted: bool) -> Floats:
    """Return how far each row pulls the mean area over pairs, times the rows, with the scores of all classes known."""
    label = columns["pet"]
    share = np.array([np.mean(label == name) for name in CLASSES])
    psi, mean = np.zeros(len(label)), np.zeros(3)
    pairs = [(a, b) for a in range(3) for b in range(3) if a != b]
    total = 0.0
    for a, b in pairs:
        score, own, other = (
            columns[f"{model}_{CLASSES[a]}"],
            label == CLASSES[a],
            label == CLASSES[b],
        )
        wins = np.sign(score[own][:, None] - score[other][None, :]) / 2 + 0.5
        weight = (share[a] + share[b]) / 4 if is_weighted else 1 / 6
        psi[own] += weight * (wins.mean(axis=1) - wins.mean()) / share[a]
        psi[other] += weight * (wins.mean(axis=0) - wins.mean()) / share[b]
        mean[[a, b]] += wins.mean() / 4
        total += weight * wins.mean()
    if is_weighted:
        for at, name in enumerate(CLASSES):
            psi[label == name] += mean[at] - total
    return psi


@pytest.mark.parametrize("is_weighted", [False, True], ids=["macro", "weighted"])
def test_its_error_is_never_less_than_that_of_who_knows_all_scores_of_a_row_and_not_much_more(
    is_weighted: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    columns = pets(1_500, seed=1)
    cells = cells_of(columns, EACH).slice(0)
    old, new = (pulled(columns, model, is_weighted=is_weighted) for model in ("old", "new"))

    alone = each_estimate(cells, Model.CANDIDATE, is_weighted=is_weighted).estimate.standard_error
    paired = each_difference(cells, is_weighted=is_weighted).estimate.standard_error

    exact, exact_paired = (np.sqrt((psi**2).mean() / len(psi)) for psi in (new, new - old))
    assert exact <= alone < 1.5 * exact
    assert exact_paired <= paired < 2 * exact_paired


def test_it_says_how_its_bounds_were_made_and_by_how_much_scores_were_binned() -> None:
    cells = cells_of(pets(1_500, seed=1), EACH).slice(0)

    alone, paired = (
        each_estimate(cells, Model.CANDIDATE, is_weighted=False),
        each_difference(cells, is_weighted=False),
    )

    assert alone.method == "DeLong over pairs of classes, errors of scores added, log-odds scale"
    assert paired.method == "paired, DeLong over pairs of classes, errors of scores added, t"
    assert 0 < alone.slack < paired.slack < 0.01
    assert 0.5 < alone.bounds(0.1)[0] < alone.estimate.value < alone.bounds(0.1)[1] < 1
