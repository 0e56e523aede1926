"""Tables, expressions over them, and stored states that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lockgate.domain.errors.failure import LockgateError
from lockgate.domain.errors.wording import closest, did_you_mean, one_line, short

__all__ = ["ColumnNotFoundError", "DataError", "ExpressionError", "StateError"]


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
        hint = "check the path; that of a table of a project is relative to the directory of lockgate.yaml"
        return cls("LG202", f"table `{table}`", f"no file matches `{location}`", hint)

    @classmethod
    def no_data_in(cls, table: str, directory: str, endings: Sequence[str]) -> DataError:
        """Say that a directory holds no file of rows."""
        hint = f"its files end with {', '.join(endings)}; names that begin with `.` or `_` are passed over"
        return cls("LG202", f"table `{table}`", f"directory `{directory}` holds no file of rows", hint)

    @classmethod
    def unreadable(cls, table: str, location: str, reason: str, hint: str = "") -> DataError:
        """Say that what is at `location` cannot be read, and the reader's reason."""
        return cls("LG203", f"table `{table}`", f"`{location}` cannot be read: {one_line(reason)}", hint)

    @classmethod
    def kept_by_a_log(cls, table: str, location: str) -> DataError:
        """Say that files are those of a Delta Lake table, whose log tells which of them are its rows.

        Examples
        --------
        >>> print(DataError.kept_by_a_log("flights", "lake/flights"))
        [LG203] table `flights`: `lake/flights` is a Delta Lake table: only its log tells which files are its rows.
          hint: write `delta://lake/flights`
        """
        text = f"`{location}` is a Delta Lake table: only its log tells which files are its rows"
        return cls("LG203", f"table `{table}`", text, f"write `delta://{location}`")

    @classmethod
    def unknown_format(cls, table: str, location: str, known: Sequence[str]) -> DataError:
        """Say that the file's ending names no format that is read."""
        hint = f"known endings: {', '.join(known)}; or set `format`"
        return cls("LG204", f"table `{table}`", f"the format of `{location}` is not known", hint)

    @classmethod
    def engine(cls, table: str, reason: str) -> DataError:
        """Pass on why the engine refused a query."""
        return cls("LG205", f"table `{table}`", f"the engine could not answer: {one_line(reason)}")

    @classmethod
    def wrong_values(cls, table: str, column: str, must: str, got: str) -> DataError:
        """Say what a column must hold, where it is needed to judge others and does not."""
        hint = "a contract with a rule on the column finds the rows"
        return cls("LG209", f"table `{table}`", f"`{column}` must hold {must}, got {got}", hint)

    @classmethod
    def gap(cls, engine: str, reason: str) -> DataError:
        """Say what an engine cannot be asked, and why."""
        return cls("LG240", f"engine `{engine}`", reason, "ask it of DuckDB, or ask another question")

    @classmethod
    def unreachable(cls, engine: str, reason: str, hint: str = "") -> DataError:
        """Say that an engine cannot be started or does not answer."""
        return cls("LG241", f"engine `{engine}`", f"it cannot be reached: {one_line(reason)}", hint)

    @classmethod
    def no_version(cls, table: str, location: str, version: object, there: str) -> DataError:
        """Say that a versioned table does not have the version that is asked for."""
        hint = f"there are: {there}" if there else ""
        return cls("LG242", f"table `{table}`", f"`{location}` has no version {short(version)}", hint)

    @classmethod
    def unknown_table(cls, table: str, known: Iterable[str]) -> DataError:
        """Say that the project has no such table."""
        return cls("LG206", "project", f"no table is named `{table}`", did_you_mean(table, known))

    @classmethod
    def not_given(cls, table: str, known: Sequence[str]) -> DataError:
        """Say that a table is asked that nobody gave, and how to give it.

        Examples
        --------
        >>> print(DataError.not_given("train", ["served"]))
        [LG206] project: no table is named `train`.
          hint: add it under `data`, or name it with `--other train=FILE`
        """
        hint = f"add it under `data`, or name it with `--other {table}=FILE`"
        if closest(table, known):
            hint = did_you_mean(table, known)
        return cls("LG206", "project", f"no table is named `{table}`", hint)

    @classmethod
    def empty(
        cls, table: str, hint: str = "infer from a table that is as the next ones should be"
    ) -> DataError:
        """Say that a table has no rows to learn from."""
        return cls("LG208", f"table `{table}`", "has no rows", hint)

    @classmethod
    def unseen(cls, table: str, column: str = "") -> DataError:
        """Say that a table, or a column of it, has nothing that a model could have learned from.

        Examples
        --------
        >>> print(DataError.unseen("trips", "delay"))
        [LG208] table `trips`: column `delay` has no value that a model could have learned from.
          hint: name the features that the model was trained on
        """
        what = f"column `{column}` has no value" if column else "it has no rows"
        hint = (
            "name the features that the model was trained on" if column else "give the rows it was trained on"
        )
        return cls("LG208", f"table `{table}`", f"{what} that a model could have learned from", hint)

    @classmethod
    def incomparable(cls, table: str, reasons: Sequence[str]) -> DataError:
        """Say that no column of a table can be compared, and why of up to five."""
        shown = "; ".join(reasons[:5])
        return cls("LG220", f"table `{table}`", f"has no column that can be compared: {one_line(shown)}")

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
        return cls("LG301", f"expression {short(text)}", f"must be one SQL expression; {one_line(reason)}")

    @classmethod
    def forbidden(cls, text: str, what: str, allowed: str) -> ExpressionError:
        """Say which construct is not allowed, and what is."""
        return cls("LG302", f"expression {short(text)}", f"{what} is not allowed", allowed)


class StateError(LockgateError, ValueError):
    """A stored state cannot be read or merged."""

    @classmethod
    def unreadable(cls, where: str, reason: str) -> StateError:
        """Say why a stored state cannot be read."""
        return cls("LG210", where, f"the stored state cannot be read: {one_line(reason)}")

    @classmethod
    def unwritable(cls, where: str, reason: str) -> StateError:
        """Say why states cannot be written or removed."""
        return cls("LG230", where, f"states cannot be written: {one_line(reason)}", "make it writable")

    @classmethod
    def unwritable_reference(cls, where: str, reason: str) -> StateError:
        """Say why a reference cannot be kept."""
        return cls("LG224", where, f"cannot be written: {one_line(reason)}")

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
            f"cannot be merged exactly: {one_line(reason)}",
            "scan the whole instead",
        )
