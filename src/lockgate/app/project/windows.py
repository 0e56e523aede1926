"""Windows as people write them."""

from __future__ import annotations

import re

from lockgate.documents.duration import parse_duration
from lockgate.domain.errors import ParameterError
from lockgate.scan.partition_range import PartitionRange

__all__ = ["parse_window"]

_LENGTH = re.compile(r"\d+ +[a-zA-Z]+")  # what is meant as a length of time
_MUST = "a stretch such as `2013-01..2013-03`, one partition such as `2013-01-31`, `all`, or a length such as `90 days`"


def parse_window(text: str) -> PartitionRange:
    """Read a window: a stretch of partitions, one partition, or the last ones.

    Parameters
    ----------
    text : str
        ``FROM..TO`` with one end or both, the beginning of a name, ``all``, or a length of time that ends with the
        newest partition.

    Raises
    ------
    ParameterError
        If it is none of these.

    Examples
    --------
    >>> str(parse_window("2013-01..2013-03")), str(parse_window("2013-01")), str(parse_window("90 days"))
    ('2013-01..2013-03', '2013-01', 'the last 90 days')
    >>> parse_window("all").is_open
    True
    """
    said = text.strip()
    if said == "all":
        return PartitionRange()
    since, dots, until = (part.strip() for part in said.partition(".."))
    if not (since or until) or ".." in until:
        raise ParameterError.of("window", "window", _MUST, text)
    if dots:
        return PartitionRange(since, until)
    try:
        return PartitionRange(last=parse_duration(since))
    except ParameterError:
        if _LENGTH.fullmatch(since):
            raise
        return PartitionRange(since, since)
