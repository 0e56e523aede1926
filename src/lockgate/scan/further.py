"""The one further scan of a table (more for hundreds of red lines): open counts, and offending rows of what is red."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from sqlglot import exp

from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Sample
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Request
from lockgate.scan.check import Outcome, RelatedRows
from lockgate.scan.derive import counted
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answers, Rows, SliceKey, fused_rows
from lockgate.scan.judge import outcomes_of
from lockgate.scan.predicates import table_sql
from lockgate.scan.samples import Offence, related_query, sample_expression, sample_of
from lockgate.scan.schema import Schema
from lockgate.scan.suite import Suite
from lockgate.scan.traits import Traits

__all__ = ["FurtherScan", "Red"]

MOST_WITH_TRAITS = 30
"""Red lines of one table up to which it is told what the rows of each have in common."""

MOST_RED_SLICES = 20
"""Red slices of one check for which offending rows are fetched."""

MOST_AT_ONCE = 100
"""Red lines of one query: DuckDB keeps a buffer of all columns that are read for each aggregate with a filter."""

MOST_REFUSED = 200
"""Values that Python refused, the most frequent first, for which offending rows are fetched."""

Red = tuple[int, int, SliceKey]
"""A red line: number of the suite, number of the item in it, slice."""

Asked = Request | Red | Traits
Part = tuple[Asked, tuple[exp.Expr, ...]]


def _has_rows(outcome: Outcome) -> bool:
    """Tell whether rows may offend; where there was nothing to judge none does, whatever the contract says."""
    return outcome.verdict is Verdict.FAIL and outcome.reason != Reason.NO_ROWS


@dataclass(frozen=True, slots=True)
class FurtherScan:
    """Looks once more at one table, and only when something is open or red."""

    schema: Schema
    session: Session
    answers: Answers
    suites: Sequence[Suite]
    sample_rows: int

    def look(self) -> dict[Red, Sample]:
        """Settle the open counts of the table and return offending rows of its red lines."""
        still_open = [request for request in self.answers.open if request.table == self.schema.table]
        wanted = self._offences() if self.sample_rows else {}
        in_scan = {red: o for red, o in wanted.items() if not isinstance(o.question, RelatedRows)}
        found = self._scan(still_open, in_scan)
        for request in still_open:
            rows = found[request]
            if isinstance(rows, LockgateError):
                self.answers.known[request] = rows
            else:
                self.answers.known[request] = counted(request).state(rows[0], self.schema)
        samples = {
            red: replace(sample_of(offence, rows), traits=self._traits(offence, found))
            for red, offence in in_scan.items()
            for rows in [_collected(found[red]) if red in found else ()]
            if rows
        }
        apart = {red: o for red, o in wanted.items() if isinstance(o.question, RelatedRows)}
        return samples | self._apart(apart)

    def _offences(self) -> dict[Red, Offence]:
        wanted: dict[Red, Offence] = {}
        for s, suite in enumerate(self.suites):
            for i, item in enumerate(suite.items if suite.table == self.schema.table else ()):
                outcomes = outcomes_of(item, suite.table, self.answers.known)
                # what is still open is fetched in case it turns out red
                red = [()] if outcomes is None else [k for k, o in outcomes.items() if _has_rows(o)]
                for key in red[:MOST_RED_SLICES]:
                    refused = self.answers.refused(item.requests(suite.table), key)
                    offence = Offence.of(item, suite, key, self.schema, refused.values[:MOST_REFUSED])
                    if offence is not None:
                        wanted[s, i, key] = offence
        return wanted

    def _scan(
        self, still_open: Sequence[Request], in_scan: Mapping[Red, Offence]
    ) -> dict[Asked, Rows | LockgateError]:
        parts: list[Part] = [(request, counted(request).expressions(self.schema)) for request in still_open]
        for red, offence in in_scan.items():
            try:
                picked = sample_expression(offence, self.schema, self._masked, self.sample_rows)
            except LockgateError:  # the finding stands without its rows
                continue
            parts.append((red, (picked,)))
            traits = Traits.of(offence, self.schema, self._masked)
            if len(in_scan) <= MOST_WITH_TRAITS:
                parts.append((traits, traits.expressions(self.schema)))
        source = table_sql(self.schema.table)

        def query(some: Sequence[Part]) -> exp.Select:
            values = [expression for _, expressions in some for expression in expressions]
            return exp.Select(expressions=values).from_(source.copy(), copy=False)

        found: dict[Asked, Rows | LockgateError] = {}
        ends = [*range(len(still_open) + MOST_AT_ONCE, len(parts), MOST_AT_ONCE), len(parts)]
        for first, end in pairwise([0, *ends] if parts else []):
            self.answers.scans[self.schema.table] = self.answers.scans.get(self.schema.table, 0) + 1
            found |= fused_rows(parts[first:end], query, self.session)
        return found

    def _traits(self, offence: Offence, found: Mapping[Asked, Rows | LockgateError]) -> tuple[str, ...]:
        traits = Traits.of(offence, self.schema, self._masked)
        rows = found.get(traits)
        return () if rows is None or isinstance(rows, LockgateError) else traits.words(rows[0], self.schema)

    def _apart(self, apart: Mapping[Red, Offence]) -> dict[Red, Sample]:
        table = self.schema.table
        samples: dict[Red, Sample] = {}
        for red, offence in apart.items():
            self.answers.passes[table] = self.answers.passes.get(table, 0) + 1
            try:
                rows = self.session.rows(related_query(offence, self.schema, self._masked, self.sample_rows))
            except LockgateError:  # the finding stands without its rows
                continue
            samples[red] = sample_of(offence, rows)
        return samples

    @property
    def _masked(self) -> frozenset[str]:
        return frozenset(
            name for suite in self.suites if suite.table == self.schema.table for name in suite.masked
        )


def _collected(rows: Rows | LockgateError) -> Sequence[Mapping[str, object]]:
    if isinstance(rows, LockgateError):
        return ()
    return cast("Sequence[Mapping[str, object]]", rows[0][0] or ())
