from __future__ import annotations

import pytest

from lockgate.checks.like import LikeCheck
from lockgate.domain.errors import ParameterError
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.texts import Like


def test_one_pattern_or_a_list() -> None:
    assert LikeCheck("x", "N%").violation() == Like("x", "N%", is_negated=True)
    assert LikeCheck("x", "N%", forbidden=True).violation() == Like("x", "N%")
    assert LikeCheck("x", any_of=("a", "b")).violation() == AllOf(
        (Like("x", "a", is_negated=True), Like("x", "b", is_negated=True))
    )
    assert LikeCheck("x", any_of=("a", "b"), forbidden=True).violation() == AnyOf(
        (Like("x", "a"), Like("x", "b"))
    )
    assert LikeCheck("x", all_of=("a", "b")).required == "like all of a, b"
    assert LikeCheck("x", any_of=("",)).violation() == Like("x", "", is_negated=True)
    assert LikeCheck("x", any_of=("a", "")).required == "like any of a, (empty)"


@pytest.mark.parametrize("how", [{}, {"pattern": "a", "any_of": ("b",)}, {"pattern": "a\x00"}])
def test_a_pattern_is_named_in_one_way(how: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        LikeCheck("x", **how)  # type: ignore[arg-type]  # some keys
