"""What every aggregate and predicate reads like in SQL, for each dialect, and the plan of a small contract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlglot import exp
from tests.fakes import aggregates

from lockgate.domain.requirement import Requirement
from lockgate.scan import combinations, comparisons, conversions, numbers, predicates, texts
from lockgate.scan.aggregate import Aggregate, Request
from lockgate.scan.aggregates.binned_counts import BinnedCounts, Grid, Part
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
from lockgate.scan.aggregates.judged_values import JudgedValues, TextAmong
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
from lockgate.scan.aggregates.variants import Folded, Variants
from lockgate.scan.blocks import Block, BlockUnit
from lockgate.scan.cell_parts import Binnable, Hashed, Ordered
from lockgate.scan.check import RelatedRows
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.comparisons import AllNull, Below, ColumnsDisagree, NotFinite
from lockgate.scan.conversions import IsFilledRaw, NotConvertible
from lockgate.scan.dialects import DIALECTS, gap_of, render
from lockgate.scan.expression import Expression
from lockgate.scan.numbers import MoreDecimals, NotMultiple
from lockgate.scan.order_statistic import quantile_aggregates
from lockgate.scan.pairing import Closeness, Pairing
from lockgate.scan.plan import plan_table
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
    table_sql,
)
from lockgate.scan.relations import (
    AllDiffer,
    AllEqual,
    AmongTuples,
    Compare,
    FilledOutside,
    RelationFails,
    SumIs,
)
from lockgate.scan.rules.formats import FormatRule
from lockgate.scan.samples import Offence, related_query, sample_expression
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.texts import BytesOutside, CaseDiffers, Like, LongerThan, LooksLike

SCHEMA = Schema(
    "flights 2013.q1",
    (
        Column("id", LogicalType.INTEGER, "BIGINT"),
        Column("x", LogicalType.NUMBER, "DOUBLE", holds_nan=True, center=100.5),
        Column("price", LogicalType.NUMBER, "DECIMAL(10,2)"),
        Column('car"rier', LogicalType.STRING, "VARCHAR"),
        Column("day", LogicalType.DATE, "DATE"),
        Column("at", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
        Column("ok", LogicalType.BOOLEAN, "BOOLEAN"),
    ),
)

PREDICATES: tuple[Predicate, ...] = (
    IsNull("x"),
    NotNull(("x", "day")),
    OutOfRange("id", 1, 9),
    OutOfRange("x", 0.5, None),
    OutOfRange("x", 0, 900, lower_is_strict=True, upper_is_strict=True),
    OutOfRange("price", None, 10),
    OutOfRange("day", date(2013, 1, 1), "2013-12-31"),
    OutOfRange("at", "2013-01-01T00:00:00+02:00", None),
    LengthOutside('car"rier', 2, 3),
    OneOf('car"rier', ("UA", "it's", "")),
    OneOf("id", (1, 2), is_negated=True),
    OneOf("x", (1.5, float("nan"), float("inf"))),
    OneOf("ok", (True,)),
    OneOf('car"rier', ("N/A", -99), skips_other_types=True),
    OneOf("id", ("N/A",), skips_other_types=True),
    Matches('car"rier', r"^[A-Z]{2}'\d$"),
    Matches('car"rier', "a|b", is_negated=True),
    Holds(Expression("id > 1 or ok")),
    Fails(Expression("id > 1 or ok")),
    IsKnown(Expression("id > 1 or ok")),
    Below("x", 5),
    Below("price", 5, is_inclusive=True),
    AllNull(("x", "day")),
    NotFinite("x"),
    NotFinite("id"),
    ColumnsDisagree("id", "<=", "x"),
    ColumnsDisagree("day", "<", "at"),
    ColumnsDisagree("id", "=", "price"),
    Like('car"rier', "N%"),
    AnyOf((Like('car"rier', "N%"), Like('car"rier', "it's_", is_negated=True))),
    AllOf((IsNull("id"), Holds(Expression("ok")))),
    BytesOutside('car"rier', 2, 3),
    LongerThan('car"rier', 32),
    LongerThan("id", 32),
    CaseDiffers('car"rier', "upper"),
    LooksLike('car"rier', "number"),
    NotMultiple("price", 0.05),
    NotMultiple("x", 0.05),
    MoreDecimals("x", 2),
    NotConvertible('car"rier', "decimal(10, 2)"),
    IsFilledRaw('car"rier'),
    TextAmong('car"rier', ("it's", "UA")),
    FilledOutside(("id", "x"), 1, 2),
    RelationFails(Compare("id", "<=", "x"), "all"),
    RelationFails(AllEqual(("id", "price")), "never"),
    RelationFails(AllDiffer(("id", "x", "price"))),
    RelationFails(SumIs(("id", "x"), Requirement.between(0.5, 1))),
    RelationFails(AmongTuples(("id", 'car"rier'), ((1, "UA"), (None, "it's"))), "never"),
)

PAIRING = Pairing(
    ("id", 'car"rier'), "other", ("Id", "C"), ("x", "day"), ("X", "D"), Closeness(0.5, 0.001), pairs_nulls=True
)

AGGREGATES: tuple[Aggregate, ...] = (
    RowCount(),
    CountIf(IsNull("x")),
    CountIf(NotNull(("x",))),
    CountIf(OutOfRange("x", 0, 9)),
    Extremes("x"),
    Extremes("at"),
    LengthExtremes('car"rier'),
    Total("price"),
    Moments("x"),
    KeyCounts(("id", "day")),
    Keys(("id", "day")),
    Keys(("id", "day"), "all"),
    Keys((), "never"),
    ColumnValues(("id", "x")),
    Overlaid(Pairing(("id",), "air lines", ("Code",), ("x", "day"), ("X", "Day"))),
    Cells((Hashed(("id", 'car"rier')), Ordered("x"), Ordered("at")), ("x",)),
    Cells((Folded(Variants('car"rier', ("case",))), Binnable("price"))),
    ValueCounts('car"rier'),
    Histogram("x", 0.0, 1.0, 4),
    BinnedCounts("x", (-1.0, 0.0, 1.5), Grid(-1.0, 0.5, 5)),
    BinnedCounts("id", (0.5, 1.5, 9.5)),
    BinnedCounts("x", (-1.0, 0.0, 1.5), Grid(-1.0, 0.5, 5), is_summed=True),
    BinnedCounts("price", (0.5, 1.5, 9.5), block=Block("day", BlockUnit.WEEK), is_summed=True),
    BinnedCounts("at", (-0.5, 11.5, 23.5), Grid(-0.5, 1.0, 24), Part.HOUR, Block("day", BlockUnit.WEEK)),
    FilledCounts('car"rier'),
    FilledCounts('car"rier', Block("id")),
    ListedCounts('car"rier', ("AA", "it's")),
    ListedCounts('car"rier', ("AA", "it's"), Block("id")),
    QuantileSketch("x"),
    OrderBreaks("x", "at", is_decreasing=True),
    OrderBreaks("id", is_strict=True),
    OrderValues("x", 0.25),
    Orphans(('car"rier',), "air lines", ("Code",)),
    SharedKeys(("id", "day")),
    SharedKeys(("x",), "never"),
    JudgedValues('car"rier', FormatRule("iban")),
    RowSample(("x", "id"), 100),
    Neighbours("id", "=", "id", ("id",), 1),
    Neighbours("day", "<=", "at", ("at", "day"), alone=ColumnsDisagree("day", "<=", "at"), is_running=True),
    OrderValues("x", 0.25),
    Outliers("x", "iqr", 1.5),
    Outliers("id", "mad", 3.5, "upper"),
    Outliers("price", "z", 3.0),
    Outliers("x", "z", 1.0, "lower", is_exclusive=True),
    SharedKeys(("id", "day")),
    Variants('car"rier', ("case", "whitespace", "punctuation")),
    Now(),
    TableSchema(),
    HigherMoments("x"),
    CoMoments(("id", "x")),
    CoMoments(),
    RankMoments("x", "day"),
    GroupedMoments("x", ('car"rier',)),
    OrderStatistics("x", (0.25, 0.75)),
    OrderValues("x", 0.5),
    SharedKeys(("id", "day")),
    SharedKeys(('car"rier',), "never"),
    Frequencies(('car"rier', "day")),
    Frequencies((), counts_nulls=True),
    Contingency(('car"rier', "x"), ("ok",), bins=8, counts_nulls=True),
    Contingency(('car"rier',), ("ok",)),
    ColumnFill(("x", 'car"rier')),
    ColumnPairs(),
    Periods("at", "day"),
    Periods("day", "month", "price"),
    Overlay(PAIRING),
    Overlay(Pairing(("id",), "other", ("Id",)), is_whole=True),
    Changes(PAIRING),
    AllChanges(PAIRING),
    OrderRuns(OrderBreaks("id", is_strict=True)),
)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_predicates_read_as_reviewed(dialect: str, golden: Callable[[str, str], None]) -> None:
    parts = [f"-- {predicate!r}\n{_rendered(predicate.sql(SCHEMA), dialect)}\n" for predicate in PREDICATES]

    golden(f"sql/predicates.{dialect}.sql", "\n".join(parts))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_aggregates_read_as_reviewed(dialect: str, golden: Callable[[str, str], None]) -> None:
    parts = [
        f"-- {request.aggregate!r}{' where ' + request.where.text if request.where else ''}"
        f"{' by ' + ', '.join(request.by) if request.by else ''}\n{_queries(request, dialect)}\n"
        for aggregate in AGGREGATES
        for request in _asked(aggregate)
    ]

    golden(f"sql/aggregates.{dialect}.sql", "\n".join(parts))


def test_every_predicate_and_aggregate_is_in_a_golden_file() -> None:
    classes = {
        value
        for module in (predicates, comparisons, combinations, conversions, numbers, texts)
        for name in module.__all__
        if isinstance(value := getattr(module, name), type) and value.__module__ == module.__name__
    }

    assert classes - {Predicate} <= {type(predicate) for predicate in PREDICATES}
    assert set(aggregates.AGGREGATES) <= {type(aggregate).__name__ for aggregate in AGGREGATES}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_plan_reads_as_reviewed(dialect: str, golden: Callable[[str, str], None]) -> None:
    where = Expression("ok and day >= date '2013-01-01'")
    asked: list[Request] = [
        Request(SCHEMA.table, CountIf(NotNull(("x",)))),
        Request(SCHEMA.table, CountIf(OutOfRange("x", 0, 900))),
        Request(SCHEMA.table, CountIf(OutOfRange("id", 0, 900)), where),
        Request(SCHEMA.table, CountIf(IsNull("day")), where, ('car"rier',)),
        Request(SCHEMA.table, Moments("price"), None, ("ok", "at")),
        Request(SCHEMA.table, CountIf(OneOf('car"rier', ("UA", "AA")))),
        Request(SCHEMA.table, CountIf(Matches('car"rier', "^[A-Z]+$", is_negated=True))),
        Request(SCHEMA.table, KeyCounts(("id",)), where, ("day",)),
        *(Request(SCHEMA.table, one) for one in quantile_aggregates("x", Requirement.between(1, 9))),
    ]

    plan = plan_table(SCHEMA, dict.fromkeys(asked, (0,)), few_valued=frozenset({'car"rier'}))

    golden(
        f"sql/plan.{dialect}.sql",
        ";\n\n".join(render(query, dialect, pretty=True) for query in plan.queries()) + ";\n",
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_questions_for_offending_rows_read_as_reviewed(
    dialect: str, golden: Callable[[str, str], None]
) -> None:
    columns = ("id", 'car"rier', "at", "x")
    slices = (
        ('car"rier', "it's"),
        ("x", "nan"),
        ("at", "2013-01-01 00:00:00+00"),
        ("day", None),
        ("price", "1.50"),
    )
    masked = frozenset({'CAR"RIER'})
    offences = [
        Offence(OutOfRange("x", 0, 9), None, (), columns),
        Offence(OutOfRange("x", 0, 9), Expression("ok"), slices, columns),
    ]
    related = Offence(_Everything(), Expression("ok"), slices[:1], columns)

    picked = [sample_expression(offence, SCHEMA, masked, 10) for offence in offences]
    queries = [
        exp.Select(expressions=picked).from_(table_sql(SCHEMA.table)),
        related_query(related, SCHEMA, masked, 10),
    ]

    golden(
        f"sql/samples.{dialect}.sql", ";\n\n".join(render(one, dialect, pretty=True) for one in queries) + ";\n"
    )


class _Everything(RelatedRows):
    """Rows that offend because they are there."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ("id",)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:  # noqa: ARG002 - all rows
        return exp.select("*").from_(source)


def _asked(aggregate: Aggregate) -> list[Request]:
    """Return the aggregate asked of all rows, and of some rows by slice where that is possible."""
    whole = Request(SCHEMA.table, aggregate)
    if (
        isinstance(aggregate, Now | TableSchema)
        or aggregate == OrderBreaks("id", is_strict=True)
        or isinstance(aggregate, OrderRuns)
    ):
        return [whole]
    return [whole, Request(SCHEMA.table, aggregate, Expression("ok"), ("day", "at"))]


def _rendered(tree: exp.Expr, dialect: str) -> str:
    gap = gap_of(tree, dialect)
    return f"-- refused: {gap}" if gap else render(tree, dialect)


def _queries(request: Request, dialect: str) -> str:
    plan = plan_table(SCHEMA, {request: (0,)})
    if plan.refused:
        return f"-- refused: {plan.refused[request]}"
    scans = [scan for scan in plan.scans if any(asked == request for asked, _ in scan.parts)]
    queries = [scan.only([part for part in scan.parts if part[0] == request]).query() for scan in scans]
    queries += [step.query() for step in plan.passes] + [step.query() for step in plan.judged]
    return "\n".join(_rendered(query, dialect) for query in queries) or "-- no query"
