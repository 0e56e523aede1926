from __future__ import annotations

import pytest

from lockgate.contracts.asking import ask
from lockgate.domain.errors import ParameterError


def test_a_check_is_made_by_its_name() -> None:
    assert ask("completeness", column="email").columns == ("email",)


def test_the_check_refuses_what_it_cannot_use() -> None:
    with pytest.raises(ParameterError):
        ask("range", column="x", min=3, max=1)
