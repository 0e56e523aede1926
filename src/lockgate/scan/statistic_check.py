"""Checks that compare one number of a table or column with a requirement."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, Requirement, format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State, plain_scalar
from lockgate.scan.check import Outcome
from lockgate.scan.instants import bare_instant, instant_at
from lockgate.scan.predicates import Predicate

__all__ = ["OR_FAR", "StatisticCheck", "judge_value"]

_UNDEFINED = "the column has NaN or infinite values, or too few values"

OR_FAR = "or the values that are judged are nearly alike and far from the others of the column"
"""Why a spread may be what rounding left; added to why there is none."""


@dataclass(frozen=True, slots=True)
class StatisticCheck(ABC):
    """Base of checks on one number: a subclass says how the number follows from its states.

    Bounds of the requirement must be numbers, fractions in [0, 1] where `is_fraction`, so that 5 for 5 % is
    refused; any kind of value where `is_value`, because the number may then be a date or a text. Where `takes_instants`
    they may all be dates or instants: then the number is one too, in microseconds since 1970.
    """

    says: ClassVar[str] = "value"
    is_value: ClassVar[bool] = False  # whether the number is itself a value of the column
    is_fraction: ClassVar[bool] = False
    takes_instants: ClassVar[bool] = False
    undefined: ClassVar[str] = _UNDEFINED  # why there is no number

    requirement: Requirement

    def __post_init__(self) -> None:
        for bound in self.requirement.bounds:
            is_number = isinstance(bound, int | float) and not isinstance(bound, bool)
            if not is_number and not self.is_value and not self.of_instants:
                raise ParameterError.of(self.says, self.requirement.operator.value, "a number", bound)
            if self.is_fraction and not 0 <= cast("float", bound) <= 1:
                raise ParameterError.of(
                    self.says, self.requirement.operator.value, "a fraction in [0, 1]", bound
                )

    @property
    def of_instants(self) -> bool:
        """Tell whether the bounds are dates or instants, so that the number must be one."""
        return self.takes_instants and all(bare_instant(bound) is not None for bound in self.requirement.bounds)

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the check reads."""

    @abstractmethod
    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return what must be known."""

    @abstractmethod
    def value(self, states: Sequence[State]) -> tuple[Bound | None, int]:
        """Return the number (None where there is none) and the rows it rests on."""

    def judge(self, states: Sequence[State]) -> Outcome:
        """Compare the number with the requirement."""
        value, n = self.value(states)
        return self.compared(value, says=self.says, n=n, is_value=self.is_value)

    def compared(self, value: Bound | None, *, says: str, n: int, is_value: bool) -> Outcome:
        """Return the outcome of a number; an instant is compared with bounds in UTC without a zone."""
        requirement = self.requirement
        if self.of_instants and value is not None:
            value = instant_at(cast("float", value))
            bounds = (cast("datetime", bare_instant(bound)) for bound in requirement.bounds)
            requirement = Requirement(requirement.operator, tuple(bounds))
        return judge_value(value, requirement, says=says, n=n, is_value=is_value, undefined=self.undefined)

    def offending(self) -> Predicate | None:
        """Return None: no single row can be blamed."""
        return None


def judge_value(
    value: Bound | None,
    requirement: Requirement,
    *,
    says: str,
    n: int,
    is_value: bool = False,
    undefined: str = _UNDEFINED,
) -> Outcome:
    """Decide whether one number satisfies a requirement.

    None is ``INCONCLUSIVE`` for want of rows; NaN and infinity are ``INCONCLUSIVE`` because the number does not exist.
    """
    required = f"{says} {requirement}"
    if value is None:
        return Outcome.no_rows(required, what="no value to judge")
    if isinstance(value, float) and not math.isfinite(value):
        return Outcome(
            verdict=Verdict.INCONCLUSIVE,
            reason=Reason.STATISTIC_UNDEFINED,
            summary=f"the {says} is undefined: {undefined}",
            required=required,
            n=n,
            hint="add a range check to find such values",
        )
    passes = requirement.holds(value)
    shown = f"{says} {format_value(value)}"
    return Outcome(
        verdict=Verdict.PASS if passes else Verdict.FAIL,
        reason=Reason.HOLDS if passes else Reason.VALUE_OUT_OF_BOUNDS,
        summary=("the " + says + (" is as required" if passes else " is not as required"))
        if is_value
        else shown,
        seen=shown if is_value else "",
        observed=plain_scalar(value),
        is_value=is_value,
        required=required,
        n=n,
    )
