from __future__ import annotations

from pathlib import Path

import pytest

from lockgate.adapters.models.loader import AnyModelLoader
from lockgate.app.model_spec import ModelFormat, ModelSpec
from lockgate.domain.errors import ModelError


def test_a_file_that_is_not_there_is_said_before_anything_is_imported() -> None:
    with pytest.raises(ModelError, match="there is no such file"):
        AnyModelLoader().load(ModelSpec(file="none.skops"))


def test_an_ending_that_names_no_format_needs_a_word(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"none")

    with pytest.raises(ModelError, match="its format is not known") as caught:
        AnyModelLoader().load(ModelSpec(file=str(path)))
    with pytest.raises(ModelError, match="BadZipFile"):
        AnyModelLoader().load(ModelSpec(file=str(path), format=ModelFormat.SKOPS))

    assert ".skops" in caught.value.hint
