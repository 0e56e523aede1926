"""The Open Inference Protocol against a server on loopback that runs a real model behind its messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from tests.fakes.servers import Answer, Request, server

from lockgate.adapters.models.open_inference import load_open_inference
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

DRAW = np.random.default_rng(1)
FRAME = pd.DataFrame(
    {"x": DRAW.normal(size=60), "n": DRAW.integers(0, 9, 60), "kind": DRAW.choice(["a", "b"], 60)}
)
ROWS = {
    "kind": FRAME["kind"].to_numpy(dtype=object),
    "n": FRAME["n"].to_numpy(),
    "x": FRAME["x"].to_numpy(),
    "at": np.array(["2013-01-01"] * 60, dtype="datetime64[us]"),
}
LATE = (FRAME["x"] > 0).astype(int)
COLUMNS = make_column_transformer((OneHotEncoder(), ["kind"]), remainder="passthrough")
MIXED = make_pipeline(COLUMNS, LogisticRegression()).fit(FRAME, LATE)
PLAIN = LogisticRegression().fit(FRAME[["x", "n"]].to_numpy(), LATE)
PATH = "/v2/models/late/infer"
KINDS = {"x": "FP64", "n": "INT64", "kind": "BYTES"}


def tensor(name: str, values: np.ndarray) -> dict[str, object]:
    return {"name": name, "shape": values.shape, "datatype": "FP64", "data": values.ravel().tolist()}


def by_columns(request: Request) -> Answer:
    """Answer as a server whose model takes columns."""
    method, path, _, body = request
    if method == "GET":
        assert path == "/v2/models/late"
        inputs = [{"name": name, "datatype": kind, "shape": [-1, 1]} for name, kind in KINDS.items()]
        return 200, {"name": "late", "platform": "sklearn", "inputs": inputs, "outputs": []}
    assert path == PATH
    assert [(one["name"], one["datatype"], one["shape"]) for one in body["inputs"]] == [
        (name, kind, [60, 1]) for name, kind in KINDS.items()
    ]
    frame = pd.DataFrame({one["name"]: one["data"] for one in body["inputs"]})
    labels = MIXED.predict(frame).astype(float)
    asked = [one["name"] for one in body.get("outputs", [])]
    outputs = [tensor("predict", labels), tensor("predict_proba", MIXED.predict_proba(frame))]
    return 200, {"model_name": "late", "outputs": [one for one in outputs if not asked or one["name"] in asked]}


def by_matrix(request: Request) -> Answer:
    """Answer as a server whose model takes a matrix."""
    method, _, _, body = request
    if method == "GET":
        return 200, {"name": "late", "inputs": [{"name": "input-0", "datatype": "FP32", "shape": [-1, 2]}]}
    (one,) = body["inputs"]
    assert (one["name"], one["datatype"]) == ("input-0", "FP32")
    return 200, {"outputs": [tensor("p", PLAIN.predict_proba(np.reshape(one["data"], one["shape"])))]}


def spec(address: str, **options: Any) -> ModelSpec:  # noqa: ANN401 - fields of the spec
    return ModelSpec(url=address + PATH, **options)


def test_columns_are_asked_for_by_the_names_that_the_server_declares() -> None:
    with server(by_columns) as address:
        model = load_open_inference(spec(address))

        assert (model.features, model.classes) == (("x", "n", "kind"), ())
        np.testing.assert_allclose(model.predict(ROWS), MIXED.predict_proba(FRAME)[:, 1])
        model.close()


def test_the_output_may_be_named() -> None:
    with server(by_columns) as address:
        found = load_open_inference(spec(address, output="predict")).predict(ROWS)

    assert found.tolist() == MIXED.predict(FRAME).tolist()


def test_a_matrix_has_the_columns_that_are_named() -> None:
    with server(by_matrix) as address:
        found = load_open_inference(spec(address, features=("x", "n"), positive=0)).predict(ROWS)

        with pytest.raises(ModelError, match="nobody says of which columns"):
            load_open_inference(spec(address))

    np.testing.assert_allclose(found, PLAIN.predict_proba(FRAME[["x", "n"]].to_numpy())[:, 0])


def test_a_server_without_metadata_gets_the_columns_of_the_project() -> None:
    seen: list[Any] = []

    def answer(request: Request) -> Answer:
        if request[0] == "GET":
            return 404, b""
        seen.append(request[3])
        return 200, {"outputs": [tensor("p", np.full(60, 0.5))]}

    with server(answer) as address:
        found = load_open_inference(spec(address, features=("kind", "at"))).predict(ROWS)

    kind, at = seen[0]["inputs"]
    assert found.tolist() == [0.5] * 60
    assert (kind["datatype"], kind["parameters"]) == ("BYTES", {"content_type": "str"})
    assert at["data"][0] == "2013-01-01T00:00:00.000000"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({}, "the server answered without `outputs`"),
        ([], "the server answered without `outputs`"),
        ({"outputs": [7]}, "the server answered without `outputs`"),
        ({"outputs": []}, "the server answered the outputs none"),
        (
            {"outputs": [tensor("a", np.zeros(60)), tensor("b", np.zeros(60))]},
            "the server answered the outputs a, b",
        ),
        ({"outputs": [{"name": "p", "shape": [60]}]}, "its output `p` is no tensor of numbers"),
        ({"outputs": [{"name": "p", "shape": [60], "data": [0.5]}]}, "its output `p` is no tensor of numbers"),
        (
            {"outputs": [{"name": "p", "shape": [1], "data": ["late"]}]},
            "its output `p` is no tensor of numbers",
        ),
        ({"outputs": [tensor("p", np.zeros(59))]}, "it returned 59 predictions for 60 rows"),
    ],
)
def test_a_malformed_answer_is_an_error(said: object, says: str) -> None:
    reply: Callable[[Request], Answer] = lambda request: (404, b"") if request[0] == "GET" else (200, said)  # noqa: E731 - one expression

    with server(reply) as address, pytest.raises(ModelError, match="LG502") as caught:
        load_open_inference(spec(address, features=("x",))).predict(ROWS)

    assert says in caught.value.text


def test_an_output_that_the_server_does_not_answer_is_an_error() -> None:
    with server(by_columns) as address, pytest.raises(ModelError, match="the outputs none"):
        load_open_inference(spec(address, output="other")).predict(ROWS)
