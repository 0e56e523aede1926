from __future__ import annotations

from lockgate.domain.errors import MissingExtraError


def test_a_missing_package_names_the_extra_that_brings_it() -> None:
    error = MissingExtraError.of("engine", "pyspark", "spark")

    assert "pip install 'lockgate[spark]'" in str(error)
