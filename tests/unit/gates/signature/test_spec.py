from __future__ import annotations

import math
from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.gates.signature.spec import OutputKind, SignatureSpec


def spec(**more: Any) -> SignatureSpec:  # noqa: ANN401 - fields of the spec
    return SignatureSpec(**{"data": "trips", "model": "late", **more})


@pytest.mark.parametrize(
    ("given", "bounds"),
    [
        ({}, (0.0, 1.0)),
        ({"output": OutputKind.PROBABILITIES}, (0.0, 1.0)),
        ({"output": OutputKind.NUMBER}, (-math.inf, math.inf)),
        ({"output": OutputKind.NUMBER, "minimum": 0.0}, (0.0, math.inf)),
        ({"output": OutputKind.NUMBER, "maximum": 9.0}, (-math.inf, 9.0)),
    ],
)
def test_the_range_follows_from_the_output(given: dict[str, Any], bounds: tuple[float, float]) -> None:
    assert spec(**given).bounds == bounds


@pytest.mark.parametrize(
    "given",
    [
        {"classes": ("a", "b", "c")},
        {"classes": ("a", "b"), "output": OutputKind.PROBABILITIES},
        {"minimum": 0.0},
        {"maximum": 1.0, "minimum": 2.0, "output": OutputKind.NUMBER},
        {"tolerance": 1.0},
        {"rows": 0},
    ],
)
def test_a_spec_outside_its_domain_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=next(iter(given))):
        spec(**given)
