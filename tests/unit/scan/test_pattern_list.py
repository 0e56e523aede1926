from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.pattern_list import check_one_of, patterns_words, violation_of
from lockgate.scan.predicates import IsNull

A, B = IsNull("a"), IsNull("b")


@pytest.mark.parametrize(
    ("regex", "any_of", "all_of"),
    [("", (), ()), ("a", ("b",), ()), ("", ("a",), ("b",)), ("", ("",), ()), ("", (), ("",))],
)
def test_patterns_are_named_in_exactly_one_way(
    regex: str, any_of: tuple[str, ...], all_of: tuple[str, ...]
) -> None:
    with pytest.raises(ParameterError):
        check_one_of("pattern", regex=regex, any_of=any_of, all_of=all_of)


def test_an_empty_pattern_may_be_listed_where_it_asks_something() -> None:
    check_one_of("like", pattern="", any_of=("", "a"), all_of=(), may_list_empty=True)


def test_a_text_offends_by_the_law_of_de_morgan() -> None:
    assert violation_of((A,), is_all=False, is_forbidden=False) == A
    assert violation_of((A, B), is_all=False, is_forbidden=False) == AllOf((A, B))
    assert violation_of((A, B), is_all=True, is_forbidden=False) == AnyOf((A, B))
    assert violation_of((A, B), is_all=False, is_forbidden=True) == AnyOf((A, B))
    assert violation_of((A, B), is_all=True, is_forbidden=True) == AllOf((A, B))


def test_patterns_are_listed_for_people() -> None:
    assert patterns_words("a", (), ()) == "a"
    assert patterns_words("", (), ("a", "b")) == "all of a, b"
