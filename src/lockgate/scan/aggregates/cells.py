"""Every combination of some values with its rows: what summaries of combinations follow from, over any parts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State
from lockgate.scan.cell_parts import COUNT, HASH, NOTHING, TEXT, Part, coder, decoder, kinds_of
from lockgate.scan.grouping import count_rows, named, per_slice, slices_of_rows
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from lockgate.scan.packed_cells import CellTable

__all__ = ["MOST_CELLS", "MOST_TEXT", "MOST_TOGETHER", "Cells", "CellsState"]

MOST_CELLS = 1_000_000
"""Combinations that are kept of one part, 24 bytes each and 16 more for each further value in them."""

MOST_TEXT = 64_000_000
"""Bytes of the distinct texts that are kept of one part beside its combinations."""

MOST_TEXT_TOGETHER = 256_000_000
"""Bytes of the distinct texts of all parts of a window that are read together."""

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
        False when there were more than `MOST_CELLS` or longer texts than `MOST_TEXT`, or when they are withheld; then
        nothing is kept.
    texts : bytes, default=none
        The texts that cells hold the places of, in the order of their bytes.
    """

    kind: ClassVar[str] = "cells"

    kinds: tuple[str, ...]
    cells: bytes = b""
    is_complete: bool = True
    texts: bytes = b""

    @property
    def n(self) -> int:
        """Return how many combinations there are."""
        return len(self.cells) // (16 * len(self.kinds) + 8)

    @classmethod
    def of(
        cls, kinds: tuple[str, ...], columns: Sequence[Sequence[object]], counts: Iterable[int]
    ) -> CellsState:
        """Return the state of combinations and their rows.

        Parameters
        ----------
        kinds : tuple of str
            How the code of each value is made.
        columns : sequence of sequences
            The values of each part, as they were fetched; equal combinations are added up.
        counts : iterable of int
            The rows of each combination.
        """
        from lockgate.scan.packed_cells import pack_cells  # noqa: PLC0415 - brings numpy, which others need not
        from lockgate.scan.packed_texts import pack_texts  # noqa: PLC0415 - as above

        pairs = list(zip(kinds, columns, strict=True))
        listed = [cast("Sequence[str | None]", column) for kind, column in pairs if kind == TEXT]
        texts = sorted({text for column in listed for text in column if text is not None})
        places: dict[object, int] = {text: place for place, text in enumerate(texts)} | {None: NOTHING}
        codes = [map(places.__getitem__ if kind == TEXT else coder(kind), column) for kind, column in pairs]
        rows: Counter[tuple[int, ...]] = Counter()
        for cell, n in zip(zip(*codes, strict=True), counts, strict=True):
            rows[cell] += n
        packed = pack_texts(text.encode() for text in texts)
        if len(rows) > MOST_CELLS or len(packed) > MOST_TEXT:
            return cls(kinds, is_complete=False)
        return cls(kinds, pack_cells(rows), texts=packed)

    @classmethod
    def table(cls, states: Sequence[State]) -> CellTable:
        """Return the combinations of all parts together.

        Raises
        ------
        StateError
            If the parts kept too little, or differ in how codes were made, or are too many.
        """
        return cls.with_texts(states)[0]

    @classmethod
    def with_texts(cls, states: Sequence[State]) -> tuple[CellTable, list[bytes]]:
        """Return the combinations of all parts together, and the texts that they hold the places of.

        Raises
        ------
        StateError
            As `table`.
        """
        from lockgate.scan.packed_cells import table_of  # noqa: PLC0415 - as above
        from lockgate.scan.packed_texts import among_all, numbered  # noqa: PLC0415 - as above

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
        packed = [part.cells for part in parts]
        if TEXT not in kinds:
            return table_of(packed, len(kinds)), []
        if sum(len(part.texts) for part in parts) > MOST_TEXT_TOGETHER:
            raise StateError.unmergeable(
                cls.kind, f"the parts have more than {MOST_TEXT_TOGETHER:,} bytes of texts together"
            )
        texts, places = among_all([part.texts for part in parts])
        is_text = [kind == TEXT for kind in kinds]
        packed = [numbered(cells, is_text, own) for cells, own in zip(packed, places, strict=True)]
        return table_of(packed, len(kinds)), texts

    @classmethod
    def values(cls, states: Sequence[State], part: int = 0) -> tuple[list[int | float | Decimal], list[int]]:
        """Return the numbers of one part of all combinations together, in the order of the cells, and their rows.

        Of texts the numbers are their places in their order.

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

    def without_values(self) -> CellsState:
        """Return the state as it may travel: with nothing in it."""
        return CellsState(self.kinds, is_complete=False)

    def merge(self, other: CellsState) -> CellsState:
        from lockgate.scan.packed_cells import packed_table  # noqa: PLC0415 - as above
        from lockgate.scan.packed_texts import pack_texts  # noqa: PLC0415 - as above

        if self.kinds == other.kinds and not (self.is_complete and other.is_complete):
            return CellsState(self.kinds, is_complete=False)
        table, texts = self.with_texts((self, other))
        return CellsState(self.kinds, packed_table(table), texts=pack_texts(texts))


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
        *columns, counts = (cast("Sequence[object]", [] if value is None else value) for value in values)
        return CellsState.of(kinds_of(self.parts, schema), columns, [int(cast("int", n)) for n in counts])
