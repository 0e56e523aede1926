"""LightGBM models; the library itself is the oracle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import pandas as pd
import pytest

from lockgate.adapters.models.lightgbm import LightGBMModel, load_lightgbm
from lockgate.app.model_ports import Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

DRAW = np.random.default_rng(1)
ROWS = 300
FRAME = pd.DataFrame(
    {
        "x": DRAW.normal(size=ROWS),
        "kind": pd.Categorical(DRAW.choice(["b", "a", "c"], ROWS)),
        "z": DRAW.normal(size=ROWS),
        "size": pd.Categorical(DRAW.choice([30, 10], ROWS)),
    }
)
LATE = (FRAME["x"] + (FRAME["kind"] == "a") > 0).astype(int)


def plain(frame: pd.DataFrame) -> Rows:
    return {
        str(name): frame[name].to_numpy(dtype=None if frame[name].dtype != "category" else object)
        for name in frame
    }


def saved(
    tmp_path: Path,
    data: pd.DataFrame | np.ndarray = FRAME,
    label: pd.Series | np.ndarray = LATE,
    objective: str = "binary",
    **more: object,
) -> tuple[Any, str]:
    settings = {"objective": objective, "verbose": -1, "min_data_in_leaf": 5, **more}
    booster = lightgbm.train(settings, lightgbm.Dataset(data, label), 5)
    booster.save_model(tmp_path / "model.txt")
    return booster, str(tmp_path / "model.txt")


def load(path: str, **options: Any) -> LightGBMModel:  # noqa: ANN401 - fields of the spec
    return load_lightgbm(ModelSpec(file=path, **options))


def test_probabilities_are_those_of_the_library_whatever_the_order_of_columns(tmp_path: Path) -> None:
    booster, path = saved(tmp_path)

    model = load(path)

    assert model.features == ("x", "kind", "z", "size")
    assert model.classes == ()
    np.testing.assert_allclose(model.predict(plain(FRAME[["size", "z", "kind", "x"]])), booster.predict(FRAME))
    model.close()


def test_a_batch_without_some_categories_is_coded_as_in_training(tmp_path: Path) -> None:
    booster, path = saved(tmp_path)
    new = FRAME.iloc[:2].assign(kind=["c", "never seen"], size=[30, 10])

    found = load(path).predict(plain(new))

    kinds, sizes = FRAME["kind"].cat.categories, FRAME["size"].cat.categories
    coded = new.assign(kind=pd.Categorical(["c", None], kinds), size=pd.Categorical([30, 10], sizes))
    np.testing.assert_allclose(found, booster.predict(coded))


def test_classes_get_a_probability_each(tmp_path: Path) -> None:
    label = DRAW.integers(0, 3, ROWS)
    booster, path = saved(tmp_path, FRAME, label, "multiclass", num_class=3)

    model = load(path, classes=("low", "mid", "top"))

    assert model.classes == ("low", "mid", "top")
    np.testing.assert_allclose(model.predict(plain(FRAME)), booster.predict(FRAME))


def test_a_regression_gives_numbers(tmp_path: Path) -> None:
    booster, path = saved(tmp_path, FRAME, 10 * FRAME["x"], "regression")

    np.testing.assert_allclose(load(path).predict(plain(FRAME)), booster.predict(FRAME))


def test_columns_that_training_did_not_name_must_be_named(tmp_path: Path) -> None:
    matrix = FRAME[["x", "z"]].to_numpy()
    booster, path = saved(tmp_path, matrix)

    found = load(path, features=("x", "z"), threads=1).predict(plain(FRAME[["z", "x"]]))

    np.testing.assert_allclose(found, booster.predict(matrix))
    for features in ((), ("x",)):
        with pytest.raises(ModelError, match="it takes 2 columns"):
            load(path, features=features)


@pytest.mark.parametrize("constant", [["x", "kind", "size", "one"], ["x", "kind", "size", "always"]])
def test_a_column_that_no_tree_can_use_does_not_shift_categories(constant: list[str], tmp_path: Path) -> None:
    wide = FRAME.assign(one=1.0, always=pd.Categorical(["q"] * ROWS))[constant]
    booster, path = saved(tmp_path, wide)

    np.testing.assert_allclose(load(path).predict(plain(wide)), booster.predict(wide))


def test_categories_of_columns_that_cannot_be_told_are_refused(tmp_path: Path) -> None:
    wide = FRAME.assign(one=1.0, always=pd.Categorical(["q"] * ROWS))
    _, path = saved(tmp_path, wide)

    with pytest.raises(ModelError, match="the categories of 3 columns, and does not say of which"):
        load(path)


def test_texts_and_missing_columns_are_refused(tmp_path: Path) -> None:
    _, path = saved(tmp_path, FRAME[["x", "z"]])
    model = load(path)

    with pytest.raises(ModelError, match="column `x` holds texts"):
        model.predict({"x": np.array(["a"], dtype=object), "z": np.zeros(1)})
    with pytest.raises(ModelError, match="lacks 1 of its features: z"):
        model.predict({"x": np.zeros(1)})


@pytest.mark.parametrize("kept", [0, 200])
def test_a_damaged_file_is_refused(kept: int, tmp_path: Path) -> None:
    path = Path(saved(tmp_path)[1])
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(ModelError, match="LG501"):
        load(str(path))


def test_what_the_library_raises_is_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise lightgbm.basic.LightGBMError("no memory")

    _, path = saved(tmp_path)
    model = load(path)
    monkeypatch.setattr(lightgbm.Booster, "predict", broken)

    with pytest.raises(ModelError, match="LightGBMError: no memory"):
        model.predict(plain(FRAME))
