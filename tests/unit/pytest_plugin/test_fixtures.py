from __future__ import annotations

import pytest

from lockgate.pytest_plugin.fixtures import lockgate_check, lockgate_now


@pytest.mark.parametrize("fixture", [lockgate_check, lockgate_now])
def test_each_fixture_says_what_it_gives(fixture: object) -> None:
    assert (getattr(fixture, "__doc__", "") or "").startswith("Return ")
