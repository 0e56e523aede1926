"""Rows that red checks blame, marked with bits, and the good and bad part made from the marks."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.unit.scan.test_failures import CHECKS, RANGE, UNIQUE, blamed, opened, suite_of

from lockgate.scan.marks import good_rows, marked_rows, marks_by_check, quarantined_rows
from lockgate.scan.suite import SuiteItem


def test_marks_good_and_bad_make_the_table_again(tmp_path: Path) -> None:
    suite = suite_of(RANGE, UNIQUE, masked=("mail",))
    session = opened(tmp_path)
    schema = session.schema("t")
    failing = blamed(session, suite).failing
    session.save(marked_rows(failing, schema), str(tmp_path / "marks.parquet"))
    split = opened(tmp_path, marks=tmp_path / "marks.parquet")

    good = split.save(good_rows(schema, "marks"), str(tmp_path / "good.parquet"))
    bad = split.save(quarantined_rows(failing, schema, "marks", suite.masked), str(tmp_path / "bad.parquet"))

    assert (good, bad) == (3, 3)
    assert pq.read_table(tmp_path / "good.parquet")["id"].to_pylist() == [1, 5, 6]
    assert pq.read_table(tmp_path / "good.parquet")["mail"].to_pylist() == ["a@x", "e@x", "f@x"]
    assert pq.read_table(tmp_path / "bad.parquet").to_pylist()[0] == {
        "lockgate_row": 2,
        "lockgate_checks": ["range", "uniqueness"],
        "lockgate_reasons": [
            "minutes violates range: 0 to 900 (LG401)",
            "id violates uniqueness: no repeated key (LG401)",
        ],
        "id": 2,
        "minutes": -5,
        "origin": "JFK",
        "mail": "(masked)",
    }


def test_the_rows_of_a_later_part_are_numbered_in_the_whole(tmp_path: Path) -> None:
    session = opened(tmp_path)
    marks = {"lockgate_row": [8], "lockgate_bits_0": [0]}
    pq.write_table(pa.table(marks), tmp_path / "marks.parquet")
    split = opened(tmp_path, marks=tmp_path / "marks.parquet")

    split.save(good_rows(session.schema("t"), "marks", 6), str(tmp_path / "good.parquet"))
    split.save(
        quarantined_rows((), session.schema("t"), "marks", frozenset(), 6), str(tmp_path / "bad.parquet")
    )

    assert pq.read_table(tmp_path / "good.parquet")["id"].to_pylist() == [1, 2, 4, 5, 6]
    assert pq.read_table(tmp_path / "bad.parquet")["minutes"].to_pylist() == [-5]


def test_any_number_of_checks_is_told_apart(tmp_path: Path) -> None:
    items = [SuiteItem(check=CHECKS["range"]("x", max=limit)) for limit in range(130)]
    table = pa.table({"x": [-1, 59, 125, 999]})
    session = opened(tmp_path, table)
    failing = blamed(session, suite_of(*items)).failing
    session.save(marked_rows(failing, session.schema("t")), str(tmp_path / "marks.parquet"))
    split = opened(tmp_path, table, marks=tmp_path / "marks.parquet")

    split.save(
        quarantined_rows(failing, session.schema("t"), "marks", frozenset()), str(tmp_path / "b.parquet")
    )

    rows = pq.read_table(tmp_path / "b.parquet").to_pylist()
    assert [(row["x"], len(row["lockgate_checks"])) for row in rows] == [(59, 59), (125, 125), (999, 130)]
    assert rows[0]["lockgate_reasons"][-1] == "x violates range: ≤ 58 (LG401)"


def test_rows_are_counted_by_check_and_once_for_all(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as session:
        schema, suite = session.schema("t"), suite_of(RANGE, UNIQUE)
        found = blamed(session, suite).failing
        session.save(marked_rows(found, schema), str(tmp_path / "marks.parquet"))
    with closing(opened(tmp_path, m=tmp_path / "marks.parquet")) as session:
        (counts,) = session.rows(marks_by_check(found, "m"))

    assert counts == (3, 2, 2)  # rows 2 and 4 are out of range, 2 and 3 share their key
