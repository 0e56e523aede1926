"""Fixtures for the user's own tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from lockgate.api import CheckResult

__all__ = ["lockgate_check", "lockgate_now"]


@pytest.fixture
def lockgate_now(request: pytest.FixtureRequest) -> datetime | None:
    """Return the instant that ``--lockgate-now`` names, None for the machine's clock; override it in a test."""
    from lockgate.pytest_plugin.collect import instant_of  # noqa: PLC0415 - tests without gates pay nothing

    return instant_of(request.config)


@pytest.fixture
def lockgate_check(lockgate_now: datetime | None) -> Callable[..., CheckResult]:
    """Return `lockgate.check` at the instant of `lockgate_now`.

    Use it as ``lockgate_check(frame, "contracts/flights.odcs.yaml").raise_for_verdict()``.
    """
    from lockgate.api import check  # noqa: PLC0415 - tests without gates pay nothing

    return partial(check, now=lockgate_now)
