"""A bounded sample of rows, the same one each time: what comparing columns together needs, and counts cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from lockgate.domain.errors import LockgateError, ParameterError
from lockgate.drift.collect import collect
from lockgate.drift.reference_column import ReferenceColumn
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.row_sample import RowSample, RowSampleState
from lockgate.scan.blocks import Block
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer
from lockgate.scan.schema import LogicalType, Schema

__all__ = [
    "MOST_FEATURES",
    "MOST_ROWS",
    "Drawn",
    "Rows",
    "draw_rows",
    "drawn_of",
    "sample_request",
    "sampled_columns",
]

MOST_ROWS = 2_000
"""Rows of a sample: from so many on, every method has bounds."""

MOST_FEATURES = 50
"""Columns of a sample."""

Rows = tuple[tuple[float | None, ...], ...]

_NUMBERS = (LogicalType.INTEGER, LogicalType.NUMBER)


def sampled_columns(columns: Sequence[ReferenceColumn], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of which rows are kept: those wanted, or all numbers that the reference holds.

    Raises
    ------
    ParameterError
        If one is not held or no number, there is none, or there are more than `MOST_FEATURES`.
    """
    held = {one.name.casefold(): one.name for one in columns if one.logical in _NUMBERS and one.binned}
    for name in wanted:
        if name.casefold() not in held:
            raise ParameterError.of("drift", "features", "numeric columns that the reference holds", name)
    found = tuple(held[name.casefold()] for name in wanted) or tuple(held.values())
    if not 1 <= len(found) <= MOST_FEATURES:
        raise ParameterError.of("drift", "features", f"1 to {MOST_FEATURES} numeric columns", len(found))
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows that were drawn, None for a missing value, and the block of each where rows come in blocks."""

    rows: Rows
    blocks: tuple[int, ...] = ()

    @property
    def n_blocks(self) -> int:
        """Return how many blocks there are; 0 where rows do not come in blocks."""
        return len(set(self.blocks))


def sample_request(
    table: str, features: Sequence[str], block: Block | None = None, most: int = MOST_ROWS
) -> Request:
    """Return what is asked of a table, or of each of its partitions, for a sample of up to `most` rows."""
    return Request(table, RowSample(tuple(features), most, block))


def drawn_of(answer: Answer, block: Block | None = None) -> Drawn:
    """Return the rows of an answer to `sample_request`.

    Raises
    ------
    LockgateError
        If that is what the answer is.
    """
    if isinstance(answer, LockgateError):
        raise answer
    rows = cast("RowSampleState", answer).rows
    if block is None:
        return Drawn(rows)
    return Drawn(tuple(row[:-1] for row in rows), tuple(int(row[-1] or 0) for row in rows))


def draw_rows(
    session: Session,
    schema: Schema,
    features: Sequence[str],
    block: Block | None = None,
    most: int = MOST_ROWS,
) -> Drawn:
    """Return up to `most` rows of some columns: those whose hash is smallest.

    Equal rows are told apart by their number among their equals, so that they are drawn no more often than others.

    Raises
    ------
    DataError
        If the table does not have the columns or the blocks, or cannot be read.
    """
    request = sample_request(schema.table, features, block, most)
    return drawn_of(collect(session, schema, [request])[request], block)
