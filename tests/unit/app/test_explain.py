from __future__ import annotations

import pytest

from lockgate.app.explain import explain_topic
from lockgate.checks import CHECKS
from lockgate.domain.codes import CODES
from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics import METRICS

NAMES = [name for metric in METRICS for name in (metric.name, *metric.aliases)]


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

    assert text.startswith(f"check `{name}`\n\n")
    assert "Parameters" in text


@pytest.mark.parametrize("name", NAMES)
def test_each_metric_is_explained_by_each_of_its_names(name: str) -> None:
    assert explain_topic(name).startswith(f"metric `{name}`\n\n")


def test_without_a_topic_everything_is_listed_on_a_line_of_its_own() -> None:
    lines = explain_topic("").splitlines()

    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert listed == [*CODES, *sorted(CHECKS), *(metric.name for metric in METRICS)]
    assert [line for line in lines if line and not line.startswith(" ")] == ["codes", "checks", "metrics"]


def test_an_unknown_topic_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ParameterError) as caught:
        explain_topic("freshnes")

    assert (caught.value.text, caught.value.hint) == (
        "nothing is named `freshnes`",
        "did you mean `freshness`?",
    )
