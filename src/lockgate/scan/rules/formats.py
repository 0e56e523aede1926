"""Semantic formats of texts: each a pattern that an engine matches, a list, or a question for Python."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.scan.rules import checksums
from lockgate.scan.rules.iso_codes import ALPHA2, ALPHA3, CURRENCIES
from lockgate.scan.rules.phone import is_phone_of
from lockgate.scan.rules.postal_codes import POSTAL_CODES

__all__ = ["FORMATS", "FormatRule", "TextFormat", "format_of"]

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_NUMBER = "(?:0|[1-9][0-9]*)"
_PRERELEASE = "(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
_DURATION = (
    "P(?:[0-9]+W|(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:[.,][0-9]+)?S)?)?)"
)


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text of one kind is told.

    Parameters
    ----------
    says : str
        What an accepted text is, for people.
    regex : str, default=none
        The regular expression that decides alone; an engine matches it.
    values : tuple of str, default=none
        The list of accepted texts; an engine looks them up.
    accepts : callable, default=none
        What decides in Python.
    countries : mapping of str to str, default=none
        Regular expressions by country, for a format that differs between them.
    """

    says: str
    regex: str = ""
    values: tuple[str, ...] = ()
    accepts: Callable[[str], bool] | None = None
    countries: dict[str, str] | None = None


