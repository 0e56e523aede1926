from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ParameterError


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "one of the three, got []"),
        ({"file": "a.skops", "url": "http://b"}, "one of the three, got ['file', 'url']"),
        ({"file": "a.skops", "timeout": timedelta(0)}, "`timeout` must be longer than nothing"),
        ({"file": "a.onnx", "threads": 0}, "`threads` must be an int of 1 or more"),
        ({"url": "ftp://models/a"}, "begins with http:// or https://"),
        ({"callable": "rules"}, "`callable` must be module:function or file.py:function"),
        ({"callable": "rules:"}, "`callable` must be module:function or file.py:function"),
        ({"file": "a.onnx", "classes": (0, 1, 0)}, "`classes` must be classes that differ"),
        ({"file": "a.onnx", "labels": ("a", "a")}, "`labels` must be labels that differ"),
        ({"file": "a.onnx", "quantiles": (0.1, 1.0)}, "`quantiles` must be levels in (0, 1)"),
        ({"file": "a.onnx", "labels": ("a", "b"), "quantiles": (0.1,)}, "not given beside `labels`"),
        ({"file": "a.onnx", "labels": ("a", "b"), "positive": "a"}, "there is no one positive class"),
    ],
)
def test_a_model_that_nobody_could_load_is_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ParameterError) as caught:
        ModelSpec(**given)

    assert says in caught.value.text


def test_a_text_is_the_path_of_a_file() -> None:
    assert ModelSpec.from_scalar("a.skops") == ModelSpec(file="a.skops")
    with pytest.raises(ParameterError, match="a path, or a mapping"):
        ModelSpec.from_scalar(7)


@pytest.mark.parametrize(
    ("spec", "place"),
    [
        (ModelSpec(file="a.skops"), "home/a.skops"),
        (ModelSpec(callable="rules:predict"), "rules:predict"),
        (ModelSpec(callable="rules.py:predict"), "home/a.skops:predict"),
        (ModelSpec(url="http://h/v2/models/m/infer"), "http://h/v2/models/m/infer"),
    ],
)
def test_only_a_file_is_looked_for_in_the_project(spec: ModelSpec, place: str) -> None:
    assert spec.at("home/a.skops").place == place
