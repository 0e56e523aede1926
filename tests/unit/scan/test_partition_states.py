"""The file of a partition."""

from __future__ import annotations

from hashlib import sha256

import pytest

from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.key_counts import Keys, KeysState
from lockgate.scan.cell_parts import HASH, TEXT, Comparable, Hashed, Ordered
from lockgate.scan.execute import Answer
from lockgate.scan.packed_cells import pack_cells
from lockgate.scan.packed_texts import pack_texts
from lockgate.scan.partition_states import PartitionStates, digest_of, dump_partition, load_partition
from lockgate.scan.predicates import IsNull
from lockgate.scan.schema import Column, LogicalType

ROWS = Request("t", RowCount())
KEYS, MORE_KEYS = Request("t", Keys(("k",))), Request("t", Keys(("k", "x")))
ENDS = Request("t", Extremes("k"))
SLICED = Request("t", CountIf(IsNull("x")), by=("g",))
ANSWERS: dict[Request, Answer] = {
    ROWS: Count(3),
    KEYS: KeysState.of({"aa" * 16: 2, "bb" * 16: 1}),
    MORE_KEYS: KeysState.of({"cc" * 16: 1}),
    Request("t", Cells((Ordered("k"),))): CellsState(("whole",), pack_cells({(7,): 3})),
    Request("t", Cells((Hashed(("k",)),))): CellsState((HASH,), is_complete=False),
    Request("t", Cells((Comparable("k"),))): CellsState(
        (TEXT,), pack_cells({(0,): 3}), texts=pack_texts([b"a"])
    ),
    ENDS: ExtremesState(1, 7, LogicalType.INTEGER),
    SLICED: {("b",): Count(1), (None,): Count(2)},
    Request("t", Extremes("nope")): DataError(
        "LG201", "table `t`", "has no column `nope`", "did you mean `k`?"
    ),
}
REQUESTS = {request.key: request for request in ANSWERS}
COLUMNS = (Column("k", LogicalType.INTEGER, "BIGINT"),)


def states(*masked: str) -> PartitionStates:
    answers = {request.key: answer for request, answer in ANSWERS.items()}
    return PartitionStates(
        table="t", partition="2013-01-01", identity="i", columns=COLUMNS, answers=answers, masked=masked
    )


def test_a_partition_comes_back_as_it_was_stored() -> None:
    found = load_partition(dump_partition(states(), REQUESTS), "p")

    assert (found.table, found.partition, found.identity, found.columns) == ("t", "2013-01-01", "i", COLUMNS)
    assert len(found.answers) == len(ANSWERS)
    for request, answer in ANSWERS.items():
        kept = found.answers[request.key]
        assert kept == answer or str(kept) == str(answer)


def test_equal_content_has_equal_bytes_and_an_equal_digest() -> None:
    again: dict[Request, Answer] = {**ANSWERS, SLICED: {(None,): Count(2), ("b",): Count(1)}}
    other = PartitionStates(
        table="t", partition="2013-01-01", identity="i", columns=COLUMNS,
        answers={request.key: answer for request, answer in again.items()},
    )  # fmt: skip

    one, two = dump_partition(states(), REQUESTS), dump_partition(other, REQUESTS)

    assert one == two
    assert load_partition(one, "p").digest == digest_of(two)


@pytest.mark.parametrize(
    "change", [lambda b: b[:-1], lambda b: b + b"x", lambda b: b.replace(b'"n":3', b'"n":4')]
)
def test_a_file_that_was_cut_off_or_changed_is_refused(change: object) -> None:
    content = dump_partition(states(), REQUESTS)

    with pytest.raises(StateError, match="digest"):
        load_partition(change(content), "p")  # type: ignore[operator]  # a function


@pytest.mark.parametrize("content", [b"", b"lockgate-partition/2 00\n{}", b"\xff\xfe"])
def test_a_file_of_another_format_is_refused(content: bytes) -> None:
    with pytest.raises(StateError, match="lockgate-partition/1"):
        load_partition(content, "p")


def test_values_of_masked_columns_stay_behind_and_their_keys_are_keyed() -> None:
    content = dump_partition(states("k"), REQUESTS, b"secret")
    found = load_partition(content, "p").answers
    keys, ends = found[KEYS.key], found[ENDS.key]

    assert isinstance(keys, KeysState)
    assert isinstance(ends, ExtremesState)
    assert keys == KeysState.of({"aa" * 16: 2, "bb" * 16: 1}).keyed(b"secret")
    assert ends.is_withheld
    assert b"\xaa" * 16 not in content
    assert found[ROWS.key] == Count(3)


def test_a_slice_by_a_masked_column_stays_behind() -> None:
    found = load_partition(dump_partition(states("g"), REQUESTS, b"secret"), "p").answers

    assert isinstance(found[SLICED.key], StateError)


def test_sliced_keys_of_a_masked_column_are_keyed_slice_by_slice() -> None:
    request = Request("t", Keys(("k",)), by=("g",))
    part = PartitionStates(
        table="t", partition="p", identity="i", columns=COLUMNS, masked=("k",),
        answers={request.key: {("a",): KeysState.of({"aa" * 16: 1})}},
    )  # fmt: skip

    found = load_partition(dump_partition(part, {request.key: request}, b"s"), "p").answers[request.key]

    assert found == {("a",): KeysState.of({"aa" * 16: 1}).keyed(b"s")}


def test_a_kind_of_state_that_is_not_known_is_refused() -> None:
    content = (
        dump_partition(states(), REQUESTS).partition(b"\n")[2].replace(b'"kind":"count"', b'"kind":"cuont"')
    )
    head = f"lockgate-partition/1 {sha256(content).hexdigest()}\n".encode()

    with pytest.raises(StateError, match="known kinds"):
        load_partition(head + content, "p").answers[ROWS.key]


def test_who_looks_what_is_there_reads_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    content = dump_partition(states(), REQUESTS)
    answers = load_partition(content, "p").answers
    monkeypatch.setattr("lockgate.scan.partition_states.from_plain", None)  # whoever reads a state breaks

    assert KEYS.key in answers
    assert "nope" not in answers


def test_partitions_of_the_same_columns_share_them() -> None:
    content = dump_partition(states(), REQUESTS)

    assert load_partition(content, "p").columns is load_partition(content, "q").columns
