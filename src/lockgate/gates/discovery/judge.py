"""Judge a search for weak slices: from cells to findings. Pure, so that stored cells replay to the same verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lockgate.domain.codes import Reason
from lockgate.domain.confidence import confidence
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Family, Finding, Interval, Subject
from lockgate.domain.verdict import Verdict
from lockgate.gates.discovery.base_cells import BaseCells
from lockgate.gates.discovery.condition import condition_of, name_of_slice
from lockgate.gates.discovery.confirm import Searched, WeakSlice, find_weak_slices
from lockgate.gates.discovery_spec import Against, Discovery
from lockgate.gates.predicted import name_of
from lockgate.gates.slicing import SliceKey
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.wording import number

__all__ = ["Proposal", "judge_discovery", "proposals", "search_broken", "searched_and_judged"]

_CHECK = "discover"

_SHOWN = 3
"""Slices that are named where they could not be tested."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A slice that was tried: its name, the condition that picks its rows, its key, and what was seen."""

    name: str
    where: str
    key: SliceKey
    seen: WeakSlice


def proposals(cells: BaseCells, searched: Searched) -> tuple[Proposal, ...]:
    """Return the slices that were tried, the worst first, with names that differ.

    A slice whose name another one has already gets a number.
    """
    found: list[Proposal] = []
    for one in searched.tried:
        values = [(column, cells.values[column][code]) for column, code in one.conditions]
        key = tuple((cells.plan.cuts[column].called, value) for column, value in values)
        name = name_of_slice(key)
        taken = sum(other.name == name or other.name.startswith(f"{name}--") for other in found)
        found.append(
            Proposal(f"{name}--{taken + 1}" if taken else name, condition_of(cells.plan, values), key, one)
        )
    return tuple(found)


def judge_discovery(spec: ModelGateSpec, asked: Discovery, cells: BaseCells) -> tuple[Finding, ...]:
    """Judge what a search found.

    Parameters
    ----------
    spec : ModelGateSpec
        The model.
    asked : Discovery
        What is searched.
    cells : BaseCells
        What was counted with both.

    Returns
    -------
    tuple of Finding
        One ``FAIL`` a confirmed slice, the worst first; or one finding that says why there is none. It is ``PASS`` if
        the search could be made, which is no proof that no slice is weak; else ``INCONCLUSIVE`` or ``ERROR``. It is
        ``INCONCLUSIVE`` too where a slice that was tried could not be tested, or all rows together are worse.
    """
    return searched_and_judged(spec, asked, cells)[1]


def searched_and_judged(
    spec: ModelGateSpec, asked: Discovery, cells: BaseCells
) -> tuple[tuple[Proposal, ...], tuple[Finding, ...]]:
    """Return every slice that was tried, none where nothing can be searched, and what `judge_discovery` returns."""
    judge = _Judge(spec, asked, cells)
    trouble = judge.trouble()
    if trouble is not None:
        return (), (trouble,)
    searched = find_weak_slices(cells, asked, alpha=spec.alpha, power=spec.power)
    tried = proposals(cells, searched)
    weak = tuple(judge.weak(one, len(tried)) for one in tried if one.seen.is_confirmed)
    return tried, weak or (judge.undecided(searched, tried) or judge.nothing(searched),)


