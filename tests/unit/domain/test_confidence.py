from __future__ import annotations

import pytest

from lockgate.domain.confidence import confidence


@pytest.mark.parametrize(
    ("alpha", "text"),
    [(0.5, "50 %"), (0.1, "90 %"), (8.2e-5, "99.99 %"), (1e-5, "99.999 %"), (1e-20, "nearly 100 %")],
)
def test_an_interval_is_never_said_to_be_certain(alpha: float, text: str) -> None:
    assert confidence(alpha) == text
