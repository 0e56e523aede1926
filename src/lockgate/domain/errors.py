"""Everything that can keep Lockgate from deciding.

An exception here means "could not decide"; "decided no" is a finding. Each class has named constructors that
take facts, so that the wording lives in this file. Codes are permanent: `lockgate.domain.codes` lists them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lockgate.domain.position import Position

__all__ = [
    "ColumnNotFoundError",
    "ContractVersionError",
    "DataError",
    "DocumentError",
    "EntryError",
    "EvidenceError",
    "ExpressionError",
    "LockgateError",
    "MigrationError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "ParameterError",
    "Problem",
    "StateError",
    "VerdictError",
    "closest",
    "did_you_mean",
]


def closest(name: str, known: Iterable[str]) -> str:
    """Return the known name nearest to `name`, or an empty text where none is near.

    Examples
    --------
    >>> closest("carier", ["carrier", "origin"])
    'carrier'
    """
    names = sorted(known)
    folded = {candidate.casefold(): candidate for candidate in reversed(names)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known name, or else up to five of the known names."""
    names = sorted(known)
    near = closest(name, names)
    if near:
        return f"did you mean `{near}`?"
    shown = ", ".join(f"`{candidate}`" for candidate in names[:5])
    rest = f" and {len(names) - 5} more" if len(names) > 5 else ""  # noqa: PLR2004 - at most five names
    return f"known: {shown}{rest}" if names else ""


class LockgateError(Exception):
    """Base of all errors.

    Parameters
    ----------
    code : str
        Permanent code, such as ``LG201``.
    where : str
        The function, file, table or entry concerned.
    text : str
        What must hold and what was got, one sentence without the final period.
    hint : str, default=""
        What to do next.
    """

    def __init__(self, code: str, where: str, text: str, hint: str = "") -> None:
        super().__init__(code, where, text, hint)
        self.code = code
        self.where = where
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        message = f"[{self.code}] {self.where}: {self.text}."
        return f"{message}\n  hint: {self.hint}" if self.hint else message


class ParameterError(LockgateError, ValueError):
    """An argument is outside its domain."""

    @classmethod
    def of(cls, where: str, parameter: str, must: str, got: object) -> ParameterError:
        """Build the error for one parameter.

        Examples
        --------
        >>> print(ParameterError.of("wilson_interval", "successes", "an int in [0, 2]", 3))
        [LG101] wilson_interval: `successes` must be an int in [0, 2], got 3.
        """
        return cls("LG101", where, f"`{parameter}` must be {must}, got {_short(got)}")


class MissingExtraError(LockgateError, ImportError):
    """An optional dependency is not installed."""

    @classmethod
    def of(cls, where: str, package: str, extra: str) -> MissingExtraError:
        """Name the package and the extra that brings it."""
        return cls("LG102", where, f"`{package}` is not installed", f"pip install 'lockgate[{extra}]'")

    @classmethod
    def any_of(cls, where: str, packages: Sequence[str]) -> MissingExtraError:
        """Name packages of which one is enough."""
        hint = " or ".join(f"`pip install {package}`" for package in packages)
        return cls("LG102", where, f"none of {', '.join(packages)} is installed", hint)


class ColumnNotFoundError(LockgateError, KeyError):
    """A table lacks a column that was asked for."""

    __str__ = LockgateError.__str__

    @classmethod
    def of(cls, column: str, table: str, available: Iterable[str]) -> ColumnNotFoundError:
        """Build the error, with the nearest name that exists.

        Examples
        --------
        >>> print(ColumnNotFoundError.of("amout", "orders", ["id", "amount"]))
        [LG201] table `orders`: has no column `amout`.
          hint: did you mean `amount`?
        """
        return cls("LG201", f"table `{table}`", f"has no column `{column}`", did_you_mean(column, available))


