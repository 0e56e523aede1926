"""Model files of skops: types are allowed by name, and loading runs no code of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import skops.io
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from lockgate.adapters.models.skops import load_skops
from lockgate.domain.errors import ModelError

FRAME = pd.DataFrame({"a": [0.0, 1.0, 2.0, 3.0], "b": [1.0, 0.0, 1.0, 0.0]})


def squared(values: pd.DataFrame) -> pd.DataFrame:
    """Stand for a user's own code, which a model file may name."""
    return values**2


def written(estimator: Any, tmp_path: Path) -> str:  # noqa: ANN401 - any estimator
    skops.io.dump(estimator, tmp_path / "model.skops")
    return str(tmp_path / "model.skops")


def fitted(labels: list[Any]) -> LogisticRegression:
    return LogisticRegression().fit(FRAME, labels)


def test_a_model_gives_the_probability_of_the_greater_class(tmp_path: Path) -> None:
    estimator = fitted([0, 0, 1, 1])

    model = load_skops(written(estimator, tmp_path), trusted=(), positive=None)

    assert model.features == ["a", "b"]
    np.testing.assert_allclose(model.score(FRAME[["b", "a"]]), estimator.predict_proba(FRAME)[:, 1])


@pytest.mark.parametrize(
    ("labels", "positive", "place"),
    [([0, 0, 1, 1], 0, 0), (["no", "no", "yes", "yes"], "yes", 1), ([0, 1, 2, 2], 2, 2)],
)
def test_the_positive_class_may_be_named(
    labels: list[Any], positive: str | int, place: int, tmp_path: Path
) -> None:
    estimator = fitted(labels)

    model = load_skops(written(estimator, tmp_path), trusted=(), positive=positive)

    np.testing.assert_allclose(model.score(FRAME), estimator.predict_proba(FRAME)[:, place])


@pytest.mark.parametrize(("labels", "positive"), [([0, 0, 1, 1], 7), ([0, 1, 2, 2], None), ([0, 0, 1, 1], "1")])
def test_a_class_that_the_model_does_not_know_is_refused(
    labels: list[Any], positive: str | int | None, tmp_path: Path
) -> None:
    path = written(fitted(labels), tmp_path)

    with pytest.raises(ModelError) as caught:
        load_skops(path, trusted=(), positive=positive)

    assert caught.value.code == "LG502"
    assert caught.value.hint == f"set `positive` to one of {sorted(set(labels))}"


def test_a_type_that_nobody_trusted_is_refused_with_its_name(tmp_path: Path) -> None:
    path = written(make_pipeline(FunctionTransformer(squared), fitted([0, 0, 1, 1])), tmp_path)
    (name,) = skops.io.get_untrusted_types(file=path)

    with pytest.raises(ModelError, match="LG501") as caught:
        load_skops(path, trusted=("another.Type",), positive=None)

    assert name in caught.value.text
    assert name.endswith("squared")


def test_a_type_that_is_trusted_by_name_is_loaded(tmp_path: Path) -> None:
    estimator = make_pipeline(FunctionTransformer(squared), LogisticRegression()).fit(FRAME, [0, 0, 1, 1])
    path = written(estimator, tmp_path)

    model = load_skops(path, trusted=skops.io.get_untrusted_types(file=path), positive=None)

    np.testing.assert_allclose(model.score(FRAME), estimator.predict_proba(FRAME)[:, 1])


def test_a_model_without_probabilities_is_refused(tmp_path: Path) -> None:
    path = written(LinearRegression().fit(FRAME, [0, 0, 1, 1]), tmp_path)

    with pytest.raises(ModelError, match="predict_proba"):
        load_skops(path, trusted=(), positive=None)


@pytest.mark.parametrize("kept", [0, 10, -30])
def test_a_damaged_file_is_refused(kept: int, tmp_path: Path) -> None:
    path = Path(written(fitted([0, 0, 1, 1]), tmp_path))
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(ModelError, match="LG501"):
        load_skops(str(path), trusted=(), positive=None)


def test_a_missing_feature_is_named(tmp_path: Path) -> None:
    model = load_skops(written(fitted([0, 0, 1, 1]), tmp_path), trusted=(), positive=None)

    with pytest.raises(ModelError, match="the table lacks 1 of its features: b"):
        model.score(FRAME[["a"]])