def _is_parsed(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def accepts(text: str) -> bool:
        try:
            parse(text)
        except (ValueError, RecursionError):
            return False
        return True

    return accepts


def _with_form(form: str, parse: Callable[[str], object]) -> Callable[[str], bool]:
    """Return the question whether a text has a form and can be parsed."""
    pattern, is_parsed = re.compile(form), _is_parsed(parse)
    return lambda text: pattern.fullmatch(text) is not None and is_parsed(text)


def _is_hostname(text: str) -> bool:
    return len(text) <= 253 and re.fullmatch(rf"{_LABEL}(?:\.{_LABEL})*", text) is not None  # noqa: PLR2004 - RFC 1035


def _is_duration(text: str) -> bool:
    return re.fullmatch(_DURATION, text) is not None and text[-1] not in "PT"


def _is_base64(text: str) -> bool:
    try:
        return base64.b64encode(base64.b64decode(text, validate=True)).decode() == text
    except (binascii.Error, ValueError):
        return False


def _refuse_constant(word: str) -> None:
    message = f"{word} is not JSON"
    raise ValueError(message)


def _read_json(text: str) -> object:
    return json.loads(text, parse_constant=_refuse_constant)


def _is_jwt(text: str) -> bool:
    parts = text.split(".")
    if len(parts) != 3 or not all(re.fullmatch("[A-Za-z0-9_-]+", part) for part in parts):  # noqa: PLR2004 - RFC 7519
        return False
    try:
        head = json.loads(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return False
    return isinstance(head, dict) and "alg" in head


_DATE, _CLOCK, _ZONE = (
    "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?",
    "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})",
)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", text).upper())


def _clock(text: str) -> time:
    return time.fromisoformat(re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", text).upper())


FORMATS: dict[str, TextFormat] = {
    "base64": TextFormat("Base64 text", accepts=_is_base64),
    "bic": TextFormat("a bank's BIC", "^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$"),
    "card": TextFormat("a payment card number", accepts=checksums.is_card),
    "country_code": TextFormat("a country's two-letter code", values=ALPHA2),
    "country_code_3": TextFormat("a country's three-letter code", values=ALPHA3),
    "currency_code": TextFormat("a currency's code", values=CURRENCIES),
    "date": TextFormat("a date such as 2013-01-31", accepts=_with_form(_DATE, date.fromisoformat)),
    "date-time": TextFormat(
        "an instant such as 2013-01-31T06:00:00Z", accepts=_with_form(f"{_DATE}[Tt ]{_CLOCK}{_ZONE}", _moment)
    ),
    "doi": TextFormat("a DOI", r"^10\.[0-9]{4,9}/[^\s]+$"),
    "duration": TextFormat("a length of time such as P1DT6H", accepts=_is_duration),
    "ean13": TextFormat("a trade item's number", accepts=checksums.is_ean13),
    "email": TextFormat("an e-mail address", rf"^{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+$"),
    "hex": TextFormat("hexadecimal digits", "^(?:0[xX])?[0-9A-Fa-f]+$"),
    "hex_color": TextFormat("a colour such as #ff8800", "^#(?:[0-9A-Fa-f]{3,4}|(?:[0-9A-Fa-f]{2}){3,4})$"),
    "hostname": TextFormat("a host's name", accepts=_is_hostname),
    "iban": TextFormat("an IBAN", accepts=checksums.is_iban),
    "imei": TextFormat("a device's IMEI", accepts=checksums.is_imei),
    "ip": TextFormat("an IP address", accepts=_is_parsed(ipaddress.ip_address)),
    "ip_network": TextFormat("an IP network such as 10.0.0.0/8", accepts=_is_parsed(ipaddress.ip_network)),
    "ipv4": TextFormat("an IPv4 address", rf"^{_OCTET}(?:\.{_OCTET}){{3}}$"),
    "ipv6": TextFormat("an IPv6 address", accepts=_is_parsed(ipaddress.IPv6Address)),
    "isbn": TextFormat("an ISBN", accepts=lambda text: checksums.is_isbn10(text) or checksums.is_isbn13(text)),
    "isbn10": TextFormat("an ISBN of ten digits", accepts=checksums.is_isbn10),
    "isbn13": TextFormat("an ISBN of thirteen digits", accepts=checksums.is_isbn13),
    "isin": TextFormat("a security's ISIN", accepts=checksums.is_isin),
    "issn": TextFormat("a serial's ISSN", accepts=checksums.is_issn),
    "json": TextFormat("JSON", accepts=_is_parsed(_read_json)),
    "jwt": TextFormat("a JSON Web Token", accepts=_is_jwt),
    "latitude": TextFormat("a latitude in degrees", r"^[+-]?(?:90(?:\.0+)?|[0-8]?[0-9](?:\.[0-9]+)?)$"),
    "lei": TextFormat("a legal entity's identifier", accepts=checksums.is_lei),
    "longitude": TextFormat(
        "a longitude in degrees", r"^[+-]?(?:180(?:\.0+)?|(?:1[0-7][0-9]|[0-9]?[0-9])(?:\.[0-9]+)?)$"
    ),
    "mac": TextFormat(
        "a MAC address",
        r"^(?:[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2})$",
    ),
    "md5": TextFormat("an MD5 digest", "^[0-9A-Fa-f]{32}$"),
    "orcid": TextFormat("a researcher's ORCID", accepts=checksums.is_orcid),
    "phone": TextFormat("a phone number such as +12125550123", r"^\+[1-9][0-9]{1,14}$"),
    "postal_code": TextFormat("a postal code", countries=POSTAL_CODES),
    "semver": TextFormat(
        "a semantic version",
        rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_PRERELEASE}(?:\.{_PRERELEASE})*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$",
    ),
    "sha1": TextFormat("a SHA-1 digest", "^[0-9A-Fa-f]{40}$"),
    "sha256": TextFormat("a SHA-256 digest", "^[0-9A-Fa-f]{64}$"),
    "slug": TextFormat("a slug such as lock-gate", "^[a-z0-9]+(?:-[a-z0-9]+)*$"),
    "ssn": TextFormat(
        "a US social security number",
        "^(?:00[1-9]|0[1-9][0-9]|[1-57-8][0-9]{2}|6[0-57-9][0-9]|66[0-57-9])-(?:0[1-9]|[1-9][0-9])"
        "-(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})$",
    ),
    "time": TextFormat("a time of day such as 06:00:00", accepts=_with_form(f"{_CLOCK}{_ZONE}?", _clock)),
    "ulid": TextFormat("a ULID", "^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$"),
    "uri": TextFormat("a URI", r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"),
    "url": TextFormat(
        "a web address",
        rf"^(?:https?|ftp)://(?:[^\s/?#@]+@)?(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?"
        r"(?:[/?#][^\s<>\"{}|\\^`]*)?$",
    ),
    "uuid": TextFormat("a UUID", "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
    "vin": TextFormat("a vehicle's number", accepts=checksums.is_vin),
}  # fmt: skip
"""Every format, by the name that contracts use."""


def format_of(name: str, country: str = "") -> TextFormat:
    """Return a format, for one country where it differs between them.

    Raises
    ------
    ParameterError
        If there is no such format, or none for that country.

    Examples
    --------
    >>> format_of("postal_code", "NL").says
    'a postal code of NL'
    """
    if name not in FORMATS:
        error = ParameterError.of("semantic_format", "format", f"one of {', '.join(FORMATS)}", name)
        raise ParameterError(error.code, error.where, error.text, did_you_mean(name, FORMATS))
    found = FORMATS[name]
    if name == "phone" and country in ALPHA2:
        return TextFormat(f"a phone number of {country}", accepts=is_phone_of(country))
    known = found.countries
    if known is None and not country:
        return found
    if known is None or country not in known:
        must = "not set" if known is None and name != "phone" else f"one of {', '.join(known or ALPHA2)}"
        raise ParameterError.of(f"format `{name}`", "country", must, country)
    return TextFormat(f"{found.says} of {country}", known[country])


@dataclass(frozen=True, slots=True)
class FormatRule:
    """Texts of a format that Python judges."""

    format: str
    country: str = ""

    @property
    def words(self) -> str:
        """Return what an accepted text is."""
        return format_of(self.format, self.country).says

    def accepts(self, value: str) -> bool:
        """Tell whether a text is of the format; one that a pattern decides is no question for Python.

        Raises
        ------
        ParameterError
            If a pattern or list decides this format.
        """
        accepts = format_of(self.format, self.country).accepts
        if accepts is None:
            raise ParameterError.of("FormatRule", "format", "a format that Python judges", self.format)
        return accepts(value)
