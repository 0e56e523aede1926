"""What Spark says when it refuses, in one line and without what it repeats of the query."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["reason_of", "unechoed", "without_pandas_warning"]

_ECHO = re.compile(
    r"\s*(== (SQL|DataFrame)|\n\s*at |JVM stacktrace|;?\s*line \d+,? pos|SQLSTATE:|;\n).*", re.DOTALL
)
_VIEW = re.compile(r"lockgate_\d+_")
_TRUNK = re.compile(r"^(?:\S+\.)?(?:\w*(?:Exception|Error)):\s*")


def reason_of(error: BaseException) -> str:
    r"""Return the beginning of an error's message.

    Examples
    --------
    >>> reason_of(ValueError("[CAST_INVALID_INPUT] The value cannot be cast. SQLSTATE: 22018\\n== SQL (line 1) =="))
    '[CAST_INVALID_INPUT] The value cannot be cast.'
    """
    cause: object = getattr(error, "java_exception", None)
    text = str(error) if cause is None or not str(error).startswith("An error occurred") else str(cause)
    text = _TRUNK.sub("", _ECHO.sub("", text.strip()))
    return _VIEW.sub("", text) or type(error).__name__


@contextmanager
def unechoed() -> Iterator[None]:
    """Keep pyspark from writing each refusal, with the values in it, to the terminal as well."""
    from pyspark.logger import PySparkLogger  # noqa: PLC0415 - an extra, which a session has loaded

    logger = PySparkLogger.getLogger("SQLQueryContextLogger")
    before = logger.disabled
    logger.disabled = True
    try:
        with without_pandas_warning():
            yield
    finally:
        logger.disabled = before


@contextmanager
def without_pandas_warning() -> Iterator[None]:
    """Keep pyspark from warning of the pandas that is installed: nothing here makes use of it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield
