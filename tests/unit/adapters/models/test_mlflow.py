"""MLflow models, loaded and served by MLflow itself; the estimator is the oracle."""

from __future__ import annotations

import socket
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator
from sklearn.linear_model import LinearRegression, LogisticRegression

from lockgate.adapters.models.loader import AnyModelLoader
from lockgate.app.model_ports import LoadedModel
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

DRAW = np.random.default_rng(1)
FRAME = pd.DataFrame({"x": DRAW.normal(size=60), "z": DRAW.normal(size=60)})
ROWS = {str(name): FRAME[name].to_numpy() for name in FRAME}
FITTED = LogisticRegression().fit(FRAME, (FRAME["x"] > 0).astype(int))
TRUSTED = ("mlflow.pyfunc",)


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    """Keep MLflow's warnings, and its telemetry, out of these tests."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setenv("MLFLOW_DISABLE_TELEMETRY", "true")
        warnings.simplefilter("ignore")
        for module in ("mlflow.pyfunc.scoring_server", "mlflow.sklearn"):
            import_module(module)
        yield


def saved(
    tmp_path: Path, model: BaseEstimator = FITTED, predict: str = "predict_proba", *, is_signed: bool = True
) -> Path:
    import mlflow.sklearn  # noqa: PLC0415 - quiet only in the fixture
    from mlflow.models import infer_signature  # noqa: PLC0415 - as above

    signature = infer_signature(FRAME, getattr(model, predict)(FRAME)) if is_signed else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mlflow.sklearn.save_model(
            model, tmp_path / "m", signature=signature, pyfunc_predict_fn=predict, pip_requirements=[]
        )
    return tmp_path / "m"


def load(path: Path, **options: Any) -> LoadedModel:  # noqa: ANN401 - fields of the spec
    return AnyModelLoader().load(ModelSpec(file=str(path), **options))


def test_a_model_predicts_as_its_estimator_with_the_columns_of_its_signature(tmp_path: Path) -> None:
    model = load(saved(tmp_path), trusted=TRUSTED)

    assert (model.features, model.classes) == (("x", "z"), ())
    np.testing.assert_allclose(model.predict(ROWS), FITTED.predict_proba(FRAME)[:, 1])
    model.close()


def test_a_regression_without_a_signature_gives_numbers(tmp_path: Path) -> None:
    fitted = LinearRegression().fit(FRAME, 3 * FRAME["x"])

    model = load(saved(tmp_path, fitted, "predict", is_signed=False), trusted=TRUSTED)

    assert model.features == ()
    np.testing.assert_allclose(model.predict(ROWS), fitted.predict(FRAME))


def test_a_model_that_nobody_trusted_is_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="LG501") as caught:
        load(saved(tmp_path))

    assert caught.value.hint.endswith("`trusted: [mlflow.pyfunc]`")


def test_a_damaged_model_cannot_be_loaded_and_what_one_raises_is_its_reason(tmp_path: Path) -> None:
    path = saved(tmp_path)
    model = load(path, trusted=TRUSTED)
    (path / "model.skops").write_bytes(b"")

    with pytest.raises(ModelError, match="LG502"):
        model.predict({"x": np.array(["a"], dtype=object), "z": np.zeros(1)})
    with pytest.raises(ModelError, match="LG501"):
        load(path, trusted=TRUSTED)


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Run MLflow's scoring server, as `mlflow models serve` does, and return its address."""
    import mlflow.pyfunc  # noqa: PLC0415 - quiet only in the fixture
    import uvicorn  # noqa: PLC0415 - as above
    from mlflow.pyfunc import scoring_server  # noqa: PLC0415 - as above

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = scoring_server.init(mlflow.pyfunc.load_model(str(path)))
    running = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}/invocations"
    finally:
        running.should_exit = True
        thread.join()


def test_the_scoring_server_of_mlflow_is_asked_and_its_refusals_are_told(tmp_path: Path) -> None:
    with serving(saved(tmp_path)) as url:
        model = AnyModelLoader().load(ModelSpec(url=url, features=("x", "z")))
        found = model.predict(ROWS)
        with pytest.raises(ModelError, match="the server answered 400"):
            AnyModelLoader().load(ModelSpec(url=url, features=("x",))).predict(ROWS)

    np.testing.assert_allclose(found, FITTED.predict_proba(FRAME)[:, 1])
