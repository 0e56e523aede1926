from __future__ import annotations

import pytest

from lockgate.interchange.importers.great_expectations.parameter_expression import reckoned


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2 * (3 - 1) / 4", -1.0),
        ("abs(-3) + round(2.4) + trunc(1.9)", 6),
        ("upstream_rows * 0.9", 900.0),
        ("datetime(2013, 1, 1) - timedelta(weeks=1, hours=2)", "2012-12-24T22:00:00"),
        ("name", "a"),
    ],
)
def test_it_comes_to_the_same_as_python_says(text: str, value: object) -> None:
    assert reckoned(text, {"upstream_rows": 1_000, "name": "a"}) == value


@pytest.mark.parametrize(
    "text", ["now()", "now () + 1", "True", "low", "f(1)", "timedelta.max", "1 if 2 else 3", "9" * 600]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"reckoned|comes to"):
        reckoned(text, {"low": [1]})
