"""Formats: texts that are of it and texts that are not; independent parsers of the standard library where there are."""

from __future__ import annotations

import ipaddress
import re
import uuid

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.scan.rules.formats import FORMATS, FormatRule, TextFormat, format_of

GOOD_AND_BAD: dict[str, tuple[list[str], list[str]]] = {
    "base64": (["aGVsbG8=", ""], ["aGVsbG8", "aGVsbG9=", "ä"]),
    "bic": (["DEUTDEFF", "DEUTDEFF500"], ["DEUTDEF", "deutdeff"]),
    "card": (["4111 1111 1111 1111"], ["4111111111111112", "41"]),
    "country_code": (["DE"], ["de", "XX"]),
    "country_code_3": (["DEU"], ["DE", "XXX"]),
    "currency_code": (["EUR"], ["EURO", "eur"]),
    "date": (["2013-01-31", "2012-02-29"], ["2013-02-29", "2013-1-31", "20130131", "2013-W05-4"]),
    "date-time": (
        ["2013-01-31T06:00:00Z", "2013-01-31t06:00:00.1234567+02:00"],
        ["2013-01-31", "2013-01-31T06:00:00", "2013-01-31T25:00:00Z"],
    ),
    "doi": (["10.1000/182"], ["10.1000", "11.1000/182"]),
    "duration": (["P1D", "PT1H30M", "P2W", "P1Y2M3DT4H5M6.5S"], ["P", "PT", "P1DT", "1D", "P1D2W"]),
    "ean13": (["4006381333931"], ["4006381333932"]),
    "email": (
        ["a@b.de", "first.last+tag@sub.example.org"],
        ["a@b", "a b@c.de", ".a@b.de", "a..b@c.de", "@b.de", "a@-b.de"],
    ),
    "hex": (["0xFF", "00ff"], ["0x", "fg"]),
    "hex_color": (["#fff", "#FF8800", "#ff8800cc"], ["fff", "#ff", "#ff880"]),
    "hostname": (["a-b.example.org", "localhost"], ["-a.org", "a_b.org", "a" * 64, ".".join(["a" * 63] * 4)]),
    "iban": (["DE89370400440532013000"], ["DE89370400440532013001"]),
    "imei": (["490154203237518"], ["490154203237517"]),
    "ip": (["10.0.0.1", "::1"], ["10.0.0", "10.0.0.0/8"]),
    "ip_network": (["10.0.0.0/8", "2001:db8::/32"], ["10.0.0.1/8", "x"]),
    "ipv4": (["192.168.0.255"], ["256.1.1.1", "1.2.3", "1.2.3.4.", "01.2.3.4"]),
    "ipv6": (["2001:db8::1"], ["1::2::3", "192.168.0.1"]),
    "isbn": (["0-306-40615-2", "978-0-306-40615-7"], ["0-306-40615-3"]),
    "isbn10": (["0306406152"], ["978-0-306-40615-7"]),
    "isbn13": (["9780306406157"], ["0306406152"]),
    "isin": (["US0378331005"], ["US0378331006"]),
    "issn": (["0378-5955"], ["03785955"]),
    "json": (['{"a": [1, null]}', "1"], ["", "{", "NaN", "[" * 99_999]),
    "jwt": (["eyJhbGciOiJub25lIn0.e30.c2ln"], ["a.b.c", "e30.e30.c2ln", "W10.e30.c2ln", "a.b", "a.b.!"]),
    "latitude": (["-90", "52.52", "+7"], ["90.1", "91", ""]),
    "lei": (["5493001KJTIIGC8Y1R12"], ["5493001KJTIIGC8Y1R13"]),
    "longitude": (["-180.0", "13.4", "179.9"], ["180.1", "200"]),
    "mac": (["00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", "001b.4411.3ab7"], ["00:1B-44:11:3A:B7", "001B44113AB7"]),
    "md5": (["d41d8cd98f00b204e9800998ecf8427e"], ["d41d8cd98f00b204e9800998ecf8427"]),
    "orcid": (["0000-0002-1825-0097"], ["0000-0002-1825-0098"]),
    "phone": (["+12125550123"], ["2125550123", "+0125550123", "+1234567890123456"]),
    "semver": (["1.0.0", "1.0.0-alpha.1+build.5"], ["1.0", "01.0.0", "1.0.0-01", "v1.0.0"]),
    "sha1": (["da39a3ee5e6b4b0d3255bfef95601890afd80709"], ["da39"]),
    "sha256": (["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"], ["e3b0"]),
    "slug": (["lock-gate-2"], ["Lock-Gate", "lock--gate", "-lock"]),
    "ssn": (["078-05-1120"], ["000-05-1120", "666-05-1120", "900-05-1120", "078-00-1120", "078-05-0000", "078051120"]),
    "time": (["06:00:00", "23:59:59.999Z"], ["24:00:01", "6:00:00", "06:00"]),
    "ulid": (["01ARZ3NDEKTSV4RRFFQ69G5FAV"], ["81ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAU"]),
    "uri": (["https://example.org/x", "urn:isbn:0306406152"], ["no scheme", "a b:c"]),
    "url": (
        ["https://example.org/x?y=1#z", "http://[::1]:8080/", "ftp://a.b"],
        ["example.org", "https://", "mailto:a@b.de", "https://a b"],
    ),
    "uuid": (["123e4567-e89b-12d3-a456-426614174000"], ["123e4567", "123e4567e89b12d3a456426614174000"]),
    "vin": (["1M8GDM9AXKP042788"], ["1M8GDM9A1KP042788"]),
}  # fmt: skip


