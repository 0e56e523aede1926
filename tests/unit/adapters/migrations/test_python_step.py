from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lockgate.adapters.migrations.python_step import run_step


@pytest.fixture
def given(tmp_path: Path) -> Path:
    file = tmp_path / "given.parquet"
    pq.write_table(pa.table({"x": [1, 2]}), file)
    return file


def step(root: Path, body: str) -> str:
    file = root / "steps.py"
    file.write_text(f"def up(table):\n    return {body}\n")
    return str(file)


def test_a_function_gets_the_table_and_its_result_is_written(tmp_path: Path, given: Path) -> None:
    made = tmp_path / "made.parquet"

    run_step([step(tmp_path, "table.slice(1)"), "up", str(given), str(made)])

    assert pq.read_table(made).to_pydict() == {"x": [2]}


def test_what_is_no_table_is_refused(tmp_path: Path, given: Path) -> None:
    with pytest.raises(TypeError, match="must return an Arrow table, got int"):
        run_step([step(tmp_path, "3"), "up", str(given), str(tmp_path / "made.parquet")])


def test_a_file_that_is_no_python_is_refused(tmp_path: Path, given: Path) -> None:
    (tmp_path / "steps.txt").write_text("")

    with pytest.raises(TypeError, match="no Python file"):
        run_step([str(tmp_path / "steps.txt"), "up", str(given), str(tmp_path / "made.parquet")])
