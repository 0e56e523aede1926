"""Check: a rule that could not be carried over from another tool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.check import Outcome

__all__ = ["Unmapped"]


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Require that somebody decides about a rule that an import could not carry over.

    Always ``ERROR``, whatever the table holds: nothing is read, so null, NaN, infinity and a table without rows do
    not matter. Write the rule as another check, or delete the entry, or lower its severity.

    Parameters
    ----------
    rule : str
        The rule in the words of the tool that it came from.
    because : str, default=""
        Why it could not be carried over.

    Examples
    --------
    .. code-block:: yaml

        check: unmapped
        rule: expect_column_pair_cramers_phi(carrier, origin)
        because: Lockgate has no such check

    >>> outcome = Unmapped("not_constant(fare)", "no such test").judge(())
    >>> outcome.verdict.name, outcome.summary
    ('ERROR', 'not carried over: not_constant(fare) (no such test)')
    """

    name: ClassVar[str] = "unmapped"

    rule: str
    because: str = ""

    def __post_init__(self) -> None:
        if not self.rule:
            raise ParameterError.of(self.name, "rule", "the rule that was not carried over", self.rule)

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return ()

    def judge(self, states: Sequence[State]) -> Outcome:  # noqa: ARG002 - nothing is asked
        return Outcome(
            verdict=Verdict.ERROR,
            reason=Reason.NOT_ASKABLE,
            summary=f"not carried over: {self.rule}" + (f" ({self.because})" if self.because else ""),
            required="the rule is written as a check",
            hint="write it as a check, or delete the entry",
        )

    def offending(self) -> None:
        return None
