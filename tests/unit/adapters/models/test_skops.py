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
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import LinearSVC

from lockgate.adapters.models.estimator import EstimatorModel
from lockgate.adapters.models.skops import load_skops
from lockgate.app.model_ports import Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

FRAME = pd.DataFrame({"a": [0.0, 1.0, 2.0, 3.0], "b": [1.0, 0.0, 1.0, 0.0]})


def squared(values: pd.DataFrame) -> pd.DataFrame:
    """Stand for a user's own code, which a model file may name."""
    return values**2


def written(estimator: Any, tmp_path: Path) -> str:  # noqa: ANN401 - any estimator
    skops.io.dump(estimator, tmp_path / "model.skops")
    return str(tmp_path / "model.skops")


def load(path: str, **options: Any) -> EstimatorModel:  # noqa: ANN401 - fields of the spec
    return load_skops(ModelSpec(file=path, **options))


def rows(frame: pd.DataFrame = FRAME) -> Rows:
    return {str(name): frame[name].to_numpy() for name in frame}


def fitted(labels: list[Any]) -> LogisticRegression:
    return LogisticRegression().fit(FRAME, labels)


def test_a_model_gives_the_probability_of_the_greater_class(tmp_path: Path) -> None:
    estimator = fitted([0, 0, 1, 1])

    model = load(written(estimator, tmp_path))

    assert model.features == ("a", "b")
    np.testing.assert_allclose(model.predict(rows(FRAME[["b", "a"]])), estimator.predict_proba(FRAME)[:, 1])


@pytest.mark.parametrize(
    ("labels", "positive", "place"),
    [([0, 0, 1, 1], 0, 0), (["no", "no", "yes", "yes"], "yes", 1), ([0, 1, 2, 2], 2, 2)],
)
def test_the_positive_class_may_be_named(
    labels: list[Any], positive: str | int, place: int, tmp_path: Path
) -> None:
    estimator = fitted(labels)

    model = load(written(estimator, tmp_path), positive=positive)

    np.testing.assert_allclose(model.predict(rows()), estimator.predict_proba(FRAME)[:, place])


@pytest.mark.parametrize(("labels", "positive"), [([0, 0, 1, 1], 7), ([0, 1, 2, 2], 3), ([0, 0, 1, 1], "1")])
def test_a_class_that_the_model_does_not_know_is_refused(
    labels: list[Any], positive: str | int | None, tmp_path: Path
) -> None:
    path = written(fitted(labels), tmp_path)

    with pytest.raises(ModelError) as caught:
        load(path, positive=positive)

    assert caught.value.code == "LG502"
    assert caught.value.hint == f"set `positive` to one of {sorted(set(labels))}"


def test_a_type_that_nobody_trusted_is_refused_with_its_name(tmp_path: Path) -> None:
    path = written(make_pipeline(FunctionTransformer(squared), fitted([0, 0, 1, 1])), tmp_path)
    (name,) = skops.io.get_untrusted_types(file=path)

    with pytest.raises(ModelError, match="LG501") as caught:
        load(path, trusted=("another.Type",))

    assert name in caught.value.text
    assert name.endswith("squared")


def test_a_type_that_is_trusted_by_name_is_loaded(tmp_path: Path) -> None:
    estimator = make_pipeline(FunctionTransformer(squared), LogisticRegression()).fit(FRAME, [0, 0, 1, 1])
    path = written(estimator, tmp_path)

    model = load(path, trusted=tuple(skops.io.get_untrusted_types(file=path)))

    np.testing.assert_allclose(model.predict(rows()), estimator.predict_proba(FRAME)[:, 1])


def test_several_classes_get_a_probability_each(tmp_path: Path) -> None:
    estimator = fitted([0, 1, 2, 2])

    model = load(written(estimator, tmp_path))

    assert model.classes == (0, 1, 2)
    np.testing.assert_allclose(model.predict(rows()), estimator.predict_proba(FRAME))


def test_a_regression_gives_numbers_and_has_no_positive_class(tmp_path: Path) -> None:
    estimator = LinearRegression().fit(FRAME, [0, 0, 1, 1])
    path = written(estimator, tmp_path)

    np.testing.assert_allclose(load(path).predict(rows()), estimator.predict(FRAME))
    with pytest.raises(ModelError, match="it is no classifier"):
        load(path, positive=1)


@pytest.mark.parametrize("estimator", [LinearSVC(), StandardScaler()])
def test_a_model_without_probabilities_or_numbers_is_refused(estimator: Any, tmp_path: Path) -> None:  # noqa: ANN401 - any estimator
    path = written(estimator.fit(FRAME, [0, 0, 1, 1]), tmp_path)

    with pytest.raises(ModelError, match="predict_proba"):
        load(path)


def test_a_model_that_was_fitted_on_an_array_reads_the_columns_in_the_order_that_is_said(
    tmp_path: Path,
) -> None:
    estimator = LogisticRegression().fit(FRAME.to_numpy(), [0, 0, 1, 1])

    model = load(written(estimator, tmp_path), features=("a", "b"))

    expected = estimator.predict_proba(FRAME.to_numpy())[:, 1]
    np.testing.assert_allclose(model.predict(rows(FRAME[["b", "a"]])), expected)
    model.close()


def test_what_a_model_raises_is_its_reason(tmp_path: Path) -> None:
    model = load(written(fitted([0, 0, 1, 1]), tmp_path))

    with pytest.raises(ModelError, match="ValueError"):
        model.predict({"a": np.array(["x"], dtype=object), "b": np.array([1.0])})


@pytest.mark.parametrize("kept", [0, 10, -30])
def test_a_damaged_file_is_refused(kept: int, tmp_path: Path) -> None:
    path = Path(written(fitted([0, 0, 1, 1]), tmp_path))
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(ModelError, match="LG501"):
        load(str(path))


def test_a_missing_feature_is_named(tmp_path: Path) -> None:
    model = load(written(fitted([0, 0, 1, 1]), tmp_path))

    with pytest.raises(ModelError, match="the table lacks 1 of its features: b"):
        model.predict(rows(FRAME[["a"]]))
