"""MLflow's protocol against a server on loopback; `test_mlflow` has MLflow's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.fakes.servers import Answer, Request, server

from lockgate.adapters.models.mlflow_server import MlflowServerModel, load_mlflow_server
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

ROWS = {"x": np.array([1.0, np.nan]), "kind": np.array(["a", None], dtype=object)}


def load(address: str, **options: Any) -> MlflowServerModel:  # noqa: ANN401 - fields of the spec
    return load_mlflow_server(ModelSpec(url=f"{address}/invocations", **options))


def test_rows_are_sent_as_a_split_frame() -> None:
    seen: list[Any] = []

    def answer(request: Request) -> Answer:
        seen.append(request[3])
        return 200, {"predictions": [0.25, 0.75]}

    with server(answer) as address:
        model = load(address, features=("kind", "x"))
        assert model.predict(ROWS).tolist() == [0.25, 0.75]

    assert (model.features, model.classes) == (("kind", "x"), ())
    assert seen == [{"dataframe_split": {"columns": ["kind", "x"], "data": [["a", 1.0], [None, None]]}}]
    model.close()


def test_predictions_may_be_mappings_of_classes() -> None:
    said = {"predictions": [{"no": 0.2, "yes": 0.8}, {"no": 0.6, "yes": 0.4}]}
    with server(lambda _: (200, said)) as address:
        assert load(address, classes=("no", "yes")).predict(ROWS).tolist() == [0.8, 0.4]


@pytest.mark.parametrize(
    "said", [{}, [], {"predictions": 7}, {"predictions": ["late", "late"]}, {"predictions": [1]}]
)
def test_a_malformed_answer_is_an_error(said: object) -> None:
    with server(lambda _: (200, said)) as address, pytest.raises(ModelError, match="LG502"):
        load(address).predict(ROWS)
