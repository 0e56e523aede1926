from __future__ import annotations

import math

import pytest

from lockgate.documents.scalars import is_iso_date, is_iso_timestamp, resolve


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "y", "N", "12:30:45", "1_000", "0x1F", "1e", "-", "+", "."]
)
def test_words_with_another_meaning_in_old_yaml_are_texts(word: str) -> None:
    assert resolve(word) == word


@pytest.mark.parametrize(
    ("word", "value"), [("-5", -5), ("+5", 5), ("0", 0), ("1.", 1.0), (".5", 0.5), ("-1.5E-3", -0.0015)]
)
def test_numbers_are_read(word: str, value: float) -> None:
    assert resolve(word) == value
    assert type(resolve(word)) is type(value)


def test_nan_is_read_as_nan() -> None:
    value = resolve(".nan")

    assert isinstance(value, float)
    assert math.isnan(value)


def test_a_number_longer_than_any_use_stays_text() -> None:
    assert resolve("1" * 5_000) == "1" * 5_000


def test_dates_and_timestamps_are_told_from_texts() -> None:
    assert is_iso_date("2013-01-31")
    assert not is_iso_date("2013-1-31")
    assert is_iso_timestamp("2013-01-31T06:00:00Z")
    assert not is_iso_timestamp("2013-01-31")
