from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from lockgate.pytest_plugin.collect import instant_of, pytest_collect_file, pytest_configure


def _config(text: str) -> Any:  # noqa: ANN401 - all that is asked of a configuration
    return SimpleNamespace(getoption=lambda _: text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        ("2013-07-01", datetime(2013, 7, 1, tzinfo=UTC)),
        ("2013-07-01T06:00+02:00", datetime(2013, 7, 1, 4, tzinfo=UTC)),
    ],
)
def test_the_instant_is_that_of_the_option(text: str, moment: datetime | None) -> None:
    assert instant_of(_config(text)) == moment


def test_a_text_that_is_no_instant_is_refused() -> None:
    with pytest.raises(pytest.UsageError, match="ISO 8601"):
        pytest_configure(_config("soon"))


def test_only_the_project_file_is_collected(request: pytest.FixtureRequest) -> None:
    parent = request.node.parent

    assert pytest_collect_file(parent.path, parent) is None


def test_a_program_of_an_entry_does_not_collect_the_project(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCKGATE_ENTRY", "1")
    parent = request.node.parent

    assert pytest_collect_file(parent.path.with_name("lockgate.yaml"), parent) is None
