from __future__ import annotations

from lockgate.probes.answer_kind import AnswerKind


def test_the_words_are_those_of_a_model() -> None:
    assert [kind.value for kind in AnswerKind] == ["number", "classes", "labels", "quantiles"]
