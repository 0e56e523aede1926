"""Runs a step that is written in Python, in a process of its own.

``python -m lockgate.adapters.migrations.python_step FILE FUNCTION GIVEN MADE``: the function gets the Arrow table of
the Parquet file GIVEN, and the table that it returns is written to MADE.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["run_step"]


def run_step(arguments: Sequence[str]) -> None:
    """Run one function over one table.

    Parameters
    ----------
    arguments : sequence of str
        File, function, Parquet file to read, Parquet file to write.

    Raises
    ------
    TypeError
        If the function returns no Arrow table.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra, and only this process needs it
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    file, function, given, made = arguments
    spec = importlib.util.spec_from_file_location("lockgate_step", file)
    if spec is None or spec.loader is None:
        message = f"{file} is no Python file"
        raise TypeError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    result = getattr(module, function)(pq.read_table(Path(given)))
    if not isinstance(result, pa.Table):
        message = f"{function} must return an Arrow table, got {type(result).__name__}"
        raise TypeError(message)
    pq.write_table(result, Path(made))


if __name__ == "__main__":
    run_step(sys.argv[1:])
