from __future__ import annotations

import logging
import warnings

import pytest

from lockgate.adapters.engines.spark.messages import reason_of, unechoed, without_pandas_warning


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012\n== SQL (line 1, position 8) ==\nSELECT 1/0",
         "[DIVIDE_BY_ZERO] Division by zero."),
        ("[UNRESOLVED_COLUMN] no column `a`; line 1 pos 7;\n'Project ['a]", "[UNRESOLVED_COLUMN] no column `a`"),
        ("java.lang.RuntimeException: broken\n\tat org.apache.spark.Foo", "broken"),
        ("cannot read lockgate_12_orders", "cannot read orders"),
        ("", "ValueError"),
    ],
)  # fmt: skip
def test_the_reason_is_one_line_without_the_query_and_the_view(message: str, reason: str) -> None:
    assert reason_of(ValueError(message)) == reason


def test_an_error_of_the_driver_is_told_by_its_cause() -> None:
    error = ValueError("An error occurred while calling o42.collect.")
    error.java_exception = "org.apache.spark.SparkException: no executor left"  # type: ignore[attr-defined]  # as py4j has it

    assert reason_of(error) == "no executor left"


def test_refusals_are_not_written_twice_and_only_while_we_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    # a session that another test started may have silenced it for good
    monkeypatch.setattr(logging.getLogger("SQLQueryContextLogger"), "disabled", False)

    with unechoed():
        assert logging.getLogger("SQLQueryContextLogger").disabled

    assert not logging.getLogger("SQLQueryContextLogger").disabled


def test_other_warnings_are_heard() -> None:
    with without_pandas_warning():
        warnings.warn("PySpark does not yet fully support pandas >= 3.0.0.", FutureWarning, stacklevel=1)

    with pytest.warns(FutureWarning, match="something else"), without_pandas_warning():
        warnings.warn("something else", FutureWarning, stacklevel=1)
