"""A table of a PostgreSQL database, as Python users name it."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.app.engine_spec import EngineSpec

__all__ = ["PostgresTable"]


@dataclass(frozen=True, slots=True)
class PostgresTable:
    """A table or view of a PostgreSQL database: asked where it is, and not pulled out of it.

    Parameters
    ----------
    name : str
        As SQL would name it, such as ``sales.orders``.
    dsn_variable : str, default="LOCKGATE_POSTGRES"
        Environment variable that holds the connection string.

    Examples
    --------
    >>> PostgresTable("sales.orders")
    PostgresTable(name='sales.orders', dsn_variable='LOCKGATE_POSTGRES')
    """

    name: str
    dsn_variable: str = "LOCKGATE_POSTGRES"

    @property
    def engine(self) -> EngineSpec:
        """Return the engine that knows the table."""
        return EngineSpec(kind="postgres", dsn_variable=self.dsn_variable)
