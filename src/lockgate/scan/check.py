"""The shape of a check: it asks for aggregates and judges their states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from sqlglot import exp

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Scalar
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.judged_values import RejectedValues
from lockgate.scan.predicates import Predicate
from lockgate.scan.schema import Schema

__all__ = ["Check", "Outcome", "Question", "RelatedRows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check decided from its states.

    `summary` must not contain values of the table; `seen` may, and `observed` does where `is_value` is true:
    both are withheld when the column is personal or secret.
    """

    verdict: Verdict
    reason: str
    summary: str
    observed: Scalar = None
    is_value: bool = False
    seen: str = ""
    required: str = ""
    n: int | None = None
    n_failed: int | None = None
    hint: str = ""

    @classmethod
    def no_rows(cls, required: str = "", *, what: str = "no rows to judge") -> Outcome:
        """Return the outcome of a question that nothing answers."""
        return cls(verdict=Verdict.INCONCLUSIVE, reason=Reason.NO_ROWS, summary=what, required=required, n=0)

    @classmethod
    def absent(cls, columns: Sequence[str]) -> Outcome:
        """Return the outcome of a check that is not asked, because optional columns are absent."""
        names = ", ".join(f"`{column}`" for column in columns)
        verb = "is" if len(columns) == 1 else "are"
        summary = f"not asked: {names} {verb} absent, as `optional` allows"
        return cls(verdict=Verdict.INCONCLUSIVE, reason=Reason.NOT_ENFORCED, summary=summary)

    @classmethod
    def not_askable(cls, summary: str, *, hint: str, required: str = "") -> Outcome:
        """Return the outcome of a question that the states cannot answer."""
        verdict, reason = Verdict.ERROR, Reason.NOT_ASKABLE
        return cls(verdict=verdict, reason=reason, summary=summary, hint=hint, required=required)


@runtime_checkable
class RelatedRows(Protocol):
    """Rows that offend because of other rows or another table; found by a query of their own."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that show the offence."""
        ...

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return ``select *`` of the offending rows of `source`."""
        ...


Question = Predicate | RelatedRows | RejectedValues


class Check(Protocol):
    """A question about a table. Implementations are frozen dataclasses whose fields are the YAML parameters."""

    name: ClassVar[str]
    """How YAML calls the check."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the check is about, empty for the whole table."""
        ...

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return what must be known, in the order in which `judge` takes the states."""
        ...

    def judge(self, states: Sequence[State]) -> Outcome:
        """Decide from the states alone."""
        ...

    def offending(self) -> Question | None:
        """Return which rows offend, or None where no row can be blamed."""
        ...
