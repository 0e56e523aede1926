"""How an engine may use the machine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError

__all__ = ["EngineSpec"]

_MOST_THREADS = 256  # with many thousands, the engine takes the whole process down
_SIZE = r"\d+(\.\d+)? ?[kKmMgGtT]i?B"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSpec:
    """How the engine may use the machine.

    Parameters
    ----------
    threads : int, default=one per core
        Worker threads, 1 to 256.
    memory_limit : str, default="512MiB"
        What the engine may hold in memory before it spills to disk.
    temp_directory : str, default=the system's
        Where it spills.
    """

    threads: int | None = None
    memory_limit: str = "512MiB"
    temp_directory: str = ""

    def __post_init__(self) -> None:
        if self.threads is not None and not 1 <= self.threads <= _MOST_THREADS:
            raise ParameterError.of("engine", "threads", f"an int in [1, {_MOST_THREADS}]", self.threads)
        if not re.fullmatch(_SIZE, self.memory_limit):
            raise ParameterError.of("engine", "memory_limit", "a size such as 512MiB or 2GB", self.memory_limit)
