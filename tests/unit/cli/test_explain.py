from __future__ import annotations

from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import ParameterError


def test_a_code_is_explained(shell: Shell) -> None:
    assert shell("explain", "LG401").stdout.startswith("LG401  rows violate the check\n")


def test_without_a_topic_all_are_listed(shell: Shell) -> None:
    listed = shell("explain").stdout

    assert {"codes", "checks", "metrics"} <= set(listed.splitlines())


def test_an_unknown_topic_gets_the_nearest_name(shell: Shell) -> None:
    result = shell("explain", "rnge")

    assert isinstance(result.exception, ParameterError)
    assert "did you mean `range`?" in str(result.exception)
