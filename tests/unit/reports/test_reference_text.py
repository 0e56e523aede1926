"""References as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow as pa
from tests.fakes.references import reference_of
from tests.fakes.tables import opened

from lockgate.drift.freeze import freeze
from lockgate.drift.reference import Acceptance, Reference
from lockgate.drift.spec import Kept
from lockgate.reports.reference_text import accepted_text, difference_text, listing, reference_text
from lockgate.scan.blocks import Block, BlockUnit

AT = datetime(2013, 7, 1, tzinfo=UTC)
REFERENCE = replace(
    reference_of(
        pa.table(
            {
                "x": [1, 2, 3, None],
                "s": ["a", "b", "b", "c"],
                "d": [date(2013, 7, i) for i in (1, 2, 3, 4)],
                "secret": [1, 2, 3, 4],
            }
        ),
        frozenset({"secret"}),
    ),
    acceptance=Acceptance(run_id="abc", at=AT, contract="1.2.0"),
)


def test_what_was_accepted_is_told_with_what_was_not() -> None:
    text = accepted_text(REFERENCE, "references/t/v1.json")

    assert text.splitlines() == [
        "  wrote references/t/v1.json",
        "  4 rows, 3 columns, accepted by run abc on 2013-07-01",
        "  not compared: secret, its values are masked",
        "next: commit it, and add `- drift: t` to a stage of lockgate.yaml",
    ]


def test_a_reference_is_shown_column_by_column() -> None:
    lines = reference_text(REFERENCE).splitlines()

    assert lines[0] == "t/v1  4 rows, 3 columns, accepted by run abc on 2013-07-01"
    assert lines[3:] == [
        "  contract version 1.2.0",
        "  x  3 bins from 0.5 to 3.5, 25 % missing",
        "  s  3 values: a, b, c",
        "  d  weekday, 7 bins from 0.5 to 7.5",
        "  secret  not compared: its values are masked",
    ]


def test_a_list_has_a_line_a_reference() -> None:
    unproved = replace(REFERENCE, version="v10", acceptance=Acceptance(reason="by hand"))

    assert listing([REFERENCE, unproved]).splitlines() == [
        "t/v1   4 rows, 3 columns, accepted by run abc on 2013-07-01",
        "t/v10  4 rows, 3 columns, accepted because: by hand",
    ]
    assert "accept TABLE" in listing([])


def test_references_differ_in_rows_columns_edges_and_counts() -> None:
    before = reference_of({"x": [1, 2], "y": [1, 2], "z": [1, 2], "s": [f"v{i}" for i in range(6)][:2]})
    now = reference_of({"x": [1, 2, 3], "y": [1, 2, 2], "s": ["v0", "v1", "v1"], "w": [True, False, True]})

    assert difference_text(before, now).splitlines() == [
        "t/v1 → t/v1",
        "  rows: 2 → 3",
        "  x: 2 bins from 0.5 to 2.5 → 3 bins from 0.5 to 3.5",
        "  y: 2 bins from 0.5 to 2.5, with other rows in them",
        "  z: no longer held",
        "  s: 2 values: v0, v1, with other rows in them",
        "  w: new, 2 values: false, true",
    ]
    assert difference_text(before, before) == "t/v1 and t/v1 hold the same"


def test_long_lists_are_cut() -> None:
    reference = reference_of({"s": [f"v{i}" for i in range(9)]})

    assert "9 values: v0, v1, v2, v3, v4, …" in reference_text(reference)
    assert "contract version" not in reference_text(reference)


def test_columns_that_are_compared_by_missing_rows_only_are_told_with_the_reason() -> None:
    reference = reference_of(
        {"x": [1] * 300, "id": [f"r{i}" for i in range(300)], "late": pa.array([None] * 300, pa.float64())}
    )

    shown = reference_text(reference).splitlines()[-2:]
    accepted = accepted_text(reference, "r.json").splitlines()[2:4]

    assert shown == [
        "  id    compared by missing rows only, nearly every row has a value of its own",
        "  late  compared by missing rows only, it holds no numbers, 100 % missing",
    ]
    assert accepted == [
        "  compared by missing rows only: id, nearly every row has a value of its own",
        "  compared by missing rows only: late, it holds no numbers",
    ]


def _kept(kept: Kept, table: dict[str, object]) -> Reference:
    with opened(t=table) as session:
        return freeze(session, "t", kept=kept)


def test_references_of_the_same_rows_differ_by_what_is_kept_beside_them() -> None:
    table: dict[str, object] = {
        "x": [1, 2, 3, 3],
        "s": ["a", "b", "b", "c"],
        "d": [date(2013, 7, i) for i in (1, 2, 3, 4)],
        "late": pa.array([None] * 4, pa.float64()),
    }
    plain = _kept(Kept(), table)
    sliced = _kept(Kept(slices=("s",), features=("x",)), table)
    days = _kept(Kept(block=Block("d", BlockUnit.DAY)), table)
    entities = _kept(Kept(block=Block("s")), table)

    assert difference_text(plain, sliced).splitlines()[1:] == ["  slices: none → s", "  features: none → x"]
    assert difference_text(plain, days).splitlines()[1:] == ["  blocks: none → d by day"]
    assert difference_text(days, entities).splitlines()[1:] == ["  blocks: d by day → s"]


def test_the_same_rows_in_other_slices_are_told_as_such() -> None:
    table: dict[str, object] = {"x": [1, 2, 3, 3], "s": ["a", "b", "b", "c"]}
    first = _kept(Kept(slices=("s",)), table)
    second = _kept(Kept(slices=("s",)), {**table, "s": ["b", "a", "b", "c"]})

    assert difference_text(first, second).splitlines()[1:] == [
        "  x: 3 bins from 0.5 to 3.5, with other values, slices or blocks"
    ]
