"""What aggregates and predicates ask, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import singledispatch
from typing import cast

from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_value
from lockgate.scan.aggregate import Elsewhere, Request
from lockgate.scan.aggregates.binned_counts import BinnedCounts
from lockgate.scan.aggregates.cells import Cells
from lockgate.scan.aggregates.changes import AllChanges, Changes
from lockgate.scan.aggregates.co_moments import CoMoments
from lockgate.scan.aggregates.column_fill import ColumnFill
from lockgate.scan.aggregates.column_pairs import ColumnPairs
from lockgate.scan.aggregates.column_values import ColumnValues
from lockgate.scan.aggregates.contingency import Contingency
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.aggregates.extremes import Extremes, LengthExtremes
from lockgate.scan.aggregates.filled_counts import FilledCounts
from lockgate.scan.aggregates.frequencies import Frequencies
from lockgate.scan.aggregates.grouped_moments import GroupedMoments
from lockgate.scan.aggregates.higher_moments import HigherMoments
from lockgate.scan.aggregates.key_counts import KeyCounts, Keys
from lockgate.scan.aggregates.keyed_counts import Histogram, QuantileSketch, ValueCounts
from lockgate.scan.aggregates.listed_counts import ListedCounts
from lockgate.scan.aggregates.moments import Moments, Total
from lockgate.scan.aggregates.now import Now
from lockgate.scan.aggregates.order_breaks import OrderBreaks
from lockgate.scan.aggregates.order_runs import OrderRuns
from lockgate.scan.aggregates.order_statistics import OrderStatistics
from lockgate.scan.aggregates.order_values import OrderValues
from lockgate.scan.aggregates.orphans import Orphans
from lockgate.scan.aggregates.overlaid import Overlaid
from lockgate.scan.aggregates.overlay import Overlay
from lockgate.scan.aggregates.periods import Periods
from lockgate.scan.aggregates.rank_moments import RankMoments
from lockgate.scan.aggregates.row_sample import RowSample
from lockgate.scan.aggregates.shared_keys import SharedKeys
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.as_text import AsText
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.comparisons import AllNull, Below, ColumnsDisagree, NotFinite
from lockgate.scan.pairing import Pairing
from lockgate.scan.predicates import (
    Fails,
    Holds,
    IsKnown,
    IsNull,
    LengthOutside,
    Matches,
    NotNull,
    OneOf,
    OutOfRange,
)

__all__ = ["describe", "describe_request"]

_MOST = 5  # names or values in a list


def describe_request(request: Request) -> str:
    """Return what a request asks, with its filter and its slices.

    Examples
    --------
    >>> from lockgate.scan.expression import Expression
    >>> describe_request(Request("flights", Total("distance"), Expression("carrier = 'UA'"), ("origin",)))
    "number and sum of distance, where carrier = 'UA', for each origin"
    """
    where = f", where {request.where.text}" if request.where is not None else ""
    slices = f", for each {_listed(request.by)}" if request.by else ""
    return f"{describe(request.aggregate)}{where}{slices}"


@singledispatch
def describe(asked: object) -> str:
    """Return what an aggregate asks for, or which rows a predicate is true for.

    One without a line here says so itself, in its `words`; one that does not is called by its name.

    Examples
    --------
    >>> describe(CountIf(OutOfRange("order_id", 1, 10)))
    'rows where order_id is outside 1 to 10'
    >>> describe(Extremes("order_id"))
    'smallest and largest order_id'
    """
    words = getattr(asked, "words", "")
    return words or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(asked).__name__).lower()


@describe.register
def _(asked: RowCount) -> str:  # noqa: ARG001 - it has no parts
    return "all rows"


@describe.register
def _(asked: CountIf) -> str:
    return f"rows where {describe(asked.predicate)}"


@describe.register
def _(asked: Extremes) -> str:
    return f"smallest and largest {asked.column}"


@describe.register
def _(asked: LengthExtremes) -> str:
    return f"smallest and largest length of {asked.column}"


@describe.register
def _(asked: KeyCounts) -> str:
    return f"keys and repeated keys of {_listed(asked.columns)}"


@describe.register
def _(asked: Keys) -> str:
    return f"every key of {_listed(asked.columns) or 'whole rows'}"


@describe.register
def _(asked: Cells) -> str:
    return f"every combination of {_listed(asked.columns)} and its rows"


@describe.register
def _(asked: ValueCounts) -> str:
    return f"each value of {asked.column} and its rows"


@describe.register
def _(asked: Histogram) -> str:
    bounds = f"{format_value(asked.lower)} to {format_value(asked.upper)}"
    return f"histogram of {asked.column}, {asked.bins} bins over {bounds}"


@describe.register
def _(asked: BinnedCounts) -> str:
    return f"rows of {asked.column} in {len(asked.edges) - 1} frozen bins"


@describe.register
def _(asked: FilledCounts) -> str:
    return f"rows of {asked.column} with and without a value"


@describe.register
def _(asked: ListedCounts) -> str:
    return f"rows of {asked.column} by value, {len(asked.values)} of them listed"


@describe.register
def _(asked: QuantileSketch) -> str:
    return f"sketch of the quantiles of {asked.column}"


@describe.register
def _(asked: Total) -> str:
    return f"number and sum of {asked.column}"


@describe.register
def _(asked: Moments) -> str:
    return f"number, mean and spread of {asked.column}"


@describe.register
def _(asked: HigherMoments) -> str:
    return f"number, mean, spread and shape of {asked.column}"


@describe.register
def _(asked: CoMoments) -> str:
    return f"how {_listed(asked.columns) or 'all numeric columns'} vary together, pair by pair"


@describe.register
def _(asked: RankMoments) -> str:
    return f"how the ranks of {asked.left} and {asked.right} vary together"


@describe.register
def _(asked: RowSample) -> str:
    block = f", with their blocks of {asked.block.column}" if asked.block else ""
    return f"{asked.most:,} rows of {', '.join(asked.columns)}{block}, drawn"


@describe.register
def _(asked: GroupedMoments) -> str:
    return f"spread of {asked.value} within and between groups of {_listed(asked.keys)}"


@describe.register
def _(asked: OrderValues) -> str:
    return f"values around the quantile {format_value(asked.q)} of {asked.column}"


@describe.register
def _(asked: SharedKeys) -> str:
    passed = ", rows with nothing but nulls passed over" if asked.skip_nulls == "all" else ""
    return f"keys over {_listed(asked.columns)} that repeat, nulls alike{passed}"


@describe.register
def _(asked: OrderStatistics) -> str:
    shown = ", ".join(format_value(q) for q in asked.fractions)
    return f"quantiles {shown} of {asked.column}"


@describe.register
def _(asked: Frequencies) -> str:
    return f"how often the values of {_listed(asked.columns) or 'whole rows'} occur"


@describe.register
def _(asked: Contingency) -> str:
    bins = f", numbers in {asked.bins} bins" if asked.bins else ""
    return f"how {_listed(asked.left)} and {_listed(asked.right)} go together{bins}"


@describe.register
def _(asked: ColumnFill) -> str:
    return f"how full {_listed(asked.columns) or 'all columns'} are, and whether they ever change"


@describe.register
def _(asked: ColumnValues) -> str:
    return (
        f"how full {_listed(asked.columns) or 'all columns'} are, and the hash of a value that is the only one"
    )


@describe.register
def _(asked: Overlaid) -> str:
    key = _listed(asked.pairing.keys) or "whole rows"
    rest = ", and how many rows that has" if asked.is_whole else ""
    return f"every key of {key} and its rows here and in {asked.pairing.to_table}{rest}"


@describe.register
def _(asked: ColumnPairs) -> str:
    return f"rows in which {_listed(asked.columns) or 'columns of one type'} differ, pair by pair"


@describe.register
def _(asked: Periods) -> str:
    what = f"rows and sum of {asked.value}" if asked.value else "rows"
    return f"{what} for each {asked.every} of {asked.column}"


@describe.register
def _(asked: Overlay) -> str:
    return f"what is shared with {asked.pairing.to_table} by {_paired(asked.pairing)}"


@describe.register
def _(asked: AllChanges) -> str:
    return f"all differences from {asked.pairing.to_table} by {_paired(asked.pairing)}"


@describe.register
def _(asked: Changes) -> str:
    return f"most frequent differences from {asked.pairing.to_table} by {_paired(asked.pairing)}"


def _paired(pairing: Pairing) -> str:
    keys = _listed(pairing.keys) or "whole rows"
    return f"{keys}, with the values of {_listed(pairing.values)}" if pairing.values else keys


@describe.register
def _(asked: Now) -> str:  # noqa: ARG001 - it has no parts
    return "the instant of the run"


@describe.register
def _(asked: TableSchema) -> str:  # noqa: ARG001 - it has no parts
    return "the table's columns and their types"


@describe.register
def _(asked: OrderBreaks) -> str:
    breaks = {
        (False, False): "falls",
        (False, True): "does not rise",
        (True, False): "rises",
        (True, True): "does not fall",
    }[asked.is_decreasing, asked.is_strict]
    return f"steps where {asked.column} {breaks}, in the order of {asked.order_by or 'the file'}"


@describe.register
def _(asked: OrderRuns) -> str:
    return f"{describe(cast('OrderBreaks', asked.breaks))}, and the values that it begins and ends with"


@describe.register
def _(asked: Orphans) -> str:
    return f"rows whose {_listed(asked.columns)} is not in {asked.to_table}.{_listed(asked.to_columns)}"


@describe.register
def _(asked: Elsewhere) -> str:
    return f"{describe(asked.aggregate)}, of table {asked.table}"


@describe.register
def _(asked: IsNull) -> str:
    return f"{asked.column} is null"


@describe.register
def _(asked: NotNull) -> str:
    return f"{_listed(asked.columns)} {'is' if len(asked.columns) == 1 else 'are'} not null"


@describe.register
def _(asked: OutOfRange) -> str:
    lower, upper = (None if end is None else format_value(end) for end in (asked.lower, asked.upper))
    too_low = f"{lower} or less" if asked.lower_is_strict else f"less than {lower}"
    too_high = f"{upper} or more" if asked.upper_is_strict else f"more than {upper}"
    if lower is None or upper is None:
        return f"{asked.column} is {too_high if lower is None else too_low}"
    if asked.lower_is_strict or asked.upper_is_strict:
        return f"{asked.column} is {too_low}, or {too_high}"
    return f"{asked.column} is outside {lower} to {upper}"


@describe.register
def _(asked: LengthOutside) -> str:
    ends = []
    if asked.shortest is not None:
        ends.append(f"fewer than {asked.shortest}")
    if asked.longest is not None:
        ends.append(f"more than {asked.longest}")
    return f"{asked.column} has {' or '.join(ends)} characters"


@describe.register
def _(asked: OneOf) -> str:
    values = [repr(value) if isinstance(value, str) else format_value(value) for value in asked.values]
    return f"{asked.column} is {'none' if asked.is_negated else 'one'} of {_listed(values)}"


@describe.register
def _(asked: Matches) -> str:
    verb = "does not match" if asked.is_negated else "matches"
    return f"{asked.column} {verb} {asked.pattern!r}"


@describe.register
def _(asked: AsText) -> str:
    return f"{describe(asked.predicate)}, as texts"


@describe.register
def _(asked: AllNull) -> str:
    return f"{_listed(asked.columns) or 'all columns'} are null"


@describe.register
def _(asked: Below) -> str:
    bound = format_value(asked.bound)
    return f"{asked.column} is {f'{bound} or less' if asked.is_inclusive else f'less than {bound}'}"


@describe.register
def _(asked: NotFinite) -> str:
    return f"{asked.column} is NaN or infinite"


@describe.register
def _(asked: ColumnsDisagree) -> str:
    return f"{asked.left} {asked.operator} {asked.right} does not hold"


@describe.register
def _(asked: AnyOf) -> str:
    return " or ".join(describe(part) for part in asked.parts)


@describe.register
def _(asked: AllOf) -> str:
    return " and ".join(describe(part) for part in asked.parts)


@describe.register
def _(asked: Holds) -> str:
    return asked.expression.text


@describe.register
def _(asked: Fails) -> str:
    return f"({asked.expression.text}) is false"


@describe.register
def _(asked: IsKnown) -> str:
    return f"({asked.expression.text}) is true or false"


def _listed(names: Sequence[str]) -> str:
    return and_more(names, _MOST)
