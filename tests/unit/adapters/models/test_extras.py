from __future__ import annotations

import json

import pytest

from lockgate.adapters.models.extras import imported
from lockgate.domain.errors import MissingExtraError


def test_a_package_that_is_there_is_returned() -> None:
    assert imported("json", "none") is json


def test_a_package_that_is_missing_is_named_with_its_extra() -> None:
    with pytest.raises(MissingExtraError, match="`lockgate_none` is not installed") as caught:
        imported("lockgate_none.more", "onnx")

    assert "onnx" in caught.value.hint
