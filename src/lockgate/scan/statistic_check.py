"""Checks that compare one number of a table or column with a requirement."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, Requirement, format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State, plain_scalar
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import Predicate

__all__ = ["StatisticCheck", "judge_value"]

_UNDEFINED = "the column has NaN or infinite values, or too few values"


@dataclass(frozen=True, slots=True)
class StatisticCheck(ABC):
    """Base of checks on one number: a subclass says how the number follows from its states.

    Bounds of the requirement must be numbers, fractions in [0, 1] where `is_fraction`, so that 5 for 5 % is
    refused; any kind of value where `is_value`, because the number may then be a date or a text.
    """

    says: ClassVar[str] = "value"
    is_value: ClassVar[bool] = False  # whether the number is itself a value of the column
    is_fraction: ClassVar[bool] = False
    undefined: ClassVar[str] = _UNDEFINED  # why there is no number

    requirement: Requirement

    def __post_init__(self) -> None:
        for bound in self.requirement.bounds:
            is_number = isinstance(bound, int | float) and not isinstance(bound, bool)
            if not is_number and not self.is_value:
                raise ParameterError.of(self.says, self.requirement.operator.value, "a number", bound)
            if self.is_fraction and not 0 <= cast("float", bound) <= 1:
                raise ParameterError.of(
                    self.says, self.requirement.operator.value, "a fraction in [0, 1]", bound
                )

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
        return judge_value(
            value, self.requirement, says=self.says, n=n, is_value=self.is_value, undefined=self.undefined
        )

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
