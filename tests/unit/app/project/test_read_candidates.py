from __future__ import annotations

import pytest
from tests.unit.app.project.test_read_model import GATES, MODEL, mistakes, read

from lockgate.app.project.spec import ModelEntry

SEVERAL = "model: {data: scored, task: multiclass_classification, label: pet, candidates: "
MACRO = "gates: [{metric: f1, arguments: {average: macro}, mustBeGreaterOrEqualTo: 0.7}]"


def test_several_candidates_are_read_by_name() -> None:
    work = read(
        f"{{{SEVERAL}{{a: {{cat: a_cat, dog: a_dog}}, b: {{cat: b_cat, dog: b_dog}}}}}}, {MACRO}}}"
    ).work

    assert isinstance(work, ModelEntry)
    assert [(one.name, one.candidate, one.among) for one in work.specs] == [
        ("a", {"cat": "a_cat", "dog": "a_dog"}, 2),
        ("b", {"cat": "b_cat", "dog": "b_dog"}, 2),
    ]
    assert work.called == "scored.(a, b)"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "model: {data: scored, label: late",
            "1:9 LG313 a model entry needs either `candidate` or `candidates`",
        ),
        (
            f"{MODEL}, candidates: {{a: p_a}}",
            "LG313 a model entry needs either `candidate` or `candidates`",
        ),
        (
            f"{SEVERAL}{{a: p_a}}",
            "LG314 `candidates` must be 2 to 20 candidates, each by a name, got ['a']",
        ),
        (f"{SEVERAL}{{a: [p_a]}}", "LG311"),
    ],
)
def test_candidates_that_are_none_or_too_few_are_mistakes(head: str, told: str) -> None:
    assert told in mistakes(f"{{{head}}}, {MACRO if SEVERAL in head else GATES}}}")[0]