def search_broken(spec: ModelGateSpec, asked: Discovery, error: LockgateError) -> tuple[Finding, ...]:
    """Return the ``ERROR`` of a search whose cells could not be read."""
    text = f"{error.where}: {error.text}"
    return (_finding(spec, asked, Verdict.ERROR, (Reason.NOT_ASKABLE, text), hint=error.hint),)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Words for what one search found."""

    spec: ModelGateSpec
    asked: Discovery
    cells: BaseCells

    def trouble(self) -> Finding | None:
        """Return why nothing can be searched, None where it can."""
        cells, minimum = self.cells, self.asked.minimum
        lost = cells.rows - cells.usable
        if lost:
            text = (
                f"{lost:,} of {cells.rows:,} rows have no label or prediction that a loss can be computed from"
            )
            return self._open(Verdict.ERROR, Reason.METRIC_UNDEFINED, text, "see the findings of the gates")
        if cells.plan.block is None and cells.distinct * 2 < cells.rows:
            text = f"of {cells.rows:,} rows only {cells.distinct:,} can be told apart, which no split can halve"
            hint = "name columns under `identity` that together are a key"
            return self._open(Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL, text, hint)
        sizes = [int(half.n.sum()) for half in (cells.searched, cells.held)]
        if min(sizes) < 2 * minimum:
            text = f"{min(sizes):,} rows in one half are too few to find slices of {minimum:,} rows or more"
            return self._open(
                Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL, text, "judge more rows, or set `minimum` lower"
            )
        return None

    def _open(self, verdict: Verdict, reason: str, text: str, hint: str) -> Finding:
        return _finding(self.spec, self.asked, verdict, (reason, text), n=self.cells.rows, hint=hint)

    def undecided(self, searched: Searched, tried: Sequence[Proposal]) -> Finding | None:
        """Return why no slice being confirmed says nothing, None where it says something."""
        if searched.is_worse_everywhere:
            text = "no slice stands out, because all rows together are worse than baseline by more than that"
            hint = "look at the gates on all rows first"
            return self._open(Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL, text, hint)
        names = [one.name for one in tried if one.seen.is_open]
        if not names:
            return None
        text = (
            f"{_counted(len(names), 'slice')} that {'looks' if len(names) == 1 else 'look'} weak could not be tested, "
            f"because few rows are held back or their losses are all the same: {', '.join(names[:_SHOWN])}"
        )
        hint = "judge more rows, set `minimum` higher, or look at these rows"
        return self._open(Verdict.INCONCLUSIVE, Reason.SEARCH_TOO_SMALL, text, hint)

    def nothing(self, searched: Searched) -> Finding:
        """Return the finding where no slice is confirmed."""
        halves = [f"{int(half.n.sum()):,}" for half in (self.cells.searched, self.cells.held)]
        names, tried = len(self.cells.plan.cuts), len(searched.tried)
        searched_by = f"{_counted(names, 'column')} searched to depth {self.asked.depth}"
        parts = [
            f"no weak slice confirmed: {searched_by} on {halves[0]} rows",
            f"{_counted(tried, 'slice')} tried on the other {halves[1]}",
        ]
        if math.isfinite(searched.detectable):
            least = number(searched.detectable)
            parts.append(f"a slice of {self.asked.minimum:,} rows would have to be worse by {least} to be seen")
        return _finding(
            self.spec, self.asked, Verdict.PASS, (Reason.NO_WEAK_SLICE, "; ".join(parts)), n=self.cells.rows
        )

    def weak(self, one: Proposal, n_tried: int) -> Finding:
        """Return the finding about a confirmed slice."""
        seen = one.seen
        told = Interval(seen.lower, seen.upper, seen.alpha, f"{self._test} on the half held back")
        hint = f"find out why, or pin it: lockgate slices pin {one.name}"
        found = _finding(
            self.spec, self.asked, Verdict.FAIL, (Reason.WEAK_SLICE, self.words(seen)), n=seen.n, hint=hint
        )
        return replace(
            found,
            subject=replace(found.subject, slice=one.key),
            observed=seen.effect,
            interval=told,
            family=Family("slice that was tried", n_tried, "Benjamini-Hochberg", replace(told, method="")),
            details=(
                ("name", one.name),
                ("where", one.where),
                ("loss", seen.loss),
                ("lift", seen.lift),
                ("p_adjusted", seen.p_value),
                ("slices_tried", n_tried),
            ),
        )

    @property
    def _test(self) -> str:
        if self.cells.plan.block is not None:
            return "jackknife of blocks, t,"
        return "Welch's t" if self.asked.against is Against.REST else "paired t"

    def words(self, seen: WeakSlice) -> str:
        """Return what was seen of a slice, on one line."""
        loss = self.cells.plan.loss.value
        ends = f"{confidence(seen.alpha)} interval {_signed(seen.lower)} to {_signed(seen.upper)}"
        if self.asked.against is Against.REST:
            than = (
                f"{loss} {number(seen.loss)} against {number(seen.other)} on the rest: {_signed(seen.effect)}"
            )
        else:
            than = f"{loss}, candidate − baseline {_signed(seen.effect)}"
        lift = f"; {seen.lift:.2f} times the rest" if seen.lift is not None else ""
        return f"{than}, {ends}{lift}; n = {seen.n:,} held back; adjusted p {_p_value(seen.p_value)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _p_value(value: float) -> str:
    return "< 0.0001" if value < 0.0001 else f"= {value:.2g}"  # noqa: PLR2004 - as many digits as anyone reads


def _signed(value: float) -> str:
    text = number(value)
    return f"+{text}" if value > 0 else text.replace("-", "−")


def _finding(
    spec: ModelGateSpec,
    asked: Discovery,
    verdict: Verdict,
    because: tuple[str, str],
    *,
    n: int | None = None,
    hint: str = "",
) -> Finding:
    """Return a finding about all rows; `because` is the reason code and what was seen."""
    baseline = spec.baseline if asked.against is Against.BASELINE else None
    against = () if baseline is None else (name_of(baseline),)
    return Finding(
        check=f"{_CHECK}({asked.loss(spec.task).value})",
        subject=Subject(spec.table, (spec.name, *against)),
        verdict=verdict,
        reason=because[0],
        summary=because[1],
        required=asked.required,
        n=n,
        hint=hint,
        severity=asked.severity,
        why=asked.why,
        owner=asked.owner,
        runbook=asked.runbook,
    )
