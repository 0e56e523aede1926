from __future__ import annotations

from lockgate.domain.errors import OutputError


def test_parts_that_do_not_make_the_whole_are_counted() -> None:
    error = OutputError.uneven("trips", 1_000, 600, 399)

    assert "600 good and 399 bad rows do not make the 1,000" in str(error)
