"""Checks on several columns of one row, with a rule for nulls."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate
from lockgate.scan.relations import Relation, RelationFails, SkipNulls, judged_rows
from lockgate.scan.row_check import RowCheck

__all__ = ["RelationCheck", "check_skip_nulls", "several_columns"]


@dataclass(frozen=True, slots=True)
class RelationCheck(RowCheck):
    """Base of checks on how columns of a row relate: a subclass says the relation.

    Parameters
    ----------
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` of the columns, in ``all`` of them, or ``never``.
    tolerance : Tolerance, default=no row
        How many rows may violate.
    """

    skip_nulls: SkipNulls = field(default="any", kw_only=True)

    @abstractmethod
    def relation(self) -> Relation:
        """Return what must hold."""

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return self.relation().words

    def population(self) -> Aggregate:
        """Return the count of rows that are judged."""
        return judged_rows(self.columns, self.skip_nulls)

    def violation(self) -> RelationFails:
        """Return the predicate that is true for a row that is judged and does not hold."""
        return RelationFails(self.relation(), self.skip_nulls)


def check_skip_nulls(name: str, skip_nulls: str) -> None:
    """Refuse a word that is no rule for nulls.

    Raises
    ------
    ParameterError
        If it is none.
    """
    if skip_nulls not in get_args(SkipNulls):
        raise ParameterError.of(name, "skip_nulls", "`any`, `all` or `never`", skip_nulls)


def several_columns(name: str, columns: tuple[str, ...]) -> None:
    """Refuse fewer than two columns, and one that is named twice.

    Raises
    ------
    ParameterError
        If that is so.
    """
    if len(columns) < 2 or len(set(columns)) < len(columns):  # noqa: PLR2004 - a relation is between two
        raise ParameterError.of(name, "columns", "two or more columns, each once", list(columns))
