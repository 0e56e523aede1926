"""Propose a contract from a reference table."""

from __future__ import annotations

from lockgate.contracts.infer import infer_contract
from lockgate.contracts.write import write_contract
from lockgate.domain.clock import Clock
from lockgate.scan.engine import Engine, Source

__all__ = ["infer_contract_text"]


def infer_contract_text(location: str, table: str, *, engine: Engine, clock: Clock) -> str:
    """Return an ODCS contract for the table at `location`, as YAML.

    Parameters
    ----------
    location : str
        A Parquet, CSV or JSON file, a glob or a directory.
    table : str
        What the table is called.
    engine : Engine
        Reads it.
    clock : Clock
        Tells whether the data is fresh, so that an age limit can be proposed.

    Raises
    ------
    DataError
        If the table cannot be read.
    """
    session = engine.open({table: Source(location)})
    try:
        return write_contract(infer_contract(session, table, now=clock.now()))
    finally:
        session.close()
