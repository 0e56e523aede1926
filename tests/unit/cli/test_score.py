from __future__ import annotations

import pytest
from tests.unit.cli.conftest import Shell

from lockgate.app.model_spec import ModelSpec
from lockgate.cli.score import _class, _column_and_file, _spec
from lockgate.domain.errors import ModelError, ParameterError


def test_a_model_that_is_not_there_is_an_error_with_the_next_step(shell: Shell) -> None:
    shell.home.table("trips")

    result = shell("score", "data/trips.parquet", "-m", "none.skops", "-o", "scored.parquet")

    assert isinstance(result.exception, ModelError)
    assert "there is no such file" in str(result.exception)


def test_a_table_that_is_not_there_is_a_mistake(shell: Shell) -> None:
    result = shell("score", "none.parquet", "-m", "none.skops", "-o", "scored.parquet")

    assert isinstance(result.exception, ParameterError)


@pytest.mark.parametrize("text", ["=m.skops", "p="])
def test_a_model_without_column_or_file_is_refused(shell: Shell, text: str) -> None:
    shell.home.table("trips")

    result = shell("score", "data/trips.parquet", "-m", text, "-o", "scored.parquet")

    assert isinstance(result.exception, ParameterError)
    assert "COLUMN=MODEL" in str(result.exception)


def test_two_models_for_one_column_are_refused(shell: Shell) -> None:
    shell.home.table("trips")

    result = shell("score", "data/trips.parquet", "-m", "a.skops", "-m", "b.skops", "-o", "scored.parquet")

    assert isinstance(result.exception, ParameterError)
    assert "two models write the column `score`" in str(result.exception)


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("true", True), ("false", False), ("1", 1), ("-1", -1), ("late", "late")]
)
def test_a_class_is_read_as_the_value_it_names(text: str, value: object) -> None:
    assert _class(text) == value
    assert type(_class(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "column", "place"),
    [
        ("m.onnx", "score", {"file": "m.onnx"}),
        ("p=m.onnx", "p", {"file": "m.onnx"}),
        ("p=http://h/invocations?a=b", "p", {"url": "http://h/invocations?a=b"}),
        ("https://h/infer?a=b", "score", {"url": "https://h/infer?a=b"}),
        ("p=rules.py:f", "p", {"callable": "rules.py:f"}),
    ],
)
def test_a_model_is_a_file_an_address_or_a_function(text: str, column: str, place: dict[str, str]) -> None:
    found, named = _column_and_file(text)

    assert (found, _spec(named)) == (column, ModelSpec(**place))  # type: ignore[arg-type]  # places are texts


def test_a_function_scores_a_table(shell: Shell) -> None:
    shell.home.table("trips")
    shell.home.write("rules.py", "def f(rows):\n    return rows['minutes'] / 300\n")

    result = shell(
        "score", "data/trips.parquet", "-m", "rules.py:f", "--feature", "minutes", "-o", "scored.parquet"
    )

    assert result.exit_code == 0, result.output
    assert "4 rows scored" in result.output
