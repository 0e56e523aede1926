"""Entries that cannot run, and what cannot be written."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.errors.failure import LockgateError
from lockgate.domain.errors.wording import one_line

__all__ = ["EntryError", "EvidenceError", "ModelError", "OutputError"]


class ModelError(LockgateError):
    """A model file cannot be loaded or cannot score."""

    @classmethod
    def unreadable(cls, path: str, reason: str, hint: str = "") -> ModelError:
        """Say why a model file cannot be loaded."""
        advice = hint or "the file may be damaged or of another format: write the model again, or set `format`"
        return cls("LG501", f"model `{path}`", f"cannot be loaded: {one_line(reason)}", advice)

    @classmethod
    def failed(cls, path: str, reason: str, hint: str = "") -> ModelError:
        """Say why a loaded model cannot score a table."""
        return cls("LG502", f"model `{path}`", f"cannot score: {one_line(reason)}", hint)


class EntryError(LockgateError):
    """A stage entry cannot run."""

    @classmethod
    def of(cls, entry: str, reason: str, hint: str = "") -> EntryError:
        """Say why an entry cannot run."""
        return cls("LG601", f"entry `{entry}`", one_line(reason), hint)


class EvidenceError(LockgateError):
    """Evidence cannot be written or read."""

    @classmethod
    def unwritable(cls, path: str, reason: str) -> EvidenceError:
        """Say why evidence cannot be saved."""
        hint = "choose a writable directory with --evidence"
        return cls("LG602", f"evidence `{path}`", f"cannot be written: {one_line(reason)}", hint)

    @classmethod
    def unreadable(cls, path: str, reason: str) -> EvidenceError:
        """Say why stored evidence cannot be read."""
        hint = (
            "`lockgate run` keeps evidence; name its directory with --evidence, or its project with --project"
        )
        return cls("LG603", f"evidence `{path}`", f"cannot be read: {one_line(reason)}", hint)

    @classmethod
    def damaged(cls, path: str, reason: str) -> EvidenceError:
        """Say what is wrong with the evidence of one run."""
        hint = "put that folder back from a copy, or remove it and run again: `lockgate run` keeps new evidence"
        return cls("LG603", f"evidence `{path}`", f"cannot be read: {one_line(reason)}", hint)

    @classmethod
    def unknown_run(cls, run_id: str, runs: Sequence[str]) -> EvidenceError:
        """Say that no run has the id, and name the five newest; `runs` are all of them, newest first."""
        newest = ", ".join(runs[:5])
        hint = (
            f"newest first: {newest}; `lockgate report --list` shows more" if runs else "none is kept there yet"
        )
        return cls("LG603", "evidence", f"there is no run of that name: `{run_id}`", hint)

    @classmethod
    def ambiguous_run(cls, run_id: str, runs: Sequence[str]) -> EvidenceError:
        """Say that the ids of several runs begin so."""
        return cls("LG603", "evidence", f"several runs begin with `{run_id}`", ", ".join(runs[:5]))


class OutputError(LockgateError):
    """Rows cannot be written where they were asked for, or not all of them."""

    @classmethod
    def exists(cls, target: str) -> OutputError:
        """Say that something is there already."""
        return cls(
            "LG620", f"output `{target}`", "it is there already", "name another, or replace it with --force"
        )

    @classmethod
    def busy(cls, target: str) -> OutputError:
        """Say that another process is at work on it."""
        return cls("LG620", f"output `{target}`", "another process is writing it", "wait until it has ended")

    @classmethod
    def unwritable(cls, target: str, reason: str) -> OutputError:
        """Say why it cannot be written."""
        hint = "name a place that can be written"
        return cls("LG620", f"output `{target}`", f"it cannot be written: {one_line(reason)}", hint)

    @classmethod
    def unknown_ending(cls, target: str) -> OutputError:
        """Say which endings name a format."""
        return cls("LG620", f"output `{target}`", "its ending names no format", "end it with .parquet or .csv")

    @classmethod
    def undecided(cls, table: str, checks: Sequence[str]) -> OutputError:
        """Say that good rows cannot be told from bad ones, because some checks could not be asked."""
        named = ", ".join(checks[:5])
        hint = "run `lockgate check` to see why; mend the table or the contract first"
        return cls("LG621", f"table `{table}`", f"rows cannot be told apart: {named} could not be asked", hint)

    @classmethod
    def uneven(cls, table: str, rows: int, good: int, bad: int) -> OutputError:
        """Say that the two parts together are not the table."""
        text = f"{good:,} good and {bad:,} bad rows do not make the {rows:,} of the table"
        return cls("LG622", f"table `{table}`", text, "the table was changed meanwhile; start again")
