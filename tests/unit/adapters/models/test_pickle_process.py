"""What the process of a pickle does, without the process."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from lockgate.adapters.models import confinement
from lockgate.adapters.models.messages import receive, send
from lockgate.adapters.models.pickle_process import load_estimator, serve
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

X = np.array([[0.0], [1.0], [2.0], [3.0]])


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return the file of a small model."""
    (tmp_path / "m.pkl").write_bytes(pickle.dumps(LogisticRegression().fit(X, [0, 0, 1, 1])))
    return str(tmp_path / "m.pkl")


def talk(
    *messages: tuple[dict[str, Any], dict[str, np.ndarray]],
) -> list[tuple[dict[str, Any], dict[str, np.ndarray]]]:
    requests, answers = io.BytesIO(), io.BytesIO()
    for head, arrays in messages:
        send(requests, head, arrays)
    requests.seek(0)
    serve(requests, answers)
    answers.seek(0)
    return [receive(answers) for _ in messages]


def head(path: str, *trusted: str) -> dict[str, Any]:
    return {
        "file": path,
        "trusted": trusted,
        "positive": None,
        "labels": [],
        "quantiles": [],
        "features": ["x"],
    }


def test_the_first_message_loads_and_the_others_predict(path: str) -> None:
    loaded, predicted = talk((head(path), {}), ({}, {"x": X[:, 0]}))

    assert loaded == ({"features": ["x"], "classes": []}, {})
    expected = LogisticRegression().fit(X, [0, 0, 1, 1]).predict_proba(X)[:, 1]
    np.testing.assert_allclose(predicted[1]["predictions"], expected)


def test_an_error_is_an_answer(path: str) -> None:
    (first, _), (second, _) = talk((head(path), {}), ({}, {"y": X[:, 0]}))

    assert first["features"] == ["x"]
    assert (second["code"], second["text"]) == ("LG502", "cannot score: the table lacks 1 of its features: x")


def test_what_was_refused_is_an_error_even_if_the_model_went_on(path: str) -> None:
    confinement.refusals.append("os.system")

    ((answer, _),) = talk((head(path), {}))

    assert answer["text"] == "cannot score: it tried what a model has no need of: os.system"
    assert confinement.refusals == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "EOFError"),
        (b"cos\nsystem\n(S'ls'\ntR.", "loading it would run what nobody trusted: os.system"),
        (pickle.dumps({"no": "model"}), "it gives no probabilities"),
        (b"cnumpy\ndtype\n(S'no such type'\ntR.", "TypeError"),
        (b"csklearn.tree._tree\nTree\n)R.", "TypeError"),
    ],
)
def test_what_is_no_model_is_refused(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "m.pkl").write_bytes(content)

    with pytest.raises(ModelError) as caught:
        load_estimator(ModelSpec(file=str(tmp_path / "m.pkl")))

    assert says in caught.value.text
