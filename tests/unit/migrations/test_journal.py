from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.unit.migrations.test_migration import ADD, DROP, migration

from lockgate.domain.errors import MigrationError
from lockgate.migrations.journal import Journal
from lockgate.migrations.migration import Direction

AT = datetime(2013, 7, 1, tzinfo=UTC)
FIRST, SECOND = migration("0001_a"), migration("0002_b")


def test_what_was_applied_is_no_longer_pending() -> None:
    journal = Journal().after(FIRST, Direction.UP, AT)

    assert Journal().pending([FIRST, SECOND]) == (FIRST, SECOND)
    assert journal.pending([FIRST, SECOND]) == (SECOND,)


def test_taking_back_forgets() -> None:
    journal = Journal().after(FIRST, Direction.UP, AT).after(SECOND, Direction.UP, AT)

    assert journal.after(SECOND, Direction.DOWN, AT).pending([FIRST, SECOND]) == (SECOND,)


def test_only_the_last_one_can_be_taken_back() -> None:
    journal = Journal().after(FIRST, Direction.UP, AT).after(SECOND, Direction.UP, AT)

    with pytest.raises(MigrationError, match="LG617"):
        journal.after(FIRST, Direction.DOWN, AT)
    with pytest.raises(MigrationError, match="LG617"):
        Journal().after(FIRST, Direction.DOWN, AT)


def test_an_applied_migration_that_was_changed_is_refused() -> None:
    journal = Journal().after(FIRST, Direction.UP, AT)

    with pytest.raises(MigrationError, match="LG611"):
        journal.check([migration("0001_a", up=DROP, lossy_up="x")])


@pytest.mark.parametrize("folder", [[], [migration("0000_before", up=ADD), FIRST]])
def test_an_applied_migration_that_is_gone_or_overtaken_is_refused(folder: list[object]) -> None:
    journal = Journal().after(FIRST, Direction.UP, AT)

    with pytest.raises(MigrationError, match="LG617"):
        journal.check(folder)  # type: ignore[arg-type]  # migrations, as parametrize gives them
