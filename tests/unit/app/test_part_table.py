"""What only a broken world brings about; splits themselves are met on the engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlglot import exp
from tests.fakes.tables import NOW

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.resumable_directory import ResumableDirectory
from lockgate.app.part_table import part_table
from lockgate.bootstrap import engine_of
from lockgate.checks import CHECKS
from lockgate.domain.errors import OutputError
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.verdict import Verdict
from lockgate.scan.cut_session import CutSession
from lockgate.scan.engine import Source
from lockgate.scan.suite import Suite, SuiteItem

OF: dict[str, Any] = dict(CHECKS)
SUITE = Suite(table="t", items=(SuiteItem(check=OF["range"]("x", max=9)),))
TABLE = pa.table({"id": [1, 2, 3], "x": [5, 50, 6]})


class Forgetful(CutSession):
    """A session that hands out a row less than there is."""

    def save(self, query: exp.Expr, path: str) -> int:
        """Write the rows of a query but for one."""
        assert isinstance(query, exp.Select)
        return self._session.save(query.limit(2), path)


def split(tmp_path: Path, *, is_forgetful: bool) -> Quarantine:
    session = DuckDBEngine(threads=2).open({"t": Source("t", frame=TABLE)}, output=str(tmp_path))
    asked = Forgetful(session, "", exp.select("*")) if is_forgetful else session
    return part_table(
        SUITE,
        asked,
        engine_of(),
        lambda: ResumableDirectory(tmp_path / "out", "x", overwrite=True),
        now=NOW,
        is_masked=True,
    )


def test_the_parts_add_up_and_nothing_of_the_making_stays(tmp_path: Path) -> None:
    done = split(tmp_path, is_forgetful=False)

    assert (done.rows, done.good, done.bad, done.rows_of, done.verdict) == (3, 2, 1, (1,), Verdict.PASS)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["bad", "good", "quarantine.json"]


def test_parts_that_do_not_add_up_do_not_appear_and_the_next_attempt_begins_anew(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="LG622"):
        split(tmp_path, is_forgetful=True)
    assert not (tmp_path / "out").exists()

    assert split(tmp_path, is_forgetful=False).rows == 3
