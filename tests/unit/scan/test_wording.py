from __future__ import annotations

from datetime import date

import pytest
from tests.fakes import aggregates

from lockgate.scan import combinations, comparisons, predicates, texts
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
from lockgate.scan.aggregates.judged_values import JudgedValues
from lockgate.scan.aggregates.key_counts import KeyCounts, Keys
from lockgate.scan.aggregates.keyed_counts import Histogram, QuantileSketch, ValueCounts
from lockgate.scan.aggregates.listed_counts import ListedCounts
from lockgate.scan.aggregates.moments import Moments, Total
from lockgate.scan.aggregates.neighbours import Neighbours
from lockgate.scan.aggregates.now import Now
from lockgate.scan.aggregates.order_breaks import OrderBreaks
from lockgate.scan.aggregates.order_runs import OrderRuns
from lockgate.scan.aggregates.order_statistics import OrderStatistics
from lockgate.scan.aggregates.order_values import OrderValues
from lockgate.scan.aggregates.orphans import Orphans
from lockgate.scan.aggregates.outliers import Outliers
from lockgate.scan.aggregates.overlaid import Overlaid
from lockgate.scan.aggregates.overlay import Overlay
from lockgate.scan.aggregates.periods import Periods
from lockgate.scan.aggregates.rank_moments import RankMoments
from lockgate.scan.aggregates.row_sample import RowSample
from lockgate.scan.aggregates.shared_keys import SharedKeys
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.aggregates.variants import Variants
from lockgate.scan.as_text import AsText
from lockgate.scan.cell_parts import Hashed, Ordered
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.comparisons import AllNull, Below, ColumnsDisagree, NotFinite
from lockgate.scan.expression import Expression
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
    Predicate,
)
from lockgate.scan.rules.formats import FormatRule
from lockgate.scan.texts import BytesOutside, CaseDiffers, Like, LongerThan, LooksLike
from lockgate.scan.wording import describe, describe_request

LATE = Expression("delay > 60")

PREDICATES: list[tuple[Predicate, str]] = [
    (IsNull("x"), "x is null"),
    (NotNull(("x",)), "x is not null"),
    (NotNull(("x", "y")), "x, y are not null"),
    (OutOfRange("x", 1, 10), "x is outside 1 to 10"),
    (OutOfRange("x", 0.5), "x is less than 0.5"),
    (OutOfRange("x", None, 10), "x is more than 10"),
    (OutOfRange("x", 0, None, lower_is_strict=True), "x is 0 or less"),
    (OutOfRange("x", None, 9, upper_is_strict=True), "x is 9 or more"),
    (OutOfRange("x", 0, 9, lower_is_strict=True), "x is 0 or less, or more than 9"),
    (OutOfRange("day", date(2013, 1, 1), "2013-12-31"), "day is outside 2013-01-01 to 2013-12-31"),
    (LengthOutside("s", 2, 3), "s has fewer than 2 or more than 3 characters"),
    (LengthOutside("s", shortest=2), "s has fewer than 2 characters"),
    (LengthOutside("s", longest=3), "s has more than 3 characters"),
    (OneOf("s", ("UA", "")), "s is one of 'UA', ''"),
    (OneOf("x", (1, 2, 3, 4, 5, 6, 7), is_negated=True), "x is none of 1, 2, 3, 4, 5 and 2 more"),
    (OneOf("ok", (True,)), "ok is one of True"),
    (AsText(Matches("n", "^1")), "n matches '^1', as texts"),
    (Matches("s", "^[A-Z]$"), "s matches '^[A-Z]$'"),
    (Matches("s", "a|b", is_negated=True), "s does not match 'a|b'"),
    (Below("x", 5), "x is less than 5"),
    (Below("x", 5, is_inclusive=True), "x is 5 or less"),
    (AllNull(("x", "y")), "x, y are null"),
    (AllNull(), "all columns are null"),
    (NotFinite("x"), "x is NaN or infinite"),
    (ColumnsDisagree("x", "<=", "y"), "x <= y does not hold"),
    (Like("s", "N%"), "s is like 'N%'"),
    (Like("s", "N%", is_negated=True), "s is not like 'N%'"),
    (BytesOutside("s", 2, 3), "s takes fewer than 2 or more than 3 bytes"),
    (BytesOutside("s", longest=3), "s takes more than 3 bytes"),
    (LongerThan("s", 9), "s has more than 9 characters"),
    (CaseDiffers("s", "upper"), "s is not in upper case"),
    (LooksLike("s", "date"), "s looks like a date"),
    (AnyOf((IsNull("x"), IsNull("y"))), "x is null or y is null"),
    (AllOf((IsNull("x"), IsNull("y"))), "x is null and y is null"),
    (Holds(LATE), "delay > 60"),
    (Fails(LATE), "(delay > 60) is false"),
    (IsKnown(LATE), "(delay > 60) is true or false"),
]

