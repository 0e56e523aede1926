from __future__ import annotations

import re

import pytest

from lockgate.scan.rules.iso_codes import ALPHA2
from lockgate.scan.rules.postal_codes import POSTAL_CODES


@pytest.mark.parametrize(
    ("country", "good", "bad"),
    [
        ("AD", "AD500", "AD800"),
        ("BR", "01310-100", "1310-100"),
        ("CA", "K1A 0B1", "D1A 0B1"),
        ("CZ", "110 00", "910 00"),
        ("DE", "10115", "1011"),
        ("GB", "SW1A 1AA", "SW1A 1A"),
        ("GB", "EC1A 1BB", "QC1A 1BB"),
        ("GB", "M1 1AE", "M1 1AC"),
        ("IE", "D02 AF30", "B02 AF30"),
        ("JP", "100-0001", "100-001"),
        ("NL", "1011 AB", "1011 SS"),
        ("PL", "00-950", "00950"),
        ("PT", "1000-205", "1000205"),
        ("US", "20500-0003", "20500-003"),
    ],
)
def test_a_postal_code_has_its_countrys_form(country: str, good: str, bad: str) -> None:
    assert re.search(POSTAL_CODES[country], good)
    assert not re.search(POSTAL_CODES[country], bad)


def test_every_pattern_is_of_a_country_and_matches_the_whole() -> None:
    assert set(POSTAL_CODES) <= set(ALPHA2)
    assert all(regex.startswith("^") and regex.endswith("$") for regex in POSTAL_CODES.values())
