"""Metrics of a ranking, against scikit-learn, trec_eval and, where documents are tied, all their orders."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import numpy as np
import pytest
import pytrec_eval
from numpy.typing import NDArray
from sklearn import metrics as sk
from tests.fakes.numbers import moments_of
from tests.fakes.ranked import gate, ranked, spec_of, whole

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.moments.cells import MomentSlice

Floats = NDArray[np.float64]
BAR = Requirement.at_least(0.1)

TREC = {
    "ndcg": ("ndcg_cut_5", gate("ndcg", BAR, k=5)),
    "ndcg of all": ("ndcg", gate("ndcg", BAR)),
    "map": ("map", gate("map", BAR)),
    "map of 5": ("map_cut_5", gate("map", BAR, k=5)),
    "mrr": ("recip_rank", gate("mrr", BAR)),
    "hit rate": ("success_5", gate("hit_rate", BAR, k=5)),
    "precision": ("P_5", gate("precision_at_k", BAR, k=5)),
    "precision beyond the documents": ("P_15", gate("precision_at_k", BAR, k=15)),
    "recall": ("recall_5", gate("recall_at_k", BAR, k=5)),
}


def _value(cells: MomentSlice, asked: MetricGate, model: Model = Model.CANDIDATE) -> float:
    return asked.definition.estimate(cells, model).estimate.value


def _trec(columns: Mapping[str, NDArray[np.float64]], measure: str, score: str) -> Floats:
    judged: dict[str, dict[str, int]] = {}
    found: dict[str, dict[str, float]] = {}
    for at, (user, stars, value) in enumerate(
        zip(columns["user"], columns["stars"], columns[score], strict=True)
    ):
        judged.setdefault(str(user), {})[f"d{at}"] = int(stars)
        found.setdefault(str(user), {})[f"d{at}"] = float(value)
    name, _, depth = measure.rpartition("_")
    asked = f"{name}.{depth}" if depth.isdigit() else measure
    answers = pytrec_eval.RelevanceEvaluator(judged, {asked}).evaluate(found)
    return np.array([answer[measure] for answer in answers.values()])


@pytest.mark.parametrize(("measure", "asked"), TREC.values(), ids=TREC)
def test_without_ties_it_is_what_trec_eval_says(measure: str, asked: MetricGate) -> None:
    columns = ranked(40, seed=3, digits=9)
    cells = whole(columns, asked)

    new, old = (_trec(columns, measure, score) for score in ("new", "old"))

    paired = asked.definition.difference(cells)
    assert _value(cells, asked) == pytest.approx(new.mean(), rel=1e-9)
    assert _value(cells, asked, Model.BASELINE) == pytest.approx(old.mean(), rel=1e-9)
    assert paired.estimate.value == pytest.approx((new - old).mean(), abs=1e-10)
    assert paired.estimate.standard_error == pytest.approx((new - old).std(ddof=1) / 40**0.5, rel=1e-7)
    assert paired.estimate.n == 40


@pytest.mark.parametrize("k", [0, 1, 4, 12])
def test_tied_documents_count_as_scikit_learn_counts_them(k: int) -> None:
    columns = ranked(30, seed=1, digits=0)
    stars, new = (columns[name].reshape(30, 12) for name in ("stars", "new"))
    asked = {name: gate(name, BAR, k=k) for name in ("ndcg_score", "dcg_score")}
    cells = whole(columns, *asked.values())

    assert _value(cells, asked["ndcg_score"]) == pytest.approx(sk.ndcg_score(stars, new, k=k or None), rel=1e-9)
    assert _value(cells, asked["dcg_score"]) == pytest.approx(sk.dcg_score(stars, new, k=k or None), rel=1e-9)


def test_an_exponential_gain_is_the_linear_one_of_other_labels() -> None:
    columns = ranked(30, seed=1)
    worth = {**columns, "stars": 2 ** columns["stars"] - 1}

    exponential, linear = gate("ndcg", BAR, k=4, gain="exponential"), gate("ndcg", BAR, k=4)

    assert _value(whole(columns, exponential), exponential) == pytest.approx(
        _value(whole(worth, linear), linear), rel=1e-9
    )


def _in_order(stars: Floats, k: int) -> dict[str, float]:
    """Return what a list in this order has."""
    hits = stars > 0
    first = hits[:k]
    precisions = np.cumsum(hits) / np.arange(1, hits.size + 1)
    places = np.flatnonzero(first)
    return {
        "map": float(precisions[:k][first].sum() / hits.sum()),
        "mrr": 1 / (places[0] + 1) if places.size else 0.0,
        "hit_rate": float(first.any()),
        "precision_at_k": float(first.sum() / k),
        "recall_at_k": float(first.sum() / hits.sum()),
    }


@pytest.mark.parametrize("k", [1, 2, 3, 5, 6])
@pytest.mark.parametrize(
    "score", [[0, 0, 0, 0, 0, 0], [2, 1, 1, 1, 0, 0], [1, 1, 1, 1, 0, 0], [3, 3, 2, 1, 1, 1]]
)
@pytest.mark.parametrize("stars", [[0, 0, 1, 0, 1, 0], [1, 2, 3, 1, 1, 1], [0, 1, 1, 0, 0, 2]])
def test_tied_documents_count_as_in_the_mean_of_their_orders(
    stars: list[int], score: list[int], k: int
) -> None:
    orders = [
        list(order) for order in permutations(range(6)) if (np.diff(np.array(score)[list(order)]) <= 0).all()
    ]
    lists = [_in_order(np.array(stars, dtype=float)[order], k) for order in orders]
    columns = {"user": [1] * 6, "stars": [float(one) for one in stars], "new": score, "old": score}
    gates = {name: gate(name, BAR, k=k) for name in lists[0]}
    cells = whole(columns, *gates.values())

    found = {name: _value(cells, asked) for name, asked in gates.items()}

    assert found == pytest.approx({name: np.mean([one[name] for one in lists]) for name in lists[0]}, rel=1e-9)


@pytest.mark.parametrize("name", ["ndcg", "map", "mrr", "hit_rate", "recall_at_k"])
def test_a_query_without_relevant_documents_is_refused_or_counts_nothing(name: str) -> None:
    columns = ranked(10, seed=1)
    columns["stars"][columns["user"] < 3] = 0.0
    liked = {key: values[columns["user"] >= 3] for key, values in columns.items()}
    refused, zero = gate(name, BAR, k=4), gate(name, BAR, k=4, without_relevant="zero")

    cells = whole(columns, refused, zero)

    assert (
        refused.definition.estimate(cells, Model.CANDIDATE).undefined == "3 queries have no relevant document"
    )
    assert _value(cells, zero) == pytest.approx(0.7 * _value(whole(liked, refused), refused), rel=1e-9)


def test_without_a_baseline_one_model_is_ranked() -> None:
    columns, asked = ranked(20, seed=1), gate("ndcg", BAR, k=4)

    alone = moments_of(columns, spec_of(asked, baseline=None)).slice(0)

    assert not alone.is_paired
    assert _value(alone, asked) == pytest.approx(_value(whole(columns, asked), asked), rel=1e-12)


def test_precision_and_gain_need_no_relevant_document() -> None:
    columns = {**ranked(5, seed=1), "stars": np.zeros(60)}
    asked = (gate("precision_at_k", BAR, k=3), gate("dcg", BAR))

    cells = whole(columns, *asked)

    assert [_value(cells, one) for one in asked] == [0.0, 0.0]
    assert [one.definition.difference(cells).estimate.value for one in asked] == [0.0, 0.0]


def test_slices_hold_whole_queries_and_the_unit_is_told() -> None:
    asked = gate("ndcg", NotWorse(0.02), sliced=True, k=5)
    spec = spec_of(asked)
    columns = ranked(80, seed=2)
    cells = moments_of(columns, spec)

    first, *slices = judge(spec, cells)

    assert cells.n.tolist() == [80, 40, 40]
    assert "n = 80 queries" in first.summary
    german = {name: values[columns["country"] == "DE"] for name, values in columns.items()}
    expected = judge(spec, moments_of(german, spec))[0].observed
    (found,) = (one for one in slices if one.subject.slice == (("country", "DE"),))
    assert found.observed == pytest.approx(expected, rel=1e-9)


def test_a_query_in_several_slices_is_an_error() -> None:
    columns = ranked(10, seed=2)
    columns["country"] = np.where(np.arange(120) % 12 == 5, "CH", columns["country"])
    spec = spec_of(gate("ndcg", NotWorse(0.02), sliced=True))

    found = judge(spec, moments_of(columns, spec))

    assert found[0].verdict is Verdict.ERROR
    assert "10 have a query with several values of `country`" in found[0].summary


def test_rows_that_cannot_be_ranked_are_an_error() -> None:
    columns = {
        "user": [1, 1, None, 2],
        "stars": [1.0, -1.0, 1.0, float("nan")],
        "new": [1.0, 1.0, 1.0, None],
        "old": [1.0] * 4,
    }
    spec = spec_of(gate("mrr", BAR))

    found = judge(spec, moments_of(columns, spec))

    assert found[0].summary == (
        "of 4 rows, 2 have a `stars` that is negative, NaN, infinite or beyond ±1e70, 1 has a null `new`, "
        "1 has a null `user`"
    )


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("ndcg", {"k": -1}, "an int of 0 or more"),
        ("ndcg", {"gain": "cubic"}, "one of linear, exponential"),
        ("mrr", {"without_relevant": "skip"}, "one of refuse, zero"),
        ("hit_rate", {"k": 0}, "an int of 1 or more"),
        ("hit_rate", {"k": True}, "an int of 1 or more"),
        ("recall_at_k", {"without_relevant": "zero"}, "`k` must be given"),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused(name: str, arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        gate(name, BAR, **arguments)
