from __future__ import annotations

import sys

import pytest

from lockgate.domain.errors import MissingExtraError, ParameterError
from lockgate.scan.rules.dates import DateTextRule, StrftimeRule


@pytest.mark.parametrize(
    ("form", "text", "answer"),
    [
        ("%Y-%m-%d", "2013-01-31", True),
        ("%Y-%m-%d", "2013-02-29", False),
        ("%Y-%m-%d", "2013-1-3", True),
        ("%Y-%m-%d", "2013-01-31 ", False),
        ("%d.%m.%Y %H:%M", "31.01.2013 06:00", True),
        ("%Y", "", False),
    ],
)
def test_a_text_has_the_format_and_names_a_real_day(form: str, text: str, answer: bool) -> None:  # noqa: FBT001 - an expected value
    assert StrftimeRule(form).accepts(text) is answer


@pytest.mark.parametrize("form", ["%Q", "%"])
def test_a_format_that_cannot_be_read_is_refused(form: str) -> None:
    with pytest.raises(ParameterError, match="strptime"):
        StrftimeRule(form)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Jan 31st 2013", True),
        ("2013-01-31T06:00:00Z", True),
        ("2013-01-31 06:00 FOO", True),
        ("99999999999999999999", False),
        ("", False),
        ("soon", False),
    ],
)
def test_a_text_can_be_read_as_a_date_as_dateutil_does(text: str, answer: bool) -> None:  # noqa: FBT001 - an expected value
    assert DateTextRule().accepts(text) is answer


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateutil", None)

    with pytest.raises(MissingExtraError, match="python-dateutil"):
        DateTextRule().accepts("2013-01-31")


def test_words_say_what_is_accepted() -> None:
    assert (StrftimeRule("%Y").words, DateTextRule().words) == ("written as %Y", "readable as a date")
