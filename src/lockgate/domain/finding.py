"""One verdict with its numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from lockgate.domain.position import Position
from lockgate.domain.verdict import Severity, Verdict

__all__ = ["Cost", "Family", "Finding", "Interval", "Sample", "Scalar", "Subject"]

Scalar = bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about.

    Parameters
    ----------
    table : str
        Name of the table as the project calls it; for a test or command entry, its name.
    columns : tuple of str
        Columns concerned, in the order the contract names them.
    slice : tuple of (str, str)
        Column and value pairs that pick the rows; empty for all rows.
    where : str
        The filter as the contract wrote it; empty for none.

    Examples
    --------
    >>> str(Subject("flights", ("air_time",), (("carrier", "UA"),)))
    'flights.air_time · carrier=UA'
    """

    table: str
    columns: tuple[str, ...] = ()
    slice: tuple[tuple[str, str], ...] = ()
    where: str = ""

    def __str__(self) -> str:
        name = self.table
        if self.columns:
            joined = ", ".join(self.columns)
            name += f".{joined}" if len(self.columns) == 1 else f".({joined})"
        picked = " × ".join(f"{column}={value}" for column, value in self.slice)
        return name + (f" · {picked}" if picked else "") + (f" where {self.where}" if self.where else "")


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval or one-sided bound of the observed number.

    A missing end is open. `alpha` is the error probability of the whole statement, in (0, 1);
    `method` names how it was computed.
    """

    lower: float | None
    upper: float | None
    alpha: float
    method: str


@dataclass(frozen=True, slots=True)
class Family:
    """What a finding was decided together with, so that many decisions give no more false alarms than one.

    `noun` is what one of its `size` members is called, and `method` how the error is kept. `adjusted` is the interval
    at the level that the method leaves to this member: a failure is claimed from it. None where there is no interval.
    """

    noun: str
    size: int
    method: str
    adjusted: Interval | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Some offending rows: the same ones each time, personal and secret columns masked.

    `traits` says what all offending rows have in common and the others do not, such as ``all carrier=UA``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a finding cost, in units that do not depend on the machine."""

    aggregates: int = 0
    shared: int = 0  # of these, how many another check had asked for as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found out about one subject.

    Parameters
    ----------
    check : str
        Name of the check, metric or entry kind, as YAML writes it.
    subject : Subject
        What it is about.
    verdict : Verdict
        What was decided.
    reason : str
        Permanent reason code, such as ``LG421``, documented under ``docs/reference/codes``.
    summary : str
        What was seen, one line, for people.
    observed, required : Scalar, str
        The number that was compared, and what it had to satisfy.
    n, n_failed : int or None
        Rows that were judged, and of these the rows that violate; None where rows are not counted.
    interval, mde, n_more : Interval, float, int or None
        For statistical findings: the interval, the smallest regression the data could show, and how many
        more rows would decide an ``INCONCLUSIVE``.
    family : Family or None
        For one of several statistical findings: what they are, and the interval that allows for their number.
    details : tuple of (str, Scalar)
        Further numbers by name, for programs and for who looks closer; no verdict is read from them.
    hint : str
        The next action, if there is one.
    sample : Sample or None
        Offending rows, if rows can offend and some were fetched.
    """

    check: str
    subject: Subject
    verdict: Verdict
    reason: str
    summary: str
    observed: Scalar = None
    required: str = ""
    n: int | None = None
    n_failed: int | None = None
    interval: Interval | None = None
    mde: float | None = None
    n_more: int | None = None
    family: Family | None = None
    details: tuple[tuple[str, Scalar], ...] = ()
    hint: str = ""
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()
    sample: Sample | None = None
    cost: Cost = field(default_factory=Cost)
    origin: Position | None = None

    @property
    def is_blocking(self) -> bool:
        """Tell whether this finding keeps its gate shut."""
        return self.verdict is not Verdict.PASS and self.severity is Severity.BLOCKING