class DataError(LockgateError):
    """A table cannot be read."""

    @classmethod
    def missing(cls, table: str, location: str) -> DataError:
        """Say that nothing is at `location`."""
        hint = "check the path; it is relative to the directory of lockgate.yaml"
        return cls("LG202", f"table `{table}`", f"no file matches `{location}`", hint)

    @classmethod
    def unreadable(cls, table: str, location: str, reason: str, hint: str = "") -> DataError:
        """Say that what is at `location` cannot be read, and the reader's reason."""
        return cls("LG203", f"table `{table}`", f"`{location}` cannot be read: {_one_line(reason)}", hint)

    @classmethod
    def unknown_format(cls, table: str, location: str, known: Sequence[str]) -> DataError:
        """Say that the file's ending names no format that is read."""
        hint = f"known endings: {', '.join(known)}; or set `format`"
        return cls("LG204", f"table `{table}`", f"the format of `{location}` is not known", hint)

    @classmethod
    def engine(cls, table: str, reason: str) -> DataError:
        """Pass on why the engine refused a query."""
        return cls("LG205", f"table `{table}`", f"the engine could not answer: {_one_line(reason)}")

    @classmethod
    def gap(cls, engine: str, reason: str) -> DataError:
        """Say what an engine cannot be asked, and why."""
        return cls("LG240", f"engine `{engine}`", reason, "ask it of DuckDB, or ask another question")

    @classmethod
    def unreachable(cls, engine: str, reason: str, hint: str = "") -> DataError:
        """Say that an engine cannot be started or does not answer."""
        return cls("LG241", f"engine `{engine}`", f"it cannot be reached: {_one_line(reason)}", hint)

    @classmethod
    def no_version(cls, table: str, location: str, version: object, there: str) -> DataError:
        """Say that a versioned table does not have the version that is asked for."""
        hint = f"there are: {there}" if there else ""
        return cls("LG242", f"table `{table}`", f"`{location}` has no version {_short(version)}", hint)

    @classmethod
    def unknown_table(cls, table: str, known: Iterable[str]) -> DataError:
        """Say that the project has no such table."""
        return cls("LG206", "project", f"no table is named `{table}`", did_you_mean(table, known))

    @classmethod
    def empty(cls, table: str) -> DataError:
        """Say that a table has no rows to learn from."""
        return cls(
            "LG208", f"table `{table}`", "has no rows", "infer from a table that is as the next ones should be"
        )

    @classmethod
    def incomparable(cls, table: str, reasons: Sequence[str]) -> DataError:
        """Say that no column of a table can be compared, and why of up to five."""
        shown = "; ".join(reasons[:5])
        return cls("LG220", f"table `{table}`", f"has no column that can be compared: {_one_line(shown)}")

    @classmethod
    def too_many_slices(cls, table: str, column: str, most: int) -> DataError:
        """Say that a column has more values than slices can be compared."""
        text = f"column `{column}` has more than {most:,} values, too many to slice by"
        return cls("LG227", f"table `{table}`", text, "slice by a coarser column")

    @classmethod
    def wrong_type(cls, table: str, column: str, must: str, got: str) -> DataError:
        """Say that a column's type does not fit the question asked of it."""
        return cls("LG207", f"table `{table}`", f"column `{column}` must be {must}, got {got}")


class ExpressionError(LockgateError, ValueError):
    """A predicate, query or regular expression is not allowed or cannot be parsed."""

    @classmethod
    def unparsable(cls, text: str, reason: str) -> ExpressionError:
        """Say where the parser stopped."""
        return cls("LG301", f"expression {_short(text)}", f"must be one SQL expression; {_one_line(reason)}")

    @classmethod
    def forbidden(cls, text: str, what: str, allowed: str) -> ExpressionError:
        """Say which construct is not allowed, and what is."""
        return cls("LG302", f"expression {_short(text)}", f"{what} is not allowed", allowed)


class StateError(LockgateError, ValueError):
    """A stored state cannot be read or merged."""

    @classmethod
    def unreadable(cls, where: str, reason: str) -> StateError:
        """Say why a stored state cannot be read."""
        return cls("LG210", where, f"the stored state cannot be read: {_one_line(reason)}")

    @classmethod
    def unwritable(cls, where: str, reason: str) -> StateError:
        """Say why states cannot be written or removed."""
        return cls("LG230", where, f"states cannot be written: {_one_line(reason)}", "make it writable")

    @classmethod
    def unwritable_reference(cls, where: str, reason: str) -> StateError:
        """Say why a reference cannot be kept."""
        return cls("LG224", where, f"cannot be written: {_one_line(reason)}")

    @classmethod
    def no_reference(cls, name: str, known: Sequence[str]) -> StateError:
        """Say that there is no such reference, and which there are."""
        hint = (
            did_you_mean(name, known)
            if known
            else f"make one: `lockgate reference accept {name.split('/', maxsplit=1)[0]}`"
        )
        return cls("LG222", f"reference `{name}`", "there is none of that name", hint)

    @classmethod
    def not_accepted(cls, table: str, reason: str) -> StateError:
        """Say why the data of a table may not become a reference."""
        hint = "run the project until the contract of the table passes; or say with --reason why it may"
        return cls("LG223", f"table `{table}`", f"its data may not become a reference: {reason}", hint)

    @classmethod
    def other_blocks(cls, reference: str) -> StateError:
        """Say that a reference was frozen without the blocks that are asked for, or with others."""
        hint = "accept it again: `lockgate reference accept` takes the blocks from the drift entry"
        return cls(
            "LG225", f"reference `{reference}`", "it was not frozen with the `blocks` of the drift entry", hint
        )

    @classmethod
    def uncalibrated(cls, reference: str, reason: str) -> StateError:
        """Say why margins cannot be calibrated on a reference."""
        hint = "name `blocks` in the drift entry and accept a longer reference; or give a number as `margin`"
        return cls("LG226", f"reference `{reference}`", f"margins cannot be calibrated on it: {reason}", hint)

    @classmethod
    def not_kept(cls, reference: str, what: str) -> StateError:
        """Say what a drift entry asks for that a reference was frozen without."""
        hint = "accept it again: `lockgate reference accept` keeps what the drift entries ask for"
        return cls("LG228", f"reference `{reference}`", f"it does not keep {what}", hint)

    @classmethod
    def not_held(cls, reference: str, column: str, hint: str) -> StateError:
        """Say that a reference does not hold a column."""
        what = f"it does not hold column `{column}`" if column else "no column of it is left to compare"
        return cls("LG221", f"reference `{reference}`", what, hint)

    @classmethod
    def unmergeable(cls, kind: str, reason: str) -> StateError:
        """Say why two states of a kind have no exact merge."""
        return cls(
            "LG211",
            f"state `{kind}`",
            f"cannot be merged exactly: {_one_line(reason)}",
            "scan the whole instead",
        )


