"""Checks of one table that run together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.domain.verdict import Severity
from lockgate.scan.aggregate import Aggregate, Elsewhere, Request
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.blocks import Block
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression

__all__ = ["Suite", "SuiteItem", "WhenEmpty", "hides"]

WhenEmpty = Literal["inconclusive", "pass", "fail"]
"""What a check says where there is nothing to judge."""


def hides(masked: frozenset[str], names: Iterable[str]) -> bool:
    """Tell whether a masked column is among `names`; letter case does not matter, as for every column.

    Examples
    --------
    >>> hides(frozenset({"email"}), ["id", "Email"]), hides(frozenset(), ["id"])
    (True, False)
    """
    folded = {name.casefold() for name in masked}
    return bool(folded) and any(name.casefold() in folded for name in names)


def reads_masked(aggregate: Aggregate, masked: frozenset[str]) -> bool:
    """Tell whether an aggregate reads a masked column; one that reads all columns of a table does if there is one."""
    return hides(masked, aggregate.columns) or (bool(masked) and getattr(aggregate, "is_table_wide", False))


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteItem:
    """One check with the rows it is asked of and what people should know about it.

    Parameters
    ----------
    check : Check
        The question.
    where : Expression or None
        Only rows for which this is true are judged.
    group_by : tuple of str
        Slice columns: the check is judged for each combination of their values.
    when_empty : str, default="inconclusive"
        What is said where there is nothing to judge, no row or no statistic that exists: ``inconclusive``, so that
        the gate stays shut, or ``pass`` or ``fail``.
    optional : tuple of str
        Columns that may be absent: where the table lacks one, the check is not asked, and the finding says so.
    severity, why, owner, runbook, tags
        What a red line does, why it matters, who owns it, where to read on, and labels.
    origin : Position or None
        The place in the contract that asked.
    """

    check: Check
    where: Expression | None = None
    group_by: tuple[str, ...] = ()
    when_empty: WhenEmpty = "inconclusive"
    optional: tuple[str, ...] = ()
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()
    origin: Position | None = None

    def __post_init__(self) -> None:
        if self.when_empty not in get_args(WhenEmpty):
            must = "`inconclusive`, `pass` or `fail`"
            raise ParameterError.of(self.check.name, "when_empty", must, self.when_empty)

    @property
    def touched(self) -> tuple[str, ...]:
        """Return the columns that the check, its filter and its slices are about."""
        filtered = self.where.columns if self.where is not None else ()
        return (*self.check.columns, *filtered, *self.group_by)

    def requests(self, table: str) -> tuple[Request, ...]:
        """Return what the check asks of `table` (and perhaps of others), and whether its columns are there."""
        presence = (Request(table, TableSchema()),) if self.optional else ()
        return (*self.questions(table), *presence)

    def questions(self, table: str) -> tuple[Request, ...]:
        """Return what the check itself asks, in the order in which it takes the states."""
        return tuple(
            Request(aggregate.table, aggregate.aggregate)
            if isinstance(aggregate, Elsewhere)
            else Request(table, aggregate, self.where, self.group_by)
            for aggregate in self.check.aggregates()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The checks of one table.

    Parameters
    ----------
    table : str
        Name of the table.
    items : tuple of SuiteItem
        The checks; an empty suite would prove nothing and is refused.
    key : tuple of str
        Columns that identify a row, shown with each offending row; may be empty.
    masked : frozenset of str
        Personal or secret columns: their values appear in no output.
    owner : str
        Owner of items that name none.
    remarks : tuple of (str, Position or None)
        What is agreed and no check enforces; reported, never dropped.
    block : Block or None
        Which rows depend on each other, for what compares the table with an earlier one.
    """

    table: str
    items: tuple[SuiteItem, ...]
    key: tuple[str, ...] = ()
    masked: frozenset[str] = frozenset()
    owner: str = ""
    remarks: tuple[tuple[str, Position | None], ...] = ()
    block: Block | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise ParameterError.of("Suite", "items", "at least one check", ())
