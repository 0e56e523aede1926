"""What a project asks of a model's resources."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta

from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.domain.requirement import Operator, Requirement, format_value
from lockgate.domain.verdict import Severity
from lockgate.gates.resources.measures import Measure, Source, measure_named

__all__ = ["CostMargin", "ResourceGate", "ResourceSpec"]

_UNDECIDABLE = (Operator.MUST_BE, Operator.MUST_NOT_BE, Operator.MUST_NOT_BE_BETWEEN)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")


@dataclass(frozen=True, slots=True)
class CostMargin:
    """How much worse than the baseline the candidate may be.

    Parameters
    ----------
    amount : float
        In the unit of the measure, or a share of the baseline's; finite, 0 or more.
    is_share : bool, default=False
        Whether it is a share of the baseline's.

    Examples
    --------
    >>> str(CostMargin(0.1, is_share=True)), str(CostMargin(2.0))
    ('not worse than baseline by more than 10 %', 'not worse than baseline by more than 2')
    """

    amount: float
    is_share: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.amount) and self.amount >= 0):
            raise ParameterError.of(
                "notWorseThanBaselineBy", "margin", "a finite number of 0 or more", self.amount
            )

    @classmethod
    def parsed(cls, value: object) -> CostMargin:
        """Return a margin from a number, or a text such as ``10 %``.

        Raises
        ------
        ParameterError
            If it is neither.
        """
        if isinstance(value, str) and (found := _PERCENT.fullmatch(value)):
            return cls(float(found[1]) / 100, is_share=True)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ParameterError.of(
                "notWorseThanBaselineBy", "margin", "a number, or a share such as 10 %", value
            )
        return cls(float(value))

    def __str__(self) -> str:
        text = f"{format_value(100 * self.amount)} %" if self.is_share else format_value(self.amount)
        return f"not worse than baseline by more than {text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceGate:
    """One bar.

    Parameters
    ----------
    metric : str
        Name of the measure.
    requirement : Requirement or CostMargin
        What it must satisfy, in its unit.
    batch : int or None
        Rows of a call, of those measures that depend on it.
    """

    metric: str
    requirement: Requirement | CostMargin
    batch: int | None = None
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()
    origin: Position | None = None

    def __post_init__(self) -> None:
        measure = self.measure
        if self.batch is not None and measure.source not in (Source.CALL, Source.BLOCK):
            raise ParameterError.of(
                "gate", "batch", f"left out: `{self.metric}` does not depend on it", self.batch
            )
        if isinstance(self.requirement, Requirement):
            if self.requirement.operator in _UNDECIDABLE:
                must = "a bar that a bound can clear, such as mustBeLessThan"
                raise ParameterError.of("gate", "requirement", must, self.requirement.operator.value)
            if not all(_is_number(bound) for bound in self.requirement.bounds):
                raise ParameterError.of("gate", "requirement", "finite numbers", list(self.requirement.bounds))

    @property
    def measure(self) -> Measure:
        """Return the measure.

        Raises
        ------
        ParameterError
            If there is none of that name.
        """
        found = measure_named(self.metric)
        if found is None:
            raise ParameterError.of("gate", "metric", "the name of a measure", self.metric)
        return found


def _is_number(bound: object) -> bool:
    return isinstance(bound, int | float) and not isinstance(bound, bool) and math.isfinite(bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceSpec:
    """Measure what a model needs to run, and judge it.

    Parameters
    ----------
    data : str
        Name of the table under ``data`` whose rows are predicted.
    candidate : str
        A model under ``models``, or the path of a model file.
    baseline : str, default=none
        The model that it is compared with. Both are called in turn, in random order, on the same rows.
    batches : tuple of int, default=[1, 1000]
        Rows of a call.
    rounds : int, default=400
        Calls of each model at each batch size.
    warmup : int, default=10
        Calls before those, which are not counted.
    starts : int, default=6
        Fresh processes of each model, where a gate needs them.
    rows : int, default=10000
        Rows of the table that calls draw from.
    limit : timedelta, default=10 minutes
        After which no further round begins; what was measured is judged.
    alpha : float, default=0.05
        One-sided error probability of each decision.
    """

    data: str
    candidate: str
    baseline: str = ""
    batches: tuple[int, ...] = (1, 1000)
    rounds: int = 400
    warmup: int = 10
    starts: int = 6
    rows: int = 10_000
    limit: timedelta = timedelta(minutes=10)
    alpha: float = 0.05

    def __post_init__(self) -> None:
        counts = {"rounds": self.rounds, "starts": self.starts, "rows": self.rows}
        for name, count in counts.items():
            if count < 1:
                raise ParameterError.of("resources", name, "an int of 1 or more", count)
        if self.warmup < 0:
            raise ParameterError.of("resources", "warmup", "an int of 0 or more", self.warmup)
        if not self.batches or min(self.batches) < 1 or len(set(self.batches)) < len(self.batches):
            raise ParameterError.of(
                "resources", "batches", "numbers of rows of 1 or more that differ", self.batches
            )
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("resources", "alpha", "a float in (0, 0.5)", self.alpha)
        if self.limit <= timedelta(0):
            raise ParameterError.of("resources", "limit", "longer than nothing", str(self.limit))

    def batch_of(self, gate: ResourceGate) -> int:
        """Return the batch size that a gate is about: its own, else the greatest for rates, the first for times."""
        if gate.batch is not None:
            return gate.batch
        is_rate = gate.measure.is_higher_better or gate.measure.source is Source.BLOCK
        return max(self.batches) if is_rate else self.batches[0]

    def require_fitting(self, gates: tuple[ResourceGate, ...]) -> None:
        """Refuse gates that could not be judged on what is measured.

        Raises
        ------
        ParameterError
            If there is no gate, one needs a baseline, or one is about another batch size.
        """
        if not gates:
            raise ParameterError.of("resources", "gates", "at least one gate", list(gates))
        for gate in gates:
            if isinstance(gate.requirement, CostMargin) and not self.baseline:
                raise ParameterError.of("resources", "baseline", f"given, for the gate on {gate.metric}", None)
            if gate.batch is not None and gate.batch not in self.batches:
                raise ParameterError.of(
                    "resources", "batch", f"one of `batches`, {list(self.batches)}", gate.batch
                )
