"""Contracts and data that cannot be taken from one version to another."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.errors.failure import LockgateError
from lockgate.domain.errors.wording import one_line, short

__all__ = ["ContractVersionError", "MigrationError"]


class ContractVersionError(LockgateError, ValueError):
    """A version of a contract cannot be read, kept or compared."""

    @classmethod
    def malformed(cls, version: str) -> ContractVersionError:
        """Say that a version cannot be ordered."""
        return cls(
            "LG320", "contract", f"the version must be like 1.2.0, got {short(version)}", "see semver.org"
        )

    @classmethod
    def no_revision(cls, path: str, revision: str, reason: str) -> ContractVersionError:
        """Say why a file cannot be read as it was at a revision of git."""
        hint = "check the name of the revision, and that the file was there then"
        return cls("LG321", f"{path}@{revision}", f"cannot be read from git: {one_line(reason)}", hint)

    @classmethod
    def altered(cls, path: str) -> ContractVersionError:
        """Say that a kept version is not what was kept."""
        hint = "restore the file from git; a released version never changes, a new one is released instead"
        return cls("LG322", path, "the kept version was changed or removed after it was released", hint)

    @classmethod
    def kept(cls, contract: str, version: str, path: str) -> ContractVersionError:
        """Say that a version was released with other content."""
        hint = "raise `version`; `lockgate contract version` says to what"
        return cls("LG323", f"contract `{contract}`", f"version {version} is kept already in `{path}`", hint)

    @classmethod
    def none_kept(cls, contract: str, directory: str) -> ContractVersionError:
        """Say that there is no version to compare with."""
        hint = "name the old file, or keep the released version with `lockgate contract release`"
        return cls("LG324", f"contract `{contract}`", f"no version is kept in `{directory}`", hint)


class MigrationError(LockgateError):
    """A migration cannot be planned or applied; the data is as it was before."""

    @classmethod
    def unreadable(cls, where: str, reason: str, hint: str = "") -> MigrationError:
        """Say what is wrong with a file of a folder of migrations."""
        return cls("LG325", f"migration `{where}`", one_line(reason), hint)

    @classmethod
    def forbidden(cls, where: str, what: str, allowed: str) -> MigrationError:
        """Say which construct a step may not use, and what it may."""
        return cls("LG326", f"migration `{where}`", f"{one_line(what)} is not allowed", allowed)

    @classmethod
    def locked(cls, table: str) -> MigrationError:
        """Say that another process migrates the table."""
        return cls("LG610", f"table `{table}`", "another process is migrating it", "wait until it has ended")

    @classmethod
    def busy(cls, table: str) -> MigrationError:
        """Say that other sessions hold a table for longer than a migration waits."""
        reason = "other sessions hold it in transactions that do not end"
        hint = "commit or end them, or wait until they have ended; nothing was changed"
        return cls("LG610", f"table `{table}`", reason, hint)

    @classmethod
    def altered(cls, migration: str) -> MigrationError:
        """Say that the files of an applied migration are not those that were applied."""
        hint = "restore them from git, and write a new migration for the change"
        return cls("LG611", f"migration `{migration}`", "its files were changed after it was applied", hint)

    @classmethod
    def undeclared(cls, migration: str, direction: str, lost: str) -> MigrationError:
        """Say that a step loses something and does not declare it."""
        hint = f"write `lossy_{direction}: <why it may go>` into migration.yaml, or keep it"
        return cls("LG612", f"migration `{migration}`", f"its `{direction}` loses {one_line(lost)}", hint)

    @classmethod
    def lossy(cls, migration: str, direction: str, lost: str) -> MigrationError:
        """Say that a declared loss was not allowed."""
        text = f"its `{direction}` loses data ({one_line(lost)})"
        return cls("LG612", f"migration `{migration}`", text, "allow it with --allow-lossy")

    @classmethod
    def failed(cls, migration: str, direction: str, reason: str) -> MigrationError:
        """Say why a step could not be done; nothing was changed."""
        text = f"its `{direction}` failed and nothing was changed: {one_line(reason)}"
        return cls("LG613", f"migration `{migration}`", text, "correct the step and run again")

    @classmethod
    def gate_shut(cls, migration: str, version: str, findings: Sequence[str]) -> MigrationError:
        """Say which checks of the contract the migrated table does not pass; nothing was changed."""
        shown = "; ".join(one_line(finding) for finding in findings[:5])
        text = f"the table would break contract version {version}, so nothing was changed: {shown}"
        return cls("LG614", f"migration `{migration}`", text, "correct the step or the contract and run again")

    @classmethod
    def unproved(cls, migration: str, direction: str, differs: str) -> MigrationError:
        """Say that the way back does not bring back what was there."""
        hint = f"correct the step back, or write `lossy_{direction}: <why it may go>` into migration.yaml"
        text = f"the way back from its `{direction}` does not restore the rows: {one_line(differs)}"
        return cls("LG615", f"migration `{migration}`", text, hint)

    @classmethod
    def unrepeated(cls, migration: str, direction: str, back: str) -> MigrationError:
        """Say that a step gives other rows when it is done again."""
        hint = f"let the step depend on the rows alone, or write `lossy_{back}: <why it may go>` into migration.yaml"
        text = f"its `{direction}`, done again after the way back, gives other rows than before"
        return cls("LG615", f"migration `{migration}`", text, hint)

    @classmethod
    def no_target(cls, table: str, reason: str, hint: str = "") -> MigrationError:
        """Say why the data cannot be migrated where it is."""
        return cls("LG616", f"table `{table}`", one_line(reason), hint)

    @classmethod
    def disordered(cls, applied: str, there: str) -> MigrationError:
        """Say that the folder does not follow what the data has seen."""
        text = (
            f"it is applied, and the folder has `{there}` in its place" if there else "it is applied, and gone"
        )
        hint = "check out the folder that the data was migrated with; new migrations come last"
        return cls("LG617", f"migration `{applied}`", text, hint)
