"""Good rows and bad ones: together the table, apart for a reason, and nothing where the reason is not known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import write_deltalake
from tests.fakes.projects import NOW

from lockgate.app.ports import Workspace
from lockgate.app.quarantine_table import Engines, quarantine_table
from lockgate.app.split import FORMAT
from lockgate.bootstrap import engine_of, workspace_of
from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.errors import OutputError
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.engine import Source
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)
RANGE = SuiteItem(check=CHECKS["range"]("minutes", min=0, max=900))
UNIQUE = SuiteItem(check=CHECKS["uniqueness"](("id",)))


def write(folder: Path, name: str, **columns: object) -> None:
    folder.mkdir(exist_ok=True)
    pq.write_table(pa.table({key: pa.array(values) for key, values in columns.items()}), folder / name)


def trips(folder: Path) -> str:
    write(folder, "1.parquet", id=[1, 2, 3], minutes=[20, -1, 30], mail=["a", "b", "c"])
    write(folder, "2.parquet", id=[4, 1, 6], minutes=[40, 50, 2_000], mail=["d", "e", "f"])
    return str(folder / "*.parquet")


def split(
    tmp_path: Path, *items: SuiteItem, source: Source | None = None, is_masked: bool = True, **others: Source
) -> Quarantine:
    suite = Suite(table="trips", items=items, masked=frozenset({"mail"}))
    where = source or Source(trips(tmp_path / "data"))
    return quarantine_table(
        suite,
        {"trips": where, **others},
        Engines(engine_of(), engine_of()),
        place(tmp_path),
        now=NOW,
        is_masked=is_masked,
    )


def place(tmp_path: Path) -> Callable[[tuple[Source, ...]], Workspace]:
    return lambda inputs: workspace_of(str(tmp_path / "out"), ("one",), inputs, overwrite=False)


def column(tmp_path: Path, part: str, name: str) -> list[object]:
    values: list[object] = pq.read_table(tmp_path / "out" / part)[name].to_pylist()
    return values


def test_the_parts_add_up_and_keep_the_order_of_the_table(tmp_path: Path) -> None:
    done = split(tmp_path, RANGE, UNIQUE)

    assert (done.rows, done.good, done.bad, done.verdict) == (6, 2, 4, Verdict.PASS)
    assert [(one.check, rows) for one, rows in zip(done.blamed, done.rows_of, strict=True)] == [
        ("range", 2),
        ("uniqueness", 2),  # both rows of the one key that is there twice
    ]
    assert column(tmp_path, "good", "id") == [3, 4]
    assert column(tmp_path, "bad", "lockgate_row") == [1, 2, 5, 6]
    assert column(tmp_path, "bad", "lockgate_checks") == [["uniqueness"], ["range"], ["uniqueness"], ["range"]]
    assert done.directory == str(tmp_path / "out")


def test_each_file_of_the_source_has_its_part(tmp_path: Path) -> None:
    split(tmp_path, RANGE)

    parts = sorted(str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out").rglob("*.parquet"))
    assert parts == [f"{kind}/part-{number:05d}.parquet" for kind in ("bad", "good") for number in (0, 1)]


def test_files_that_differ_in_their_columns_are_one_part(tmp_path: Path) -> None:
    write(tmp_path / "data", "1.parquet", id=[1, 2], minutes=[20, -1], mail=["a", "b"])
    write(tmp_path / "data", "2.parquet", id=[3], minutes=[950])

    done = split(tmp_path, RANGE, source=Source(str(tmp_path / "data" / "*.parquet")))

    assert (done.good, done.bad, len(list((tmp_path / "out" / "good").iterdir()))) == (1, 2, 1)


def test_all_of_it_is_of_one_version_of_a_table_that_grows_meanwhile(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    write_deltalake(home, pa.table({"id": [1, 2], "minutes": [20, -1]}))

    def grow(inputs: tuple[Source, ...]) -> Workspace:
        write_deltalake(home, pa.table({"id": [3, 4], "minutes": [-2, 30]}), mode="append")
        return place(tmp_path)(inputs)

    suite = Suite(table="trips", items=(RANGE,))
    done = quarantine_table(
        suite, {"trips": Source(str(home), "delta")}, Engines(engine_of(), engine_of()), grow, now=NOW
    )

    assert (done.rows, done.good, done.bad, column(tmp_path, "bad", "id")) == (2, 1, 1, [2])


def test_unfinished_work_on_another_version_is_not_taken_up(tmp_path: Path) -> None:
    for minutes in (20, -1):
        write_deltalake(tmp_path / "lake", pa.table({"id": [1], "minutes": [minutes]}), mode="overwrite")
        inputs = (Source(str(tmp_path / "lake"), "delta"),)
        taken = place(tmp_path)(inputs)
        Path(taken.path("begun")).touch()
        taken.close()
        again = place(tmp_path)(inputs)
        assert again.has("begun")
        again.close()
        before = Source(str(tmp_path / "lake"), "delta", options={"version": 0})

    other = place(tmp_path)((before,))
    other.close()

    assert not other.has("begun")


def test_a_text_file_is_split_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text("id,minutes,mail\n1,20,a\n2,-1,b\n3,30,c\n")

    done = split(tmp_path, RANGE, source=Source(str(tmp_path / "trips.csv")))

    assert (done.good, column(tmp_path, "bad", "id")) == (2, [2])


def test_classified_values_are_hidden_in_the_bad_part_alone(tmp_path: Path) -> None:
    split(tmp_path, RANGE)

    assert column(tmp_path, "bad", "mail") == ["(masked)", "(masked)"]
    assert column(tmp_path, "good", "mail") == ["a", "c", "d", "e"]


def test_they_are_shown_where_that_was_asked_for(tmp_path: Path) -> None:
    split(tmp_path, RANGE, is_masked=False)

    assert column(tmp_path, "bad", "mail") == ["b", "f"]


def test_a_document_beside_the_rows_tells_what_was_done(tmp_path: Path) -> None:
    split(tmp_path, RANGE)

    document = json.loads((tmp_path / "out" / "quarantine.json").read_bytes())
    assert (document["format"], document["rows"], document["bad"], document["verdict"]) == (
        FORMAT,
        6,
        2,
        "pass",
    )
    assert [finding["check"] for finding in document["blamed"]] == ["range"]


def test_a_warning_sets_no_row_aside(tmp_path: Path) -> None:
    warned = SuiteItem(check=RANGE.check, severity=Severity.WARNING)

    done = split(tmp_path, warned)

    assert (done.bad, done.blamed, done.verdict) == (0, (), Verdict.PASS)
    assert column(tmp_path, "bad", "id") == []


def test_what_no_row_is_to_blame_for_keeps_the_good_part_red(tmp_path: Path) -> None:
    mean = SuiteItem(check=CHECKS["mean"](Requirement.at_most(1.0), "minutes"))

    done = split(tmp_path, RANGE, mean)

    assert [finding.check for finding in done.apart] == ["mean"]
    assert (done.verdict, [finding.check for finding in done.left]) == (Verdict.FAIL, ["mean"])


def test_a_good_part_of_no_rows_is_not_a_pass(tmp_path: Path) -> None:
    done = split(tmp_path, SuiteItem(check=CHECKS["range"]("minutes", min=5_000)))

    assert (done.good, done.bad, done.verdict) == (0, 6, Verdict.INCONCLUSIVE)


def test_where_a_check_cannot_be_asked_nothing_is_written(tmp_path: Path) -> None:
    broken = SuiteItem(check=CHECKS["range"]("nothing", min=0))

    with pytest.raises(OutputError, match="rows cannot be told apart: `range` could not be asked"):
        split(tmp_path, RANGE, broken)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_rows_that_point_to_nothing_in_another_table_are_set_aside(tmp_path: Path) -> None:
    write(tmp_path / "more", "known.parquet", id=[1, 2, 3, 4])
    points = SuiteItem(check=CHECKS["referential_integrity"](("id",), "known", ("id",)))

    done = split(tmp_path, points, known=Source(str(tmp_path / "more" / "known.parquet")))

    assert (done.bad, column(tmp_path, "bad", "id")) == (1, [6])


def test_what_was_complete_before_a_crash_is_not_made_again(tmp_path: Path) -> None:
    source = Source(trips(tmp_path / "data"))
    suite = Suite(table="trips", items=(RANGE,))
    work = place(tmp_path)(tuple(Source(str(tmp_path / "data" / f"{number}.parquet")) for number in (1, 2)))
    good = Path(work.path("good/part-00000.parquet"))
    write(good.parent, good.name, id=[1, 3], minutes=[20, 30], mail=["kept", "kept"])
    work.close()

    done = quarantine_table(
        suite, {"trips": source}, Engines(engine_of(), engine_of()), place(tmp_path), now=NOW
    )

    assert (done.good, done.bad) == (4, 2)
    assert column(tmp_path, "good", "mail") == ["kept", "kept", "d", "e"]


def test_parts_that_do_not_make_the_table_are_not_put_in_place(tmp_path: Path) -> None:
    source = Source(trips(tmp_path / "data"))
    suite = Suite(table="trips", items=(RANGE,))
    work = place(tmp_path)(tuple(Source(str(tmp_path / "data" / f"{number}.parquet")) for number in (1, 2)))
    good = Path(work.path("good/part-00000.parquet"))
    write(good.parent, good.name, id=[1], minutes=[20], mail=["one of two"])
    work.close()

    with pytest.raises(OutputError, match="3 good and 2 bad rows do not make the 6 of the table"):
        quarantine_table(suite, {"trips": source}, Engines(engine_of(), engine_of()), place(tmp_path), now=NOW)
    assert not (tmp_path / "out").exists()


def test_a_bad_row_is_the_row_itself_where_a_value_does_not_convert(tmp_path: Path) -> None:
    rows = "id,minutes,mail\n1,20,a\n2,soon,b\n3,1e9,c\n4,-7,d\n"
    (tmp_path / "t.csv").write_text(rows)
    source = Source(str(tmp_path / "t.csv"), options={"types": {"minutes": "integer", "mail": "integer"}})

    done = split(
        tmp_path,
        SuiteItem(check=CHECKS["convertible"]("minutes", "integer")),
        RANGE,
        source=source,
    )

    assert (done.good, done.bad) == (1, 3)
    assert column(tmp_path, "bad", "minutes") == ["soon", "1e9", "-7"]
    assert column(tmp_path, "bad", "mail") == ["(masked)"] * 3
    assert column(tmp_path, "good", "minutes") == [20]
