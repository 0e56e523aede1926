"""Estimators of scikit-learn, whatever file they came from; the estimator itself is the oracle."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from lockgate.adapters.models.estimator import EstimatorModel
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import MissingExtraError, ModelError

SPEC = ModelSpec(file="m")
FRAME = pd.DataFrame({"x": [0.0, 1.0, 2.0, 3.0], "kind": ["a", "b", "b", None]})


def test_texts_and_nulls_reach_the_estimator_as_in_training() -> None:
    columns = make_column_transformer((OneHotEncoder(), ["kind"]), remainder="passthrough")
    estimator = make_pipeline(columns, LogisticRegression()).fit(FRAME, ["no", "no", "yes", "yes"])
    rows = {"kind": np.array(["a", "b", "b", None], dtype=object), "x": FRAME["x"].to_numpy()}

    model = EstimatorModel(SPEC, estimator)

    assert model.features == ("x", "kind")
    np.testing.assert_allclose(model.predict(rows), estimator.predict_proba(FRAME)[:, 1])


def test_an_output_of_several_labels_is_refused() -> None:
    several = MultiOutputClassifier(LogisticRegression()).fit(FRAME[["x"]], [[0, 1], [0, 0], [1, 1], [1, 0]])
    model = EstimatorModel(SPEC, several)

    with pytest.raises(ModelError, match="LG502"):
        model.predict({"x": np.array([1.0, 2.0, 3.0])})


@pytest.mark.parametrize(("features", "named"), [((), "none"), (("x",), "1"), (("x", "y", "label"), "3")])
def test_an_estimator_of_arrays_is_not_given_whatever_columns_there_are(
    features: tuple[str, ...], named: str
) -> None:
    estimator = LogisticRegression().fit(np.array([[0.0, 1.0], [1.0, 0.0]]), [0, 1])

    with pytest.raises(ModelError, match=f"takes 2 columns without names, and {named} are named"):
        EstimatorModel(ModelSpec(file="m", features=features), estimator)


class Lacking:
    """A model that needs a package which is not there."""

    def predict(self, rows: object) -> object:
        raise MissingExtraError.of("model", str(type(rows)), "none")


def test_an_error_of_our_own_is_not_hidden() -> None:
    with pytest.raises(MissingExtraError):
        EstimatorModel(SPEC, Lacking()).predict({"x": np.zeros(1)})


def test_labels_that_are_named_have_a_probability_each() -> None:
    truth = [[0, 1], [0, 0], [1, 1], [1, 0]]
    several = MultiOutputClassifier(LogisticRegression()).fit(FRAME[["x"]], truth)
    model = EstimatorModel(ModelSpec(file="m", labels=("late", "lost")), several)

    found = model.predict({"x": FRAME["x"].to_numpy()})

    assert model.classes == ("late", "lost")
    wanted = [part[:, 1] for part in several.predict_proba(FRAME[["x"]])]
    np.testing.assert_allclose(found, np.column_stack(wanted))


def test_an_output_of_several_classes_is_no_label() -> None:
    several = MultiOutputClassifier(LogisticRegression()).fit(FRAME[["x"]], [[0, 1], [0, 0], [1, 2], [1, 0]])
    model = EstimatorModel(ModelSpec(file="m", labels=("late", "lost")), several)

    with pytest.raises(ModelError, match="output 2 is of 3 classes"):
        model.predict({"x": FRAME["x"].to_numpy()})
