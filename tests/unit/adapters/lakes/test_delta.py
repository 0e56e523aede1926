from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from deltalake import write_deltalake

from lockgate.adapters.lakes import open_lake
from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.scan.engine import Source


@pytest.fixture
def home(tmp_path: Path) -> str:
    """A table of two versions; the second brings a column more."""
    write_deltalake(tmp_path, pa.table({"a": [1, 2]}))
    write_deltalake(tmp_path, pa.table({"a": [3], "b": ["z"]}), mode="append", schema_mode="merge")
    return str(tmp_path)


def rows_of(home: str, **options: object) -> tuple[str, list[Any]]:
    found = open_lake("t", Source(home, "delta", options=options))
    assert found is not None
    connection = duckdb.connect()
    connection.register("t", found.frame)
    connection.execute("select * from t")  # what is scanned once can be scanned again
    return found.version, connection.execute("select * from t order by a").fetchall()


def test_the_newest_version_is_read_unless_another_is_named(home: str) -> None:
    assert rows_of(home) == ("1", [(1, None), (2, None), (3, "z")])
    assert rows_of(home, version=1) == rows_of(home)
    assert rows_of(home, version=0) == ("0", [(1,), (2,)])


@pytest.mark.parametrize("version", [2, -1, True, "1"])
def test_a_version_that_is_not_there_is_an_error_that_names_those_that_are(home: str, version: object) -> None:
    with pytest.raises(DataError) as caught:
        rows_of(home, version=version)

    assert (caught.value.code, caught.value.hint) == ("LG242", "there are: 0 to 1")


def test_a_version_whose_log_was_cleaned_up_is_gone(home: str) -> None:
    log = Path(home) / "_delta_log"
    (log / "00000000000000000000.json").rename(log / "gone")
    (log / "00000000000000000001.json").rename(log / "gone too")
    write_deltalake(home, pa.table({"a": [1]}))
    (log / "00000000000000000002.json").write_text("{", encoding="utf-8")

    with pytest.raises(DataError, match="LG203"):
        rows_of(home)


def test_a_folder_that_is_no_table_or_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"LG202|LG203"):
        rows_of(str(tmp_path))
    with pytest.raises(DataError, match="LG202"):
        rows_of(str(tmp_path / "gone"))


@pytest.mark.parametrize(
    ("protocol", "settings", "says"),
    [
        (
            {"minReaderVersion": 2},
            {"delta.columnMapping.mode": "name"},
            r"columnMapping.mode` gives its columns other names",
        ),
        ({"minReaderVersion": 3, "readerFeatures": ["columnMapping"]}, {}, "not yet supported"),
        ({"minReaderVersion": 3, "readerFeatures": ["deletionVectors"]}, {}, "not yet supported"),
        ({"minReaderVersion": 3, "readerFeatures": ["typeWidening"]}, {}, "not yet supported"),
    ],
)
def test_what_the_library_would_read_wrongly_is_refused(
    home: str, protocol: dict[str, Any], settings: dict[str, str], says: str
) -> None:
    features = protocol.get("readerFeatures", [])
    written = {"minWriterVersion": 7 if features else 5, **({"writerFeatures": features} if features else {})}
    first = Path(home) / "_delta_log" / "00000000000000000000.json"
    actions = [json.loads(line) for line in first.read_text(encoding="utf-8").splitlines()]
    for action in actions:
        if "protocol" in action:
            action["protocol"] = {**protocol, **written}
        if "metaData" in action:
            action["metaData"]["configuration"] = settings
            schema = json.loads(action["metaData"]["schemaString"])
            for number, column in enumerate(schema["fields"] if settings else (), start=1):
                names = {"delta.columnMapping.id": number, "delta.columnMapping.physicalName": f"c{number}"}
                column["metadata"] = names
            action["metaData"]["schemaString"] = json.dumps(schema)
    first.write_text("\n".join(map(json.dumps, actions)), encoding="utf-8")

    with pytest.raises(DataError, match=rf"LG203.*{says}"):
        rows_of(home, version=0)


def test_without_deltalake_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "deltalake", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'lockgate\[delta\]'"):
        open_lake("t", Source("t", "delta"))


def test_rows_have_the_same_numbers_each_time(home: str) -> None:
    for value in range(10, 20):
        write_deltalake(home, pa.table({"a": [value], "b": ["x"]}), mode="append")

    found = open_lake("t", Source(home, "delta"))

    assert found is not None
    paths = [file.path for file in found.frame.get_fragments()]  # type: ignore[attr-defined]  # an Arrow dataset
    assert len(paths) == 12
    assert paths == sorted(paths)