class ModelError(LockgateError):
    """A model file cannot be loaded or cannot score."""

    @classmethod
    def unreadable(cls, path: str, reason: str, hint: str = "") -> ModelError:
        """Say why a model file cannot be loaded."""
        return cls("LG501", f"model `{path}`", f"cannot be loaded: {_one_line(reason)}", hint)

    @classmethod
    def failed(cls, path: str, reason: str, hint: str = "") -> ModelError:
        """Say why a loaded model cannot score a table."""
        return cls("LG502", f"model `{path}`", f"cannot score: {_one_line(reason)}", hint)


class ContractVersionError(LockgateError, ValueError):
    """A version of a contract cannot be read, kept or compared."""

    @classmethod
    def malformed(cls, version: str) -> ContractVersionError:
        """Say that a version cannot be ordered."""
        return cls(
            "LG320", "contract", f"the version must be like 1.2.0, got {_short(version)}", "see semver.org"
        )

    @classmethod
    def no_revision(cls, path: str, revision: str, reason: str) -> ContractVersionError:
        """Say why a file cannot be read as it was at a revision of git."""
        hint = "check the name of the revision, and that the file was there then"
        return cls("LG321", f"{path}@{revision}", f"cannot be read from git: {_one_line(reason)}", hint)

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
        return cls("LG325", f"migration `{where}`", _one_line(reason), hint)

    @classmethod
    def forbidden(cls, where: str, what: str, allowed: str) -> MigrationError:
        """Say which construct a step may not use, and what it may."""
        return cls("LG326", f"migration `{where}`", f"{_one_line(what)} is not allowed", allowed)

    @classmethod
    def locked(cls, table: str) -> MigrationError:
        """Say that another process migrates the table."""
        return cls("LG610", f"table `{table}`", "another process is migrating it", "wait until it has ended")

    @classmethod
    def altered(cls, migration: str) -> MigrationError:
        """Say that the files of an applied migration are not those that were applied."""
        hint = "restore them from git, and write a new migration for the change"
        return cls("LG611", f"migration `{migration}`", "its files were changed after it was applied", hint)

    @classmethod
    def undeclared(cls, migration: str, direction: str, lost: str) -> MigrationError:
        """Say that a step loses something and does not declare it."""
        hint = f"write `lossy_{direction}: <why it may go>` into migration.yaml, or keep it"
        return cls("LG612", f"migration `{migration}`", f"its `{direction}` loses {_one_line(lost)}", hint)

    @classmethod
    def lossy(cls, migration: str, direction: str, lost: str) -> MigrationError:
        """Say that a declared loss was not allowed."""
        text = f"its `{direction}` loses data ({_one_line(lost)})"
        return cls("LG612", f"migration `{migration}`", text, "allow it with --allow-lossy")

    @classmethod
    def failed(cls, migration: str, direction: str, reason: str) -> MigrationError:
        """Say why a step could not be done; nothing was changed."""
        text = f"its `{direction}` failed and nothing was changed: {_one_line(reason)}"
        return cls("LG613", f"migration `{migration}`", text, "correct the step and run again")

    @classmethod
    def gate_shut(cls, migration: str, version: str, findings: Sequence[str]) -> MigrationError:
        """Say which checks of the contract the migrated table does not pass; nothing was changed."""
        shown = "; ".join(_one_line(finding) for finding in findings[:5])
        text = f"the table would break contract version {version}, so nothing was changed: {shown}"
        return cls("LG614", f"migration `{migration}`", text, "correct the step or the contract and run again")

    @classmethod
    def unproved(cls, migration: str, direction: str, differs: str) -> MigrationError:
        """Say that the way back does not bring back what was there."""
        hint = f"correct the step back, or write `lossy_{direction}: <why it may go>` into migration.yaml"
        text = f"the way back from its `{direction}` does not restore the rows: {_one_line(differs)}"
        return cls("LG615", f"migration `{migration}`", text, hint)

    @classmethod
    def no_target(cls, table: str, reason: str, hint: str = "") -> MigrationError:
        """Say why the data cannot be migrated where it is."""
        return cls("LG616", f"table `{table}`", _one_line(reason), hint)

    @classmethod
    def disordered(cls, applied: str, there: str) -> MigrationError:
        """Say that the folder does not follow what the data has seen."""
        text = (
            f"it is applied, and the folder has `{there}` in its place" if there else "it is applied, and gone"
        )
        hint = "check out the folder that the data was migrated with; new migrations come last"
        return cls("LG617", f"migration `{applied}`", text, hint)


