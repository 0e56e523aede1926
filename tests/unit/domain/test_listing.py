from __future__ import annotations

from lockgate.domain.listing import and_more


def test_what_fits_is_written_whole() -> None:
    assert and_more(["a", "b"], 2, between="; ") == "a; b"
    assert and_more([], 2) == ""


def test_the_rest_is_counted_with_thousands_apart() -> None:
    assert and_more(["a"] * 1_235, 1) == "a and 1,234 more"
