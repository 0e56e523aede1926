"""Keep the reference of the hand-written query as JSON, for day two."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
from handwritten_duckdb import freeze

if __name__ == "__main__":
    table, target = sys.argv[1:]
    kept = freeze(duckdb.connect(), table)
    Path(target).write_text(json.dumps(kept), encoding="utf-8")
