"""ONNX models, run by ONNX Runtime; scikit-learn, from which they were made, is the oracle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from onnx import TensorProto, helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from lockgate.adapters.models.onnx import OnnxModel, load_onnx
from lockgate.app.model_ports import Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

DRAW = np.random.default_rng(1)
ROWS = 200
FRAME = pd.DataFrame({"x": DRAW.normal(size=ROWS), "z": DRAW.normal(size=ROWS)})
LATE = (FRAME["x"] > 0).astype(int)
THREE = pd.cut(FRAME["x"], 3, labels=["low", "mid", "top"]).astype(str)
MATRIX = FRAME.to_numpy(np.float32)


def plain(frame: pd.DataFrame) -> Rows:
    return {
        str(name): frame[name].to_numpy(dtype=None if frame[name].dtype != "str" else object) for name in frame
    }


def written(model: Any, path: Path) -> Path:  # noqa: ANN401 - a graph
    path.write_bytes(model.SerializeToString())
    return path


def load(path: Path, **options: Any) -> OnnxModel:  # noqa: ANN401 - fields of the spec
    return load_onnx(ModelSpec(file=str(path), **options))


@pytest.mark.parametrize("is_mapped", [True, False])
def test_a_matrix_gets_the_columns_that_are_named_in_order(is_mapped: bool, tmp_path: Path) -> None:  # noqa: FBT001 - two forms of one output
    fitted = LogisticRegression().fit(MATRIX, LATE)
    options = {id(fitted): {"zipmap": is_mapped}}
    path = written(to_onnx(fitted, MATRIX[:1], options=options), tmp_path / "m.onnx")

    model = load(path, features=("x", "z"), threads=1)

    assert (model.features, model.classes) == (("x", "z"), ())
    found = model.predict(plain(FRAME[["z", "x"]]))
    np.testing.assert_allclose(found, fitted.predict_proba(MATRIX)[:, 1], atol=1e-6)
    model.close()


def test_classes_are_named_by_the_graph_where_it_maps_them(tmp_path: Path) -> None:
    fitted = LogisticRegression().fit(MATRIX, THREE)
    path = written(to_onnx(fitted, MATRIX[:1]), tmp_path / "m.onnx")
    model, one = load(path, features=("x", "z")), load(path, features=("x", "z"), positive="mid")

    found = model.predict(plain(FRAME))

    assert model.classes == ("low", "mid", "top")
    np.testing.assert_allclose(found, fitted.predict_proba(MATRIX), atol=1e-6)
    np.testing.assert_allclose(one.predict(plain(FRAME)), found[:, 1])


def test_a_regression_gives_numbers(tmp_path: Path) -> None:
    fitted = LinearRegression().fit(MATRIX, 3 * FRAME["x"])
    path = written(to_onnx(fitted, MATRIX[:1].astype(np.float64)), tmp_path / "m.onnx")

    found = load(path, features=("x", "z")).predict(plain(FRAME))

    np.testing.assert_allclose(found, fitted.predict(FRAME.to_numpy()), rtol=1e-5)


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[Any, pd.DataFrame, Path]:
    """Return a pipeline of four columns of four types, its rows and its graph."""
    frame = FRAME.assign(kind=DRAW.choice(["a", "b"], ROWS), n=DRAW.integers(0, 9, ROWS))
    columns = make_column_transformer((OneHotEncoder(), ["kind"]), remainder="passthrough")
    fitted = make_pipeline(columns, LogisticRegression()).fit(frame, LATE)
    kinds = [
        FloatTensorType([None, 1]),
        FloatTensorType([None, 1]),
        StringTensorType([None, 1]),
        Int64TensorType([None, 1]),
    ]
    graph = to_onnx(fitted, initial_types=list(zip(frame.columns, kinds, strict=True)))
    return fitted, frame, written(graph, tmp_path / "m.onnx")


def test_inputs_that_are_columns_are_fed_by_name(mixed: tuple[Any, pd.DataFrame, Path]) -> None:
    fitted, frame, path = mixed

    model = load(path)

    assert model.features == ("x", "z", "kind", "n")
    found = model.predict(plain(frame[["n", "kind", "z", "x"]]))
    np.testing.assert_allclose(found, fitted.predict_proba(frame)[:, 1], atol=1e-5)


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("kind", np.array([None], dtype=object), "column `kind` has nulls, and a text of ONNX is none"),
        ("n", np.array([np.nan]), "column `n` has nulls, and its input takes none"),
        ("x", np.array(["a"], dtype=object), "column `x` holds texts"),
    ],
)
def test_what_an_input_cannot_take_is_refused(
    mixed: tuple[Any, pd.DataFrame, Path], column: str, values: np.ndarray, says: str
) -> None:
    _, frame, path = mixed
    rows = {**plain(frame.iloc[:1]), column: values}

    with pytest.raises(ModelError, match="LG502") as caught:
        load(path).predict(rows)

    assert says in caught.value.text


def test_a_matrix_whose_columns_nobody_names_is_refused(tmp_path: Path) -> None:
    path = written(to_onnx(LinearRegression().fit(MATRIX, LATE), MATRIX[:1]), tmp_path / "m.onnx")

    with pytest.raises(ModelError, match="nobody says of which columns"):
        load(path)
    with pytest.raises(ModelError, match="it takes 2 columns, and `features` names 3"):
        load(path, features=("a", "b", "c"))


def graph(kind: int, outputs: tuple[str, ...], *, width: int | None = None) -> Any:  # noqa: ANN401 - a graph
    """Return a graph of nothing but copies."""
    shape = [None, width or 1]
    given = helper.make_tensor_value_info("x", kind, shape)
    made = [helper.make_tensor_value_info(name, kind, shape) for name in outputs]
    nodes = [helper.make_node("Identity", ["x"], [name]) for name in outputs]
    opsets = [helper.make_opsetid("", 17)]
    return helper.make_model(helper.make_graph(nodes, "g", [given], made), opset_imports=opsets, ir_version=9)


def test_several_outputs_need_a_name(tmp_path: Path) -> None:
    path = written(graph(TensorProto.FLOAT, ("first", "second")), tmp_path / "m.onnx")

    assert load(path, output="second").predict({"x": np.array([7.0])}) == [7.0]
    with pytest.raises(ModelError, match="it has several outputs: first, second"):
        load(path)
    with pytest.raises(ModelError, match="it has no output `third`") as caught:
        load(path, output="third")
    assert caught.value.hint == "it has first, second"


@pytest.mark.parametrize("kind", [TensorProto.BOOL, TensorProto.INT32, TensorProto.DOUBLE])
def test_types_of_inputs_are_met(kind: int, tmp_path: Path) -> None:
    path = written(graph(kind, ("y",)), tmp_path / "m.onnx")

    assert load(path).predict({"x": np.array([1, 0])}).tolist() == [1.0, 0.0]


def test_a_matrix_of_texts_is_fed(tmp_path: Path) -> None:
    path = written(graph(TensorProto.STRING, ("y",), width=2), tmp_path / "m.onnx")
    rows = {name: np.array([text], dtype=object) for name, text in (("a", "3"), ("b", "4"))}

    found = load(path, features=("a", "b"), positive=1).predict(rows)

    assert found.tolist() == [4.0]


def test_an_input_of_another_type_is_refused(tmp_path: Path) -> None:
    path = written(graph(TensorProto.UINT8, ("y",)), tmp_path / "m.onnx")

    with pytest.raises(ModelError, match=r"its input `x` is of the type tensor\(uint8\)"):
        load(path).predict({"x": np.array([1.0])})


def test_what_the_runtime_raises_is_its_reason(tmp_path: Path) -> None:
    node = helper.make_node("Div", ["x", "zero"], ["y"])
    zero = helper.make_tensor("zero", TensorProto.INT64, [3], [1, 1, 1])
    info = [helper.make_tensor_value_info(name, TensorProto.INT64, [None]) for name in ("x", "y")]
    made = helper.make_graph([node], "g", info[:1], info[1:], [zero])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    path = written(model, tmp_path / "m.onnx")

    with pytest.raises(ModelError, match="LG502"):
        load(path).predict({"x": np.array([1, 2])})


@pytest.mark.parametrize("content", [b"", b"no graph"])
def test_a_damaged_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "m.onnx").write_bytes(content)

    with pytest.raises(ModelError, match="LG501"):
        load(tmp_path / "m.onnx")