AGGREGATES: list[tuple[object, str]] = [
    (RowCount(), "all rows"),
    (CountIf(IsNull("x")), "rows where x is null"),
    (Extremes("x"), "smallest and largest x"),
    (LengthExtremes("s"), "smallest and largest length of s"),
    (Total("x"), "number and sum of x"),
    (Moments("x"), "number, mean and spread of x"),
    (KeyCounts(("id", "day")), "keys and repeated keys of id, day"),
    (Keys(("id",)), "every key of id"),
    (Keys((), "never"), "every key of whole rows"),
    (ColumnValues(), "how full all columns are, and the hash of a value that is the only one"),
    (Overlaid(Pairing(("id",), "train", ("id",))), "every key of id and its rows here and in train"),
    (
        Overlaid(Pairing(("id",), "train", ("id",)), is_whole=True),
        "every key of id and its rows here and in train, and how many rows that has",
    ),
    (
        OrderRuns(OrderBreaks("x")),
        "steps where x falls, in the order of the file, and the values that it begins and ends with",
    ),
    (
        AllChanges(Pairing(("id",), "other", ("id",), ("x",), ("x",))),
        "all differences from other by id, with the values of x",
    ),
    (Cells((Hashed(("g", "id")), Ordered("x"))), "every combination of g, id, x and its rows"),
    (ValueCounts("s"), "each value of s and its rows"),
    (Histogram("x", 0.0, 900.0, 4), "histogram of x, 4 bins over 0 to 900"),
    (BinnedCounts("x", (0.0, 1.0, 9.0)), "rows of x in 2 frozen bins"),
    (FilledCounts("x"), "rows of x with and without a value"),
    (ListedCounts("x", ("a",)), "rows of x by value, 1 of them listed"),
    (QuantileSketch("x"), "sketch of the quantiles of x"),
    (OrderBreaks("x"), "steps where x falls, in the order of the file"),
    (OrderBreaks("x", "at", is_decreasing=True), "steps where x rises, in the order of at"),
    (OrderBreaks("x", is_strict=True), "steps where x does not rise, in the order of the file"),
    (
        OrderBreaks("x", is_decreasing=True, is_strict=True),
        "steps where x does not fall, in the order of the file",
    ),
    (Orphans(("carrier",), "airlines", ("code",)), "rows whose carrier is not in airlines.code"),
    (Elsewhere("airlines", RowCount()), "all rows, of table airlines"),
    (JudgedValues("s", FormatRule("iban")), "rows whose s is not an IBAN"),
    (Neighbours("x", "=", "x", ("x",), 1), "rows where not x before + 1 = x, in the order of x"),
    (OrderValues("x", 0.25), "values around the quantile 0.25 of x"),
    (
        SharedKeys(("id", "day")),
        "keys over id, day that repeat, nulls alike, rows with nothing but nulls passed over",
    ),
    (Outliers("x", "z", 3.0), "values of x far from the others (z, 3.0)"),
    (Variants("s", ("case",)), "rows that spell s otherwise than most, but for case"),
    (Now(), "the instant of the run"),
    (HigherMoments("x"), "number, mean, spread and shape of x"),
    (CoMoments(("x", "y")), "how x, y vary together, pair by pair"),
    (CoMoments(), "how all numeric columns vary together, pair by pair"),
    (RankMoments("x", "y"), "how the ranks of x and y vary together"),
    (RowSample(("x", "y"), 2_000), "2,000 rows of x, y, drawn"),
    (GroupedMoments("x", ("s",)), "spread of x within and between groups of s"),
    (OrderStatistics("x", (0.25, 0.75)), "quantiles 0.25, 0.75 of x"),
    (Frequencies(("s",)), "how often the values of s occur"),
    (Frequencies(()), "how often the values of whole rows occur"),
    (Contingency(("s", "t"), ("y",)), "how s, t and y go together"),
    (Contingency(("x",), ("y",), 32), "how x and y go together, numbers in 32 bins"),
    (ColumnFill(), "how full all columns are, and whether they ever change"),
    (ColumnPairs(("x", "y")), "rows in which x, y differ, pair by pair"),
    (Periods("at", "day"), "rows for each day of at"),
    (Periods("at", "month", "x"), "rows and sum of x for each month of at"),
    (Overlay(Pairing((), "other", ())), "what is shared with other by whole rows"),
    (
        Changes(Pairing(("id",), "other", ("id",), ("x",), ("x",))),
        "most frequent differences from other by id, with the values of x",
    ),
    (TableSchema(), "the table's columns and their types"),
]


@pytest.mark.parametrize(("asked", "words"), [*PREDICATES, *AGGREGATES])
def test_what_is_asked_is_said_in_words(asked: object, words: str) -> None:
    assert describe(asked) == words


def test_every_aggregate_and_predicate_has_words_of_its_own() -> None:
    classes = {*aggregates.AGGREGATES.values()} | {
        value
        for module in (predicates, comparisons, texts, combinations)
        for name in module.__all__
        if isinstance(value := getattr(module, name), type) and hasattr(value, "columns")
    }

    worded = {type(asked) for asked, _ in [*PREDICATES, *AGGREGATES]}
    assert classes - {Predicate} <= worded
    own = {kind for kind in worded if describe.dispatch(kind) is not describe.dispatch(object)}
    assert [kind for kind in worded - own if not hasattr(kind, "words")] == []


def test_what_has_no_words_is_called_by_its_name() -> None:
    assert describe(LATE) == "expression"


def test_a_request_says_its_filter_and_its_slices() -> None:
    request = Request("flights", Total("x"), LATE, ("origin", "dest"))

    assert describe_request(request) == "number and sum of x, where delay > 60, for each origin, dest"