def accepts(form: TextFormat, text: str) -> bool:
    if form.accepts is not None:
        return form.accepts(text)
    return text in form.values if form.values else re.search(form.regex, text) is not None


def test_every_format_is_tried() -> None:
    assert set(GOOD_AND_BAD) == set(FORMATS) - {"postal_code"}


@pytest.mark.parametrize("name", GOOD_AND_BAD)
def test_a_format_accepts_what_is_of_it_and_nothing_else(name: str) -> None:
    good, bad = GOOD_AND_BAD[name]
    form = format_of(name)

    assert [text for text in good if not accepts(form, text)] == []
    assert [text for text in bad if accepts(form, text)] == []


@pytest.mark.parametrize("name", sorted(GOOD_AND_BAD))
@pytest.mark.parametrize("around", [" {}", "{} ", "{}\n", "\n{}"])
def test_blanks_around_a_text_are_not_of_the_format(name: str, around: str) -> None:
    form = format_of(name)
    if name == "json" or (
        form.regex and around == "{}\n"
    ):  # Python's $ also ends before a line break, RE2's does not
        return

    assert not accepts(form, around.format(GOOD_AND_BAD[name][0][0]))


def test_addresses_agree_with_ipaddress_and_uuids_with_uuid() -> None:
    rng = np.random.default_rng(20130701)
    four = format_of("ipv4")
    for _ in range(2_000):
        text = ".".join(
            rng.choice(["0", "9", "10", "99", "199", "249", "255", "256", "01", ""]) for _ in range(4)
        )
        assert accepts(four, text) == _is_parsed(text)
        assert accepts(format_of("uuid"), str(uuid.UUID(bytes=rng.bytes(16))))


def _is_parsed(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def test_a_format_of_a_country_is_asked_with_one() -> None:
    assert accepts(format_of("postal_code", "NL"), "1011 AB")
    assert accepts(format_of("phone", "DE"), "030 901820")
    assert format_of("phone", "DE").says == "a phone number of DE"


@pytest.mark.parametrize(
    ("name", "country", "told"),
    [
        ("emial", "", "one of base64, bic"),
        ("postal_code", "", "one of"),
        ("postal_code", "XX", "one of"),
        ("phone", "XX", "one of AD, AE"),
        ("email", "DE", "not set"),
    ],
)
def test_a_format_that_there_is_not_is_refused(name: str, country: str, told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        format_of(name, country)


def test_a_typo_is_met_with_the_nearest_format() -> None:
    with pytest.raises(ParameterError, match="did you mean `email`"):
        format_of("emial")


def test_a_rule_is_for_what_python_judges() -> None:
    assert FormatRule("iban").words == "an IBAN"
    assert FormatRule("iban").accepts("DE89370400440532013000")
    with pytest.raises(ParameterError, match="a format that Python judges"):
        FormatRule("email").accepts("a@b.de")
