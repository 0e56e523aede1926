"""Phone numbers of a country, as phonenumbers knows them."""

from __future__ import annotations

import sys

import pytest

from lockgate.domain.errors import MissingExtraError
from lockgate.scan.rules.phone import is_phone_of


@pytest.mark.parametrize(
    ("country", "text", "answer"),
    [
        ("US", "(212) 555-0123", True),
        ("US", "+1 212 555 0123", True),
        ("US", "+49 30 901820", False),
        ("DE", "030 901820", True),
        ("DE", "12", False),
        ("DE", "no number", False),
    ],
)
def test_a_number_is_one_that_the_country_could_have_given_out(country: str, text: str, answer: bool) -> None:  # noqa: FBT001 - an expected value
    assert is_phone_of(country)(text) is answer


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers", None)

    with pytest.raises(MissingExtraError, match="phonenumbers"):
        is_phone_of("FR")("1")
