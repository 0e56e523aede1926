"""Check digits: arithmetic that tells a number that was mistyped from one that was issued."""

from __future__ import annotations

import re

__all__ = [
    "is_card",
    "is_ean13",
    "is_iban",
    "is_imei",
    "is_isbn10",
    "is_isbn13",
    "is_isin",
    "is_issn",
    "is_lei",
    "is_luhn",
    "is_orcid",
    "is_vin",
]

_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    "YE": 30,
}  # fmt: skip
"""Characters of an IBAN, by country (SWIFT's registry)."""

_SEPARATED = re.compile("[0-9]+(?:[ -][0-9]+)*")
_SPACED_IBAN = re.compile("[A-Z]{2}[0-9]{2}(?:[0-9A-Z]{11,29}|(?: [0-9A-Z]{4})+(?: [0-9A-Z]{1,3})?)")
_VIN = re.compile("[0-9A-HJ-NPR-Z]{17}")
_VIN_VALUES = {**{str(i): i for i in range(10)}, **dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (
    1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))}  # fmt: skip
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_luhn(digits: str) -> bool:
    """Tell whether the last of some digits is their check digit by Luhn's rule (ISO/IEC 7812-1).

    Parameters
    ----------
    digits : str
        Digits ``0`` to ``9`` only.

    Examples
    --------
    >>> is_luhn("79927398713"), is_luhn("79927398710")
    (True, False)
    """
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 - its digits' sum


def _digits(text: str) -> str:
    """Return the digits of a text of digits in groups, empty for any other text."""
    return re.sub("[ -]", "", text) if _SEPARATED.fullmatch(text) else ""


def is_card(text: str) -> bool:
    """Tell whether a text is a payment card number: 12 to 19 digits, grouped or not, with Luhn's check digit.

    Examples
    --------
    >>> is_card("4111 1111 1111 1111"), is_card("4111111111111112")
    (True, False)
    """
    digits = _digits(text)
    return 12 <= len(digits) <= 19 and is_luhn(digits)  # noqa: PLR2004 - lengths of ISO/IEC 7812-1


def is_imei(text: str) -> bool:
    """Tell whether a text is an IMEI: 15 digits, grouped or not, with Luhn's check digit.

    Examples
    --------
    >>> is_imei("49-015420-323751-8")
    True
    """
    digits = _digits(text)
    return len(digits) == 15 and is_luhn(digits)  # noqa: PLR2004 - 3GPP TS 23.003


def _is_mod97(text: str) -> bool:
    """Tell whether letters and digits are one modulo 97, letters as numbers from 10 on (ISO/IEC 7064)."""
    return int("".join(str(int(letter, 36)) for letter in text)) % 97 == 1


def is_iban(text: str) -> bool:
    """Tell whether a text is an IBAN: of its country's length, check digits right; in groups of four or not.

    Examples
    --------
    >>> is_iban("GB82 WEST 1234 5698 7654 32"), is_iban("GB82WEST12345698765433")
    (True, False)
    """
    if _SPACED_IBAN.fullmatch(text) is None:
        return False
    plain = text.replace(" ", "")
    return len(plain) == _IBAN_LENGTHS.get(plain[:2]) and _is_mod97(plain[4:] + plain[:4])


def is_lei(text: str) -> bool:
    """Tell whether a text is a legal entity identifier (ISO 17442).

    Examples
    --------
    >>> is_lei("5493001KJTIIGC8Y1R12"), is_lei("5493001KJTIIGC8Y1R13")
    (True, False)
    """
    return re.fullmatch("[0-9A-Z]{18}[0-9]{2}", text) is not None and _is_mod97(text)


def is_isin(text: str) -> bool:
    """Tell whether a text is a security's identifier (ISO 6166).

    Examples
    --------
    >>> is_isin("US0378331005"), is_isin("US0378331006")
    (True, False)
    """
    if re.fullmatch("[A-Z]{2}[0-9A-Z]{9}[0-9]", text) is None:
        return False
    return is_luhn("".join(str(int(letter, 36)) for letter in text))


def _is_mod11(text: str) -> bool:
    """Tell whether digits are 0 modulo 11, weighted from the right by 1, 2, 3 and so on; X is 10."""
    values = [10 if letter == "X" else int(letter) for letter in reversed(text)]
    return sum(weight * value for weight, value in enumerate(values, 1)) % 11 == 0


def is_isbn10(text: str) -> bool:
    """Tell whether a text is an ISBN of ten digits, with hyphens or spaces or without.

    Examples
    --------
    >>> is_isbn10("0-306-40615-2"), is_isbn10("0306406153")
    (True, False)
    """
    plain = re.sub("[ -]", "", text) if re.fullmatch("[0-9](?:[ -]?[0-9]){8}[ -]?[0-9X]", text) else ""
    return bool(plain) and _is_mod11(plain)


def is_issn(text: str) -> bool:
    """Tell whether a text is a serial's number (ISO 3297).

    Examples
    --------
    >>> is_issn("0378-5955"), is_issn("0378-5954")
    (True, False)
    """
    return re.fullmatch("[0-9]{4}-[0-9]{3}[0-9X]", text) is not None and _is_mod11(text.replace("-", ""))


def is_ean13(text: str) -> bool:
    """Tell whether a text is a trade item's number of 13 digits (EAN-13, GTIN-13).

    Examples
    --------
    >>> is_ean13("4006381333931"), is_ean13("4006381333932")
    (True, False)
    """
    if re.fullmatch("[0-9]{13}", text) is None:
        return False
    return sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(text)) % 10 == 0


def is_isbn13(text: str) -> bool:
    """Tell whether a text is an ISBN of thirteen digits, with hyphens or spaces or without.

    Examples
    --------
    >>> is_isbn13("978-0-306-40615-7"), is_isbn13("978-0-306-40615-8")
    (True, False)
    """
    plain = _digits(text)
    return plain.startswith(("978", "979")) and is_ean13(plain)


def is_orcid(text: str) -> bool:
    """Tell whether a text is a researcher's identifier (ISO 7064, MOD 11-2).

    Examples
    --------
    >>> is_orcid("0000-0002-1825-0097"), is_orcid("0000-0002-1825-0098")
    (True, False)
    """
    if re.fullmatch("(?:[0-9]{4}-){3}[0-9]{3}[0-9X]", text) is None:
        return False
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == text[-1]


def is_vin(text: str) -> bool:
    """Tell whether a text is a vehicle's number with North America's check digit (49 CFR 565).

    Examples
    --------
    >>> is_vin("1M8GDM9AXKP042788"), is_vin("1M8GDM9A1KP042788")
    (True, False)
    """
    if _VIN.fullmatch(text) is None:
        return False
    total = sum(weight * _VIN_VALUES[letter] for weight, letter in zip(_VIN_WEIGHTS, text, strict=True))
    return "0123456789X"[total % 11] == text[8]
