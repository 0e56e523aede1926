from __future__ import annotations

from datetime import UTC, datetime

from tests.unit.migrations.test_migration import ADD, DROP, migration
from tests.unit.migrations.test_proof import A, B, digest

from lockgate.migrations.journal import Journal
from lockgate.migrations.migration import Direction
from lockgate.migrations.proof import Proof
from lockgate.reports.migration_text import PlannedStep, plan_text, status_text

AT = datetime(2013, 7, 1, tzinfo=UTC)
GOOD = Proof(digest(A), digest(A, B), digest(A), digest(A, B))
LOST = Proof(digest(A), digest(B), digest(B), digest(B))
UNSTEADY = Proof(digest(A), digest(A, B), digest(A), digest(A, B, low=9))


def planned(proof: Proof | None, *, lossy_up: str = "") -> str:
    one = migration(up=DROP if lossy_up else ADD, lossy_up=lossy_up)
    return plan_text("data/t", 3, Journal(), [PlannedStep(one, (A,), (A, B), 3, proof)])


def test_a_plan_shows_statements_columns_rows_and_the_proof() -> None:
    assert (
        planned(GOOD)
        == f"""\
data/t: 0 migrations applied, 1 pending, tried on a copy of 3 rows

  0001_x   x
      ALTER TABLE t ADD COLUMN a INT;
      + b INT
      3 rows written
      proved: up, down and up again gave the same 3 rows, digest {GOOD.there.digest[:12]}"""
    )


def test_a_proof_that_failed_has_a_code_unless_the_loss_is_declared() -> None:
    assert "[LG615] down does not restore 3 rows: column `a` is gone" in planned(LOST)
    declared = planned(LOST, lossy_up="old names")
    assert "LG615" not in declared
    assert "loses data: old names; up needs --allow-lossy" in declared
    assert "[LG615] up again does not give what it gave before" in planned(UNSTEADY)


def test_a_plan_without_a_proof_claims_none() -> None:
    assert planned(None).endswith("3 rows written")


def test_a_status_lists_what_was_applied_and_what_waits() -> None:
    journal = Journal().after(migration("0001_a"), Direction.UP, AT)

    assert status_text("data/t", "t", journal, [migration("0002_b")]) == (
        "t   data/t\n  ✔ 0001_a   2013-07-01T00:00:00+00:00\n  · 0002_b   pending: x"
    )
