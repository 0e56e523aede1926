"""What offending rows have in common and the others do not: one value of a column, or a stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from sqlglot import exp

from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.plan import filtered
from lockgate.scan.samples import Offence, condition_of
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.suite import hides

__all__ = ["FEWEST_ROWS", "Traits"]

FEWEST_ROWS = 20
"""Offending rows from which on a common trait is more than a coincidence."""

_MOST_TEXTS, _MOST_INSTANTS = 6, 2
_ABOUT = 0.02  # of the table's whole stretch of time


@dataclass(frozen=True, slots=True)
class Traits:
    """The question what the rows of one offence share, as aggregates that ride along in the further scan.

    Parameters
    ----------
    offence : Offence
        Which rows offend.
    columns : tuple of Column
        Columns to compare: texts and instants that the check itself is not about.
    """

    offence: Offence
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, offence: Offence, schema: Schema, masked: frozenset[str]) -> Traits:
        """Choose the first text columns and instants of the table; masked ones are not looked at."""
        known = {*offence.question.columns, *(name for name, _ in offence.slice)}
        free = [
            column
            for column in schema.columns
            if column.name not in known and not hides(masked, (column.name,))
        ]
        texts = [column for column in free if column.logical is LogicalType.STRING]
        instants = [column for column in free if column.is_instant]
        return cls(offence, (*texts[:_MOST_TEXTS], *instants[:_MOST_INSTANTS]))

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        """Return the number of offending rows, then for each column its extremes there and everywhere."""
        condition = condition_of(self.offence, schema)
        values: list[exp.Expr] = [exp.CountIf(this=condition)]
        for column in self.columns:
            ends = Extremes(column.name).expressions(schema)
            values += [filtered(end, condition) for end in ends]
            values += ends
        return tuple(values)

    def words(self, values: Sequence[object], schema: Schema) -> tuple[str, ...]:
        """Return what the rows have in common, one phrase a trait; empty where there are few rows or no trait."""
        if cast("int", values[0]) < FEWEST_ROWS:
            return ()
        found = []
        for number, column in enumerate(self.columns):
            start = 1 + 4 * number
            with suppress(ValueError, OverflowError):  # an instant that Python cannot hold is no common trait
                here, everywhere = (
                    Extremes(column.name).state(values[at : at + 2], schema) for at in (start, start + 2)
                )
                found.append(_phrase(column.name, here, everywhere))
        return tuple(phrase for phrase in found if phrase)


def _phrase(name: str, here: ExtremesState, everywhere: ExtremesState) -> str:
    if here.bounds is None or everywhere.bounds is None or here.bounds == everywhere.bounds:
        return ""
    (low, high), (first, last) = here.bounds, everywhere.bounds
    if low == high:
        return f"all {name}={low}"
    if isinstance(low, date) and isinstance(high, date) and isinstance(first, date) and isinstance(last, date):
        return _stretch(name, (low, high), (first, last))
    return ""


def _stretch(name: str, here: tuple[date, date], everywhere: tuple[date, date]) -> str:
    """Return since or until when, where the stretch ends about where the table does; empty for nearly all of it."""
    whole = everywhere[1] - everywhere[0]
    is_early = here[0] - everywhere[0] <= whole * _ABOUT
    is_late = everywhere[1] - here[1] <= whole * _ABOUT
    low, high = (_text(end, whole) for end in here)
    if is_early and is_late:
        return ""
    if is_late:
        return f"{name} since {low}"
    return f"{name} until {high}" if is_early else f"{name} from {low} to {high}"


def _text(value: date, whole: timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if whole > timedelta(days=3) else value.isoformat(" ", "minutes")
    return value.isoformat()
