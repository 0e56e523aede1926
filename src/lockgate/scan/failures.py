"""Every offending row: which rows fail which red checks, asked in one scan for all of them.

A row is known by its number in the order of its source, from 1; rows of a server have no order, and so no number.
Checks whose rows can be told one by one share a scan; a check whose rows offend because of others (a repeated key, a
step the wrong way) takes a pass of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.aggregates.judged_values import TextHeld
from lockgate.scan.check import RelatedRows
from lockgate.scan.conversions import as_it_was
from lockgate.scan.engine import Session
from lockgate.scan.judge import outcomes_of
from lockgate.scan.judged import rejected_values
from lockgate.scan.predicates import table_sql
from lockgate.scan.run import SuiteRun
from lockgate.scan.samples import Offence, condition_of, slice_conditions, unless_masked
from lockgate.scan.schema import Schema
from lockgate.scan.suite import Suite

__all__ = [
    "ADDED",
    "CHECKS",
    "NUMBER",
    "REASONS",
    "ROW",
    "Blame",
    "Failing",
    "blame",
    "blamed_lines",
    "by_kind",
    "failing_rows",
    "hold_refused",
    "numbered_rows",
    "of_row",
    "refuse_taken",
    "related_lines",
]

ROW = "lockgate_row"
CHECK = "lockgate_check"
COLUMNS = "lockgate_columns"
REASON = "lockgate_reason"
SLICE = "lockgate_slice"
SEVERITY = "lockgate_severity"
OWNER = "lockgate_owner"
CHECKS = "lockgate_checks"
REASONS = "lockgate_reasons"
ADDED = (ROW, CHECK, COLUMNS, REASON, SLICE, SEVERITY, OWNER, CHECKS, REASONS)
"""Columns that outputs have beside those of the table."""

NUMBER = "lockgate_number"


@dataclass(frozen=True, slots=True)
class Failing:
    """A red check, of one slice where it is sliced, and the rows that offend it."""

    finding: Finding
    offence: Offence

    @property
    def reason(self) -> str:
        """Return why its rows are here, without any value of the table."""
        finding = self.finding
        about = ", ".join(finding.subject.columns)
        where = f" in {_slice_text(finding)}" if finding.subject.slice else ""
        return f"{about} violates {finding.check}: {finding.required}{where} ({finding.reason})"


Numbered = tuple[int, Offence]
"""An offence, and the number of its check among those that are red."""


@dataclass(frozen=True, slots=True)
class Blame:
    """What is red: where rows can be blamed, and where none can.

    Parameters
    ----------
    failing : tuple of Failing
        Red findings whose rows can be told.
    apart : tuple of Finding
        Red findings of the table as a whole, such as a mean; no row is to blame.
    undecided : tuple of Finding
        Findings that are ``ERROR``: which rows offend is not known.
    """

    failing: tuple[Failing, ...]
    apart: tuple[Finding, ...]
    undecided: tuple[Finding, ...]

    def blocking(self) -> Blame:
        """Return what keeps the gate shut, without warnings and information."""
        kept = [
            tuple(one for one in findings if one.severity is Severity.BLOCKING)
            for findings in (self.apart, self.undecided)
        ]
        failing = tuple(one for one in self.failing if one.finding.severity is Severity.BLOCKING)
        return Blame(failing, kept[0], kept[1])


def blame(suite: Suite, run: SuiteRun, number: int, schema: Schema) -> Blame:
    """Return what is red in the suite that is the `number`-th of a run."""
    failing: list[Failing] = []
    apart: list[Finding] = []
    undecided: list[Finding] = []
    findings = iter(run.findings[number])
    for item in suite.items:
        for key in outcomes_of(item, suite.table, run.answers.known) or {}:
            finding = next(findings)
            if finding.verdict is Verdict.ERROR:
                undecided.append(finding)
            if finding.verdict is not Verdict.FAIL:
                continue
            refused = run.answers.refused(item.requests(suite.table), key)
            offence = Offence.of(item, suite, key, schema, refused.values, is_complete=refused.is_complete)
            if offence is None:
                apart.append(finding)
            else:
                failing.append(Failing(finding, offence))
    return Blame(tuple(failing), tuple(apart), tuple(undecided))


def hold_refused(failing: Sequence[Failing], schema: Schema, session: Session) -> None:
    """Make known to a session which values offend, where these are too many to be written into a query.

    A session that is asked for `failing_rows` or `marked_rows` needs to know them. Their column is grouped once more
    and each value judged again, some at a time: memory does not grow with them.

    Raises
    ------
    LockgateError
        If the values cannot be judged again, or this user may make no tables there.
    """
    questions = dict.fromkeys(
        one.offence.question for one in failing if isinstance(one.offence.question, TextHeld)
    )
    if questions:
        session.hold(
            {
                asked.table: rejected_values(schema, asked.column, asked.rule, session, asked.where)
                for asked in questions
            }
        )


def failing_rows(
    failing: Sequence[Failing], schema: Schema, masked: frozenset[str], *, is_ordered: bool = True
) -> exp.Select:
    """Return a query with a line for each row and red check: the row's number, the check, the reason, the row.

    A column that is read as another type has its values as they were. Values of masked columns are hidden. Ordered by
    row, then in the order of the checks; where rows are not `is_ordered`, the number is null. Without a red check it
    has its columns and no line.

    Raises
    ------
    ParameterError
        If the table has a column of a name that the output needs.
    """
    refuse_taken(schema)
    told = _told(failing)
    values = [exp.column(name, table="c", quoted=True) for name in _TOLD[1:]]
    row = [
        exp.alias_(
            of_row(unless_masked(column.name, schema, masked, is_of_source=True)), column.name, quoted=True
        )
        for column in schema.columns
    ]
    query = exp.select(exp.column(ROW, table="r", quoted=True), *values, *row)
    rows = numbered_rows(schema) if is_ordered else _without_number(schema)
    marks = blamed_lines(failing, schema, rows, holds_values=True).subquery("r")
    number = exp.column(NUMBER, table="r", quoted=True)
    same = exp.EQ(this=number, expression=exp.column(NUMBER, table="c", quoted=True))
    return (
        query.from_(marks).join(told, on=same).order_by(exp.column(ROW, table="r", quoted=True), number.copy())
    )


def refuse_taken(schema: Schema, more: Sequence[str] = ()) -> None:
    """Refuse a table that has a column of a name that an output or a query needs, `more` names among them.

    Raises
    ------
    ParameterError
        If it has one.
    """
    taken = [name for name in (*ADDED, NUMBER, *more) if schema.has(name)]
    if taken:
        must = f"a table without a column `{taken[0]}`, which the output adds"
        raise ParameterError.of("failing rows", "table", must, schema.table)


def numbered_rows(schema: Schema, first: int = 0) -> exp.Select:
    """Return the rows of a table with their number in the order of the source."""
    place: exp.Expr = exp.Window(this=exp.RowNumber())
    if first:
        place = exp.Add(this=place, expression=exp.Literal.number(first))
    return exp.select("*", exp.alias_(place, ROW, quoted=True)).from_(table_sql(schema.table))


def _without_number(schema: Schema) -> exp.Select:
    """Return the rows of a table whose rows have no order, with no number each."""
    none = exp.cast(exp.Null(), "bigint")
    return exp.select("*", exp.alias_(none, ROW, quoted=True)).from_(table_sql(schema.table))


def of_row(value: exp.Expr) -> exp.Expr:
    """Return an expression over columns of the table with each of them taken from the row `r`; others say whose."""
    for column in value.find_all(exp.Column):
        if not column.table:
            column.set("table", exp.to_identifier("r"))
    return value


_TOLD = (NUMBER, CHECK, COLUMNS, REASON, SLICE, SEVERITY, OWNER)


def _told(failing: Iterable[Failing]) -> exp.Subquery:
    """Return what is said of each red check, by its number, as a table ``c``."""
    lines = [
        (one.finding.check, ", ".join(one.finding.subject.columns), one.reason, _slice_text(one.finding),
         one.finding.severity.value, one.finding.owner)
        for one in failing
    ]  # fmt: skip
    rows = [
        exp.select(*(exp.alias_(value, name, quoted=True) for value, name in zip(
            (exp.Literal.number(number), *map(exp.Literal.string, line)), _TOLD, strict=True)))
        for number, line in enumerate(lines)
    ]  # fmt: skip
    return _united(rows or [_nothing()]).subquery("c")


def _nothing() -> exp.Select:
    values: tuple[exp.Expr, ...] = (exp.Literal.number(0), *(exp.Literal.string("") for _ in _TOLD[1:]))
    named = [exp.alias_(value, name, quoted=True) for value, name in zip(values, _TOLD, strict=True)]
    return exp.select(*named).where(exp.false())


def _slice_text(finding: Finding) -> str:
    return " × ".join(f"{column}={value}" for column, value in finding.subject.slice)


def by_kind(failing: Sequence[Failing]) -> tuple[list[Numbered], list[Numbered]]:
    """Return offences with the number of their check: those of rows told one by one, and those because of others."""
    numbered = [(number, one.offence) for number, one in enumerate(failing)]
    apart = [(n, offence) for n, offence in numbered if isinstance(offence.question, RelatedRows)]
    return [one for one in numbered if one not in apart], apart


def blamed_lines(
    failing: Sequence[Failing], schema: Schema, rows: exp.Select, *, holds_values: bool = False
) -> exp.Select | exp.Union:
    """Return a line for each row and red check: the number of both, and perhaps the row, from `rows` with a number."""
    alone, apart = by_kind(failing)
    parts: list[exp.Select | exp.Union] = []
    if alone or not apart:
        parts.append(_lines_alone(alone, schema, rows, holds_values=holds_values))
    if apart:
        parts.append(related_lines(apart, schema, rows, holds_values=holds_values))
    return _united(parts)


def _lines_alone(
    offences: Sequence[Numbered], schema: Schema, rows: exp.Select, *, holds_values: bool
) -> exp.Select:
    """Return the lines of all checks whose rows can be told one by one, from one scan."""
    conditions = [(number, condition_of(offence, schema)) for number, offence in offences]
    numbers = [exp.Case().when(condition, exp.Literal.number(number)) for number, condition in conditions]
    blamed: list[exp.Expr] = list(numbers) or [exp.cast(exp.Null(), "int")]
    every = exp.alias_(exp.Array(expressions=blamed), NUMBER, quoted=True)
    shown = [exp.column(ROW, quoted=True), *(map(as_it_was, schema.columns) if holds_values else ())]
    marked = exp.select(*shown, every).from_(rows.copy().subquery("n"))
    marked = marked.where(
        exp.or_(*(condition.copy() for _, condition in conditions)) if offences else exp.false()
    )
    number = exp.column(NUMBER, quoted=True)
    one_each = exp.alias_(exp.Explode(this=number), NUMBER, quoted=True)  # apart: Spark explodes no subquery
    lines = exp.select(*(value.copy() for value in shown), one_each).from_(marked.subquery("a"))
    known = exp.not_(exp.Is(this=number.copy(), expression=exp.Null()))
    return exp.select("*").from_(lines.subquery("u")).where(known)


def related_lines(
    offences: Sequence[Numbered], schema: Schema, rows: exp.Select, *, holds_values: bool = False
) -> exp.Select | exp.Union:
    """Return the lines of checks whose rows offend because of others."""
    return _united(
        [_lines_apart(number, offence, schema, rows, holds_values=holds_values) for number, offence in offences]
    )


def _lines_apart(
    number: int, offence: Offence, schema: Schema, rows: exp.Select, *, holds_values: bool
) -> exp.Select:
    """Return the lines of a check whose rows offend because of others."""
    if not isinstance(offence.question, RelatedRows):
        raise TypeError(type(offence.question).__name__)
    source: exp.Expr = rows.copy().subquery(schema.table)
    if offence.where is not None:
        kept = exp.select("*").from_(source).where(offence.where.sql(schema))
        source = kept.subquery(schema.table)
    by = tuple(name for name, _ in offence.slice)
    offending = offence.question.query(source, schema, by).subquery("o")
    named = list(map(as_it_was, schema.columns)) if holds_values else []
    line = exp.alias_(exp.Literal.number(number), NUMBER, quoted=True)
    query = exp.select(exp.column(ROW, quoted=True), *named, line).from_(offending)
    for condition in slice_conditions(offence, schema):
        query = query.where(condition)
    return query


def _united(parts: Sequence[exp.Select | exp.Union]) -> exp.Select | exp.Union:
    united: exp.Select | exp.Union = parts[0]
    for part in parts[1:]:
        united = exp.Union(this=united, expression=part, distinct=False)
    return united
