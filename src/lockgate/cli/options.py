"""Options that several commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from lockgate.domain.errors import ParameterError

__all__ = ["EvidenceOption", "Format", "FormatOption", "NowOption", "ProjectOption", "instant"]


class Format(StrEnum):
    """How results are written."""

    TERMINAL = "terminal"
    JSON = "json"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    HTML = "html"
    GITHUB = "github"


ProjectOption = Annotated[str, typer.Option("--project", "-p", help="The project file.", metavar="FILE")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")]
NowOption = Annotated[
    str, typer.Option("--now", help="The instant for freshness, ISO 8601; default: the clock.")
]
EvidenceOption = Annotated[str, typer.Option("--evidence", help="Directory for evidence.", metavar="DIR")]


def instant(text: str) -> datetime | None:
    """Return an instant from ISO 8601 text, UTC where it names no zone; None from an empty text.

    Raises
    ------
    ParameterError
        If the text is no instant.

    Examples
    --------
    >>> instant("2013-07-01")
    datetime.datetime(2013, 7, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ParameterError.of(
            "lockgate", "--now", "an ISO 8601 instant such as 2013-07-01T06:00Z", text
        ) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
