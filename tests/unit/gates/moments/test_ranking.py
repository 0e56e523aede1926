from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.gates.moments.formula import Scale
from lockgate.gates.moments.ranking import Gain, WithoutRelevant, mean_of_queries, require_depth, require_word
from lockgate.gates.moments.terms import Kind


def test_arguments_of_a_term_are_plain() -> None:
    formula = mean_of_queries(Kind.NDCG, 5, Gain.LINEAR, WithoutRelevant.REFUSE)

    assert formula.terms[0].arguments == (5.0, "linear", "refuse")
    assert {type(argument) for argument in formula.terms[0].arguments} == {float, str}
    assert formula.scale is Scale.SHARE


def test_what_is_not_given_is_not_refused_and_a_float_is() -> None:
    require_depth("hit_rate", None, least=1)
    with pytest.raises(ParameterError, match="an int of 1 or more"):
        require_depth("hit_rate", 2.5, least=1)


def test_a_word_is_one_of_those_that_are_known() -> None:
    require_word("ndcg_score", "gain", "linear", Gain)
    with pytest.raises(ParameterError, match="one of linear, exponential"):
        require_word("ndcg_score", "gain", "log", Gain)
