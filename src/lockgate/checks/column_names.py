"""Check: the names of the columns match a regular expression."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.value_list import show_names

__all__ = ["ColumnNames"]


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Require that a regular expression is found in the name of each column, such as a style of writing.

    The expression is searched anywhere in the name, letter case included: write ``^`` and ``$`` to match the whole. It
    is Python's own, whatever the engine. Reads no row: null, NaN and infinity do not matter, and a table without rows
    is judged like any other. `where` and `group_by` have no meaning here.

    Parameters
    ----------
    regex : str
        The regular expression, not empty.
    forbidden : bool, default=False
        Whether it must be found in no name instead.

    Examples
    --------
    .. code-block:: yaml

        check: column_names
        regex: "^[a-z][a-z0-9_]*$"

    >>> from lockgate.scan.schema import Column, LogicalType
    >>> table = SchemaState((Column("Dep Time", LogicalType.INTEGER, "BIGINT"),))
    >>> ColumnNames("^[a-z_]+$").judge((table,)).summary
    '1 of 1 names does not: `Dep Time`'
    """

    name: ClassVar[str] = "column_names"

    regex: str
    forbidden: bool = False

    def __post_init__(self) -> None:
        try:
            re.compile(self.regex)
        except (re.error, RecursionError) as error:
            raise ParameterError.of(self.name, "regex", "a regular expression", self.regex) from error
        if not self.regex:
            raise ParameterError.of(self.name, "regex", "a regular expression, not empty", self.regex)

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"each name {'does not match' if self.forbidden else 'matches'} {self.regex}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(),)

    def judge(self, states: Sequence[State]) -> Outcome:
        names = cast("SchemaState", states[0]).names
        wrong = [name for name in names if bool(re.search(self.regex, name)) is self.forbidden]
        verb = "does" if len(wrong) == 1 else "do"
        word = verb if self.forbidden else f"{verb} not"
        return Outcome(
            verdict=Verdict.FAIL if wrong else Verdict.PASS,
            reason=Reason.COLUMNS_DIFFER if wrong else Reason.HOLDS,
            summary=f"{len(wrong):,} of {len(names):,} names {word}: {show_names(wrong)}"
            if wrong
            else f"all {len(names):,} names, as required",
            observed=len(wrong),
            required=self.required,
        )

    def offending(self) -> None:
        return None
