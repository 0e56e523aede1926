"""States as a document that may travel."""

from __future__ import annotations

import json
import math

import pytest

from lockgate.domain.codec import canonical_bytes, digest
from lockgate.domain.errors import ColumnNotFoundError, DataError, LockgateError, StateError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.changes import AllChanges
from lockgate.scan.aggregates.column_values import ColumnValue, ColumnValuesState
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.key_counts import Keys, KeysState
from lockgate.scan.aggregates.keyed_counts import QuantileSketch, SketchState, ValueCounts, ValueCountsState
from lockgate.scan.aggregates.order_breaks import OrderBreaks
from lockgate.scan.aggregates.order_runs import OrderRuns, OrderRunsState
from lockgate.scan.cell_parts import COUNT, HASH, TEXT, Hashed
from lockgate.scan.execute import Answer
from lockgate.scan.expression import Expression
from lockgate.scan.packed_cells import pack_cells
from lockgate.scan.packed_texts import pack_texts
from lockgate.scan.pairing import Pairing
from lockgate.scan.predicates import Holds
from lockgate.scan.state_set import FORMAT, dump_states, load_states, withheld_answer

ROWS = Request("t", RowCount())
SLICED = Request("t", RowCount(), by=("g",))
KNOWN: dict[Request, Answer] = {
    ROWS: Count(3),
    SLICED: {(None,): Count(1), ("inf",): Count(1), (1.5,): Count(1)},
    Request("t", Extremes("x")): ExtremesState(-math.inf, math.nan),
    Request("t", CountIf(Holds(Expression("s::int > 1")))): DataError.engine("t", "could not convert 'bob'"),
    Request("t", Extremes("y")): ColumnNotFoundError.of("y", "t", ["x"]),
}


def test_answers_survive_a_file_errors_included() -> None:
    document = json.loads(canonical_bytes(dump_states("t", KNOWN)))

    back = load_states(document, KNOWN)

    assert {request: _plain(answer) for request, answer in back.items()} == {
        request: _plain(answer) for request, answer in KNOWN.items()
    }


def _plain(answer: Answer) -> object:
    if isinstance(answer, dict):
        return sorted(map(repr, answer.items()))
    return (answer.code, str(answer)) if isinstance(answer, LockgateError) else repr(answer)


def test_the_order_in_which_answers_came_does_not_matter() -> None:
    turned = dict(reversed(KNOWN.items()))
    turned[SLICED] = dict(reversed(list(KNOWN[SLICED].items())))  # type: ignore[union-attr]  # states by slice

    assert canonical_bytes(dump_states("t", turned)) == canonical_bytes(dump_states("t", KNOWN))


def test_values_of_a_masked_column_stay_behind() -> None:
    secret = "bob"
    known: dict[Request, Answer] = {
        Request("t", ValueCounts("s")): ValueCountsState(((secret, 3),)),
        Request("t", QuantileSketch("S")): SketchState(((1_100, 3),)),
        Request("t", Extremes("s")): ExtremesState(secret, secret),
        Request("t", Extremes("s"), by=("g",)): {("a",): ExtremesState(secret, secret)},
        Request("t", RowCount(), by=("s",)): {(secret,): Count(3)},
        Request("t", CountIf(Holds(Expression("s::int > 1")))): DataError.engine(
            "t", f"could not convert '{secret}'"
        ),
        Request("t", RowCount(), Expression("s::int > 1")): DataError.engine(
            "t", f"could not convert '{secret}'"
        ),
    }

    document = dump_states("t", known, frozenset({"S"}))

    assert secret not in json.dumps(document)
    assert "1100" not in json.dumps(document)
    assert secret in json.dumps(dump_states("t", known))


KEYED = CellsState((HASH, COUNT), pack_cells({(7, 8): 3}))


@pytest.mark.parametrize(
    ("answer", "is_kept"),
    [
        (KEYED, True),
        (KeysState.of({"aa" * 16: 2}), True),
        (ColumnValuesState(2, (ColumnValue("s", 2, "aa"),)), True),
        ({("a",): KEYED, ("b",): KEYED}, True),
        (CellsState(("float",), pack_cells({(7,): 3})), False),
        ({("a",): KEYED, ("b",): CellsState(("float",))}, False),
        (SketchState(((1_100, 3),)), False),
    ],
)
def test_hashes_of_a_masked_column_are_kept_under_a_secret_and_values_are_not(
    answer: Answer,
    is_kept: bool,  # noqa: FBT001 - a case
) -> None:
    request = Request("t", Cells((Hashed(("S",)),)), by=("g",) if isinstance(answer, dict) else ())
    masked = frozenset({"s"})

    kept = withheld_answer(request, answer, masked, b"secret")

    assert (kept is not None) is is_kept
    assert kept != answer
    assert withheld_answer(request, answer, masked) is None
    assert withheld_answer(request, answer, frozenset(), b"secret") == answer


def test_what_only_shows_values_of_a_masked_column_is_kept_without_them() -> None:
    pairing = Pairing(("k",), "other", ("k",), ("s",), ("s",))
    kept = CellsState((HASH, TEXT), pack_cells({(7, 0): 3}), texts=pack_texts([b"secret"]))
    runs = OrderRunsState(2, 0, "text", ("a", "b"))

    for answer in (kept, {("a",): kept}):
        request = Request("t", AllChanges(pairing), by=("g",) if isinstance(answer, dict) else ())
        found = withheld_answer(request, answer, frozenset({"s"}), b"secret")  # type: ignore[arg-type]  # slices
        assert "secret" not in str(found)
        assert found is not None
    assert withheld_answer(Request("t", OrderRuns(OrderBreaks("s"))), runs, frozenset({"s"})) == OrderRunsState(
        2, 0, "text"
    )


def test_what_reads_all_columns_reads_the_masked_ones() -> None:
    keys = KeysState.of({"aa" * 16: 2})

    kept = withheld_answer(Request("t", Keys((), "never")), keys, frozenset({"s"}), b"secret")

    assert kept == keys.keyed(b"secret") != keys


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "lockgate-states/2"}, "lockgate-states/1"),
        ({"format": None}, "lockgate-states/1"),
        ({"table": "u"}, "digest"),
        ({"digest": ""}, "digest"),
        ({"states": {}}, "digest"),
    ],
)
def test_a_document_that_was_changed_is_refused(change: dict[str, object], says: str) -> None:
    document = {**dump_states("t", KNOWN), **change}

    with pytest.raises(StateError, match=says):
        load_states(document, KNOWN)


def test_a_state_that_is_not_there_or_of_an_unknown_kind_is_an_error() -> None:
    body = {"format": FORMAT, "table": "t", "states": {ROWS.key: {"state": {"kind": "from the future"}}}}

    with pytest.raises(StateError, match="known kinds"):
        load_states({**body, "digest": digest(body)}, [ROWS])
    assert isinstance(load_states(dump_states("t", {}), [ROWS])[ROWS], StateError)
