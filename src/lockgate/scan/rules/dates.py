"""Texts that can be read as dates."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, datetime

from lockgate.domain.errors import MissingExtraError, ParameterError

__all__ = ["DateTextRule", "StrftimeRule"]


@dataclass(frozen=True, slots=True)
class StrftimeRule:
    """Texts that `datetime.strptime` reads by a format.

    Raises
    ------
    ParameterError
        If the format is one that cannot be read.
    """

    format: str

    def __post_init__(self) -> None:
        sample = datetime(2013, 6, 30, 13, 45, 59, tzinfo=UTC)
        try:
            datetime.strptime(sample.strftime(self.format), self.format)  # noqa: DTZ007 - the user's format decides
        except ValueError as error:
            must = "a format of strptime, such as %Y-%m-%d"
            raise ParameterError.of("datetime_format", "format", must, self.format) from error

    @property
    def words(self) -> str:
        """Return what an accepted text is."""
        return f"written as {self.format}"

    def accepts(self, value: str) -> bool:
        """Tell whether a text has the format and names a real day and time."""
        try:
            datetime.strptime(value, self.format)  # noqa: DTZ007 - the user's format decides
        except ValueError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class DateTextRule:
    """Texts that the package dateutil reads as a date, whatever their form."""

    @property
    def words(self) -> str:
        """Return what an accepted text is."""
        return "readable as a date"

    def accepts(self, value: str) -> bool:
        """Tell whether a text can be read as a date.

        Raises
        ------
        MissingExtraError
            If the package is not installed.
        """
        try:
            from dateutil import parser  # noqa: PLC0415 - an extra; loaded by whoever asks for it
        except ImportError as error:
            raise MissingExtraError.of("date_parseable", "python-dateutil", "formats") from error
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a zone that it does not know is a warning there
                parser.parse(value)
        except (ValueError, OverflowError):
            return False
        return True
