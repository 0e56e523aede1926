"""Go up and go down: rehearse the way back, do the step, ask the contract, publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lockgate.app.migration.folder import MigrationFolder
from lockgate.app.migration.gate import GateResult, judge_table
from lockgate.app.migration.ports import OpenTable, TableStore
from lockgate.contracts.contract import TableContract
from lockgate.domain.clock import Clock
from lockgate.domain.errors import LockgateError, MigrationError
from lockgate.migrations.migration import Direction, Migration
from lockgate.migrations.proof import Proof
from lockgate.scan.engine import Engine

__all__ = ["Done", "Migrator"]

Contracts = Callable[[str], TableContract | None]


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was published.

    Parameters
    ----------
    id : str
        The migration.
    direction : Direction
        The step.
    rows : int
        Rows that the table has now.
    restores : bool
        Whether the way back was seen to bring back every row.
    gate : GateResult or None
        What the contract said; None where neither the migration nor one before it names a version.
    """

    id: str
    direction: Direction
    rows: int
    restores: bool
    gate: GateResult | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrator:
    """Moves one table along its migrations.

    Parameters
    ----------
    folder : MigrationFolder
        The migrations.
    store : TableStore
        The table.
    contracts : function
        The contract of a version; None where the target names no contract.
    engine : Engine
        Asks the contract's checks.
    clock : Clock
        Tells when.
    allow_lossy : bool, default=False
        Whether steps that are declared to lose data may.
    told : function, default=nothing
        Called with each step once it is published: one that fails later does not take it back.
    """

    folder: MigrationFolder
    store: TableStore
    contracts: Contracts
    engine: Engine
    clock: Clock
    allow_lossy: bool = False
    told: Callable[[Done], None] = lambda _: None

    def up(self, to: str = "") -> tuple[Done, ...]:
        """Apply what is pending, up to the migration `to`; each is published by itself.

        Raises
        ------
        MigrationError
            If a step cannot be done; those before it stay done, and the table is as they left it.
        """
        done: list[Done] = []
        while (migration := self._next(to)) is not None:
            done.append(self._step(migration, Direction.UP))
        return tuple(done)

    def _next(self, to: str) -> Migration | None:
        pending = self.store.journal().pending(self.folder.migrations)
        ids = [one.id for one in self.folder.migrations]
        if to and to not in ids:
            raise MigrationError.unreadable(
                to, "there is no migration of that name", f"there is: {', '.join(ids)}"
            )
        return next((one for one in pending if not to or one.id <= to), None)

    def down(self, steps: int = 1) -> tuple[Done, ...]:
        """Take back the last migrations that were applied, newest first.

        Parameters
        ----------
        steps : int, default=1
            How many, 1 or more; no more than there are.

        Raises
        ------
        MigrationError
            If a step cannot be taken back.
        """
        done: list[Done] = []
        for _ in range(steps):
            journal = self.store.journal()
            journal.check(self.folder.migrations)
            if not journal.applied:
                break
            done.append(self._step(self.folder.migrations[len(journal.applied) - 1], Direction.DOWN))
        return tuple(done)

    def _step(self, migration: Migration, direction: Direction) -> Done:
        self._refuse_lossy(migration, direction)
        opened = self.store.open()
        try:
            # read again under the lock: another process may have been quicker
            journal = self.store.journal()
            journal.check(self.folder.migrations)
            after = journal.after(migration, direction, self.clock.now())
            proof = walk(opened, migration, direction)
            self._judge_proof(migration, direction, proof)
            if not (proof.restores and proof.repeats):  # what was walked three times is not what one step gives
                opened.undo()
                attempt(opened, migration, direction)
            gate = self._gate(migration, direction, opened)
            opened.commit(after)
        finally:
            opened.close()
        done = Done(migration.id, direction, proof.there.rows, proof.restores, gate)
        self.told(done)
        return done

    def _refuse_lossy(self, migration: Migration, direction: Direction) -> None:
        lost = migration.declaration.lossy(direction)
        if lost and not self.allow_lossy:
            raise MigrationError.lossy(migration.id, direction.value, lost)

    def _judge_proof(self, migration: Migration, direction: Direction, proof: Proof) -> None:
        if not proof.restores and not migration.declaration.lossy(direction):
            raise MigrationError.unproved(migration.id, direction.value, proof.differs)
        if proof.is_fickle and not migration.declaration.lossy(direction.other):
            raise MigrationError.unrepeated(migration.id, direction.value, direction.other.value)

    def _gate(self, migration: Migration, direction: Direction, opened: OpenTable) -> GateResult | None:
        version = self._version(migration, direction)
        contract = self.contracts(version) if version else None
        if contract is None:
            return None
        table = self.folder.target.table
        gate = judge_table(contract, table, opened.source(), engine=self.engine, now=self.clock.now())
        if gate.red:
            raise MigrationError.gate_shut(migration.id, version, gate.red)
        return gate

    def _version(self, migration: Migration, direction: Direction) -> str:
        """Return the version that holds after a step: the declared one, or that which migrations before it came to."""
        declared = migration.declaration.version(direction)
        before = [one.declaration.to_version for one in self.folder.migrations if one.id < migration.id]
        return declared or next((version for version in reversed(before) if version), "")


def walk(opened: OpenTable, migration: Migration, direction: Direction) -> Proof:
    """Go there, back and there again, and return what the table held each time; it ends there.

    The table before is marked, so that `undo` returns to it.
    """
    before = opened.digest()
    opened.mark()
    attempt(opened, migration, direction)
    there = opened.digest()
    attempt(opened, migration, direction.other)
    back = opened.digest()
    attempt(opened, migration, direction)
    return Proof(before, there, back, opened.digest())


def attempt(opened: OpenTable, migration: Migration, direction: Direction) -> int:
    """Do a step and return the rows it wrote.

    Raises
    ------
    MigrationError
        LG613 if it cannot be done.
    """
    try:
        return opened.run(migration.step(direction))
    except MigrationError:  # of the table, and not of the step
        raise
    except LockgateError as error:
        raise MigrationError.failed(migration.id, direction.value, error.text) from error
