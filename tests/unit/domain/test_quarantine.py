from __future__ import annotations

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.verdict import Verdict


def test_it_is_read_back_as_it_was_written() -> None:
    done = Quarantine(
        table="t",
        directory="q",
        rows=2,
        good=1,
        bad=1,
        blamed=(),
        rows_of=(),
        apart=(),
        left=(),
        verdict=Verdict.PASS,
    )

    assert from_plain(Quarantine, to_plain(done)) == done
