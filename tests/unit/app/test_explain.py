from __future__ import annotations

import pytest

from lockgate.app.explain import explain_topic
from lockgate.checks import CHECKS
from lockgate.domain.codes import CODES
from lockgate.domain.errors import ParameterError
from lockgate.gates.metric import COMPARES, Direction
from lockgate.gates.metrics import METRICS, METRICS_BY_WORD

NAMES = list(METRICS_BY_WORD)


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_is_explained_with_the_next_step(code: str) -> None:
    text = explain_topic(code)

    assert text.startswith(f"{code}  {CODES[code].title}\n\n{CODES[code].meaning}\n")
    assert text.endswith(f"Next: {CODES[code].next_step}")


def test_a_code_may_be_written_in_lower_case() -> None:
    assert explain_topic("lg401") == explain_topic("LG401")


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_each_check_is_explained_by_its_documentation(name: str) -> None:
    text = explain_topic(name)

    assert text.startswith(f"check `{name}`\n\nRequire ")
    assert f"\n      check: {name}\n" in f"{text}\n"


@pytest.mark.parametrize("name", [*sorted(CHECKS), *NAMES])
def test_an_explanation_is_for_users_and_fits_a_screen(name: str) -> None:
    text = explain_topic(name)

    assert [
        sign for sign in (">>>", "----", "``", ":math:", ".. code", "Examples", "Parameters") if sign in text
    ] == []
    assert [line for line in text.splitlines() if len(line) > 80] == []


def test_a_check_is_explained_with_its_keys_and_as_a_contract_writes_it() -> None:
    text = explain_topic("row_count")

    assert text.splitlines()[-9:] == [
        "Keys",
        "  mustBe…  What the number of rows must satisfy.",
        "",
        "In a contract, under `quality`",
        "  - type: custom",
        "    engine: lockgate",
        "    implementation:",
        "      check: row_count",
        "      mustBeBetween: [300000, 400000]",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_metric_is_explained_by_each_of_its_names(name: str) -> None:
    text = explain_topic(name)

    assert text.startswith(f"metric `{name}`\n\n")
    is_ranged = all(metric.direction is Direction.NEITHER for metric in METRICS_BY_WORD[name].values())
    bar = "mustBeBetween: [0.1, 0.3]" if is_ranged else "notWorseThanBaselineBy: 0.01"
    if any(COMPARES in metric.needs for metric in METRICS_BY_WORD[name].values()):
        bar = "mustBeGreaterOrEqualTo: 0.05" if name.startswith("positive") else "mustBeLessOrEqualTo: 0.05"
    assert f"{{metric: {name}, {bar}}}" in text or f"- metric: {name}\n    {bar}" in text


def test_a_metric_that_differs_between_tasks_is_explained_for_each() -> None:
    text = explain_topic("accuracy")

    tasks = [line for line in text.splitlines() if line.startswith("task: ")]
    assert tasks == [
        "task: binary_classification",
        "task: multiclass_classification, multilabel_classification",
    ]
    assert "task: " not in explain_topic("top_k_accuracy_score")


def test_without_a_topic_everything_is_listed_on_a_line_of_its_own() -> None:
    lines = explain_topic("").splitlines()

    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert listed == [*CODES, *sorted(CHECKS), *dict.fromkeys(metric.name for metric in METRICS)]
    assert [line for line in lines if line and not line.startswith(" ")] == ["codes", "checks", "metrics"]


@pytest.mark.parametrize(
    ("topic", "hint"),
    [
        ("freshnes", "did you mean `freshness`?"),
        ("rocauc", "did you mean `roc_auc`?"),
        ("LG40", "did you mean `LG"),
        ("nonsense", "`lockgate explain` lists every code, check and metric"),
    ],
)
def test_an_unknown_topic_is_refused_with_the_nearest_name(topic: str, hint: str) -> None:
    with pytest.raises(ParameterError) as caught:
        explain_topic(topic)

    assert caught.value.text == f"nothing is named `{topic}`"
    assert caught.value.hint.startswith(hint)


def test_a_metric_that_takes_arguments_says_which() -> None:
    assert all(f"  {name}" in explain_topic("ndcg_score") for name in ("k", "gain", "without_relevant"))
    assert "Arguments" not in explain_topic("informedness")
