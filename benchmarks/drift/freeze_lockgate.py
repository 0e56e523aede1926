"""Keep Lockgate's reference of a table as a file, for day two."""

from __future__ import annotations

import sys
from pathlib import Path

from lockgate.bootstrap import engine_of
from lockgate.drift.freeze import freeze
from lockgate.scan.engine import Source

if __name__ == "__main__":
    table, target = sys.argv[1:]
    session = engine_of().open({"t": Source(table)})
    Path(target).write_bytes(freeze(session, "t", version="v1").to_bytes())
    session.close()
