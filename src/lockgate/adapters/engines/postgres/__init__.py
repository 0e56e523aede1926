"""PostgreSQL: tables are asked where they are, in one read-only transaction."""

from __future__ import annotations

from lockgate.adapters.engines.postgres.engine import PostgresEngine
from lockgate.adapters.engines.postgres.session import PostgresTables

__all__ = ["PostgresEngine", "PostgresTables"]
