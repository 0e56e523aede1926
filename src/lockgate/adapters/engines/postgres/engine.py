"""Connect to PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lockgate.adapters.engines.postgres.session import PostgresTables
from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.scan.engine import Source

if TYPE_CHECKING:
    import psycopg

__all__ = ["PostgresEngine"]


@dataclass(frozen=True, slots=True)
class PostgresEngine:
    """Asks tables of a PostgreSQL database.

    The address and the credentials are read from the environment when a session is opened; they are kept nowhere and
    shown nowhere.

    Parameters
    ----------
    variable : str, default="LOCKGATE_POSTGRES"
        Environment variable that holds the connection string. Where it is not set, libpq's own ``PGHOST``,
        ``PGDATABASE``, ``PGSERVICE``, ``~/.pgpass`` and so on are used.
    timeout : timedelta, default=10 minutes
        How long one query may take; more than zero.
    """

    variable: str = "LOCKGATE_POSTGRES"
    timeout: timedelta = timedelta(minutes=10)

    def open(
        self,
        sources: Mapping[str, Source],
        *,
        progress: Callable[[float], None] | None = None,
        output: str = "",
    ) -> PostgresTables:
        """Connect, and open tables by name; a table that cannot be read says so when it is asked for.

        All queries of the session see the tables as they were at its first one.

        Raises
        ------
        DataError
            If the server does not answer or does not let us in.
        MissingExtraError
            If psycopg is not installed.
        """
        del progress, output  # PostgreSQL does not tell how far a query is, and files are written here
        return PostgresTables(self._connection, sources)

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        try:
            import psycopg  # noqa: PLC0415 - an extra, loaded when it is asked for
        except ImportError as error:
            raise MissingExtraError.of("engine", "psycopg", "postgres") from error
        hint = f"set {self.variable} to a connection string, or PGHOST, PGDATABASE and so on"
        try:
            connection = psycopg.connect(
                os.environ.get(self.variable, ""),
                application_name="lockgate",
                options=f"-c statement_timeout={round(self.timeout.total_seconds() * 1000)} -c TimeZone=UTC",
            )
        except psycopg.OperationalError as error:
            raise DataError.unreachable("PostgreSQL", str(error), hint) from error
        except psycopg.Error as error:  # it may repeat the connection string, and so a password
            raise DataError.unreachable(
                "PostgreSQL", "the connection string cannot be read", hint
            ) from error.with_traceback(None)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        return connection
