from __future__ import annotations

from lockgate.domain.errors import DataError, ParameterError


def test_long_values_and_foreign_messages_are_cut() -> None:
    assert len(str(ParameterError.of("f", "text", "short", "x" * 1_000))) < 200
    assert len(str(DataError.engine("t", "word " * 1_000))) < 400
