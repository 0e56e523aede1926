from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.scan.value_list import check_listed, identity_of, show_listed, show_names


def test_an_empty_list_is_refused() -> None:
    check_listed("allowed_values", "values", (None,))  # type: ignore[arg-type]  # one value of any kind

    with pytest.raises(ParameterError, match="allowed_values: `values` must be at least one value"):
        check_listed("allowed_values", "values", ())


def test_at_most_five_values_are_shown() -> None:
    assert show_listed((1, 2, 3, 4, 5)) == "1, 2, 3, 4, 5"
    assert show_listed(tuple(range(1_006))) == "0, 1, 2, 3, 4 and 1,001 more"


def test_an_empty_text_is_shown_as_one() -> None:
    assert show_listed(("", "a")) == '"", a'


def test_names_stand_in_backticks() -> None:
    assert show_names(("a",)) == "`a`"


def test_values_that_are_the_same_have_one_identity() -> None:
    midnight = datetime(2013, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))

    assert identity_of(midnight) == identity_of(date(2013, 1, 1)) == identity_of("2013-01-01")
    assert identity_of(float("nan")) == identity_of(float("nan"))
    assert identity_of("1") != identity_of(1)
