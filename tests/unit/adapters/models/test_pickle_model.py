"""Pickles in their process; the estimator itself is the oracle."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from lockgate.adapters.models.loader import AnyModelLoader
from lockgate.app.model_ports import LoadedModel
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

FRAME = pd.DataFrame({"x": [0.0, 1.0, 2.0, 3.0], "z": [1.0, 0.0, 1.0, 0.0]})
ROWS = {str(name): FRAME[name].to_numpy() for name in FRAME}

OWN = """
import os
import time


class Model:
    classes_ = (0, 1)
    feature_names_in_ = ("x",)

    def __init__(self, what):
        self.what = what

    def predict_proba(self, rows):
        if self.what == "hang":
            time.sleep(60)
        if self.what == "end":
            os._exit(3)
        if self.what == "secret":
            return [[0.0, float(len(os.environ.get("LOCKGATE_SECRET", "")))]] * len(rows)
        if self.what == "print":
            print("not part of any answer")
        if self.what == "write":
            try:
                open("harm", "w")
            except OSError:
                pass
        return [[0.5, 0.5]] * len(rows)
"""


@contextmanager
def loaded(path: Path, **options: Any) -> Iterator[LoadedModel]:  # noqa: ANN401 - fields of the spec
    with closing(AnyModelLoader().load(ModelSpec(file=str(path), **options))) as model:
        yield model


def test_threads_that_ask_at_the_same_time_get_their_own_answers(tmp_path: Path) -> None:
    fitted = LogisticRegression().fit(FRAME, [0, 1, 0, 1])
    joblib.dump(fitted, tmp_path / "m.joblib")
    drawn = np.random.default_rng(1)
    asked = [{"x": drawn.normal(size=20_000), "z": drawn.normal(size=20_000)} for _ in range(8)]

    with loaded(tmp_path / "m.joblib") as model, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(model.predict, asked))

    for rows, answers in zip(asked, found, strict=True):
        np.testing.assert_allclose(answers, fitted.predict_proba(pd.DataFrame(rows))[:, 1])


def test_a_file_of_joblib_predicts_as_its_estimator(tmp_path: Path) -> None:
    fitted = LogisticRegression().fit(FRAME, ["a", "b", "c", "c"])
    joblib.dump(fitted, tmp_path / "m.joblib")

    with loaded(tmp_path / "m.joblib") as model:
        assert (model.features, model.classes) == (("x", "z"), ("a", "b", "c"))
        np.testing.assert_allclose(model.predict(ROWS), fitted.predict_proba(FRAME))
    with pytest.raises(ModelError, match="its process has ended"):
        model.predict(ROWS)


def test_a_file_that_would_run_something_else_is_refused_with_the_names(tmp_path: Path) -> None:
    (tmp_path / "m.pkl").write_bytes(b"cos\nsystem\n(S'touch harm'\ntR.")

    with pytest.raises(ModelError, match="LG501") as caught, loaded(tmp_path / "m.pkl"):
        pass

    assert "nobody trusted: os.system" in caught.value.text
    assert "skops" in caught.value.hint


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a function
    """Return what loads a model of the user's own class, which is trusted by name."""
    (tmp_path / "own_of_this_test.py").write_text(OWN)
    monkeypatch.syspath_prepend(tmp_path)
    import own_of_this_test  # type: ignore[import-not-found]  # noqa: PLC0415 - written above

    def load(what: str, **options: Any) -> Any:  # noqa: ANN401 - fields of the spec
        (tmp_path / "m.pkl").write_bytes(pickle.dumps(own_of_this_test.Model(what)))
        return loaded(tmp_path / "m.pkl", trusted=("own_of_this_test.Model",), **options)

    return load


def test_a_class_of_the_user_is_trusted_by_name_and_may_print(own: Any) -> None:  # noqa: ANN401 - a function
    with own("print") as model:
        assert model.predict(ROWS).tolist() == [0.5] * 4


def test_a_model_that_hangs_is_given_up(own: Any) -> None:  # noqa: ANN401 - a function
    with own("hang", timeout=timedelta(seconds=8)) as model, pytest.raises(ModelError) as caught:
        model.predict(ROWS)

    assert caught.value.text == "cannot score: it did not answer within 8 s"
    assert caught.value.hint == "set `timeout` if it needs longer"


def test_a_model_that_ends_its_process_is_an_error(own: Any) -> None:  # noqa: ANN401 - a function
    with own("end") as model, pytest.raises(ModelError, match="its process has ended"):
        model.predict(ROWS)


def test_a_model_that_tries_to_write_is_an_error_though_it_hides_it(own: Any) -> None:  # noqa: ANN401 - a function
    with (
        own("write") as model,
        pytest.raises(ModelError, match="it tried what a model has no need of: writing harm"),
    ):
        model.predict(ROWS)


def test_a_model_sees_no_secrets(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - a function
    monkeypatch.setenv("LOCKGATE_SECRET", "password")

    with own("secret") as model:
        assert model.predict(ROWS).tolist() == [0.0] * 4
