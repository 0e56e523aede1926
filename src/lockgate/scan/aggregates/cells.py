"""Every combination of some values with its rows: what summaries of combinations follow from, over any parts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State
from lockgate.scan.cell_parts import COUNT, HASH, Part, coder, decoder, kinds_of
from lockgate.scan.grouping import count_rows, named, per_slice, slices_of_rows
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from lockgate.scan.packed_cells import CellTable

__all__ = ["MOST_CELLS", "MOST_TOGETHER", "Cells", "CellsState"]

MOST_CELLS = 1_000_000
"""Combinations that are kept of one part, 24 bytes each and 16 more for each further value in them."""

MOST_TOGETHER = 20_000_000
"""Combinations of all parts of a window that are read together."""


@dataclass(frozen=True, slots=True)
class CellsState:
    """Each combination with its rows.

    Parameters
    ----------
    kinds : tuple of str
        How the code of each value was made.
    cells : bytes
        The codes, 16 bytes a value, and 8 bytes with the rows, in ascending order.
    is_complete : bool, default=True
        False when there were more than `MOST_CELLS`; then nothing is kept.
    """

    kind: ClassVar[str] = "cells"

    kinds: tuple[str, ...]
    cells: bytes = b""
    is_complete: bool = True

    @property
    def n(self) -> int:
        """Return how many combinations there are."""
        return len(self.cells) // (16 * len(self.kinds) + 8)

    @classmethod
    def of(cls, kinds: tuple[str, ...], rows: Counter[tuple[int, ...]]) -> CellsState:
        """Return the state of combinations of codes and their rows."""
        from lockgate.scan.packed_cells import pack_cells  # noqa: PLC0415 - brings numpy, which others need not

        return cls(kinds, is_complete=False) if len(rows) > MOST_CELLS else cls(kinds, pack_cells(rows))

    @classmethod
    def table(cls, states: Sequence[State]) -> CellTable:
        """Return the combinations of all parts together.

        Raises
        ------
        StateError
            If the parts kept too little, or differ in how codes were made, or are too many.
        """
        from lockgate.scan.packed_cells import table_of  # noqa: PLC0415 - as above

        parts = cast("Sequence[CellsState]", states)
        kinds = parts[0].kinds
        if any(part.kinds != kinds for part in parts):
            raise StateError.unmergeable(cls.kind, "values of the parts are of different types")
        if not all(part.is_complete for part in parts):
            raise StateError.unmergeable(cls.kind, f"a part has more than {MOST_CELLS:,} distinct combinations")
        if sum(len(part.cells) for part in parts) > MOST_TOGETHER * (16 * len(kinds) + 8):
            raise StateError.unmergeable(
                cls.kind, f"the parts have more than {MOST_TOGETHER:,} combinations together"
            )
        return table_of([part.cells for part in parts], len(kinds))

    @classmethod
    def values(cls, states: Sequence[State], part: int = 0) -> tuple[list[int | float | Decimal], list[int]]:
        """Return the values of one part of all combinations together, in the order of the cells, and their rows.

        Raises
        ------
        StateError
            As `table`.
        """
        table = cls.table(states)
        decode = decoder(cast("CellsState", states[0]).kinds[part])
        return [decode(code) for code in table.column(part)], table.rows.tolist()

    @staticmethod
    def is_nan(states: Sequence[State], table: CellTable, first: int = 0) -> NDArray[np.bool_]:
        """Tell which combinations hold a NaN in the part `first` or a later one."""
        import numpy as np  # noqa: PLC0415 - as above

        kinds = cast("CellsState", states[0]).kinds
        found = np.zeros(len(table.rows), dtype=bool)
        for part, kind in enumerate(kinds):
            if part >= first and kind == "float":
                found |= table.codes[:, 2 * part] == coder(kind)(math.nan) >> 64
        return found

    def keyed(self, secret: bytes) -> CellsState | None:
        """Return the state with keyed codes; None where the values themselves, or their order, are what is kept."""
        from lockgate.scan.packed_cells import keyed_cells  # noqa: PLC0415 - as above

        if not {HASH, COUNT}.issuperset(self.kinds):
            return None
        is_hash = [kind == HASH for kind in self.kinds]
        return CellsState(self.kinds, keyed_cells(self.cells, is_hash, secret), self.is_complete)

    def merge(self, other: CellsState) -> CellsState:
        from lockgate.scan.packed_cells import packed_table  # noqa: PLC0415 - as above

        if self.kinds == other.kinds and not (self.is_complete and other.is_complete):
            return CellsState(self.kinds, is_complete=False)
        return CellsState(self.kinds, packed_table(self.table((self, other))))


@dataclass(frozen=True, slots=True)
class Cells:
    """Ask for every combination of some values, with its rows.

    Parameters
    ----------
    parts : tuple of Part
        The values.
    filled : tuple of str, default=none
        Rows with a null in one of these columns are left out.
    """

    parts: tuple[Part, ...]
    filled: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*(name for part in self.parts for name in part.columns), *self.filled)))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        slices, places = slices_of_rows(schema, by), range(len(self.parts))
        keys = [part.keys(schema) for part in self.parts]
        shown = [name for place in places for name in named(keys[place], f"p{place}_")]
        groups = exp.select(*named(slices, "s"), *shown, exp.alias_(count_rows(), "n")).from_(source)
        groups = groups.where(NotNull(self.filled).sql(schema)) if self.filled else groups
        groups = groups.group_by(*slices, *(key.copy() for own in keys for key in own))
        values = [part.value(f"p{place}_", schema) for place, part in enumerate(self.parts)]
        lists = [exp.ArrayAgg(this=value) for value in (*values, exp.column("n"))]
        return per_slice(groups, by, lists)

    def state(self, values: Sequence[object], schema: Schema) -> CellsState:
        kinds = kinds_of(self.parts, schema)
        *columns, counts = (cast("Sequence[object]", [] if value is None else value) for value in values)
        codes = [map(coder(kind), column) for kind, column in zip(kinds, columns, strict=True)]
        rows: Counter[tuple[int, ...]] = Counter()
        for cell, n in zip(zip(*codes, strict=True), counts, strict=True):
            rows[cell] += int(cast("int", n))
        return CellsState.of(kinds, rows)
