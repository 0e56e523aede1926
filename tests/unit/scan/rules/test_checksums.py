"""Check digits: published examples; also held against python-stdnum on random numbers when they were written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lockgate.scan.rules import checksums

PUBLISHED: list[tuple[Callable[[str], bool], str]] = [
    (checksums.is_luhn, "79927398713"),  # ISO/IEC 7812-1, as on Wikipedia
    (checksums.is_card, "4111111111111111"),
    (checksums.is_card, "3782-822463-10005"),
    (checksums.is_imei, "490154203237518"),
    (checksums.is_iban, "GB82 WEST 1234 5698 7654 32"),  # SWIFT's registry
    (checksums.is_iban, "DE89370400440532013000"),
    (checksums.is_iban, "NO93 8601 1117 947"),
    (checksums.is_lei, "5493001KJTIIGC8Y1R12"),
    (checksums.is_isin, "US0378331005"),
    (checksums.is_isin, "AU0000XVGZA3"),
    (checksums.is_isbn10, "0-306-40615-2"),
    (checksums.is_isbn10, "080442957X"),
    (checksums.is_isbn13, "978-0-306-40615-7"),
    (checksums.is_issn, "0378-5955"),
    (checksums.is_issn, "2434-561X"),
    (checksums.is_ean13, "4006381333931"),
    (checksums.is_orcid, "0000-0002-1825-0097"),
    (checksums.is_orcid, "0000-0002-1694-233X"),
    (checksums.is_vin, "1M8GDM9AXKP042788"),
    (checksums.is_vin, "11111111111111111"),
]


@pytest.mark.parametrize(("accepts", "number"), PUBLISHED)
def test_a_published_number_is_accepted_and_any_other_last_sign_refused(
    accepts: Callable[[str], bool], number: str
) -> None:
    assert accepts(number)
    place = 8 if accepts is checksums.is_vin else len(number) - 1
    wrong = [sign for sign in "0123456789" if sign != number[place]]
    assert not any(accepts(number[:place] + sign + number[place + 1 :]) for sign in wrong)


@pytest.mark.parametrize(
    "accepts", dict.fromkeys(accepts for accepts, _ in PUBLISHED if accepts is not checksums.is_luhn)
)
@pytest.mark.parametrize("text", ["", " ", "x", "١٢٣", "12345678901 2 ", "-", "0" * 40, "\n"])
def test_anything_else_is_refused_without_an_error(accepts: Callable[[str], bool], text: str) -> None:
    assert not accepts(text)


@pytest.mark.parametrize(
    "text", ["GB82WEST123456987654321", "XX82WEST12345698765432", "gb82west12345698765432"]
)
def test_an_iban_has_its_countrys_length_in_capitals(text: str) -> None:
    assert not checksums.is_iban(text)
