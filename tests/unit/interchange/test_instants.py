"""Dates in words."""

from __future__ import annotations

import pytest

from lockgate.interchange.instants import iso_instant


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2013-07-01", "2013-07-01"),
        ("2013-07-01T10:00:00Z", "2013-07-01T10:00:00Z"),
        ("Jul 4, 2013", "2013-07-04"),
        ("4 July 2013 13:05", "2013-07-04T13:05:00"),
        ("07/04/2013 1:05 PM", "2013-07-04T13:05:00"),
        ("Jan 01 2013 00:00:00 +0200", "2013-01-01T00:00:00+02:00"),
        ("20130704", None),
        ("no date", None),
        ("version 7", None),
    ],
)
def test_what_is_a_date_becomes_iso(text: str, iso: str | None) -> None:
    assert iso_instant(text) == iso
