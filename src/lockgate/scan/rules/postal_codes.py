"""What a postal code looks like, by country: the form only, not whether it was ever given out."""

from __future__ import annotations

__all__ = ["POSTAL_CODES"]

_DIGITS = {
    3: "FO IS",
    4: "AR AT AU BD BE BG CH CY DK GE HU LI LU LV MK NO NZ PH SI TN VE ZA",
    5: "CU DE DO EE EG ES FI FR GT HR ID IT JO KE KR LT MA ME MX MY PK PS RS SA SM SN TH TR UA VN",
    6: "BY CN CO IN KG KZ MN RO RU SG TJ TM UZ VN",
    7: "CL IL",
}
POSTAL_CODES: dict[str, str] = {
    **{country: f"^[0-9]{{{n}}}$" for n, countries in _DIGITS.items() for country in countries.split()},
    "AD": "^AD[1-7][0-9]{2}$",
    "AR": "^(?:[0-9]{4}|[A-HJ-NP-Z][0-9]{4}[A-Z]{3})$",
    "BR": "^[0-9]{5}-?[0-9]{3}$",
    "CA": "^[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] ?[0-9][ABCEGHJ-NPRSTV-Z][0-9]$",
    "CL": "^[0-9]{3}-?[0-9]{4}$",
    "CZ": "^[1-7][0-9]{2} ?[0-9]{2}$",
    "GB": "^(?:GIR ?0AA|(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))"
          " ?[0-9][ABD-HJLNP-UW-Z]{2})$",
    "GR": "^[0-9]{3} ?[0-9]{2}$",
    "IE": "^(?:[AC-FHKNPRTV-Y][0-9]{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}$",
    "JP": "^[0-9]{3}-?[0-9]{4}$",
    "LT": "^(?:LT-)?[0-9]{5}$",
    "LV": "^(?:LV-)?[0-9]{4}$",
    "MD": "^(?:MD-?)?[0-9]{4}$",
    "MT": "^[A-Z]{3} ?[0-9]{4}$",
    "NL": "^[1-9][0-9]{3} ?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])$",
    "PL": "^[0-9]{2}-[0-9]{3}$",
    "PT": "^[0-9]{4}-[0-9]{3}$",
    "SE": "^[0-9]{3} ?[0-9]{2}$",
    "SK": "^[089][0-9]{2} ?[0-9]{2}$",
    "TW": "^[0-9]{3}(?:-?[0-9]{2,3})?$",
    "US": "^[0-9]{5}(?:-[0-9]{4})?$",
}  # fmt: skip
"""The regular expression of a country's postal codes, by its two-letter code."""
