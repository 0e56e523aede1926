from __future__ import annotations

import pytest

from lockgate.app.engine_spec import EngineSpec
from lockgate.domain.errors import ParameterError


def test_the_engine_takes_half_a_gibibyte_and_a_thread_per_core_unless_told() -> None:
    spec = EngineSpec()

    assert (spec.threads, spec.memory_limit, spec.temp_directory) == (None, "512MiB", "")


@pytest.mark.parametrize("threads", [0, -1])
def test_an_engine_without_a_thread_is_refused(threads: int) -> None:
    with pytest.raises(ParameterError, match=f"`threads` must be an int of 1 or more, got {threads}"):
        EngineSpec(threads=threads)


def test_one_thread_is_enough() -> None:
    assert EngineSpec(threads=1).threads == 1
