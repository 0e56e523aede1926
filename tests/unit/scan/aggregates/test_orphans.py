"""Keys that point to nothing."""

from __future__ import annotations

from tests.fakes.states import state_of

from lockgate.domain.errors import DataError
from lockgate.scan.aggregates.orphans import Orphans, OrphansState

FLIGHTS = {"carrier": ["UA", "XX", "UA", None, "xx"], "day": [1, 1, 2, 2, 2]}
AIRLINES = {"code": ["UA", "AA", None], "since": [1, 1, 1]}


def test_rows_whose_key_the_other_table_lacks_are_counted() -> None:
    orphans = Orphans(("carrier",), "airlines", ("code",))

    assert state_of(FLIGHTS, orphans, airlines=AIRLINES) == OrphansState(4, 2)
    assert state_of(FLIGHTS, orphans, "day = 1", airlines=AIRLINES) == OrphansState(2, 1)
    assert state_of(FLIGHTS, orphans, by=("day",), airlines=AIRLINES) == {
        (1,): OrphansState(2, 1),
        (2,): OrphansState(2, 1),
    }


def test_every_part_of_a_compound_key_must_match() -> None:
    orphans = Orphans(("carrier", "day"), "airlines", ("code", "since"))

    assert state_of(FLIGHTS, orphans, airlines=AIRLINES) == OrphansState(4, 3)


def test_a_table_or_column_that_is_not_there_is_an_error() -> None:
    for orphans in (Orphans(("carrier",), "gone", ("code",)), Orphans(("carrier",), "airlines", ("gone",))):
        assert isinstance(state_of(FLIGHTS, orphans, airlines=AIRLINES), DataError)


def test_parts_add_up() -> None:
    assert OrphansState(3, 1).merge(OrphansState(2, 0)) == OrphansState(5, 1)
