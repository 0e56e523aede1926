"""Rows made up by hypothesis, which shrinks what it finds to the smallest."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from lockgate.domain.errors import MissingExtraError, ModelError
from lockgate.probes.domain import Case, Domain

__all__ = ["HypothesisSearch"]

_FAR = 1e12


class HypothesisSearch:
    """Looks for rows with strategies that follow from the domains of their columns."""

    def smallest(
        self, domains: Mapping[str, Domain], breaks: Callable[[Case], bool], examples: int, seed: int
    ) -> Case | None:
        """Return the smallest row that was found to break a property; the same seed finds the same.

        Raises
        ------
        MissingExtraError
            If hypothesis is not installed.
        ModelError
            If a row breaks the property once and not again, so that none can be shrunk.
        """
        try:
            import hypothesis as hp  # noqa: PLC0415 - an extra, loaded only to search
            from hypothesis import strategies as st  # noqa: PLC0415 - as above
        except ImportError as error:
            raise MissingExtraError.of("behaviour", "hypothesis", "hypothesis") from error
        rows = st.fixed_dictionaries({name: _strategy(domain, st) for name, domain in domains.items()})
        settings = hp.settings(
            max_examples=examples, database=None, deadline=None, suppress_health_check=list(hp.HealthCheck)
        )
        try:
            found: Case = hp.find(rows, breaks, settings=settings, random=Random(seed))  # noqa: S311 - no secret
        except hp.errors.NoSuchExample:
            return None
        except hp.errors.Flaky as error:
            text = "the same row breaks it once and not again, so no smallest row can be found"
            raise ModelError.failed("edge_cases", text, "add the test `determinism`") from error
        return found


def _strategy(domain: Domain, st: Any) -> Any:  # noqa: ANN401 - a module, and one of its many strategies
    values = _values(domain, st)
    return st.none() | values if domain.may_be_missing else values


def _values(domain: Domain, st: Any) -> Any:  # noqa: ANN401 - as above
    if domain.values:
        return st.sampled_from(list(domain.values))
    if domain.lowest is None and domain.highest is None:
        return st.none()  # nothing is known of it but that it may be missing
    low = -_FAR if domain.lowest is None else domain.lowest
    high = _FAR if domain.highest is None else domain.highest
    if domain.is_whole:
        return st.integers(math.ceil(low), math.floor(high))
    return st.floats(low, high, allow_nan=False, allow_infinity=False)
