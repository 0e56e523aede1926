"""Codes as of ISO's lists; held against pycountry when they were written."""

from __future__ import annotations

from lockgate.scan.rules.iso_codes import ALPHA2, ALPHA3, CURRENCIES


def test_codes_have_their_form_and_stand_once() -> None:
    for codes, letters in ((ALPHA2, 2), (ALPHA3, 3), (CURRENCIES, 3)):
        assert {len(code) for code in codes} == {letters}
        assert all(code.isascii() and code.isupper() for code in codes)
        assert len(set(codes)) == len(codes)


def test_there_are_as_many_countries_as_iso_lists() -> None:
    assert (len(ALPHA2), len(ALPHA3)) == (249, 249)
    assert {"DE", "US", "PL"} <= set(ALPHA2)
    assert {"EUR", "USD", "PLN"} <= set(CURRENCIES)