class EntryError(LockgateError):
    """A stage entry cannot run."""

    @classmethod
    def of(cls, entry: str, reason: str, hint: str = "") -> EntryError:
        """Say why an entry cannot run."""
        return cls("LG601", f"entry `{entry}`", _one_line(reason), hint)


class EvidenceError(LockgateError):
    """Evidence cannot be written or read."""

    @classmethod
    def unwritable(cls, path: str, reason: str) -> EvidenceError:
        """Say why evidence cannot be saved."""
        hint = "choose a writable directory with --evidence"
        return cls("LG602", f"evidence `{path}`", f"cannot be written: {_one_line(reason)}", hint)

    @classmethod
    def unreadable(cls, path: str, reason: str) -> EvidenceError:
        """Say why stored evidence cannot be read."""
        hint = (
            "`lockgate run` keeps evidence; name its directory with --evidence, or its project with --project"
        )
        return cls("LG603", f"evidence `{path}`", f"cannot be read: {_one_line(reason)}", hint)

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
        return cls("LG620", f"output `{target}`", f"it cannot be written: {_one_line(reason)}", hint)

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
    def untold(cls, table: str, checks: Sequence[str]) -> OutputError:
        """Say that not every offending row can be named, because too many distinct values offend."""
        text = f"not every offending row can be told: too many distinct values offend {', '.join(checks[:5])}"
        hint = "the report counts them; ask for fewer rows with `where`"
        return cls("LG621", f"table `{table}`", text, hint)

    @classmethod
    def uneven(cls, table: str, rows: int, good: int, bad: int) -> OutputError:
        """Say that the two parts together are not the table."""
        text = f"{good:,} good and {bad:,} bad rows do not make the {rows:,} of the table"
        return cls("LG622", f"table `{table}`", text, "the table was changed meanwhile; start again")


class VerdictError(LockgateError, AssertionError):
    """A verdict that had to be ``PASS`` is not; the only error that means "decided no"."""

    @classmethod
    def of(cls, subject: str, verdict: str, red: Sequence[str]) -> VerdictError:
        """Name the verdict and up to five red lines."""
        shown = "; ".join(red[:5])
        rest = f"; and {len(red) - 5} more" if len(red) > 5 else ""  # noqa: PLR2004 - at most five lines
        return cls("LG103", subject, f"the verdict is {verdict}: {shown}{rest}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a document: where it stands, what is wrong, what to do."""

    position: Position
    code: str
    text: str
    hint: str = ""
    source_line: str = ""


class DocumentError(LockgateError, ValueError):
    """A YAML document has mistakes; all of them, in the order of the file.

    Examples
    --------
    >>> problem = Problem(Position("a.yaml", 3, 5), "LG312", "unknown key `mustBee`", "did you mean `mustBe`?")
    >>> print(DocumentError((problem,)))
    a.yaml:3:5  [LG312] unknown key `mustBee`. did you mean `mustBe`?
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = min(problems, key=lambda problem: problem.position)
        super().__init__(first.code, str(first.position), first.text, first.hint)
        self.problems = tuple(sorted(problems, key=lambda problem: problem.position))

    def __str__(self) -> str:
        return "\n".join(
            f"{problem.position}  [{problem.code}] {problem.text}."
            + (f" {problem.hint}" if problem.hint else "")
            for problem in self.problems
        )


def _one_line(text: str) -> str:
    """Return a foreign message on one line, short and without its final period."""
    line = " ".join(text.split())
    return (line[:300] + " …" if len(line) > 300 else line).rstrip(".")  # noqa: PLR2004 - one screen


def _short(value: object) -> str:
    """Return the repr of a value, cut to a length that fits an error message."""
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "..."  # noqa: PLR2004 - one line
