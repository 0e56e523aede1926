"""Values that only one of the tables has, by more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.listing import and_more
from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift.cells import OTHER
from lockgate.drift.question import Question
from lockgate.drift.spec import DriftSpec, OneSided

__all__ = ["CHECK_GONE", "CHECK_NEW", "judge_novelty"]

CHECK_NEW, CHECK_GONE = "new_values", "gone_values"

_MOST_NAMED = 3
_SEVERITIES = {OneSided.FAIL: Severity.BLOCKING, OneSided.WARN: Severity.WARNING}


@dataclass(frozen=True, slots=True)
class _Value:
    """A value that one table has and the other has not, or has no more than `most_there`.

    `here` and `there` are rows, or blocks where rows depend on each other; `n_here` and `n_there` are all of them.
    """

    name: str
    rows: int
    here: int
    n_here: int
    n_there: int
    most_there: int = 0

    @property
    def p_value(self) -> float:
        """Return the probability of so many here if the value were as frequent in both tables."""
        share = self.n_here / (self.n_here + self.n_there)
        if not self.most_there:
            return math.exp(self.here * math.log(share)) if share > 0 else 1.0
        from scipy.special import bdtrc  # noqa: PLC0415 - loading it costs 0.3 s that few comparisons need to pay

        return float(bdtrc(self.here - 1, self.here + self.most_there, share))


def judge_novelty(spec: DriftSpec, questions: Sequence[Question]) -> tuple[Finding, ...]:
    """Return one ``FAIL`` for each column with new values, and one for each whose values are gone, beyond chance.

    A value of the current table that the reference did not list was there in no row, or, where the reference holds
    other values as well, in no more than its rarest listed one. How probable so many rows are by chance, if it were as
    frequent in both tables, is told exactly. That is asked of every value that either table has, so `alpha` is
    divided by their number: one is called new in error with a probability of at most `alpha`, and one gone with as
    much. Where blocks are kept, blocks are counted instead of rows.

    Parameters
    ----------
    spec : DriftSpec
        What is asked; its options say what the findings do to their gate.
    questions : sequence of Question
        All that was compared; slices are left out.
    """
    whole = [one for one in questions if one.column.listed is not None and not one.slice and one.is_of_values]
    level = spec.alpha / max(1, sum(len(one.cells.names) + len(one.unlisted) for one in whole))
    found = []
    for check, option, values_of in (
        (CHECK_NEW, spec.new_values, _new),
        (CHECK_GONE, spec.gone_values, _gone),
    ):
        if option is OneSided.IGNORE:
            continue
        for one in whole:
            proved = [value for value in values_of(one) if value.p_value <= level]
            if proved:
                found.append(_finding(spec, check, one.column.name, proved, _SEVERITIES[option]))
    return tuple(found)


def _new(one: Question) -> list[_Value]:
    before, now = one.cells.reference, one.cells.current
    if one.cells.blocks[0]:
        if before[-1] or not now[-1]:
            return []
        there, here = one.cells.blocks
        n_with = sum(bool(rows[-1]) for rows in here)
        return [_Value(OTHER, now[-1], n_with, _filled(here), _filled(there))]
    most = min((n for n in before[:-1] if n), default=0) if before[-1] else 0
    return [_Value(name, rows, rows, sum(now), sum(before), most) for name, rows in one.unlisted]


def _gone(one: Question) -> list[_Value]:
    before, now = one.cells.reference, one.cells.current
    if not sum(now):  # without a value at all, none is gone
        return []
    found = []
    for place, name in enumerate(one.cells.names[:-1]):
        if now[place] or not before[place]:
            continue
        if one.cells.blocks[0]:
            there, here = one.cells.blocks
            n_with = sum(bool(rows[place]) for rows in there)
            found.append(_Value(name, before[place], n_with, _filled(there), _filled(here)))
        else:
            found.append(_Value(name, before[place], before[place], sum(before), sum(now)))
    return found


def _filled(blocks: Sequence[Sequence[int]]) -> int:
    return sum(any(rows) for rows in blocks)


def _finding(spec: DriftSpec, check: str, column: str, values: Sequence[_Value], severity: Severity) -> Finding:
    rows = sum(value.rows for value in values)
    most = max(value.most_there for value in values)
    named = and_more([repr(value.name) for value in values], _MOST_NAMED)
    noun = "value" if len(values) == 1 else "values"
    which = "new" if not most else f"new, or in at most {most:,} rows of the reference"
    seen = f"{len(values):,} {noun} {which}: {named}"
    if check == CHECK_GONE:
        seen = f"{len(values):,} {noun} gone, of {rows:,} rows of the reference: {named}"
    else:
        seen += f"; {rows:,} rows"
    return Finding(
        check=check,
        subject=Subject(spec.data, (column,)),
        verdict=Verdict.FAIL,
        reason=Reason.NEW_VALUES,
        summary=f"{seen}; more than chance explains",
        observed=len(values),
        required="only values of the reference" if check == CHECK_NEW else "all values of the reference",
        hint="look at where they come from; accept a new reference if that is right",
        severity=severity,
    )
