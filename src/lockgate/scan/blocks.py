"""Which rows of a table depend on each other: those of a stretch of time, or of an entity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["ENTITY_GROUPS", "Block", "BlockSpec", "BlockUnit"]

ENTITY_GROUPS = 64
"""Groups into which the rows of an entity are hashed: enough to see how entities differ, few enough to keep."""


class BlockUnit(StrEnum):
    """How long a block of time is."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Block:
    """Which rows belong together, because they depend on each other.

    Parameters
    ----------
    column : str
        An instant, or what names an entity.
    unit : BlockUnit or None, default=None
        Length of a block of time; None for an entity, whose rows are hashed into `ENTITY_GROUPS` groups.
    """

    column: str
    unit: BlockUnit | None = None

    def sql(self, schema: Schema) -> exp.Expr:
        """Return the block of a row as a whole number; rows without one share a block.

        Raises
        ------
        DataError
            If a block of time is asked of a column that holds no instants.
        """
        column = schema.column(self.column)
        value = column_sql(column)
        if self.unit is None:
            hashed = exp.Mod(this=exp.func("HASH", value), expression=exp.Literal.number(ENTITY_GROUPS))
            return exp.cast(hashed, "bigint")
        if not column.is_instant:
            raise DataError.wrong_type(schema.table, column.name, "a date or timestamp", column.physical)
        start = exp.cast(exp.TimestampTrunc(this=value, unit=exp.var(self.unit.value)), "timestamp")
        seconds = exp.func("EPOCH", start)
        hours = exp.Floor(this=exp.Div(this=seconds, expression=exp.Literal.number(3600)))
        return exp.func("COALESCE", exp.cast(hours, "bigint"), exp.Literal.number(-1_000_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """Which rows depend on each other: those of a stretch of time, or of an entity.

    Parameters
    ----------
    column : str, default=none
        A date or timestamp; rows of one `unit` belong together.
    unit : BlockUnit, default="day"
        Length of a block of time.
    entity : str, default=none
        A column that names what rows belong to, such as a customer; instead of `column`.
    """

    column: str = ""
    unit: BlockUnit = BlockUnit.DAY
    entity: str = ""

    def __post_init__(self) -> None:
        if bool(self.column) == bool(self.entity):
            raise ParameterError.of(
                "blocks", "column", "given, or `entity`, not both", self.column or self.entity
            )

    @classmethod
    def of(cls, block: Block) -> BlockSpec:
        """Return the spec that asks for a block, such as that of a contract."""
        return cls(entity=block.column) if block.unit is None else cls(column=block.column, unit=block.unit)

    @property
    def block(self) -> Block:
        """Return the block as the scan asks for it."""
        return Block(self.column, self.unit) if self.column else Block(self.entity)
