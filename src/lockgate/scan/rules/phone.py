"""Phone numbers of a country, as the package phonenumbers knows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from lockgate.domain.errors import MissingExtraError

__all__ = ["is_phone_of"]


@lru_cache(maxsize=512)
def is_phone_of(country: str) -> Callable[[str], bool]:
    """Return the question whether a text is a phone number that a country could have given out.

    Numbers may be written as they are dialled there, or with the country's own code in front. The package is
    imported when the first text is judged.

    Parameters
    ----------
    country : str
        Two-letter code.
    """

    def accepts(text: str) -> bool:
        try:
            import phonenumbers  # noqa: PLC0415 - an extra; loaded by whoever asks for it
        except ImportError as error:
            raise MissingExtraError.of("semantic_format", "phonenumbers", "formats") from error
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            return False
        return bool(phonenumbers.is_valid_number_for_region(number, country))

    return accepts
