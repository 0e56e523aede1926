from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.migration_folders import MigrationHome

from lockgate.app.migration.rehearse import rehearse


@pytest.fixture
def home(tmp_path: Path) -> MigrationHome:
    return MigrationHome(tmp_path).ready()


def test_pending_migrations_are_tried_one_after_the_other_and_nothing_stays(home: MigrationHome) -> None:
    home.migration(
        "0002_b", "UPDATE trips SET distance = distance + 1", "UPDATE trips SET distance = distance - 1"
    )
    before = home.rows()

    tried = rehearse(home.read(), home.store(), rows=0, prove=True)

    assert [(step.migration.id, step.written) for step in tried.steps] == [("0001_rename_km", 4), ("0002_b", 4)]
    assert [column.name for column in tried.steps[0].after] == ["id", "distance", "who", "first_name"]
    assert (tried.rows, tried.is_proved, tried.journal.applied) == (4, True, ())
    assert home.rows() == before
    assert sorted(file.name for file in (home.root / "data").iterdir()) == ["trips"]


def test_a_sample_is_enough_to_try_them_on(home: MigrationHome) -> None:
    assert rehearse(home.read(), home.store(), rows=2, prove=True).rows == 2


def test_without_a_proof_nothing_is_claimed(home: MigrationHome) -> None:
    tried = rehearse(home.read(), home.store(), rows=0, prove=False)

    assert tried.steps[0].proof is None
    assert tried.is_proved


@pytest.mark.parametrize(("more", "is_proved"), [("", False), ("lossy_up: rounded on purpose\n", True)])
def test_a_loss_must_be_declared(home: MigrationHome, more: str, *, is_proved: bool) -> None:
    home.migration(up="UPDATE trips SET km = round(km)", down="UPDATE trips SET km = km", more=more)

    assert rehearse(home.read(), home.store(), rows=0, prove=True).is_proved is is_proved


def test_a_table_that_is_up_to_date_has_nothing_to_try(home: MigrationHome) -> None:
    home.migrator().up()

    tried = rehearse(home.read(), home.store(), rows=0, prove=True)

    assert (tried.steps, len(tried.journal.applied)) == ((), 1)
