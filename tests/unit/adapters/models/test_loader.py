from __future__ import annotations

from pathlib import Path

import pytest

from lockgate.adapters.models.loader import AnyModelLoader
from lockgate.app.model_spec import ModelFormat, ModelSpec
from lockgate.domain.errors import ModelError


def test_a_file_that_is_not_there_is_said_before_anything_is_imported() -> None:
    with pytest.raises(ModelError, match="there is no such file"):
        AnyModelLoader().load(ModelSpec(file="none.skops"))


@pytest.mark.parametrize("ending", ["skops", "pkl", "onnx", "txt"])
def test_a_file_that_is_empty_or_a_directory_is_told_with_what_to_do(ending: str, tmp_path: Path) -> None:
    empty, folder = tmp_path / f"empty.{ending}", tmp_path / f"folder.{ending}"
    empty.touch()
    folder.mkdir()

    with pytest.raises(ModelError, match="the file is empty") as caught:
        AnyModelLoader().load(ModelSpec(file=str(empty)))
    with pytest.raises(ModelError, match="it is a directory") as told:
        AnyModelLoader().load(ModelSpec(file=str(folder)))

    assert caught.value.hint == "write the model again"
    assert told.value.hint.startswith("name the file of the model")


def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "m.skops"
    path.write_bytes(b"PK\x03\x04 cut off")

    with pytest.raises(ModelError, match="BadZipFile") as caught:
        AnyModelLoader().load(ModelSpec(file=str(path)))

    assert caught.value.hint.startswith("the file may be damaged or of another format: write the model again")


def test_an_ending_that_names_no_format_needs_a_word(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"none")

    with pytest.raises(ModelError, match="its format is not known") as caught:
        AnyModelLoader().load(ModelSpec(file=str(path)))
    with pytest.raises(ModelError, match="BadZipFile"):
        AnyModelLoader().load(ModelSpec(file=str(path), format=ModelFormat.SKOPS))

    assert ".skops" in caught.value.hint


@pytest.mark.parametrize(
    "spec", [ModelSpec(url="http://127.0.0.1:9/predict"), ModelSpec(url="http://127.0.0.1:9/infer/more")]
)
def test_an_address_that_names_no_protocol_needs_a_word(spec: ModelSpec) -> None:
    with pytest.raises(ModelError, match="its protocol is not known") as caught:
        AnyModelLoader().load(spec)

    assert "/invocations" in caught.value.hint


def test_a_function_is_told_by_its_key_and_its_file_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("def f(rows):\n    return [0.5] * len(rows)\n")

    assert AnyModelLoader().load(ModelSpec(callable=f"{tmp_path}/rules.py:f")).features == ()
    with pytest.raises(ModelError, match="there is no such file"):
        AnyModelLoader().load(ModelSpec(callable="none.py:f"))
