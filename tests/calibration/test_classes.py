"""How often the bounds of metrics of classes err, against what the documentation says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from tests.fakes.cells import quick_cells

from lockgate.gates.cells import Model
from lockgate.gates.classes.averaged import Average
from lockgate.gates.classes.cells import ClassSlice, Counts
from lockgate.gates.classes.rest import RestAverage
from lockgate.gates.metric import Metric
from lockgate.gates.metrics import classes
from lockgate.gates.metrics.classes.cohen_kappa import Weights
from lockgate.gates.metrics.classes.roc_auc import Opponents
from lockgate.stats.decision import interval_alpha

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 1_000
METRICS: dict[str, Metric[ClassSlice]] = {
    "macro recall": classes.Recall(),
    "macro precision": classes.Precision(),
    "macro F1": classes.F1(),
    "weighted F1": classes.F1(average=Average.WEIGHTED),
    "micro F1": classes.F1(average=Average.MICRO),
    "macro Jaccard": classes.Jaccard(),
    "correlation": classes.MatthewsCorrcoef(),
    "kappa": classes.CohenKappa(),
    "linear kappa": classes.CohenKappa(weights=Weights.LINEAR),
    "quadratic kappa": classes.CohenKappa(weights=Weights.QUADRATIC),
}
Limit = Callable[[float, int], float]


@dataclass(frozen=True)
class World:
    """Classes, how often each is predicted right, and in how many rows models decide alike."""

    rows: int
    share: tuple[float, ...]
    right: tuple[float, ...]
    alike: float = 0.7

    def cells(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the codes of label, baseline and candidate, and how often each occurs."""
        size = len(self.share)
        confusion = [
            np.where(np.eye(size)[at] > 0, right, (1 - right) / (size - 1))
            for at, right in enumerate(self.right)
        ]
        joint = [self.alike * np.diag(one) + (1 - self.alike) * np.outer(one, one) for one in confusion]
        shares = np.concatenate([share * one.ravel() for share, one in zip(self.share, joint, strict=True)])
        codes = np.stack(np.unravel_index(np.arange(size**3), (size,) * 3), axis=1)
        return codes, shares / shares.sum()


WORLDS = {
    "alike": World(300, (0.5, 0.3, 0.2), (0.85, 0.8, 0.75)),
    "ten rare rows": World(200, (0.6, 0.35, 0.05), (0.85, 0.8, 0.7)),
    "six rare rows": World(300, (0.6, 0.38, 0.02), (0.9, 0.9, 0.8)),
    "six classes": World(500, (0.3, 0.3, 0.2, 0.1, 0.05, 0.05), (0.9,) * 6),
}


def slice_of(codes: np.ndarray, n: np.ndarray) -> ClassSlice:
    seen = n > 0
    keys = np.column_stack([np.zeros(int(seen.sum()), dtype=np.int64), codes[seen]])
    none = Counts(np.zeros((0, 3), dtype=np.int64), np.zeros(0, dtype=np.int64))
    names = tuple(str(at) for at in range(int(codes.max()) + 1))
    counts = Counts(keys, n[seen].astype(np.int64))
    return ClassSlice((), names, None, True, counts, none, {}, (), int(n.sum()))


@pytest.mark.parametrize("world", WORLDS)
def test_each_bound_errs_by_no_more_than_the_docs_say(world: str, with_chance: Limit) -> None:
    codes, shares = WORLDS[world].cells()
    truth = {name: metric.estimate(slice_of(codes, np.rint(shares * 1e9)), Model.CANDIDATE).estimate.value
             for name, metric in METRICS.items()}  # fmt: skip
    low, high, worse, better = (dict.fromkeys(METRICS, 0) for _ in range(4))

    for table in np.random.default_rng(7).multinomial(WORLDS[world].rows, shares, RUNS):
        cells = slice_of(codes, table)
        for name, metric in METRICS.items():
            lower, upper = metric.estimate(cells, Model.CANDIDATE).bounds(interval_alpha(ALPHA))
            low[name] += lower > truth[name]
            high[name] += upper < truth[name]
            lower, upper = metric.difference(cells).bounds(interval_alpha(ALPHA))
            worse[name] += lower > 0
            better[name] += upper < 0

    # to pass wrongly is to err low; to fail wrongly is to err high, which few rows of a class make likelier
    assert max(low.values()) / RUNS <= with_chance(0.06, RUNS)
    assert max(high.values()) / RUNS <= with_chance(0.07, RUNS)
    assert max(*worse.values(), *better.values()) / RUNS <= with_chance(0.05, RUNS)


CURVES: dict[str, Metric[ClassSlice]] = {
    "macro area": classes.RocAuc(),
    "weighted area": classes.RocAuc(average=RestAverage.WEIGHTED),
    "macro area of pairs": classes.RocAuc(against=Opponents.EACH),
    "weighted area of pairs": classes.RocAuc(against=Opponents.EACH, average=RestAverage.WEIGHTED),
    "macro precision": classes.AveragePrecision(),
    "weighted precision": classes.AveragePrecision(average=RestAverage.WEIGHTED),
}
CURVE_RUNS = 100


def scored(rows: int, level: tuple[float, ...], draw: np.random.Generator) -> ClassSlice:
    """Return rows of classes with two models' probabilities, which share what makes a row hard."""
    signal = draw.normal(level, 1.5, (rows, len(level)))
    label = (signal + draw.gumbel(0, 1, signal.shape)).argmax(axis=1)
    odds = [np.exp(signal + draw.normal(0, noise, signal.shape)) for noise in (0.6, 0.4)]
    old, new = (one / one.sum(axis=1, keepdims=True) for one in odds)
    size = len(level)
    codes = np.stack(np.unravel_index(np.arange(size**3), (size,) * 3), axis=1)
    place = np.ravel_multi_index((label, old.argmax(axis=1), new.argmax(axis=1)), (size,) * 3)
    whole = slice_of(codes, np.bincount(place, minlength=size**3))
    of_label = [slice(None), *(label == at for at in range(size))]
    rest, *each = (
        [quick_cells((label[rows] == at).astype(np.int64), new[rows, at], old[rows, at]) for at in range(size)]
        for rows in of_label
    )
    return replace(whole, rest=tuple(rest), each=tuple(zip(*each, strict=True)))


@pytest.mark.parametrize(
    "level", [(1.0, 0.5, 0.0), (1.0, 0.5, -2.5)], ids=["alike", "a class of one row in fifty"]
)
def test_averaged_curves_err_by_no_more_than_the_docs_say(level: tuple[float, ...], with_chance: Limit) -> None:
    whole = scored(300_000, level, np.random.default_rng(1))
    truth = {
        name: (metric.estimate(whole, Model.CANDIDATE).estimate.value, metric.difference(whole).estimate.value)
        for name, metric in CURVES.items()
    }
    missed = {name: np.zeros((2, 2)) for name in CURVES}
    draw = np.random.default_rng(2)

    for _ in range(CURVE_RUNS):
        cells = scored(400, level, draw)
        for name, metric in CURVES.items():
            for at, one in enumerate((metric.estimate(cells, Model.CANDIDATE), metric.difference(cells))):
                lower, upper = one.bounds(interval_alpha(ALPHA))
                missed[name][at] += (lower > truth[name][at], upper < truth[name][at])

    rates = {name: (counts / CURVE_RUNS).tolist() for name, counts in missed.items()}
    assert np.max(list(rates.values())) <= with_chance(0.05, CURVE_RUNS), rates
