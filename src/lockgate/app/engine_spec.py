"""Which engine answers, and how it may use the machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, get_args

from lockgate.domain.errors import ParameterError

__all__ = ["EngineKind", "EngineSpec"]

EngineKind = Literal["duckdb", "postgres", "spark"]
"""The engines that Lockgate knows."""

_MOST_THREADS = 256  # with many thousands, the engine takes the whole process down
_SIZE = r"\d+(\.\d+)? ?[kKmMgGtT]i?B"
_OF_KIND: Mapping[str, EngineKind] = {
    "threads": "duckdb",
    "memory_limit": "duckdb",
    "temp_directory": "duckdb",
    "master": "spark",
    "remote": "spark",
    "options": "spark",
    "dsn_variable": "postgres",
    "timeout": "postgres",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSpec:
    """Which engine answers, and how it may use the machine.

    Parameters
    ----------
    kind : str, default="duckdb"
        ``duckdb``, ``spark`` or ``postgres``. The other keys belong to one kind each.
    threads : int, default=one per core
        DuckDB: worker threads, 1 to 256.
    memory_limit : str, default="512MiB"
        DuckDB: what the engine may hold in memory before it spills to disk.
    temp_directory : str, default=the system's
        DuckDB: where it spills.
    master : str, default="local[*]"
        Spark: where a classic session runs.
    remote : str, default=none
        Spark: address of a Spark Connect server, such as ``sc://localhost:15002``, instead of a classic session.
    options : dict of str to str, default=none
        Spark: settings of the session.
    dsn_variable : str, default="LOCKGATE_POSTGRES"
        PostgreSQL: environment variable that holds the connection string; credentials never stand in the file.
    timeout : timedelta, default=10 minutes
        PostgreSQL: how long one query may take.
    """

    kind: EngineKind = "duckdb"
    threads: int | None = None
    memory_limit: str = "512MiB"
    temp_directory: str = ""
    master: str = "local[*]"
    remote: str = ""
    options: dict[str, str | int | bool] = field(default_factory=dict)
    dsn_variable: str = "LOCKGATE_POSTGRES"
    timeout: timedelta = timedelta(minutes=10)

    def __post_init__(self) -> None:
        if self.kind not in get_args(EngineKind):
            raise ParameterError.of("engine", "kind", f"one of {', '.join(get_args(EngineKind))}", self.kind)
        self._refuse_keys_of_others()
        if self.threads is not None and not 1 <= self.threads <= _MOST_THREADS:
            raise ParameterError.of("engine", "threads", f"an int in [1, {_MOST_THREADS}]", self.threads)
        if not re.fullmatch(_SIZE, self.memory_limit):
            raise ParameterError.of("engine", "memory_limit", "a size such as 512MiB or 2GB", self.memory_limit)
        if self.timeout <= timedelta(0):
            raise ParameterError.of("engine", "timeout", "more than no time", self.timeout)
        if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", self.dsn_variable):
            # whatever was written may be a connection string, so it is not repeated
            raise ParameterError.of(
                "engine", "dsn_variable", "the name of an environment variable", "another text"
            )

    def _refuse_keys_of_others(self) -> None:
        fields = self.__dataclass_fields__
        for name, kind in _OF_KIND.items():
            default = fields[name].default_factory() if name == "options" else fields[name].default  # type: ignore[operator]  # it has one
            if kind != self.kind and getattr(self, name) != default:
                raise ParameterError.of("engine", name, f"left out: it is of the engine {kind}", self.kind)
