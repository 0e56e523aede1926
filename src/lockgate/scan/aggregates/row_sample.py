"""A bounded sample of rows that are drawn by their content, and samples of parts make one of the whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError
from lockgate.scan.blocks import Block
from lockgate.scan.drawing import drawn
from lockgate.scan.grouping import columns_named, per_slice, slices_of_rows
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["RowSample", "RowSampleState", "SampledRows"]

SampledRows = tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class RowSampleState:
    """The rows of a table that have the smallest places, in the order of these.

    Parameters
    ----------
    n_columns : int
        Values of a row.
    most : int
        Rows at most.
    places : bytes
        The place of each row, 8 bytes each, ascending: a hash, so that rows are drawn as by lot.
    values : bytes
        The values row by row, 8 bytes each; NaN where a row has none, or none that is finite.
    """

    kind: ClassVar[str] = "row_sample"

    n_columns: int
    most: int
    places: bytes = b""
    values: bytes = b""

    @classmethod
    def of(cls, most: int, places: Sequence[int], columns: Sequence[Sequence[float | None]]) -> RowSampleState:
        """Return the state of rows, given by their columns, in any order."""
        import numpy as np  # noqa: PLC0415 - only samples need it

        keys = np.array([int(place) for place in places], dtype="<u8")
        rows = np.array([[_plain(value) for value in column] for column in columns], dtype="<f8")
        return cls._smallest(len(columns), most, keys, rows.reshape(len(columns), -1).T)

    @classmethod
    def _smallest(
        cls, n_columns: int, most: int, places: NDArray[np.uint64], rows: NDArray[np.float64]
    ) -> RowSampleState:
        import numpy as np  # noqa: PLC0415 - as above

        order = np.lexsort((*reversed(rows.T), places))[:most]
        return cls(n_columns, most, places[order].astype("<u8").tobytes(), rows[order].astype("<f8").tobytes())

    @classmethod
    def merge_all(cls, states: Sequence[RowSampleState]) -> RowSampleState:
        """Return the sample of all parts together: the smallest places of them all."""
        import numpy as np  # noqa: PLC0415 - as above

        n_columns = states[0].n_columns
        places = np.concatenate([np.frombuffer(one.places, dtype="<u8") for one in states])
        rows = np.concatenate([np.frombuffer(one.values, dtype="<f8") for one in states])
        return cls._smallest(n_columns, states[0].most, places, rows.reshape(-1, n_columns))

    def merge(self, other: RowSampleState) -> RowSampleState:
        return self.merge_all((self, other))

    @property
    def rows(self) -> SampledRows:
        """Return the rows; a value that is missing or not finite is None."""
        import numpy as np  # noqa: PLC0415 - as above

        found = np.frombuffer(self.values, dtype="<f8").reshape(-1, self.n_columns).tolist()
        return tuple(tuple(None if math.isnan(value) else value for value in row) for row in found)


def _plain(value: float | None) -> float:
    return math.nan if value is None or not math.isfinite(value) else round_float(float(value))


@dataclass(frozen=True, slots=True)
class RowSample:
    """Ask for up to `most` rows of some columns of numbers: those whose place is smallest.

    The place is a hash of the row's values and its number among its equals, so that equal rows are drawn no more often
    than others, and the order of the rows does not matter. Partitions draw independently of each other, because their
    name is in the hash: the sample of a window is one of its rows, though other ones than a scan of them would draw.

    Parameters
    ----------
    columns : tuple of str
        At least one column of numbers.
    most : int
        Rows at most, at least 1.
    block : Block or None, default=None
        Which rows belong together: the block of each row is its last value then, and is in the hash as well.
    """

    columns: tuple[str, ...]
    most: int
    block: Block | None = None

    def __post_init__(self) -> None:
        if not self.columns:
            raise ParameterError.of("RowSample", "columns", "at least one column", self.columns)
        if self.most < 1:
            raise ParameterError.of("RowSample", "most", "at least 1", self.most)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        values = [exp.cast(column_sql(schema.column(name)), "double") for name in self.columns]
        if self.block is not None:
            values.append(exp.cast(self.block.sql(schema), "double"))
        slices = [
            *slices_of_rows(schema, by),
            *(column_sql(column) for column in schema.hidden if column.name not in by),
        ]
        nan = exp.cast(exp.Literal.string("NaN"), "double")
        shown = [exp.func("COALESCE", value, nan.copy()) for value in values]
        rows = drawn(source, shown, slices, self.most)
        lists = [exp.ArrayAgg(this=value) for value in (exp.column("place"), *columns_named("c", len(values)))]
        return per_slice(rows, by, lists)

    def state(self, values: Sequence[object], schema: Schema) -> RowSampleState:  # noqa: ARG002 - numbers only
        places, *columns = (cast("Sequence[float]", [] if value is None else value) for value in values)
        return RowSampleState.of(self.most, cast("Sequence[int]", places), columns)
